"""Files as Telegram keeps them: bytes under a file_id, pictures in two sizes."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import Final, Literal

from PIL import Image, UnidentifiedImageError

from bot.sandbox.entities import Json
from bot.sandbox.limits import FETCH_BYTES, PHOTO_BYTES, UPLOAD_BYTES
from bot.sandbox.refusal import Refusal, bad_request

Kind = Literal["photo", "document"]
THUMBNAIL: Final = (320, 320)
PHOTO_SIDES: Final = 10_000
PHOTO_RATIO: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrives, from a bot or a phone; `size` may claim more than the bytes that are there."""

    name: str
    content: bytes
    mime: str = ""
    size: int = 0

    @property
    def bytes_claimed(self) -> int:
        """Give the size that limits are about."""
        return max(self.size, len(self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that Telegram has; `size` may claim more than `content` holds."""

    file_id: str
    kind: Kind
    path: str
    name: str
    mime: str
    size: int
    content: bytes
    width: int = 0
    height: int = 0

    def described(self) -> Json:
        """Give the fields of a File, a PhotoSize or a Document."""
        known: Json = {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}
        if self.kind == "photo":
            return known | {"width": self.width, "height": self.height}
        return known | {"file_name": self.name, "mime_type": self.mime}


@dataclass(slots=True)
class FileStore:
    """Every file of the pretend Telegram, by file_id and by the path that getFile gives."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def fetched(self, file_id: str) -> StoredFile:
        """Find a file for getFile, which hands out no more than 20 MB."""
        if not file_id:
            raise bad_request("file_id not specified")
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if stored.size > FETCH_BYTES:
            raise bad_request("file is too big")
        return stored

    def media(self, kind: Kind, upload: Upload) -> Json:
        """Keep an upload; the field of a Message that shows it."""
        if kind == "document":
            stored = self._keep(kind, upload, ())
            return {"document": stored.described()}
        picture = _picture(upload)
        small = picture.copy()
        small.thumbnail(THUMBNAIL)
        sizes = [self._keep(kind, upload, picture.size)]
        if small.size != picture.size:
            thumbnail = Upload(name=upload.name, content=_encoded(small))
            sizes.insert(0, self._keep(kind, thumbnail, small.size))
        return {"photo": [size.described() for size in sizes]}

    def again(self, kind: Kind, file_id: str) -> Json:
        """Send a file that Telegram already has once more."""
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            found, wanted = stored.kind.capitalize(), kind.capitalize()
            raise bad_request(f"can't use file of type {found} as {wanted}")
        return {kind: [stored.described()] if kind == "photo" else stored.described()}

    def _keep(self, kind: Kind, upload: Upload, size: Sequence[int]) -> StoredFile:
        number = len(self.by_id) + 1
        name = PurePath(upload.name).name or "file"
        width, height = size or (0, 0)
        stored = StoredFile(
            file_id=f"{'AgAC' if kind == 'photo' else 'BQAC'}{number:08d}",
            kind=kind,
            path=f"{kind}s/file_{number}{PurePath(name).suffix}",
            name=name,
            mime=upload.mime or mimetypes.guess_type(name)[0] or "application/octet-stream",
            size=upload.bytes_claimed,
            content=upload.content,
            width=width,
            height=height,
        )
        self.by_id[stored.file_id] = self.by_path[stored.path] = stored
        return stored


def check_upload(kind: Kind, upload: Upload) -> None:
    """Refuse what a bot may not send: over 50 MB, over 10 MB for a photo."""
    size = upload.bytes_claimed
    if size > UPLOAD_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    if size == 0:
        raise bad_request("file must be non-empty")
    if kind == "photo" and size > PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )


def _picture(upload: Upload) -> Image.Image:
    try:
        picture = Image.open(BytesIO(upload.content))
        picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as fault:
        raise bad_request("IMAGE_PROCESS_FAILED") from fault
    width, height = picture.size
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return picture


def _encoded(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.convert("RGB").save(buffer, format="JPEG", quality=80)
    return buffer.getvalue()

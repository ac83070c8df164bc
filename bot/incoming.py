"""What a person did, read once from an update: nothing optional is left for the handlers."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, Message, Update, User

from tracker.model import Evidence

FILE_LIMIT = 20 * 1024 * 1024
"""Bytes: a bot may fetch no larger file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A message or a pressed button.

    `text` is a message's text or caption, `data` a button's; `message_id` is the message itself or the one
    that carried the button; `said_at` is campaign time. `unfit`: it brings what is no evidence, a video or a
    voice for instance: only a photo or a document can be shown to the office again.
    """

    chat_id: int
    user_id: int
    user_name: str
    said_at: datetime
    message_id: int
    text: str = ""
    data: str = ""
    callback_id: str = ""
    media_group_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    unfit: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words after the command; full-width letters and digits are read as plain ones."""
        return tuple(unicodedata.normalize("NFKC", word) for word in self.text.split()[1:])

    def rest(self, count: int) -> str:
        """Return the text after the command and `count` words, as it was typed."""
        parts = self.text.split(maxsplit=count + 1)
        return parts[count + 1].strip() if len(parts) > count + 1 else ""


def read_incoming(update: Update, said_at: datetime) -> Incoming | None:
    """Read an update; None where it is nothing a person asked of us."""
    if update.callback_query is not None:
        return _pressed(update.callback_query, said_at)
    message = update.edited_message or update.message
    if message is None or message.from_user is None:
        return None
    return Incoming(
        chat_id=message.chat_id,
        user_id=message.from_user.id,
        user_name=_name(message.from_user),
        said_at=said_at,
        message_id=message.message_id,
        text=(message.text or message.caption or "").strip(),
        media_group_id=message.media_group_id,
        evidence=_evidence(message),
        unfit=_unfit(message),
    )


def _pressed(query: CallbackQuery, said_at: datetime) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    return Incoming(
        chat_id=query.message.chat.id,
        user_id=query.from_user.id,
        user_name=_name(query.from_user),
        said_at=said_at,
        message_id=query.message.message_id,
        data=query.data,
        callback_id=query.id,
    )


def _name(user: User) -> str:
    # Put together here: the library's `full_name` is None for an account without a first name.
    return f"{user.first_name} {user.last_name or ''}".strip() or str(user.id)


def _evidence(message: Message) -> tuple[Evidence, ...]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (_piece("photo", largest.file_id, largest.file_unique_id, "照片", largest.file_size),)
    file = message.document
    if file is None or _unfit(message):
        return ()
    return (_piece("document", file.file_id, file.file_unique_id, file.file_name or "文件", file.file_size),)


def _unfit(message: Message) -> bool:
    # An animation comes as a document too, but under an id that no document can be sent by.
    kinds = (message.animation, message.video, message.video_note, message.voice, message.audio)
    return any((*kinds, message.sticker))


def _piece(kind: str, file_id: str, file_unique_id: str, name: str, size: int | None) -> Evidence:
    return Evidence(file_id=file_id, file_unique_id=file_unique_id, kind=kind, name=name, size=size)

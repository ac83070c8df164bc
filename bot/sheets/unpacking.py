"""What an .xlsx or .docx file unpacks to, looked at piece by piece before anything of it is parsed."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.sheets.lines import Limits, UnreadableSheet

_CHUNK = 1 << 16
_SHEET = re.compile(r"xl/worksheets/.*", re.IGNORECASE)
_STRINGS = re.compile(r"xl/sharedStrings.*", re.IGNORECASE)
_PICTURES = re.compile(r"(xl|word)/(media|embeddings|drawings|charts)/.*", re.IGNORECASE)
_MOST_OF_OTHERS = 32 << 20
"""Bytes of styles, names and the like: they are parsed whole, at many times their size."""
_MOST_WITHOUT_ROW = 16 << 20
"""Bytes of a sheet without an end of a row: a row is parsed whole."""
_MOST_STRINGS = 5_000_000
_MOST_MERGED = 100_000
_FORMULA_TAGS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
"""Some programs name the tags of a sheet with a prefix."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=[\"']([A-Z]+)(\d+):[A-Z]+(\d+)[\"']")


def refuse_bomb(path: Path, limits: Limits) -> None:
    """Unpack every part as far as the limits allow and keep nothing. Raises `UnreadableSheet`."""
    left = limits.most_unpacked_bytes
    with ZipFile(path) as packed:
        for part in packed.infolist():
            if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                # Workbooks know no other way, and the others cannot be unpacked piece by piece.
                raise BadZipFile(part.filename)
            left -= _unpacked_size(packed, part, left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peculiarities:
    """What must be known of a sheet before its rows are read.

    `merged` are cells merged over rows: first row, last row, place of the column. The file lists them behind
    all rows, and reading by rows never gets to see them.
    """

    formulas: bool
    merged: Sequence[tuple[int, int, int]]


def peculiarities(path: Path, part: str) -> Peculiarities:
    """Look through a sheet without parsing it. Raises `UnreadableSheet`."""
    formulas = False
    merged: list[tuple[int, int, int]] = []
    for tags in _whole_tags(path, part):
        formulas = formulas or any(tag in tags for tag in _FORMULA_TAGS)
        if b"mergeCell" in tags:
            found = (
                (int(top), int(bottom), _place(letters)) for letters, top, bottom in _MERGED.findall(tags)
            )
            merged += (each for each in found if each[1] > each[0])
        if len(merged) > _MOST_MERGED:
            raise UnreadableSheet(f"合并单元格超过 {_MOST_MERGED:,} 处：请先取消合并。")
    return Peculiarities(formulas=formulas, merged=merged)


def _unpacked_size(packed: ZipFile, part: ZipInfo, left: int) -> int:
    """Measure a part by its stream: the size that the file gives for it may be a lie."""
    sheet, strings = bool(_SHEET.fullmatch(part.filename)), bool(_STRINGS.fullmatch(part.filename))
    large = sheet or strings or _PICTURES.fullmatch(part.filename)
    most = left if large else min(left, _MOST_OF_OTHERS)
    honest = copy(part)
    honest.file_size = most + 2 * _CHUNK  # where the stream would be cut, and its checksum looked at
    size = without_row = texts = 0
    with packed.open(honest) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if sheet:
                end = chunk.rfind(b"row>")
                without_row = without_row + len(chunk) if end < 0 else len(chunk) - end
            elif strings:
                texts += chunk.count(b"<si")
            if size > most or without_row > _MOST_WITHOUT_ROW or texts > _MOST_STRINGS:
                raise UnreadableSheet("文件解压后过大，请分成几个文件。")
    if size != part.file_size:
        raise BadZipFile(part.filename)
    return size


def _whole_tags(path: Path, part: str) -> Iterator[bytes]:
    """Yield the part in pieces that no tag is torn by."""
    rest = b""
    with ZipFile(path) as packed, packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            tags, end, rest = (rest + chunk).rpartition(b">")
            yield tags + end


def _place(letters: bytes) -> int:
    """Return 0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1

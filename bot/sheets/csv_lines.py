"""A CSV file as lines of text: UTF-8 with or without its mark, or what Chinese Excel writes (GBK)."""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path

from bot.sheets.lines import MOST_COLUMNS, Line, UnreadableSheet, too_wide

_CHUNK = 1 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")


def csv_lines(path: Path) -> Iterator[Line]:
    """Yield the rows as they are read; a row may hold line breaks. Raises `UnreadableSheet`."""
    encoding = _encoding(path)
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            for number, cells in enumerate(csv.reader(file, strict=True), start=1):
                if len(cells) > MOST_COLUMNS:
                    raise too_wide(number, len(cells))
                yield Line(number=number, cells=tuple(cells))
        except csv.Error:
            raise UnreadableSheet(f"第 {number + 1} 行的引号没有成对，或一格内容过长，无法分列。") from None


def _encoding(path: Path) -> str:
    """Return the first encoding in which the whole file makes sense."""
    for encoding in _ENCODINGS:
        try:
            if _holds_nul(path, encoding):
                raise UnreadableSheet("文件不是文字表格：请用表格软件打开后另存为 .csv 或 .xlsx。")
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableSheet("文件的文字编码无法识别：请另存为 UTF-8 编码的 .csv，或 .xlsx。")


def _holds_nul(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    found = False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found = "\0" in decoder.decode(chunk) or found
    decoder.decode(b"", final=True)
    return found

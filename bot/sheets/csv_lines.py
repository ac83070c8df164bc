"""A CSV file as lines of text: UTF-8 with or without its mark, or what Chinese Excel writes (GBK)."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from bot.sheets.lines import Line, UnreadableSheet


def csv_lines(path: Path, most: int) -> list[Line]:
    """Return the first `most` rows that are not empty; a row may hold line breaks."""
    return list(islice((line for line in _lines(path) if not line.empty), most))


def _lines(path: Path) -> Iterator[Line]:
    text = _decoded(path.read_bytes())
    if "\0" in text:
        raise UnreadableSheet("文件不是文字表格：请用表格软件打开后另存为 .csv 或 .xlsx。")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), strict=True), start=1):
            yield Line(number=number, cells=tuple(cells), wrong={})
    except csv.Error:
        raise UnreadableSheet(f"第 {number + 1} 行的引号没有成对，或一格内容过长，无法分列。") from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSheet("文件的文字编码无法识别：请另存为 UTF-8 编码的 .csv，或 .xlsx。")

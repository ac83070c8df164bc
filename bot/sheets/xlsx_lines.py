"""The first sheet of an .xlsx file as lines of text, each cell as it is seen."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  (a class by the name of a word)

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.sheets.lines import Line, UnreadableSheet

MOST_UNPACKED_BYTES = 400 * 1024 * 1024
_NO_VALUE = "公式没有保存计算结果：请用表格软件打开并保存一次，或改为数值。"

_BROKEN = (
    BadZipFile,
    InvalidFileException,
    ParseError,
    ZlibError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
"""What openpyxl stumbles over in a file that is damaged or only looks like a workbook."""


def xlsx_lines(path: Path, most: int) -> list[Line]:
    """Return the first `most` rows that are not empty. Raises `UnreadableSheet`."""
    with _readable(path), warnings.catch_warnings():
        # openpyxl warns of what it leaves out: styles, pictures, validations. None of it is text.
        warnings.simplefilter("ignore")
        return list(islice((line for line in _lines(path) if not line.empty), most))


def _lines(path: Path) -> Iterator[Line]:
    before_formulas = 0
    for number, cells in enumerate(_rows(path, values=False), start=1):
        if any(cell.data_type == "f" for cell in cells):
            break
        yield _line(number, cells)
        before_formulas = number
    else:
        return
    # What formulas came to is another reading of the file; few files need it.
    yield from (line for line in _with_formulas(path) if line.number > before_formulas)


def _with_formulas(path: Path) -> Iterator[Line]:
    both = zip(_rows(path, values=True), _rows(path, values=False), strict=True)
    for number, (cells, written) in enumerate(both, start=1):
        missing = [
            place
            for place, (cell, formula) in enumerate(zip(cells, written, strict=True))
            if formula.data_type == "f" and cell.value is None
        ]
        yield _line(number, cells, dict.fromkeys(missing, _NO_VALUE))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise UnreadableSheet(f"文件 {path.name} 已损坏，或不是 .xlsx 表格。") from None


def _rows(path: Path, *, values: bool) -> Iterator[tuple[Any, ...]]:
    with ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED_BYTES:
            raise UnreadableSheet("文件解压后过大，请分成几个文件。")
    book = load_workbook(path, read_only=True, data_only=values, keep_links=False)
    try:
        if not book.worksheets:
            raise UnreadableSheet(f"文件 {path.name} 里没有工作表。")
        sheet = book.worksheets[0]
        # Some programs write a wrong extent, and everything outside it would be dropped.
        sheet.reset_dimensions()
        yield from sheet.rows
    finally:
        book.close()


def _line(number: int, cells: tuple[Any, ...], wrong: dict[int, str] | None = None) -> Line:
    return Line(number=number, cells=tuple(_text(cell) for cell in cells), wrong=wrong or {})


def _text(cell: Any) -> str:
    """Return a cell as it is seen: days as days, numbers by their shortest decimal."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return _number(Decimal(repr(value)), percent="%" in (cell.number_format or ""))


def _number(value: Decimal, *, percent: bool) -> str:
    shown = value * 100 if percent else value
    text = format(shown, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if percent else text

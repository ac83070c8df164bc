"""The first sheet of an .xlsx file as lines of text, each cell as it is seen: days as days, 40% as 40%."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  (a class by the name of a word)

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.sheets.lines import MOST_COLUMNS, NOTHING, Limits, Line, UnreadableSheet, too_wide
from bot.sheets.merged_cells import MergedCells
from bot.sheets.unpacking import Peculiarities, peculiarities, refuse_bomb

Row: TypeAlias = tuple[Any, ...]

_AT_A_TIME = 50
_LAST_ROW = 1 << 20
"""No sheet has more; a row that gives itself a higher number would be preceded by empty ones without end."""
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
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl stumbles over in a file that is damaged or only looks like a workbook."""


def xlsx_lines(path: Path, limits: Limits) -> Iterator[Line]:
    """Yield the rows as they are read. Raises `UnreadableSheet`."""
    with _readable(path):
        refuse_bomb(path, limits)
    with _opened(path, values=True) as book:
        found = _peculiarities(path, book)
        merged = MergedCells(found.merged)
        if not found.formulas:
            for number, cells in enumerate(_rows(path, book), start=1):
                yield _line(number, cells, merged)
            return
        # Whether a formula stands where no value is shows another reading of the file; few files need it.
        with _opened(path, values=False) as as_written:
            both = zip(_rows(path, book), _rows(path, as_written), strict=True)
            for number, (cells, written) in enumerate(both, start=1):
                missing = [
                    place
                    for place, (cell, formula) in enumerate(zip(cells, written, strict=True))
                    if formula.data_type == "f" and cell.value is None
                ]
                yield _line(number, cells, merged, dict.fromkeys(missing, _NO_VALUE))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say in a sentence what the library stumbles over."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out: styles, pictures, validations. None of it is text.
            warnings.simplefilter("ignore")
            yield
    except _BROKEN:
        raise UnreadableSheet(f"文件 {path.name} 已损坏，或不是 .xlsx 表格。") from None


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Workbook]:
    # openpyxl does not close what it opened itself and then could not read.
    with path.open("rb") as file:
        with _readable(path):
            book = load_workbook(file, read_only=True, data_only=values, keep_links=False)
        if not book.worksheets:
            raise UnreadableSheet(f"文件 {path.name} 里没有工作表。")
        yield book


def _rows(path: Path, book: Workbook) -> Iterator[Row]:
    """Yield the rows of the first sheet, read some at a time."""
    sheet = book.worksheets[0]
    with _readable(path):
        # Some programs write a wrong extent, and everything outside it would be dropped.
        sheet.reset_dimensions()
        rows = iter(sheet.rows)
    for _ in range(0, _LAST_ROW, _AT_A_TIME):
        # No warning filter and no handler stays in place while the rows are used.
        with _readable(path):
            few = list(islice(rows, _AT_A_TIME))
        yield from few
        if len(few) < _AT_A_TIME:
            return
    raise UnreadableSheet(f"文件 {path.name} 的行号超过 {_LAST_ROW:,}，不是正常的表格。")


def _peculiarities(path: Path, book: Workbook) -> Peculiarities:
    # openpyxl says nowhere else which part of the file a sheet is.
    part: str = book.worksheets[0]._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001
    with _readable(path):
        return peculiarities(path, part)


def _line(number: int, cells: Row, merged: MergedCells, wrong: Mapping[int, str] = NOTHING) -> Line:
    if len(cells) > MOST_COLUMNS:
        if any(cell.value is not None for cell in cells[MOST_COLUMNS:]):
            raise too_wide(number, len(cells))
        cells = cells[:MOST_COLUMNS]
    texts, numbers = [], []
    for place, cell in enumerate(cells):
        value = cell.value
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            texts.append(_number(repr(value), percent="%" in (cell.number_format or "")))
            numbers.append(place)
        else:
            texts.append(_other(value))
    seen = tuple(texts)
    return Line(
        number=number, cells=seen, wrong=wrong, numbers=tuple(numbers), merged=merged.over(number, seen)
    )


def _other(value: object) -> str:
    """Return as it is seen what is neither text nor a number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(digits: str, *, percent: bool) -> str:
    """Return a number as it is seen, by its shortest decimal."""
    text = digits
    if percent or not digits.replace(".", "", 1).isdigit():  # an exponent, a sign, nan
        number = Decimal(digits)
        text = format(number * 100 if percent else number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if percent else text

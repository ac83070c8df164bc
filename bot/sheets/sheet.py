"""A spreadsheet that the office sends, read as rows of text: `.csv`, or the first sheet of an `.xlsx`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from bot.files import why
from bot.sheets.headings import HEADINGS_WITHIN, Headings, Synonyms, find_headings
from bot.sheets.lines import Limits, Line, UnreadableSheet
from tracker.usecases.import_rows import RefusedRow, SheetRow

MEGABYTE = 1 << 20
IMPORTED = Limits(most_bytes=20 * MEGABYTE, most_unpacked_bytes=400 * MEGABYTE, most_rows=100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows below the headings; `unused` are headings that nobody asked for."""

    rows: tuple[SheetRow, ...]
    refused: tuple[RefusedRow, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """The headings, the titles above them, and the lines below, which are read as they are asked for."""

    headings: Headings
    titles: tuple[Line, ...]
    below: Iterator[Line]


def read_sheet(path: Path, columns: Synonyms, *, optional: Collection[str] = ()) -> Sheet:
    """Read the columns wanted, by any of their names; of `optional` ones a row may have no cell.

    Raises `UnreadableSheet`.
    """
    headed = headed_lines(path, columns, IMPORTED, optional=optional)
    places = headed.headings.places
    rows: list[SheetRow] = []
    refused: list[RefusedRow] = []
    for line in headed.below:
        if headed.headings.again(line):
            continue
        fault = next(faults(line, headed.headings), None)
        if fault is None:
            cells = {name: line.cell(place) for name, place in places.items()}
            rows.append(SheetRow(number=line.number, cells=cells))
        else:
            refused.append(fault)
    return Sheet(rows=tuple(rows), refused=tuple(refused), unused=_unused(headed.headings))


def headed_lines(path: Path, columns: Synonyms, limits: Limits, *, optional: Collection[str] = ()) -> Headed:
    """Find the headings and stand ready to read what is below. Raises `UnreadableSheet`, also on the way."""
    lines = (line for line in _lines(path, limits) if not line.empty)
    first = _first(path, lines, HEADINGS_WITHIN + 1)
    headings = find_headings(first[:HEADINGS_WITHIN], columns, optional)
    if len(first) == headings.through:
        raise UnreadableSheet(f"文件 {path.name} 只有表头，没有内容。")
    below = chain(first[headings.through :], lines)
    return Headed(
        headings=headings, titles=tuple(first[: headings.above]), below=no_more_than(limits.most_rows, below)
    )


def top_lines(path: Path, limits: Limits) -> list[Line]:
    """Return the lines among which the headings are. Raises `UnreadableSheet`."""
    return _first(path, (line for line in _lines(path, limits) if not line.empty), HEADINGS_WITHIN)


def _first(path: Path, lines: Iterator[Line], count: int) -> list[Line]:
    first = list(islice(lines, count))
    if not first:
        raise UnreadableSheet(f"文件 {path.name} 是空的。")
    return first


def faults(line: Line, headings: Headings) -> Iterator[RefusedRow]:
    """Yield what is wrong with a row before anybody asks what its cells say."""
    names = {place: name for name, place in headings.places.items()}
    for place, reason in line.wrong.items():
        if place in names:
            yield RefusedRow(row=line.number, column=names[place], value=line.cell(place), reason=reason)
    for place in (*headings.blank, *range(headings.width, len(line.cells))):
        if (cell := line.cell(place)).strip():
            reason = "这一格上面没有列名：请检查这一行是否多了一格。"
            yield RefusedRow(row=line.number, column=f"第 {place + 1} 列", value=cell, reason=reason)


def looked_into(path: Path, limits: Limits, *, old: str, new: str) -> bool:
    """Whether a file is packed as .xlsx and .docx are; `old` and `new` are the kinds that its reader knows.

    Raises `UnreadableSheet` for one that cannot be opened, is too large, old or encrypted.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnreadableSheet(f"读不了文件 {path}（{why(error)}）。") from None
    if size > limits.most_bytes:
        raise UnreadableSheet(f"文件超过 {limits.most_bytes // MEGABYTE} MB，请分成几个文件。")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheet(f"这是旧版 {old} 文件，或加了密码的文件：请去掉密码，另存为 {new}。")
    return head.startswith(b"PK\x03\x04")


def _lines(path: Path, limits: Limits) -> Iterator[Line]:
    zipped = looked_into(path, limits, old=".xls", new=".xlsx")
    match path.suffix.lower():
        case ".xlsx" if zipped:
            from bot.sheets.xlsx_lines import xlsx_lines

            return xlsx_lines(path, limits)
        case ".csv" if not zipped:
            from bot.sheets.csv_lines import csv_lines

            return csv_lines(path)
        case ".xlsx" | ".csv" as kind:
            raise UnreadableSheet(f"文件名以 {kind} 结尾，内容却不是：请用表格软件打开后另存为 {kind}。")
        case _:
            raise UnreadableSheet("只能读取 .csv 或 .xlsx 文件。")


def no_more_than(most: int, lines: Iterator[Line]) -> Iterator[Line]:
    """Yield the lines. Raises `UnreadableSheet` where they are more."""
    for count, line in enumerate(lines, start=1):
        if count > most:
            raise UnreadableSheet(f"文件超过 {most:,} 行，请分成几个文件。")
        yield line


def _unused(headings: Headings) -> tuple[str, ...]:
    used: Mapping[int, str] = {place: name for name, place in headings.places.items()}
    cells = enumerate(headings.line.cells)
    return tuple(cell.strip() for place, cell in cells if cell.strip() and place not in used)

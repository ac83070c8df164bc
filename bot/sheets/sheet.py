"""A spreadsheet that the office sends, read into rows of text: `.csv`, or the first sheet of an `.xlsx`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.files import why
from bot.sheets.lines import Line, UnreadableSheet
from tracker.usecases.import_rows import RefusedRow, SheetRow

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
_HEADER_WITHIN = 10
"""Offices put a title above the headings: the headings are looked for in so many rows."""

Synonyms = Mapping[str, Sequence[str]]
"""Canonical headings, each with the other words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows below the headings; `unused` are headings that nobody asked for."""

    rows: tuple[SheetRow, ...]
    refused: tuple[RefusedRow, ...]
    unused: tuple[str, ...]


def read_sheet(path: Path, columns: Synonyms) -> Sheet:
    """Read the columns wanted, by any of their names. Raises `UnreadableSheet`."""
    lines = _lines(path)
    if not lines:
        raise UnreadableSheet(f"文件 {path.name} 是空的。")
    header, places = _find_header(lines, columns)
    below = lines[header + 1 :]
    if len(below) > MOST_ROWS:
        raise UnreadableSheet(f"文件超过 {MOST_ROWS:,} 行，请分成几个文件。")
    if not below:
        raise UnreadableSheet(f"文件 {path.name} 只有表头，没有内容。")
    return _sheet(lines[header], below, places)


def _lines(path: Path) -> list[Line]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnreadableSheet(f"读不了文件 {path}（{why(error)}）。") from None
    if size > MOST_BYTES:
        raise UnreadableSheet(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件。")
    return _lines_of_kind(path, head)


def _lines_of_kind(path: Path, head: bytes) -> list[Line]:
    most = MOST_ROWS + _HEADER_WITHIN + 1  # one more than there may be
    zipped, old_office = head.startswith(b"PK\x03\x04"), head.startswith(b"\xd0\xcf\x11\xe0")
    match path.suffix.lower():
        case _ if old_office:
            raise UnreadableSheet("这是旧版 .xls 文件，或加了密码的文件：请去掉密码，另存为 .xlsx。")
        case ".xlsx" if zipped:
            from bot.sheets.xlsx_lines import xlsx_lines

            return xlsx_lines(path, most)
        case ".csv" if not zipped:
            from bot.sheets.csv_lines import csv_lines

            return csv_lines(path, most)
        case ".xlsx" | ".csv" as kind:
            raise UnreadableSheet(f"文件名以 {kind} 结尾，内容却不是：请用表格软件打开后另存为 {kind}。")
        case _:
            raise UnreadableSheet("只能读取 .csv 或 .xlsx 文件。")


def _find_header(lines: Sequence[Line], columns: Synonyms) -> tuple[int, dict[str, int]]:
    """Return which line has the headings, and where each column stands in it."""
    found = [_places(line, columns) for line in lines[:_HEADER_WITHIN]]
    best = max(range(len(found)), key=lambda number: len(found[number]))
    missing = [name for name in columns if name not in found[best]]
    if missing:
        names = "、".join(missing)
        raise UnreadableSheet(f"表头缺少列：{names}。表头应为：{'、'.join(columns)}。")
    for name, places in found[best].items():
        if len(places) > 1:
            raise UnreadableSheet(f"表头中“{name}”出现了 {len(places)} 列，请只留一列。")
    return best, {name: places[0] for name, places in found[best].items()}


def _places(line: Line, columns: Synonyms) -> dict[str, list[int]]:
    words = {_heading(word): name for name, others in columns.items() for word in (name, *others)}
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(line.cells):
        name = words.get(_heading(cell))
        if name is not None:
            found.setdefault(name, []).append(place)
    return found


def _heading(word: str) -> str:
    """Return a heading for comparing: `进 度（%）` is 进度%."""
    plain = "".join(word.split()).replace("％", "%")
    return plain.translate(str.maketrans("", "", "（）()*"))


def _sheet(header: Line, below: Sequence[Line], places: Mapping[str, int]) -> Sheet:
    names = {place: name for name, place in places.items()}
    headed = {place for place, cell in enumerate(header.cells) if cell.strip()}
    rows: list[SheetRow] = []
    refused: list[RefusedRow] = []
    for line in below:
        fault = _fault(line, names, headed)
        if fault is None:
            cells = {name: _cell(line, place) for name, place in places.items()}
            rows.append(SheetRow(number=line.number, cells=cells))
        else:
            refused.append(fault)
    unused = tuple(header.cells[place].strip() for place in sorted(headed - set(names)))
    return Sheet(rows=tuple(rows), refused=tuple(refused), unused=unused)


def _fault(line: Line, names: Mapping[int, str], headed: set[int]) -> RefusedRow | None:
    for place, reason in line.wrong.items():
        if place in names:
            return RefusedRow(row=line.number, column=names[place], value=_cell(line, place), reason=reason)
    for place, cell in enumerate(line.cells):
        if cell.strip() and place not in headed:
            reason = "这一格上面没有列名：请检查这一行是否多了一格。"
            return RefusedRow(row=line.number, column=f"第 {place + 1} 列", value=cell, reason=reason)
    return None


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""

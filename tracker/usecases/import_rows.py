"""What every import shares: rows as read from a file, what is wrong with them, and what came of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from tracker.errors import TrackerError

IMPORTER = "导入"
"""Who said what a file brought."""

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a file: `number` as the file counts, cells by canonical heading, as text exactly as seen."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """Why a row was not taken: the first cell that is wrong, and the reason in Chinese."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import; read = added + changed + unchanged + refused.

    `findings` are rows that were taken, each with what a person should look at.
    """

    read: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    findings: tuple[RefusedRow, ...] = ()

    def __str__(self) -> str:
        """Say it in one sentence."""
        if not (self.added or self.changed or self.refused):
            return f"读到 {self.read} 行，与已有内容完全相同，没有变动。"
        return (
            f"读到 {self.read} 行：新增 {self.added}，更正 {self.changed}，"
            f"已有 {self.unchanged}，未导入 {len(self.refused)}。"
        )


class RowsRefused(TrackerError):
    """Rows were refused and only the whole file was wanted: nothing has changed."""

    sentence = "有 {count} 行不能导入，没有导入任何内容。改正后重新导入，或加 --partial 只导入其余各行。"

    def __init__(self, *, read: int, refused: tuple[RefusedRow, ...]) -> None:
        super().__init__(read=read, refused=refused, count=len(refused))
        self.imported = Imported(read=read, added=0, changed=0, unchanged=0, refused=refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSheet:
    """Rows of a file; `unreadable` are those that could not be read.

    `partial` takes the good rows; without it one bad row refuses the file. `on` is today.
    """

    rows: tuple[SheetRow, ...]
    unreadable: tuple[RefusedRow, ...]
    partial: bool
    on: date
    at: datetime


class WrongCell(Exception):
    """A cell that cannot be taken. It ends the reading of its row and never leaves the use case."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason

    def of(self, row: SheetRow) -> RefusedRow:
        """Say which row it stands in."""
        return RefusedRow(
            row=row.number, column=self.column, value=row.cells.get(self.column, ""), reason=self.reason
        )


def in_file_order(refused: Iterable[RefusedRow]) -> tuple[RefusedRow, ...]:
    """Sort refused rows as the file has them."""
    return tuple(sorted(refused, key=lambda each: each.row))


def plain(row: SheetRow, column: str) -> str:
    """Return a cell for reading: full-width characters as half-width ones, no space around."""
    return normalize("NFKC", row.cells[column]).strip()


def needed(row: SheetRow, column: str) -> str:
    """Return a cell that must not be empty."""
    text = plain(row, column)
    if not text:
        raise WrongCell(column, "不能为空。")
    return text


def read_day(row: SheetRow, column: str) -> date:
    """Read a date as offices write it: 2021-03-31, 2021/3/31, 2021年3月31日."""
    found = _DATE.fullmatch(needed(row, column).replace(" 年", "年"))
    try:
        return date(*(int(number) for number in found.groups())) if found else _no_day(column)
    except ValueError:
        raise WrongCell(column, "没有这一天。") from None


def _no_day(column: str) -> date:
    raise WrongCell(column, "应为日期，如 2021-03-31。")

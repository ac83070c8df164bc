"""A row of a spreadsheet as the file has it, the limits of a file, and the word for one that has no rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tracker.errors import TrackerError

MOST_COLUMNS = 1000
NOTHING: Mapping[int, str] = MappingProxyType({})


class UnreadableSheet(TrackerError):
    """A file that cannot be read as a table."""

    sentence = "{reason}"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be: bytes, the same unpacked, and rows below the headings."""

    most_bytes: int
    most_unpacked_bytes: int
    most_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as the file has it; `wrong` are places whose cell could not be read, with the reason.

    `numbers` are places whose cell is a number in the file, not text that looks like one. `merged` are
    empty places of a cell that is merged downwards, each with what stands at its top.
    """

    number: int
    cells: tuple[str, ...]
    wrong: Mapping[int, str] = field(default_factory=lambda: NOTHING)
    numbers: tuple[int, ...] = ()
    merged: Mapping[int, str] = field(default_factory=lambda: NOTHING)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the row."""
        return not self.wrong and not any(cell.strip() for cell in self.cells)

    def cell(self, place: int) -> str:
        """Return what stands in a place; rows may be shorter than their headings."""
        return self.cells[place] if place < len(self.cells) else ""


def too_wide(number: int, columns: int) -> UnreadableSheet:
    """Say that a row has more columns than a table can have."""
    return UnreadableSheet(f"第 {number} 行有 {columns:,} 列，最多 {MOST_COLUMNS:,} 列：请删去多余的列。")

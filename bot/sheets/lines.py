"""A row of a spreadsheet as the file has it, and the word for a file that has none."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.errors import TrackerError


class UnreadableSheet(TrackerError):
    """A file that cannot be read as a table."""

    sentence = "{reason}"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as the file has it; `wrong` are places whose cell could not be read, with the reason."""

    number: int
    cells: tuple[str, ...]
    wrong: Mapping[int, str]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the row."""
        return not self.wrong and not any(cell.strip() for cell in self.cells)

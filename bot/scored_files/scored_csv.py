"""The scored file as CSV, for programs: with the mark that tells Excel its encoding."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from bot.scored_files.scored_row import RESULTS, ScoredRow

ENCODING = "utf-8-sig"
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?", re.ASCII)


class ScoredCsv:
    """A scored file while it is written; `file` was opened with `newline=""`."""

    def __init__(self, file: TextIO, headings: Sequence[str]) -> None:
        self._writer = csv.writer(file)
        self._write([*headings, *RESULTS])

    def add(self, rows: Iterable[ScoredRow]) -> None:
        """Write some rows more."""
        for row in rows:
            self._write([*row.cells, *row.results])

    def _write(self, cells: Iterable[str]) -> None:
        self._writer.writerow([_as_text(cell) for cell in cells])


def _as_text(cell: str) -> str:
    """Return a cell that no program takes for a formula; numbers stay numbers."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell

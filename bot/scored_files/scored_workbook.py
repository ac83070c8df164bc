"""The scored file as a workbook: the rows with their verdicts, and a summary behind them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import xlsxwriter

from bot.scored_files.scored_row import RESULTS, ScoredRow
from reports.workbooks import FACE, fitting, print_on_a4
from tracker.model import Conclusion
from tracker.sayings import width

SHEET = "评分结果"
HEAD_COLOUR = "#D9E1F2"
_RED = "#FFC7CE"
_COLOURS: MappingProxyType[Conclusion | None, dict[str, object]] = MappingProxyType(
    {
        Conclusion.LOW: {"font_color": "#C00000", "bold": True},
        Conclusion.ADEQUATE: {"font_color": "#2E7D32"},
        Conclusion.UNDETERMINED: {"font_color": "#B26B00"},
        None: {"font_color": "#9C0006", "bold": True, "bg_color": _RED},
    }
)
_MEASURED_ROWS = 1000
_WIDEST, _REMARK = 46, 52
_LINE_HEIGHT = 16
_BUTTON = 3
"""Room for the arrow of the filter."""
_SHOWN_WHOLE = 11
"""Characters of a number up to which Excel shows it whole by itself."""


class ScoredWorkbook:
    """A scored workbook while it is written."""

    def __init__(self, book: Any, headings: Sequence[str]) -> None:
        self.book = book
        self._sheet = book.add_worksheet(SHEET)
        self._headings = (*headings, *RESULTS)
        self._widths = [min(width(each), _WIDEST) + _BUTTON for each in self._headings]
        self._formats: dict[tuple[object, ...], Any] = {}
        self._rows = 0
        head = book.add_format({"bold": True, "bg_color": HEAD_COLOUR, "border": 1})
        for column, heading in enumerate(self._headings):
            self._sheet.write_string(0, column, heading, head)

    def add(self, rows: Iterable[ScoredRow]) -> None:
        """Write some rows more."""
        for row in rows:
            self._rows += 1
            results = row.results
            if self._rows <= _MEASURED_ROWS:
                self._measure((*row.cells, *results))
            self._make_room(results[-1])
            self._write_cells(row)
            self._write_results(row, results)

    def lay_out(self, in_sight: int) -> None:
        """Set everything that needs the last row: widths, filter, paper; so many columns stay in sight."""
        sheet, last = self._sheet, len(self._headings) - 1
        for column, columns in enumerate(self._widths):
            sheet.set_column(column, column, columns if column < last else _REMARK)
        sheet.freeze_panes(1, in_sight)
        sheet.autofilter(0, 0, self._rows, last)
        # What were texts in the file stay texts, a parcel's number above all, and are no mistakes.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._rows + 1}"})
        sheet.repeat_rows(0)
        sheet.hide_gridlines(0)
        print_on_a4(sheet)

    def _measure(self, texts: Sequence[str]) -> None:
        for column, text in enumerate(texts):
            if text:
                self._widths[column] = max(self._widths[column], min(width(text), _WIDEST) + 1)

    def _make_room(self, remark: str) -> None:
        lines = -(-width(remark) // (_REMARK - 2)) if remark else 1
        if lines > 1:
            # Not every program finds the height of a row by itself.
            self._sheet.set_row(self._rows, lines * _LINE_HEIGHT)

    def _write_cells(self, row: ScoredRow) -> None:
        sheet, at, numbers = self._sheet, self._rows, row.numbers
        colour = _RED if row.verdict.conclusion is None else None
        plain = self._format(bg_color=colour)
        for column, text in enumerate(row.cells):
            if column in numbers and isfinite(number := _number(text)):
                shown_as = _shown_as(text)
                shape = self._format(bg_color=colour, num_format=shown_as) if shown_as else plain
                sheet.write_number(at, column, number, shape)
            elif text:
                sheet.write_string(at, column, fitting(text), plain)
            elif colour:
                sheet.write_blank(at, column, None, plain)

    def _write_results(self, row: ScoredRow, results: Sequence[str]) -> None:
        sheet, first = self._sheet, len(row.cells)
        score, name, failing, standard, remark = results
        conclusion = row.verdict.conclusion
        colour = _RED if conclusion is None else None
        plain = self._format(bg_color=colour)
        if score:
            exact = self._format(align="center", num_format="0." + "0" * len(score.partition(".")[2]))
            sheet.write_number(self._rows, first, float(score), exact)
        elif colour:
            sheet.write_blank(self._rows, first, None, plain)
        sheet.write_string(self._rows, first + 1, name, self._format(align="center", **_COLOURS[conclusion]))
        wrapped = self._format(bg_color=colour, text_wrap=True)
        for column, text, shape in ((2, failing, plain), (3, standard, plain), (4, remark, wrapped)):
            if text or colour:
                sheet.write_string(self._rows, first + column, fitting(text), shape)

    def _format(self, **properties: object) -> Any:
        """Return a format, or None where nothing sets it apart; each is made once."""
        key = tuple(properties.items())
        if key not in self._formats:
            given = {name: each for name, each in properties.items() if each}
            self._formats[key] = self.book.add_format(given) if given else None
        return self._formats[key]


@contextmanager
def scored_workbook(path: Path, headings: Sequence[str]) -> Iterator[ScoredWorkbook]:
    """Open a workbook that is written row by row, and close it where the block ends well.

    Text is never taken for a formula or a link: every cell says of what kind it is.
    """
    with TemporaryDirectory(prefix="baiyuan-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "default_format_properties": {"font_name": FACE, "font_size": 11, "valign": "vcenter"},
        }
        book = xlsxwriter.Workbook(path, options)
        try:
            yield ScoredWorkbook(book, headings)
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet._opt_close()  # noqa: SLF001  (its rows stay open where the book was never closed)


def _number(text: str) -> float:
    return float(Decimal(text[:-1]) / 100) if text.endswith("%") else float(text)


def _shown_as(text: str) -> str | None:
    """Return the format under which Excel shows a number as the text has it; None where it does anyway."""
    if len(text) <= _SHOWN_WHOLE and text[-1] not in "0%":
        return None
    places = len(text.rstrip("%").partition(".")[2])
    exact = "0." + "0" * places if places else "0"
    if text.endswith("%"):
        return exact + "%"
    return exact if len(text) > _SHOWN_WHOLE or (places and text.endswith("0")) else None

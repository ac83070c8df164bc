"""What every workbook of the office has: its looks, its cells, tables with filters, and A4 landscape.

A cell says of what kind it is, so that no text is ever taken for a formula or a link.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

import xlsxwriter

from tracker.model import Light
from tracker.sayings import width

Value = str | Decimal | date | int | None

FILLS: Final = MappingProxyType(
    {Light.RED: "#F8D0CB", Light.YELLOW: "#FDEFC3", Light.GREEN: "#D9EDE4", Light.CLOSED: "#E3E9EE"}
)
"""Light enough for black words on them, on paper too."""

FACE: Final = "等线"
_A4: Final = 9
_LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_HEADER: Final = 100
"""Characters of what stands above a page: Excel takes 255 with its codes, and a line has no more room."""
_LINE: Final = 16
_TALLEST: Final = 409
"""Points; Excel takes no taller row."""
_NAME: Final = 31
"""Characters that Excel allows a sheet's name."""
_NOT_IN_NAMES: Final = str.maketrans("[]:*?/\\'", "【】：＊？／＼’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table on a sheet: its name, its columns with their widths in characters, and its rows.

    `lit` is the column that shows a row's light. The first `in_sight` columns stay when one scrolls.
    """

    name: str
    columns: Mapping[str, int]
    rows: Iterable[tuple[Sequence[Value], Light | None]]
    lit: str = ""
    in_sight: int = 1


class Looks:
    """The few formats that all sheets use."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FACE, "font_size": 11, "valign": "top", "border": 1, "border_color": "#BFC7CF"}
        head = {
            "bold": True,
            "bg_color": "#DCE6F1",
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
        }
        self.title = book.add_format({"font_name": FACE, "font_size": 14, "bold": True})
        self.head = book.add_format(base | head)
        self.text = book.add_format(base | {"text_wrap": True})
        # Not `0.######`, which shows a whole number with a point behind it: `2284.`
        self.number = book.add_format(base | {"num_format": "General"})
        self.whole = book.add_format(base | {"num_format": "0", "align": "center"})
        self.day = book.add_format(base | {"num_format": "yyyy-mm-dd", "align": "center"})
        self.lights = {
            light: book.add_format(base | {"bg_color": color, "align": "center"})
            for light, color in FILLS.items()
        }


class OfficeWorkbook:
    """A workbook in the making; `header` stands above every printed page."""

    def __init__(self, header: str) -> None:
        self._out = BytesIO()
        self._header = header
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        self._looks = Looks(self._book)
        self._names: set[str] = set()

    def add_table(self, sheet: Sheet) -> None:
        """Add a table that begins in the first row: filters, headings that stay and are printed again."""
        page = self._book.add_worksheet(self._free_name(sheet.name))
        self._head(page, 0, sheet.columns)
        widths = tuple(sheet.columns.values())
        lit = list(sheet.columns).index(sheet.lit) if sheet.lit else None
        last = 0
        for last, (cells, light) in enumerate(sheet.rows, start=1):
            self._row(page, last, cells, widths)
            if lit is not None and light is not None:
                page.write_string(last, lit, str(cells[lit]), self._looks.lights[light])
        page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        page.freeze_panes(1, sheet.in_sight)
        self._on_a4(page, repeat=0)

    def add_titled_table(
        self, name: str, title: str, columns: Mapping[str, int], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Add a small table under a title, to be read and not to be filtered."""
        page = self._book.add_worksheet(self._free_name(name))
        page.write_string(0, 0, title, self._looks.title)
        self._head(page, 2, columns)
        for row, cells in enumerate(rows, start=3):
            self._row(page, row, cells, tuple(columns.values()))
        page.freeze_panes(3, 1)
        self._on_a4(page, repeat=2)

    def as_bytes(self) -> bytes:
        """Close the workbook and return the file."""
        self._book.close()
        return self._out.getvalue()

    def _head(self, page: Any, row: int, columns: Mapping[str, int]) -> None:
        for column, (heading, wide) in enumerate(columns.items()):
            page.set_column(column, column, wide)
            page.write_string(row, column, heading, self._looks.head)
        page.set_row(row, max(map(_lines, columns, columns.values())) * _LINE + 4)

    def _row(self, page: Any, row: int, cells: Sequence[Value], widths: Sequence[int]) -> None:
        looks = self._looks
        lines = max(map(_lines, cells, widths))
        if lines > 1:
            # Not every program finds the height of a row by itself.
            page.set_row(row, min(lines * _LINE, _TALLEST))
        for column, value in enumerate(cells):
            match value:
                case None | "":
                    # No empty text: that would stand among dates and numbers as a text.
                    page.write_blank(row, column, None, looks.text)
                case Decimal():
                    page.write_number(row, column, value, looks.number)
                case int():
                    page.write_number(row, column, value, looks.whole)
                case date():
                    page.write_datetime(row, column, value, looks.day)
                case _:
                    page.write_string(row, column, fitting(value), looks.text)

    def _on_a4(self, page: Any, *, repeat: int) -> None:
        print_on_a4(page)
        page.repeat_rows(repeat)
        page.set_header("&C" + self._header[:_HEADER].replace("&", "&&"))

    def _free_name(self, wanted: str) -> str:
        name = _sheet_name(wanted)
        place = 2
        while name.casefold() in self._names:
            mark = f"（{place}）"
            name = _sheet_name(wanted)[: _NAME - len(mark)] + mark
            place += 1
        self._names.add(name.casefold())
        return name


def _lines(value: Value, columns: int) -> int:
    """Count the lines that a text takes in a column so many characters wide."""
    if not isinstance(value, str):
        return 1
    if len(value) * 2 <= columns - 2 and "\n" not in value:
        return 1
    return sum(max(-(-width(line) // max(columns - 2, 1)), 1) for line in value.split("\n"))


def print_on_a4(page: Any) -> None:
    """Set up the paper of a sheet: landscape, as wide as its columns, pages counted at the foot."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")


def fitting(text: str) -> str:
    """Cut a text that no cell can hold, and show that it was cut."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _sheet_name(wanted: str) -> str:
    """Say a name as Excel takes it: without the characters it reserves, and not too long."""
    return wanted.translate(_NOT_IN_NAMES)[:_NAME]

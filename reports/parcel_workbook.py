"""The account of parcels -> an .xlsx file: the parcels, and the plan's own figures beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import Any

import xlsxwriter

from reports.parcel_columns import WIDTHS, Value, columns_of
from tracker.account import ParcelStanding, ParkBalance
from tracker.boundaries import Boundary
from tracker.model import Light

_PARCELS, _BALANCE = "宗地台账", "底数核对"
_STATE = list(WIDTHS).index("状态")
_FILLS = MappingProxyType({Light.RED: "#F8D0CB", Light.YELLOW: "#FDEFC3", Light.CLOSED: "#E3E9EE"})
_BALANCE_HEADINGS = ("产业集聚区", "类别", "方案底数", "台账宗数", "台账面积", "相差", "已处置")
_BALANCE_WIDTHS = (28, 12, 12, 11, 14, 14, 14)
_A4 = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelBook:
    """What a workbook holds; `boundaries` by the parcel's id."""

    title: str
    on: date
    parcels: Sequence[ParcelStanding]
    boundaries: Mapping[int, Boundary]
    balances: Sequence[ParkBalance]


def parcel_workbook(content: ParcelBook) -> bytes:
    """Write the workbook: headings that stay, filters, A4 landscape, a cell never a formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    shapes = _Shapes(book)
    _write_parcels(book.add_worksheet(_PARCELS), shapes, content)
    _write_balances(book.add_worksheet(_BALANCE), shapes, content)
    book.close()
    return out.getvalue()


class _Shapes:
    """The few formats that both sheets use."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "等线", "font_size": 11, "valign": "top", "border": 1, "border_color": "#BFC7CF"}
        head = {
            "bold": True,
            "bg_color": "#DCE6F1",
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
        }
        self.title = book.add_format({"font_name": "等线", "font_size": 14, "bold": True})
        self.head = book.add_format(base | head)
        self.text = book.add_format(base | {"text_wrap": True})
        # Not `0.######`, which shows a whole number with a point behind it: `2284.`
        self.number = book.add_format(base | {"num_format": "General"})
        self.whole = book.add_format(base | {"num_format": "0"})
        self.day = book.add_format(base | {"num_format": "yyyy-mm-dd"})
        self.lights = {light: book.add_format(base | {"bg_color": color}) for light, color in _FILLS.items()}


def _write_parcels(sheet: Any, shapes: _Shapes, content: ParcelBook) -> None:
    for column, (heading, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, shapes.head)
    for row, each in enumerate(content.parcels, start=1):
        cells = columns_of(each, content.boundaries.get(each.entry.id))
        for column, heading in enumerate(WIDTHS):
            _write(sheet, row, column, cells[heading], shapes)
        if each.light is not None and each.light in shapes.lights:
            sheet.write_string(row, _STATE, str(cells["状态"]), shapes.lights[each.light])
    sheet.autofilter(0, 0, max(len(content.parcels), 1), len(WIDTHS) - 1)
    sheet.freeze_panes(1, 1)
    _print_on_a4(sheet, content, headings=0)


def _write_balances(sheet: Any, shapes: _Shapes, content: ParcelBook) -> None:
    sheet.write_string(0, 0, f"{content.title}：底数核对（亩，截至 {content.on}）", shapes.title)
    for column, (heading, width) in enumerate(zip(_BALANCE_HEADINGS, _BALANCE_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, heading, shapes.head)
    rows: list[tuple[Value, ...]] = [
        (
            balance.park or "合计",
            each.category.value,
            each.opening_mu,
            each.parcels,
            each.recorded_mu,
            each.difference_mu,
            each.disposed_mu,
        )
        for balance in content.balances
        for each in (balance.unsupplied, balance.illegal)
    ]
    for row, cells in enumerate(rows, start=3):
        for column, value in enumerate(cells):
            _write(sheet, row, column, value, shapes)
    sheet.freeze_panes(3, 1)
    _print_on_a4(sheet, content, headings=2)


def _write(sheet: Any, row: int, column: int, value: Value, shapes: _Shapes) -> None:
    match value:
        case None | "":
            # No empty text: that would stand among dates and numbers as a text.
            sheet.write_blank(row, column, None, shapes.text)
        case Decimal():
            sheet.write_number(row, column, value, shapes.number)
        case int():
            sheet.write_number(row, column, value, shapes.whole)
        case date():
            sheet.write_datetime(row, column, value, shapes.day)
        case _:
            sheet.write_string(row, column, value, shapes.text)


def _print_on_a4(sheet: Any, content: ParcelBook, *, headings: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(headings)
    sheet.set_header(f"&C{content.title}（截至 {content.on}）")
    sheet.set_footer("&C第 &P 页，共 &N 页")

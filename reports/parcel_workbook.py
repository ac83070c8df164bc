"""The account of parcels -> an .xlsx file: the parcels, and the plan's own figures beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from reports.parcel_columns import WIDTHS, columns_of
from reports.workbooks import OfficeWorkbook, Sheet, Value
from tracker.account import ParcelStanding, ParkBalance
from tracker.boundaries import Boundary
from tracker.model import Light

_BALANCE: Final = MappingProxyType(
    {
        "产业集聚区": 28,
        "类别": 12,
        "方案底数": 12,
        "台账宗数": 11,
        "台账面积": 14,
        "相差": 14,
        "已处置": 14,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelBook:
    """What a workbook holds; `boundaries` by the parcel's id."""

    title: str
    on: date
    parcels: Sequence[ParcelStanding]
    boundaries: Mapping[int, Boundary]
    balances: Sequence[ParkBalance]


def parcel_workbook(content: ParcelBook) -> bytes:
    """Write the workbook."""
    book = OfficeWorkbook(f"{content.title}（截至 {content.on}）")
    book.add_table(Sheet(name="宗地台账", columns=WIDTHS, rows=_parcels(content), lit="状态"))
    title = f"{content.title}：底数核对（亩，截至 {content.on}）"
    book.add_titled_table("底数核对", title, _BALANCE, _balances(content))
    return book.as_bytes()


def _parcels(content: ParcelBook) -> Iterator[tuple[Sequence[Value], Light | None]]:
    for each in content.parcels:
        cells = columns_of(each, content.boundaries.get(each.entry.id))
        yield [cells[heading] for heading in WIDTHS], each.light


def _balances(content: ParcelBook) -> Iterator[Sequence[Value]]:
    for balance in content.balances:
        for each in (balance.unsupplied, balance.illegal):
            yield (
                balance.park or "合计",
                each.category.value,
                each.opening_mu,
                each.parcels,
                each.recorded_mu,
                each.difference_mu,
                each.disposed_mu,
            )

"""The parks of a campaign file, who governs them, and the totals that the plan states."""

from datetime import date
from decimal import Decimal

from config.roster import Roster
from config.table import Table
from config.words import Words
from tracker.parks import Basis, Governs, Park, StatedTotals

_BASES = {str(basis): basis for basis in Basis}


def read_parks(root: Table, roster: Roster, issued_on: date) -> tuple[tuple[Park, ...], Words[Park]]:
    """Read the parks, and every word that means one of them."""
    words: Words[Park] = Words()
    parks = []
    for table in root.tables("parks", named_by="name", required=False):
        park = Park(
            id=table.text("id"),
            name=table.text("name"),
            synonyms=table.texts("synonyms", required=False),
            unsupplied_mu=table.exact("unsupplied_mu", 0),
            illegal_mu=table.exact("illegal_mu", 0),
            governed=_governed(table, roster, issued_on),
            source=table.text("source"),
        )
        words.claim(table, park)
        table.finish()
        parks.append(park)
    return tuple(parks), words


def _governed(park: Table, roster: Roster, issued_on: date) -> tuple[Governs, ...]:
    rows = []
    for table in park.tables("governed", named_by="unit"):
        row = Governs(
            unit=roster.unit(table, "unit"),
            basis=table.choice("basis", _BASES) or Basis.ASSUMED,
            from_on=table.day("from_on"),
            source=table.text("source"),
        )
        table.finish()
        if table.sound("from_on"):
            rows.append(row)
            _check_start(table, rows, issued_on)
    return tuple(rows)


def _check_start(table: Table, rows: list[Governs], issued_on: date) -> None:
    start = rows[-1].from_on
    if len(rows) == 1 and start > issued_on:
        table.fault("from_on", f"第一行从 {start} 起，方案印发日（{issued_on}）至此没有管理单位。")
    if len(rows) > 1 and start <= rows[-2].from_on:
        table.fault(
            "from_on", f"从 {start} 起与上一行（从 {rows[-2].from_on} 起）重叠，应按生效日期先后排列。"
        )


def read_stated_totals(root: Table, parks: tuple[Park, ...]) -> StatedTotals | None:
    """Read the totals that the plan states; the parks add up to them."""
    table = root.table("stated_totals", required=False)
    if table is None:
        return None
    totals = StatedTotals(
        unsupplied_mu=table.exact("unsupplied_mu", 0),
        illegal_mu=table.exact("illegal_mu", 0),
        illegal_projects=table.whole("illegal_projects", 0),
        source=table.text("source"),
    )
    table.finish()
    _check_total(table, "unsupplied_mu", totals.unsupplied_mu, [park.unsupplied_mu for park in parks])
    _check_total(table, "illegal_mu", totals.illegal_mu, [park.illegal_mu for park in parks])
    return totals


def _check_total(table: Table, key: str, stated: Decimal, parts: list[Decimal]) -> None:
    total = sum(parts, Decimal(0))
    if table.sound(key) and total != stated:
        more_or_less = "多" if total > stated else "少"
        table.fault(
            key, f"各产业集聚区之和为 {total}，比方案写明的 {stated} {more_or_less} {abs(total - stated)}。"
        )

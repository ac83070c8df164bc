"""The figures of what was read of a quarter, and what of it is left out of a paper that units read."""

from collections.abc import Iterator
from decimal import Decimal

from reports.bulletin.figures import Group, QuarterFigures, UnitLine
from reports.digest import UnitRow
from reports.ranking import ranking_notes
from reports.reading import digest_of
from reports.sanctions import notes, trigger_words
from tracker.assessment import Place
from tracker.orders import Order
from tracker.parcels import Category
from tracker.plan import UnitGroup
from tracker.sayings import near_day
from tracker.usecases.look_at_quarter import QuarterSeen


def quarter_figures(seen: QuarterSeen) -> QuarterFigures:
    """Compute the numbers of the day, those of `status`, `sanctions` and `ranking` among them."""
    digest = digest_of(seen.ledger, seen.annual)
    rows = {row.unit: row for row in digest.units}
    return QuarterFigures(
        campaign=seen.campaign,
        quarter=seen.quarter,
        on=seen.on,
        drafted_on=seen.drafted_on,
        digest=digest,
        rules=seen.land.rules if seen.land else None,
        groups=tuple(_groups(seen, rows)),
        categories=tuple(_categories(seen)),
        returns=seen.returns,
        notes=_notes(seen),
        left_out=tuple(_left_out(seen)),
    )


def _groups(seen: QuarterSeen, rows: dict[str, UnitRow]) -> Iterator[Group]:
    if seen.ranking is not None:
        for group in seen.ranking.groups:
            ranked = [(row.unit, row.place, row.before) for row in group.rows]
            yield _group(seen, group.group, ranked, rows)
        return
    for kind in (UnitGroup.COUNTY, UnitGroup.ZONE):
        units = [(unit.name, None, None) for unit in seen.campaign.units if unit.group is kind]
        yield _group(seen, kind.value, units, rows)


def _group(
    seen: QuarterSeen,
    group: str,
    units: list[tuple[str, Place, int | None]] | list[tuple[str, None, None]],
    rows: dict[str, UnitRow],
) -> Group:
    years = {each.standing.unit: each.standing for each in seen.land.years} if seen.land else {}
    running = seen.land.running if seen.land else ()
    return Group(
        group=group,
        lines=tuple(
            UnitLine(
                unit=unit,
                group=group,
                year=years.get(unit),
                quarter_mu=_verified(seen, unit),
                place=place,
                before=before,
                red=rows[unit].red if unit in rows else 0,
                orders=tuple(order for order in running if order.unit == unit),
            )
            for unit, place, before in units
        ),
    )


def _verified(seen: QuarterSeen, unit: str) -> Decimal:
    return sum((each.area_mu for each in seen.areas.get(unit, ()) if each.verified), Decimal(0))


def _categories(seen: QuarterSeen) -> Iterator[tuple[Category, Decimal]]:
    """Yield every category that counts, with what was disposed of in the quarter."""
    counted = seen.land.rules.counted_categories if seen.land else ()
    verified = [each for areas in seen.areas.values() for each in areas if each.verified]
    for category in counted:
        own = (each.area_mu for each in verified if each.category == category)
        yield Category(category), sum(own, Decimal(0))


def _notes(seen: QuarterSeen) -> tuple[str, ...]:
    if seen.ranking is not None:
        return ranking_notes(seen.ranking)
    return notes(seen.land, seen.land.years) if seen.land else ()


def _left_out(seen: QuarterSeen) -> Iterator[str]:
    """Say which cases nobody has decided, and what was decided or lifted since the day of the figures."""
    for each in seen.open_now:
        if each.waits:
            unit = each.standing.unit
            yield f"{unit}{each.standing.year}年度{trigger_words(each.standing)}，主任还没有决定"
    for order in seen.orders_since:
        yield from _since(order, seen)


def _since(order: Order, seen: QuarterSeen) -> Iterator[str]:
    if order.decided_on > seen.on:
        day = near_day(order.decided_on, seen.on)
        yield f"{order.unit}的暂停决定（{order.name}）是{day}作出的，晚于截止日"
    elif order.lifted_on is not None:
        day = near_day(order.lifted_on, seen.on)
        yield f"{order.unit}的暂停决定（{order.name}）已于{day}解除，通报中仍是截止日的情况"

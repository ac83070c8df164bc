"""What is open on a day, of every year: what waits for the director, and orders that stop a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.model import Sender
from tracker.orders import Order
from tracker.store.books import Books
from tracker.unit_year import UnitYear, years_recorded
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    land_known,
    look_at_sanctions,
    unit_years,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtOpenYears:
    """The day, as it was known (None: everything); `units` None is every county and zone.

    `decided_by`: by the orders up to that day alone, None for those up to `on`.
    """

    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None
    decided_by: date | None = None


def look_at_open_years(books: Books, _sender: Sender, command: LookAtOpenYears) -> tuple[UnitYear, ...]:
    """Return the open years, the oldest first, in the order of the plan; none where it stops nothing."""
    if books.campaign.sanctions is None:
        return ()
    known, on, known_land = command.known, command.on, land_known(books)
    orders = tuple(_decided(books.orders.all(known=known), command.decided_by or on))
    return tuple(
        each
        for year in years_recorded(known_land(known).facts, orders, on=on)
        for each in unit_years(
            known_land, orders, LookAtSanctions(year=year, on=on, known=known, units=command.units)
        )
        if each.is_open
    )


def _decided(orders: Iterable[Order], by: date) -> Iterable[Order]:
    return (each.as_of(by) for each in orders if each.decided_on <= by)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSeen:
    """A year, and whatever is open of any year up to the day."""

    land: SanctionsSeen
    open_years: tuple[UnitYear, ...]


def look_at_year(books: Books, sender: Sender, command: LookAtSanctions) -> YearSeen:
    """Judge a year, and what is open of the units beside it."""
    asked = LookAtOpenYears(on=command.on, known=command.known, units=command.units)
    return YearSeen(
        land=look_at_sanctions(books, sender, command), open_years=look_at_open_years(books, sender, asked)
    )

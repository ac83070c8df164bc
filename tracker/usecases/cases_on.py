"""Reading everything that a 三色督办单 can be about, as it stood on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.cases import Case, CutoffAhead, annual_cases, assignment_case, cutoff_ahead, return_case
from tracker.sanctions import SanctionRule
from tracker.standing import standing
from tracker.store.books import Books
from tracker.unit_year import years_recorded
from tracker.usecases.look_at_returns import LookAtReturns, returns_on
from tracker.usecases.look_at_sanctions import LookAtSanctions, land_known, unit_years


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesOn:
    """What to read: the day, what was known by then (None: everything), whose (None: everybody's).

    `recorded_by`: reports and returns as they stood in the records at that moment.
    """

    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None
    recorded_by: datetime | None = None


def cases_on(books: Books, asked: CasesOn) -> tuple[Case, ...]:
    """Return the cases in ledger order, then returns, then annual tasks."""
    return (*_assignments(books, asked), *_returns(books, asked), *_annual_tasks(books, asked))


def _assignments(books: Books, asked: CasesOn) -> Iterator[Case]:
    held = books.ledger.holdings(known=asked.known, units=asked.units, recorded_by=asked.recorded_by)
    for each in held:
        yield assignment_case(standing(each, asked.on, books.campaign.lights), books.campaign)


def _returns(books: Books, asked: CasesOn) -> Iterator[Case]:
    rule = books.campaign.returns
    if rule is not None:
        command = LookAtReturns(
            on=asked.on, known=asked.known, units=asked.units, recorded_by=asked.recorded_by
        )
        for each in returns_on(books, command):
            yield return_case(each, rule)


def _annual_tasks(books: Books, asked: CasesOn) -> Iterator[Case]:
    known, on, known_land = asked.known, asked.on, land_known(books)
    rules = known_land(known).campaign.sanctions
    if rules is None or not known_land(known).facts.targets:
        return
    orders = books.orders.all(known=known)
    for year in years_recorded(known_land(known).facts, orders, on=on):
        command = LookAtSanctions(year=year, on=on, known=known, units=asked.units)
        for each in unit_years(known_land, orders, command):
            for rule in SanctionRule:
                yield from annual_cases(
                    each.standing, rule, rules, orders=each.orders, assumed=each.assumed, on=on
                )


def cutoffs_ahead(books: Books, asked: CasesOn) -> Iterator[CutoffAhead]:
    """Yield the cut-offs that units are still short of, and that are not past."""
    for case in _annual_tasks(books, asked):
        ahead = cutoff_ahead(case, asked.on)
        if ahead is not None:
            yield ahead

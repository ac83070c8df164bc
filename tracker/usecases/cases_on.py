"""Reading everything that a 三色督办单 can be about, as it stood on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.cases import Case, CutoffAhead, annual_case, assignment_case, cutoff_ahead, return_case
from tracker.sanctions import SanctionRule
from tracker.standing import standing
from tracker.store.books import Books
from tracker.usecases.look_at_returns import LookAtReturns, returns_on
from tracker.usecases.look_at_sanctions import LookAtSanctions, unit_years


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
    known, on = asked.known, asked.on
    campaign = books.governors.campaign(known)
    rules = campaign.sanctions
    if rules is None or not books.targets.targets(known=known):
        return
    facts, orders = books.targets.facts(known=known), books.orders.all(known=known)
    years = {each.year for each in facts.targets} | {each.year for each in orders}
    for year in sorted(year for year in years if year <= on.year):
        command = LookAtSanctions(year=year, on=on, known=known, units=asked.units)
        for each in unit_years(campaign, facts, orders, command):
            for rule in SanctionRule:
                yield annual_case(each.standing, rule, rules, orders=each.orders, assumed=each.assumed, on=on)


def cutoffs_ahead(books: Books, asked: CasesOn) -> Iterator[CutoffAhead]:
    """Yield the cut-offs that units are still short of, and that are not past."""
    for case in _annual_tasks(books, asked):
        ahead = cutoff_ahead(case, asked.on)
        if ahead is not None:
            yield ahead

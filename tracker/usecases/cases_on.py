"""Reading everything that a 三色督办单 can be about, as it stood on a day."""

from collections.abc import Iterator
from datetime import date

from tracker.cases import Case, annual_case, assignment_case, return_case
from tracker.sanctions import SanctionRule
from tracker.standing import standing
from tracker.store.books import Books
from tracker.usecases.look_at_returns import LookAtReturns, returns_on
from tracker.usecases.look_at_sanctions import LookAtSanctions, unit_years


def cases_on(
    books: Books, on: date, *, known: date | None = None, units: tuple[str, ...] | None = None
) -> tuple[Case, ...]:
    """Return the cases, of these units alone where given: in ledger order, then returns, then annual tasks.

    `known` None is everything that is recorded.
    """
    return (
        *_assignments(books, on, known, units),
        *_returns(books, on, known, units),
        *_annual_tasks(books, on, known, units),
    )


def _assignments(books: Books, on: date, known: date | None, units: tuple[str, ...] | None) -> Iterator[Case]:
    for each in books.ledger.holdings(known=known, units=units):
        yield assignment_case(standing(each, on, books.campaign.lights), books.campaign)


def _returns(books: Books, on: date, known: date | None, units: tuple[str, ...] | None) -> Iterator[Case]:
    rule = books.campaign.returns
    if rule is not None:
        for each in returns_on(books, LookAtReturns(on=on, known=known, units=units)):
            yield return_case(each, rule)


def _annual_tasks(
    books: Books, on: date, known: date | None, units: tuple[str, ...] | None
) -> Iterator[Case]:
    campaign = books.governors.campaign(known)
    rules = campaign.sanctions
    if rules is None or not books.targets.targets(known=known):
        return
    facts, orders = books.targets.facts(known=known), books.orders.all(known=known)
    years = {each.year for each in facts.targets} | {each.year for each in orders}
    for year in sorted(year for year in years if year <= on.year):
        command = LookAtSanctions(year=year, on=on, known=known, units=units)
        for each in unit_years(campaign, rules, facts, orders, command):
            for rule in SanctionRule:
                yield annual_case(each.standing, rule, rules, orders=each.orders, assumed=each.assumed, on=on)

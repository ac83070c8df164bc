"""Years of invented units for pictures, without a database."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reports.year_digest import YearDigest, year_digest
from tests.tracker.orders_on_paper import evidence, ordered
from tests.tracker.tasks_on_paper import ISSUED, YEAR, done, rules_of, task
from tracker.orders import Order
from tracker.plan import Campaign
from tracker.sanctions import SanctionState, sanction_standing
from tracker.targets import LandYears

JUNE_25 = date(2021, 6, 25)
BEFORE = date(2021, 5, 31)


def year_of(
    campaign: Campaign,
    units: Mapping[str, tuple[str | None, str, str]],
    *,
    on: date = JUNE_25,
    openly: bool = True,
    known: date | None = None,
    orders: Sequence[Order] = (),
) -> YearDigest:
    """Give each unit its target (None: none), what it has done, and what awaits review; 0 is nothing."""
    rules = rules_of(campaign)
    facts = LandYears(
        targets=tuple(
            task(target, park=None, unit=unit, issued_on=ISSUED)
            for unit, (target, _, _) in units.items()
            if target
        ),
        done=tuple(
            done(area, BEFORE, park=None, unit=unit, verified=verified)
            for unit, (_, verified_mu, pending_mu) in units.items()
            for area, verified in ((verified_mu, True), (pending_mu, False))
            if Decimal(area)
        ),
    )
    standings = [
        sanction_standing(unit, YEAR, facts, rules, lambda _park, _on: None, on=on) for unit in units
    ]
    return year_digest(
        rules, standings, year=YEAR, on=on, known=known, openly=openly, orders=orders, assumed=()
    )


def order(unit: str, on: date, *, suspends: bool = True, lifted_on: date | None = None) -> Order:
    state = SanctionState.SUSPENDED if suspends else SanctionState.UNDECIDED
    return ordered(
        on, unit=unit, year=YEAR, suspends=suspends, lifted_on=lifted_on, evidence=evidence(state=state)
    )

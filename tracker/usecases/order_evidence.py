"""Gathering what an order rests on, or its lifting: see `tracker.order_evidence`."""

from datetime import date

from tracker.order_evidence import OrderEvidence, order_evidence
from tracker.sanctions import SanctionRule, cutoff_of
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_sanctions import SanctionsSeen
from tracker.whose import governor_of


def gathered(
    seen: SanctionsSeen, found: UnitYear, rule: SanctionRule, *, until: date | None = None
) -> OrderEvidence:
    """Gather the evidence of a unit's year on the day of `seen`; counted is what was done `until`.

    Without a day it is the rule's cut-off.
    """
    return order_evidence(
        found.standing,
        rule,
        seen.facts,
        seen.rules,
        governor_of(seen.campaign),
        on=seen.asked.on,
        until=until or cutoff_of(found.standing.year, rule, seen.rules),
        assumed_parks=found.assumed_parks,
    )


def gathered_at_lifting(seen: SanctionsSeen, found: UnitYear, rule: SanctionRule) -> OrderEvidence:
    """Gather what is done by the day of a lifting, within the year of the task."""
    year_end = date(found.standing.year, 12, 31)
    return gathered(seen, found, rule, until=min(seen.asked.on, year_end))

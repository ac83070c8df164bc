"""What state a unit's year would have if all that awaits review were verified."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.sanctions import SanctionState, next_cutoff, sanction_standing
from tracker.targets import LandYears
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_sanctions import SanctionsSeen
from tracker.whose import governor_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IfReviewed:
    """The state without what awaits review, and with it: behind the `cutoff` ahead, or (None) on the day."""

    cutoff: date | None
    recorded: SanctionState
    reviewed: SanctionState


def if_reviewed(seen: SanctionsSeen, found: UnitYear) -> IfReviewed | None:
    """Judge twice, behind the next cut-off where none has judged yet; None where nothing awaits review."""
    standing, on, year = found.standing, seen.asked.on, found.standing.year
    if not standing.pending_mu:
        return None
    cutoff = None
    if standing.state is SanctionState.WATCH:
        cutoff = next_cutoff(year, seen.rules, on=on)
    judged_on = cutoff + _DAY if cutoff else on

    def state(facts: LandYears) -> SanctionState:
        governor = governor_of(seen.campaign)
        return sanction_standing(standing.unit, year, facts, seen.rules, governor, on=judged_on).state

    return IfReviewed(cutoff=cutoff, recorded=state(seen.facts), reviewed=state(seen.facts.all_verified()))

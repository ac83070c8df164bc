"""How a unit's year is marked in a list."""

from types import MappingProxyType

from tracker.sanctions import SanctionState
from tracker.usecases.look_at_sanctions import UnitYear

MARKS = MappingProxyType(
    {
        SanctionState.NO_TARGET: "⚪",
        SanctionState.WATCH: "🟡",
        SanctionState.SUSPENDED: "🔴",
        SanctionState.UNDECIDED: "🟠",
        SanctionState.CLEAR: "🟢",
    }
)


def year_mark(each: UnitYear, *, openly: bool) -> str:
    """Mark how a unit stands; what a cut-off has triggered shows to the unit itself by no colour."""
    state = each.standing.state
    return MARKS[state] if openly or state in {SanctionState.WATCH, SanctionState.NO_TARGET} else "▪️"

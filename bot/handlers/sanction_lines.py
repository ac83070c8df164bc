"""How a unit's year is marked in a list, and how its block reads."""

from types import MappingProxyType

from bot.words import esc
from reports.sanction_page import Block
from tracker.sanctions import SanctionState
from tracker.unit_year import UnitYear

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


def block_lines(block: Block, *, openly: bool) -> list[str]:
    """Lay out a block as Telegram HTML: its mark and area, the rest set in."""
    mark = year_mark(block.year, openly=openly)
    return [f"{mark} {esc(block.head)}", *(f"      {esc(line)}" for line in block.lines)]

"""How the mark of a unit's year looks: colour, shape and a character together, as the lights of tasks do."""

from types import MappingProxyType

from reports.lamps import COLORS, ON_COLORS, lamp
from reports.paper import HAIRLINE, QUIET, WHITE, Paper
from reports.year_digest import Mark
from tracker.model import Light

_RED = COLORS[Light.RED]
_CHARACTERS = MappingProxyType(
    {Mark.ORDERED: "停", Mark.TRIGGERED: "触", Mark.UNDECIDED: "半", Mark.BEHIND: "慢"}
)
WORD_COLORS = MappingProxyType({Mark.ORDERED: _RED, Mark.TRIGGERED: _RED})
"""What stops applications, or would, is read in red; the rest in the ink of the text."""


def year_mark(paper: Paper, x: float, y: float, size: float, mark: Mark) -> None:
    """Draw a mark in a square of `size` around (x, y); what is triggered alone is an outline."""
    if mark is Mark.AHEAD:
        lamp(paper, x, y, size, Light.GREEN)
    elif mark in {Mark.CLEAR, Mark.WAIVED}:
        lamp(paper, x, y, size, Light.CLOSED)
    elif mark in _CHARACTERS:
        fill, ink, edge = _look(mark)
        paper.box(x - size / 2, y - size / 2, size, size, fill, edge=edge, round_by=size / 8)
        paper.text(x, y, _CHARACTERS[mark], size * 0.78, color=ink, side="center")
    else:
        paper.box(x - size * 0.3, y - 2, size * 0.6, 4, HAIRLINE if mark is Mark.NONE else QUIET)


def _look(mark: Mark) -> tuple[str, str, str | None]:
    """Return the colours of ground, character and edge."""
    if mark is Mark.ORDERED:
        return _RED, ON_COLORS[Light.RED], None
    if mark is Mark.TRIGGERED:
        return WHITE, _RED, _RED
    return COLORS[Light.YELLOW], ON_COLORS[Light.YELLOW], None

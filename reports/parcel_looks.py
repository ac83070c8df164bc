"""How the state of a parcel looks on a map: colour, hatch and mark together, so that it is read in grey too.

From dark to bright: overdue, in order, early warning (striped) and disposed, no plan (an empty outline).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from reports.lamps import COLORS, ON_COLORS
from reports.matrix import MARGIN, TEXT
from reports.paper import INK, QUIET, WHITE, Fill, Paper, Ring
from tracker.model import Light

_ROW = 56
_COLUMNS = 3
_AREA = np.array([(0, -18), (52, -18), (52, 18), (0, 18), (0, -18)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A state's word, its fill, and the mark that stands for a parcel too small to be seen."""

    word: str
    fill: Fill
    mark: Ring


def _corners(count: int, turn: float) -> Ring:
    """Return a regular polygon around (0, 0) with radius 1; `turn` is where its first corner is, in turns."""
    angles = 2 * np.pi * (np.arange(count + 1) / count + turn)
    return np.column_stack([np.cos(angles), np.sin(angles)])


_UP, _DOWN = _corners(3, -0.25), _corners(3, 0.25)

# In the order of the legend; drawn the other way round, so that what is urgent lies on top.
LOOKS: MappingProxyType[Light | None, Look] = MappingProxyType(
    {
        Light.RED: Look(
            word="逾期", fill=Fill(color=COLORS[Light.RED], edge="#6B140D"), mark=_corners(4, 0.125)
        ),
        Light.YELLOW: Look(
            word="预警、待核验",
            fill=Fill(color=COLORS[Light.YELLOW], edge=ON_COLORS[Light.YELLOW], hatch="//"),
            mark=_UP,
        ),
        Light.GREEN: Look(
            word="正常",
            fill=Fill(color=COLORS[Light.GREEN], edge=ON_COLORS[Light.GREEN]),
            mark=_corners(24, 0),
        ),
        None: Look(word="无方案", fill=Fill(color=WHITE, edge=INK), mark=_corners(4, 0)),
        Light.CLOSED: Look(word="已处置", fill=Fill(color="#CBD4DC", edge=QUIET), mark=_DOWN),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the looks mean, and how many parcels have each."""

    counts: MappingProxyType[Light | None, int]

    @property
    def height(self) -> int:
        """As many rows as the columns leave."""
        return _ROW * -(-len(LOOKS) // _COLUMNS) + 24

    def draw(self, paper: Paper, top: float) -> None:
        """Draw each look as an area and as a mark, with its word and count."""
        column = (paper.width - MARGIN * 2) / _COLUMNS
        for place, (state, look) in enumerate(LOOKS.items()):
            x = MARGIN + place % _COLUMNS * column
            y = top + _ROW * (place // _COLUMNS + 0.5)
            paper.areas([[_AREA + np.array((x, y))]], look.fill, width=2)
            paper.areas([[look.mark * 11 + np.array((x + 72, y))]], look.fill, width=2)
            paper.text(x + 94, y, f"{look.word} {self.counts[state]}", TEXT, room=column - 100)


def legend_of(states: Iterable[Light | None]) -> Legend:
    """Count the states."""
    counted = Counter(states)
    return Legend(counts=MappingProxyType({state: counted[state] for state in LOOKS}))

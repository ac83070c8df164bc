"""How a light looks: colour, shape and word together, so that it is read in grey and by the colour-blind.

From dark to bright red, green, yellow, closed; a full square with 逾, a dot, a square with 警, a tick. What
awaits review has 核 on its light.
"""

from types import MappingProxyType

from reports.paper import QUIET, Paper
from tracker.model import Light

SUBMITTED_EDGE = "#4A6FA5"
COLORS = MappingProxyType(
    {Light.RED: "#B42318", Light.YELLOW: "#FBD66B", Light.GREEN: "#78B9A0", Light.CLOSED: "#DDE4EA"}
)
ON_COLORS = MappingProxyType(
    {Light.RED: "#FFFFFF", Light.YELLOW: "#3D2C00", Light.GREEN: "#0B3B2C", Light.CLOSED: QUIET}
)
_MARKS = MappingProxyType({Light.RED: "逾", Light.YELLOW: "警"})


def lamp(paper: Paper, x: float, y: float, size: float, light: Light, *, submitted: bool = False) -> None:
    """Draw one light in a square of `size` around (x, y)."""
    mark = "核" if submitted else _MARKS.get(light)
    if mark:
        paper.box(x - size / 2, y - size / 2, size, size, COLORS[light], round_by=size / 8)
        paper.text(x, y, mark, size * 0.7, color=ON_COLORS[light], side="center")
    elif light is Light.GREEN:
        paper.dot(x, y, size * 0.3, COLORS[light])
    else:
        _tick(paper, x, y, size)


def _tick(paper: Paper, x: float, y: float, size: float) -> None:
    paper.box(x - size / 2, y - size / 2, size, size, COLORS[Light.CLOSED], round_by=size / 8)
    stroke = [(x - size * 0.24, y), (x - size * 0.06, y + size * 0.18), (x + size * 0.25, y - size * 0.19)]
    paper.line(stroke, QUIET, width=size * 0.09)

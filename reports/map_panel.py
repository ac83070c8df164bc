"""One panel of a map: parcels true to scale, their numbers where there is room, a scale bar, north."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
from shapely import Polygon, box

from reports.ground import Extent, Place, Plot, Point
from reports.matrix import TEXT
from reports.paper import HAIRLINE, INK, QUIET, WHITE, Fill, Paper, Ring
from reports.parcel_looks import LOOKS
from reports.typeface import width_of

GROUND = "#EDF1F5"
"""Just dark enough that white paper and white parcels stand out, also where the palette is cut down."""

_EDGE = 26
_STRIP = 60
"""The strip under the ground: scale bar and north."""
_LEAST_METRES = 240
"""A single small parcel does not fill a panel."""
_BAR_SHARE = 0.36
_MOST_NUMBERED = 60
"""Among more parcels numbers would hide what they name."""
_CROWDED = 120
"""With more parcels marks are smaller and edges thinner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where metres come to lie on the paper; north is up and both ways have one scale."""

    frame: Extent
    """In pixels."""
    middle: Point
    """In metres, in the middle of the frame."""
    scale: float
    """Pixels a metre."""

    def ring(self, metres: Ring) -> Ring:
        """Return points in pixels."""
        x, y = self.frame.center
        return (metres - self.middle) * (self.scale, -self.scale) + (x, y)

    def point(self, metres: Point) -> Point:
        """Return a point in pixels."""
        ((x, y),) = self.ring(np.array([metres]))
        return float(x), float(y)

    def extent(self, metres: Extent) -> Extent:
        """Return a rectangle in pixels."""
        left, low = self.point((metres.left, metres.high))
        right, high = self.point((metres.right, metres.low))
        return Extent(left=left, low=low, right=right, high=high)

    def ground(self, pixels: Extent) -> Polygon:
        """Return a rectangle on the paper as a shape in metres."""
        x, y = self.frame.center
        left, right = ((each - x) / self.scale + self.middle[0] for each in (pixels.left, pixels.right))
        low, high = ((y - each) / self.scale + self.middle[1] for each in (pixels.high, pixels.low))
        return box(left, low, right, high)


def view_of(ground: Extent, frame: Extent, margin: float) -> View:
    """Fit ground into a frame, with a margin in pixels."""
    room = frame.width - 2 * margin, frame.height - 2 * margin
    scale = min(room[0] / max(ground.width, _LEAST_METRES), room[1] / max(ground.height, _LEAST_METRES))
    return View(frame=frame, middle=ground.center, scale=scale)


def panel_height(ground: Extent, width: float, *, least: int, most: int) -> int:
    """Return the height of a panel whose ground is this, not too flat and not too tall."""
    wanted = (width - 2 * _EDGE) * ground.height / max(ground.width, _LEAST_METRES) + 2 * _EDGE + _STRIP
    return round(min(max(wanted, least), most))


def draw_frame(paper: Paper, panel: Extent, ground: Extent, *, margin: float) -> View:
    """Draw an empty panel with its scale bar and north; return where the ground lies in it."""
    paper.box(panel.left, panel.low, panel.width, panel.height, GROUND, edge=HAIRLINE, round_by=8)
    frame = Extent(left=panel.left, low=panel.low, right=panel.right, high=panel.high - _STRIP)
    view = view_of(ground, frame, margin)
    _scale_bar(paper, panel.left + 24, panel.high - _STRIP / 2, panel.width * _BAR_SHARE, view.scale)
    _north(paper, panel.right - 30, panel.high - _STRIP / 2)
    return view


def draw_panel(paper: Paper, panel: Extent, place: Place) -> None:
    """Draw the parcels of a place; a mark stands for a parcel that would be smaller than it."""
    view = draw_frame(paper, panel, place.extent, margin=_EDGE)
    radius, width = (5.0, 1.0) if len(place.plots) > _CROWDED else (11.0, 2.0)
    least = radius * 2 / view.scale
    marked = [plot for plot in place.plots if plot.extent.longest < least]
    seen = [plot for plot in place.plots if plot.extent.longest >= least]
    for state, look in reversed(list(LOOKS.items())):
        areas = [[view.ring(ring) for ring in plot.rings] for plot in seen if plot.state is state]
        marks = [
            [look.mark * radius + np.array(view.point(plot.inside))] for plot in marked if plot.state is state
        ]
        paper.areas(areas, look.fill, width=width)
        paper.areas(marks, look.fill, width=width)
    if len(place.plots) <= _MOST_NUMBERED:
        marks_at = [centered(*view.point(plot.inside), radius * 2, radius * 2) for plot in marked]
        _write_numbers(paper, view, place.plots, marks_at)


def _write_numbers(paper: Paper, view: View, plots: Sequence[Plot], taken: list[Extent]) -> None:
    """Write the numbers that fit, the urgent ones first, none on another and none on another parcel."""
    order = list(LOOKS)
    for plot in sorted(plots, key=lambda each: order.index(each.state)):
        others = [each.shape for each in plots if each is not plot]
        for spot in _spots(plot, view):
            ground = view.ground(spot)
            clear = spot.within(view.frame) and not any(map(spot.meets, taken))
            if clear and not any(shape.intersects(ground) for shape in others):
                taken.append(spot)
                paper.text(*spot.center, plot.number, TEXT, side="center", halo=GROUND)
                break


def _spots(plot: Plot, view: View) -> Iterator[Extent]:
    """Yield where the number could stand: inside where it fits, otherwise right, left, above, below."""
    width, height = width_of(plot.number, TEXT) + 8, TEXT * 1.2
    inside = centered(*view.point(plot.inside), width, height)
    if plot.shape.covers(view.ground(inside)):
        yield inside
    drawn = view.extent(plot.extent)
    x, y = drawn.center
    right, below = (max(drawn.width, 22) + width) / 2 + 4, (max(drawn.height, 22) + height) / 2 + 4
    for dx, dy in ((right, 0), (-right, 0), (0, -below), (0, below)):
        yield centered(x + dx, y + dy, width, height)


def centered(x: float, y: float, width: float, height: float) -> Extent:
    """Return the rectangle around a point."""
    return Extent(left=x - width / 2, low=y - height / 2, right=x + width / 2, high=y + height / 2)


def round_length(most: float) -> float:
    """Return the longest of 1, 2, 5, 10, 20, 50 ... metres that is not above `most`."""
    power = 10.0 ** floor(log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def _scale_bar(paper: Paper, x: float, y: float, room: float, scale: float) -> None:
    """Draw a bar of two halves with its length in words."""
    metres = round_length(room / scale)
    length = metres * scale
    paper.box(x, y - 6, length, 12, WHITE, edge=INK)
    paper.box(x, y - 6, length / 2, 12, INK)
    words = f"{metres / 1000:g}公里" if metres >= 1000 else f"{metres:g}米"
    paper.text(x + length + 16, y, words, TEXT, color=QUIET)


def _north(paper: Paper, x: float, y: float) -> None:
    arrow = np.array([(x, y - 18), (x + 9, y + 14), (x, y + 6), (x - 9, y + 14), (x, y - 18)])
    paper.areas([[arrow]], Fill(color=INK, edge=INK), width=1)
    paper.text(x - 30, y, "北", TEXT, color=QUIET, side="center")

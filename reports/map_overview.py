"""All places of a map at once: each a numbered ring where it lies, its sectors the states of its parcels."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, dist, sin

from shapely import LineString, box

from reports.ground import Extent, Place, Point, around
from reports.map_panel import GROUND, centered, draw_frame, panel_height
from reports.matrix import MARGIN, TEXT
from reports.paper import INK, QUIET, WHITE, Paper
from reports.parcel_looks import LOOKS
from reports.typeface import fitted, width_of

RADIUS = 26
_RIM = 60
_APART = RADIUS * 2 + 6
_ROUNDS = 300
_NAME_ROOM = 460
_MOST_NAMED = 12
"""Among more marks a name would seem to belong to its neighbour; the numbers lead to the panels."""
_NEAR = 10
"""Pixels from a mark within which a name needs no line to it."""
_FAR = (50, 90, 130, 180)
_FOOT = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The places in one frame; a place's number is its position from 1."""

    places: tuple[Place, ...]
    width: float

    @property
    def height(self) -> int:
        """By the shape of the ground."""
        return panel_height(self._ground, self.width, least=480, most=820) + _FOOT

    @property
    def _ground(self) -> Extent:
        return around(place.extent for place in self.places)

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the marks, apart from each other, and the names that find room beside them."""
        panel = Extent(left=MARGIN, low=top, right=MARGIN + self.width, high=top + self.height - _FOOT)
        view = draw_frame(paper, panel, self._ground, margin=_RIM)
        true = [view.point(place.extent.center) for place in self.places]
        marks = _spread(true, view.frame)
        for point, mark in zip(true, marks, strict=True):
            if dist(point, mark) > RADIUS / 2:
                paper.line([point, mark], QUIET)
                paper.dot(*point, 5, QUIET)
        for number, (place, mark) in enumerate(zip(self.places, marks, strict=True), start=1):
            numbered_ring(paper, *mark, place, number)
        if len(self.places) <= _MOST_NAMED:
            _write_names(paper, self.places, marks, view.frame)


def numbered_ring(paper: Paper, x: float, y: float, place: Place, number: int) -> None:
    """Draw a place's number in a ring of its parcels' states, clockwise from the top, urgent ones first."""
    paper.dot(x, y, RADIUS + 2, QUIET)
    paper.dot(x, y, RADIUS, WHITE)
    counts, begin = Counter(plot.state for plot in place.plots), 0.0
    for state, look in LOOKS.items():
        end = begin + counts[state] / len(place.plots)
        if end > begin:
            paper.sector(x, y, RADIUS, look.fill.color, begin=begin, end=end, thick=8)
        begin = end
    paper.text(x, y, str(number), TEXT, side="center")


def _spread(points: Sequence[Point], frame: Extent) -> list[Point]:
    """Push marks apart until none lies on another, or the rounds are used up; each stays in the frame."""
    spread = [_kept(point, frame) for point in points]
    for _ in range(_ROUNDS):
        close = [pair for pair in combinations(range(len(spread)), 2) if _gap(spread, *pair) < _APART]
        if not close:
            break
        for one, other in close:
            spread[one], spread[other] = _parted(spread[one], spread[other], turn=other)
        spread = [_kept(point, frame) for point in spread]
    return spread


def _gap(points: Sequence[Point], one: int, other: int) -> float:
    return dist(points[one], points[other])


def _parted(one: Point, other: Point, *, turn: int) -> tuple[Point, Point]:
    """Move two marks away from each other; two of one point part in a direction of their own, by `turn`."""
    gap = dist(one, other)
    way = ((other[0] - one[0]) / gap, (other[1] - one[1]) / gap) if gap else (cos(turn), sin(turn))
    push = max(_APART - gap, 0) / 2 + 0.5
    return (
        (one[0] - way[0] * push, one[1] - way[1] * push),
        (other[0] + way[0] * push, other[1] + way[1] * push),
    )


def _kept(point: Point, frame: Extent) -> Point:
    rim = RADIUS + 6
    x = min(max(point[0], frame.left + rim), frame.right - rim)
    return x, min(max(point[1], frame.low + rim), frame.high - rim)


def _write_names(paper: Paper, places: Sequence[Place], marks: Sequence[Point], frame: Extent) -> None:
    """Write each name beside its mark, or near it with a line to it, where nothing else is."""
    taken = [centered(x, y, RADIUS * 2 + 4, RADIUS * 2 + 4) for x, y in marks]
    for number, (place, mark) in enumerate(zip(places, marks, strict=True)):
        name = fitted(place.name, TEXT, _NAME_ROOM)
        others = taken[:number] + taken[number + 1 :]
        for spot in _spots(mark, width_of(name, TEXT) + 4, TEXT * 1.2):
            line = _line(mark, spot)
            if spot.within(frame) and not any(_in_the_way(other, spot, line) for other in others):
                taken.append(spot)
                if dist(*line) > RADIUS + _NEAR:
                    paper.line([_rim(*line), line[1]], QUIET)
                paper.text(*spot.center, name, TEXT, side="center", color=INK, halo=GROUND)
                break


def _spots(mark: Point, width: float, height: float) -> Iterator[Extent]:
    """Yield where a name could stand: right, left, below, above, the corners; then the same farther away."""
    x, y = mark
    for off in (8, *_FAR):
        aside, away = RADIUS + off + width / 2, RADIUS + off + height / 2
        for dx, dy in ((aside, 0), (-aside, 0), (0, away), (0, -away)):
            yield centered(x + dx, y + dy, width, height)
        for dx in (width / 2, -width / 2):
            for dy in (away, -away):
                yield centered(x + dx, y + dy, width, height)


def _line(mark: Point, spot: Extent) -> tuple[Point, Point]:
    """Return the shortest way from a mark to a name."""
    x = min(max(mark[0], spot.left), spot.right)
    return mark, (x, min(max(mark[1], spot.low), spot.high))


def _rim(mark: Point, end: Point) -> Point:
    """Return where the way out of a mark leaves its ring."""
    share = (RADIUS + 2) / dist(mark, end)
    return mark[0] + (end[0] - mark[0]) * share, mark[1] + (end[1] - mark[1]) * share


def _in_the_way(other: Extent, spot: Extent, line: tuple[Point, Point]) -> bool:
    return spot.meets(other) or LineString(line).intersects(
        box(other.left, other.low, other.right, other.high)
    )

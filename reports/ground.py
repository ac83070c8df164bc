"""Parcels on flat ground: their boundaries in metres, and the places in which they lie together.

Pictures only: binary floats are good enough to draw with, and nothing is decided by them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyproj import Proj
from shapely import MultiPolygon, Polygon, point_on_surface

from reports.paper import Ring
from tracker.model import Light

_CELL = 5_000
"""Metres: parcels of one park in neighbouring squares of this size are drawn together."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapParcel:
    """A parcel with its boundary: a GeoJSON Polygon or MultiPolygon of degrees. Without a plan, no light."""

    number: str
    park: str
    state: Light | None
    geometry: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A rectangle: in metres upward, or in pixels downward."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From low to high."""
        return self.high - self.low

    @property
    def longest(self) -> float:
        """Its longer side."""
        return max(self.width, self.height)

    @property
    def center(self) -> Point:
        """Its middle."""
        return (self.left + self.right) / 2, (self.low + self.high) / 2

    def meets(self, other: "Extent") -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )

    def within(self, other: "Extent") -> bool:
        """Whether it lies in the other one."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.low <= self.low
            and self.high <= other.high
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A parcel in metres: its shape, also as rings and by its extent, and a point that lies inside it."""

    number: str
    park: str
    state: Light | None
    shape: MultiPolygon
    rings: tuple[Ring, ...]
    extent: Extent
    inside: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Parcels of one park that lie near each other; `part` counts a park's places where it has several."""

    park: str
    part: int | None
    plots: tuple[Plot, ...]

    @property
    def name(self) -> str:
        """How the picture calls it."""
        return self.park if self.part is None else f"{self.park}（片区{self.part}）"

    @property
    def extent(self) -> Extent:
        """Around all its parcels."""
        return around(plot.extent for plot in self.plots)


def around(extents: Iterable[Extent]) -> Extent:
    """Return the rectangle around rectangles; there is at least one."""
    sides = np.array([(each.left, each.low, each.right, each.high) for each in extents])
    left, low = sides[:, :2].min(axis=0)
    right, high = sides[:, 2:].max(axis=0)
    return Extent(left=float(left), low=float(low), right=float(right), high=float(high))


def places_of(parcels: Sequence[MapParcel]) -> tuple[Place, ...]:
    """Lay the parcels on flat ground and gather them: parks in the order in which they come."""
    parks: dict[str, list[Plot]] = defaultdict(list)
    for plot in _plots(parcels):
        parks[plot.park].append(plot)
    places = []
    for park, plots in parks.items():
        groups = _together(plots)
        for part, group in enumerate(groups, start=1):
            places.append(Place(park=park, part=part if len(groups) > 1 else None, plots=tuple(group)))
    return tuple(places)


def _plots(parcels: Sequence[MapParcel]) -> list[Plot]:
    """Project all points at once, north up, true to scale to a ten thousandth within 100 km."""
    shapes = [_rings(parcel.geometry) for parcel in parcels]
    if not shapes:
        return []
    degrees = np.concatenate([ring for rings in shapes for ring, _ in rings])
    middle = (degrees.min(axis=0) + degrees.max(axis=0)) / 2
    projection = Proj(proj="tmerc", lon_0=middle[0], lat_0=middle[1], ellps="GRS80")
    metres = np.column_stack(projection(degrees[:, 0], degrees[:, 1]))
    plots, begin = [], 0
    for parcel, rings in zip(parcels, shapes, strict=True):
        drawn = []
        for ring, hole in rings:
            drawn.append((metres[begin : begin + len(ring)], hole))
            begin += len(ring)
        plots.append(_plot(parcel, drawn))
    return plots


def _rings(geometry: Mapping[str, Any]) -> list[tuple[Ring, bool]]:
    """Return every ring in degrees, and whether it is a hole."""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [
        (np.array(ring, dtype=np.float64), place > 0)
        for rings in polygons
        for place, ring in enumerate(rings)
    ]


def _plot(parcel: MapParcel, rings: Sequence[tuple[Ring, bool]]) -> Plot:
    parts: list[list[Ring]] = []
    for ring, hole in rings:
        if hole:
            parts[-1].append(ring)
        else:
            parts.append([ring])
    shape = MultiPolygon([Polygon(outer, holes) for outer, *holes in parts])
    point = point_on_surface(max(shape.geoms, key=lambda part: part.area))
    left, low, right, high = shape.bounds
    return Plot(
        number=parcel.number,
        park=parcel.park,
        state=parcel.state,
        shape=shape,
        rings=tuple(ring for ring, _ in rings),
        extent=Extent(left=left, low=low, right=right, high=high),
        inside=(point.x, point.y),
    )


def _together(plots: Sequence[Plot]) -> list[list[Plot]]:
    """Gather parcels whose squares of the grid touch, even at a corner, one through another."""
    squares: dict[tuple[int, int], list[Plot]] = defaultdict(list)
    for plot in plots:
        squares[(int(plot.inside[0] // _CELL), int(plot.inside[1] // _CELL))].append(plot)
    groups = []
    while squares:
        group: list[Plot] = []
        reached = [next(iter(squares))]
        while reached:
            x, y = reached.pop()
            group += squares.pop((x, y), [])
            near = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            reached += [square for square in near if square in squares]
        groups.append(group)
    return groups

"""Reading the boundary of one parcel (FACTS 5): what a GeoJSON geometry encloses, or why it cannot be one.

Coordinates are longitude and latitude in degrees, CGCS2000 or WGS84, which differ by centimetres. They are
kept as they were written and never repaired: only heights are dropped, and rings turned as RFC 7946 wants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import floor
from types import MappingProxyType
from typing import Any

from pyproj import Geod
from shapely import MultiPolygon, Polygon, is_valid, is_valid_reason

from tracker.errors import TrackerError
from tracker.measures import Region
from tracker.sayings import clip

Point = tuple[Decimal, Decimal]
"""Longitude, latitude."""
Ring = list[Point]
"""Closed: the last point is the first."""
Rings = list[Ring]
"""One polygon: its outer ring, then its holes."""

# The ellipsoid of CGCS2000 (GB/T 30168); that of WGS84 gives the same area to 11 digits.
_ELLIPSOID = Geod(a=6378137, rf=298.257222101)
# 亩 = 2000/3 平方米, so a 平方米 is 3/2000 亩.
_MU_A_SQUARE_METRE = Decimal("0.0015")
_HUNDREDTH = Decimal("0.01")
_PLACES = 10**4
"""A difference of areas is shown to the hundredth of a per cent."""

_LONGEST = 40
"""Characters of a coordinate; with them the context below never rounds a product."""
_EXACT = Context(prec=200)

_MOST_POINTS = 20_000
_LARGEST_MU = 50_000
"""More than a whole campaign has to deal with (30,120 亩): a slip, not a parcel."""
_SHOWN = 20
_DEGREES = 180
"""What exceeds it is no angle on the earth."""

_POLYGONS = ("Polygon", "MultiPolygon")
_KINDS = MappingProxyType(
    {
        "Point": "点",
        "MultiPoint": "点",
        "LineString": "线",
        "MultiLineString": "线",
        "GeometryCollection": "几何集合",
    }
)
_CROSSINGS = MappingProxyType(
    {
        "Self-intersection": "边线自相交或部分重叠",
        "Ring Self-intersection": "边线自己碰到自己",
        "Hole lies outside shell": "内环在外环之外",
        "Holes are nested": "内环互相嵌套",
        "Nested shells": "一个部分落在另一个部分之内",
        "Interior is disconnected": "内部被边线隔断",
    }
)


class BoundaryRefused(TrackerError):
    """A geometry that cannot be a parcel's boundary; `value` is what is wrong in it, shortly."""

    sentence = "{reason}"

    def __init__(self, *, reason: str, value: str = "") -> None:
        super().__init__(reason=reason, value=value)
        self.reason, self.value = reason, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A sound boundary: `geometry` is a GeoJSON Polygon or MultiPolygon whose coordinates are Decimals.

    `area_mu` is measured on the ellipsoid, half-up to 0.01.
    """

    geometry: Mapping[str, Any]
    area_mu: Decimal


def read_boundary(geometry: object, region: Region) -> Boundary:
    """Read a geometry as `exact_json.read_json` gives it. Raises `BoundaryRefused` with one sentence."""
    kind, polygons = _polygons(geometry)
    points = [point for rings in polygons for ring in rings for point in ring]
    _check_place(points, region)
    _check_shape(polygons)
    area = _area(polygons)
    turned = [[_turned(ring, hole=place > 0) for place, ring in enumerate(rings)] for rings in polygons]
    return Boundary(
        geometry={"type": kind, "coordinates": turned[0] if kind == "Polygon" else turned}, area_mu=area
    )


def area_difference(boundary: Boundary, stated_mu: Decimal) -> Decimal:
    """Return by which share the measured area differs from the stated one, above 0: shown, never compared."""
    share = Fraction(boundary.area_mu) / Fraction(stated_mu) - 1
    rounded = floor(abs(share) * _PLACES + Fraction(1, 2))
    return Decimal(rounded if share > 0 else -rounded) / _PLACES


def areas_agree(boundary: Boundary, stated_mu: Decimal, tolerance: Decimal) -> bool:
    """Whether the measured area differs by no more than `tolerance`, a share of the stated one."""
    apart = abs(Fraction(boundary.area_mu) - Fraction(stated_mu))
    return apart <= Fraction(tolerance) * Fraction(stated_mu)


def _polygons(geometry: object) -> tuple[str, list[Rings]]:
    if geometry is None:
        raise BoundaryRefused(reason="没有图形。")
    if not isinstance(geometry, Mapping):
        raise BoundaryRefused(reason="图形不是 GeoJSON 几何对象。", value=_brief(geometry))
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if kind not in _POLYGONS:
        named = _KINDS.get(kind, "") if isinstance(kind, str) else ""
        raise BoundaryRefused(
            reason=f"界址应为面（Polygon 或 MultiPolygon），不能是{named or '别的图形'}。", value=_brief(kind)
        )
    parts = _listed([given] if kind == "Polygon" else given)
    if not parts or not all(_listed(part) for part in parts):
        raise BoundaryRefused(reason="图形是空的，没有坐标。", value=str(kind))
    if sum(len(_listed(ring)) for part in parts for ring in part) > _MOST_POINTS:
        raise BoundaryRefused(reason=f"界址点超过 {_MOST_POINTS:,} 个，请先简化图形。", value=str(kind))
    return str(kind), [[_ring(ring) for ring in part] for part in parts]


def _ring(given: object) -> Ring:
    ring = [_point(position) for position in _listed(given)]
    if len(ring) < 4:
        raise BoundaryRefused(
            reason=f"一个环至少要 4 个点（首尾相同），现有 {len(ring)} 个。", value=_places(ring)
        )
    if ring[0] != ring[-1]:
        raise BoundaryRefused(
            reason="环没有闭合：最后一点应与第一点相同。", value=_places([ring[0], ring[-1]])
        )
    return ring


def _point(given: object) -> Point:
    position = _listed(given)
    if len(position) < 2:
        raise BoundaryRefused(reason="每个点应有经度、纬度两个数。", value=_brief(given))
    return _degrees(position[0]), _degrees(position[1])


def _degrees(given: object) -> Decimal:
    # JSON is read with Decimals; a bool is no number here, and a number in quotes is a text.
    if not isinstance(given, Decimal):
        raise BoundaryRefused(reason="坐标不是数字。", value=_brief(given))
    if not given.is_finite():
        raise BoundaryRefused(reason="坐标不是有限的数。", value=_brief(given))
    if len(str(given)) > _LONGEST:
        raise BoundaryRefused(reason=f"坐标超过 {_LONGEST} 位。", value=_brief(given))
    return given


def _listed(given: object) -> Sequence[Any]:
    if not isinstance(given, list | tuple):
        raise BoundaryRefused(reason="坐标的层次不对，不是 GeoJSON 的写法。", value=_brief(given))
    return given


def _check_place(points: Sequence[Point], region: Region) -> None:
    """Check that every point lies in the region; say what is probably wrong where one does not."""
    away = next((point for point in points if not region.covers(*point)), None)
    if away is None:
        return
    shown = _place(*away)
    if not all(-_DEGREES <= number <= _DEGREES for point in points for number in point):
        raise BoundaryRefused(
            reason="坐标不是经纬度，像是以米为单位的投影坐标：请先转换为 CGCS2000 经纬度（EPSG:4490）。",
            value=shown,
        )
    if all(region.covers(latitude, longitude) for longitude, latitude in points):
        raise BoundaryRefused(reason="经度和纬度写反了：GeoJSON 应先经度、后纬度。", value=shown)
    raise BoundaryRefused(
        reason=f"界址超出本市范围：有一点在经度 {_shown(away[0])}、纬度 {_shown(away[1])}，"
        f"本市在经度 {region.west}—{region.east}、纬度 {region.south}—{region.north}。",
        value=shown,
    )


def _check_shape(polygons: list[Rings]) -> None:
    """Check that the boundary encloses an area and nowhere crosses or touches itself."""
    for rings in polygons:
        for ring in rings:
            if _flat(ring):
                raise BoundaryRefused(reason="各点在一条线上，围不出面积。", value=_places(ring[:2]))
    shape = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])
    if is_valid(shape):
        return
    # For instance `Self-intersection[115.02 35.71]`.
    reason, _, place = is_valid_reason(shape).rstrip("]").partition("[")
    longitude, _, latitude = place.partition(" ")
    shown = _place(Decimal(longitude), Decimal(latitude))
    raise BoundaryRefused(
        reason=f"{_CROSSINGS.get(reason, '图形无效')}，位置在 {shown}，请改正后再导入。", value=shown
    )


def _flat(ring: Ring) -> bool:
    """Whether all points lie on one line, exactly."""
    x, y = ring[0]
    with localcontext(_EXACT):
        steps = [(to_x - x, to_y - y) for to_x, to_y in ring if (to_x, to_y) != (x, y)]
        return not steps or all(steps[0][0] * dy == steps[0][1] * dx for dx, dy in steps)


def _area(polygons: list[Rings]) -> Decimal:
    square_metres = Decimal(0)
    for outer, *holes in polygons:
        square_metres += _measured(outer) - sum(map(_measured, holes))
    area = (square_metres * _MU_A_SQUARE_METRE).quantize(_HUNDREDTH, ROUND_HALF_UP)
    if area > _LARGEST_MU:
        raise BoundaryRefused(reason=f"面积 {area} 亩，大得不像一宗地，请核对坐标。", value=f"{area}亩")
    if not area:
        raise BoundaryRefused(reason="面积不到 0.01 亩，请核对坐标。", value=f"{area}亩")
    return area


def _measured(ring: Ring) -> Decimal:
    """Return what the ring encloses on the ellipsoid, in square metres."""
    longitudes, latitudes = zip(*ring, strict=True)
    area, _ = _ELLIPSOID.polygon_area_perimeter(
        [float(each) for each in longitudes], [float(each) for each in latitudes]
    )
    return abs(Decimal(area))


def _turned(ring: Ring, *, hole: bool) -> Ring:
    """Turn an outer ring counterclockwise, a hole clockwise."""
    return ring if _clockwise(ring) is hole else ring[::-1]


def _clockwise(ring: Ring) -> bool:
    """By the shoelace formula."""
    with localcontext(_EXACT):
        return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring)) < 0


def _places(ring: Ring) -> str:
    return "；".join(_place(*point) for point in ring[:2])


def _place(longitude: Decimal, latitude: Decimal) -> str:
    return f"{_shown(longitude)}，{_shown(latitude)}"


def _shown(number: Decimal) -> str:
    """Write a coordinate with nine digits at most: to the decimetre."""
    return f"{number:.9g}"


def _brief(given: object) -> str:
    """Write what was found where a number or a list was wanted; a list or an object has no short form."""
    return "" if given is None or isinstance(given, list | Mapping) else clip(str(given), _SHOWN)

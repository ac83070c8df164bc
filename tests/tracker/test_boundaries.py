from decimal import Decimal
from math import atanh, pi, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.drawing_land import LAND, REGION, Ring, box, multipolygon, polygon, ring
from tracker.boundaries import Boundary, BoundaryRefused, area_difference, areas_agree, read_boundary


def refusal(geometry: Any) -> BoundaryRefused:
    with pytest.raises(BoundaryRefused) as refused:
        read_boundary(geometry, REGION)
    return refused.value


def under_a_parallel(latitude: float) -> float:
    """Return the area from the equator to a parallel, in square metres a radian of longitude.

    The closed formula of an ellipsoid's zone, by its authalic latitude.
    """
    a, f = 6378137, 1 / 298.257222101
    e = sqrt(f * (2 - f))
    s = sin(radians(latitude))
    return a * a * (1 - e * e) / 2 * (s / (1 - (e * s) ** 2) + atanh(e * s) / e)


def test_the_formula_of_the_tests_gives_the_surface_of_the_earth() -> None:
    assert under_a_parallel(90) * 2 * 2 * pi == pytest.approx(510_065_621_724_078, rel=1e-9)


thousandths = st.integers(1, 100).map(lambda count: Decimal(count) / 10_000)


@st.composite
def boxes(draw: st.DrawFn) -> Ring:
    west = REGION.west + Decimal(draw(st.integers(0, 13_000))) / 10_000
    south = REGION.south + Decimal(draw(st.integers(0, 9_000))) / 10_000
    return box(str(west), str(south), str(draw(thousandths)), str(draw(thousandths)))


@given(boxes())
def test_the_area_of_a_rectangle_of_degrees_is_that_of_the_ellipsoid(land: Ring) -> None:
    (west, south), _, (east, north), *_ = land
    metres = (under_a_parallel(float(north)) - under_a_parallel(float(south))) * radians(float(east - west))
    # A geodesic bulges over its parallel: by less than a ten thousandth for a kilometre.
    assert float(read_boundary(polygon(land), REGION).area_mu) == pytest.approx(
        metres * 3 / 2000, rel=1e-4, abs=0.006
    )


@given(boxes(), st.booleans())
def test_a_boundary_is_the_same_whichever_way_it_was_drawn(land: Ring, turned: bool) -> None:
    drawn = polygon(land[::-1] if turned else land)
    boundary = read_boundary(drawn, REGION)
    assert boundary.geometry == polygon(land) or boundary.geometry == polygon(land[::-1])
    assert boundary == read_boundary(boundary.geometry, REGION)


@given(boxes())
def test_swapped_longitude_and_latitude_are_called_that(land: Ring) -> None:
    swapped = [(latitude, longitude) for longitude, latitude in land]
    assert refusal(polygon(swapped)).reason == "经度和纬度写反了：GeoJSON 应先经度、后纬度。"


def test_coordinates_stay_as_they_were_written() -> None:
    land = ring("115.020 35.71, 115.0300000000000001 35.71, 115.03 35.72, 115.020 35.71")
    kept = read_boundary(polygon(land), REGION).geometry["coordinates"][0]
    assert [[str(number) for number in point] for point in kept] == [
        ["115.020", "35.71"],
        ["115.0300000000000001", "35.71"],
        ["115.03", "35.72"],
        ["115.020", "35.71"],
    ]


def test_an_outer_ring_turns_left_and_a_hole_right() -> None:
    outer, hole = box("115.02", "35.71"), box("115.022", "35.712", "0.001", "0.001")
    geometry = read_boundary(polygon(outer[::-1], hole), REGION).geometry
    assert geometry["coordinates"] == [outer, hole[::-1]]


def test_a_hole_is_no_part_of_the_area() -> None:
    outer, hole = box("115.02", "35.71"), box("115.022", "35.712", "0.001", "0.001")
    whole, left = (read_boundary(polygon(*rings), REGION).area_mu for rings in ([outer], [outer, hole]))
    cut = read_boundary(polygon(hole), REGION).area_mu
    assert abs(whole - left - cut) <= Decimal("0.01")


def test_the_parts_of_a_parcel_add_up() -> None:
    first, second = box("115.02", "35.71"), box("115.05", "35.71")
    both = read_boundary(multipolygon([first], [second]), REGION)
    apart = [read_boundary(polygon(each), REGION).area_mu for each in (first, second)]
    assert both.geometry["type"] == "MultiPolygon"
    assert abs(both.area_mu - sum(apart)) <= Decimal("0.01")


def test_heights_are_dropped() -> None:
    with_heights = [(*point, Decimal("51.2")) for point in box("115.02", "35.71")]
    assert read_boundary(polygon(with_heights), REGION) == read_boundary(LAND, REGION)  # type: ignore[arg-type]


D = Decimal
WRONG: dict[str, tuple[Any, str]] = {
    "nothing": (None, "没有图形。"),
    "a text": ("POLYGON((115 35))", "图形不是 GeoJSON 几何对象。"),
    "a point": ({"type": "Point", "coordinates": [D(115), D(35)]}, "不能是点。"),
    "a line": ({"type": "LineString", "coordinates": box("115.02", "35.71")}, "不能是线。"),
    "a collection": ({"type": "GeometryCollection", "geometries": [LAND]}, "不能是几何集合。"),
    "an unknown kind": ({"type": ["Polygon"]}, "不能是别的图形。"),
    "no coordinates": ({"type": "Polygon"}, "坐标的层次不对"),
    "an empty polygon": (polygon(), "图形是空的"),
    "an empty multipolygon": (multipolygon(), "图形是空的"),
    "an empty part": (multipolygon([box("115.02", "35.71")], []), "图形是空的"),
    "an empty ring": (polygon([]), "一个环至少要 4 个点（首尾相同），现有 0 个。"),
    "a ring of a polygon without its polygon": (
        {"type": "Polygon", "coordinates": box("115.02", "35.71")},
        "坐标的层次不对",
    ),
    "three points": (polygon(box("115.02", "35.71")[:3]), "一个环至少要 4 个点（首尾相同），现有 3 个。"),
    "an open ring": (polygon(box("115.02", "35.71")[:4]), "环没有闭合"),
    "one number": (polygon([(D(115),)] * 4), "每个点应有经度、纬度两个数。"),  # type: ignore[list-item]
    "numbers in quotes": (polygon([("115", "35")] * 4), "坐标不是数字。"),  # type: ignore[list-item]
    "true and false": (polygon([(True, False)] * 4), "坐标不是数字。"),  # type: ignore[list-item]
    "null": (polygon([(None, None)] * 4), "坐标不是数字。"),  # type: ignore[list-item]
    "no number": (polygon([(D("NaN"), D(35))] * 4), "坐标不是有限的数。"),
    "infinity": (polygon([(D("Infinity"), D(35))] * 4), "坐标不是有限的数。"),
    "endless digits": (polygon([(D("115." + "1" * 50), D(35))] * 4), "坐标超过 40 位。"),
    "metres": (
        polygon(ring("38501234 3952345, 38501334 3952345, 38501334 3952445, 38501234 3952345")),
        "坐标不是经纬度，像是以米为单位的投影坐标",
    ),
    "beyond any metres": (polygon([(D("1E+9999999"), D("-1E+9999999"))] * 4), "坐标不是经纬度"),
    "Beijing": (polygon(box("116.40", "39.90")), "有一点在经度 116.40、纬度 39.90，本市在经度 114.81—116.15"),
    "the null island": (polygon(box("0", "0")), "界址超出本市范围"),
    "partly outside": (polygon(box("116.145", "35.9")), "有一点在经度 116.155、纬度 35.9，"),
    "a line there and back": (
        polygon(ring("115.02 35.71,115.03 35.72,115.04 35.73,115.02 35.71")),
        "一条线上",
    ),
    "one point": (polygon([(D("115.02"), D("35.71"))] * 4), "各点在一条线上"),
    "a bow tie": (
        polygon(ring("115.02 35.71, 115.04 35.73, 115.04 35.71, 115.02 35.73, 115.02 35.71")),
        "边线自相交或部分重叠，位置在 115.03，35.72，请改正后再导入。",
    ),
    "a ring that touches itself": (
        polygon(
            ring("115.02 35.71,115.04 35.71,115.04 35.73,115.03 35.71,115.02 35.73,115.02 35.71"),
        ),
        "位置在 115.03，35.71",
    ),
    "a hole outside": (polygon(box("115.02", "35.71"), box("115.05", "35.71")), "内环在外环之外"),
    "parts on each other": (
        multipolygon([box("115.02", "35.71")], [box("115.025", "35.715")]),
        "边线自相交或部分重叠",
    ),
    "a part in a part": (
        multipolygon([box("115.02", "35.71")], [box("115.022", "35.712", "0.001", "0.001")]),
        "一个部分落在另一个部分之内",
    ),
    "a speck": (polygon(box("115.02", "35.71", "0.00001", "0.00001")), "面积不到 0.01 亩"),
    "a county": (polygon(box("115.02", "35.71", "0.2", "0.2")), "大得不像一宗地"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_boundary_is_refused_with_its_reason(name: str) -> None:
    geometry, reason = WRONG[name]
    assert reason in refusal(geometry).reason


def test_a_refusal_is_one_sentence_with_what_is_wrong_shortly() -> None:
    refused = refusal(polygon([("一百一十五度零二分零零零零零零零零零零零零秒", "35")] * 4))  # type: ignore[list-item]
    assert str(refused) == "坐标不是数字。"
    assert refused.value == "一百一十五度零二分零零零零零零零零零零…"


def test_a_list_in_place_of_a_number_is_not_quoted_however_deep() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert refusal(polygon([(nested, D(35))] * 4)).value == ""  # type: ignore[list-item]


def test_more_points_than_a_parcel_has_are_refused_before_anything_is_measured() -> None:
    assert refusal(polygon([(D(1), D(1))] * 20_001)).reason == "界址点超过 20,000 个，请先简化图形。"


def test_the_edge_of_the_region_is_inside() -> None:
    land = box(str(REGION.west), str(REGION.south))
    assert read_boundary(polygon(land), REGION).area_mu > 0


def measured(area: str) -> Boundary:
    return Boundary(geometry=LAND, area_mu=Decimal(area))


@pytest.mark.parametrize(
    ("area", "stated", "difference"),
    [
        ("105", "100", "0.05"),
        ("95", "100", "-0.05"),
        ("100", "100", "0"),
        ("50", "30", "0.6667"),
        ("100.005", "100", "0.0001"),
        ("99.995", "100", "-0.0001"),
        ("100.0049", "100", "0"),
    ],
)
def test_the_difference_of_areas_is_a_share_of_the_stated_one_half_up(
    area: str, stated: str, difference: str
) -> None:
    assert area_difference(measured(area), Decimal(stated)) == Decimal(difference)


@pytest.mark.parametrize(
    ("area", "agree"),
    [("105", True), ("105.01", False), ("95", True), ("94.99", False), ("100", True)],
)
def test_areas_agree_up_to_the_tolerance_exactly(area: str, agree: bool) -> None:
    assert areas_agree(measured(area), Decimal(100), Decimal("0.05")) is agree

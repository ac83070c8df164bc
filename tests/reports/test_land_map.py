"""What a map must hold to whatever the parcels: true to scale, north up, legible in grey, nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import FancyBboxPatch, PathPatch
from PIL import Image

from reports.land_map import MapSheet, _drawn, map_picture
from reports.map_panel import GROUND, round_length
from reports.paper import INK, Paper, Ring
from reports.parcel_looks import LOOKS
from tests.reports.mapped_land import (
    HERE,
    PARK,
    SITES,
    STATES,
    a_parcel,
    a_sheet,
    polygon,
    rectangle,
)
from tests.reports.pictured_maps import FAR, pictured
from tracker.model import Light


def words_of(sheet: MapSheet) -> list[str]:
    return [text.get_text() for text in _drawn(sheet).figure.texts]


def drawn_as(paper: Paper, state: Light | None) -> list[Ring]:
    """Return the corners of every area drawn in a state's look below the legend, in pixels from the top."""
    color = LOOKS[state].fill.color.lower()
    return [
        np.array(patch.get_path().vertices)
        for patch in paper.figure.artists
        if isinstance(patch, PathPatch) and to_hex(patch.get_facecolor()) == color
    ][2:]


def scale_of(paper: Paper) -> tuple[float, str]:
    """Return how long the only scale bar is, in pixels, and what it says."""
    (half,) = [
        patch
        for patch in paper.figure.artists
        if isinstance(patch, FancyBboxPatch) and to_hex(patch.get_facecolor()) == INK.lower()
    ]
    (words,) = [text.get_text() for text in paper.figure.texts if text.get_text().endswith(("米", "公里"))]
    return half.get_width() * 2, words


def test_a_parcel_is_as_long_as_the_scale_bar_says() -> None:
    paper = _drawn(a_sheet([a_parcel("A", polygon(rectangle(0, 0, 500, 300)))]))
    (drawn,) = drawn_as(paper, Light.GREEN)
    pixels, words = scale_of(paper)
    assert words == "100米"
    width, height = np.ptp(drawn, axis=0)
    assert width / pixels * 100 == pytest.approx(500, abs=0.5)
    assert height / pixels * 100 == pytest.approx(300, abs=0.5)


def test_east_is_right_and_north_is_up() -> None:
    parcels = [
        a_parcel("西南", polygon(rectangle(0, 0, 100, 100)), Light.RED),
        a_parcel("东北", polygon(rectangle(800, 600, 100, 100)), Light.GREEN),
    ]
    paper = _drawn(a_sheet(parcels))
    (red,), (green,) = (drawn_as(paper, state) for state in (Light.RED, Light.GREEN))
    right, down = green.mean(axis=0) - red.mean(axis=0)
    assert right > 0
    assert down < 0
    assert right / -down == pytest.approx(800 / 600, rel=1e-3)


def test_what_is_in_a_hole_is_seen_through_it() -> None:
    outer, hole = rectangle(0, 0, 300, 300), rectangle(100, 100, 100, 100)[::-1]
    sheet = a_sheet([a_parcel("一", polygon(outer, hole), Light.CLOSED)])
    (drawn,) = drawn_as(_drawn(sheet), Light.CLOSED)
    left, top = drawn.min(axis=0)
    side = np.ptp(drawn, axis=0)[0]
    picture = np.asarray(Image.open(BytesIO(map_picture(sheet))).convert("RGB"))
    in_the_hole = picture[int(top + side / 2), int(left + side / 2)]
    beside_it = picture[int(top + side * 0.1), int(left + side * 0.1)]
    assert np.allclose(in_the_hole, np.array(to_rgb(GROUND)) * 255, atol=6)
    assert np.allclose(beside_it, np.array(to_rgb(LOOKS[Light.CLOSED].fill.color)) * 255, atol=6)


def test_both_parts_of_a_parcel_are_drawn() -> None:
    parts = [[rectangle(0, 0, 100, 100)], [rectangle(400, 0, 100, 100)]]
    parcel = a_parcel("A", {"type": "MultiPolygon", "coordinates": parts})
    (drawn,) = drawn_as(_drawn(a_sheet([parcel])), Light.GREEN)
    assert len(drawn) == 10
    gap = drawn[5:, 0].min() - drawn[:5, 0].max()
    assert gap / np.ptp(drawn[:5, 0]) == pytest.approx(3, rel=1e-3)


def test_a_parcel_too_small_to_be_seen_gets_a_mark() -> None:
    specks = [
        a_parcel("A", polygon(rectangle(0, 0, 5, 5)), Light.RED),
        a_parcel("B", polygon(rectangle(5000, 4000, 200, 200))),
    ]
    (mark,) = drawn_as(_drawn(a_sheet(specks)), Light.RED)
    assert np.ptp(mark, axis=0).min() > 14


@pytest.mark.parametrize(("one", "other"), list(combinations(STATES, 2)))
def test_states_differ_in_grey_and_in_the_shape_of_their_marks(
    one: Light | None, other: Light | None
) -> None:
    def brightness(state: Light | None) -> float:
        red, green, blue = to_rgb(LOOKS[state].fill.color)
        return 0.299 * red + 0.587 * green + 0.114 * blue

    apart = abs(brightness(one) - brightness(other)) > 0.1
    assert apart or LOOKS[one].fill.hatch != LOOKS[other].fill.hatch
    assert not np.array_equal(LOOKS[one].mark, LOOKS[other].mark)


def test_the_legend_counts_the_states() -> None:
    parcels = [
        a_parcel(f"{state}-{place}", polygon(rectangle(place * 300, row * 300, 200, 200)), state)
        for row, state in enumerate(STATES)
        for place in range(row + 1)
    ]
    words = words_of(a_sheet(parcels))
    assert {"逾期 1", "预警、待核验 2", "正常 3", "无方案 4", "已处置 5", "15宗有界址"} <= set(words)


def test_each_park_of_the_city_is_named_in_the_overview_and_over_its_panel() -> None:
    words = words_of(pictured("the city"))
    assert {park: words.count(park) for park in SITES} == dict.fromkeys(SITES, 2)
    assert words.count("北") == 1 + len(SITES)
    assert words.count("12宗，逾期3，无方案2") == len(SITES)


def test_one_park_is_one_panel_without_an_overview() -> None:
    words = words_of(pictured("a park"))
    assert words.count(PARK) == 1
    assert words.count("北") == 1


def test_parcels_of_one_park_far_from_each_other_are_drawn_apart() -> None:
    words = words_of(pictured("two far clusters"))
    assert words.count(f"{PARK}（片区1）") == 2
    assert words.count(f"{PARK}（片区2）") == 2


def test_parcels_in_neighbouring_squares_of_the_grid_are_drawn_together() -> None:
    row = [a_parcel(str(place), polygon(rectangle(place * 4000, 0, 300, 300))) for place in range(5)]
    assert words_of(a_sheet(row)).count(PARK) == 1


def test_few_parcels_have_their_numbers() -> None:
    words = words_of(pictured("two far clusters"))
    assert {f"PY-{place:03d}" for place in range(6)} <= set(words)
    assert {f"TQ-{place:03d}" for place in range(5)} <= set(words)


def test_hundreds_of_parcels_have_none() -> None:
    assert not any(words.startswith("PY-") for words in words_of(pictured("a full park")))


def test_where_there_is_no_room_for_all_numbers_the_urgent_ones_are_written() -> None:
    row = [
        a_parcel(f"号码{place}", polygon(rectangle(place * 50, 0, 50, 400)), Light.GREEN)
        for place in range(40)
    ]
    row[20] = a_parcel("逾期的宗地", row[20].geometry, Light.RED)
    words = words_of(a_sheet(row))
    assert "逾期的宗地" in words
    assert sum(each.startswith("号码") for each in words) < 39


def test_what_has_no_boundary_is_listed_under_the_map() -> None:
    assert "没有界址、未画出的宗地2宗：PX-1、PX-2" in words_of(pictured("a park"))


def test_a_long_list_of_what_has_no_boundary_is_counted_and_cut() -> None:
    *_, first, second, third = words_of(pictured("the city"))
    assert first.startswith("没有界址、未画出的宗地200宗：PX-0、PX-1、")
    assert second.startswith("PX-")
    assert third.endswith("……")


def test_a_map_without_parcels_says_so_and_lists_what_is_missing() -> None:
    words = words_of(pictured("nothing"))
    assert "还没有录入界址的宗地，无图可画。" in words
    assert "没有界址、未画出的宗地2宗：A、B" in words
    assert "逾期 0" not in words


def test_places_that_have_no_panel_are_counted() -> None:
    assert "第27号起另有14处、56宗未单独画出，请按产业集聚区查看。" in words_of(pictured("many parks"))


def test_a_park_far_away_does_not_bend_the_scale_of_another() -> None:
    parcels = [
        a_parcel("A", polygon(rectangle(0, 0, 400, 400, HERE)), Light.RED),
        a_parcel("B", polygon(rectangle(0, 0, 400, 400, FAR)), Light.RED, "台前县产业集聚区"),
    ]
    first, second = drawn_as(_drawn(a_sheet(parcels)), Light.RED)
    assert np.ptp(first, axis=0) == pytest.approx(np.ptp(second, axis=0), rel=0.01)


def test_the_same_day_gives_the_same_bytes_in_every_thread() -> None:
    sheet = pictured("the city")
    with ThreadPoolExecutor(4) as threads:
        drawn = set(threads.map(map_picture, [sheet] * 6))
    assert drawn == {map_picture(sheet)}


@pytest.mark.parametrize(
    ("most", "length"),
    [(1, 1), (1.9, 1), (2, 2), (4.99, 2), (5, 5), (999, 500), (1000, 1000), (23_456, 20_000)],
)
def test_a_scale_bar_is_a_round_number_long(most: float, length: float) -> None:
    assert round_length(most) == length

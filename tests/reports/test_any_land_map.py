"""Whatever the parcels, a map is one that Telegram takes and on which every word stands free."""

import pytest

from reports.land_map import _drawn, map_picture
from tests.reports.drawn_texts import assert_telegram_takes, assert_words_stand_free
from tests.reports.pictured_maps import NAMES, pictured

every = pytest.mark.parametrize("name", NAMES)


@every
def test_every_word_lies_inside_the_sheet_and_on_no_other_word(name: str) -> None:
    assert_words_stand_free(_drawn(pictured(name)))


@every
def test_telegram_takes_the_map(name: str) -> None:
    assert_telegram_takes(map_picture(pictured(name)))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nothing at all"])
def test_everything_drawn_lies_inside_the_sheet(name: str) -> None:
    paper = _drawn(pictured(name))
    assert paper.figure.artists
    for artist in paper.figure.artists:
        box = artist.get_window_extent()
        assert box.x0 >= -1
        assert box.y0 >= -1
        assert box.x1 <= paper.width + 1
        assert box.y1 <= paper.height + 1

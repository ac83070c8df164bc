"""Whatever the parcels, a map is one that Telegram takes and on which every word stands free."""

import struct

import pytest

from reports.land_map import _drawn, map_picture
from tests.reports.drawn_texts import assert_words_stand_free
from tests.reports.pictured_maps import NAMES, pictured

every = pytest.mark.parametrize("name", NAMES)


@every
def test_every_word_lies_inside_the_sheet_and_on_no_other_word(name: str) -> None:
    assert_words_stand_free(_drawn(pictured(name)))


@every
def test_telegram_takes_the_map(name: str) -> None:
    picture = map_picture(pictured(name))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width >= 1080
    assert width + height <= 10_000
    assert max(width, height) / min(width, height) <= 20
    assert len(picture) < 10_000_000


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

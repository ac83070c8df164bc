"""What holds for any picture: inside the sheet, no word on another, none too small, Telegram takes it."""

import struct
from collections.abc import Iterable

from matplotlib.text import Text
from matplotlib.transforms import Bbox

from reports.matrix import TEXT
from reports.paper import Paper

WIDTH = 1080
_SOFT = 6
"""Pixels by which a mark's edge, a round corner or the end of a line may reach beyond where it is put."""


def assert_words_stand_free(paper: Paper) -> None:
    """Every word lies inside the sheet and on no other word, and can be read on a phone."""
    placed = _boxes(paper.figure.texts)
    for words, box in placed:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= paper.width, words
        assert box.y1 <= paper.height, words
    assert _overlapping(placed) == []
    assert [(text.get_text(), text.get_fontsize()) for text in paper.figure.texts if _is_small(text)] == []


def assert_everything_is_inside(paper: Paper) -> None:
    """No bar, line or mark leaves the sheet."""
    assert paper.figure.artists
    for artist in paper.figure.artists:
        box = artist.get_window_extent()
        assert min(box.x0, box.y0) >= -_SOFT, artist
        assert box.x1 <= paper.width + _SOFT, artist
        assert box.y1 <= paper.height + _SOFT, artist


def assert_telegram_takes(picture: bytes) -> None:
    """A PNG as wide as a phone needs it, within the limits of a photo."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width == WIDTH
    assert width + height <= 10_000
    assert max(width, height) / min(width, height) <= 20
    assert len(picture) < 10_000_000


def words_on(paper: Paper) -> list[str]:
    return [text.get_text() for text in paper.figure.texts]


def _is_small(text: Text) -> bool:
    return bool(text.get_text()) and float(text.get_fontsize()) < TEXT - 0.01


def _boxes(texts: Iterable[Text]) -> list[tuple[str, Bbox]]:
    return [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]


def _overlapping(placed: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    """Sweep downward: only what begins before a word ends can lie on it."""
    found = []
    rest = sorted((box.y0, box.y1, box.x0, box.x1, words) for words, box in placed)
    for place, (_, end, left, right, words) in enumerate(rest, start=1):
        for begin, _, other_left, other_right, other_words in rest[place:]:
            if begin >= end:
                break
            if other_left < right and left < other_right:
                found.append((words, other_words))
    return found

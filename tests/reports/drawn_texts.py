"""What holds for the words of any picture: inside the sheet, none on another."""

from collections.abc import Iterable

from matplotlib.text import Text
from matplotlib.transforms import Bbox

from reports.paper import Paper


def assert_words_stand_free(paper: Paper) -> None:
    """Every word lies inside the sheet and on no other word."""
    placed = _boxes(paper.figure.texts)
    for words, box in placed:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= paper.width, words
        assert box.y1 <= paper.height, words
    assert _overlapping(placed) == []


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

"""The one typeface of every picture: a static Noto Sans SC that comes with the program, never the machine's.

Sizes are pixels; figures are drawn at 72 dots per inch, so that a point is a pixel.
"""

import re
from bisect import bisect_right
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from pylopdf_fonts_zh_cn import sans_path

DOTS_PER_INCH = 72
_SUBPIXELS = 64
"""FreeType counts in 64ths of a pixel."""

_PIECES = re.compile(r"[（《“]*(?:[A-Za-z0-9.%/-]+|.)[，。；：、？！）》”]*", re.DOTALL)
"""What stays on one line: a run of letters and digits or one character, with the signs that cling to it."""

_MISSING = "〓"
"""What Chinese typesetters put where a character is not in the case."""


@cache
def typeface(size: float) -> FontProperties:
    """Return the typeface at a size."""
    return FontProperties(fname=sans_path(), size=size)


def printable(words: str) -> str:
    """Put 〓 for every character the typeface lacks: a box and a warning would stand there otherwise."""
    known = _characters()
    return "".join(
        character if ord(character) in known else _MISSING for character in " ".join(words.split())
    )


@lru_cache(maxsize=4096)
def width_of(words: str, size: float) -> float:
    """Return how wide `words` are drawn; units and tasks keep their names from picture to picture."""
    face = _face()
    face.set_size(size, DOTS_PER_INCH)
    face.set_text(printable(words), 0.0, flags=LoadFlags.NO_HINTING)
    width, _ = face.get_width_height()
    return width / _SUBPIXELS


def fitted(words: str, size: float, room: float) -> str:
    """Cut `words` to `room`, with an ellipsis where something is cut."""
    if width_of(words, size) <= room:
        return words
    fitting = bisect_right(range(len(words)), room, key=lambda kept: width_of(words[:kept] + "…", size))
    return words[: max(fitting - 1, 0)] + "…"


def wrapped(words: str, size: float, room: float) -> list[str]:
    """Break `words` into lines of `room`: between any two characters, but in no number and before no stop."""
    lines = [""]
    for piece in _PIECES.findall(words):
        if not lines[-1] or width_of(lines[-1] + piece, size) <= room:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [fitted(line, size, room) for line in lines if line]


def _face() -> FT2Font:
    """Return this thread's face; matplotlib keeps one for each thread."""
    return get_font(str(sans_path()))


@cache
def _characters() -> frozenset[int]:
    return frozenset(_face().get_charmap())

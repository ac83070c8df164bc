"""Quiet sentences at the foot of a picture, wrapped to its width: no reservation is cut off."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.matrix import MARGIN, TEXT
from reports.paper import HAIRLINE, QUIET, Paper
from reports.typeface import wrapped

_LINE = 42
_TOP = 24
_BOTTOM = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Lines under a hairline."""

    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Grows with the lines."""
        return (_TOP + _LINE * len(self.lines) if self.lines else 0) + _BOTTOM

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the lines."""
        if not self.lines:
            return
        paper.line([(MARGIN, top + 6), (paper.width - MARGIN, top + 6)], HAIRLINE)
        for place, line in enumerate(self.lines):
            paper.text(MARGIN, top + _TOP + _LINE * (place + 0.5), line, TEXT, color=QUIET)


def foot_of(sentences: Iterable[str], width: int, *, most: int) -> Foot:
    """Wrap sentences for a picture of this width; the last of `most` lines says that there is more."""
    lines = [line for each in sentences for line in wrapped(each, TEXT, width - MARGIN * 2)]
    if len(lines) > most:
        lines = [*lines[: most - 1], "……其余说明请看文字。"]
    return Foot(lines=tuple(lines))

"""The head of a picture: what it is, of which day, and what was known."""

from dataclasses import dataclass
from datetime import date

from reports.lamps import COLORS
from reports.matrix import MARGIN, TEXT
from reports.paper import QUIET, Paper
from reports.typeface import width_of
from tracker.model import Light
from tracker.sayings import long_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A quiet line, the day, and a few words `beside` it at the right."""

    words: str
    on: date
    beside: str = ""
    known: date | None = None

    @property
    def height(self) -> int:
        """One line more where the picture shows what was known."""
        return 268 if self.known else 204

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the head."""
        right = paper.width - MARGIN
        paper.text(MARGIN, top + 60, self.words, 34, color=QUIET, room=right - MARGIN)
        day = long_day(self.on)
        paper.text(MARGIN, top + 138, day, 64)
        room = right - MARGIN - width_of(day, 64) - 40
        paper.text(right, top + 144, self.beside, 34, color=QUIET, side="right", room=room)
        if self.known:
            known = f"已知至{long_day(self.known)}，此后才登记的情况不计"
            paper.box(MARGIN, top + 190, width_of(known, TEXT) + 32, 46, COLORS[Light.YELLOW], round_by=8)
            paper.text(MARGIN + 16, top + 213, known, TEXT)

"""The table of counties and zones under the matrix of a /status picture: area, annual state, return."""

from dataclasses import dataclass

from reports.digest import Digest
from reports.lamps import COLORS
from reports.matrix import MARGIN, TEXT
from reports.paper import HAIRLINE, INK, QUIET, Paper, Side
from reports.wording import RETURNS
from reports.year_digest import MARK_WORDS, Mark, YearRow, year_reservations
from reports.year_marks import WORD_COLORS, year_mark
from tracker.model import Light
from tracker.plan import UnitGroup
from tracker.returns import ReturnStanding, ReturnState
from tracker.scoring import figure

_HEAD, _ROW, _FOOT = 190, 50, 36
_NOTE = 48
_MARK = 36
_PLACES: tuple[tuple[str, float, Side], ...] = (
    ("单位", 0, "left"),
    ("任务（亩）", 0.36, "right"),
    ("已完成", 0.52, "right"),
    ("完成率", 0.65, "right"),
    ("年度任务", 0.68, "left"),
    ("季报", 1, "right"),
)
"""Headings, where their columns stand as a share of the width, and to which side."""

_AREA_ROOM = 150
_LATE = frozenset({ReturnState.LATE, ReturnState.MISSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """A row for each county and zone; `notes` say how many did not fit, and what the figures rest on."""

    year: int | None
    quarter: str | None
    rows: tuple[tuple[str, YearRow | None, ReturnStanding | None], ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> int:
        """The height of the whole section."""
        return _HEAD + _ROW * len(self.rows) + _NOTE * len(self.notes) + _FOOT

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the section with its headings."""
        paper.text(MARGIN, top + 26, "年度任务与季报", 36)
        said = [f"{self.year}年度任务，处置面积经核验"] if self.year else []
        said += [f"{self.quarter}季报"] if self.quarter else []
        paper.text(MARGIN, top + 82, "；".join(said), TEXT, color=QUIET, room=paper.width - MARGIN * 2)
        for heading, place, side in _PLACES:
            paper.text(_at(paper, place), top + 142, heading, TEXT, color=QUIET, side=side)
        paper.line([(MARGIN, top + 174), (paper.width - MARGIN, top + 174)], HAIRLINE)
        for place, (unit, row, filing) in enumerate(self.rows):
            _draw(paper, top + _HEAD + _ROW * (place + 0.5), unit, row, filing)
        for place, note in enumerate(self.notes):
            y = top + _HEAD + _ROW * len(self.rows) + _NOTE * (place + 0.5)
            paper.text(MARGIN, y, note, TEXT, color=QUIET, room=paper.width - MARGIN * 2)


def year_table_of(digest: Digest, *, most: int) -> YearTable:
    """Gather at `most` so many counties and zones of the day, that have a year or owe a return."""
    years = {row.standing.unit: row for row in digest.years.rows} if digest.years else {}
    held = [
        (unit.unit, years.get(unit.unit), unit.filing)
        for unit in digest.units
        if unit.group is not UnitGroup.DEPARTMENT and (unit.unit in years or unit.filing)
    ]
    left = [f"另有{len(held) - most}家单位未画出，请按单位查看。"] if len(held) > most else []
    quarters = [filing.quarter.name for _, _, filing in held if filing]
    return YearTable(
        year=digest.years.year if digest.years else None,
        quarter=quarters[0] if quarters else None,
        rows=tuple(held[:most]),
        notes=(*left, *(year_reservations(digest.years) if digest.years else ())),
    )


def _draw(paper: Paper, y: float, unit: str, row: YearRow | None, filing: ReturnStanding | None) -> None:
    paper.text(MARGIN, y, unit, TEXT, room=_at(paper, 0.36) - _AREA_ROOM - MARGIN - 8)
    if row is not None:
        _year(paper, y, row)
    if filing is not None:
        color = COLORS[Light.RED] if filing.state in _LATE else INK
        paper.text(_at(paper, 1), y, RETURNS[filing.state], TEXT, color=color, side="right")


def _year(paper: Paper, y: float, row: YearRow) -> None:
    standing = row.standing
    if standing.target_mu is not None:
        for place, words, room in (
            (0.36, figure(standing.target_mu), _AREA_ROOM),
            (0.52, figure(standing.done_mu), _AREA_ROOM),
            (0.65, row.percent, 120),
        ):
            paper.text(_at(paper, place), y, words, TEXT, side="right", room=room)
    x = _at(paper, 0.68)
    if row.mark is not Mark.NONE:
        year_mark(paper, x + _MARK / 2, y, _MARK, row.mark)
        x += _MARK + 10
    color = WORD_COLORS.get(row.mark, QUIET if row.mark is Mark.NONE else INK)
    paper.text(x, y, MARK_WORDS[row.mark], TEXT, color=color)


def _at(paper: Paper, share: float) -> float:
    return MARGIN + share * (paper.width - MARGIN * 2)

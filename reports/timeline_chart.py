"""Timeline sheet -> the picture under /due, as PNG bytes: a row a task, its dates on one axis for all.

1080 pixels wide, for a phone that shows it 390 wide; as tall as the tasks need, within what Telegram takes
for a photo.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.foot import foot_of
from reports.lamps import COLORS, lamp
from reports.matrix import MARGIN, TEXT, WIDTH, draw_legend
from reports.paper import HAIRLINE, INK, QUIET, WHITE, Paper, Section, stacked
from reports.timeline_sheet import DueMark, TimelineRow, TimelineSheet
from reports.title import Title
from reports.typeface import width_of
from tracker.model import Light

_RED = COLORS[Light.RED]
_LEFT, _RIGHT = MARGIN + 22, WIDTH - MARGIN - 22
_ROW, _LAMP = 158, 40
_HEADING = 70
_MOST_ROWS = 48
_MOST_NOTES = 5
_BANDS = ("#AEBBC7", "#DDE4EA")
_URGENT = (Light.RED, Light.YELLOW, Light.GREEN, Light.CLOSED)


def timeline_picture(sheet: TimelineSheet) -> bytes:
    """Draw the dates of a day."""
    return _drawn(sheet).png()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where a day stands between the left and the right end."""

    begins_on: date
    ends_on: date

    def at(self, day: date) -> float:
        whole = (self.ends_on - self.begins_on).days
        share = (min(max(day, self.begins_on), self.ends_on) - self.begins_on).days / whole
        return _LEFT + share * (_RIGHT - _LEFT)

    def has(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the marks mean, then phases, quarters and the day."""

    sheet: TimelineSheet
    axis: _Axis

    @property
    def height(self) -> int:
        return 318

    def draw(self, paper: Paper, top: float) -> None:
        draw_legend(paper, top + 26)
        _ring(paper, MARGIN + 20, top + 82)
        paper.text(MARGIN + 50, top + 82, "调整前的日期；细竖线为季度末，红线为图中当天", TEXT)
        self._phases(paper, top + 150)
        self._quarters(paper, top + 224)
        if self.axis.has(self.sheet.on):
            x = self.axis.at(self.sheet.on)
            words = f"{self.sheet.on.month}月{self.sheet.on.day}日"
            paper.text(_clamped(x, width_of(words, 30)), top + 276, words, 30, color=_RED, side="center")
            paper.line([(x, top + 294), (x, top + 318)], _RED, width=4)

    def _phases(self, paper: Paper, y: float) -> None:
        """Draw a band for each phase, its name above where no other name stands."""
        free_from = 0.0
        for place, phase in enumerate(self.sheet.phases):
            begin = self.axis.at(phase.from_on)
            end = self.axis.at(phase.until_on or self.sheet.ends_on)
            paper.box(begin, y + 24, max(end - begin, 3), 16, _BANDS[place % 2])
            width = width_of(phase.name, TEXT)
            x = _clamped((begin + end) / 2, width)
            if x - width / 2 >= free_from:
                paper.text(x, y, phase.name, TEXT, color=QUIET, side="center")
                free_from = x + width / 2 + 16

    def _quarters(self, paper: Paper, y: float) -> None:
        """Name as many ends of quarters as have room, those of years first."""
        taken: list[tuple[float, float]] = []
        for end in sorted(self.sheet.quarters, key=lambda each: (each.month != 12, each)):
            words = f"{end.year}年底" if end.month == 12 else f"{end.month}月底"
            half = width_of(words, TEXT) / 2 + 8
            x = _clamped(self.axis.at(end), width_of(words, TEXT))
            if all(x + half <= low or high <= x - half for low, high in taken):
                taken.append((x - half, x + half))
                paper.text(x, y, words, TEXT, color=QUIET, side="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A heading, and for each task two lines of words over its track."""

    heading: str
    rows: tuple[TimelineRow, ...]
    sheet: TimelineSheet
    axis: _Axis

    @property
    def height(self) -> int:
        return _HEADING + _ROW * len(self.rows) + 12

    def draw(self, paper: Paper, top: float) -> None:
        paper.text(MARGIN, top + 40, self.heading, 36)
        for place, row in enumerate(self.rows):
            self._row(paper, top + _HEADING + _ROW * place, row)

    def _row(self, paper: Paper, top: float, row: TimelineRow) -> None:
        right = WIDTH - MARGIN
        color = _RED if row.light is Light.RED else QUIET
        paper.text(right, top + 22, row.state, TEXT, color=color, side="right", room=400)
        room = right - min(width_of(row.state, TEXT), 400) - 24 - MARGIN
        paper.text(MARGIN, top + 22, f"{row.code} {row.content}", TEXT, room=room)
        paper.text(MARGIN, top + 62, row.wording, TEXT, color=QUIET, room=right - MARGIN)
        y = top + 112
        paper.line([(_LEFT, y), (_RIGHT, y)], HAIRLINE, width=6)
        for end in self.sheet.quarters:
            paper.line([(self.axis.at(end), y - 12), (self.axis.at(end), y + 12)], HAIRLINE, width=2)
        if self.axis.has(self.sheet.on):
            x = self.axis.at(self.sheet.on)
            paper.line([(x, y - 28), (x, y + 28)], _RED, width=4)
        for mark in row.marks:
            self._moved(paper, y, mark)
        for mark in self._free(row.marks):
            lamp(paper, self.axis.at(mark.due_on), y, _LAMP, mark.light, submitted=mark.submitted)

    def _moved(self, paper: Paper, y: float, mark: DueMark) -> None:
        """Draw a tick at the date in force, and a line to it from every date before."""
        x = self.axis.at(mark.due_on)
        paper.line([(x, y - 16), (x, y + 16)], INK, width=3)
        for day in mark.former:
            paper.line([(self.axis.at(day), y), (x, y)], INK, width=3)
        for day in mark.former:
            _ring(paper, self.axis.at(day), y)

    def _free(self, marks: Sequence[DueMark]) -> Iterator[DueMark]:
        """Yield the marks whose lights have room, the most urgent first; the others keep their tick."""
        taken: list[float] = []
        for mark in sorted(marks, key=lambda each: (_URGENT.index(each.light), each.due_on)):
            x = self.axis.at(mark.due_on)
            if all(abs(x - other) > _LAMP + 4 for other in taken):
                taken.append(x)
                yield mark


def _drawn(sheet: TimelineSheet) -> Paper:
    sections: list[Section] = [Title(words=sheet.title, on=sheet.on, known=sheet.known)]
    axis = _Axis(begins_on=sheet.begins_on, ends_on=sheet.ends_on)
    shown = sheet.rows[:_MOST_ROWS]
    if shown:
        sections.append(_Head(sheet=sheet, axis=axis))
    for heading, outside in (("台账任务", False), ("台账外的义务", True)):
        rows = tuple(row for row in shown if row.outside is outside)
        if rows:
            sections.append(_Rows(heading=heading, rows=rows, sheet=sheet, axis=axis))
    left = len(sheet.rows) - len(shown)
    notes = [f"另有{left}项任务未画出，请看文字。"] if left else []
    sections.append(foot_of([*notes, *sheet.notes], WIDTH, most=_MOST_NOTES))
    return stacked(sections, WIDTH)


def _ring(paper: Paper, x: float, y: float) -> None:
    paper.dot(x, y, 12, INK)
    paper.dot(x, y, 8, WHITE)


def _clamped(x: float, width: float) -> float:
    """Move the middle of a word so that it stays inside the margins."""
    return min(max(x, MARGIN + width / 2), WIDTH - MARGIN - width / 2)

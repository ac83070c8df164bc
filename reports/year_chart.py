"""Year digest -> the picture under /sanctions, as PNG bytes: what is done of each unit's task, against half.

Every number comes from the digest. 1080 pixels wide, for a phone that shows it 390 wide; as tall as the
units need, within what Telegram takes for a photo.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from reports.foot import foot_of
from reports.lamps import COLORS, SUBMITTED_EDGE
from reports.matrix import MARGIN, TEXT, WIDTH
from reports.paper import INK, QUIET, WHITE, Fill, Paper, Section, stacked
from reports.strips import TRACK
from reports.typeface import width_of
from reports.year_digest import MARK_WORDS, YearDigest, YearRow, year_reservations
from reports.year_marks import WORD_COLORS, year_mark
from tracker.model import Light
from tracker.sayings import long_day

_DONE = SUBMITTED_EDGE
_ROW, _BAR, _MARK = 118, 32, 38
_MOST_ROWS = 68
_MOST_NOTES = 6
_SCALE = Fraction(6, 5)
"""How far the axis goes where somebody has done more than the task; what lies beyond is cut, with a mark."""

_LINE = 46


def year_picture(digest: YearDigest) -> bytes:
    """Draw the year of these units on a day."""
    return _drawn(digest).png()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Which year, which day, and how all stand together."""

    digest: YearDigest

    @property
    def height(self) -> int:
        return 256 if self.digest.known else 192

    def draw(self, paper: Paper, top: float) -> None:
        digest, right = self.digest, paper.width - MARGIN
        paper.text(MARGIN, top + 66, f"{digest.year}年度任务", 56)
        day = f"截至{long_day(digest.on)}"
        paper.text(right, top + 72, day, 34, color=QUIET, side="right")
        whole = f"合计：{digest.total()}" if len(digest.rows) > 1 else digest.total()
        paper.text(MARGIN, top + 140, whole, 32, room=right - MARGIN)
        if digest.known:
            known = f"已知至{long_day(digest.known)}，此后才登记的情况不计"
            paper.box(MARGIN, top + 180, width_of(known, TEXT) + 32, 46, COLORS[Light.YELLOW], round_by=8)
            paper.text(MARGIN + 16, top + 203, known, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bars:
    """A bar for each unit; `left` units did not fit a picture that Telegram takes."""

    digest: YearDigest
    rows: tuple[YearRow, ...]
    scale: Fraction
    left: int

    @property
    def height(self) -> int:
        return 76 + _ROW * len(self.rows) + (_LINE if self.left else 0) + 12

    def draw(self, paper: Paper, top: float) -> None:
        _legend(paper, top + 24, half=self.digest.half)
        for place, row in enumerate(self.rows):
            self._row(paper, top + 76 + _ROW * place, row)
        if self.left:
            y = top + self.height - 12 - _LINE / 2
            paper.text(MARGIN, y, f"另有{self.left}家单位未画出，请看文字。", TEXT, color=QUIET)

    def _row(self, paper: Paper, top: float, row: YearRow) -> None:
        right = paper.width - MARGIN
        year_mark(paper, MARGIN + _MARK / 2, top + 24, _MARK, row.mark)
        numbers = f"{row.areas}　{row.percent}" if row.areas else ""
        paper.text(right, top + 24, numbers, TEXT, side="right", room=460)
        color = WORD_COLORS.get(row.mark, QUIET)
        words = MARK_WORDS[row.mark]
        word_at = right - min(width_of(numbers, TEXT), 460) - 24
        paper.text(word_at, top + 24, words, TEXT, color=color, side="right")
        name_room = word_at - width_of(words, TEXT) - 24 - (MARGIN + _MARK + 14)
        paper.text(MARGIN + _MARK + 14, top + 24, row.standing.unit, 30, room=name_room)
        if row.done_share is not None:
            self._bar(paper, top + 58, row, row.done_share)

    def _bar(self, paper: Paper, y: float, row: YearRow, done: Fraction) -> None:
        end = done + (row.pending_share or 0)
        paper.box(MARGIN, y, self._at(paper, Fraction(1)) - MARGIN, _BAR, TRACK)
        if row.pending_share:
            x = self._at(paper, done)
            paper.box(x + 1, y + 1, max(self._at(paper, end) - x - 2, 1), _BAR - 2, WHITE, edge=_DONE)
        if done:
            paper.box(MARGIN, y, max(self._at(paper, done) - MARGIN, 2), _BAR, _DONE)
        # On what is verified a mark is white; on what awaits review, which is white, it is not.
        if end > self.scale:
            color = WHITE if done > self.scale else _DONE
            paper.text(paper.width - MARGIN - 8, y + _BAR / 2, "›", 34, color=color, side="right")
        if end > 1:
            whole = self._at(paper, Fraction(1))
            color = WHITE if done > 1 else _DONE
            paper.line([(whole, y + 4), (whole, y + _BAR - 4)], color, width=3)
        half = self._at(paper, self.digest.half)
        paper.line([(half, y - 6), (half, y + _BAR + 6)], INK, width=4)
        if row.even_share is not None:
            _pace(paper, self._at(paper, row.even_share), y)

    def _at(self, paper: Paper, share: Fraction) -> float:
        return MARGIN + float(min(share, self.scale) / self.scale) * (paper.width - MARGIN * 2)


def _drawn(digest: YearDigest) -> Paper:
    shown = digest.set_rows[:_MOST_ROWS]
    over = any((row.done_share or 0) + (row.pending_share or 0) > 1 for row in shown)
    sections: list[Section] = [_Head(digest=digest)]
    if shown:
        left = len(digest.set_rows) - len(shown)
        scale = _SCALE if over else Fraction(1)
        sections.append(_Bars(digest=digest, rows=shown, scale=scale, left=left))
    sections.append(foot_of(_notes(digest), WIDTH, most=_MOST_NOTES))
    return stacked(sections, WIDTH)


def _notes(digest: YearDigest) -> list[str]:
    # The year stands above; with it the line would be too long in any other year.
    midyear = f"{digest.midyear_on.month}月{digest.midyear_on.day}日"
    rule = f"{midyear}以前未过半、年底前未完成，触发暂停（{digest.source}）；主任确认后生效"
    return [*filter(None, [digest.without_task()]), rule, *year_reservations(digest)]


def _legend(paper: Paper, y: float, *, half: Fraction) -> None:
    """Explain the two fills, the line and the little arrow."""
    x = float(MARGIN)
    paper.box(x, y - 12, 44, 24, _DONE)
    x = _explained(paper, x + 54, y, "已完成")
    paper.box(x + 1, y - 11, 42, 22, WHITE, edge=_DONE)
    x = _explained(paper, x + 54, y, "待核验")
    paper.line([(x + 8, y - 16), (x + 8, y + 16)], INK, width=4)
    x = _explained(paper, x + 22, y, "过半线" if half == Fraction(1, 2) else "上半年线")
    _arrow(paper, x + 12, y + 8)
    _explained(paper, x + 32, y, "按均匀进度今天应到")


def _explained(paper: Paper, x: float, y: float, words: str) -> float:
    paper.text(x, y, words, TEXT)
    return x + width_of(words, TEXT) + 34


def _pace(paper: Paper, x: float, y: float) -> None:
    """Mark where an even pace would be: an arrow from above, and a thin line through the bar."""
    paper.line([(x, y), (x, y + _BAR)], QUIET, width=2)
    _arrow(paper, x, y)


def _arrow(paper: Paper, x: float, tip: float) -> None:
    ring = np.array([(x - 11, tip - 16), (x + 11, tip - 16), (x, tip), (x - 11, tip - 16)])
    paper.areas([[ring]], Fill(color=COLORS[Light.RED], edge=WHITE), width=1)

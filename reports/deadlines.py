"""The list under the matrix of a /status picture: what is past due, what falls due next."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.digest import Deadline, Digest
from reports.lamps import COLORS
from reports.matrix import MARGIN, TEXT
from reports.paper import INK, QUIET, Paper
from reports.typeface import width_of
from reports.wording import some
from tracker.model import Light
from tracker.sayings import near_day

_HEAD = 84
_ROW = 52
_FOOT = 28
_MOST_LATE = 8
_MOST_SOON = 6
_MOST_DUTIES = 3
_RED = COLORS[Light.RED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the list: when, which task, what it orders, how many units; or one sentence alone."""

    when: str = ""
    code: str = ""
    words: str
    count: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """Headings with their lines."""

    parts: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def height(self) -> int:
        """Grows with the lines."""
        return sum(_HEAD + _ROW * len(lines) + _FOOT for _, lines in self.parts)

    def draw(self, paper: Paper, top: float) -> None:
        """Draw every part, with columns as wide as the widest word in it."""
        for heading, lines in self.parts:
            when = max((width_of(line.when, TEXT) for line in lines), default=0) + 24
            code = min(max((width_of(line.code, TEXT) for line in lines), default=0), 160) + 24
            paper.text(MARGIN, top + 40, heading, 36)
            for place, line in enumerate(lines):
                _draw(paper, top + _HEAD + _ROW * (place + 0.5), line, when=when, code=code)
            top += _HEAD + _ROW * len(lines) + _FOOT


def deadlines_of(digest: Digest) -> DueList:
    """Choose the lines: the longest overdue, the obligations, the next dates."""
    late = [_late(each) for each in digest.overdue[:_MOST_LATE]]
    late += _more(digest.overdue[_MOST_LATE:])
    late += [_late(each, before="台账外：") for each in digest.overdue_duties[:_MOST_DUTIES]]
    late += _more(digest.overdue_duties[_MOST_DUTIES:], kind="台账外义务")
    soon = digest.due_within(digest.soon_days)
    coming = [_coming(each, digest) for each in soon[:_MOST_SOON]] + _more(soon[_MOST_SOON:])
    return DueList(
        parts=(
            ("已逾期", tuple(late) or (Line(words="没有逾期"),)),
            (f"{digest.soon_days}天内到期", tuple(coming) or (Line(words=_nothing_soon(digest)),)),
        )
    )


def _late(deadline: Deadline, *, before: str = "") -> Line:
    return Line(
        when=f"逾期{-deadline.days}天",
        code=deadline.code,
        words=before + deadline.content,
        count=f"{len(deadline.units)}家",
        late=True,
    )


def _coming(deadline: Deadline, digest: Digest) -> Line:
    left = f"还有{deadline.days}天" if deadline.days else "当天"
    return Line(
        when=f"{near_day(deadline.due_on, digest.on)} {left}",
        code=deadline.code,
        words=deadline.content,
        count=f"{len(deadline.units)}家",
    )


def _more(rest: Sequence[Deadline], *, kind: str = "任务") -> list[Line]:
    units = sum(len(each.units) for each in rest)
    return [Line(words=f"另有{len(rest)}项{kind}，共{units}家次")] if rest else []


def _nothing_soon(digest: Digest) -> str:
    if not digest.upcoming:
        return "没有"
    first = digest.upcoming[0].due_on
    codes = [each.code for each in digest.upcoming if each.due_on == first]
    more = "等" if len(codes) > 3 else ""
    return f"没有；下一批是{near_day(first, digest.on)}到期的{some(codes, 3)}{more}"


def _draw(paper: Paper, y: float, line: Line, *, when: float, code: float) -> None:
    right = paper.width - MARGIN
    if not line.code:
        paper.text(MARGIN, y, line.words, TEXT, color=_RED if line.late else QUIET, room=right - MARGIN)
        return
    paper.text(MARGIN, y, line.when, TEXT, color=_RED if line.late else INK)
    paper.text(MARGIN + when, y, line.code, TEXT, room=code - 16)
    start = MARGIN + when + code
    count = width_of(line.count, TEXT)
    paper.text(start, y, line.words, TEXT, color=QUIET, room=right - start - count - 24)
    paper.text(right, y, line.count, TEXT, side="right")

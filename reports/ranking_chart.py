"""Ranking sheet -> the picture under /rank, as PNG bytes: score bars by group, and who rose or fell.

1080 pixels wide, for a phone that shows it 390 wide; as tall as the units need, within what Telegram takes
for a photo.
"""

from dataclasses import dataclass
from types import MappingProxyType

from reports.foot import foot_of
from reports.lamps import COLORS, SUBMITTED_EDGE
from reports.matrix import MARGIN, TEXT, WIDTH
from reports.paper import QUIET, WHITE, Fill, Paper, Section, stacked
from reports.ranking_sheet import BarGroup, RankedBar, RankingSheet
from reports.strips import TRACK, strip
from reports.title import Title
from reports.typeface import width_of
from tracker.assessment import ScorePart
from tracker.model import Light

PART_FILLS = MappingProxyType(
    {
        ScorePart.AREA: Fill(color=SUBMITTED_EDGE, edge=SUBMITTED_EDGE),
        ScorePart.TASKS: Fill(color=COLORS[Light.YELLOW], edge="#8A6D1B", hatch="//"),
        ScorePart.RETURNS: Fill(color=WHITE, edge=SUBMITTED_EDGE, hatch=".."),
    }
)
"""Dark and plain, middle and striped, bright and dotted: told apart without colour."""

_MOST_ROWS = 55
_MOST_NOTES = 9
_ROW, _UNRANKED, _BAR = 142, 60, 30
_GROUP = 76
_SCORE_ROOM, _MOVED_ROOM = 150, 130


def ranking_picture(sheet: RankingSheet) -> bytes:
    """Draw the ranking of a day."""
    return _drawn(sheet).png()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Legend:
    """What the fills and arrows mean."""

    sheet: RankingSheet

    @property
    def height(self) -> int:
        return 60

    def draw(self, paper: Paper, top: float) -> None:
        x = float(MARGIN)
        for part, name in self.sheet.parts:
            strip(paper, x, top + 12, (44, 24), PART_FILLS[part])
            paper.text(x + 54, top + 24, name, TEXT)
            x += 54 + width_of(name, TEXT) + 34
        if self.sheet.against:
            words = f"↑升 ↓降：{self.sheet.against}名次"
            paper.text(WIDTH - MARGIN, top + 24, words, TEXT, color=QUIET, side="right")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A heading with a bar for each unit."""

    group: BarGroup

    @property
    def height(self) -> int:
        return _GROUP + sum(map(_height, self.group.bars)) + 16

    def draw(self, paper: Paper, top: float) -> None:
        paper.text(MARGIN, top + 40, self.group.heading, 36)
        y = top + _GROUP
        for bar in self.group.bars:
            _draw(paper, y, bar)
            y += _height(bar)


def _drawn(sheet: RankingSheet) -> Paper:
    sections: list[Section] = [Title(words=sheet.title, on=sheet.on, known=sheet.known)]
    shown, left = _shown(sheet)
    if shown:
        sections += [_Legend(sheet=sheet), *(_Group(group=each) for each in shown)]
    notes = [f"另有{left}家单位未画出，请看文字。"] if left else []
    sections.append(foot_of([*notes, *sheet.notes], WIDTH, most=_MOST_NOTES))
    return stacked(sections, WIDTH)


def _shown(sheet: RankingSheet) -> tuple[list[BarGroup], int]:
    """Return the groups with the best of as many units as fit, and how many are left out."""
    shown, room = [], _MOST_ROWS
    for group in sheet.groups:
        bars = group.bars[:room]
        shown += [BarGroup(heading=group.heading, bars=bars)] if bars else []
        room -= len(bars)
    return shown, sum(len(group.bars) for group in sheet.groups) - (_MOST_ROWS - room)


def _height(bar: RankedBar) -> int:
    return _ROW if bar.ranked else _UNRANKED


def _draw(paper: Paper, top: float, bar: RankedBar) -> None:
    right = WIDTH - MARGIN
    y = top + 26
    if not bar.ranked:
        words = f"{bar.rank}（没有年度任务）"
        paper.text(right, y, words, TEXT, color=QUIET, side="right")
        paper.text(MARGIN, y, bar.unit, 30, color=QUIET, room=right - width_of(words, TEXT) - 24 - MARGIN)
        return
    paper.text(right, y, bar.score, 36, side="right", room=_SCORE_ROOM)
    _moved(paper, right - _SCORE_ROOM, y, bar)
    rank_room = width_of(bar.rank, TEXT) + 18
    paper.text(MARGIN, y, bar.rank, TEXT, color=QUIET)
    room = right - _SCORE_ROOM - _MOVED_ROOM - MARGIN - rank_room
    paper.text(MARGIN + rank_room, y, bar.unit, 32, room=room)
    x, whole = float(MARGIN), right - MARGIN
    paper.box(MARGIN, top + 54, whole, _BAR, TRACK)
    for part, share in bar.shares:
        width = float(share) * whole
        strip(paper, x, top + 54, (width, _BAR), PART_FILLS[part])
        x += width
    paper.text(MARGIN, top + 108, bar.points, TEXT, color=QUIET, room=whole)


def _moved(paper: Paper, right: float, y: float, bar: RankedBar) -> None:
    """Say how many ranks a unit rose or fell: the arrow's way tells it, not its colour alone."""
    if bar.moved is None:
        return
    if not bar.moved:
        paper.text(right, y, bar.moved_words, TEXT, color=QUIET, side="right")
        return
    arrow, color = ("↑", "#1F6F54") if bar.moved > 0 else ("↓", COLORS[Light.RED])
    paper.text(right, y, f"{arrow}{abs(bar.moved)}", 34, color=color, side="right", room=_MOVED_ROOM - 16)

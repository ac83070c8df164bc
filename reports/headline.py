"""The big numbers of a /status picture, and the quiet line of the city's goal at its foot."""

from dataclasses import dataclass

from reports.digest import Digest
from reports.lamps import COLORS, SUBMITTED_EDGE
from reports.matrix import MARGIN, TEXT
from reports.paper import HAIRLINE, INK, QUIET, WHITE, Paper
from reports.tally import Tally
from reports.wording import LIGHTS
from tracker.model import Light
from tracker.plan import Goal
from tracker.sayings import long_day
from tracker.scoring import figure

_WAN = 10_000
_GAP = 16
_TILES = 5
_TILE_HEIGHT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How many assignments stand how, and how many tasks."""

    digest: Digest

    @property
    def height(self) -> int:
        """The same for every day."""
        return 308

    def draw(self, paper: Paper, top: float) -> None:
        """Draw five tiles, a bar of their shares and the tasks in words."""
        tally = self.digest.tally
        tiles = (
            (Light.CLOSED, tally.closed),
            (Light.RED, tally.red),
            (Light.YELLOW, tally.yellow),
            (Light.GREEN, tally.green),
        )
        for place, (light, count) in enumerate(tiles):
            _tile(paper, top, place, count=count, words=LIGHTS[light], color=COLORS[light])
        _tile(paper, top, len(tiles), count=tally.submitted, words="其中待核验", color=None)
        _bar(paper, top + _TILE_HEIGHT + 28, tally)
        paper.text(
            MARGIN,
            top + _TILE_HEIGHT + 92,
            self._in_words(),
            TEXT,
            color=QUIET,
            room=paper.width - MARGIN * 2,
        )

    def _in_words(self) -> str:
        digest, tasks = self.digest, self.digest.task_tally
        if not digest.issued:
            return f"方案尚未印发（印发日期{long_day(digest.issued_on)}），没有下达任务。"
        return (
            f"分工{digest.tally.total}项；任务{tasks.total}项："
            f"已办结{tasks.closed}、逾期{tasks.red}、预警{tasks.yellow}、正常{tasks.green}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The goal in area, and how the annual tasks stand; where there are none, the line says so."""

    digest: Digest

    @property
    def height(self) -> int:
        """Nothing where the campaign has no goal in area."""
        return 150 if self.digest.goal else 40

    def draw(self, paper: Paper, top: float) -> None:
        """Draw a hairline and two quiet lines."""
        goal, years = self.digest.goal, self.digest.years
        if goal is None:
            return
        room = paper.width - MARGIN * 2
        paper.line([(MARGIN, top + 8), (paper.width - MARGIN, top + 8)], HAIRLINE)
        done = self.digest.goal_done_mu
        reached = f"，累计已完成{figure(done)}亩" if done is not None else ""
        paper.text(MARGIN, top + 48, f"{_aim(goal)}{reached}", TEXT, room=room)
        so_far = f"{years.year}年度{years.total()}" if years else "下达任务、完成面积：暂无数据"
        paper.text(MARGIN, top + 94, so_far, TEXT, color=QUIET, room=room)


def _tile(paper: Paper, y: float, place: int, *, count: int, words: str, color: str | None) -> None:
    """Draw one number under a band of its colour; without a colour only an outline, as it cuts across."""
    width = (paper.width - MARGIN * 2 - _GAP * (_TILES - 1)) / _TILES
    x = MARGIN + place * (width + _GAP)
    if color:
        paper.box(x, y, width, _TILE_HEIGHT, "#F6F8FA", round_by=10)
        paper.box(x, y, width, 12, color, round_by=4)
    else:
        paper.box(x, y, width, _TILE_HEIGHT, WHITE, edge=SUBMITTED_EDGE, round_by=10)
    paper.text(x + width / 2, y + 62, str(count), 68, side="center", color=INK)
    paper.text(x + width / 2, y + 122, words, TEXT, side="center", color=QUIET)


def _bar(paper: Paper, y: float, tally: Tally) -> None:
    x = float(MARGIN)
    room = paper.width - MARGIN * 2
    counts = {
        Light.CLOSED: tally.closed,
        Light.RED: tally.red,
        Light.YELLOW: tally.yellow,
        Light.GREEN: tally.green,
    }
    for light, count in counts.items():
        if count:
            width = room * count / tally.total
            paper.box(x, y, width, 18, COLORS[light])
            x += width


def _aim(goal: Goal) -> str:
    """目标：整备、盘活存量建设用地2万亩（到2022年年底）."""
    wan = goal.amount / _WAN
    amount = (
        f"{wan.normalize():f}万{goal.measure}" if goal.amount >= _WAN else f"{goal.amount:f}{goal.measure}"
    )
    due = f"（{goal.due_text}）" if goal.due_text else ""
    return f"目标：{goal.name}{amount}{due}"

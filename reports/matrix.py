"""The matrix of a /status picture: a row for each unit with ledger tasks, a column for each task."""

from dataclasses import dataclass
from itertools import pairwise

from reports.digest import Digest, TaskRow, UnitRow
from reports.lamps import COLORS, lamp
from reports.paper import HAIRLINE, INK, QUIET, Paper
from reports.typeface import width_of
from reports.wording import LIGHTS
from tracker.model import Light
from tracker.plan import UnitGroup
from tracker.standing import Standing

MARGIN = 48
TEXT = 28
"""The smallest text of the picture: 10 pixels where a phone shows it 390 wide."""

_HEAD = 248
_FOOT = 40
_ROW = 50
_BREAK = 16
_NOTE = 48
_MOST_ROWS = 100
_MOST_COLUMNS = 30
_NAME_ROOM = 340
_REDS_ROOM = 84
_LEAST_COLUMN = 46
_LEAST_TEXT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What is drawn, and how many units and tasks did not fit a picture that Telegram takes."""

    tasks: tuple[TaskRow, ...]
    rows: tuple[tuple[UnitRow, tuple[Standing | None, ...]], ...]
    names: float
    rule: str
    units_left: int
    tasks_left: int

    @property
    def least_width(self) -> int:
        """The width of picture that every column needs."""
        return int(MARGIN * 2 + self.names + _REDS_ROOM + _LEAST_COLUMN * len(self.tasks))

    @property
    def height(self) -> int:
        """The height of the whole section."""
        note = _NOTE if self.units_left or self.tasks_left else 0
        return _HEAD + _ROW * len(self.rows) + _BREAK * self._breaks(len(self.rows)) + note + _FOOT

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the section with its heading and legend."""
        paper.text(MARGIN, top + 26, "各单位、各任务", 36)
        _legend(paper, top + 88)
        paper.text(MARGIN, top + 144, self.rule, TEXT, color=QUIET, room=paper.width - MARGIN * 2)
        self._heads(paper, top + 204)
        for place, (unit, cells) in enumerate(self.rows):
            y = top + _HEAD + _ROW * (place + 0.5) + _BREAK * self._breaks(place + 1)
            self._row(paper, y, unit, cells)
        if self.units_left or self.tasks_left:
            paper.text(MARGIN, top + self.height - _FOOT - _NOTE / 2, self._left_out(), TEXT, color=QUIET)

    def _left_out(self) -> str:
        units = [f"{self.units_left}家单位"] if self.units_left else []
        tasks = [f"{self.tasks_left}项任务"] if self.tasks_left else []
        return f"另有{'、'.join(units + tasks)}未画出，请按单位、按任务查看。"

    def _breaks(self, rows: int) -> int:
        """Count the gaps between county level and departments in the first `rows`."""
        kinds = [unit.group is UnitGroup.DEPARTMENT for unit, _ in self.rows[:rows]]
        return sum(before != after for before, after in pairwise(kinds))

    def _column(self, paper: Paper) -> float:
        return (paper.width - MARGIN * 2 - self.names - _REDS_ROOM) / max(len(self.tasks), 1)

    def _center(self, paper: Paper, place: int) -> float:
        return MARGIN + self.names + self._column(paper) * (place + 0.5)

    def _heads(self, paper: Paper, y: float) -> None:
        room = self._column(paper) - 4
        widest = max((width_of(task.code, TEXT) for task in self.tasks), default=room)
        size = max(min(TEXT, TEXT * room / max(widest, 1)), _LEAST_TEXT)
        for place, task in enumerate(self.tasks):
            paper.text(self._center(paper, place), y, task.code, size, color=QUIET, side="center", room=room)
        if self.tasks:
            paper.text(paper.width - MARGIN, y, "逾期", TEXT, color=QUIET, side="right")
        paper.line([(MARGIN, y + 32), (paper.width - MARGIN, y + 32)], HAIRLINE)

    def _row(self, paper: Paper, y: float, unit: UnitRow, cells: tuple[Standing | None, ...]) -> None:
        paper.text(MARGIN, y, unit.unit, TEXT, room=self.names - 12)
        for place, cell in enumerate(cells):
            if cell:
                lamp(paper, self._center(paper, place), y, 40, cell.light, submitted=cell.submitted)
        color = COLORS[Light.RED] if unit.red else QUIET
        paper.text(paper.width - MARGIN, y, str(unit.red), TEXT, color=color, side="right")


def matrix_of(digest: Digest) -> Matrix:
    """Choose what is drawn: units that have a part in the ledger, in ledger order."""
    rows = [(unit, cells) for unit, cells in zip(digest.units, digest.matrix, strict=True) if any(cells)]
    shown = rows[:_MOST_ROWS]
    return Matrix(
        tasks=digest.tasks[:_MOST_COLUMNS],
        rows=tuple((unit, cells[:_MOST_COLUMNS]) for unit, cells in shown),
        rule=f"预警：{digest.soon_days}天内到期，或进度落后超过{digest.behind_points}个百分点，或到期后待核验",
        names=min(max((width_of(unit.unit, TEXT) for unit, _ in shown), default=0), _NAME_ROOM) + 16,
        units_left=len(rows) - len(shown),
        tasks_left=max(len(digest.tasks) - _MOST_COLUMNS, 0),
    )


def _legend(paper: Paper, y: float) -> None:
    """Explain the four lights and the mark that cuts across them."""
    x = float(MARGIN)
    for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.CLOSED):
        x = _explained(paper, x, y, light, LIGHTS[light], submitted=False)
    _explained(paper, x, y, Light.GREEN, "待核验（底色随灯）", submitted=True)


def _explained(paper: Paper, x: float, y: float, light: Light, words: str, *, submitted: bool) -> float:
    lamp(paper, x + 20, y, 40, light, submitted=submitted)
    paper.text(x + 50, y, words, TEXT, color=INK)
    return x + 50 + width_of(words, TEXT) + 36

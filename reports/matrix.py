"""Units by tasks as lights: in a /status picture, and larger in a picture of its own.

A row for each unit with ledger tasks, a column for each task; as many columns as can be read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.digest import Digest, TaskRow, UnitRow
from reports.lamps import COLORS, lamp
from reports.paper import HAIRLINE, INK, QUIET, Paper
from reports.typeface import width_of, wrapped
from reports.wording import LIGHTS
from tracker.model import Light
from tracker.plan import Part, UnitGroup
from tracker.standing import Standing

WIDTH = 1080
MARGIN = 48
TEXT = 28
"""The smallest text of a picture: 10 pixels where a phone shows it 390 wide."""

MatrixRow = tuple[UnitRow, tuple[Standing | None, ...]]

_HEAD = 248
_FOOT = 40
_ROW = 50
_SECOND_LINE = 34
_BREAK = 16
_NOTE = 48
_MOST_ROWS = 100
_LEAST_NAMES = 216
_REDS_ROOM = 84
_LAMP = 40
_LEAST_COLUMN = _LAMP + 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What is drawn. `notes` say what was left out; `names` is the room of the first column.

    In `detail` long names take two lines, lead assignments are underlined, and each task has its sums.
    """

    tasks: tuple[TaskRow, ...]
    rows: tuple[MatrixRow, ...]
    names: float
    rule: str
    notes: tuple[str, ...] = ()
    detail: bool = False

    @property
    def height(self) -> int:
        """The height of the whole section."""
        below = _ROW * 2 + _BREAK if self.detail else 0
        breaks = _BREAK * self._breaks(len(self.rows))
        return _HEAD + self._row_height * len(self.rows) + breaks + below + _NOTE * len(self.notes) + _FOOT

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the section with its heading and legend."""
        paper.text(MARGIN, top + 26, "各单位、各任务", 36)
        if self.detail:
            paper.text(paper.width - MARGIN, top + 28, "灯下横线：牵头", TEXT, color=QUIET, side="right")
        draw_legend(paper, top + 88)
        paper.text(MARGIN, top + 144, self.rule, TEXT, color=QUIET, room=paper.width - MARGIN * 2)
        self._heads(paper, top + 204)
        y = top + _HEAD
        for place, row in enumerate(self.rows):
            middle = y + _BREAK * self._breaks(place + 1) + self._row_height * (place + 0.5)
            self._row(paper, middle, *row)
        bottom = top + self.height - _FOOT - _NOTE * len(self.notes)
        if self.detail:
            self._sums(paper, bottom - _ROW * 2)
        for place, note in enumerate(self.notes):
            paper.text(MARGIN, bottom + _NOTE * (place + 0.5), note, TEXT, color=QUIET)

    @property
    def _row_height(self) -> int:
        long = self.detail and any(width_of(unit.unit, TEXT) > self._name_room for unit, _ in self.rows)
        return _ROW + _SECOND_LINE if long else _ROW

    @property
    def _name_room(self) -> float:
        return self.names - 12

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
        for place, task in enumerate(self.tasks):
            paper.text(self._center(paper, place), y, task.code, TEXT, color=QUIET, side="center", room=room)
        if self.tasks:
            paper.text(paper.width - MARGIN, y, "逾期", TEXT, color=QUIET, side="right")
        paper.line([(MARGIN, y + 32), (paper.width - MARGIN, y + 32)], HAIRLINE)

    def _row(self, paper: Paper, y: float, unit: UnitRow, cells: tuple[Standing | None, ...]) -> None:
        self._name(paper, y, unit.unit)
        for place, cell in enumerate(cells):
            if cell:
                x = self._center(paper, place)
                lamp(paper, x, y, _LAMP, cell.light, submitted=cell.submitted)
                if self.detail and cell.assignment.part is Part.LEAD:
                    paper.line([(x - 18, y + 23), (x + 18, y + 23)], INK, width=2.5)
        color = COLORS[Light.RED] if unit.red else QUIET
        paper.text(paper.width - MARGIN, y, str(unit.red), TEXT, color=color, side="right")

    def _name(self, paper: Paper, y: float, name: str) -> None:
        if self._row_height == _ROW:
            paper.text(MARGIN, y, name, TEXT, room=self._name_room)
            return
        first, *rest = wrapped(name, TEXT, self._name_room)
        if rest:
            paper.text(MARGIN, y - _SECOND_LINE / 2, first, TEXT)
            paper.text(MARGIN, y + _SECOND_LINE / 2, "".join(rest), TEXT, room=self._name_room)
        else:
            paper.text(MARGIN, y, first, TEXT)

    def _sums(self, paper: Paper, top: float) -> None:
        """Count for each task all its units, those of other pages too."""
        paper.line([(MARGIN, top - _BREAK / 2), (paper.width - MARGIN, top - _BREAK / 2)], HAIRLINE)
        for row, words in enumerate(("逾期合计", "办结合计")):
            y = top + _ROW * (row + 0.5)
            paper.text(MARGIN, y, words, TEXT, color=QUIET, room=self._name_room)
            for place, task in enumerate(self.tasks):
                count = task.tally.closed if row else task.tally.red
                color = COLORS[Light.RED] if count and not row else QUIET
                paper.text(self._center(paper, place), y, str(count), TEXT, color=color, side="center")


def matrix_of(digest: Digest) -> Matrix:
    """Choose what is drawn beside other sections: units that have a part in the ledger, in ledger order."""
    rows = rows_of(digest)
    columns = most_columns(digest.tasks)
    left = _left_out(len(rows) - _MOST_ROWS, len(digest.tasks) - columns)
    return matrix_part(digest, rows[:_MOST_ROWS], slice(columns), notes=(left,) if left else ())


def rows_of(digest: Digest) -> list[MatrixRow]:
    """Return the units that have a part in the ledger, with a cell for each task."""
    return [(unit, cells) for unit, cells in zip(digest.units, digest.matrix, strict=True) if any(cells)]


def most_columns(tasks: Sequence[TaskRow]) -> int:
    """Return how many tasks fit beside the narrowest names, their codes in readable letters."""
    return int((WIDTH - MARGIN * 2 - _LEAST_NAMES - _REDS_ROOM) / _least_column(tasks))


def matrix_part(
    digest: Digest,
    rows: Sequence[MatrixRow],
    columns: slice,
    *,
    notes: tuple[str, ...] = (),
    detail: bool = False,
) -> Matrix:
    """Lay out some rows and columns; names have what room the columns leave."""
    tasks = digest.tasks[columns]
    left = WIDTH - MARGIN * 2 - _REDS_ROOM - _least_column(digest.tasks) * len(tasks)
    widest = max((width_of(unit.unit, TEXT) for unit, _ in rows), default=0) + 16
    return Matrix(
        tasks=tasks,
        rows=tuple((unit, cells[columns]) for unit, cells in rows),
        rule=f"预警：{digest.soon_days}天内到期，或进度落后超过{digest.behind_points}个百分点，或到期后待核验",
        names=min(max(widest, 160 if detail else 0), left),
        notes=notes,
        detail=detail,
    )


def _least_column(tasks: Sequence[TaskRow]) -> float:
    return max([_LEAST_COLUMN, *(width_of(task.code, TEXT) + 6 for task in tasks)])


def _left_out(units: int, tasks: int) -> str:
    left = [f"{units}家单位"] if units > 0 else []
    left += [f"{tasks}项任务"] if tasks > 0 else []
    return f"另有{'、'.join(left)}未画出，请看“单位任务图”。" if left else ""


def draw_legend(paper: Paper, y: float) -> None:
    """Explain the four lights and the mark that cuts across them."""
    x = float(MARGIN)
    for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.CLOSED):
        x = _explained(paper, x, y, light, LIGHTS[light], submitted=False)
    _explained(paper, x, y, Light.GREEN, "待核验（底色随灯）", submitted=True)


def _explained(paper: Paper, x: float, y: float, light: Light, words: str, *, submitted: bool) -> float:
    lamp(paper, x + 20, y, 40, light, submitted=submitted)
    paper.text(x + 50, y, words, TEXT, color=INK)
    return x + 50 + width_of(words, TEXT) + 36

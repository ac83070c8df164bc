"""三、县（区）、管委会排名: each group apart, in one table, and what it rests on under it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from reports.bulletin.content import Part, Section, Table, paragraphs
from reports.bulletin.figures import Group, QuarterFigures, UnitLine
from reports.bulletin.traced import NAMED, Sentence, joined, listed, tell, told, told_count, told_rounded
from reports.wording import GROUPS, moved
from reports.year_digest import percent
from tracker.scoring import figure

HEADINGS: Final = (
    "组别",
    "单位",
    "年度任务",
    "本季完成",
    "累计完成",
    "完成率",
    "组内名次",
    "较上季",
    "逾期任务数",
    "风险提示",
)
NOTHING: Final = "-"
"""Where no target was set, or nothing can be compared: never 0."""
_BEHIND: Final = "低于序时进度"
_FIRST: Final = 3
"""Ranks that a sentence names; the table has the others."""


def ranked(figures: QuarterFigures) -> Section:
    """Say who leads each group and who moved, above the table of all."""
    said = paragraphs(_each(_leaders, figures), _each(_moves, figures))
    return Section(
        heading="各单位排名", parts=(Part(heading="", paragraphs=said, table=unit_table(figures)),)
    )


def unit_table(figures: QuarterFigures) -> Table:
    """Lay out the units of every group; areas are in 亩."""
    return Table(
        caption=f"{figures.quarter.name}各单位任务完成情况（单位：亩）",
        headings=HEADINGS,
        rows=tuple(_row(line, figures) for line in figures.lines),
        notes=tuple(_notes(figures)),
    )


def hints(line: UnitLine, figures: QuarterFigures) -> tuple[str, ...]:
    """Say what stops a unit by order, and how its areas are as plain figures.

    What a cut-off triggers is no word of it before the director has decided: units read the 通报.
    """
    ordered = tuple(f"已暂停用地申请（{order.name}）" for order in line.orders)
    return (*ordered, *_area_hint(line, figures))


def _area_hint(line: UnitLine, figures: QuarterFigures) -> Iterator[str]:
    year, midyear_on, rules = line.year, figures.midyear_on, figures.rules
    if year is None or year.target_mu is None or midyear_on is None or rules is None:
        return
    half = year.target_mu * rules.midyear_share
    if year.done_mu >= year.target_mu:
        return
    if (figures.on.month, figures.on.day) == (12, 31):
        yield "未完成全年任务"
    elif figures.on >= midyear_on and year.midyear_target_mu is not None and year.done_mu <= half:
        yield "恰好一半" if year.done_mu == half else "未过半"
    elif year.course is not None and year.done_mu < year.course.even_mu:
        yield _BEHIND


def _row(line: UnitLine, figures: QuarterFigures) -> tuple[str, ...]:
    target = line.target_mu
    said = hints(line, figures) or (("无",) if target is not None else (NOTHING,))
    return (
        GROUPS[line.group],
        line.unit,
        NOTHING if target is None else figure(target),
        _area(line, line.quarter_mu),
        _area(line, line.done_mu),
        percent(line.year.ratio if line.year else None) or NOTHING,
        NOTHING if line.rank is None else str(line.rank),
        _moved(line),
        str(line.red),
        "；".join(said),
    )


def _moved(line: UnitLine) -> str:
    """Write `升1位`: a narrow column has no room for spaces."""
    if line.rank is None or line.before is None:
        return NOTHING
    return moved(line.rank, line.before).replace(" ", "")


def _area(line: UnitLine, area: Decimal) -> str:
    """Write an area; a unit without a task that has done nothing has no figure, for none was asked of it."""
    return NOTHING if line.target_mu is None and not area else figure(area)


def _each(say: Callable[[Group], Sentence | None], figures: QuarterFigures) -> Iterator[Sentence]:
    """Say it of each group of which there is something to say."""
    for group in figures.groups:
        sentence = say(group)
        if sentence is not None:
            yield sentence


def _leaders(group: Group) -> Sentence | None:
    """`县（区）名次居前的是濮阳县（第1名，88.5分）。`."""
    first = [line for line in group.lines if line.rank is not None and line.rank <= _FIRST]
    if not first:
        return None
    leaders = joined([_leader(line) for line in first[:NAMED]], "、")
    count = told_count([f"{line.rank_path}.rank" for line in first])
    more = tell("等{count}家", count=count) if len(first) > NAMED else ""
    return tell("{group}名次居前的是{leaders}{more}。", group=GROUPS[group.group], leaders=leaders, more=more)


def _leader(line: UnitLine) -> Sentence:
    score = line.place.scored.score if line.place else None
    return tell(
        "{unit}（第{rank}名，{score}分）",
        unit=told(line.unit, f"{line.rank_path}.unit"),
        rank=told(line.rank or 0, f"{line.rank_path}.rank"),
        score=told_rounded(score or Fraction(0), f"{line.rank_path}.score"),
    )


def _moves(group: Group) -> Sentence | None:
    """`较上季，县（区）名次上升的是濮阳县，下降的是清丰县。`."""
    moved_by = [(line, line.rank - line.before) for line in group.lines if line.rank and line.before]
    said = [
        tell(word + "的是{names}", names=listed(found))
        for word, found in (
            ("上升", [_before(line) for line, by in moved_by if by < 0]),
            ("下降", [_before(line) for line, by in moved_by if by > 0]),
        )
        if found
    ]
    if not said:
        return None
    return tell("较上季，{group}名次{said}。", group=GROUPS[group.group], said=joined(said, "，"))


def _before(line: UnitLine) -> tuple[str, str]:
    return line.unit, f"{line.path}.unit"


def _notes(figures: QuarterFigures) -> Iterator[str]:
    """Say what the table means and rests on."""
    lines = figures.lines
    if any(line.target_mu is None for line in lines):
        yield f"“{NOTHING}”表示没有下达年度任务，或者没有可比的名次，不是零"
    if any(_BEHIND in hints(line, figures) for line in lines):
        yield f"“{_BEHIND}”指完成面积少于按工作日均匀推进到截止日应完成的面积"
    yield "完成面积是截至当天经核验的处置面积；逾期任务数包括牵头和责任分工"
    yield from figures.notes

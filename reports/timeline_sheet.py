"""The due dates of a campaign as the pieces of their picture: past, done, to come, moved; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.digest import Digest
from reports.sentences import sentences
from reports.tally import Tally, tally
from reports.wording import LIGHTS, some
from tracker.model import Holdings, Light
from tracker.plan import Campaign, Phase, Task
from tracker.quarters import Quarter
from tracker.sayings import first_clause, near_day
from tracker.standing import Standing, worst

_MOVES = 2
_CODES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMark:
    """The assignments of a task that share a due date in force and the dates before it, the oldest first."""

    due_on: date
    former: tuple[date, ...]
    light: Light
    submitted: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A task: its wording of the date, how its assignments stand, its marks by date.

    `outside`: an obligation of the body, in no row of the ledger.
    """

    code: str
    content: str
    outside: bool
    light: Light
    wording: str
    state: str
    marks: tuple[DueMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineSheet:
    """All dated tasks between two ends of quarters; `phases` are those that reach into that time."""

    title: str
    on: date
    known: date | None
    begins_on: date
    ends_on: date
    phases: tuple[Phase, ...]
    quarters: tuple[date, ...]
    rows: tuple[TimelineRow, ...]
    notes: tuple[str, ...]


def timeline_sheet(campaign: Campaign, holdings: Sequence[Holdings], digest: Digest) -> TimelineSheet:
    """Lay the dates in force on the day beside those they replaced, as far as was known."""
    held = {(each.assignment.code, each.assignment.unit): each for each in holdings}
    standings: dict[str, list[Standing]] = {}
    for each in (*digest.standings, *digest.obligations):
        standings.setdefault(each.assignment.code, []).append(each)
    every = [
        _row(task, standings[task.code], held, digest.on)
        for task in (*campaign.tasks, *campaign.obligations)
        if task.code in standings
    ]
    rows = tuple(row for row in every if row.marks)
    days = [day for row in rows for mark in row.marks for day in (mark.due_on, *mark.former)]
    days += [campaign.issued_on]
    quarters = tuple(_quarters(min(days), max(days)))
    begins_on, ends_on = quarters[0].first_on, quarters[-1].last_on
    return TimelineSheet(
        title=f"{campaign.short}：任务时间图",
        on=digest.on,
        known=digest.known,
        begins_on=begins_on,
        ends_on=ends_on,
        phases=tuple(each for each in campaign.phases if _reaches(each, begins_on, ends_on)),
        quarters=tuple(each.last_on for each in quarters),
        rows=rows,
        notes=tuple(_notes(digest, [row.code for row in every if not row.marks], begins_on, ends_on)),
    )


def timeline_caption(sheet: TimelineSheet) -> str:
    """Say how many tasks stand how, those outside the ledger apart."""
    lines = [f"任务时间图（{near_day(sheet.on, sheet.on)}）"]
    for name, outside in (("台账", False), ("台账外", True)):
        counts = Counter(row.light for row in sheet.rows if row.outside is outside)
        said = "、".join(f"{LIGHTS[light]} {counts[light]} 项" for light in _URGENCY if counts[light])
        lines += [f"{name}：{said}"] if said else []
    return "\n".join(lines)


_URGENCY = (Light.RED, Light.YELLOW, Light.GREEN, Light.CLOSED)


def _row(
    task: Task, standings: Sequence[Standing], held: dict[tuple[str, str], Holdings], on: date
) -> TimelineRow:
    groups: dict[tuple[date, tuple[date, ...]], list[Standing]] = {}
    for each in standings:
        if each.due_on is not None:
            former = _former(held[each.assignment.code, each.assignment.unit], each.due_on, on)
            groups.setdefault((each.due_on, former), []).append(each)
    marks = tuple(
        DueMark(
            due_on=due_on,
            former=former,
            light=worst(each.light for each in members),
            submitted=all(each.submitted for each in members),
            count=len(members),
        )
        for (due_on, former), members in sorted(groups.items())
    )
    return TimelineRow(
        code=task.code,
        content=first_clause(task.content),
        outside=not task.in_ledger,
        light=worst(each.light for each in standings),
        wording=_wording(task, marks, on),
        state=_state(standings, on),
        marks=marks,
    )


def _former(holdings: Holdings, due_on: date, on: date) -> tuple[date, ...]:
    """Return the dates that were in force before, each once: the plan's, then those of earlier orders."""
    ordered = sorted(
        (each for each in holdings.revisions if each.ordered_on <= on),
        key=lambda each: (each.ordered_on, each.id),
    )
    dates = [holdings.due_on, *(each.due_on for each in ordered)]
    return tuple(dict.fromkeys(day for day in dates if day is not None and day != due_on))


def _wording(task: Task, marks: Sequence[DueMark], on: date) -> str:
    """Say `2021年6月底前`, and behind it what was moved: `；6月30日 → 9月30日（2家）`."""
    moved = [mark for mark in marks if mark.former]
    alone = len(marks) == 1
    said = [
        " → ".join(near_day(day, on) for day in (*mark.former, mark.due_on))
        + ("" if alone else f"（{mark.count}家）")
        for mark in moved[:_MOVES]
    ]
    more = f"等{len(moved)}种调整" if len(moved) > _MOVES else ""
    return "；".join([*([task.due_text] if task.due_text else []), *said]) + more


def _state(standings: Sequence[Standing], on: date) -> str:
    """Say what a leader asks first: how many are late, else how long there is, and how many are done."""
    counts = tally(standings)
    if counts.closed == counts.total:
        return "已办结" if counts.total == 1 else f"{counts.total}家全部办结"
    if counts.red:
        late = max(each.days for each in standings)
        return f"逾期{late}天" if counts.total == 1 else _of_all(f"逾期{counts.red}家", counts)
    ahead = [(each.due_on - on).days for each in standings if each.due_on and _is_ahead(each, on)]
    if not ahead:
        return "待核验" if counts.total == 1 else _of_all(f"待核验{counts.submitted}家", counts)
    left = f"还有{min(ahead)}天" if min(ahead) else "当天到期"
    return left if counts.total == 1 else _of_all(left, counts)


def _is_ahead(each: Standing, on: date) -> bool:
    return not each.submitted and each.closed_on is None and each.due_on is not None and each.due_on >= on


def _of_all(said: str, counts: Tally) -> str:
    return f"{said}，办结{counts.closed}/{counts.total}"


def _quarters(first: date, last: date) -> Iterator[Quarter]:
    quarter = Quarter(first.year, (first.month + 2) // 3)
    yield quarter
    while quarter.last_on < last:
        quarter = quarter.next
        yield quarter


def _reaches(phase: Phase, begins_on: date, ends_on: date) -> bool:
    return phase.from_on <= ends_on and (phase.until_on is None or phase.until_on >= begins_on)


def _notes(digest: Digest, undated: Sequence[str], begins_on: date, ends_on: date) -> Iterable[str]:
    if not digest.issued:
        yield sentences(digest)[0]
        return
    if undated:
        yield f"没有完成日期：{some(undated, _CODES)}{'等' if len(undated) > _CODES else ''}。"
    if not begins_on <= digest.on <= ends_on:
        yield f"{near_day(digest.on, ends_on)}不在图中的时间以内，没有画出当天的红线。"

"""What a drill-down shows: one unit with its tasks, or one task with its units. The chat finds the words.

A page holds what one viewer may see: `unit_page` has a single unit's facts, `task_entries` those of `units`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from reports.digest import Digest, UnitRow
from tracker.model import Light, State
from tracker.plan import Campaign, Part, Task, Unit
from tracker.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One assignment on a page.

    `due_on` is the date in force, `overdue_days` is 0 unless red. `said`, `said_on` and `said_by` are what
    was said last, whatever became of it; `return_reason` stands until a newer report answers it. `ticked`
    of `checklist` items are done.
    """

    code: str
    content: str
    unit: str
    part: Part
    state: State
    light: Light
    percent: int
    due_on: date | None
    overdue_days: int
    closed_on: date | None
    said: str | None
    said_on: date | None
    said_by: str | None
    return_reason: str | None
    ticked: tuple[str, ...]
    checklist: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A unit on the day. `row` is None where the ledger and the returns do not name it."""

    unit: Unit
    row: UnitRow | None
    entries: tuple[Entry, ...]
    obligations: tuple[Entry, ...]
    reachable: bool


def unit_page(campaign: Campaign, digest: Digest, unit: Unit) -> UnitPage:
    """Show what one unit has to do, obligations apart; empty before the plan was issued."""
    return UnitPage(
        unit=unit,
        row=next((row for row in digest.units if row.unit == unit.name), None),
        entries=entries_of(campaign, _of_unit(digest.standings, unit)),
        obligations=entries_of(campaign, _of_unit(digest.obligations, unit)),
        reachable=unit.name not in digest.unreachable,
    )


def task_entries(
    campaign: Campaign, digest: Digest, task: Task, *, units: Collection[str] | None = None
) -> tuple[Entry, ...]:
    """Show who has a task; `units` are the names that the viewer may see, None for all."""
    held = (
        each
        for each in (*digest.standings, *digest.obligations)
        if each.assignment.code == task.code and (units is None or each.assignment.unit in units)
    )
    return entries_of(campaign, held)


def _of_unit(standings: Iterable[Standing], unit: Unit) -> Iterable[Standing]:
    return (each for each in standings if each.assignment.unit == unit.name)


def entries_of(campaign: Campaign, standings: Iterable[Standing]) -> tuple[Entry, ...]:
    """Show these assignments, in their order."""
    tasks = {task.code: task for task in (*campaign.tasks, *campaign.obligations)}
    return tuple(_entry(tasks[each.assignment.code], each) for each in standings)


def _entry(task: Task, each: Standing) -> Entry:
    said, returned = each.last, each.returned
    return Entry(
        code=task.code,
        content=task.content,
        unit=each.assignment.unit,
        part=each.assignment.part,
        state=each.state,
        light=each.light,
        percent=each.percent,
        due_on=each.due_on,
        overdue_days=each.days,
        closed_on=each.closed_on,
        said=said.text if said else None,
        said_on=said.said_on if said else None,
        said_by=said.reporter if said else None,
        return_reason=returned.review.reason if returned and returned.review else None,
        ticked=each.ticked,
        checklist=tuple(item.name for item in task.checklist),
    )

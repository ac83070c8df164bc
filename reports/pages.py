"""What a drill-down shows: one unit with its tasks, or one task with its units. The chat finds the words.

A page holds what one viewer may see: `unit_page` has a single unit's facts, `task_page` those of `units`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from reports.digest import Digest, TaskRow, UnitRow, overdue_since
from tracker.model import Light, State
from tracker.plan import Campaign, Milestone, Part, Task, Unit
from tracker.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One assignment on a page.

    `days_left` counts to the due date in force, negative when it is past; `overdue_days` is 0 unless red.
    `said`, `said_on` and `said_by` are what was said last, whatever became of it; `return_reason` stands
    until a newer report answers it. `ticked` of `checklist` items are done.
    """

    code: str
    content: str
    unit: str
    part: Part
    state: State
    light: Light
    percent: int
    due_on: date | None
    due_text: str
    days_left: int | None
    overdue_days: int
    overdue_since: date | None
    closed_on: date | None
    said: str | None
    said_on: date | None
    said_by: str | None
    return_reason: str | None
    ticked: tuple[str, ...]
    checklist: tuple[str, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A unit on the day. `row` is None where the ledger and the returns do not name it."""

    on: date
    known: date | None
    unit: Unit
    row: UnitRow | None
    entries: tuple[Entry, ...]
    obligations: tuple[Entry, ...]
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """A task or an obligation on the day, and who has it. `row` is None for an obligation."""

    on: date
    known: date | None
    task: Task
    row: TaskRow | None
    entries: tuple[Entry, ...]


def unit_page(campaign: Campaign, digest: Digest, unit: Unit) -> UnitPage:
    """Show what one unit has to do, obligations apart; empty before the plan was issued."""
    return UnitPage(
        on=digest.on,
        known=digest.known,
        unit=unit,
        row=next((row for row in digest.units if row.unit == unit.name), None),
        entries=entries_of(campaign, digest.on, _of_unit(digest.standings, unit)),
        obligations=entries_of(campaign, digest.on, _of_unit(digest.obligations, unit)),
        reachable=unit.name not in digest.unreachable,
    )


def task_page(
    campaign: Campaign, digest: Digest, task: Task, *, units: Collection[str] | None = None
) -> TaskPage:
    """Show who has a task; `units` are the names that the viewer may see, None for all.

    For a restricted viewer `row` is None too: its counts speak of others.
    """
    held = (
        each
        for each in (*digest.standings, *digest.obligations)
        if each.assignment.code == task.code and (units is None or each.assignment.unit in units)
    )
    row = next((row for row in digest.tasks if row.code == task.code), None)
    return TaskPage(
        on=digest.on,
        known=digest.known,
        task=task,
        row=row if units is None else None,
        entries=entries_of(campaign, digest.on, held),
    )


def red_entries(campaign: Campaign, digest: Digest) -> tuple[Entry, ...]:
    """Show every red square, the longest overdue first: who, since when, what was said last."""
    return entries_of(campaign, digest.on, digest.reds)


def _of_unit(standings: Iterable[Standing], unit: Unit) -> Iterable[Standing]:
    return (each for each in standings if each.assignment.unit == unit.name)


def entries_of(campaign: Campaign, on: date, standings: Iterable[Standing]) -> tuple[Entry, ...]:
    """Show these assignments, in their order."""
    tasks = {task.code: task for task in (*campaign.tasks, *campaign.obligations)}
    return tuple(_entry(tasks[each.assignment.code], each, on) for each in standings)


def _entry(task: Task, each: Standing, on: date) -> Entry:
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
        due_text=task.due_text,
        days_left=(each.due_on - on).days if each.due_on else None,
        overdue_days=each.days,
        overdue_since=overdue_since(each),
        closed_on=each.closed_on,
        said=said.text if said else None,
        said_on=said.said_on if said else None,
        said_by=said.reporter if said else None,
        return_reason=returned.review.reason if returned and returned.review else None,
        ticked=each.ticked,
        checklist=tuple(item.name for item in task.checklist),
        milestones=tuple(stage for stage in task.milestones if each.assignment.unit in stage.units),
    )

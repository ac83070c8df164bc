"""The office moves a due date, with a reason and a document (说明：必要时将对完成时间节点适时进行调整)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import DateInThePast, ReasonMissing, SameDate
from tracker.model import Revision, Sender
from tracker.plan import Task
from tracker.standing import due_in_force
from tracker.store.books import Books
from tracker.usecases.choosing import any_assignment, find_task
from tracker.usecases.look import unreachable_units


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDate:
    """A new due date for a task, or with `unit` for one unit's assignment."""

    code: str
    unit: str | None
    due_on: date
    document: str
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMoved:
    """The order is recorded and in force from its day.

    `units` are whom it concerns; `untold` those of them that no message reaches.
    """

    task: Task
    revision: Revision
    before: date | None
    units: tuple[str, ...]
    untold: tuple[str, ...]


def move_date(books: Books, sender: Sender, command: MoveDate) -> DateMoved:
    """Record the order; the old date stays in the history."""
    task = find_task(books.campaign, command.code)
    unit = any_assignment(books, task.code, command.unit).unit if command.unit else None
    if command.due_on < command.on:
        raise DateInThePast(due_on=command.due_on, today=command.on)
    for what, text in (("文号", command.document), ("调整原因", command.reason)):
        if not text.strip():
            raise ReasonMissing(what=what)
    units = (unit,) if unit else tuple(dict.fromkeys(name for name, _ in task.parts()))
    dates = {_due(books, task, each, command.on) for each in units}
    if dates == {command.due_on}:
        raise SameDate(task=task.code, due_on=command.due_on)
    revision = Revision(
        id=0,
        code=task.code,
        unit=unit,
        due_on=command.due_on,
        ordered_on=command.on,
        document=command.document.strip(),
        reason=command.reason.strip(),
    )
    books.ledger.add_revision(revision, by=sender.name, at=command.at)
    books.note(
        "date.moved",
        f"{task.code}@{unit}" if unit else task.code,
        by=sender.name,
        at=command.at,
        due=command.due_on.isoformat(),
        document=revision.document,
        reason=revision.reason,
    )
    before = dates.pop() if len(dates) == 1 else None
    untold = unreachable_units(books, units)
    return DateMoved(task=task, revision=revision, before=before, units=units, untold=untold)


def _due(books: Books, task: Task, unit: str, on: date) -> date | None:
    held = books.ledger.holding(any_assignment(books, task.code, unit))
    return due_in_force(held.due_on, held.revisions, on)

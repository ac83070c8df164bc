"""A unit takes its tasks on: 签收."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.model import Assignment, Role, Sender
from tracker.store.books import Books
from tracker.usecases.choosing import own_assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTasks:
    """Accept one task, or with `code` None everything that is issued to the sender's units."""

    code: str | None
    unit: str | None
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAccepted:
    """What was accepted now; empty where everything had been before."""

    accepted: tuple[Assignment, ...]


def accept_tasks(books: Books, sender: Sender, command: AcceptTasks) -> TasksAccepted:
    """Record that the sender's units took on what was issued to them; a second time changes nothing."""
    if command.code is not None:
        held = [books.ledger.holding(own_assignment(books, sender, command.code, command.unit))]
    else:
        held = list(books.ledger.holdings(units=sender.units(Role.LIAISON)))
    issued = tuple(each.assignment for each in held if each.accepted_on is None)
    for assignment in issued:
        books.ledger.add_acceptance(assignment, on=command.on, by=sender.name, at=command.at)
    return TasksAccepted(accepted=issued)

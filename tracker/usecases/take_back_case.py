"""The office takes back that a report is a 典型案例."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.marked_cases import MarkedCase
from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.look_at_cases import standing_case


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackCase:
    """Take the mark `case_id` back, from the day `on` on."""

    case_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenBack:
    """The report is no case from `taken_back_on` on; it may be marked again."""

    case: MarkedCase
    taken_back_on: date


def take_back_case(books: Books, sender: Sender, command: TakeBackCase) -> CaseTakenBack:
    """Record it; refuse a mark that was taken back already."""
    case = standing_case(books, command.case_id)
    # A message from a phone whose clock runs behind cannot take back what was not marked then.
    taken_back_on = max(command.on, case.marked_on)
    books.marked_cases.take_back(case.id, on=taken_back_on, by=sender.name, at=command.at)
    books.note(
        "case.taken_back",
        f"{case.assignment.code}@{case.assignment.unit}",
        by=sender.name,
        at=command.at,
        case=case.id,
        title=case.title,
    )
    return CaseTakenBack(case=case, taken_back_on=taken_back_on)

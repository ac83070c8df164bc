"""Issue 三色督办单 as a day calls for them: one of the colour that is due, never those skipped."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.cases import Case
from tracker.notices import Call, Notice, call_of
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, cases_on


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueNotices:
    """Issue what is due on the day `on`."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue:
    """A notice of the colour that is due on a day, and how its case stands then."""

    notice: Notice
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesIssued:
    """Every notice that is due on the day, in ledger order: those of `on` and those of days before."""

    due: tuple[NoticeDue, ...]


def issue_notices(books: Books, command: IssueNotices) -> NoticesIssued:
    """Issue what is due and was not issued before; doing it twice changes nothing."""
    called = _called_for(books, command.on)
    issued = {each.call: each for each in books.notices.all()}
    new = books.notices.issue(
        [call for call, _ in called if call not in issued], on=command.on, at=command.at
    )
    issued |= {each.call: each for each in new}
    return NoticesIssued(due=tuple(NoticeDue(notice=issued[call], case=each) for call, each in called))


def notices_in_force(books: Books, on: date, units: tuple[str, ...] | None = None) -> dict[str, Notice]:
    """Return by subject the notice of the colour that is due on the day, where it was issued by then."""
    issued = {each.call: each for each in books.notices.all(units) if each.issued_on <= on}
    called = _called_for(books, on, units) if issued else []
    return {call.subject: issued[call] for call, _ in called if call in issued}


def _called_for(books: Books, on: date, units: tuple[str, ...] | None = None) -> list[tuple[Call, Case]]:
    cases = cases_on(books, CasesOn(on=on, units=units))
    calls = ((call_of(each, books.campaign.notices, on), each) for each in cases)
    return [(call, each) for call, each in calls if call is not None]

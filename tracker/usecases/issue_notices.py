"""Issue 三色督办单 as a day calls for them: one of the colour that is due, never those skipped."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.notices import Notice, call_of
from tracker.standing import Standing, standing
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueNotices:
    """Issue what is due on the day `on`."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue:
    """A notice of the colour that is due on a day, and how its assignment stands then."""

    notice: Notice
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesIssued:
    """Every notice that is due on the day, in ledger order: those of `on` and those of days before."""

    due: tuple[NoticeDue, ...]


def issue_notices(books: Books, command: IssueNotices) -> NoticesIssued:
    """Issue what is due and was not issued before; doing it twice changes nothing."""
    campaign = books.campaign
    standings = [standing(each, command.on, campaign.lights) for each in books.ledger.holdings()]
    called = [
        (call, each)
        for each in standings
        if (call := call_of(each, campaign.notices, command.on)) is not None
    ]
    issued = {each.call: each for each in books.notices.all()}
    new = books.notices.issue(
        [call for call, _ in called if call not in issued], on=command.on, at=command.at
    )
    issued |= {each.call: each for each in new}
    return NoticesIssued(due=tuple(NoticeDue(notice=issued[call], standing=each) for call, each in called))

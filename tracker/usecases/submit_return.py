"""A unit submits its quarterly return as it is written; a newer one replaces it until one is approved."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import TrackerError
from tracker.model import Member, Role, Sender
from tracker.quarters import Quarter
from tracker.returns import ReturnStanding, Submission, return_standing
from tracker.store.books import Books
from tracker.store.returns import Filing
from tracker.usecases.choosing_returns import own_return, returns_rule
from tracker.usecases.write_return import draft_of, form_of


class ReturnIncomplete(TrackerError):
    """Parts of the return say nothing yet."""

    sentence = "季报还没有填完，缺：{names}。"

    def __init__(self, *, lacking: tuple[str, ...]) -> None:
        super().__init__(lacking=lacking, names="、".join(lacking))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReturn:
    """Submit what is written; `on` is the day the unit says so."""

    quarter: Quarter
    unit: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSubmitted:
    """The return awaits review; `replaced` is the submission that it takes the place of."""

    submission: Submission
    after: ReturnStanding
    replaced: Submission | None
    evidence: int
    reviewers: tuple[Member, ...]
    """Who is to hear of it."""


def submit_return(books: Books, sender: Sender, command: SubmitReturn) -> ReturnSubmitted:
    """Record the return for review; refuse one of which parts are missing."""
    record = own_return(books, sender, command.quarter, command.unit, command.on)
    form = form_of(books, record, draft_of(books, record), command.on)
    if form.lacking:
        raise ReturnIncomplete(lacking=form.lacking)
    filing = Filing(
        quarter=record.quarter,
        unit=record.unit,
        content=form.content,
        submitted_on=command.on,
        reporter=sender.name,
        user_id=sender.user_id,
        recorded_at=command.at,
    )
    return_id = books.returns.add(filing, form.evidence)
    books.return_drafts.drop(record.quarter, record.unit)
    after = books.returns.record(record.quarter, record.unit)
    return ReturnSubmitted(
        submission=next(each for each in after.submissions if each.id == return_id),
        after=return_standing(after, command.on, returns_rule(books.campaign)),
        replaced=form.before,
        evidence=len(form.evidence),
        reviewers=books.people.with_role(Role.OFFICE),
    )

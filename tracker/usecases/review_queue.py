"""What awaits the office's review, and one submission with its evidence."""

from dataclasses import dataclass
from datetime import date

from tracker.errors import NotAwaitingReview
from tracker.model import Assignment, Evidence, Report, Sender
from tracker.plan import Task
from tracker.returns import ReturnStanding
from tracker.standing import standing
from tracker.store.books import Books
from tracker.store.evidence import Whose
from tracker.usecases.choosing import find_task
from tracker.usecases.look_at_returns import LookAtReturns, returns_on
from tracker.usecases.review_disposal import ListDisposals, list_disposals


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAwaiting:
    """Ask for the queue; `on` is the day of asking."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """A submission in the queue."""

    task: Task
    assignment: Assignment
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingListed:
    """The queue, the oldest submission first; `disposals` and quarterly `returns` wait beside it.

    `areas` is how many disposals without a parcel stand, verified or not.
    """

    awaiting: tuple[Awaiting, ...]
    disposals: int
    areas: int
    returns: tuple[ReturnStanding, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSubmission:
    """Ask for one submission."""

    report_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionShown:
    """A submission with what came with it; reviewed already if `report.review` is there."""

    submission: Awaiting
    evidence: tuple[Evidence, ...]
    on: date


def list_awaiting(books: Books, sender: Sender, command: ListAwaiting) -> AwaitingListed:
    """Return what is submitted and neither reviewed nor replaced."""
    lights = books.campaign.lights
    judged = (standing(held, date.max, lights) for held in books.ledger.holdings())
    waiting = [
        Awaiting(
            task=find_task(books.campaign, each.assignment.code), assignment=each.assignment, report=last
        )
        for each in judged
        if each.submitted and (last := each.last) is not None
    ]
    waiting.sort(key=lambda each: (each.report.said_on, each.report.id))
    disposals = list_disposals(books, sender, ListDisposals(on=command.on)).awaiting
    returns = tuple(each for each in returns_on(books, LookAtReturns(on=command.on)) if each.awaits)
    areas = sum(each.withdrawn_on is None for each in books.area_disposals.all().values())
    return AwaitingListed(
        awaiting=tuple(waiting), disposals=len(disposals), areas=areas, returns=returns, on=command.on
    )


def show_submission(books: Books, _sender: Sender, command: ShowSubmission) -> SubmissionShown:
    """Return a submission by the id of its report; refuse one that was taken back."""
    found = books.ledger.named_report(command.report_id)
    if found is None:
        raise NotAwaitingReview(subject="该任务")
    assignment, report = found
    return SubmissionShown(
        submission=Awaiting(
            task=find_task(books.campaign, assignment.code), assignment=assignment, report=report
        ),
        evidence=books.evidence.of(Whose(report_id=report.id)),
        on=command.on,
    )

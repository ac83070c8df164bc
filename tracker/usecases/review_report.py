"""The office closes a submission or returns it with the reason (核验: 办结 or 退回)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import NotAwaitingReview, ReasonMissing
from tracker.model import Assignment, Report, Review, Sender, Verdict
from tracker.plan import Task, Unit
from tracker.standing import standing
from tracker.store.books import Books
from tracker.usecases.choosing import find_task, find_unit
from tracker.usecases.look import unreachable_units


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """The office's word on the submission `report_id`; a return needs its reason."""

    report_id: int
    verdict: Verdict
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReviewed:
    """The verdict is recorded; the unit's liaison is to be told. `untold`: no message reaches that unit."""

    task: Task
    unit: Unit
    assignment: Assignment
    report: Report
    review: Review
    reviewer: str
    untold: tuple[str, ...]


def review_report(books: Books, sender: Sender, command: ReviewReport) -> ReportReviewed:
    """Record the verdict on the submission that awaits review now; refuse any other."""
    if command.verdict is Verdict.RETURNED and not command.reason.strip():
        raise ReasonMissing(what="退回原因")
    found = books.ledger.named_report(command.report_id)
    if found is None:
        raise NotAwaitingReview(subject="该任务")
    assignment, report = found
    review = Review(
        verdict=command.verdict,
        reason=command.reason.strip(),
        # A message from a phone whose clock runs behind cannot be reviewed before it was said.
        reviewed_on=max(command.on, report.said_on),
    )
    if not _awaits(books, assignment, report):
        raise NotAwaitingReview(subject=f"{assignment.code} {assignment.unit}")
    books.ledger.add_review(report.id, review, reviewer=sender.name, at=command.at)
    books.note(
        f"review.{review.verdict.value}",
        f"{assignment.code}@{assignment.unit}",
        by=sender.name,
        at=command.at,
        report=report.id,
        reason=review.reason,
    )
    return ReportReviewed(
        task=find_task(books.campaign, assignment.code),
        unit=find_unit(books.campaign, assignment.unit),
        assignment=assignment,
        report=report,
        review=review,
        reviewer=sender.name,
        untold=unreachable_units(books, (assignment.unit,)),
    )


def _awaits(books: Books, assignment: Assignment, report: Report) -> bool:
    now = standing(books.ledger.holding(assignment), date.max, books.campaign.lights)
    return now.submitted and now.last is not None and now.last.id == report.id

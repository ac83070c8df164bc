"""The office approves a quarterly return with a score for each topic, or sends it back with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.errors import NotAwaitingReview, ReasonMissing, ValueRefused
from tracker.model import Evidence, Review, Sender, Verdict
from tracker.plan import Campaign
from tracker.quantities import read_number
from tracker.returns import ReturnReview, ReturnStanding, Submission, return_standing
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.look import unreachable_units

FULL_SCORE = 100
_PLACES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReturn:
    """Ask for one submission."""

    return_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnShown:
    """A submission with what came with it; `awaits` is false where it was reviewed or replaced."""

    campaign: Campaign
    submission: Submission
    evidence: tuple[Evidence, ...]
    standing: ReturnStanding
    awaits: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReturn:
    """The office's word on a submission: approval with `scores` by topic, or a return with its reason."""

    return_id: int
    verdict: Verdict
    reason: str
    scores: Mapping[str, Decimal]
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReviewed:
    """The verdict is recorded; the unit's liaison is to be told. `untold`: no message reaches that unit."""

    submission: Submission
    judged: ReturnReview
    after: ReturnStanding
    unit_id: str
    untold: tuple[str, ...]


def read_score(text: str, *, what: str) -> Decimal:
    """Read a score of 0 to 100 with at most two places. Raises `ValueRefused`."""
    score = read_number(text, what=what)
    if score > FULL_SCORE or score != round(score, _PLACES):
        raise ValueRefused(what=what, value=figure(score), reason="应在 0 到 100 之间，最多两位小数。")
    return score


def show_return(books: Books, _sender: Sender, command: ShowReturn) -> ReturnShown:
    """Return a submission; refuse one that was taken back."""
    submission = _found(books, command.return_id)
    record = books.returns.record(submission.quarter, submission.unit)
    rule = returns_rule(books.campaign)
    return ReturnShown(
        campaign=books.campaign,
        submission=submission,
        evidence=books.returns.evidence_of(submission.id),
        standing=return_standing(record, command.on, rule),
        awaits=_awaits(return_standing(record, date.max, rule), submission),
        on=command.on,
    )


def review_return(books: Books, sender: Sender, command: ReviewReturn) -> ReturnReviewed:
    """Record the verdict on the submission that awaits review now; refuse any other."""
    rule = returns_rule(books.campaign)
    approves = command.verdict is Verdict.APPROVED
    if not approves and not command.reason.strip():
        raise ReasonMissing(what="退回原因")
    if approves and (lacking := [topic for topic in rule.topics if topic not in command.scores]):
        raise ReasonMissing(what=f"{'、'.join(lacking)}的得分")
    submission = _found(books, command.return_id)
    quarter, unit = submission.quarter, submission.unit
    now = return_standing(books.returns.record(quarter, unit), date.max, rule)
    if not _awaits(now, submission):
        raise NotAwaitingReview(subject=f"{quarter} {unit}")
    review = Review(
        verdict=command.verdict,
        reason=command.reason.strip(),
        # A message from a phone whose clock runs behind cannot be reviewed before it was said.
        reviewed_on=max(command.on, submission.submitted_on),
    )
    scores = {topic: command.scores[topic] for topic in rule.topics} if approves else {}
    judged = ReturnReview(review=review, scores=scores)
    books.returns.add_review(submission.id, judged, reviewer=sender.name, at=command.at)
    books.note(
        f"return.{review.verdict.value}",
        f"R{quarter}@{unit}",
        by=sender.name,
        at=command.at,
        submission=submission.id,
        reason=review.reason,
        scores={topic: figure(score) for topic, score in scores.items()},
    )
    found = books.campaign.unit(unit)
    return ReturnReviewed(
        submission=submission,
        judged=judged,
        after=return_standing(books.returns.record(quarter, unit), review.reviewed_on, rule),
        unit_id=found.id if found else unit,
        untold=unreachable_units(books, (unit,)),
    )


def _awaits(now: ReturnStanding, submission: Submission) -> bool:
    return now.awaits and now.counts is not None and now.counts.id == submission.id


def _found(books: Books, return_id: int) -> Submission:
    found = books.returns.named(return_id)
    if found is None:
        raise NotAwaitingReview(subject="该季报")
    return found

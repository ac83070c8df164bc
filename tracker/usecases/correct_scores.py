"""The office corrects the scores of a return that it has approved; what they were stays in the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.errors import ReasonMissing, TrackerError
from tracker.measures import Returns
from tracker.model import Sender
from tracker.returns import ReturnReview, ScoreCorrection, Submission
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.look import unreachable_units


class NothingApproved(TrackerError):
    """Only an approved return has scores that can be corrected."""

    sentence = "这份季报没有核验通过，没有可以更正的得分。"


class ScoresUnchanged(TrackerError):
    """The scores are those that stand."""

    sentence = "{unit} {quarter}季报的得分本来就是这样，没有更正。"

    def __init__(self, *, submission: Submission) -> None:
        super().__init__(unit=submission.unit, quarter=submission.quarter.name)


class ScoresChanged(TrackerError):
    """Somebody else corrected them since they were shown."""

    sentence = "{unit} {quarter}季报的得分刚刚有了更正，没有变动。请重新查看后再更正。"

    def __init__(self, *, submission: Submission) -> None:
        super().__init__(unit=submission.unit, quarter=submission.quarter.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectScores:
    """New scores by topic, with the reason; `shown` are those that the office saw."""

    return_id: int
    shown: Mapping[str, Decimal]
    scores: Mapping[str, Decimal]
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresCorrected:
    """The correction is recorded; the liaison is to be told. `untold`: no message reaches that unit."""

    submission: Submission
    before: Mapping[str, Decimal]
    correction: ScoreCorrection
    untold: tuple[str, ...]


def approved_return(books: Books, return_id: int) -> tuple[Submission, ReturnReview]:
    """Return an approved submission and its approval, or refuse."""
    found = books.returns.named(return_id)
    if found is None or found.judged is None or not found.judged.approves:
        raise NothingApproved
    return found, found.judged


def topics_scored(judged: ReturnReview, rule: Returns) -> tuple[str, ...]:
    """Return the topics on which a return is scored.

    Those on which it was scored stand, also where the plan calls one of them otherwise by now.
    """
    scored = judged.scores_in_force
    if scored.keys() <= set(rule.topics):
        return rule.topics
    return (
        *(topic for topic in rule.topics if topic in scored),
        *(topic for topic in scored if topic not in rule.topics),
    )


def correct_scores(books: Books, sender: Sender, command: CorrectScores) -> ScoresCorrected:
    """Record the correction; refuse one that changes nothing, or that goes by what is no longer so."""
    submission, judged = approved_return(books, command.return_id)
    before, reviewed_on = judged.scores_in_force, judged.review.reviewed_on
    topics, reason = topics_scored(judged, returns_rule(books.campaign)), command.reason.strip()
    if lacking := [topic for topic in topics if topic not in command.scores]:
        raise ReasonMissing(what=f"{'、'.join(lacking)}的得分")
    if not reason:
        raise ReasonMissing(what="更正得分的原因")
    if command.shown != before:
        raise ScoresChanged(submission=submission)
    scores = {topic: command.scores[topic] for topic in topics}
    if scores == before:
        raise ScoresUnchanged(submission=submission)
    correction = ScoreCorrection(
        scores=scores,
        # A message from a phone whose clock runs behind cannot be older than the approval.
        corrected_on=max(command.on, reviewed_on),
        reason=reason,
        corrected_by=sender.name,
    )
    books.returns.correct_scores(submission.id, correction, at=command.at)
    books.note(
        "return.scores_corrected",
        f"R{submission.quarter}@{submission.unit}",
        by=sender.name,
        at=command.at,
        submission=submission.id,
        reason=reason,
        before={topic: figure(score) for topic, score in before.items()},
        scores={topic: figure(score) for topic, score in scores.items()},
    )
    return ScoresCorrected(
        submission=submission,
        before=before,
        correction=correction,
        untold=unreachable_units(books, (submission.unit,)),
    )

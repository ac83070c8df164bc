"""Rows of quarterly returns <-> `tracker.returns`, within one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from tracker.model import Evidence, Review, Verdict
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant
from tracker.returns import (
    AreaRevived,
    ReturnContent,
    ReturnRecord,
    ReturnReview,
    ScoreCorrection,
    Submission,
    TaskProgress,
    owed_quarters,
    reporting_units,
)
from tracker.scoring import figure
from tracker.store.return_tables import quarterly_returns, return_evidence, return_reviews, return_scores
from tracker.store.score_corrections import add_correction, corrections_of
from tracker.store.standing_rows import stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A return about to be recorded; `user_id` is None for an imported one."""

    quarter: Quarter
    unit: str
    content: ReturnContent
    submitted_on: date
    reporter: str
    user_id: int | None
    recorded_at: datetime


class ReturnsKept:
    """The facts about quarterly returns. Reading by `known` leaves out what became known later."""

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self._connection = connection
        self._campaign = campaign

    def records(
        self,
        *,
        known: date | None = None,
        quarters: Collection[Quarter] | None = None,
        units: Collection[str] | None = None,
        recorded_by: datetime | None = None,
    ) -> tuple[ReturnRecord, ...]:
        """Return what is recorded of every return that is owed: by quarter, then as the plan lists units.

        Before the campaign was issued nothing of it was known. `recorded_by`: only what stood in the records
        at that moment.
        """
        rule = self._campaign.returns
        if rule is None or (known is not None and known < self._campaign.issued_on):
            return ()
        found: dict[tuple[Quarter, str], list[Submission]] = defaultdict(list)
        for each in self._submissions(_returns(known, recorded_by), known):
            found[each.quarter, each.unit].append(each)
        return tuple(
            ReturnRecord(quarter=quarter, unit=unit, submissions=tuple(found[quarter, unit]))
            for quarter in owed_quarters(rule)
            if quarters is None or quarter in quarters
            for unit in reporting_units(self._campaign)
            if units is None or unit in units
        )

    def record(self, quarter: Quarter, unit: str) -> ReturnRecord:
        """Return everything recorded of one return."""
        columns = quarterly_returns.c
        query = _returns(None).where(columns.quarter == str(quarter), columns.unit == unit)
        return ReturnRecord(quarter=quarter, unit=unit, submissions=self._submissions(query))

    def named(self, return_id: int) -> Submission | None:
        """Find a submission; None where it was voided or never existed."""
        query = _returns(None).where(quarterly_returns.c.id == return_id)
        return next(iter(self._submissions(query)), None)

    def add(self, filing: Filing, evidence: Iterable[Evidence] = ()) -> int:
        """Record a return with what came with it; return its id, its place in the order of arrival."""
        row = {
            "quarter": str(filing.quarter),
            "unit": filing.unit,
            "content": _written(filing.content),
            "submitted_on": filing.submitted_on,
            "reporter": filing.reporter,
            "user_id": filing.user_id,
            "origin": "import" if filing.user_id is None else "chat",
            "recorded_at": filing.recorded_at,
        }
        added = insert(quarterly_returns).returning(quarterly_returns.c.id)
        return_id = int(self._connection.execute(added, row).scalar_one())
        pieces = [{"return_id": return_id} | asdict(piece) for piece in evidence]
        if pieces:
            self._connection.execute(insert(return_evidence), pieces)
        return return_id

    def add_review(self, return_id: int, judged: ReturnReview, *, reviewer: str, at: datetime) -> None:
        """Record the office's word on a submission."""
        row = {
            "return_id": return_id,
            "verdict": judged.review.verdict.value,
            "reason": judged.review.reason,
            "reviewed_on": judged.review.reviewed_on,
            "reviewer": reviewer,
            "recorded_at": at,
        }
        added = insert(return_reviews).returning(return_reviews.c.id)
        review_id = self._connection.execute(added, row).scalar_one()
        scores = [
            {"review_id": review_id, "topic": topic, "score": score} for topic, score in judged.scores.items()
        ]
        if scores:
            self._connection.execute(insert(return_scores), scores)

    def correct_scores(self, return_id: int, correction: ScoreCorrection, *, at: datetime) -> None:
        """Record other scores for an approved submission."""
        add_correction(self._connection, return_id, correction, at=at)

    def void(self, return_id: int, at: datetime) -> None:
        """Take a submission back, and the review of it; a correction adds another."""
        rows = quarterly_returns
        standing = (rows.c.id == return_id, rows.c.voided_at.is_(None))
        self._connection.execute(update(rows).where(*standing).values(voided_at=at))
        self.void_review(return_id, at)

    def void_review(self, return_id: int, at: datetime) -> None:
        """Take the office's word on a submission back, if there is one; a correction adds another."""
        reviews = return_reviews
        standing = (reviews.c.return_id == return_id, reviews.c.voided_at.is_(None))
        self._connection.execute(update(reviews).where(*standing).values(voided_at=at))

    def evidence_of(self, return_id: int) -> tuple[Evidence, ...]:
        """Return what came with a submission, in order of arrival."""
        rows, columns = return_evidence, return_evidence.c
        query = select(rows).where(columns.return_id == return_id).order_by(columns.id)
        return tuple(
            Evidence(
                file_id=row.file_id,
                file_unique_id=row.file_unique_id,
                kind=row.kind,
                name=row.name,
                size=row.size,
            )
            for row in self._connection.execute(query)
        )

    def _submissions(
        self, query: "Select[*tuple[Any, ...]]", known: date | None = None
    ) -> tuple[Submission, ...]:
        rows = self._connection.execute(query).all()
        reviews = [row.review_id for row in rows if row.review_id is not None]
        scores, corrections = self._scores(reviews), corrections_of(self._connection, reviews, known)
        return tuple(
            _submission(row, scores[row.review_id], corrections.get(row.review_id, ())) for row in rows
        )

    def _scores(self, review_ids: Collection[int]) -> dict[int | None, dict[str, Decimal]]:
        found: dict[int | None, dict[str, Decimal]] = defaultdict(dict)
        if review_ids:
            query = select(return_scores).where(return_scores.c.review_id.in_(review_ids))
            for row in self._connection.execute(query):
                found[row.review_id][row.topic] = row.score
        return found


@lru_cache(maxsize=64)
def _returns(known: date | None, recorded_by: datetime | None = None) -> "Select[*tuple[Any, ...]]":
    """Select standing submissions with the review that was known, if any, in order of submission."""
    # Kept, because building the statement takes longer than running it.
    reviews = return_reviews
    standing = and_(reviews.c.return_id == quarterly_returns.c.id, stands(reviews, recorded_by))
    if known is not None:
        standing = and_(standing, reviews.c.reviewed_on <= known)
    query = (
        select(
            quarterly_returns,
            reviews.c.id.label("review_id"),
            reviews.c.verdict,
            reviews.c.reason,
            reviews.c.reviewed_on,
        )
        .select_from(quarterly_returns.outerjoin(reviews, standing))
        .where(stands(quarterly_returns, recorded_by))
        .order_by(quarterly_returns.c.submitted_on, quarterly_returns.c.id)
    )
    return query if known is None else query.where(quarterly_returns.c.submitted_on <= known)


def _submission(
    row: Row[*tuple[Any, ...]], scores: Mapping[str, Decimal], corrections: tuple[ScoreCorrection, ...]
) -> Submission:
    judged = None
    if row.verdict is not None:
        review = Review(verdict=Verdict(row.verdict), reason=row.reason, reviewed_on=row.reviewed_on)
        judged = ReturnReview(review=review, scores=scores, corrections=corrections)
    quarter = quarter_meant(row.quarter)
    if quarter is None:
        raise LookupError(row.quarter)
    return Submission(
        id=row.id,
        quarter=quarter,
        unit=row.unit,
        content=_read(row.content),
        submitted_on=row.submitted_on,
        reporter=row.reporter,
        imported=row.origin == "import",
        judged=judged,
    )


def _written(content: ReturnContent) -> dict[str, Any]:
    areas = [
        {"category": each.category.value, "area": figure(each.area_mu), "recorded": figure(each.recorded_mu)}
        for each in content.areas
    ]
    return {
        "progress": [asdict(each) for each in content.progress],
        "areas": areas,
        "problems": content.problems,
        "topics": dict(content.topics),
    }


def _read(content: dict[str, Any]) -> ReturnContent:
    areas = (
        AreaRevived(
            category=Category(each["category"]),
            area_mu=Decimal(each["area"]),
            recorded_mu=Decimal(each["recorded"]),
        )
        for each in content["areas"]
    )
    return ReturnContent(
        progress=tuple(TaskProgress(**each) for each in content["progress"]),
        areas=tuple(areas),
        problems=content["problems"],
        topics=content["topics"],
    )

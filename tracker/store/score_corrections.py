"""Rows of corrected scores <-> `tracker.returns.ScoreCorrection`, within one transaction."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, func, insert, select

from tracker.returns import ScoreCorrection
from tracker.store.return_tables import corrected_scores, return_reviews, score_corrections


def corrections_of(
    connection: Connection, review_ids: Collection[int], known: date | None
) -> dict[int, tuple[ScoreCorrection, ...]]:
    """Return by review the corrections that were known, the newest last."""
    if not review_ids:
        return {}
    columns = score_corrections.c
    query = select(score_corrections).where(columns.review_id.in_(review_ids))
    if known is not None:
        query = query.where(columns.corrected_on <= known)
    rows = connection.execute(query.order_by(columns.review_id, columns.sequence)).all()
    scores = _scores(connection, [row.id for row in rows])
    found: dict[int, tuple[ScoreCorrection, ...]] = {}
    for row in rows:
        correction = ScoreCorrection(
            scores=scores[row.id],
            corrected_on=row.corrected_on,
            reason=row.reason,
            corrected_by=row.corrected_by,
        )
        found[row.review_id] = (*found.get(row.review_id, ()), correction)
    return found


def add_correction(
    connection: Connection, return_id: int, correction: ScoreCorrection, *, at: datetime
) -> None:
    """Record a correction of the review that stands of a submission; what was before it stays."""
    standing = (return_reviews.c.return_id == return_id, return_reviews.c.voided_at.is_(None))
    review_id = connection.execute(select(return_reviews.c.id).where(*standing)).scalar_one()
    before = select(func.count()).where(score_corrections.c.review_id == review_id)
    row = {
        "review_id": review_id,
        "sequence": connection.execute(before).scalar_one() + 1,
        "corrected_on": correction.corrected_on,
        "reason": correction.reason,
        "corrected_by": correction.corrected_by,
        "recorded_at": at,
    }
    added = insert(score_corrections).returning(score_corrections.c.id)
    correction_id = connection.execute(added, row).scalar_one()
    connection.execute(
        insert(corrected_scores),
        [
            {"correction_id": correction_id, "topic": topic, "score": score}
            for topic, score in correction.scores.items()
        ],
    )


def _scores(connection: Connection, correction_ids: Collection[int]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    query = select(corrected_scores).where(corrected_scores.c.correction_id.in_(correction_ids))
    for row in connection.execute(query):
        found[row.correction_id][row.topic] = row.score
    return found

"""The tables about quarterly returns. Every fact carries its own day and the moment it was recorded."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tracker.store.columns import Exact, Id, Moment
from tracker.store.tables import metadata, partial_index

quarterly_returns = Table(
    "quarterly_returns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("quarter", Text, nullable=False, comment="2021Q2"),
    Column("unit", Text, nullable=False),
    Column("content", JSON, nullable=False, comment="what it says; areas are exact text"),
    Column("submitted_on", Date, nullable=False, comment="also the day it became known"),
    Column("reporter", Text, nullable=False),
    Column("user_id", BigInteger, comment="none for an imported row"),
    Column("origin", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("origin IN ('chat', 'import')", name="origin"),
    Index("ix_quarterly_returns_whose", "quarter", "unit"),
    # A unit and quarter is one row of a file, and another after a return: importing at the same moment
    # cannot make two of one.
    partial_index(
        "uq_quarterly_returns_imported",
        "quarter",
        "unit",
        "submitted_on",
        where="voided_at IS NULL AND origin = 'import'",
        unique=True,
    ),
)

return_reviews = Table(
    "return_reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("return_id", Id, ForeignKey("quarterly_returns.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewed_on", Date, nullable=False, comment="also the day it became known"),
    Column("reviewer", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("verdict IN ('approved', 'returned')", name="verdict"),
    partial_index("uq_return_reviews_standing", "return_id", where="voided_at IS NULL", unique=True),
)

return_scores = Table(
    "return_scores",
    metadata,
    Column("review_id", Id, ForeignKey("return_reviews.id"), primary_key=True),
    Column("topic", Text, primary_key=True, comment="one of the campaign's, as it was called then"),
    Column("score", Exact, nullable=False),
    CheckConstraint("score BETWEEN 0 AND 100000000", name="score"),
)

score_corrections = Table(
    "score_corrections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("review_id", Id, ForeignKey("return_reviews.id"), nullable=False),
    Column("sequence", Integer, nullable=False, comment="of the corrections of one review"),
    Column("corrected_on", Date, nullable=False, comment="also the day it became known"),
    Column("reason", Text, nullable=False),
    Column("corrected_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    # Two who correct at the same moment cannot both be the next.
    UniqueConstraint("review_id", "sequence"),
)

corrected_scores = Table(
    "corrected_scores",
    metadata,
    Column("correction_id", Id, ForeignKey("score_corrections.id"), primary_key=True),
    Column("topic", Text, primary_key=True, comment="one of the campaign's, as it was called then"),
    Column("score", Exact, nullable=False),
    CheckConstraint("score BETWEEN 0 AND 100000000", name="score"),
)

return_evidence = Table(
    "return_evidence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("return_id", Id, ForeignKey("quarterly_returns.id"), nullable=False, index=True),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger),
    CheckConstraint("kind IN ('photo', 'document')", name="kind"),
)

return_drafts = Table(
    "return_drafts",
    metadata,
    Column("quarter", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("answers", JSON, nullable=False, comment="what is written so far; no fact until it is submitted"),
    Column("updated_by", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

"""Keep quarterly returns: what was submitted, its reviews and scores, drafts."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Exact, Id, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_IMPORTED = sa.text("voided_at IS NULL AND origin = 'import'")
_STANDING = sa.text("voided_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "quarterly_returns",
        sa.Column("id", Id, nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False, comment="2021Q2"),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False, comment="what it says; areas are exact text"),
        sa.Column("submitted_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True, comment="none for an imported row"),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("origin IN ('chat', 'import')", name=op.f("ck_quarterly_returns_origin")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarterly_returns")),
    )
    op.create_index("ix_quarterly_returns_whose", "quarterly_returns", ["quarter", "unit"])
    op.create_index(
        "uq_quarterly_returns_imported",
        "quarterly_returns",
        ["quarter", "unit"],
        unique=True,
        sqlite_where=_IMPORTED,
        postgresql_where=_IMPORTED,
    )
    _create_reviews()
    op.create_table(
        "return_evidence",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('photo', 'document')", name=op.f("ck_return_evidence_kind")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["quarterly_returns.id"], name=op.f("fk_return_evidence_return_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_evidence")),
    )
    op.create_index(op.f("ix_return_evidence_return_id"), "return_evidence", ["return_id"])
    op.create_table(
        "return_drafts",
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column(
            "answers",
            sa.JSON(),
            nullable=False,
            comment="what is written so far; no fact until it is submitted",
        ),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "unit", name=op.f("pk_return_drafts")),
    )


def downgrade() -> None:
    """Take the schema back."""
    for table in (
        "return_drafts",
        "return_evidence",
        "return_scores",
        "return_reviews",
        "quarterly_returns",
    ):
        op.drop_table(table)


def _create_reviews() -> None:
    op.create_table(
        "return_reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("verdict IN ('approved', 'returned')", name=op.f("ck_return_reviews_verdict")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["quarterly_returns.id"], name=op.f("fk_return_reviews_return_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_reviews")),
    )
    op.create_index(
        "uq_return_reviews_standing",
        "return_reviews",
        ["return_id"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
    op.create_table(
        "return_scores",
        sa.Column("review_id", Id, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False, comment="one of the campaign's, as it was called then"),
        sa.Column("score", Exact(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100000000", name=op.f("ck_return_scores_score")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["return_reviews.id"], name=op.f("fk_return_scores_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "topic", name=op.f("pk_return_scores")),
    )

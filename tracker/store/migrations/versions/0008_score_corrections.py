"""Correct the scores of an approved return, and keep what they were."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Exact, Id, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "score_corrections",
        sa.Column("id", Id, nullable=False),
        sa.Column("review_id", Id, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="of the corrections of one review"),
        sa.Column("corrected_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["return_reviews.id"], name=op.f("fk_score_corrections_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_corrections")),
        sa.UniqueConstraint("review_id", "sequence", name=op.f("uq_score_corrections_review_id_sequence")),
    )
    op.create_table(
        "corrected_scores",
        sa.Column("correction_id", Id, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False, comment="one of the campaign's, as it was called then"),
        sa.Column("score", Exact(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100000000", name=op.f("ck_corrected_scores_score")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["score_corrections.id"], name=op.f("fk_corrected_scores_correction_id")
        ),
        sa.PrimaryKeyConstraint("correction_id", "topic", name=op.f("pk_corrected_scores")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("corrected_scores")
    op.drop_table("score_corrections")

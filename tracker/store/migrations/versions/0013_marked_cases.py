"""Keep which reports the office marks as 典型案例, and which marks it took back."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "marked_cases",
        sa.Column("id", Id, nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("marked_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), comment="with its report, which a file has corrected"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_marked_cases_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marked_cases")),
    )
    op.create_index(op.f("ix_marked_cases_report_id"), "marked_cases", ["report_id"])
    op.create_table(
        "marks_taken_back",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("taken_back_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["marked_cases.id"], name=op.f("fk_marks_taken_back_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_marks_taken_back")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("marks_taken_back")
    op.drop_table("marked_cases")

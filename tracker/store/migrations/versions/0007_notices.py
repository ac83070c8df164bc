"""Issue 三色督办单 and note which messages told of them."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="in sequence from 1 in each year"),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="KIND:WHAT:UNIT"),
        sa.Column("unit", sa.Text(), nullable=False, comment="whom it urges"),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=False,
            comment="the date it is about: one that is moved starts another",
        ),
        sa.Column("issued_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.CheckConstraint("colour IN ('blue', 'yellow', 'red')", name=op.f("ck_notices_colour")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("subject", "due_on", "colour", name=op.f("uq_notices_subject_due_on_colour")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_notices_year_number")),
    )
    op.create_table(
        "notice_messages",
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "outbox_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="to whom, sent when, read when",
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_messages_notice_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_notice_messages_outbox_id")),
        sa.PrimaryKeyConstraint("notice_id", "outbox_id", name=op.f("pk_notice_messages")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("notice_messages")
    op.drop_table("notices")

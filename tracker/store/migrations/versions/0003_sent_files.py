"""Keep files that are sent to be worked on, and results until they are delivered."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "sent_files",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the order of arrival",
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False, comment="Telegram keeps the bytes under it"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False, comment="what was written with it"),
        sa.Column("media_group_id", sa.Text(), nullable=True, comment="the album that it came in"),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column(
            "reply_key", sa.Text(), nullable=False, comment="the outbox row that shows how far the work is"
        ),
        sa.Column(
            "not_before",
            Moment(),
            nullable=False,
            comment="later than said_at: Telegram could not give it out",
        ),
        sa.Column(
            "failures",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="times it was not given out",
        ),
        sa.Column(
            "deaths",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="times taken up and not finished",
        ),
        sa.Column("handled_at", Moment(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome IN ('done', 'refused', 'failed')", name=op.f("ck_sent_files_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_files")),
    )
    op.create_index(
        "ix_sent_files_waiting",
        "sent_files",
        ["chat_id", "id"],
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_index("ix_sent_files_handled", "sent_files", ["chat_id", "handled_at"])
    op.create_table(
        "kept_files",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="a message's recipe names it",
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_files")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("kept_files")
    op.drop_index("ix_sent_files_handled", "sent_files")
    op.drop_index("ix_sent_files_waiting", "sent_files")
    op.drop_table("sent_files")

"""Keep which verifications the office took back, with the day and the reason."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "disposal_withdrawals",
        sa.Column("disposal_id", Id, nullable=False),
        *_withdrawn(),
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposals.id"], name=op.f("fk_disposal_withdrawals_disposal_id")
        ),
        sa.PrimaryKeyConstraint("disposal_id", name=op.f("pk_disposal_withdrawals")),
    )
    op.create_table(
        "area_withdrawals",
        sa.Column("area_id", Id, nullable=False),
        *_withdrawn(),
        sa.ForeignKeyConstraint(["area_id"], ["area_disposals.id"], name=op.f("fk_area_withdrawals_area_id")),
        sa.PrimaryKeyConstraint("area_id", name=op.f("pk_area_withdrawals")),
    )


def downgrade() -> None:
    """Take the schema back: what was withdrawn is as if it had never been submitted."""
    _void("disposals", "disposal_withdrawals", "disposal_id")
    _void("area_disposals", "area_withdrawals", "area_id")
    op.drop_table("area_withdrawals")
    op.drop_table("disposal_withdrawals")


def _void(facts: str, withdrawals: str, key: str) -> None:
    columns = (sa.column("id", Id), sa.column("voided_at", Moment()))
    given = sa.table(facts, *columns)
    taken = sa.table(withdrawals, sa.column(key, Id), sa.column("recorded_at", Moment()))
    at = sa.select(taken.c.recorded_at).where(taken.c[key] == given.c.id)
    standing = (given.c.voided_at.is_(None), at.exists())
    op.execute(sa.update(given).where(*standing).values(voided_at=at.scalar_subquery()))


def _withdrawn() -> list[sa.Column[object]]:
    return [
        sa.Column("withdrawn_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    ]

"""Say what was verified anew instead of what the office had withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "disposal_renewals",
        sa.Column("withdrawn_id", Id, nullable=False),
        sa.Column(
            "disposal_id",
            Id,
            nullable=False,
            comment="verified anew instead of that one, and submitted on the day of its withdrawal",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_id"],
            ["disposal_withdrawals.disposal_id"],
            name=op.f("fk_disposal_renewals_withdrawn_id"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposals.id"], name=op.f("fk_disposal_renewals_disposal_id")
        ),
        sa.PrimaryKeyConstraint("withdrawn_id", name=op.f("pk_disposal_renewals")),
        sa.UniqueConstraint("disposal_id", name=op.f("uq_disposal_renewals_disposal_id")),
    )
    op.create_table(
        "area_renewals",
        sa.Column("area_id", Id, nullable=False, comment="verified anew"),
        sa.Column(
            "withdrawn_id",
            Id,
            nullable=False,
            comment="instead of this one, and known from the day of its withdrawal",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area_disposals.id"], name=op.f("fk_area_renewals_area_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_id"], ["area_withdrawals.area_id"], name=op.f("fk_area_renewals_withdrawn_id")
        ),
        sa.PrimaryKeyConstraint("area_id", name=op.f("pk_area_renewals")),
    )
    op.create_index(op.f("ix_area_renewals_withdrawn_id"), "area_renewals", ["withdrawn_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("area_renewals")
    op.drop_table("disposal_renewals")

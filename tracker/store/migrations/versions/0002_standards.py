"""Keep the counties' own standards for judging parcels."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Exact, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "standards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("park", sa.Text(), nullable=True, comment="whose own standard it is: a park's ..."),
        sa.Column("unit", sa.Text(), nullable=True, comment="... or a county's or zone's"),
        sa.Column("industry", sa.Text(), nullable=True, comment="none: every industry"),
        sa.Column("tax_threshold", Exact(), nullable=True),
        sa.Column("tax_weight", Exact(), nullable=True),
        sa.Column("investment_threshold", Exact(), nullable=True),
        sa.Column("investment_weight", Exact(), nullable=True),
        sa.Column("plot_ratio_threshold", Exact(), nullable=True),
        sa.Column("plot_ratio_weight", Exact(), nullable=True),
        sa.Column("coverage_threshold", Exact(), nullable=True),
        sa.Column("coverage_weight", Exact(), nullable=True),
        sa.Column("cutoff", Exact(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("method_source", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "from_on",
            sa.Date(),
            nullable=False,
            comment="rules from this day until a newer one of its place",
        ),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.CheckConstraint("method IN ('threshold', 'proportional')", name=op.f("ck_standards_method")),
        sa.CheckConstraint("(park IS NULL) <> (unit IS NULL)", name=op.f("ck_standards_place")),
        sa.CheckConstraint(
            "coalesce(tax_weight, 0) + coalesce(investment_weight, 0) + coalesce(plot_ratio_weight, 0)"
            " + coalesce(coverage_weight, 0) = 1000000",
            name=op.f("ck_standards_weights"),
        ),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_standards_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("standards")

"""Keep annual tasks, quotas, areas disposed of as a whole, who governs a park, and orders."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Exact, Id, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STANDING = sa.text("voided_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    _create_targets()
    _create_orders()


def downgrade() -> None:
    """Take the schema back."""
    for table in (
        "applications",
        "sanction_lifts",
        "sanction_orders",
        "governors",
        "area_disposals",
        "quotas",
        "targets",
    ):
        op.drop_table(table)


def _create_targets() -> None:
    op.create_table(
        "targets",
        sa.Column("id", Id, nullable=False),
        sa.Column("park", sa.Text(), nullable=True, comment="whose task it is: a park's ..."),
        sa.Column("unit", sa.Text(), nullable=True, comment="... or a unit's as a whole"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("area_mu", Exact(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False, comment="in force, and known, from this day"),
        sa.Column("stage_on", sa.Date(), nullable=True),
        *_recorded(),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("(park IS NULL) <> (unit IS NULL)", name=op.f("ck_targets_place")),
        sa.CheckConstraint("area_mu > 0", name=op.f("ck_targets_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index("ix_targets_year", "targets", ["year"])
    op.create_table(
        "quotas",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("area_mu", Exact(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        *_recorded(),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("area_mu > 0", name=op.f("ck_quotas_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
    )
    op.create_index(
        "uq_quotas_standing",
        "quotas",
        ["unit", "year"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
    op.create_table(
        "area_disposals",
        sa.Column("id", Id, nullable=False),
        sa.Column("park", sa.Text(), nullable=True, comment="where: in a park ..."),
        sa.Column("unit", sa.Text(), nullable=True, comment="... or somewhere in a unit"),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("area_mu", Exact(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("disposed_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("verified_on", sa.Date(), nullable=True, comment="none: it awaits review"),
        *_recorded(),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("(park IS NULL) <> (unit IS NULL)", name=op.f("ck_area_disposals_place")),
        sa.CheckConstraint("area_mu > 0", name=op.f("ck_area_disposals_area")),
        sa.CheckConstraint("verified_on >= disposed_on", name=op.f("ck_area_disposals_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_disposals")),
    )
    op.create_table(
        "governors",
        sa.Column("id", Id, nullable=False),
        sa.Column("park", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column(
            "from_on",
            sa.Date(),
            nullable=False,
            comment="governs from this day until the next row of its park",
        ),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="the day the office confirmed it"),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governors")),
    )
    op.create_index("ix_governors_park", "governors", ["park"])


def _create_orders() -> None:
    op.create_table(
        "sanction_orders",
        sa.Column("id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="in sequence within the year of its day"),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, comment="the year whose task was not done"),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column(
            "suspends",
            sa.Boolean(),
            nullable=False,
            comment="false: the director decided that nothing follows",
        ),
        sa.Column(
            "decided_on", sa.Date(), nullable=False, comment="takes effect, and is known, from this day"
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "figures",
            sa.JSON(),
            nullable=False,
            comment="as they were, with the disposals as evidence",
        ),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column(
            "sequence",
            sa.Integer(),
            nullable=False,
            comment="of the decisions of one unit, year and rule",
        ),
        sa.CheckConstraint("rule IN ('midyear', 'year_end')", name=op.f("ck_sanction_orders_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction_orders")),
        sa.UniqueConstraint(
            "unit", "year", "rule", "sequence", name=op.f("uq_sanction_orders_unit_year_rule_sequence")
        ),
    )
    op.create_table(
        "sanction_lifts",
        sa.Column("order_id", Id, nullable=False),
        sa.Column(
            "lifted_on", sa.Date(), nullable=False, comment="takes effect, and is known, from this day"
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sanction_orders.id"], name=op.f("fk_sanction_lifts_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_sanction_lifts")),
    )
    op.create_table(
        "applications",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_id", Id, nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["sanction_orders.id"], name=op.f("fk_applications_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )


def _recorded() -> list[sa.Column[object]]:
    return [
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    ]

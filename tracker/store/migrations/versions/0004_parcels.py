"""Keep the account of parcels: entries, plans, disposals, decisions, boundaries."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Exact, Id, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STANDING = sa.text("voided_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "parcels",
        sa.Column("id", Id, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, comment="宗地编号, as it is written everywhere"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
        sa.UniqueConstraint("number", name=op.f("uq_parcels_number")),
    )
    _create_entries_and_plans()
    _create_disposals()
    _create_decisions()
    op.create_table(
        "boundaries",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column(
            "geometry",
            sa.Text(),
            nullable=False,
            comment="GeoJSON, longitude before latitude, digits as given",
        ),
        sa.Column("area_mu", Exact(), nullable=False, comment="measured on the ellipsoid"),
        *_recorded(voidable=True),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_boundaries_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundaries")),
    )
    _one_standing("uq_boundaries_standing", "boundaries", "parcel_id")
    with op.batch_alter_table("evidence", copy_from=_evidence_before()) as batch:
        batch.add_column(sa.Column("disposal_id", Id, nullable=True, comment="... or a disposal"))
        batch.alter_column(
            "report_id", existing_type=Id, nullable=True, comment="what it came with: a report ..."
        )
        batch.create_foreign_key(op.f("fk_evidence_disposal_id"), "disposals", ["disposal_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_evidence_whose"), "(report_id IS NULL) <> (disposal_id IS NULL)"
        )
        batch.create_index(batch.f("ix_evidence_disposal_id"), ["disposal_id"])


def downgrade() -> None:
    """Take the schema back; evidence of disposals goes with them."""
    op.execute("DELETE FROM evidence WHERE report_id IS NULL")
    with op.batch_alter_table("evidence") as batch:
        batch.drop_index(batch.f("ix_evidence_disposal_id"))
        batch.drop_constraint(op.f("ck_evidence_whose"), type_="check")
        batch.drop_constraint(op.f("fk_evidence_disposal_id"), type_="foreignkey")
        batch.drop_column("disposal_id")
        batch.alter_column("report_id", existing_type=Id, nullable=False)
    for table in (
        "boundaries",
        "use_decisions",
        "designations",
        "disposal_reviews",
        "disposals",
        "parcel_plans",
        "parcel_entries",
        "parcels",
    ):
        op.drop_table(table)


def _create_entries_and_plans() -> None:
    op.create_table(
        "parcel_entries",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column("park", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("area_mu", Exact(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True, comment="of 低效 alone"),
        *_recorded(voidable=True),
        sa.CheckConstraint("area_mu > 0", name=op.f("ck_parcel_entries_area")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_parcel_entries_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_entries")),
    )
    _one_standing("uq_parcel_entries_standing", "parcel_entries", "parcel_id")
    op.create_index("ix_parcel_entries_park", "parcel_entries", ["park"])
    op.create_table(
        "parcel_plans",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False, comment="in force, and known, from this day"),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        *_recorded(voidable=True),
        sa.CheckConstraint("origin IN ('chat', 'import')", name=op.f("ck_parcel_plans_origin")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_parcel_plans_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_plans")),
    )
    op.create_index(op.f("ix_parcel_plans_parcel_id"), "parcel_plans", ["parcel_id"])
    op.create_index("ix_parcel_plans_due_on", "parcel_plans", ["due_on"])


def _create_disposals() -> None:
    op.create_table(
        "disposals",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column("area_mu", Exact(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("disposed_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("area_mu > 0", name=op.f("ck_disposals_area")),
        sa.CheckConstraint("submitted_on >= disposed_on", name=op.f("ck_disposals_days")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_disposals_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposals")),
    )
    op.create_index(op.f("ix_disposals_parcel_id"), "disposals", ["parcel_id"])
    op.create_table(
        "disposal_reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("disposal_id", Id, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False, comment="also the day it became known"),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.CheckConstraint("verdict IN ('approved', 'returned')", name=op.f("ck_disposal_reviews_verdict")),
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposals.id"], name=op.f("fk_disposal_reviews_disposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_reviews")),
    )
    _one_standing("uq_disposal_reviews_standing", "disposal_reviews", "disposal_id")


def _create_decisions() -> None:
    op.create_table(
        "designations",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("designated_on", sa.Date(), nullable=False, comment="also the day it became known"),
        *_recorded(),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_designations_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designations")),
    )
    op.create_index(op.f("ix_designations_parcel_id"), "designations", ["parcel_id"])
    op.create_table(
        "use_decisions",
        sa.Column("id", Id, nullable=False),
        sa.Column("parcel_id", Id, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("unmet", sa.JSON(), nullable=False, comment="the conditions that the parcel does not meet"),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False, comment="also the day it became known"),
        *_recorded(),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_use_decisions_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_decisions")),
    )
    op.create_index(op.f("ix_use_decisions_parcel_id"), "use_decisions", ["parcel_id"])
    op.create_index("ix_use_decisions_due_on", "use_decisions", ["due_on"])


def _recorded(*, voidable: bool = False) -> list[sa.Column[object]]:
    columns: list[sa.Column[object]] = [
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    ]
    return [*columns, sa.Column("voided_at", Moment(), nullable=True)] if voidable else columns


def _one_standing(name: str, table: str, column: str) -> None:
    """Let one row of each at most stand unvoided."""
    op.create_index(name, table, [column], unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING)


def _evidence_before() -> sa.Table:
    """Give the table as 0001 made it: SQLite copies it, and would forget a check it is not told of."""
    return sa.Table(
        "evidence",
        sa.MetaData(),
        sa.Column("id", Id, nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("media_group_id", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('photo', 'document')", name=op.f("ck_evidence_kind")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_evidence_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.Index(op.f("ix_evidence_media_group_id"), "media_group_id"),
        sa.Index(op.f("ix_evidence_report_id"), "report_id"),
    )

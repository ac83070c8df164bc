"""The tables about parcels. Every fact carries its own day and the moment it was recorded."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Table, Text

from tracker.measures import MEASURED
from tracker.store.columns import Exact, Id, Moment
from tracker.store.tables import metadata, partial_index

standards = Table(
    "standards",
    metadata,
    Column("id", Id, primary_key=True),
    Column("park", Text, comment="whose own standard it is: a park's ..."),
    Column("unit", Text, comment="... or a county's or zone's"),
    Column("industry", Text, comment="none: every industry"),
    # An indicator that the standard does not have is null in both.
    *(Column(f"{key}_{what}", Exact) for key in MEASURED for what in ("threshold", "weight")),
    Column("cutoff", Exact, nullable=False),
    Column("method", Text, nullable=False),
    Column("method_source", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("from_on", Date, nullable=False, comment="rules from this day until a newer one of its place"),
    Column("until_on", Date),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("(park IS NULL) <> (unit IS NULL)", name="place"),
    CheckConstraint("method IN ('threshold', 'proportional')", name="method"),
    CheckConstraint(
        f"{' + '.join(f'coalesce({key}_weight, 0)' for key in MEASURED)} = 1000000", name="weights"
    ),
    CheckConstraint("until_on >= from_on", name="days"),
)

parcels = Table(
    "parcels",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True, comment="宗地编号, as it is written everywhere"),
)

parcel_entries = Table(
    "parcel_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False),
    Column("park", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("area_mu", Exact, nullable=False),
    Column("category", Text, nullable=False),
    Column("kind", Text, comment="of 低效 alone"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("area_mu > 0", name="area"),
    partial_index("uq_parcel_entries_standing", "parcel_id", where="voided_at IS NULL", unique=True),
    Index("ix_parcel_entries_park", "park"),
)

parcel_plans = Table(
    "parcel_plans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False, index=True),
    Column("cause", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("due_on", Date),
    Column("unit", Text),
    Column("from_on", Date, nullable=False, comment="in force, and known, from this day"),
    Column("document", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("origin IN ('chat', 'import')", name="origin"),
    Index("ix_parcel_plans_due_on", "due_on"),
)

disposals = Table(
    "disposals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False, index=True),
    Column("area_mu", Exact, nullable=False),
    Column("measure", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("disposed_on", Date, nullable=False),
    Column("submitted_on", Date, nullable=False, comment="also the day it became known"),
    Column("reporter", Text, nullable=False),
    Column("user_id", BigInteger),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("area_mu > 0", name="area"),
    CheckConstraint("submitted_on >= disposed_on", name="days"),
)

disposal_reviews = Table(
    "disposal_reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("disposal_id", Id, ForeignKey("disposals.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewed_on", Date, nullable=False, comment="also the day it became known"),
    Column("reviewer", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("verdict IN ('approved', 'returned')", name="verdict"),
    partial_index("uq_disposal_reviews_standing", "disposal_id", where="voided_at IS NULL", unique=True),
)

disposal_withdrawals = Table(
    "disposal_withdrawals",
    metadata,
    Column("disposal_id", Id, ForeignKey("disposals.id"), primary_key=True),
    Column("withdrawn_on", Date, nullable=False, comment="also the day it became known"),
    Column("reason", Text, nullable=False),
    Column("withdrawn_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

disposal_renewals = Table(
    "disposal_renewals",
    metadata,
    Column(
        "sent_back_id",
        Id,
        ForeignKey("disposals.id"),
        primary_key=True,
        comment="returned, or its verification was withdrawn",
    ),
    Column(
        "disposal_id",
        Id,
        ForeignKey("disposals.id"),
        nullable=False,
        unique=True,
        comment="submitted anew instead of that one",
    ),
)

designations = Table(
    "designations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("designated_on", Date, nullable=False, comment="also the day it became known"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

use_decisions = Table(
    "use_decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False, index=True),
    Column("step", Text, nullable=False),
    Column("due_on", Date),
    Column("unmet", JSON, nullable=False, comment="the conditions that the parcel does not meet"),
    Column("document", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_on", Date, nullable=False, comment="also the day it became known"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Index("ix_use_decisions_due_on", "due_on"),
)

boundaries = Table(
    "boundaries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parcel_id", Id, ForeignKey("parcels.id"), nullable=False),
    Column("geometry", Text, nullable=False, comment="GeoJSON, longitude before latitude, digits as given"),
    Column("area_mu", Exact, nullable=False, comment="measured on the ellipsoid"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    partial_index("uq_boundaries_standing", "parcel_id", where="voided_at IS NULL", unique=True),
)

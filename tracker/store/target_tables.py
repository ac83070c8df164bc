"""The tables of annual tasks: targets, quotas, who governs a park, and the orders that follow."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tracker.store.columns import Exact, Id, Moment
from tracker.store.tables import metadata, partial_index

targets = Table(
    "targets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("park", Text, comment="whose task it is: a park's ..."),
    Column("unit", Text, comment="... or a unit's as a whole"),
    Column("year", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("area_mu", Exact, nullable=False),
    Column("document", Text, nullable=False),
    Column("issued_on", Date, nullable=False, comment="in force, and known, from this day"),
    Column("stage_on", Date),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("(park IS NULL) <> (unit IS NULL)", name="place"),
    CheckConstraint("area_mu > 0", name="area"),
    Index("ix_targets_year", "year"),
)

quotas = Table(
    "quotas",
    metadata,
    Column("id", Id, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("area_mu", Exact, nullable=False),
    Column("document", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("area_mu > 0", name="area"),
    partial_index("uq_quotas_standing", "unit", "year", where="voided_at IS NULL", unique=True),
)

area_disposals = Table(
    "area_disposals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("park", Text, comment="where: in a park ..."),
    Column("unit", Text, comment="... or somewhere in a unit"),
    Column("category", Text, nullable=False),
    Column("area_mu", Exact, nullable=False),
    Column("measure", Text, nullable=False),
    Column("disposed_on", Date, nullable=False, comment="also the day it became known"),
    Column("verified_on", Date, comment="none: it awaits review"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("(park IS NULL) <> (unit IS NULL)", name="place"),
    CheckConstraint("area_mu > 0", name="area"),
    CheckConstraint("verified_on >= disposed_on", name="days"),
)

area_withdrawals = Table(
    "area_withdrawals",
    metadata,
    Column("area_id", Id, ForeignKey("area_disposals.id"), primary_key=True),
    Column("withdrawn_on", Date, nullable=False, comment="also the day it became known"),
    Column("reason", Text, nullable=False),
    Column("withdrawn_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

area_renewals = Table(
    "area_renewals",
    metadata,
    Column("area_id", Id, ForeignKey("area_disposals.id"), primary_key=True, comment="verified anew"),
    Column(
        "withdrawn_id",
        Id,
        ForeignKey("area_withdrawals.area_id"),
        nullable=False,
        index=True,
        comment="instead of this one, and known from the day of its withdrawal",
    ),
)

governors = Table(
    "governors",
    metadata,
    Column("id", Id, primary_key=True),
    Column("park", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("from_on", Date, nullable=False, comment="governs from this day until the next row of its park"),
    Column("document", Text, nullable=False),
    Column("known_on", Date, nullable=False, comment="the day the office confirmed it"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Index("ix_governors_park", "park"),
)

sanction_orders = Table(
    "sanction_orders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Integer, nullable=False, comment="in sequence within the year of its day"),
    Column("unit", Text, nullable=False),
    Column("year", Integer, nullable=False, comment="the year whose task was not done"),
    Column("rule", Text, nullable=False),
    Column("suspends", Boolean, nullable=False, comment="false: the director decided that nothing follows"),
    Column("decided_on", Date, nullable=False, comment="takes effect, and is known, from this day"),
    Column("reason", Text, nullable=False),
    Column("figures", JSON, nullable=False, comment="as they were, with the disposals as evidence"),
    Column("decided_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("rule IN ('midyear', 'year_end')", name="rule"),
    Column("sequence", Integer, nullable=False, comment="of the decisions of one unit, year and rule"),
    UniqueConstraint("unit", "year", "rule", "sequence"),
)

sanction_lifts = Table(
    "sanction_lifts",
    metadata,
    Column("order_id", Id, ForeignKey("sanction_orders.id"), primary_key=True),
    Column("number", Integer, nullable=False, comment="in sequence within the year of its day"),
    Column("lifted_on", Date, nullable=False, comment="takes effect, and is known, from this day"),
    Column("reason", Text, nullable=False),
    Column("figures", JSON, nullable=False, comment="as they were on that day, with the disposals"),
    Column("lifted_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

applications = Table(
    "applications",
    metadata,
    Column("id", Id, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("order_id", Id, ForeignKey("sanction_orders.id")),
    Column("asked_by", Text, nullable=False),
    Column("user_id", BigInteger),
    Column("asked_at", Moment, nullable=False),
)

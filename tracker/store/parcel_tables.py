"""The tables about parcels. Every fact carries its own day and the moment it was recorded."""

from sqlalchemy import CheckConstraint, Column, Date, Table, Text

from tracker.measures import MEASURED
from tracker.store.columns import Exact, Id, Moment
from tracker.store.tables import metadata

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

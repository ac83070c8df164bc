"""The tables of 三色督办单: what was issued, and which messages told of it."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint

from tracker.store.columns import Id, Moment
from tracker.store.tables import metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False, comment="in sequence from 1 in each year"),
    Column("colour", Text, nullable=False),
    Column("subject", Text, nullable=False, comment="KIND:WHAT:UNIT"),
    Column("unit", Text, nullable=False, comment="whom it urges"),
    Column("due_on", Date, nullable=False, comment="the date it is about: one that is moved starts another"),
    Column("issued_on", Date, nullable=False, comment="also the day it became known"),
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("colour IN ('blue', 'yellow', 'red')", name="colour"),
    UniqueConstraint("year", "number"),
    UniqueConstraint("subject", "due_on", "colour"),
)

notice_messages = Table(
    "notice_messages",
    metadata,
    Column("notice_id", Id, ForeignKey("notices.id"), primary_key=True),
    Column(
        "outbox_id", Id, ForeignKey("outbox.id"), primary_key=True, comment="to whom, sent when, read when"
    ),
)

"""The tables of the ledger, the people, the inbox and the outbox; those of parcels are in `parcel_tables`.

Facts (reports, reviews, revisions ...) carry their own day, the moment they were recorded, and `voided_at`;
they are never updated otherwise. `inbox`, `outbox` and `jobs` belong to `bot` and `reminders`; they stand
here because one transaction spans them all.
"""

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
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from tracker.store.columns import Id, Moment

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Make an index of the rows that fulfil a condition."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, nullable=False, comment="文号: which campaign this database belongs to"),
    Column("digest", Text, nullable=False),
    Column("loaded_at", Moment, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("unit", Text, nullable=False),
    UniqueConstraint("code", "unit"),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("assignment_id", Id, ForeignKey("assignments.id"), primary_key=True),
    Column("accepted_on", Date, nullable=False),
    Column("accepted_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("assignment_id", Id, ForeignKey("assignments.id"), nullable=False),
    Column("percent", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("item", Text, comment="the checklist item that this report ticked or unticked"),
    Column("item_done", Boolean, nullable=False, server_default=text("false")),
    Column("said_on", Date, nullable=False, comment="also the day it became known"),
    Column("reporter", Text, nullable=False),
    Column("user_id", BigInteger, comment="none for an imported row"),
    Column("origin", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    CheckConstraint("origin IN ('chat', 'import')", name="origin"),
    Index("ix_reports_assignment", "assignment_id", "said_on"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewed_on", Date, nullable=False, comment="also the day it became known"),
    Column("reviewer", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    CheckConstraint("verdict IN ('approved', 'returned')", name="verdict"),
    partial_index("uq_reviews_standing", "report_id", where="voided_at IS NULL", unique=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("unit", Text, comment="none: the task is moved for every unit"),
    Column("due_on", Date, nullable=False),
    Column("ordered_on", Date, nullable=False, comment="in force, and known, from this day"),
    Column("document", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ordered_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment),
    Index("ix_revisions_code", "code"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, ForeignKey("reports.id"), index=True, comment="what it came with: a report ..."),
    Column("disposal_id", Id, ForeignKey("disposals.id"), index=True, comment="... or a disposal"),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger),
    Column("media_group_id", Text, index=True, comment="joins the later messages of an album"),
    CheckConstraint("kind IN ('photo', 'document')", name="kind"),
    CheckConstraint("(report_id IS NULL) <> (disposal_id IS NULL)", name="whose"),
)

members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("since_at", Moment, nullable=False),
    Column("until_at", Moment),
    Column("blocked_at", Moment, comment="our last message was refused; cleared by their next one"),
    partial_index(
        "uq_members_single_holder",
        "unit",
        "role",
        where="until_at IS NULL AND role IN ('liaison', 'leader')",
        unique=True,
    ),
    partial_index(
        "uq_members_person_on_post", "user_id", "unit", "role", where="until_at IS NULL", unique=True
    ),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", Text, nullable=False, unique=True, comment="SHA-256; the code itself is not kept"),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", BigInteger),
    Column("revoked_at", Moment),
)

invitation_tries = Table(
    "invitation_tries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("tried_at", Moment, nullable=False),
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("step", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("version", Integer, nullable=False, comment="a button of an older version is out of date"),
    Column("updated_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, comment="the order of arrival"),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, comment="none: an update that belongs to no chat"),
    Column("said_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("raw", Text, nullable=False),
    Column("handled_at", Moment),
    Column("outcome", Text),
    Column("deaths", Integer, nullable=False, server_default="0", comment="times taken up and not finished"),
    UniqueConstraint("bot_id", "update_id"),
    CheckConstraint("outcome IN ('done', 'refused', 'ignored', 'failed', 'unreadable')", name="outcome"),
    partial_index("ix_inbox_unhandled", "chat_id", "id", where="handled_at IS NULL"),
    Index("ix_inbox_handled_at", "handled_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, comment="the order of sending within a chat and lane"),
    Column("key", Text, nullable=False, unique=True, comment="why it exists: planning twice is harmless"),
    Column("lane", Text, nullable=False),
    Column("chat_id", BigInteger, comment="either a chat ..."),
    Column("post_unit", Text, comment="... or a post, resolved when the row is claimed"),
    Column("post_role", Text),
    Column("post_user_id", BigInteger, comment="one of several holders of the post"),
    Column("payload", JSON, nullable=False, comment="{method, parameters} or a recipe drawn when sent"),
    Column("items", JSON, nullable=False, comment="what a morning message reminds of; [] otherwise"),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("settled_at", Moment),
    Column("sent_to", BigInteger),
    Column("message_id", BigInteger),
    Column("reason", Text, comment="why it was given up, or why the last attempt failed"),
    CheckConstraint("lane IN ('reply', 'reminder')", name="lane"),
    CheckConstraint("state IN ('pending', 'sent', 'given up', 'superseded')", name="state"),
    partial_index("ix_outbox_pending", "lane", "id", where="state = 'pending'"),
    partial_index("ix_outbox_chat", "chat_id", "lane", "id", where="state = 'pending'"),
    Index("ix_outbox_sent", "sent_to", "message_id"),
)

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("outbox_id", Id, ForeignKey("outbox.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("acknowledged_at", Moment, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("job", Text, primary_key=True),
    Column("done_through", Moment, nullable=False),
    Column("opened_at", Moment, nullable=False, comment="equal to done_through until the first run"),
)

bots = Table(
    "bots",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("username", Text, nullable=False, comment="for the link in an invitation"),
)

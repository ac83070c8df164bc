"""The tables of files that go through the chat: sent to be worked on, and results on their way back."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text, text

from tracker.store.columns import Id, Moment
from tracker.store.tables import metadata

sent_files = Table(
    "sent_files",
    metadata,
    Column("id", Id, primary_key=True, comment="the order of arrival"),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("file_id", Text, nullable=False, comment="Telegram keeps the bytes under it"),
    Column("name", Text, nullable=False),
    Column("caption", Text, nullable=False, comment="what was written with it"),
    Column("media_group_id", Text, comment="the album that it came in"),
    Column("said_at", Moment, nullable=False),
    Column("reply_key", Text, nullable=False, comment="the outbox row that shows how far the work is"),
    Column(
        "not_before", Moment, nullable=False, comment="later than said_at: Telegram could not give it out"
    ),
    Column("failures", Integer, nullable=False, server_default="0", comment="times it was not given out"),
    Column("deaths", Integer, nullable=False, server_default="0", comment="times taken up and not finished"),
    Column("handled_at", Moment),
    Column("outcome", Text),
    CheckConstraint("outcome IN ('done', 'refused', 'failed')", name="outcome"),
    Index(
        "ix_sent_files_waiting",
        "chat_id",
        "id",
        sqlite_where=text("handled_at IS NULL"),
        postgresql_where=text("handled_at IS NULL"),
    ),
    Index("ix_sent_files_handled", "chat_id", "handled_at"),
)

kept_files = Table(
    "kept_files",
    metadata,
    Column("id", Id, primary_key=True, comment="a message's recipe names it"),
    Column("content", LargeBinary, nullable=False),
)

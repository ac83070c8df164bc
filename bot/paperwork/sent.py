"""Files that were sent to be worked on: noted with their first reply, taken up one by one, marked once.

A row waits (`handled_at` null) until one transaction marks it together with its effect and its answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, update

from bot.incoming import Incoming
from tracker.model import Evidence
from tracker.store.file_tables import sent_files
from tracker.store.tables import outbox

KEPT_FOR = timedelta(days=30)


class Outcome(StrEnum):
    """What became of a file."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file in hand. `failures`: times Telegram did not give it out; `deaths`: times taken up, this one too.

    `reply_key` names the message in the outbox that shows how far the work is.
    """

    id: int
    chat_id: int
    user_id: int
    file_id: str
    name: str
    caption: str
    said_at: datetime
    reply_key: str
    failures: int
    deaths: int


def note(connection: Connection, document: Evidence, message: Incoming, *, reply_key: str) -> None:
    """Let a document that came with a message wait for its turn."""
    row = {
        "chat_id": message.chat_id,
        "user_id": message.user_id,
        "file_id": document.file_id,
        "name": document.name,
        "caption": message.text,
        "media_group_id": message.media_group_id,
        "said_at": message.said_at,
        "reply_key": reply_key,
        "not_before": message.said_at,
    }
    connection.execute(insert(sent_files), row)


def is_of_album(connection: Connection, message: Incoming) -> bool:
    """Whether another file of this message's album was taken to be worked on."""
    album = (sent_files.c.chat_id == message.chat_id, sent_files.c.media_group_id == message.media_group_id)
    return (
        message.media_group_id is not None
        and connection.execute(select(sent_files.c.id).where(*album).limit(1)).first() is not None
    )


def take_up(connection: Connection, at: datetime, zone: ZoneInfo) -> SentFile | None:
    """Take the file whose turn it is, and count that before anything is done with it.

    Within a chat the oldest goes first; among chats the one that was served the longest ago.
    """
    served = sent_files.alias("served")
    last = select(func.max(served.c.handled_at)).where(served.c.chat_id == sent_files.c.chat_id)
    due = (
        select(sent_files.c.id)
        .where(_first_of_chat(), sent_files.c.not_before <= at)
        .order_by(last.scalar_subquery().asc().nulls_first(), sent_files.c.id)
        .limit(1)
    )
    found = connection.execute(due).scalar_one_or_none()
    if found is None:
        return None
    counted = update(sent_files).where(sent_files.c.id == found).values(deaths=sent_files.c.deaths + 1)
    return _sent_file(connection.execute(counted.returning(sent_files)).one(), zone)


def put_back(connection: Connection, file: SentFile) -> None:
    """Leave a file for later: the program was told to stop, which is no death."""
    _change(connection, file, deaths=sent_files.c.deaths - 1)


def put_off(connection: Connection, file: SentFile, until: datetime) -> None:
    """Leave a file until a moment: something outside is out of reach."""
    failures, deaths = sent_files.c.failures + 1, sent_files.c.deaths - 1
    _change(connection, file, not_before=until, failures=failures, deaths=deaths)


def mark(connection: Connection, file: SentFile, outcome: Outcome, at: datetime) -> None:
    """Mark a file as handled."""
    _change(connection, file, handled_at=at, outcome=outcome.value)


def next_due(connection: Connection) -> datetime | None:
    """Return when the next file may be taken up; None when none waits."""
    first = select(func.min(sent_files.c.not_before)).where(_first_of_chat())
    found: datetime | None = connection.execute(first).scalar_one()
    return found


def progress_message(connection: Connection, file: SentFile) -> int | None:
    """Return the message that shows how far the work is; None where it has not been sent."""
    query = select(outbox.c.message_id).where(outbox.c.key == file.reply_key, outbox.c.state == "sent")
    return connection.execute(query).scalar_one_or_none()


def forget(connection: Connection, at: datetime) -> int:
    """Drop what was handled long ago; return how many rows."""
    old = sent_files.c.handled_at < at - KEPT_FOR
    return connection.execute(delete(sent_files).where(old)).rowcount


def _first_of_chat() -> ColumnElement[bool]:
    """Match the oldest file that waits in each chat."""
    earlier = sent_files.alias("earlier")
    before_it = exists().where(
        earlier.c.chat_id == sent_files.c.chat_id,
        earlier.c.id < sent_files.c.id,
        earlier.c.handled_at.is_(None),
    )
    return and_(sent_files.c.handled_at.is_(None), ~before_it)


def _change(connection: Connection, file: SentFile, **values: Any) -> None:
    connection.execute(update(sent_files).where(sent_files.c.id == file.id).values(**values))


def _sent_file(row: Any, zone: ZoneInfo) -> SentFile:
    return SentFile(
        id=row.id,
        chat_id=row.chat_id,
        user_id=row.user_id,
        file_id=row.file_id,
        name=row.name,
        caption=row.caption,
        said_at=row.said_at.astimezone(zone),
        reply_key=row.reply_key,
        failures=row.failures,
        deaths=row.deaths,
    )

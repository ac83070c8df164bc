"""Updates are stored before Telegram is told that they arrived, and handled once.

A row waits (`handled_at` null) until one transaction marks it together with its effect and its reply.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select, update

from bot.clock import Clock
from tracker.store.inserting import insert_or_leave
from tracker.store.tables import inbox

KEPT_FOR = timedelta(days=30)
DEATHS = 5
"""How often a row may be in hand when the process dies before it is given up as failed."""

_LARGEST = 2**63
_BELIEVED_LAG = timedelta(hours=24)


class Outcome(StrEnum):
    """What became of an update."""

    DONE = "done"
    REFUSED = "refused"
    IGNORED = "ignored"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A stored update that waits. `chat_id` is 0 where it belongs to no chat."""

    id: int
    chat_id: int
    said_at: datetime
    raw: dict[str, Any]


def receive(
    connection: Connection, bot_id: int, updates: Sequence[dict[str, Any]], clock: Clock, at: datetime
) -> tuple[Arrival, ...]:
    """Store a batch and return what is new of it; an update that came before is left alone."""
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update_["update_id"],
            "chat_id": _chat_id(update_),
            "said_at": said_at(update_, clock, at),
            "received_at": at,
            "raw": json.dumps(update_),
        }
        for update_ in updates
    ]
    if not rows:
        return ()
    new = insert_or_leave(connection, inbox, "bot_id", "update_id")
    stored = connection.execute(new.returning(inbox), rows)
    return tuple(sorted((_arrival(row, clock) for row in stored), key=lambda arrival: arrival.id))


def said_at(update_: dict[str, Any], clock: Clock, at: datetime) -> datetime:
    """Return when the person said it: the message's date, or for a button the moment of receipt.

    A date that is not within the last 24 hours is not believed.
    """
    message = update_.get("message") or update_.get("edited_message")
    stamp = (message.get("edit_date") or message.get("date")) if isinstance(message, dict) else None
    if not isinstance(stamp, int):
        return at
    try:
        said = clock.shift(datetime.fromtimestamp(stamp, UTC))
    except (ValueError, OverflowError, OSError):  # no moment of any calendar
        return at
    return said if timedelta() <= at - said <= _BELIEVED_LAG else at


def waiting(connection: Connection, clock: Clock) -> tuple[Arrival, ...]:
    """Return everything that was received and not handled, in order of arrival."""
    query = select(inbox).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.id)
    return tuple(_arrival(row, clock) for row in connection.execute(query))


class NotYet(Exception):
    """An earlier update of the same chat still waits: this one comes after it."""


def mark(connection: Connection, arrival: Arrival, outcome: Outcome, at: datetime) -> bool:
    """Mark the row; False where it is handled already. Raises `NotYet` where an earlier one waits."""
    earlier = inbox.alias("earlier")
    blocked = exists().where(
        earlier.c.chat_id == arrival.chat_id,
        earlier.c.id < arrival.id,
        earlier.c.handled_at.is_(None),
    )
    marked = connection.execute(
        update(inbox)
        .where(inbox.c.id == arrival.id, inbox.c.handled_at.is_(None), ~blocked)
        .values(handled_at=at, outcome=outcome.value)
    )
    if marked.rowcount == 1:
        return True
    handled = select(inbox.c.handled_at).where(inbox.c.id == arrival.id)
    if connection.execute(handled).scalar_one() is None:
        raise NotYet
    return False


def last_update_id(connection: Connection, bot_id: int) -> int | None:
    """Return the highest id that is kept of this bot's updates."""
    query = select(func.max(inbox.c.update_id)).where(inbox.c.bot_id == bot_id)
    last: int | None = connection.execute(query).scalar_one()
    return last


def conceal(connection: Connection, arrival: Arrival) -> None:
    """Forget what an update said, once it is handled: an invitation code is kept nowhere."""
    connection.execute(update(inbox).where(inbox.c.id == arrival.id).values(raw="{}"))


def correct(connection: Connection, arrival: Arrival, outcome: Outcome) -> None:
    """Change the outcome of a row that this transaction has marked."""
    connection.execute(update(inbox).where(inbox.c.id == arrival.id).values(outcome=outcome.value))


def count_death(connection: Connection, arrival: Arrival) -> int:
    """Note that a row left over from a dead process is taken up again; return how often by now."""
    query = update(inbox).where(inbox.c.id == arrival.id).values(deaths=inbox.c.deaths + 1)
    return int(connection.execute(query.returning(inbox.c.deaths)).scalar_one())


def forget(connection: Connection, at: datetime) -> int:
    """Drop what was handled long ago; return how many rows."""
    old = inbox.c.handled_at < at - KEPT_FOR
    return connection.execute(delete(inbox).where(old)).rowcount


def is_update(found: object) -> bool:
    """Whether this can be stored at all: an object with an id that a column holds."""
    return isinstance(found, dict) and _fits(found.get("update_id"))


def _fits(number: object) -> bool:
    return isinstance(number, int) and abs(number) < _LARGEST


def _chat_id(update_: dict[str, Any]) -> int | None:
    """Find the chat that an update belongs to, whatever its kind: its order depends on it."""
    for part in update_.values():
        if isinstance(part, dict):
            message = part.get("message")
            chat = part.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
            if isinstance(chat, dict) and _fits(chat.get("id")):
                return int(chat["id"])
    return None


def _arrival(row: Any, clock: Clock) -> Arrival:
    return Arrival(
        id=row.id,
        chat_id=row.chat_id or 0,
        said_at=row.said_at.astimezone(clock.zone),
        raw=json.loads(row.raw),
    )

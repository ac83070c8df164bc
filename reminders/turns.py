"""Whose turn it is: the pending messages of a lane, the chat each would go to now, its place there.

Statements stand here once and take their values as parameters: building one costs more than running it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from reminders.layout import day_of
from reminders.messages import Lane
from tracker.store.tables import members, outbox

# A literal: SQLite uses a partial index only where the statement itself repeats its condition.
PENDING: Final = outbox.c.state == literal_column("'pending'")


def unclaimed(rows: Any, now: datetime) -> ColumnElement[bool]:
    """Match what nobody has in hand; `rows` is anything with the column `claimed_until`."""
    return or_(rows.c.claimed_until.is_(None), rows.c.claimed_until <= now)


def sharing(connection: Connection, days: Mapping[int, str | None], now: datetime) -> dict[int, int]:
    """Find the sections that share the message of a chat: those of its day that wait behind the oldest.

    `days` are the chats whose oldest was claimed, None where that is no section. Returns row -> chat.
    """
    chats = [chat for chat, day in days.items() if day is not None]
    if not chats:
        return {}
    values = {"lane": Lane.REMINDER.value, "chats": chats}
    behind = connection.execute(_BEHIND.where(unclaimed(IN_TURN, now)), values)
    return {row.id: row.chat for row in behind if day_of(row.payload) == days[row.chat]}


def _in_turn() -> Subquery:
    holders_chat = select(members.c.chat_id).where(_HOLDS_POST).order_by(members.c.id).limit(1)
    chat = func.coalesce(outbox.c.chat_id, holders_chat.scalar_subquery()).label("chat")
    pending = select(outbox.c.id, outbox.c.not_before, outbox.c.claimed_until, chat).where(PENDING, _IN_LANE)
    queue = pending.subquery()
    place = func.row_number().over(partition_by=queue.c.chat, order_by=queue.c.id).label("place")
    return select(queue, place).subquery()


_IN_LANE: Final = outbox.c.lane == bindparam("lane")

_HOLDS_POST: Final = and_(
    members.c.until_at.is_(None),
    members.c.unit == outbox.c.post_unit,
    members.c.role == outbox.c.post_role,
    or_(outbox.c.post_user_id.is_(None), members.c.user_id == outbox.c.post_user_id),
)

POST_IS_EMPTY: Final = and_(outbox.c.post_unit.is_not(None), ~exists().where(_HOLDS_POST).correlate(outbox))
"""Match a message to a post that nobody holds now."""

IN_TURN: Final = _in_turn()
"""What waits in `lane`: id, times, `chat` (none: its post is empty) and `place` there, 1 for the oldest."""

_BEHIND: Final = (
    select(IN_TURN.c.id, IN_TURN.c.chat, outbox.c.payload)
    .join(outbox, outbox.c.id == IN_TURN.c.id)
    .where(IN_TURN.c.place > 1, IN_TURN.c.chat.in_(bindparam("chats", expanding=True)))
    .order_by(IN_TURN.c.id)
)

_DIRECT: Final = select(outbox.c.id, outbox.c.not_before, outbox.c.claimed_until).where(
    PENDING, _IN_LANE, outbox.c.chat_id == bindparam("chat")
)
_BY_POST: Final = (
    select(outbox.c.id, outbox.c.not_before, outbox.c.claimed_until)
    .join(members, _HOLDS_POST)
    .where(PENDING, _IN_LANE, outbox.c.chat_id.is_(None), members.c.chat_id == bindparam("chat"))
)
OLDEST_OF_CHAT: Final = union_all(_DIRECT, _BY_POST).order_by(literal_column("id")).limit(1)
"""The message whose turn it is in `chat` and `lane`: id and times."""

"""Whose turn it is: the pending messages of a lane, the chat each would go to now, its place there."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, and_, func, literal_column, or_, select

from reminders.messages import Lane
from tracker.store.tables import members, outbox

# A literal: SQLite uses a partial index only where the statement itself repeats its condition.
PENDING = outbox.c.state == literal_column("'pending'")


def waiting(lane: Lane, chat_id: int | None) -> Subquery:
    """Select what is pending in the lane, with the chat it would go to now (none: its post is empty).

    With `chat_id` at least what that chat has, and never the whole lane.
    """
    chat = func.coalesce(outbox.c.chat_id, _holders_chat()).label("chat")
    pending: Select[*tuple[Any, ...]] = select(
        outbox.c.id, outbox.c.not_before, outbox.c.claimed_until, chat
    ).where(PENDING, outbox.c.lane == lane.value)
    if chat_id is not None:
        pending = pending.where(or_(outbox.c.chat_id == chat_id, outbox.c.chat_id.is_(None)))
    return pending.subquery()


def in_turn(lane: Lane, chat_id: int | None) -> Subquery:
    """Select what waits with its place in its chat: 1 is the oldest."""
    queue = waiting(lane, chat_id)
    place = func.row_number().over(partition_by=queue.c.chat, order_by=queue.c.id).label("place")
    return select(queue, place).subquery()


def _holders_chat() -> ScalarSelect[int]:
    return select(members.c.chat_id).where(holds_post()).order_by(members.c.id).limit(1).scalar_subquery()


def holds_post() -> ColumnElement[bool]:
    """Match a member with the message's post: a condition on `members` beside `outbox`."""
    return and_(
        members.c.until_at.is_(None),
        members.c.unit == outbox.c.post_unit,
        members.c.role == outbox.c.post_role,
        or_(outbox.c.post_user_id.is_(None), members.c.user_id == outbox.c.post_user_id),
    )


def unclaimed(rows: Any, now: datetime) -> ColumnElement[bool]:
    """Match what nobody has in hand; `rows` is anything with the column `claimed_until`."""
    return or_(rows.c.claimed_until.is_(None), rows.c.claimed_until <= now)

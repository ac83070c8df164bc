"""Who has read which message (已知悉)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from reminders.heard import of_kind
from tracker.model import Role
from tracker.store.inserting import insert_or_leave
from tracker.store.notice_tables import notice_messages
from tracker.store.tables import acknowledgements, members, outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The newest morning message of a unit's liaison: when it arrived, when somebody had read it."""

    planned_at: datetime
    sent_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAs:
    """The mornings and notices that became one message: all, and those whose post somebody still holds."""

    rows: tuple[int, ...]
    held: tuple[int, ...]


def sent_as(connection: Connection, *, chat_id: int, message_id: int, user_id: int) -> SentAs:
    """Find what became this message of a chat; nothing for any other message."""
    this = (outbox.c.sent_to == chat_id, outbox.c.message_id == message_id)
    query = select(outbox.c.id, _held_by(user_id).label("held")).where(
        *this, of_kind(outbox, "morning", "notice")
    )
    found = connection.execute(query.order_by(outbox.c.id)).all()
    return SentAs(rows=tuple(row.id for row in found), held=tuple(row.id for row in found if row.held))


def _held_by(user_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Match a message to a post that this person holds now."""
    return (
        select(members.c.id)
        .where(
            members.c.until_at.is_(None),
            members.c.user_id == user_id,
            members.c.unit == outbox.c.post_unit,
            members.c.role == outbox.c.post_role,
        )
        .correlate(outbox)
        .exists()
    )


def acknowledge(connection: Connection, rows: Iterable[int], *, user_id: int, at: datetime) -> bool:
    """Record that a person has read what left in these rows; False where that was recorded before."""
    statement = insert_or_leave(connection, acknowledgements, "outbox_id", "user_id")
    read = [{"outbox_id": row, "user_id": user_id, "acknowledged_at": at} for row in rows]
    new = connection.execute(statement.returning(acknowledgements.c.outbox_id), read).all()
    return bool(new)


def last_told(connection: Connection, unit: str) -> Told | None:
    """Return what became of the newest morning message to a unit; None where there was none."""
    query = (
        select(outbox.c.created_at, outbox.c.state, outbox.c.settled_at, acknowledgements.c.acknowledged_at)
        .select_from(outbox.outerjoin(acknowledgements))
        .where(
            outbox.c.post_unit == unit,
            outbox.c.post_role == Role.LIAISON.value,
            of_kind(outbox, "morning"),
        )
        .order_by(outbox.c.id.desc(), acknowledgements.c.acknowledged_at)
    )
    row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    sent_at = row.settled_at if row.state == "sent" else None
    return Told(planned_at=row.created_at, sent_at=sent_at, read_at=row.acknowledged_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeHeard:
    """What became of a notice's messages to a post; `name` is who read the first, or was to."""

    unit: str
    role: Role
    name: str
    planned_at: datetime
    sent_at: datetime | None
    read_at: datetime | None


def heard_of(connection: Connection, notice_ids: Iterable[int]) -> dict[int, tuple[NoticeHeard, ...]]:
    """Return, of each notice, every post that was to hear of it, in the order of telling.

    Somebody who has left a post of several holders unread is none of those who are to hear of it.
    """
    reader = func.coalesce(acknowledgements.c.user_id, outbox.c.post_user_id, outbox.c.sent_to)
    name = select(members.c.name).where(members.c.user_id == reader).order_by(members.c.id.desc()).limit(1)
    still_held = _held_by(outbox.c.post_user_id)
    query = (
        select(
            notice_messages.c.notice_id,
            outbox.c.post_unit,
            outbox.c.post_role,
            outbox.c.post_user_id,
            outbox.c.state,
            outbox.c.created_at,
            outbox.c.settled_at,
            acknowledgements.c.acknowledged_at,
            name.scalar_subquery().label("name"),
        )
        .join(outbox, outbox.c.id == notice_messages.c.outbox_id)
        .outerjoin(acknowledgements, acknowledgements.c.outbox_id == outbox.c.id)
        .where(notice_messages.c.notice_id.in_(list(notice_ids)))
        .where(
            or_(
                outbox.c.post_user_id.is_(None),
                acknowledgements.c.user_id.is_not(None),
                still_held,
            )
        )
        .order_by(outbox.c.id, acknowledgements.c.acknowledged_at)
    )
    found: dict[int, dict[tuple[str, str, int | None], NoticeHeard]] = {}
    for row in connection.execute(query):
        post = (row.post_unit, row.post_role, row.post_user_id)
        heard = NoticeHeard(
            unit=row.post_unit,
            role=Role(row.post_role),
            name=row.name or "",
            planned_at=row.created_at,
            sent_at=row.settled_at if row.state == "sent" else None,
            read_at=row.acknowledged_at,
        )
        of_notice = found.setdefault(row.notice_id, {})
        of_notice[post] = _together(of_notice[post], heard) if post in of_notice else heard
    return {notice_id: tuple(heard.values()) for notice_id, heard in found.items()}


def _together(earlier: NoticeHeard, later: NoticeHeard) -> NoticeHeard:
    """Join two messages about the same: told with the first that arrived, read with the first that was."""
    return replace(
        earlier,
        name=earlier.name if earlier.read_at or (earlier.sent_at and not later.read_at) else later.name,
        sent_at=earlier.sent_at or later.sent_at,
        read_at=earlier.read_at or later.read_at,
    )

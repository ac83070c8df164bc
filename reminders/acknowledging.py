"""Who has read which message (已知悉)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from reminders.turns import has_receipt, is_morning
from tracker.model import Role
from tracker.store.inserting import insert_or_leave
from tracker.store.tables import acknowledgements, outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The newest morning message of a unit's liaison: when it arrived, when somebody had read it."""

    planned_at: datetime
    sent_at: datetime | None
    read_at: datetime | None


def sent_as(connection: Connection, *, chat_id: int, message_id: int) -> tuple[int, ...] | None:
    """Find the mornings and notices that became this message of a chat; None for any other message."""
    this = (outbox.c.sent_to == chat_id, outbox.c.message_id == message_id)
    query = select(outbox.c.id).where(*this, has_receipt(outbox))
    return tuple(connection.execute(query.order_by(outbox.c.id)).scalars()) or None


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
            is_morning(outbox),
        )
        .order_by(outbox.c.id.desc(), acknowledgements.c.acknowledged_at)
    )
    row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    sent_at = row.settled_at if row.state == "sent" else None
    return Told(planned_at=row.created_at, sent_at=sent_at, read_at=row.acknowledged_at)

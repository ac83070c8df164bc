"""Who has read which message (已知悉)."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from tracker.store.tables import acknowledgements, outbox


def sent_as(connection: Connection, *, chat_id: int, message_id: int) -> int | None:
    """Find the row of the outbox that became this message of a chat."""
    query = select(outbox.c.id).where(outbox.c.sent_to == chat_id, outbox.c.message_id == message_id)
    return connection.execute(query.order_by(outbox.c.id).limit(1)).scalar_one_or_none()


def acknowledge(connection: Connection, row_id: int, *, user_id: int, at: datetime) -> bool:
    """Record that a person has read a message; False where that was recorded before."""
    this = (acknowledgements.c.outbox_id == row_id, acknowledgements.c.user_id == user_id)
    if connection.execute(select(acknowledgements.c.user_id).where(*this)).first() is not None:
        return False
    row = {"outbox_id": row_id, "user_id": user_id, "acknowledged_at": at}
    connection.execute(insert(acknowledgements), row)
    return True

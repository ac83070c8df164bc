"""Which campaign a database belongs to, and which of its assignments have rows."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from tracker.store.tables import assignments, campaigns


def document_of(connection: Connection) -> str | None:
    """Return the 文号 of the campaign that this database was opened for; None for a new database."""
    return connection.execute(select(campaigns.c.document)).scalar_one_or_none()


def remember(connection: Connection, document: str, digest: str, at: datetime) -> None:
    """Note the edition of the campaign file; the same edition again changes nothing."""
    values = {"document": document, "digest": digest, "loaded_at": at}
    if document_of(connection) is None:
        connection.execute(insert(campaigns), {"id": 1, **values})
    else:
        connection.execute(update(campaigns).where(campaigns.c.digest != digest).values(values))


def recorded_assignments(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return the code and unit of every assignment that has a row."""
    query = select(assignments.c.code, assignments.c.unit).order_by(assignments.c.id)
    return tuple((row.code, row.unit) for row in connection.execute(query))

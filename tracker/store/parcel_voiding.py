"""Taking facts about parcels back: a correction voids what stood and adds another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, update

_AT_ONCE = 10_000
"""Ids in one statement: SQLite takes 32,766 parameters."""


def void_of(
    connection: Connection,
    table: Table,
    parcel_ids: Sequence[int],
    *more: ColumnElement[bool],
    at: datetime,
) -> None:
    """Void the standing rows of these parcels that fulfil `more`."""
    for start in range(0, len(parcel_ids), _AT_ONCE):
        these = table.c.parcel_id.in_(parcel_ids[start : start + _AT_ONCE])
        standing = update(table).where(these, table.c.voided_at.is_(None), *more)
        connection.execute(standing.values(voided_at=at))

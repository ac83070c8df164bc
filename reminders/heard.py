"""What reached whom: the outbox is the record of it, a key's first word says what kind of message it was."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    func,
    literal_column,
    or_,
    select,
)

from reminders import outbox
from tracker.store import tables

UNREACHABLE: Final = "unreachable"
"""The reason of a message that had nobody to go to when it was planned: given up at once, as the record."""


def of_kind(rows: FromClause, *kinds: str) -> ColumnElement[bool]:
    """Match what goes out by itself of these kinds: its keys begin with `kind:`."""
    begins = (rows.c.key.startswith(f"{kind}:") for kind in kinds)
    return and_(rows.c.lane == literal_column("'reminder'"), or_(*begins))


def got(rows: FromClause, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Match what arrived, or is in hand: that may be on its way, and if it fails it is tried again."""
    return or_(rows.c.state == "sent", and_(rows.c.state == "pending", rows.c.claimed_until > now))


def last_got_at(connection: Connection, slot: datetime, *kinds: str) -> datetime | None:
    """Return the morning of the newest message of these kinds that reached anybody."""
    rows = tables.outbox
    newest = select(func.max(rows.c.created_at)).where(of_kind(rows, *kinds), got(rows, slot))
    found: datetime | None = connection.execute(newest).scalar_one()
    return found


def withdraw_before(connection: Connection, day: date, slot: datetime, *kinds: str) -> None:
    """Withdraw what waits of mornings before `day`: what still holds of it is told anew."""
    rows = tables.outbox
    todays = or_(*(rows.c.key.startswith(f"{kind}:{day}:") for kind in kinds))
    waiting = select(rows.c.id).where(rows.c.state == "pending", of_kind(rows, *kinds), ~todays)
    outbox.supersede(connection, connection.execute(waiting).scalars().all(), at=slot)

"""Rows of 三色督办单 <-> `tracker.notices.Notice`, within one transaction."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Row, func, insert, select

from tracker.notices import Call, Colour, Notice
from tracker.store.inserting import insert_or_leave
from tracker.store.notice_tables import notice_messages, notices


class NoticesKept:
    """Every notice that was issued. None is ever changed; whether it is open follows from its subject."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, units: Collection[str] | None = None) -> tuple[Notice, ...]:
        """Return what was issued, to these units alone where given, the newest first."""
        query = select(notices).order_by(notices.c.year.desc(), notices.c.number.desc())
        if units is not None:
            query = query.where(notices.c.unit.in_(units))
        return tuple(_notice(row) for row in self._connection.execute(query))

    def find(self, notice_id: int) -> Notice | None:
        """Find a notice by its id."""
        row = self._connection.execute(select(notices).where(notices.c.id == notice_id)).one_or_none()
        return _notice(row) if row else None

    def issue(self, calls: Iterable[Call], *, on: date, at: datetime) -> tuple[Notice, ...]:
        """Record notices with the next numbers, in this order; none of them was issued before."""
        newest = select(func.max(notices.c.number)).where(notices.c.year == on.year)
        before: int = self._connection.execute(newest).scalar_one() or 0
        rows = [
            {
                "year": on.year,
                "number": number,
                "colour": call.colour.value,
                "subject": call.subject,
                "unit": call.unit,
                "due_on": call.due_on,
                "issued_on": on,
                "recorded_at": at,
            }
            for number, call in enumerate(calls, before + 1)
        ]
        one = insert(notices).returning(notices)
        return tuple(_notice(self._connection.execute(one, row).one()) for row in rows)

    def told_in(self, outbox_id: int, told: Iterable[Notice]) -> None:
        """Note which notices a message tells of; a second time changes nothing."""
        rows = [{"notice_id": each.id, "outbox_id": outbox_id} for each in told]
        if rows:
            noted = insert_or_leave(self._connection, notice_messages, "notice_id", "outbox_id")
            self._connection.execute(noted, rows)


def _notice(row: Row[*tuple[object, ...]]) -> Notice:
    call = Call(subject=row.subject, unit=row.unit, due_on=row.due_on, colour=Colour(row.colour))
    return Notice(
        id=row.id,
        year=row.year,
        number=row.number,
        call=call,
        issued_on=row.issued_on,
        issued_at=row.recorded_at,
    )

"""Rows of 典型案例 <-> `tracker.marked_cases`, within one transaction."""

from datetime import date, datetime

from sqlalchemy import Connection, and_, insert, select

from tracker.marked_cases import MarkedCase
from tracker.store.ledger import Ledger
from tracker.store.marked_case_tables import marked_cases, marks_taken_back


class MarkedCases:
    """The reports that were marked; one that a file has corrected took its mark along."""

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        self._connection = connection
        self._ledger = ledger

    def all(self, *, known: date | None = None) -> tuple[MarkedCase, ...]:
        """Return what was known, in order of marking, those taken back too."""
        taken_back = marks_taken_back.c.case_id == marked_cases.c.id
        if known is not None:
            taken_back = and_(taken_back, marks_taken_back.c.taken_back_on <= known)
        query = (
            select(marked_cases, marks_taken_back.c.taken_back_on, marks_taken_back.c.taken_back_by)
            .select_from(marked_cases.outerjoin(marks_taken_back, taken_back))
            .where(marked_cases.c.voided_at.is_(None))
            .order_by(marked_cases.c.marked_on, marked_cases.c.id)
        )
        if known is not None:
            query = query.where(marked_cases.c.marked_on <= known)
        rows = self._connection.execute(query).all()
        named = self._ledger.named_reports({row.report_id for row in rows}, known=known)
        return tuple(
            MarkedCase(
                id=row.id,
                title=row.title,
                assignment=named[row.report_id][0],
                report=named[row.report_id][1],
                marked_on=row.marked_on,
                marked_by=row.marked_by,
                taken_back_on=row.taken_back_on,
                taken_back_by=row.taken_back_by or "",
            )
            for row in rows
            if row.report_id in named
        )

    def mark(self, report_id: int, title: str, *, on: date, by: str, at: datetime) -> int:
        """Record a mark; return its id."""
        row = {"report_id": report_id, "title": title, "marked_on": on, "marked_by": by, "recorded_at": at}
        return int(
            self._connection.execute(insert(marked_cases).returning(marked_cases.c.id), row).scalar_one()
        )

    def take_back(self, case_id: int, *, on: date, by: str, at: datetime) -> None:
        """Take a mark back from a day on."""
        row = {"case_id": case_id, "taken_back_on": on, "taken_back_by": by, "recorded_at": at}
        self._connection.execute(insert(marks_taken_back), row)

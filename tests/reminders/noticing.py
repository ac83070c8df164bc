"""Mornings on which notices are told, for the tests of this folder."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from reminders.notice_sweep import NoticesTold, issue_due, tell_of_notices
from tests.reminders.conftest import SHANGHAI, Bind
from tests.reminders.sweeping import OFFICE, Office
from tracker.model import Role
from tracker.notices import Colour, Notice
from tracker.store.notices import NoticesKept

DAY = timedelta(days=1)


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def bind_everybody(bind: Bind) -> None:
    """Somebody on every post that hears of a red notice for 清丰县."""
    bind(7)
    bind(8, role=Role.LEADER)
    bind(9, OFFICE, Role.DIRECTOR)
    bind(10, "市委市政府督查局", Role.INSPECTOR)


class Mornings(Office):
    """Mornings on which notices alone are told."""

    def tell(self, day: date) -> NoticesTold:
        def work(connection: Connection) -> NoticesTold:
            due = issue_due(connection, self.campaign, nine(day))
            return tell_of_notices(connection, self.campaign, nine(day), due)

        return self.store.write_now(work)

    def issued(self, subject: str = "assignment:3.2:清丰县") -> list[tuple[Colour, date, date]]:
        """Colour, due date and day of issue, the oldest first."""
        found: Sequence[Notice] = self.store.read_now(lambda c: NoticesKept(c).all())
        listed = [
            (each.call.colour, each.call.due_on, each.issued_on)
            for each in found
            if each.call.subject == subject
        ]
        return listed[::-1]

    def told(self, day: date) -> list[str]:
        """Who can hear something new on a morning."""
        return [
            row.key.removeprefix(f"notice:{day}:")
            for row in self.rows()
            if row.key.startswith(f"notice:{day}:") and row.state != "given up"
        ]

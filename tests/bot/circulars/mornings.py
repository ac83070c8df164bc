"""Mornings planned by the jobs that the bot runs, and what each person reads on them."""

from datetime import date, datetime, timedelta

from sqlalchemy import insert, update

from bot.runner import all_jobs
from reminders import outbox
from reminders.layout import one_message
from reminders.schedule import Schedule, open_cursors
from tests.acting import SHANGHAI
from tests.reminders.conftest import execute
from tests.reminders.sweeping import OFFICE, Office
from tracker.model import Role
from tracker.store import tables

DAY = timedelta(days=1)
LIAISON, LEADER, DIRECTOR, CLERK, INSPECTOR = 7, 8, 9, 11, 10
POSTS = (
    (LIAISON, "清丰县", Role.LIAISON),
    (LEADER, "清丰县", Role.LEADER),
    (DIRECTOR, OFFICE, Role.DIRECTOR),
    (CLERK, OFFICE, Role.OFFICE),
    (INSPECTOR, "市委市政府督查局", Role.INSPECTOR),
)


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


BEGINNING = nine(date(2021, 1, 25))


class Mornings(Office):
    """A program that lives from `begin` on; its messages arrive unless a test says otherwise."""

    def bind(self, *people: int) -> None:
        for user_id, unit, role in POSTS:
            if user_id in people:
                self.bind_to(user_id, unit, role)

    def bind_to(self, user_id: int, unit: str, role: Role, *, since: datetime = BEGINNING) -> None:
        row = {
            "user_id": user_id,
            "chat_id": user_id,
            "name": f"{unit}{user_id}",
            "unit": unit,
            "role": role.value,
            "since_at": since,
        }
        self.store.write_now(execute, insert(tables.members).values(row))

    def leave(self, user_id: int, at: datetime) -> None:
        """A person leaves every post."""
        people = tables.members
        left = update(people).where(people.c.user_id == user_id, people.c.until_at.is_(None))
        self.store.write_now(execute, left.values(until_at=at))

    def begin(self, day: date) -> None:
        jobs = all_jobs(self.campaign)
        self.store.write_now(open_cursors, jobs, nine(day) - timedelta(hours=1))

    async def plan(self, day: date) -> None:
        await Schedule(self.store, all_jobs(self.campaign)).tick(nine(day))

    async def live(self, first: date, last: date) -> None:
        """Every morning is planned and arrives."""
        for n in range((last - first).days + 1):
            await self.plan(first + n * DAY)
            self.deliver(nine(first + n * DAY))

    def deliver_but(self, user_id: int, at: datetime) -> None:
        """Everything arrives but in one chat, which refuses us."""
        for row in self.claim(at):
            if row.chat_id == user_id:
                self.store.write_now(outbox.settle_given_up, row, reason="blocked", at=at, unreachable=True)
            else:
                self.store.write_now(outbox.settle_sent, row, message_id=row.id, at=at)

    def told(self, kind: str, user_id: int) -> dict[date, str]:
        """The circulars of a kind that arrived, as the person read them."""
        found = {}
        for row in self.rows():
            if row.key.startswith(f"{kind}:") and row.state == "sent" and row.sent_to == user_id:
                text = one_message([row.payload])["parameters"]["text"]
                found[date.fromisoformat(row.key.split(":")[1])] = str(text)
        return found

    def block(self, user_id: int, *, blocked: bool) -> None:
        people = tables.members
        mark = update(people).where(people.c.user_id == user_id)
        at = nine(date(2021, 6, 1)) if blocked else None
        self.store.write_now(execute, mark.values(blocked_at=at))

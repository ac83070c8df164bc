"""Notices over two months of deaths and dead networks, held against FACTS 8 written down again."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.reminders.conftest import SHANGHAI, Bind
from tests.reminders.sweeping import OFFICE, Office, try_to_deliver
from tracker.calendar import is_working_day
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.notice_tables import notice_messages, notices
from tracker.store.store import Store

FIRST, LAST = date(2021, 5, 20), date(2021, 7, 20)
DAY = timedelta(days=1)


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def expected(campaign: Campaign, mornings: Sequence[date]) -> set[tuple[str, str, date]]:
    """Subject, colour and day of issue where nobody reports anything."""
    found: dict[tuple[str, str], date] = {}
    for day in mornings:
        for task in (*campaign.tasks, *campaign.obligations):
            for unit, _ in task.parts():
                late = (day - task.due_on).days if task.due_on else -99
                colour = "red" if late > 10 else "yellow" if late > 0 else "blue" if late >= -7 else None
                if colour:
                    found.setdefault((f"assignment:{task.code}:{unit}", colour), day)
    return {(subject, colour, day) for (subject, colour), day in found.items()}


def issued(store: Store) -> list[tuple[str, str, date]]:
    query = select(notices.c.subject, notices.c.colour, notices.c.issued_on)
    return [
        (row.subject, row.colour, row.issued_on) for row in store.read_now(lambda c: c.execute(query).all())
    ]


def heard(store: Store) -> Counter[tuple[int, str, str]]:
    """How often each post got each notice."""
    rows = tables.outbox
    query = (
        select(notice_messages.c.notice_id, rows.c.post_unit, rows.c.post_role)
        .join(rows, rows.c.id == notice_messages.c.outbox_id)
        .where(rows.c.state == "sent")
    )
    return Counter((row[0], row[1], row[2]) for row in store.read_now(lambda c: c.execute(query).all()))


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_fails_each_notice_is_issued_on_its_first_morning_and_heard_once(
    store: Store, campaign: Campaign, bind: Bind, seed: int
) -> None:
    bind(7)
    bind(8, role=Role.LEADER)
    bind(9, OFFICE, Role.DIRECTOR)
    bind(10, "市委市政府督查局", Role.INSPECTOR)
    luck = Random(seed)  # noqa: S311  (a seeded replay, no secret)
    store.write_now(open_cursors, standing_jobs(campaign), nine(FIRST - DAY))
    schedule = Schedule(store, standing_jobs(campaign))
    mornings = []
    for day in (FIRST + n * DAY for n in range((LAST - FIRST).days + 1)):
        if luck.random() < 0.2:
            continue  # stopped all day
        mornings += [day] if is_working_day(day) else []
        for hour in (0, 3, 7):
            await schedule.tick(nine(day) + hour * timedelta(hours=1))
            if luck.random() < 0.6:
                try_to_deliver(store, nine(day) + hour * timedelta(hours=1), luck)
    Office(store, campaign).deliver(nine(LAST + DAY))
    assert set(issued(store)) == expected(campaign, mornings)
    assert len(issued(store)) == len(set(issued(store)))
    told = heard(store)
    assert set(told.values()) == {1}
    last = select(notices.c.id).where(notices.c.subject == "assignment:3.2:清丰县", notices.c.colour == "red")
    red = store.read_now(lambda c: c.execute(last).scalar_one())
    assert {role for notice_id, _, role in told if notice_id == red} == {
        "liaison",
        "leader",
        "director",
        "inspector",
    }

"""The calendar replayed with deaths and dead networks: nothing lost, nothing twice, nothing stale."""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import select

from reminders import outbox
from reminders.ladder import Reminder
from reminders.messages import Lane
from reminders.morning import mornings
from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.reminders.conftest import LEASE, SHANGHAI, Bind
from tests.reminders.sweeping import try_to_deliver
from tracker.calendar import is_working_day
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, return_standing
from tracker.store import tables
from tracker.store.ledger import Ledger
from tracker.store.store import Store

FIRST, LAST = date(2021, 5, 20), date(2021, 7, 20)
DAY = timedelta(days=1)
UNIT = "清丰县"


class Told(NamedTuple):
    """A message that arrived: when, and the reminders in it."""

    at: datetime
    planned_on: date
    keys: tuple[str, ...]


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def days() -> list[date]:
    return [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]


def untroubled(store: Store, campaign: Campaign) -> dict[date, tuple[Reminder, ...]]:
    """What every morning tells the unit if nothing ever fails."""
    facts = store.read_now(lambda connection: Ledger(connection, campaign).holdings(units=[UNIT]))
    assert campaign.returns is not None
    quarter = ReturnRecord(quarter=Quarter(2021, 2), unit=UNIT)
    told, since = dict[date, tuple[Reminder, ...]](), None
    for day in filter(is_working_day, days()):
        returns = (return_standing(quarter, day, campaign.returns),)
        planned = mornings(facts, campaign, since, day, returns=returns)
        told[day] = tuple(one for each in planned for one in each.items)
        since = day
    return told


def arrived(store: Store) -> list[Told]:
    rows = tables.outbox
    mornings_sent = (rows.c.state == "sent", rows.c.key.startswith("morning:"))
    query = select(rows).where(*mornings_sent).order_by(rows.c.settled_at, rows.c.id)
    found = store.read_now(lambda connection: connection.execute(query).all())
    return [
        Told(
            at=row.settled_at,
            planned_on=date.fromisoformat(row.key.split(":")[1]),
            keys=tuple(item["key"] for item in row.items),
        )
        for row in found
    ]


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_fails_each_rung_arrives_once_or_is_replaced_by_a_newer(
    store: Store, campaign: Campaign, bind: Bind, seed: int
) -> None:
    bind(7, UNIT)
    luck = Random(seed)  # noqa: S311  (a seeded replay, no secret)
    store.write_now(open_cursors, standing_jobs(campaign), nine(FIRST - DAY))
    schedule = Schedule(store, standing_jobs(campaign))
    for day in days():
        if luck.random() < 0.2:
            continue  # stopped all day
        for hour in (0, 3, 7):
            await schedule.tick(nine(day) + hour * timedelta(hours=1))
            if luck.random() < 0.6:
                try_to_deliver(store, nine(day) + hour * timedelta(hours=1), luck)
    told = arrived(store)
    every_key = [key for each in told for key in each.keys]
    assert len(every_key) == len(set(every_key))
    for day, items in untroubled(store, campaign).items():
        later = [each for each in told if each.planned_on >= day]
        for item in items if later else ():
            again = [key for each in later for key in each.keys if key.startswith(f"{item.subject}:")]
            assert again, f"{item.key} was lost"


async def test_if_nothing_fails_every_morning_arrives_as_it_was_planned(
    store: Store, campaign: Campaign, bind: Bind
) -> None:
    bind(7, UNIT)
    store.write_now(open_cursors, standing_jobs(campaign), nine(FIRST - DAY))
    schedule = Schedule(store, standing_jobs(campaign))
    for day in days():
        await schedule.tick(nine(day))
        for row in store.write_now(outbox.claim, lane=Lane.REMINDER, now=nine(day), lease=LEASE, limit=30):
            store.write_now(outbox.settle_sent, row, message_id=row.id, at=nine(day))
    planned = {day: tuple(one.key for one in items) for day, items in untroubled(store, campaign).items()}
    assert {each.planned_on: each.keys for each in arrived(store)} == {
        day: keys for day, keys in planned.items() if keys
    }

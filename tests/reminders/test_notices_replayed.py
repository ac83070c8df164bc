"""Notices over two months of deaths and dead networks, held against FACTS 8 written down again.

清丰县 files its return late and gets it back, and its annual task is stopped by an order of 6 July.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.acting import Act
from tests.reminders.conftest import Bind
from tests.reminders.noticing import DAY, bind_everybody, nine
from tests.reminders.sweeping import Office, try_to_deliver
from tests.tracker.usecases.filing_returns import file, give_back, record_of
from tests.tracker.usecases.keeping_tasks import decide
from tests.tracker.usecases.keeping_tasks import issue as issue_target
from tracker.calendar import is_working_day
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.notice_tables import notice_messages, notices
from tracker.store.store import Store

FIRST, LAST = date(2021, 5, 20), date(2021, 7, 20)


FILED, GIVEN_BACK, DECIDED = date(2021, 7, 5), date(2021, 7, 13), date(2021, 7, 6)
MARCH_31, JUNE_30 = date(2021, 3, 31), date(2021, 6, 30)


def owed(campaign: Campaign, day: date) -> Iterator[tuple[str, date]]:
    """What is to be urged on a morning, with its date."""
    for task in (*campaign.tasks, *campaign.obligations):
        if task.due_on:
            yield from ((f"assignment:{task.code}:{unit}", task.due_on) for unit, _ in task.parts())
    for unit in (each.name for each in campaign.units if each.quarterly_return):
        yield f"return:2021Q1:{unit}", MARCH_31
        if unit != "清丰县" or not FILED <= day < GIVEN_BACK:
            yield f"return:2021Q2:{unit}", JUNE_30
    if day <= JUNE_30 or day >= DECIDED:
        yield "sanction:2021:midyear:清丰县", JUNE_30


def expected(campaign: Campaign, mornings: Sequence[date]) -> set[tuple[str, str, date]]:
    """Subject, colour and day of issue."""
    found: dict[tuple[str, str], date] = {}
    for day in mornings:
        for subject, due_on in owed(campaign, day):
            late = (day - due_on).days
            colour = "red" if late > 10 else "yellow" if late > 0 else "blue" if late >= -7 else None
            if colour:
                found.setdefault((subject, colour), day)
    return {(subject, colour, day) for (subject, colour), day in found.items()}


def happen(act: Act, day: date) -> None:
    """What people do on a day, before its morning."""
    if day == FILED:
        file(act, on=day)
    if day == GIVEN_BACK:
        (late,) = record_of(act).submissions
        give_back(act, late.id, on=day)
    if day == DECIDED:
        decide(act, day)


def issued(store: Store) -> list[tuple[str, str, date]]:
    query = select(notices.c.subject, notices.c.colour, notices.c.issued_on)
    return [
        (row.subject, row.colour, row.issued_on) for row in store.read_now(lambda c: c.execute(query).all())
    ]


def heard(store: Store, *, apart: bool = False) -> Counter[tuple[int, str, str]]:
    """How often each post got each notice; `apart`: beside its reminders."""
    rows = tables.outbox
    query = (
        select(notice_messages.c.notice_id, rows.c.post_unit, rows.c.post_role)
        .join(rows, rows.c.id == notice_messages.c.outbox_id)
        .where(rows.c.state == "sent")
    )
    if apart:
        query = query.where(rows.c.key.startswith("notice:"))
    return Counter((row[0], row[1], row[2]) for row in store.read_now(lambda c: c.execute(query).all()))


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_fails_each_notice_is_issued_on_its_first_morning_and_heard_once(
    store: Store, campaign: Campaign, bind: Bind, seed: int
) -> None:
    bind_everybody(bind)
    luck = Random(seed)  # noqa: S311  (a seeded replay, no secret)
    store.write_now(open_cursors, standing_jobs(campaign), nine(FIRST - DAY))
    schedule = Schedule(store, standing_jobs(campaign))
    act = Act(store, campaign)
    issue_target(act)
    mornings = []
    for day in (FIRST + n * DAY for n in range((LAST - FIRST).days + 1)):
        happen(act, day)
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
    # The reminders of a liaison carry the mark each morning.
    assert {times for (_, _, role), times in told.items() if role != "liaison"} == {1}
    assert set(heard(store, apart=True).values()) == {1}
    subjects = ("assignment:3.2:清丰县", "return:2021Q2:清丰县", "sanction:2021:midyear:清丰县")
    last = select(notices.c.id).where(notices.c.subject.in_(subjects), notices.c.colour == "red")
    for red in store.read_now(lambda c: c.execute(last).scalars().all()):
        heard_by = {role for notice_id, _, role in told if notice_id == red}
        assert heard_by == {"liaison", "leader", "director", "inspector"}

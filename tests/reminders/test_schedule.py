from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection, insert, select

from reminders.schedule import Gap, Job, OnDays, Schedule, do, look, open_cursors, standing_jobs
from tests.reminders.conftest import SHANGHAI, Bind, execute
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.store import Store, TransactionLost

HOUR = timedelta(hours=1)
DAILY = CronTrigger(hour=9, timezone=SHANGHAI)


def at(month: int, day: int, hour: int = 9, year: int = 2021) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def note(connection: Connection, slot: datetime, since: datetime | None) -> None:
    """A job whose work is to write down that it ran."""
    row = {
        "at": slot,
        "actor": "job",
        "action": "ran",
        "subject": str(since and f"{since.astimezone(SHANGHAI):%m-%dT%H}"),
    }
    connection.execute(insert(tables.audit).values(detail={}, **row))


def job(gap: Gap, stale_after: timedelta | None = None) -> Job:
    return Job(name="test", trigger=DAILY, gap=gap, work=note, stale_after=stale_after)


def ran(store: Store) -> list[tuple[str, str]]:
    query = select(tables.audit.c.at, tables.audit.c.subject).order_by(tables.audit.c.id)
    rows = store.read_now(lambda connection: connection.execute(query).all())
    return [(f"{moment.astimezone(SHANGHAI):%m-%dT%H}", since) for moment, since in rows]


def opened(store: Store, one: Job, now: datetime) -> Schedule:
    store.write_now(open_cursors, [one], now)
    return Schedule(store, [one])


async def test_a_job_runs_at_its_slot_and_not_before(each_store: Store) -> None:
    schedule = opened(each_store, job(Gap.LATEST), at(6, 24, 12))
    assert await schedule.tick(at(6, 25, 8)) == at(6, 25)
    assert ran(each_store) == []
    assert await schedule.tick(at(6, 25)) == at(6, 26)
    assert ran(each_store) == [("06-25T09", "None")]


async def test_ticking_again_runs_nothing_twice(each_store: Store) -> None:
    schedule = opened(each_store, job(Gap.LATEST), at(6, 24, 12))
    for hour in (9, 9, 10, 23):
        await schedule.tick(at(6, 25, hour))
    assert len(ran(each_store)) == 1


async def test_after_a_stop_of_three_days_latest_runs_the_newest_slot_only(each_store: Store) -> None:
    schedule = opened(each_store, job(Gap.LATEST), at(6, 20, 12))
    await schedule.tick(at(6, 21))
    assert await schedule.tick(at(6, 24, 15)) == at(6, 25)
    assert ran(each_store) == [("06-21T09", "None"), ("06-24T09", "06-21T09")]


async def test_after_a_stop_each_runs_every_slot_in_order(each_store: Store) -> None:
    schedule = opened(each_store, job(Gap.EACH), at(6, 20, 12))
    assert await schedule.tick(at(6, 23, 15)) == at(6, 24)
    assert ran(each_store) == [("06-21T09", "None"), ("06-22T09", "06-21T09"), ("06-23T09", "06-22T09")]


async def test_a_slot_too_late_is_left_to_the_next_which_covers_it(each_store: Store) -> None:
    schedule = opened(each_store, job(Gap.LATEST, stale_after=15 * HOUR), at(6, 20, 12))
    await schedule.tick(at(6, 21))
    assert await schedule.tick(at(6, 25, 2)) == at(6, 25)
    assert await schedule.tick(at(6, 25)) == at(6, 26)
    assert ran(each_store) == [("06-21T09", "None"), ("06-25T09", "06-21T09")]


async def test_work_that_fails_leaves_the_cursor_where_it_was(each_store: Store) -> None:
    def fail(connection: Connection, slot: datetime, since: datetime | None) -> None:
        note(connection, slot, since)
        raise RuntimeError("a bug")

    broken = Job(name="test", trigger=DAILY, gap=Gap.LATEST, work=fail)
    with pytest.raises(RuntimeError):
        await opened(each_store, broken, at(6, 24, 12)).tick(at(6, 25))
    assert ran(each_store) == []
    await Schedule(each_store, [job(Gap.LATEST)]).tick(at(6, 25, 10))
    assert ran(each_store) == [("06-25T09", "None")]


def broken(name: str, fault: Exception) -> Job:
    def fail(_connection: Connection, _slot: datetime, _since: datetime | None) -> None:
        raise fault

    return Job(name=name, trigger=DAILY, gap=Gap.LATEST, work=fail)


async def test_a_job_that_fails_keeps_no_other_from_its_turn_and_is_still_reported(
    each_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = [broken("full disk", TransactionLost()), broken("bug", ZeroDivisionError()), job(Gap.LATEST)]
    each_store.write_now(open_cursors, jobs, at(6, 24, 12))
    with pytest.raises(ZeroDivisionError):
        await Schedule(each_store, jobs).tick(at(6, 25))
    assert ran(each_store) == [("06-25T09", "None")]
    assert [record.getMessage() for record in caplog.records] == [
        "the job full disk failed: TransactionLost",
        "the job bug failed: ZeroDivisionError",
    ]


async def test_a_fault_of_the_database_alone_is_raised_to_be_waited_out(each_store: Store) -> None:
    jobs = [broken("full disk", TransactionLost()), job(Gap.LATEST)]
    each_store.write_now(open_cursors, jobs, at(6, 24, 12))
    with pytest.raises(TransactionLost):
        await Schedule(each_store, jobs).tick(at(6, 25))
    assert len(ran(each_store)) == 1


def test_of_two_programs_that_saw_the_same_cursor_one_works(each_store: Store) -> None:
    one = job(Gap.LATEST)
    opened(each_store, one, at(6, 24, 12))
    turn = each_store.read_now(look, one, at(6, 25))
    assert [each_store.write_now(do, one, turn) for _ in range(2)] == [True, False]
    assert len(ran(each_store)) == 1


def test_opening_cursors_again_moves_none(each_store: Store) -> None:
    one = job(Gap.LATEST)
    opened(each_store, one, at(6, 20, 12))
    opened(each_store, one, at(6, 24, 12))
    assert each_store.read_now(look, one, at(6, 21)).slot == at(6, 21)


def test_working_days_skip_weekends_and_holidays_and_keep_their_make_up_days() -> None:
    trigger = OnDays(trigger=DAILY, zone=ZoneInfo("Asia/Shanghai"))
    days, slot = list[str](), at(9, 24, 12)
    while slot < at(10, 9):
        found = trigger.get_next_fire_time(slot, slot)
        assert found is not None
        slot = found
        days.append(f"{slot:%m-%d}")
    assert days == ["09-26", "09-27", "09-28", "09-29", "09-30", "10-08", "10-09"]


async def test_the_first_summary_waits_for_the_first_working_morning(
    each_store: Store, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    jobs = standing_jobs(campaign)
    each_store.write_now(open_cursors, jobs, at(6, 25, 12))
    schedule = Schedule(each_store, jobs)
    await schedule.tick(at(6, 27, 12))
    assert keys(each_store) == []
    assert await schedule.tick(at(6, 28)) == at(6, 29, 3)
    assert keys(each_store) == ["morning:2021-06-28:清丰县:liaison", "notice:2021-06-28:清丰县:liaison"]


async def test_a_morning_missed_is_made_up_for_the_same_day_but_not_in_the_night(
    each_store: Store, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    jobs = standing_jobs(campaign)
    each_store.write_now(open_cursors, jobs, at(6, 22, 12))
    schedule = Schedule(each_store, jobs)
    await schedule.tick(at(6, 23, 23))
    assert keys(each_store) == ["morning:2021-06-23:清丰县:liaison", "notice:2021-06-23:清丰县:liaison"]
    await schedule.tick(at(6, 26, 1))
    assert len(keys(each_store)) == 2
    await schedule.tick(at(6, 28))
    assert keys(each_store)[2:] == ["morning:2021-06-28:清丰县:liaison", "notice:2021-06-28:清丰县:liaison"]


async def test_the_hour_of_sending_is_the_campaigns(each_store: Store, campaign: Campaign) -> None:
    (morning, _) = standing_jobs(campaign)
    assert campaign.ladder.send_at == time(9)
    assert morning.trigger.get_next_fire_time(at(6, 24, 9), at(6, 24, 9)) == at(6, 25)


async def test_the_nightly_job_forgets_replies_of_more_than_a_month_ago(
    each_store: Store, campaign: Campaign
) -> None:
    row = {
        "key": "update:1:1",
        "lane": "reply",
        "chat_id": 7,
        "payload": {},
        "items": [],
        "state": "sent",
        "created_at": at(5, 1),
        "not_before": at(5, 1),
    }
    each_store.write_now(execute, insert(tables.outbox).values(settled_at=at(5, 1), **row))
    (_, forgetting) = standing_jobs(campaign)
    await opened(each_store, forgetting, at(5, 30)).tick(at(5, 31))
    assert keys(each_store) == ["update:1:1"]
    await Schedule(each_store, [forgetting]).tick(at(6, 2))
    assert keys(each_store) == []


def keys(store: Store) -> list[str]:
    """Read the keys of what was to be sent or was sent."""
    query = select(tables.outbox.c.key).where(tables.outbox.c.state != "given up")
    return list(store.read_now(lambda c: c.execute(query.order_by(tables.outbox.c.id)).scalars().all()))

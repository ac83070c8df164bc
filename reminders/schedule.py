"""Jobs and their cursors: what is due is told by how far each job has come, never by the wall clock.

A job's next slot follows from its cursor alone. Its work and the step of its cursor share a transaction,
so nothing fires twice and a stop of any length loses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection, select, update

from reminders import outbox
from reminders.notice_sweep import issue_due, tell_of_notices
from reminders.notice_wording import notice_marks
from reminders.sweep import sweep
from tracker.calendar import is_working_day
from tracker.plan import Campaign
from tracker.store.inserting import insert_or_leave
from tracker.store.store import DATABASE_FAULTS, Store
from tracker.store.tables import jobs

_log = logging.getLogger(__name__)

KEEP_REPLIES: Final = timedelta(days=30)
"""How long settled replies are kept; the inbox keeps its updates as long, so no key comes back."""

MORNING: Final = "morning"
"""The job that tells what a working day calls for."""

Work = Callable[[Connection, datetime, datetime | None], object]
"""Do a slot: `work(connection, slot, since)`; `since` is the slot before, None on the first run."""


class Gap(StrEnum):
    """What a stop over several slots means: one run for the newest, or one for each."""

    LATEST = "latest"
    EACH = "each"


class Trigger(Protocol):
    """An APScheduler trigger."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the first slot after `previous_fire_time`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that recurs. `name` names its cursor and must not change.

    `stale_after`, for `Gap.LATEST`: a slot that is so late is left to the next one, which covers it.
    """

    name: str
    trigger: Trigger
    gap: Gap
    work: Work
    stale_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDays:
    """A trigger that keeps the slots of another on wanted days, as the campaign's zone counts days."""

    trigger: Trigger
    zone: ZoneInfo
    wanted: Callable[[date], bool] = is_working_day

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the first slot of a wanted day after `previous_fire_time`."""
        slot = self.trigger.get_next_fire_time(previous_fire_time, now)
        while slot is not None and not self.wanted(_day(slot, self.zone)):
            slot = self.trigger.get_next_fire_time(slot, slot)
        return slot


def standing_jobs(campaign: Campaign, besides: Sequence[Work] = ()) -> tuple[Job, ...]:
    """Return the jobs that every campaign has: the morning, and forgetting old replies at night.

    `besides` is what else a morning tells, done in its transaction.
    """
    zone, send_at = ZoneInfo(campaign.timezone), campaign.ladder.send_at
    return (
        Job(
            name=MORNING,
            trigger=mornings(campaign),
            gap=Gap.LATEST,
            work=lambda connection, slot, since: _morning(connection, campaign, besides, slot, since),
            # Only its own day hears a morning: after midnight the number of days left is wrong.
            stale_after=timedelta(days=1) - timedelta(hours=send_at.hour, minutes=send_at.minute),
        ),
        Job(
            name="forget replies",
            trigger=CronTrigger(hour=3, timezone=zone),
            gap=Gap.LATEST,
            work=lambda connection, slot, _since: outbox.forget(connection, before=slot - KEEP_REPLIES),
        ),
    )


def mornings(campaign: Campaign, wanted: Callable[[date], bool] = is_working_day) -> Trigger:
    """Return the trigger of the hour of the morning, on wanted days."""
    zone, send_at = ZoneInfo(campaign.timezone), campaign.ladder.send_at
    daily = CronTrigger(hour=send_at.hour, minute=send_at.minute, second=send_at.second, timezone=zone)
    return OnDays(trigger=daily, zone=zone, wanted=wanted)


def _morning(
    connection: Connection,
    campaign: Campaign,
    besides: Sequence[Work],
    slot: datetime,
    since: datetime | None,
) -> None:
    """Issue notices, sweep, tell of both and of what else there is.

    One transaction: whoever hears of several then reads them in one message.
    """
    due = issue_due(connection, campaign, slot)
    sweep(connection, campaign, slot, since, notice_marks(due))
    tell_of_notices(connection, campaign, slot, due)
    for work in besides:
        work(connection, slot, since)


def open_cursors(connection: Connection, listed: Iterable[Job], now: datetime) -> None:
    """Let jobs that have no cursor yet begin now: nothing before is made up for."""
    statement = insert_or_leave(connection, jobs, "job")
    for job in listed:
        connection.execute(statement, {"job": job.name, "done_through": now, "opened_at": now})


def opened_at(connection: Connection, name: str) -> datetime:
    """Return when a job began on this database; it must have a cursor."""
    query = select(jobs.c.opened_at).where(jobs.c.job == name)
    found: datetime = connection.execute(query).scalar_one()
    return found


def done_through(connection: Connection, name: str) -> datetime | None:
    """Return how far a job has come; None where it has no cursor yet."""
    query = select(jobs.c.done_through).where(jobs.c.job == name)
    return connection.execute(query).scalar_one_or_none()


class Schedule:
    """The jobs of a running program. `tick` does what is due and says when to come again."""

    def __init__(self, store: Store, listed: Iterable[Job]) -> None:
        self._store = store
        self._jobs = tuple(listed)

    async def tick(self, now: datetime) -> datetime | None:
        """Do every slot that is due, each in its own transaction; return when the next one comes.

        A job that fails keeps no other from its turn; what failed is raised once all have had theirs.
        """
        turns = [await self._turn(job, now) for job in self._jobs]
        _raise_worst([each for each in turns if isinstance(each, BaseException)])
        return min((each for each in turns if isinstance(each, datetime)), default=None)

    async def _turn(self, job: Job, now: datetime) -> datetime | BaseException | None:
        # `gather` of one, because it hands the fault over and still lets a cancel through.
        (ended,) = await asyncio.gather(self._catch_up(job, now), return_exceptions=True)
        if isinstance(ended, BaseException):
            trace = None if isinstance(ended, DATABASE_FAULTS) else ended
            _log.error("the job %s failed: %s", job.name, type(ended).__name__, exc_info=trace)
        return ended

    async def _catch_up(self, job: Job, now: datetime) -> datetime | None:
        while True:
            turn = await self._store.read(look, job, now)
            if turn.slot is None:
                return turn.next_at
            await self._store.write(do, job, turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How far a job has come and what it must do: `slot` now, or nothing until `next_at`."""

    seen: datetime
    since: datetime | None
    slot: datetime | None
    next_at: datetime | None


def look(connection: Connection, job: Job, now: datetime) -> Turn:
    """Read what a job must do now from its cursor."""
    cursor = connection.execute(select(jobs).where(jobs.c.job == job.name)).one()
    seen = cursor.done_through
    since = None if seen == cursor.opened_at else seen
    slot, following = None, job.trigger.get_next_fire_time(seen, seen)
    while following is not None and following <= now:
        slot, following = following, job.trigger.get_next_fire_time(following, following)
        if job.gap is Gap.EACH:
            break
    if slot is not None and job.stale_after is not None and now >= slot + job.stale_after:
        slot = None
    return Turn(seen=seen, since=since, slot=slot, next_at=following)


def do(connection: Connection, job: Job, turn: Turn) -> bool:
    """Step the cursor and work, both or neither; False where somebody else was faster."""
    if turn.slot is None:
        return False
    # First the step: it locks the cursor, so that two programs cannot both find it where it was.
    step = update(jobs).where(jobs.c.job == job.name, jobs.c.done_through == turn.seen)
    if not connection.execute(step.values(done_through=turn.slot)).rowcount:
        return False
    job.work(connection, turn.slot, turn.since)
    return True


def _raise_worst(faults: Sequence[BaseException]) -> None:
    """Raise a bug rather than a fault of the database: the one ends the program, the other is waited out."""
    if faults:
        raise min(faults, key=lambda fault: isinstance(fault, DATABASE_FAULTS))


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()

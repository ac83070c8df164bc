"""The mornings of the whole plan: reminders, notices and circulars, in one transaction with its commit."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from time import perf_counter

from sqlalchemy import Connection, func, select

from benchmarks.figures import Figure, spread
from benchmarks.sample_office import sample_office
from bot.runner import all_jobs
from reminders.messages import Lane
from reminders.schedule import MORNING
from tracker.calendar import working_days_from
from tracker.store.tables import outbox

MORNINGS = 10
_FIRST = date(2021, 6, 25)


def mornings() -> list[Figure]:
    """Plan mornings around the end of June one after the other; nothing is ever delivered between them."""
    with sample_office() as sample:
        campaign, clock = sample.office.campaign, sample.office.clock
        (morning,) = [job for job in all_jobs(campaign) if job.name == MORNING]
        since = datetime.combine(_FIRST - timedelta(days=1), campaign.ladder.send_at, clock.zone)
        seconds, planned = [], [0]
        for day in islice(working_days_from(_FIRST), MORNINGS):
            slot = datetime.combine(day, campaign.ladder.send_at, clock.zone)
            start = perf_counter()
            sample.office.store.write_now(morning.work, slot, since)
            seconds.append(perf_counter() - start)
            planned.append(sample.office.store.read_now(_planned))
            since = slot
    assigned = sum(1 for task in (*campaign.tasks, *campaign.obligations) for _ in task.parts())
    largest = max(now - before for before, now in pairwise(planned))
    return [
        Figure(
            what="a morning of the whole plan",
            value=spread(seconds),
            on=f"{assigned} assignments, up to {largest} messages, {MORNINGS} mornings",
        )
    ]


def _planned(connection: Connection) -> int:
    """Count what mornings have put into the outbox, whether it can be sent or not."""
    counted = select(func.count()).where(outbox.c.lane == Lane.REMINDER.value)
    return connection.execute(counted).scalar_one()

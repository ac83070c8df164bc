"""The morning sweep of the whole plan, in one transaction with its commit."""

from datetime import date, datetime, timedelta
from itertools import islice
from time import perf_counter

from benchmarks.figures import Figure, spread
from benchmarks.sample_office import sample_office
from reminders.sweep import SweepDone, sweep
from tracker.calendar import working_days_from

MORNINGS = 10
_FIRST = date(2021, 6, 25)


def mornings() -> list[Figure]:
    """Plan mornings around the end of June one after the other; nothing is ever delivered between them."""
    with sample_office() as sample:
        campaign, clock = sample.office.campaign, sample.office.clock
        since = datetime.combine(_FIRST - timedelta(days=1), campaign.ladder.send_at, clock.zone)
        seconds, planned = [], list[SweepDone]()
        for day in islice(working_days_from(_FIRST), MORNINGS):
            slot = datetime.combine(day, campaign.ladder.send_at, clock.zone)
            start = perf_counter()
            planned.append(sample.office.store.write_now(sweep, campaign, slot, since))
            seconds.append(perf_counter() - start)
            since = slot
    assigned = sum(1 for task in (*campaign.tasks, *campaign.obligations) for _ in task.parts())
    largest = max(each.messages for each in planned)
    return [
        Figure(
            what="the morning sweep of the whole plan",
            value=spread(seconds),
            on=f"{assigned} assignments, up to {largest} messages, {MORNINGS} mornings",
        )
    ]

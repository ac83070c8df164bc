"""The plan with fewer units, as a campaign file of them alone would have it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from tracker.plan import Campaign, Task


def with_units(campaign: Campaign, kept: Collection[str]) -> Campaign:
    """Their tasks, and every rule of it, as they are."""

    def own(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in kept)

    def fewer(task: Task) -> Task:
        return replace(task, lead=own(task.lead), supporting=own(task.supporting), obliged=own(task.obliged))

    return replace(
        campaign,
        units=tuple(unit for unit in campaign.units if unit.name in kept),
        tasks=tuple(fewer(task) for task in campaign.tasks),
        obligations=tuple(fewer(task) for task in campaign.obligations),
    )

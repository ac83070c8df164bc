"""Which of the recorded targets and areas are a unit's in a year (FACTS 6).

What belongs to a park follows the unit that governs it: a target on the day it is asked about, an area on the
day of its disposal.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from tracker.measures import Sanctions
from tracker.plan import Campaign
from tracker.targets import AreaDone, Target

Governor = Callable[[str, date], str | None]
"""Which unit governs a park on a day; None where nobody does."""

_NONE = Decimal(0)


def governor_of(campaign: Campaign) -> Governor:
    """Return who governs a park on a day, as the campaign has it."""

    def governor(park: str, on: date) -> str | None:
        found = campaign.park(park)
        row = found.governor(on) if found else None
        return row.unit if row else None

    return governor


def target_in_force(
    unit: str, year: int, targets: Iterable[Target], rules: Sanctions, governor: Governor, *, on: date
) -> Decimal | None:
    """Return what a unit has to do in a year by targets and mapping of a day; None: nothing was issued."""
    own = targets_in_force(unit, year, targets, rules, governor, on=on)
    return sum((each.area_mu for each in own), _NONE) if own else None


def targets_in_force(
    unit: str, year: int, targets: Iterable[Target], rules: Sanctions, governor: Governor, *, on: date
) -> tuple[Target, ...]:
    """Return the newest target of each place and category that is a unit's by the mapping of a day."""
    issued = _own_targets(unit, year, targets, rules, governor, on=on)
    return tuple({(each.park, each.unit, each.category): each for each in issued}.values())


def first_set_on(
    unit: str, year: int, targets: Iterable[Target], rules: Sanctions, governor: Governor, *, on: date
) -> date | None:
    """Return since when the year's task is worked on: its first issue, at the earliest 1 January."""
    issued = _own_targets(unit, year, targets, rules, governor, on=on)
    return max(issued[0].issued_on, date(year, 1, 1)) if issued else None


def own_areas(
    unit: str, year: int, done: Iterable[AreaDone], rules: Sanctions, governor: Governor
) -> Iterator[AreaDone]:
    """Yield the counted areas of a unit's year, reviewed or not; each follows its park's unit on its day."""
    for each in done:
        counted = each.disposed_on.year == year and each.category in rules.counted_categories
        if counted and _whose(each, governor, each.disposed_on) == unit:
            yield each


def _own_targets(
    unit: str, year: int, targets: Iterable[Target], rules: Sanctions, governor: Governor, *, on: date
) -> list[Target]:
    """Return every counted target that was issued by a day, replaced ones too, the oldest first."""
    own = [
        each
        for each in targets
        if each.year == year
        and each.issued_on <= on
        and each.category in rules.counted_categories
        and _whose(each, governor, on) == unit
    ]
    return sorted(own, key=lambda each: each.issued_on)


def _whose(each: Target | AreaDone, governor: Governor, on: date) -> str | None:
    return each.unit if each.park is None else governor(each.park, on)

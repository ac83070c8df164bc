"""What a morning tells: each unit's liaison once, however many items.

Pure: the facts, the campaign and the day decide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reminders.ladder import Reminder, reminder, retold
from tracker.calendar import is_working_day
from tracker.model import Holdings, Role
from tracker.plan import Campaign
from tracker.standing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningMessage:
    """What the holder of a post is told on a morning; `items` in ledger order."""

    recipient: Role
    unit: str
    day: date
    items: tuple[Reminder, ...]


def mornings(
    holdings: Iterable[Holdings],
    campaign: Campaign,
    since: date | None,
    day: date,
    *,
    untold: Iterable[Reminder] = (),
) -> tuple[MorningMessage, ...]:
    """Return what falls in (since, day] as the messages of the morning of `day`; none on a day off.

    `untold` are reminders of earlier mornings that never arrived, the newest last: what is not stale of
    them is told again, unless a newer rung of the same assignment is.
    """
    if not is_working_day(day):
        return ()
    newest = {(each.code, each.unit): each for each in untold}
    told: dict[str, list[Reminder]] = {}
    for each in holdings:
        judged = standing(each, day, campaign.lights)
        item = reminder(judged, campaign.ladder, since, day) or _again(judged, newest, day)
        if item is not None:
            told.setdefault(item.unit, []).append(item)
    return tuple(
        MorningMessage(recipient=Role.LIAISON, unit=unit.name, day=day, items=tuple(told[unit.name]))
        for unit in campaign.units
        if unit.name in told
    )


def _again(judged: Standing, newest: Mapping[tuple[str, str], Reminder], day: date) -> Reminder | None:
    owed = judged.assignment
    untold = newest.get((owed.code, owed.unit))
    return retold(judged, untold, day) if untold else None

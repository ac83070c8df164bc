"""What a morning tells: each unit's liaison once, however many items.

Pure: the facts, the campaign and the day decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reminders.ladder import (
    Owed,
    Reminder,
    owed_annual_task,
    owed_assignment,
    owed_parcel,
    owed_return,
    reminder,
    retold,
)
from tracker.account import ParcelStanding
from tracker.calendar import is_working_day
from tracker.cases import CutoffAhead
from tracker.measures import Ladder, Returns
from tracker.model import Holdings, Role
from tracker.plan import Campaign
from tracker.returns import ReturnStanding
from tracker.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningMessage:
    """What the holder of a post is told on a morning.

    `items` are in ledger order, then come returns, annual tasks and parcels.
    """

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
    parcels: Iterable[ParcelStanding] = (),
    returns: Iterable[ReturnStanding] = (),
    annual: Iterable[CutoffAhead] = (),
    untold: Iterable[Reminder] = (),
) -> tuple[MorningMessage, ...]:
    """Return what falls in (since, day] as the messages of the morning of `day`; none on a day off.

    `parcels`, `returns` and `annual`, the cut-offs ahead, stand as on `day`. `untold` are reminders of
    earlier mornings that never arrived, the newest last: what is not stale of them is told again, unless a
    newer rung of the same subject is.
    """
    if not is_working_day(day):
        return ()
    newest = {(each.subject, each.unit): each for each in untold}
    told: dict[str, list[Reminder]] = {}
    for owed, ladder in _owed(holdings, campaign, day, parcels=parcels, returns=returns, annual=annual):
        item = reminder(owed, ladder, since, day) or _again(owed, newest, day)
        if item is not None:
            told.setdefault(item.unit, []).append(item)
    return tuple(
        MorningMessage(recipient=Role.LIAISON, unit=unit.name, day=day, items=tuple(told[unit.name]))
        for unit in campaign.units
        if unit.name in told
    )


def _owed(
    holdings: Iterable[Holdings],
    campaign: Campaign,
    day: date,
    *,
    parcels: Iterable[ParcelStanding],
    returns: Iterable[ReturnStanding],
    annual: Iterable[CutoffAhead],
) -> Iterator[tuple[Owed, Ladder | Returns]]:
    """Yield each with the ladder that it is reminded on: assignments, returns, annual tasks, then parcels.

    A parcel that nobody is responsible for reminds nobody.
    """
    for each in holdings:
        yield owed_assignment(standing(each, day, campaign.lights)), campaign.ladder
    if campaign.returns is not None:
        for one in returns:
            yield owed_return(one), campaign.returns
    for ahead in annual:
        yield owed_annual_task(ahead), campaign.ladder
    for parcel in parcels:
        for unit in parcel.units[:1]:
            yield owed_parcel(parcel, unit), campaign.ladder


def _again(owed: Owed, newest: Mapping[tuple[str, str], Reminder], day: date) -> Reminder | None:
    untold = newest.get((owed.subject, owed.unit))
    return retold(owed, untold, day) if untold else None

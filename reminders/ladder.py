"""When an assignment is reminded of: so many days before its date, then every morning, then every week.

Rungs fall on working days only, so a morning that nobody missed has at most one rung an assignment. The
due date in force makes the ladder: moving the date starts another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from tracker.calendar import is_working_day, weekly_working_day, working_day_at_or_before, working_days_from
from tracker.measures import Ladder
from tracker.model import Light
from tracker.plan import Part
from tracker.standing import Standing

_DAY = timedelta(days=1)


class Kind(StrEnum):
    """Which side of the due date a reminder stands on."""

    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to be told on a morning. `days` are left, or overdue, on that morning.

    `key` names the rung, not the morning it is told: `assignment:3.2:清丰县:due:2021-06-30:7` or
    `assignment:3.2:清丰县:overdue:2021-07-05`.
    """

    key: str
    kind: Kind
    code: str
    unit: str
    part: Part
    due_on: date
    days: int


def reminder(standing: Standing, ladder: Ladder, since: date | None, day: date) -> Reminder | None:
    """Return the newest rung in (since, day], told as things stand on `day`.

    Without `since` (a first start, perhaps in the middle of the plan) whatever is overdue is told once,
    and of what is still to come only a rung of `day` itself.
    """
    due_on = standing.due_on
    if due_on is None or not is_reminded(standing):
        return None
    if since is None and due_on < day:
        return _told(standing, due_on, day, _overdue_rung(day))
    oldest = day - _DAY if since is None else since
    if due_on < day:
        # Whatever came before the date is stale by now.
        oldest = max(oldest, due_on)
    rungs = (_rung(ladder, due_on, each) for each in _back_from(day, oldest))
    newest = next((rung for rung in rungs if rung is not None), None)
    return _told(standing, due_on, day, newest) if newest else None


def retold(standing: Standing, untold: Reminder, day: date) -> Reminder | None:
    """Return a reminder that was planned and never sent as it reads on `day`; None where it is stale."""
    due_on = standing.due_on
    if due_on is None or not is_reminded(standing):
        return None
    if due_on < day:
        told = untold.kind is Kind.OVERDUE
        return _told(standing, due_on, day, _rung_of(untold) if told else _overdue_rung(day))
    if untold.kind is Kind.OVERDUE or untold.due_on != due_on:
        return None
    return _told(standing, due_on, day, _rung_of(untold))


def is_reminded(standing: Standing) -> bool:
    """Whether the unit still owes something by a date: not what is closed, awaits review or has no date."""
    return standing.due_on is not None and standing.light is not Light.CLOSED and not standing.submitted


def _rung(ladder: Ladder, due_on: date, day: date) -> str | None:
    if not is_working_day(day):
        return None
    if day > due_on:
        return _overdue_rung(day) if _is_rung_after(ladder, due_on, day) else None
    falling = (n for n in ladder.before_days if working_day_at_or_before(due_on - n * _DAY) == day)
    nearest = min(falling, default=None)
    return None if nearest is None else f"{Kind.DUE}:{due_on}:{nearest}"


def _is_rung_after(ladder: Ladder, due_on: date, day: date) -> bool:
    first = islice(working_days_from(due_on + _DAY), ladder.after_workdays)
    return day in first or day == weekly_working_day(day, ladder.then_weekday)


def _overdue_rung(day: date) -> str:
    return f"{Kind.OVERDUE}:{day}"


def _rung_of(reminder: Reminder) -> str:
    return reminder.key.removeprefix(_key(reminder.code, reminder.unit, ""))


def _key(code: str, unit: str, rung: str) -> str:
    return f"assignment:{code}:{unit}:{rung}"


def _told(standing: Standing, due_on: date, day: date, rung: str) -> Reminder:
    owed = standing.assignment
    return Reminder(
        key=_key(owed.code, owed.unit, rung),
        kind=Kind.OVERDUE if due_on < day else Kind.DUE,
        code=owed.code,
        unit=owed.unit,
        part=owed.part,
        due_on=due_on,
        days=abs((day - due_on).days),
    )


def _back_from(day: date, oldest: date) -> Iterator[date]:
    """Yield the days of (oldest, day], the newest first."""
    while day > oldest:
        yield day
        day -= _DAY

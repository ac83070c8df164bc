"""When something owed is reminded of: so many days before its date, then every morning, then every week.

Rungs fall on working days only, so a morning that nobody missed has at most one rung of each. The
due date in force makes the ladder: moving the date starts another one. Quarterly returns have a ladder of
their own, which ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from tracker.account import ParcelStanding
from tracker.calendar import is_working_day, weekly_working_day, working_day_at_or_before, working_days_from
from tracker.cases import CutoffAhead
from tracker.measures import Ladder, Returns
from tracker.model import Light
from tracker.plan import Part
from tracker.returns import ReturnStanding
from tracker.scoring import figure
from tracker.standing import Standing

_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = timedelta(days=15)
"""Longer than any that the State Council gives: rungs move to the working day before."""
_WEEK = 5
"""Working days: an outage that long loses no last chase, and nobody is chased months later."""


class Kind(StrEnum):
    """Which side of the due date a reminder stands on."""

    DUE = "due"
    OVERDUE = "overdue"


class Matter(StrEnum):
    """What kind of thing a subject names: the word that it begins with."""

    ASSIGNMENT = "assignment"
    PARCEL = "parcel"
    RETURN = "return"
    SANCTION = "sanction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a unit has to do by a date: an assignment, or with `part` None a parcel, a return, an annual task.

    `subject` names it: `assignment:3.2:清丰县`, `parcel:QF-001`, `return:2021Q2:清丰县`,
    `sanction:2021:midyear:清丰县`; `what` says more of all but the first. `is_open` is false for what is
    closed or awaits review. `chased_on` are the days after the date on which it is asked for; None: as its
    ladder says. After the last of them it is given up.
    """

    subject: str
    code: str
    unit: str
    part: Part | None
    due_on: date | None
    is_open: bool
    what: str = ""
    chased_on: tuple[date, ...] | None = None

    @property
    def chased_until(self) -> date | None:
        """Return the day after which it is given up; None: never."""
        if self.chased_on is None:
            return None
        return max(self.chased_on, default=self.due_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to be told on a morning. `days` are left, or overdue, on that morning.

    `key` names the rung, not the morning it is told: `assignment:3.2:清丰县:due:2021-06-30:7` or
    `parcel:QF-001:overdue:2021-07-05`.
    """

    subject: str
    rung: str
    kind: Kind
    code: str
    unit: str
    part: Part | None
    due_on: date
    days: int
    what: str = ""

    @property
    def key(self) -> str:
        """Return what tells this rung of this subject from every other."""
        return f"{self.subject}:{self.rung}"

    @property
    def matter(self) -> Matter:
        """Return what kind of thing is reminded of."""
        return Matter(self.subject.partition(":")[0])


def owed_assignment(standing: Standing) -> Owed:
    """Return what an assignment asks of its unit."""
    assignment = standing.assignment
    return Owed(
        subject=assignment.subject,
        code=assignment.code,
        unit=assignment.unit,
        part=assignment.part,
        due_on=standing.due_on,
        is_open=standing.light is not Light.CLOSED and not standing.submitted,
    )


def owed_parcel(standing: ParcelStanding, unit: str) -> Owed:
    """Return what a parcel asks of a unit."""
    entry = standing.entry
    return Owed(
        subject=f"{Matter.PARCEL}:{entry.number}",
        code=entry.number,
        unit=unit,
        part=None,
        due_on=standing.due_on,
        is_open=standing.owed,
        what=f"{entry.category} {figure(entry.area_mu)} 亩",
    )


def owed_return(standing: ReturnStanding) -> Owed:
    """Return what a quarterly return asks of its unit."""
    return Owed(
        subject=standing.subject,
        code=standing.code,
        unit=standing.unit,
        part=None,
        due_on=standing.quarter.last_on,
        is_open=standing.owed,
        what=f"{standing.quarter.name}季报",
        chased_on=standing.chased_on,
    )


def owed_annual_task(ahead: CutoffAhead) -> Owed:
    """Return what a unit is warned of before a cut-off (四（四）)."""
    return Owed(
        subject=ahead.subject,
        code=ahead.code,
        unit=ahead.unit,
        part=None,
        due_on=ahead.due_on,
        is_open=True,
        what=ahead.urging,
    )


def newest_rung_before(ladder: Ladder, due_on: date, day: date) -> date | None:
    """Return the last morning up to `day` with a rung before `due_on`; None before the first."""
    mornings = (working_day_at_or_before(due_on - n * _DAY) for n in ladder.before_days)
    return max((each for each in mornings if each <= day), default=None)


def horizon(ladder: Ladder, day: date) -> date:
    """Return the last due date that a morning can tell of: the longest rung, and a holiday before it."""
    return day + max(ladder.before_days, default=0) * _DAY + _LONGEST_HOLIDAY


def reminder(owed: Owed, ladder: Ladder | Returns, since: date | None, day: date) -> Reminder | None:
    """Return the newest rung in (since, day], told as things stand on `day`.

    Without `since` (a first start, perhaps in the middle of the plan) whatever is overdue is told once,
    and of what is still to come only a rung of `day` itself. What was given up by then is not told of.
    """
    due_on = owed.due_on
    if due_on is None or not owed.is_open:
        return None
    if since is None and due_on < day:
        if owed.chased_until is not None and owed.chased_until < day:
            return None
        return _told(owed, due_on, day, _overdue_rung(day))
    oldest = day - _DAY if since is None else since
    if due_on < day:
        # Whatever came before the date is stale by now.
        oldest = max(oldest, due_on)
    rungs = (_rung(owed, ladder, due_on, each) for each in _back_from(day, oldest))
    newest = next((rung for rung in rungs if rung is not None), None)
    return _told(owed, due_on, day, newest) if newest else None


def retold(owed: Owed, untold: Reminder, day: date) -> Reminder | None:
    """Return a reminder that was planned and never sent as it reads on `day`; None where it is stale.

    What was given up is told of no later than `_WEEK` working days after its last chase.
    """
    due_on, until = owed.due_on, owed.chased_until
    if due_on is None or not owed.is_open:
        return None
    if until is not None and day > next(islice(working_days_from(until + _DAY), _WEEK - 1, None)):
        return None
    if due_on < day:
        told = untold.kind is Kind.OVERDUE
        return _told(owed, due_on, day, untold.rung if told else _overdue_rung(day))
    if untold.kind is Kind.OVERDUE or untold.due_on != due_on:
        return None
    return _told(owed, due_on, day, untold.rung)


def _rung(owed: Owed, ladder: Ladder | Returns, due_on: date, day: date) -> str | None:
    if not is_working_day(day):
        return None
    if day > due_on:
        return _overdue_rung(day) if _is_rung_after(owed, ladder, due_on, day) else None
    before_days = ladder.prompt_before_days if isinstance(ladder, Returns) else ladder.before_days
    falling = (n for n in before_days if working_day_at_or_before(due_on - n * _DAY) == day)
    nearest = min(falling, default=None)
    return None if nearest is None else f"{Kind.DUE}:{due_on}:{nearest}"


def _is_rung_after(owed: Owed, ladder: Ladder | Returns, due_on: date, day: date) -> bool:
    if isinstance(ladder, Returns):
        return day in (owed.chased_on or ())
    first = islice(working_days_from(due_on + _DAY), ladder.after_workdays)
    return day in first or day == weekly_working_day(day, ladder.then_weekday)


def _overdue_rung(day: date) -> str:
    return f"{Kind.OVERDUE}:{day}"


def _told(owed: Owed, due_on: date, day: date, rung: str) -> Reminder:
    return Reminder(
        subject=owed.subject,
        rung=rung,
        kind=Kind.OVERDUE if due_on < day else Kind.DUE,
        code=owed.code,
        unit=owed.unit,
        part=owed.part,
        due_on=due_on,
        days=abs((day - due_on).days),
        what=owed.what,
    )


def _back_from(day: date, oldest: date) -> Iterator[date]:
    """Yield the days of (oldest, day], the newest first."""
    while day > oldest:
        yield day
        day -= _DAY

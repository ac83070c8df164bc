"""FACTS 7 and 8 about the prompts for quarterly returns, written down a second time, plainly.

Nothing here asks the code under test but for the calendar of working days.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.calendar import is_working_day

DAY = timedelta(days=1)
QUARTERS = {
    f"{year}Q{number}": date(year, *end)
    for year in (2021, 2022)
    for number, end in enumerate(((3, 31), (6, 30), (9, 30), (12, 31)), start=1)
}
"""Each quarter of the plan with its last day."""


class Handed(NamedTuple):
    """A return handed in at noon, and sent back at noon of another day, if it was."""

    on: date
    sent_back_on: date | None = None


class Prompt(NamedTuple):
    """What the liaison of a unit is told of a return, and on which morning."""

    day: date
    unit: str
    key: str


def prompts(unit: str, quarter: str, handed: Sequence[Handed] = ()) -> list[Prompt]:
    """Return the prompts for one return, each with its morning."""
    end, subject = QUARTERS[quarter], f"return:{quarter}:{unit}"
    before = {_workday_at_or_before(end - n * DAY): f"due:{end}:{n}" for n in (10, 5, 2, 0)}
    told = [Prompt(day, unit, f"{subject}:{rung}") for day, rung in before.items() if _owed(handed, day)]
    sent_back = [each.sent_back_on for each in handed if each.sent_back_on and each.sent_back_on > end]
    for start, stop in zip([end, *sent_back], [*sent_back, date.max], strict=True):
        days = [_workday_after(start, n) for n in (1, 3, 5)]
        told += [
            Prompt(day, unit, f"{subject}:overdue:{day}")
            for day in days
            if day <= stop and _owed(handed, day)
        ]
    return told


def all_prompts(units: Sequence[str], story: Mapping[tuple[str, str], Sequence[Handed]]) -> list[Prompt]:
    """Return the prompts of the whole plan; `story` has by unit and quarter what was handed in."""
    return sorted(
        prompt
        for unit in units
        for quarter in QUARTERS
        for prompt in prompts(unit, quarter, story.get((unit, quarter), ()))
    )


def _owed(handed: Sequence[Handed], morning: date) -> bool:
    """Whether nothing was handed in before that morning, or the last that was had come back."""
    before = [each for each in handed if each.on < morning]
    return not before or (before[-1].sent_back_on or date.max) < morning


def _workday_at_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= DAY
    return day


def _workday_after(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= is_working_day(day)
    return day

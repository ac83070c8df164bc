"""Working days with 调休, as the State Council publishes them.

For a year whose arrangement is not published yet, working days are guessed from weekends and the
statutory holidays alone; `published_through` says where knowledge ends, and texts that rest on later
days say so.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from holidays import HolidayBase, country_holidays
from holidays.countries.china import ChinaStaticHolidays

_DAY = timedelta(days=1)
_KNOWN_THROUGH = date(max(ChinaStaticHolidays.special_public_holidays), 12, 31)


@lru_cache(maxsize=64)
def _year(year: int) -> HolidayBase:
    # One object a year: the library fills years in lazily, which threads must not share.
    return country_holidays("CN", years=year, expand=False)


def published_through() -> date:
    """Return the last day whose 调休 is known."""
    return _KNOWN_THROUGH


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether offices work on `day`: 2021-02-07 (Sunday) yes, 2021-10-04 (Monday) no."""
    return _year(day.year).is_working_day(day)


def working_days(first: date, last: date) -> int:
    """Count the working days from `first` to `last`, both included; none where `last` is earlier."""
    if last < first:
        return 0
    before = first - _DAY
    whole_years = sum(_worked(year)[-1] for year in range(before.year, last.year))
    return whole_years + _worked_by(last) - _worked_by(before)


@lru_cache(maxsize=64)
def _worked(year: int) -> tuple[int, ...]:
    """Count the working days of a year up to each of its days; the first place is before the year."""
    days = date(year, 12, 31).timetuple().tm_yday
    first = date(year, 1, 1)
    return tuple(accumulate((is_working_day(first + n * _DAY) for n in range(days)), initial=0))


def _worked_by(day: date) -> int:
    return _worked(day.year)[day.timetuple().tm_yday]


def working_day_at_or_before(day: date) -> date:
    """Return `day`, or the nearest working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_days_from(day: date) -> Iterator[date]:
    """Yield the working days from `day` on, without end."""
    while True:
        if is_working_day(day):
            yield day
        day += _DAY


def weekly_working_day(day: date, weekday: int) -> date | None:
    """Return the day of `day`'s week on which something weekly falls: `weekday` (0 is Monday).

    The week's first working day stands in for a day off; None for a week without one: a holiday can
    take Monday to Sunday.
    """
    monday = day - day.weekday() * _DAY
    wanted = monday + weekday * _DAY
    if is_working_day(wanted):
        return wanted
    return next((each for each in (monday + n * _DAY for n in range(7)) if is_working_day(each)), None)

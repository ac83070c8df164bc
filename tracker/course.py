"""How fast a year's area is disposed of, where that leads, and where an even pace would be. Exact 亩."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tracker.calendar import working_days

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The way to the cut-off that lies ahead: from which day and area to which."""

    from_on: date
    until_on: date
    from_mu: Decimal
    until_mu: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a unit is heading on a day.

    `pace_so_far` is in 亩 a working day since the task was set, today included; None before the first
    working day. At that pace `projected_mu` is done by `until_on`. `even_mu` would be done by today at an
    even pace from one cut-off to the next.
    """

    until_on: date
    pace_so_far: Fraction | None
    projected_mu: Fraction | None
    even_mu: Fraction


def course(
    stretch: Stretch, *, set_on: date, done_mu: Decimal, done_since_set_mu: Decimal, on: date
) -> Course:
    """Follow what was done since the task was set up to the day `on`; what was done before stays done."""
    passed = working_days(set_on, on)
    pace = Fraction(done_since_set_mu) / passed if passed else None
    ahead = working_days(on + _DAY, stretch.until_on)
    return Course(
        until_on=stretch.until_on,
        pace_so_far=pace,
        projected_mu=None if pace is None else Fraction(done_mu) + pace * ahead,
        even_mu=_even(stretch, on),
    )


def _even(stretch: Stretch, on: date) -> Fraction:
    whole = working_days(stretch.from_on, stretch.until_on)
    share = Fraction(working_days(stretch.from_on, on), whole) if whole else Fraction(1)
    return Fraction(stretch.from_mu) + share * Fraction(stretch.until_mu - stretch.from_mu)

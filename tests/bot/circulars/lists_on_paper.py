"""The lists of a half-year as FACTS 7 has them, written down a second time from what was known at its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.bot.circulars.on_paper import DAY, QUARTER_ENDS, Duty, Land

HALF_YEARS = tuple(end for end in QUARTER_ENDS if end.month in {6, 12})


@dataclass(frozen=True)
class Called:
    """Why a unit is called to a 约谈: orders, years that nobody decided, lead assignments too long red."""

    orders: int
    undecided: int
    is_below_half: bool
    red: int

    @property
    def reasons(self) -> int:
        return self.orders + self.undecided + self.is_below_half + self.red


def score(
    unit: str, end: date, duties: Iterable[Duty], returns: Iterable[Duty], lands: Iterable[Land]
) -> Fraction | None:
    """60 for the area, 25 for lead assignments in time, 15 for returns in time; None without a task."""
    morning = end + DAY
    year = [land for land in lands if (land.unit, land.year) == (unit, end.year)]
    task = year[0].task(morning, end) if year else None
    if task is None:
        return None
    parts = [(60, min(Fraction(1), Fraction(year[0].area(morning, end), task)))]
    leads = [
        each.approved_on <= end and each.closed_on <= each.due_on(morning)
        for each in duties
        if each.unit == unit and each.is_lead and date(end.year, 1, 1) <= each.due_on(morning) <= end
    ]
    came = [
        each.closed_on <= each.due_on(morning)
        for each in returns
        if each.unit == unit and date(end.year, 1, 1) <= each.due_on(morning) <= end
    ]
    parts += [(weight, Fraction(sum(part), len(part))) for weight, part in ((25, leads), (15, came)) if part]
    return sum((weight * share for weight, share in parts), Fraction(0)) * 100 / sum(w for w, _ in parts)


def ranks(scores: dict[str, Fraction | None]) -> dict[str, int]:
    """One more than are better; ties share a rank."""
    held = {unit: points for unit, points in scores.items() if points is not None}
    return {unit: 1 + sum(other > points for other in held.values()) for unit, points in held.items()}


def called(unit: str, end: date, duties: Iterable[Duty], lands: Iterable[Land]) -> Called:
    """Suspended or about to be, below half, or with a lead assignment red for more than 30 days."""
    morning = end + DAY
    own = [land for land in lands if land.unit == unit]
    return Called(
        orders=sum(land.order_stands(rule, morning) for land in own for rule in ("midyear", "year_end")),
        undecided=sum(_is_undecided(land, end) for land in own),
        is_below_half=any(
            land.year == end.year and 2 * land.area(morning, end) < (land.task(morning, end) or 0)
            for land in own
        ),
        red=sum(
            each.is_lead
            and each.unit == unit
            and each.is_owed(morning)
            and end - each.due_on(morning) > timedelta(days=30)
            for each in duties
        ),
    )


def _is_undecided(land: Land, end: date) -> bool:
    """Whether the newest cut-off up to that day stops the unit, and the director had said nothing by then."""
    if land.year > end.year:
        return False
    rule = "midyear" if (land.year, end.month) == (end.year, 6) else "year_end"
    morning = end + DAY
    done, wanted, _ = land.figures(rule, morning)
    return done < wanted and not land.is_decided(rule, morning)

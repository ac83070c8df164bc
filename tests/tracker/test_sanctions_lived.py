"""A second, plainly written reading of FACTS 6 must agree with the first on every day of a year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.tasks_on_paper import YEAR, done, quota, rules_of, task
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.sanctions import sanction_standing
from tracker.targets import LandYears

COUNTED = (Category.UNSUPPLIED, Category.IDLE, Category.LOW)
CATEGORIES = (*COUNTED, Category.READY_USE)
UNITS, PARKS = ("清丰县", "范县"), ("甲园", "乙园")
FIRST, LAST = date(2021, 1, 25), date(2022, 2, 15)
DAYS = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]

any_day = st.integers(0, len(DAYS) - 1).map(lambda count: DAYS[count])
near_a_cut_off = st.sampled_from([date(2021, 6, 29), date(2021, 6, 30), date(2021, 7, 1), date(2021, 12, 31)])
days = any_day | near_a_cut_off
areas = st.sampled_from(["1", "2", "0.5", "0.0001", "3"])
places = st.sampled_from([*((park, None) for park in PARKS), *((None, unit) for unit in UNITS)])
categories = st.sampled_from(CATEGORIES)


@dataclass(frozen=True)
class Disposed:
    """A disposal with the days it was said, reviewed and, once approved, withdrawn, if it was."""

    place: tuple[str | None, str | None]
    category: Category
    area: str
    on: date
    said_on: date
    reviewed_on: date | None
    approved: bool
    withdrawn_on: date | None


@dataclass(frozen=True)
class Issued:
    """A target with the day it was issued."""

    place: tuple[str | None, str | None]
    category: Category
    area: str
    on: date


@dataclass(frozen=True)
class Moved:
    """A park goes to a unit on a day."""

    park: str
    unit: str
    on: date


@st.composite
def disposals(draw: st.DrawFn) -> Disposed:
    on = draw(days)
    said_on = on + timedelta(days=draw(st.integers(0, 40)))
    waits = draw(st.none() | st.integers(0, 60))
    approved, lasts = draw(st.booleans()), draw(st.none() | st.integers(0, 60))
    reviewed_on = _later(said_on, waits)
    return Disposed(
        place=draw(places),
        category=draw(categories),
        area=draw(areas),
        on=on,
        said_on=said_on,
        reviewed_on=reviewed_on,
        approved=approved,
        withdrawn_on=_later(reviewed_on, lasts) if approved else None,
    )


def _later(day: date | None, days_after: int | None) -> date | None:
    return None if day is None or days_after is None else day + timedelta(days=days_after)


issues = st.builds(Issued, place=places, category=categories, area=areas, on=days)
moves = st.lists(
    st.builds(Moved, park=st.sampled_from(PARKS), unit=st.sampled_from(UNITS), on=days),
    max_size=3,
    unique_by=lambda each: (each.park, each.on),
)


def governor_by(moved: list[Moved]) -> Callable[[str, date], str | None]:
    def governor(park: str, day: date) -> str | None:
        unit = UNITS[0]
        for each in sorted(moved, key=lambda each: each.on):
            if each.park == park and each.on <= day:
                unit = each.unit
        return unit

    return governor


def recorded(issued: list[Issued], disposed: list[Disposed], known: date | None) -> LandYears:
    """Leave out what became known later, as the store does."""
    heard = known or date.max
    return LandYears(
        targets=tuple(
            task(each.area, park=each.place[0], unit=each.place[1], category=each.category, issued_on=each.on)
            for each in issued
            if each.on <= heard
        ),
        quotas=(quota("1000", unit=UNITS[0]),),
        done=tuple(
            done(
                each.area,
                each.on,
                park=each.place[0],
                unit=each.place[1],
                category=each.category,
                verified=each.approved and reviewed and not withdrawn,
                returned_on=_returned_on(each, reviewed=reviewed, withdrawn=withdrawn),
            )
            for each in disposed
            if each.said_on <= heard
            for reviewed in [each.reviewed_on is not None and each.reviewed_on <= heard]
            for withdrawn in [each.withdrawn_on is not None and each.withdrawn_on <= heard]
        ),
    )


def _returned_on(each: Disposed, *, reviewed: bool, withdrawn: bool) -> date | None:
    if withdrawn:
        return each.withdrawn_on
    return each.reviewed_on if reviewed and not each.approved else None


@dataclass(frozen=True)
class Plainly:
    """FACTS 6 word by word, in ten-thousandths of a 亩, as far as it was known."""

    unit: str
    issued: list[Issued]
    disposed: list[Disposed]
    moved: list[Moved]
    heard: date

    def asked_by(self, day: date) -> int | None:
        newest: dict[object, Issued] = {}
        for each in self.issued:
            if each.on <= min(day, self.heard) and each.category in COUNTED:
                before = newest.get((each.place, each.category))
                if before is None or before.on <= each.on:
                    newest[each.place, each.category] = each
        mine = [_units(each.area) for each in newest.values() if self._whose(each.place, day) == self.unit]
        return sum(mine) if mine else None

    def done_by(self, day: date) -> int:
        return sum(_units(each.area) for each in self.disposed if each.on <= day and self._counts(each))

    def says(self, on: date) -> tuple[str, str | None]:
        """Return state and rule."""
        last = min(on, date(YEAR, 12, 31))
        target, early = self.asked_by(last), self.asked_by(min(on, date(YEAR, 6, 30)))
        if target is None and (on > last or early is None):
            return "no_target", None
        if target is not None and on > last:
            return "suspended" if self.done_by(last) < target else "clear", "year_end"
        if on <= date(YEAR, 6, 30):
            return "watch", "midyear"
        if early is None:
            return "watch", None
        twice = 2 * self.done_by(date(YEAR, 6, 30))
        return "undecided" if twice == early else "suspended" if twice < early else "clear", "midyear"

    def cut(self, on: date) -> tuple[Fraction | None, Decimal | None]:
        """Return the share of next year's quota that is cut, and the 亩: 1000 of the first unit's."""
        last = date(YEAR, 12, 31)
        target = self.asked_by(last)
        if on <= last or target is None or self.done_by(last) >= target:
            return None, None
        share = Fraction(target - self.done_by(last), target)
        hundredths = 100_000 * share
        rounded = (2 * hundredths.numerator // hundredths.denominator + 1) // 2
        return share, Decimal(rounded) / 100 if self.unit == UNITS[0] else None

    def _counts(self, each: Disposed) -> bool:
        said, counted = each.said_on <= self.heard, each.category in COUNTED
        approved = each.approved and each.reviewed_on is not None and each.reviewed_on <= self.heard
        if each.withdrawn_on is not None and each.withdrawn_on <= self.heard:
            return False
        return said and counted and approved and each.on.year == YEAR and self._is_own(each)

    def _is_own(self, each: Disposed) -> bool:
        return self._whose(each.place, each.on) == self.unit

    def _whose(self, place: tuple[str | None, str | None], day: date) -> str | None:
        return governor_by(self.moved)(place[0], day) if place[0] else place[1]


def _units(area: str) -> int:
    whole = Decimal(area) * 10_000
    assert whole == int(whole)
    return int(whole)


@settings(max_examples=40)
@given(
    issued=st.lists(issues, max_size=4),
    disposed=st.lists(disposals(), max_size=8),
    moved=moves,
    known=st.none() | days,
)
def test_two_readings_of_the_rules_agree_on_every_day(
    campaign: Campaign, issued: list[Issued], disposed: list[Disposed], moved: list[Moved], known: date | None
) -> None:
    facts, governor, rules = recorded(issued, disposed, known), governor_by(moved), rules_of(campaign)
    for unit in UNITS:
        plain = Plainly(unit, issued, disposed, moved, known or date.max)
        for on in DAYS:
            judged = sanction_standing(unit, YEAR, facts, rules, governor, on=on)
            rule = judged.rule.value if judged.rule else None
            assert (judged.state.value, rule) == plain.says(on), (unit, on)
            assert (judged.cut_ratio, judged.cut_mu) == plain.cut(on), (unit, on)

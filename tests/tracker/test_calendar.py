from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import (
    is_working_day,
    published_through,
    weekly_working_day,
    working_day_at_or_before,
    working_days,
    working_days_from,
)

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2023, 12, 31))
MONDAY, FRIDAY = 0, 4


@pytest.mark.parametrize(
    "worked_sunday",
    [date(2021, 2, 7), date(2021, 4, 25), date(2021, 9, 26), date(2022, 1, 30), date(2022, 4, 2)],
)
def test_a_weekend_day_that_makes_up_for_a_holiday_is_a_working_day(worked_sunday: date) -> None:
    assert worked_sunday.weekday() >= 5
    assert is_working_day(worked_sunday)


@pytest.mark.parametrize(
    "off", [date(2021, 10, 4), date(2021, 2, 17), date(2021, 6, 14), date(2021, 6, 26), date(2022, 5, 4)]
)
def test_holidays_bridge_days_and_plain_weekends_are_off(off: date) -> None:
    assert not is_working_day(off)


def test_2021_and_2022_have_the_working_days_that_the_state_council_left() -> None:
    def working_days_in(year: int) -> int:
        return sum(is_working_day(date(year, 1, 1) + timedelta(n)) for n in range(365))

    assert (working_days_in(2021), working_days_in(2022)) == (250, 249)


@given(DAYS)
def test_a_day_off_moves_to_the_nearest_working_day_before(day: date) -> None:
    found = working_day_at_or_before(day)
    assert found <= day
    assert is_working_day(found)
    assert not any(is_working_day(found + timedelta(n)) for n in range(1, (day - found).days + 1))


@given(DAYS)
def test_working_days_come_in_order_and_none_is_left_out(day: date) -> None:
    days = working_days_from(day)
    first, second = next(days), next(days)
    between = [day + timedelta(n) for n in range((second - day).days)]
    assert [each for each in between if is_working_day(each)] == [first]


@given(DAYS)
def test_a_week_has_one_weekly_day_and_it_is_the_same_all_week(day: date) -> None:
    monday = day - timedelta(day.weekday())
    found = {weekly_working_day(monday + timedelta(n), MONDAY) for n in range(7)}
    assert len(found) == 1


def test_the_first_working_day_of_the_week_stands_in_for_a_monday_off() -> None:
    assert weekly_working_day(date(2021, 6, 14), MONDAY) == date(2021, 6, 15)
    assert weekly_working_day(date(2021, 10, 4), MONDAY) == date(2021, 10, 8)


def test_another_weekday_off_is_stood_in_for_by_the_first_working_day_of_its_week() -> None:
    assert weekly_working_day(date(2021, 4, 28), FRIDAY) == date(2021, 4, 30)
    assert weekly_working_day(date(2021, 9, 29), FRIDAY) == date(2021, 9, 27)


def test_a_week_off_from_monday_to_sunday_has_no_weekly_day() -> None:
    assert weekly_working_day(date(2026, 2, 18), MONDAY) is None


def test_the_plan_lies_within_what_is_published() -> None:
    assert published_through() >= date(2022, 12, 31)


@given(first=DAYS, days=st.integers(-20, 500))
def test_working_days_are_counted_as_one_by_one(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    counted = sum(is_working_day(first + timedelta(days=n)) for n in range(days + 1))
    assert working_days(first, last) == counted

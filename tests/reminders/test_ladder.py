from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.ladder import Kind, Owed, Reminder, owed_assignment, reminder, retold
from tests.reminders.judging import LADDER, moved_to, on, owed, reviewed, said
from tracker.calendar import is_working_day
from tracker.model import Holdings, Verdict
from tracker.plan import Part

DAY = timedelta(days=1)
DUE = date(2021, 6, 30)
DUE_DATES = st.dates(min_value=date(2021, 2, 1), max_value=date(2022, 12, 31))


def morning(holdings: Holdings, since: date | None, day: date) -> Reminder | None:
    return reminder(stands(day, holdings), LADDER, since, day)


def stands(day: date, holdings: Holdings) -> Owed:
    return owed_assignment(on(day, holdings))


def lived(holdings: Holdings, first: date, last: date) -> dict[date, Reminder]:
    """What is told from `first` to `last`, one sweep every working day, none of them missed."""
    told, since = {}, first - DAY
    for day in (first + n * DAY for n in range((last - first).days + 1)):
        if not is_working_day(day):
            continue
        if item := morning(holdings, since, day):
            told[day] = item
        since = day
    return told


def test_the_rungs_of_a_june_date_move_to_the_working_day_before() -> None:
    told = lived(owed(DUE), date(2021, 5, 20), DUE)
    assert [(day, item.key.rsplit(":", 1)[1], item.days) for day, item in told.items()] == [
        (date(2021, 5, 31), "30", 30),
        (date(2021, 6, 16), "14", 14),
        (date(2021, 6, 23), "7", 7),
        (date(2021, 6, 25), "3", 5),  # the 27th is a Sunday
        (date(2021, 6, 29), "1", 1),
        (date(2021, 6, 30), "0", 0),
    ]


def test_after_the_date_five_working_mornings_then_every_monday() -> None:
    told = lived(owed(DUE), date(2021, 7, 1), date(2021, 7, 27))
    assert [day.day for day in told] == [1, 2, 5, 6, 7, 12, 19, 26]
    assert [item.days for item in told.values()] == [1, 2, 5, 6, 7, 12, 19, 26]


def test_a_monday_off_is_stood_in_for_by_the_first_working_day_of_its_week() -> None:
    told = lived(owed(date(2021, 8, 31)), date(2021, 9, 9), date(2021, 10, 20))
    assert [f"{day:%m-%d}" for day in told] == ["09-13", "09-22", "09-27", "10-08", "10-11", "10-18"]


def test_rungs_that_fall_on_one_day_are_told_once_as_the_nearest() -> None:
    told = lived(owed(date(2021, 10, 7)), date(2021, 9, 28), date(2021, 10, 8))
    # 7 days before is the 30th; the rungs of 3, 1 and 0 days fall into the holiday and move there too.
    assert [(day, item.key) for day, item in told.items()] == [
        (date(2021, 9, 30), "assignment:3.2:清丰县:due:2021-10-07:0"),
        (date(2021, 10, 8), "assignment:3.2:清丰县:overdue:2021-10-08"),
    ]


def test_a_key_names_the_rung_and_the_item_carries_what_is_told() -> None:
    item = morning(owed(DUE, part=Part.SUPPORTING), date(2021, 6, 22), date(2021, 6, 23))
    assert item == Reminder(
        subject="assignment:3.2:清丰县",
        rung="due:2021-06-30:7",
        kind=Kind.DUE,
        code="3.2",
        unit="清丰县",
        part=Part.SUPPORTING,
        due_on=DUE,
        days=7,
    )
    assert item.key == "assignment:3.2:清丰县:due:2021-06-30:7"


@pytest.mark.parametrize(
    "quiet",
    [
        owed(None),
        owed(DUE, said(date(2021, 6, 1))),
        owed(DUE, said(date(2021, 6, 1), review=reviewed(Verdict.APPROVED, date(2021, 6, 3)))),
    ],
    ids=["no date", "awaiting review", "closed"],
)
@pytest.mark.parametrize("since", [None, date(2021, 6, 22)])
def test_what_has_no_date_awaits_review_or_is_closed_is_not_reminded(
    quiet: Holdings, since: date | None
) -> None:
    assert morning(quiet, since, date(2021, 6, 23)) is None
    assert morning(quiet, since, date(2021, 7, 1)) is None


def test_a_returned_report_brings_the_ladder_back_from_that_day() -> None:
    returned = owed(DUE, said(date(2021, 6, 20), review=reviewed(Verdict.RETURNED, date(2021, 7, 8))))
    assert morning(returned, date(2021, 7, 4), date(2021, 7, 5)) is None
    assert morning(returned, date(2021, 7, 9), date(2021, 7, 12)) is not None


def test_a_moved_date_starts_a_new_ladder_from_the_day_of_the_order() -> None:
    moved = owed(DUE, moved=(moved_to(date(2021, 7, 30), date(2021, 6, 28)),))
    told = lived(moved, date(2021, 6, 20), date(2021, 8, 2))
    assert [item.key.split(":", 3)[3] for item in told.values()] == [
        "due:2021-06-30:7",
        "due:2021-06-30:3",
        "due:2021-07-30:30",
        "due:2021-07-30:14",
        "due:2021-07-30:7",
        "due:2021-07-30:3",
        "due:2021-07-30:1",
        "due:2021-07-30:0",
        "overdue:2021-08-02",
    ]


def test_a_first_start_sums_up_what_is_overdue_and_replays_nothing_that_passed() -> None:
    some_wednesday = date(2021, 8, 18)
    summed = morning(owed(DUE), None, some_wednesday)
    assert summed is not None
    assert (summed.key, summed.days) == ("assignment:3.2:清丰县:overdue:2021-08-18", 49)
    assert morning(owed(date(2021, 8, 20)), None, some_wednesday) is None
    assert morning(owed(date(2021, 8, 19)), None, some_wednesday) is not None


def test_a_rung_missed_in_a_stop_is_told_with_todays_days() -> None:
    item = morning(owed(DUE), date(2021, 6, 22), date(2021, 6, 24))
    assert item is not None
    assert (item.key, item.days) == ("assignment:3.2:清丰县:due:2021-06-30:7", 6)


@given(DUE_DATES)
def test_lived_day_by_day_every_rung_is_told_exactly_once_and_on_working_days(due_on: date) -> None:
    first, last = due_on - 60 * DAY, due_on + 60 * DAY
    told = lived(owed(due_on), first, last)
    assert max(Counter(item.key for item in told.values()).values()) == 1
    assert all(is_working_day(day) for day in told)
    before = [item for item in told.values() if item.kind is Kind.DUE]
    # The nearest rung always survives; only rungs that share a day are merged.
    assert before[-1].key.endswith(":0")
    assert len(before) == len({_falls_on(due_on, n) for n in LADDER.before_days})
    after = [day for day in told if day > due_on]
    working = [day for n in range(1, 61) if is_working_day(day := due_on + n * DAY)]
    assert after[:5] == working[:5]
    assert all(a.isocalendar()[:2] != b.isocalendar()[:2] for a, b in pairwise(after[5:]))


@given(DUE_DATES, st.integers(-60, 60), st.integers(0, 60))
def test_after_any_stop_one_reminder_comes_and_it_is_the_newest(due_on: date, start: int, gap: int) -> None:
    since = due_on + start * DAY
    day = next(each for n in range(30) if is_working_day(each := since + (gap + n) * DAY))
    missed = [item for at, item in lived(owed(due_on), since + DAY, day).items() if at <= day]
    item = morning(owed(due_on), since, day)
    assert (item is None) == (not missed)
    if item is not None:
        assert item.key == missed[-1].key
        assert item.days == abs((day - due_on).days)
        assert (item.kind is Kind.OVERDUE) == (day > due_on)


@given(DUE_DATES, st.integers(-60, 60))
def test_nothing_is_told_twice_however_the_stops_fall(due_on: date, start: int) -> None:
    since: date | None = due_on + start * DAY
    keys = []
    for day in (due_on + (start + n) * DAY for n in range(1, 80, 3)):
        if is_working_day(day):
            if item := morning(owed(due_on), since, day):
                keys.append(item.key)
            since = day
    assert len(keys) == len(set(keys))


def test_on_a_day_off_after_the_date_no_rung_from_before_it_is_told() -> None:
    saturday = date(2021, 5, 1)
    assert morning(owed(date(2021, 4, 30)), date(2021, 4, 29), saturday) is None


def test_an_untold_reminder_is_told_again_with_todays_days() -> None:
    untold = morning(owed(DUE), date(2021, 6, 22), date(2021, 6, 23))
    assert untold is not None
    again = retold(stands(date(2021, 6, 24), owed(DUE)), untold, date(2021, 6, 24))
    assert again is not None
    assert (again.key, again.days) == (untold.key, 6)


def test_an_untold_reminder_of_a_date_that_passed_or_moved_is_not_told_as_it_was() -> None:
    untold = morning(owed(DUE), date(2021, 6, 29), DUE)
    assert untold is not None
    later = date(2021, 7, 15)
    now_overdue = retold(stands(later, owed(DUE)), untold, later)
    assert now_overdue is not None
    assert (now_overdue.kind, now_overdue.days) == (Kind.OVERDUE, 15)
    moved = owed(DUE, moved=(moved_to(date(2021, 12, 31), date(2021, 7, 1)),))
    assert retold(stands(later, moved), untold, later) is None
    assert retold(stands(later, owed(DUE, said(date(2021, 7, 2)))), untold, later) is None
    assert retold(stands(later, moved), now_overdue, later) is None


def _falls_on(due_on: date, days: int) -> date:
    day = due_on - days * DAY
    while not is_working_day(day):
        day -= DAY
    return day

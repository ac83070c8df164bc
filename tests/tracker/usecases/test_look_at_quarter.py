"""What the 通报 of a quarter is read from: the day, the areas of the quarter, the quarters there are."""

from datetime import date
from decimal import Decimal

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import UNIT
from tests.tracker.usecases.keeping_tasks import disposed, govern
from tracker.quarters import Quarter
from tracker.usecases.look_at_quarter import (
    LookAtQuarter,
    NoQuarter,
    QuarterAhead,
    QuarterBeforeCampaign,
    QuarterSeen,
    look_at_quarter,
    quarters_to_report,
)

JULY_8 = date(2021, 7, 8)


def seen(act: Act, word: str = "2021Q2", today: date = JULY_8) -> QuarterSeen:
    return act.read(lambda books: look_at_quarter(books, OFFICE, LookAtQuarter(word=word, today=today)))


def verified(act: Act, unit: str = UNIT) -> Decimal:
    return sum((each.area_mu for each in seen(act).areas[unit] if each.verified), Decimal(0))


@pytest.mark.parametrize(
    ("today", "on", "running"),
    [
        (date(2021, 4, 1), date(2021, 4, 1), True),
        (date(2021, 6, 29), date(2021, 6, 29), True),
        (date(2021, 6, 30), date(2021, 6, 30), False),
        (JULY_8, date(2021, 6, 30), False),
    ],
)
def test_the_day_is_the_last_of_the_quarter_or_today_before_it(
    act: Act, today: date, on: date, *, running: bool
) -> None:
    found = seen(act, today=today)
    assert (found.on, found.running) == (on, running)


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2021-03-31", "0"), ("2021-04-01", "700"), ("2021-06-30", "700"), ("2021-07-01", "0")],
)
def test_an_area_is_the_quarters_by_the_day_of_its_disposal(act: Act, on: str, counts: str) -> None:
    disposed(act, 处置日期=on, 核验日期="2021-08-05")
    assert verified(act) == Decimal(counts)


def test_what_awaits_review_is_the_quarters_and_not_verified(act: Act) -> None:
    disposed(act, 核验日期="")
    assert [(each.area_mu, each.verified) for each in seen(act).areas[UNIT]] == [(Decimal(700), False)]


def test_an_area_follows_the_unit_that_governed_its_park_on_its_day(act: Act) -> None:
    govern(act, "南乐县", date(2021, 6, 1))
    disposed(act)
    assert (verified(act), verified(act, "南乐县")) == (Decimal(0), Decimal(700))


@pytest.mark.parametrize(("word", "quarter"), [("", Quarter(2021, 2)), ("2021年一季度", Quarter(2021, 1))])
def test_without_a_word_it_is_the_last_quarter_that_ended(act: Act, word: str, quarter: Quarter) -> None:
    assert seen(act, word).quarter == quarter


def test_before_any_quarter_has_ended_it_is_the_running_one(act: Act) -> None:
    assert seen(act, "", date(2021, 2, 20)).quarter == Quarter(2021, 1)


@pytest.mark.parametrize(
    ("word", "refusal"),
    [("2021Q4", QuarterAhead), ("2020Q4", QuarterBeforeCampaign), ("夏天", NoQuarter)],
)
def test_only_a_quarter_that_has_begun_since_the_plan_is_taken(
    act: Act, word: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        seen(act, word)


def test_on_a_day_before_the_plan_its_first_quarter_has_nothing_to_report(act: Act) -> None:
    with pytest.raises(QuarterBeforeCampaign):
        seen(act, "2021Q1", date(2021, 1, 24))


def test_the_quarters_to_report_are_those_from_the_issue_of_the_plan_to_today(act: Act) -> None:
    assert quarters_to_report(act.campaign, date(2022, 1, 1)) == (
        *(Quarter(2021, number) for number in range(1, 5)),
        Quarter(2022, 1),
    )


def test_ranks_are_compared_with_the_end_of_the_quarter_before(act: Act) -> None:
    ranking = seen(act).ranking
    assert ranking is not None
    assert ranking.before_on == date(2021, 3, 31)


def test_the_first_quarter_has_none_before_it(act: Act) -> None:
    ranking = seen(act, "2021Q1").ranking
    assert ranking is not None
    assert ranking.before_on is None

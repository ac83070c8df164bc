from datetime import date

import pytest

from tracker.quarters import Quarter, quarter_meant, quarter_of, quarter_unclear, quarters_between


@pytest.mark.parametrize(
    "word",
    [
        "2021Q2",
        "2021q2",
        "２０２１Ｑ２",
        "2021-Q2",
        "2021年第2季度",
        "2021年第二季度",
        "2021年二季度",
        " 2021 年 第2季度 ",
        "2021年2季",
        "2021第二季度",
    ],
)
def test_a_quarter_is_read_as_offices_write_it(word: str) -> None:
    assert quarter_meant(word) == Quarter(2021, 2)


@pytest.mark.parametrize(
    "word", ["", "2021", "2021Q5", "2021Q0", "21Q2", "Q2", "2021Q2Q2", "0000Q1", "9999Q4", "2021年2月"]
)
def test_what_is_no_quarter_is_not_guessed(word: str) -> None:
    assert quarter_meant(word) is None
    assert quarter_unclear(word) is None


@pytest.mark.parametrize("word", ["2021-2", "20212", "2021年2", "2021/2", "2021.2", "２０２１－０２"])
def test_what_may_be_a_month_is_no_quarter_and_the_sentence_names_the_quarter(word: str) -> None:
    assert quarter_meant(word) is None
    assert quarter_unclear(word) == "看不出是2月还是第二季度；指季度请写 2021Q2。"


@pytest.mark.parametrize(
    ("quarter", "first_on", "last_on"),
    [
        (Quarter(2021, 1), date(2021, 1, 1), date(2021, 3, 31)),
        (Quarter(2021, 2), date(2021, 4, 1), date(2021, 6, 30)),
        (Quarter(2022, 4), date(2022, 10, 1), date(2022, 12, 31)),
    ],
)
def test_a_quarter_begins_and_ends_with_its_months(quarter: Quarter, first_on: date, last_on: date) -> None:
    assert (quarter.first_on, quarter.last_on) == (first_on, last_on)


def test_quarters_run_over_the_turn_of_the_year() -> None:
    listed = quarters_between(Quarter(2021, 3), Quarter(2022, 2))
    assert [str(each) for each in listed] == ["2021Q3", "2021Q4", "2022Q1", "2022Q2"]


def test_a_quarter_says_itself_in_both_ways() -> None:
    assert (str(Quarter(2021, 4)), Quarter(2021, 4).name) == ("2021Q4", "2021年第四季度")


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2021, 1, 1), Quarter(2021, 1)),
        (date(2021, 3, 31), Quarter(2021, 1)),
        (date(2021, 4, 1), Quarter(2021, 2)),
        (date(2021, 12, 31), Quarter(2021, 4)),
    ],
)
def test_a_day_lies_in_the_quarter_of_its_month(day: date, quarter: Quarter) -> None:
    assert quarter_of(day) == quarter


def test_before_the_first_quarter_is_the_last_of_the_year_before() -> None:
    assert Quarter(2022, 1).before == Quarter(2021, 4)

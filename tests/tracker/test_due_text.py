from datetime import date

import pytest

from tracker.due_text import stated_days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年3月底前", date(2021, 3, 31)),
        ("2021年2月底前", date(2021, 2, 28)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2021年年底前", date(2021, 12, 31)),
        ("2021年底前", date(2021, 12, 31)),
        ("到2022年年底", date(2022, 12, 31)),
        ("2021年上半年", date(2021, 6, 30)),
        ("2021年下半年在全市推开", date(2021, 12, 31)),
        ("2021年3月底前制定指标体系并实施", date(2021, 3, 31)),
        ("2021年第三季度", date(2021, 9, 30)),
        ("2021年6月15日前", date(2021, 6, 15)),
    ],
)
def test_the_last_day_that_the_words_allow_is_read(text: str, day: date) -> None:
    assert stated_days(text) == {day}


def test_two_dates_in_one_text_are_both_read() -> None:
    assert stated_days("2021年3月底前出台，2021年年底前见效") == {date(2021, 3, 31), date(2021, 12, 31)}


@pytest.mark.parametrize("text", ["", "长期坚持", "2021年13月底前", "2021年2月30日前", "经过3—5年的努力"])
def test_words_without_a_day_that_exists_state_nothing(text: str) -> None:
    assert stated_days(text) == set()

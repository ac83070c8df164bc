from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.due_text import days_in, stated_days


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
        ("2021年末", date(2021, 12, 31)),
        ("2021年内", date(2021, 12, 31)),
        ("2021年全年", date(2021, 12, 31)),
        ("2021年6月中旬", date(2021, 6, 20)),
        ("2021年6月份\n底前", date(2021, 6, 30)),
        ("２０２１年６月底前", date(2021, 6, 30)),
        ("二〇二一年十二月三十一日前", date(2021, 12, 31)),
        ("2021/6/30", date(2021, 6, 30)),
        ("2021-06-30", date(2021, 6, 30)),
        ("2021年3月—2022年6月底", date(2022, 6, 30)),
        ("自2021年3月起，2021年底前完成", date(2021, 12, 31)),
    ],
)
def test_the_last_day_that_the_words_allow_is_read(text: str, day: date) -> None:
    assert stated_days(text) == {day}


def test_two_dates_in_one_text_are_both_read() -> None:
    assert stated_days("2021年3月底前出台，2021年年底前见效") == {date(2021, 3, 31), date(2021, 12, 31)}


def test_a_date_without_a_year_is_of_the_year_before_it() -> None:
    assert stated_days("2021年3月底前出台，年底前见效") == {date(2021, 3, 31), date(2021, 12, 31)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "长期坚持",
        "2021年13月底前",
        "2021年2月30日前",
        "经过3—5年的努力",
        "每季度末",
        "每年6月底前",
        "明年6月底前",
        "自2021年3月起",
        "1850年底前",
    ],
)
def test_words_without_a_day_that_exists_state_nothing(text: str) -> None:
    assert stated_days(text) == set()


@pytest.mark.parametrize(
    ("text", "day", "assumed"),
    [
        ("全年", date(2021, 12, 31), "没有写年份，按 2021 年"),
        ("6月底前", date(2021, 6, 30), "没有写年份，按 2021 年"),
        ("四季度末", date(2021, 12, 31), "没有写年份，按 2021 年"),
        ("2022年10月前", date(2022, 9, 30), "没有写“底前”，按上月的最后一天"),
        ("2022年6月", date(2022, 6, 30), "没有写“底前”，按当月的最后一天"),
        ("2021—2022年", date(2022, 12, 31), "没有写“底前”，按当年的最后一天"),
        ("2022年前", date(2021, 12, 31), "没有写“底前”，按上年的最后一天"),
        ("2022年3月初", date(2022, 3, 10), "“初”按 10 日"),
        ("3—6月", date(2021, 6, 30), "没有写年份，按 2021 年；没有写“底前”，按当月的最后一天"),
    ],
)
def test_what_the_words_leave_open_is_read_and_said(text: str, day: date, assumed: str) -> None:
    (found,) = days_in(text, 2021)
    assert (found.day, found.assumed) == (day, assumed)
    assert stated_days(text) == set()


def test_without_any_year_there_is_no_day() -> None:
    assert days_in("6月底前") == ()


DAYS = st.dates(date(1949, 1, 1), date(2199, 12, 31))


@given(
    DAYS,
    st.sampled_from(["{0.year}年{0.month}月{0.day}日前", "{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%Y年%m月%d号}"]),
)
def test_every_day_written_in_full_is_that_day(day: date, form: str) -> None:
    assert stated_days(form.format(day)) == {day}


@given(DAYS, st.sampled_from(["底前", "底", "份底前", "末", "月底前", "下旬"]))
def test_the_end_of_a_month_is_its_last_day(day: date, end: str) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    assert stated_days(f"{day.year}年{day.month}月{end}") == {last}


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_dates_in_a_row_are_all_read_in_their_order(days: list[date]) -> None:
    text = "；".join(f"{day.year}年{day.month}月{day.day}日前完成" for day in days)
    assert [each.day for each in days_in(text)] == days


@given(st.text(alphabet="二〇十一三0123456789年月日底前末至—-./每上半旬初季度全 ", max_size=20))
def test_whatever_is_written_is_read_without_a_stumble(text: str) -> None:
    assert stated_days(text) <= {each.day for each in days_in(text, 2021)}

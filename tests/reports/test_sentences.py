from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sentences import caption, sentences
from tests.reports.small_plan import (
    PLAN,
    a_task,
    a_unit,
    an_obligation,
    day,
    digest_of,
    everything_closed,
    said,
    speaking,
)
from tracker.plan import Campaign


def test_the_first_sentence_counts() -> None:
    words = {
        "1.1@甲县": said(1, 100, day("03-20"), approved=day("03-22")),
        "1.1@乙区": said(2, 100, day("03-20"), approved=day("03-22")),
        "2.1@甲县": said(3, 100, day("06-20")),
    }
    first = sentences(digest_of(day("07-01"), speaks=speaking(words)))[0]
    assert first == "截至2021年7月1日，2项任务已办结1项，5项分工办结2项、待核验1项、逾期2项。"


def test_nothing_closed_is_said_once() -> None:
    first = sentences(digest_of(day("04-01")))[0]
    assert first == "截至2021年4月1日，2项任务、5项分工尚无办结、逾期2项。"


def test_everything_closed_is_said_in_one_breath() -> None:
    assert sentences(digest_of(day("07-01"), speaks=everything_closed)) == (
        "截至2021年7月1日，2项任务、5项分工全部办结。",
        "目前没有逾期的分工。",
        "没有尚待到期的分工。",
    )


def test_what_was_known_is_said_with_the_day() -> None:
    first = sentences(digest_of(day("04-01"), known=day("04-05")))[0]
    assert first.startswith("截至2021年4月1日（按2021年4月5日已知情况），")


def test_the_second_sentence_names_the_worst_and_the_longest() -> None:
    words = {"1.1@乙区": said(1, 100, day("03-20"), approved=day("03-22"))}
    second = sentences(digest_of(day("07-01"), speaks=speaking(words)))[1]
    assert second == "逾期涉及3家单位，最多的是甲县（2项）；时间最长的是1.1，已逾期92天。"


def test_when_all_who_are_late_are_equally_late_nobody_is_called_the_worst() -> None:
    second = sentences(digest_of(day("04-01")))[1]
    assert second == "逾期的是甲县、乙区（各1项）；时间最长的是1.1，已逾期1天。"


def test_more_than_three_of_the_worst_are_counted(puyang: Campaign) -> None:
    second = sentences(digest_of(day("04-01"), campaign=puyang))[1]
    assert second == (
        "逾期涉及11家单位，最多的是濮阳县、清丰县、南乐县等8家（各3项）；"
        "时间最长的是1.1、3.1、4.1，已逾期1天。"
    )


def test_the_third_sentence_says_what_is_next() -> None:
    third = sentences(digest_of(day("06-01")))[2]
    assert third == "30天内有3项分工到期，最近的是6月30日到期的2.1；台账外义务逾期3项（O1）。"


def test_when_nothing_falls_due_soon_the_next_date_is_said_with_its_year() -> None:
    later = replace(
        PLAN, tasks=(a_task("9.1", date(2022, 12, 31), lead=["甲县"]), a_task("9.2", None, lead=["乙区"]))
    )
    third = sentences(digest_of(day("01-26"), campaign=later))[2]
    assert third == "30天内没有分工到期，下一批是2022年12月31日到期的9.1。"


def test_what_is_due_on_the_day_itself_is_called_so() -> None:
    third = sentences(digest_of(day("03-31")))[2]
    assert third.startswith("30天内有2项分工到期，最近的是当天到期的1.1；")


def test_who_cannot_be_reached_is_named() -> None:
    third = sentences(digest_of(day("01-26"), unreachable=["甲县", "乙区"]))[2]
    assert third.endswith("；2家单位联系不上：甲县、乙区。")


@pytest.mark.parametrize("known", [None, day("01-24")])
def test_before_the_issue_one_sentence_says_so(known: date | None) -> None:
    said_aloud = sentences(digest_of(day("01-24"), known=known))
    assert len(said_aloud) == 1
    assert "方案（某政办〔2021〕1号）尚未印发，没有下达任务；印发日期为2021年1月25日。" in said_aloud[0]


def test_a_campaign_without_assignments_has_sentences_too() -> None:
    empty = replace(PLAN, tasks=(), obligations=())
    assert sentences(digest_of(day("04-01"), campaign=empty))[0] == "截至2021年4月1日，没有分工。"


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
    code=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
    on=st.sampled_from([day("01-10"), day("01-30"), day("03-20"), day("07-01"), date(2040, 1, 1)]),
)
def test_the_caption_stays_under_a_thousand_utf_16_units_whatever_the_names(
    name: str, code: str, on: date
) -> None:
    names = [f"{number}{name}" for number in range(12)]
    codes = [f"{number}{code}" for number in range(5)]
    wide = replace(
        PLAN,
        document=name,
        units=tuple(a_unit(each) for each in names),
        tasks=tuple(a_task(each, day("03-31"), lead=names) for each in codes)
        + tuple(a_task(f"晚{each}", date(2041, 1, 1), lead=names) for each in codes),
        obligations=tuple(an_obligation(f"义{each}", day("01-28"), *names) for each in codes),
    )
    drawn = digest_of(on, campaign=wide, known=on, unreachable=names)
    assert len(caption(drawn).encode("utf-16-le")) // 2 <= 1000

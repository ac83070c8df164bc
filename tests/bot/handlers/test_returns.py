"""/returns for the own unit and by quarter, and where else returns are seen."""

from datetime import datetime

import pytest

from bot import words
from bot.clock import Clock
from tests.acting import (
    DIRECTOR,
    FGW,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    TWO_COUNTIES,
)
from tests.bot.handlers.filling_returns import form
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.filing_returns import file, give_back


async def test_a_liaison_sees_the_own_quarters_with_what_to_do(phones: Telephones) -> None:
    listed = await phones.say(QINGFENG, "/returns")
    assert listed.text == (
        "清丰县 季报\n🟡 2021年第二季度 6月30日截止，还有 5 天\n🔴 2021年第一季度 3月31日截止，记为缺报"
    )
    assert list(listed.buttons) == ["填报 2021Q2", "填报 2021Q1"]


async def test_a_leader_sees_the_same_and_fills_in_nothing(phones: Telephones) -> None:
    listed = await phones.say(QINGFENG_LEADER, "/returns")
    assert "2021年第二季度" in listed.text
    assert listed.buttons == {}
    assert (await phones.press(QINGFENG_LEADER, "rf:qingfeng:2021Q2")).text == words.NOT_ALLOWED


async def test_who_serves_two_counties_sees_both(phones: Telephones) -> None:
    listed = await phones.say(TWO_COUNTIES, "/returns")
    assert "南乐县 季报" in listed.text
    assert "范县 季报" in listed.text


async def test_a_department_is_told_that_it_owes_none(phones: Telephones) -> None:
    assert (await phones.say(FGW, "/returns")).text == "您的单位不用报送季报。"


async def test_the_office_sees_the_quarters_with_their_counts(phones: Telephones) -> None:
    file(phones.act)
    listed = await phones.say(OFFICE, "/returns")
    assert listed.text == "各季度报送情况\n2021Q2 未报 8，待核验 1\n2021Q1 缺报 9"
    assert list(listed.buttons) == ["2021Q2", "2021Q1"]


async def test_nothing_is_open_before_the_first_prompt(phones: Telephones) -> None:
    phones = Telephones(phones.act, datetime(2021, 2, 1, 9, tzinfo=SHANGHAI))
    assert (await phones.say(QINGFENG, "/returns")).text == "还没有开始填报的季报。"


async def test_a_return_sent_back_shows_its_reason(phones: Telephones) -> None:
    give_back(phones.act, file(phones.act), reason="缺<附件>")
    listed = await phones.say(QINGFENG, "/returns")
    assert "🟡 2021年第二季度 已退回，6月30日截止，还有 5 天\n      退回原因：缺<附件>" in listed.text
    page = await form(phones)
    assert "退回原因：缺<附件>" in page.text


@pytest.mark.parametrize("data", ["rf:puyangxian:2021Q2", "rf:qingfeng:2021Q4", "rf:qingfeng:2023Q1"])
async def test_another_units_form_or_one_not_open_is_refused(phones: Telephones, data: str) -> None:
    assert (await phones.press(QINGFENG, data)).outcome == "refused"


async def test_the_own_submission_can_be_seen_in_full_by_its_unit_alone(phones: Telephones) -> None:
    return_id = file(phones.act)
    shown = await phones.press(QINGFENG, f"qv:{return_id}")
    assert "存在问题 资金不足" in shown.text
    assert shown.buttons == {}
    assert (await phones.press(PUYANGXIAN, f"qv:{return_id}")).text == words.NOT_ALLOWED
    assert "存在问题 资金不足" in (await phones.press(DIRECTOR, f"qv:{return_id}")).text


async def test_the_page_of_the_own_unit_says_how_its_return_stands(phones: Telephones) -> None:
    page = await phones.say(QINGFENG, "/status")
    assert "🟡 2021年第二季度季报 6月30日截止，还有 5 天" in page.text


async def test_due_and_overdue_name_the_returns_that_nobody_has_submitted(phones: Telephones) -> None:
    listed = await phones.say(QINGFENG, "/due")
    assert "季报（1 份未报）\n🟡 清丰县 2021Q2 6月30日截止，还有 5 天" in listed.text
    assert listed.button("季报") == "rt:new"
    file(phones.act)
    assert "季报（" not in (await phones.say(QINGFENG, "/due")).text


def on_the(phones: Telephones, day: int) -> Telephones:
    """Go to a morning of July."""
    phones.clock = Clock("Asia/Shanghai", datetime(2021, 7, day, 10, tzinfo=SHANGHAI))
    phones.restart()
    return phones


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (7, "🔴 清丰县 2021Q2 6月30日截止，已逾期 7 天"),
        (8, "🔴 清丰县 2021Q2 6月30日截止，记为缺报"),
    ],
)
async def test_overdue_names_a_return_until_it_is_submitted(phones: Telephones, day: int, line: str) -> None:
    listed = await on_the(phones, day).say(QINGFENG, "/overdue")
    assert f"季报（2 份未报）\n🔴 清丰县 2021Q1 3月31日截止，记为缺报\n{line}" in listed.text
    file(phones.act)
    assert "2021Q2" not in (await phones.say(QINGFENG, "/overdue")).text


async def test_who_sees_all_has_the_returns_of_a_quarter_that_stand_alike_in_one_line(
    phones: Telephones,
) -> None:
    file(phones.act)
    listed = await on_the(phones, 8).say(OFFICE, "/overdue")
    assert (
        "季报（17 份未报）\n"
        "🔴 2021Q1 3月31日截止，记为缺报：濮阳县、清丰县、南乐县、范县、台前县、"
        "华龙区、开发区、工业园区、示范区\n"
        "🔴 2021Q2 6月30日截止，记为缺报：濮阳县、南乐县、"
    ) in listed.text

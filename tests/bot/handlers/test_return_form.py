"""Filling in a quarterly return step by step, leaving it, submitting it, correcting it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot import words
from bot.clock import Clock
from tests.acting import (
    NOW,
    OFFICE,
    QINGFENG,
    SHANGHAI,
)
from tests.bot.handlers.filling_returns import filled, form, submitted
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.filing_returns import TOPICS, approve, file, record_of
from tests.tracker.usecases.recording import report
from tracker.parcels import Category


def _areas(content: Any) -> dict[Category, Any]:
    return {each.category: each.area_mu for each in content.areas}


async def test_the_form_begins_with_what_the_records_say(phones: Telephones) -> None:
    report(phones.act, "3.2", 60)
    page = await form(phones)
    assert "清丰县 2021年第二季度季报\n6月30日截止，还有 5 天" in page.text
    assert "3.2 60%" in page.text
    assert "盘活面积 本季度没有处置" in page.text
    assert "还缺：存在问题、组织领导、制度建设、资金落实、盘活成效" in page.text


async def test_a_filled_form_is_submitted_and_the_office_is_told(phones: Telephones) -> None:
    page = await filled(phones)
    assert "已填完，可以报送。" in page.text
    assert record_of(phones.act).submissions == ()
    done = await phones.press(QINGFENG, page.button("报送"))
    assert done.text.startswith("✔ 已报送：清丰县 2021年第二季度季报，6月25日\n")
    assert submitted(phones).content.topics["盘活成效"] == "盘活成效<b>好</b>"
    assert done.told == {OFFICE.user_id: "清丰县 报送 2021年第二季度季报，待核验"}


async def test_a_form_with_parts_missing_is_not_submitted(phones: Telephones) -> None:
    page = await form(phones)
    refused = await phones.press(QINGFENG, page.button("报送"))
    assert refused.text == "季报还没有填完，缺：存在问题、组织领导、制度建设、资金落实、盘活成效。"
    assert record_of(phones.act).submissions == ()


async def test_progress_and_areas_are_put_right_line_by_line(phones: Telephones) -> None:
    page = await form(phones)
    asked = await phones.press(QINGFENG, page.button("✔ 任务进度"))
    assert "3.2 0%（台账 0%）" in asked.text
    asked = await phones.say(QINGFENG, "3.2 60\n３.１ ７０％")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    asked = await phones.press(QINGFENG, page.button("✔ 盘活面积"))
    asked = await phones.say(QINGFENG, "闲置 12.5；批而未供 1 公顷")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "3.2 60%（台账 0%）" in page.text
    assert "盘活面积 批而未供 15 亩（台账 0 亩）、闲置 12.5 亩（台账 0 亩）" in page.text


@pytest.mark.parametrize(
    ("part", "text", "reason"),
    [
        ("任务进度", "60", "请写“任务编号 百分比”"),
        ("任务进度", "3.2 101", "进度须在 0 到 100 之间"),
        ("任务进度", "9.9 50", "季报里没有“9.9”这一项"),
        ("盘活面积", "荒地 5", "请写“类别 面积”"),
        ("盘活面积", "闲置", "请写“类别 面积”"),
        ("盘活面积", "闲置 -5", "不能为负"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_asked_again(
    phones: Telephones, part: str, text: str, reason: str
) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button(f"✔ {part}"))
    refused = await phones.say(QINGFENG, text)
    assert (refused.outcome, reason in refused.text) == ("refused", True)
    assert (
        phones.act.read(lambda books: books.return_drafts.find(record_of(phones.act).quarter, "清丰县"))
        is None
    )


async def test_no_problems_is_a_button(phones: Telephones) -> None:
    page = await form(phones)
    asked = await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.press(QINGFENG, asked.button("没有问题"))
    assert asked.text.startswith("组织领导\n")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "存在问题 无" in page.text


async def test_a_form_that_was_left_is_taken_up_again_days_later_by_a_new_process(phones: Telephones) -> None:
    page = await form(phones)
    asked = await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.say(QINGFENG, "资金不足")
    left = await phones.press(QINGFENG, asked.button("以后再填"))
    assert left.text == "已保存，还没有报送。发送 /returns 可继续填写。"
    phones.clock = Clock("Asia/Shanghai", NOW + timedelta(days=3))
    phones.restart()
    page = await form(phones)
    assert "存在问题 资金不足" in page.text
    assert "还缺：组织领导" in page.text


async def test_words_on_the_page_belong_to_no_part(phones: Telephones) -> None:
    await form(phones)
    refused = await phones.say(QINGFENG, "资金不足")
    assert refused.text == "请先按上面的按钮选择要填的部分；照片和文件可直接发送。"


async def test_a_button_of_an_earlier_step_changes_nothing(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    assert (await phones.press(QINGFENG, page.button("报送"))).text == words.OLD_BUTTON


async def test_a_return_is_corrected_until_it_is_approved(phones: Telephones) -> None:
    first = file(phones.act)
    listed = await phones.say(QINGFENG, "/returns")
    page = await phones.press(QINGFENG, listed.button("改报 2021Q2"))
    asked = await phones.press(QINGFENG, page.button("✔ 存在问题"))
    assert "现有内容：资金不足" in asked.text
    page = await phones.say(QINGFENG, "已解决")
    done = await phones.press(QINGFENG, page.button("报送"))
    assert "先前的报送已由这一次代替。" in done.text
    assert done.told == {OFFICE.user_id: "清丰县 改报 2021年第二季度季报，待核验"}
    newest = record_of(phones.act).submissions[-1]
    assert newest.id != first
    approve(phones.act, newest.id)
    listed = await phones.say(QINGFENG, "/returns")
    assert "改报 2021Q2" not in listed.buttons
    assert "6月25日报送，已核验" in listed.text


async def test_a_correction_after_the_day_is_warned_of(phones: Telephones) -> None:
    file(phones.act)
    late = Telephones(phones.act, datetime(2021, 7, 2, 9, tzinfo=SHANGHAI))
    page = await late.press(QINGFENG, "rf:qingfeng:2021Q2")
    assert "现在改报，报送日期按今天计，将记为迟报。" in page.text
    done = await late.press(QINGFENG, page.button("报送"))
    assert "记为迟报" in done.text


async def test_the_longest_answers_still_fit_a_message(phones: Telephones) -> None:
    page = await form(phones)
    page = await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    for _ in range(1 + len(TOPICS)):
        asked = await phones.say(QINGFENG, "长" * 4000)
        page = await phones.press(QINGFENG, asked.button("写完了"))
    await phones.press(QINGFENG, page.button("报送"))
    shown = await phones.press(OFFICE, f"qv:{submitted(phones).id}")
    assert len(shown.replies) > 4
    assert list(shown.buttons) == ["核验评分", "退回", "本季清单"]


async def test_what_was_put_right_is_what_is_submitted(phones: Telephones) -> None:
    page = await filled(phones)
    await phones.press(QINGFENG, page.button("✔ 盘活面积"))
    page = await phones.say(QINGFENG, "闲置 12.5")
    await phones.press(QINGFENG, page.button("报送"))
    assert str(_areas(submitted(phones).content)[Category.IDLE]) == "12.5"
    assert submitted(phones).submitted_on == date(2021, 6, 25)


@pytest.mark.parametrize("typed", ["闲置 1公顷", "3.2 45", "3.2 45%", "违法占地 99999999"])
async def test_figures_that_come_too_late_are_not_taken_for_words(phones: Telephones, typed: str) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    assert "没有记入“存在问题”" in (await phones.say(QINGFENG, typed)).text
    assert "组织领导" in (await phones.say(QINGFENG, "闲置 2 宗地资金不足")).text

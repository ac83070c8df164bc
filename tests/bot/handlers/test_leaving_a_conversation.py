"""What was begun by buttons ends with its day, and where another way is taken."""

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import DAY, QINGFENG
from tests.bot.handlers.steps import STEPS, Step, at_evidence, reports_of
from tests.bot.handlers.telephone import Telephones


@pytest.mark.parametrize("step", STEPS)
async def test_a_conversation_left_lying_for_a_day_is_over(phones: Telephones, step: Step) -> None:
    asked = await step(phones)
    phones.clock.move_to(phones.clock.now() + 2 * DAY)
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))
    assert "不知道属于哪一项任务" in (await phones.photo(QINGFENG)).text
    assert (await phones.press(QINGFENG, next(iter(asked.buttons.values())))).text == words.OLD_BUTTON
    assert reports_of(phones.act) == ()


@pytest.mark.parametrize("step", STEPS)
async def test_a_report_in_one_line_ends_what_was_begun_by_buttons_on_the_same_task(
    phones: Telephones, step: Step
) -> None:
    await step(phones)
    await phones.say(QINGFENG, "/report 3.1 70 外业完成")
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))
    assert [report.percent for report in reports_of(phones.act)] == [70]


async def test_a_report_on_another_task_leaves_the_conversation_where_it_was(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    await phones.say(QINGFENG, "/report 3.3 70 外业完成")
    assert "已记录：3.1" in (await phones.press(QINGFENG, asked.button("完成"))).text


async def test_ticking_takes_the_place_of_the_question_for_a_percentage(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/report 1.1")
    boxes = await phones.press(QINGFENG, asked.button("逐项勾选"))
    assert boxes.replies[0]["method"] == "editMessageText"
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))
    assert "☑ 节能" in (await phones.press(QINGFENG, boxes.button("☐ 节能"))).text
    assert (await phones.press(QINGFENG, asked.button("逐项勾选"))).text == words.OLD_BUTTON


async def test_a_box_ticked_elsewhere_ends_the_question_for_a_percentage(phones: Telephones) -> None:
    boxes = await phones.say(QINGFENG, "/task 1.1")
    await phones.say(QINGFENG, "/report 1.1")
    await phones.press(QINGFENG, boxes.button("☐ 节能"))
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))

"""What if, step by step: nobody needs to know the syntax of a line."""

from datetime import date, datetime

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import DIRECTOR, OFFICE, PUYANGXIAN, QINGFENG, QINGFENG_LEADER, SHANGHAI
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tracker.model import Sender


@pytest.fixture
def june(phones: Telephones) -> Telephones:
    """On 25 June 清丰县 has 700 of 1500 亩."""
    issue(phones.act)
    disposed(phones.act, "700")
    return phones


async def asked_for_area(phones: Telephones, sender: Sender = QINGFENG) -> Answered:
    listed = await phones.say(sender, "/sanctions")
    shown = await phones.press(sender, listed.button("清丰县会怎样"))
    return await phones.press(sender, shown.button("假设再处置一些"))


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, OFFICE, DIRECTOR])
async def test_an_area_and_a_pressed_day_give_what_follows(june: Telephones, sender: Sender) -> None:
    asked = await asked_for_area(june, sender)
    assert "假设再处置多少亩？" in asked.text
    day = await june.say(sender, "120")
    assert list(day.buttons) == ["今天", "6月30日", "12月31日", "取消"]
    answered = await june.press(sender, day.button("6月30日"))
    assert answered.text.endswith("· 如果6月30日再处置 120 亩并通过核验：🟢 通过")
    assert list(answered.buttons) == ["换一个面积"]


async def test_the_day_may_be_typed_after_the_area_or_with_it(june: Telephones) -> None:
    await asked_for_area(june)
    await june.say(QINGFENG, "50亩")
    typed = await june.say(QINGFENG, "2021年6月28日")
    assert "如果6月28日再处置 50 亩并通过核验：🟠 恰好一半，待定" in typed.text
    await asked_for_area(june)
    at_once = await june.say(QINGFENG, "2 公顷 2021-06-28")
    assert "如果6月28日再处置 30 亩并通过核验：🔴 触发暂停" in at_once.text


async def test_of_a_year_to_come_its_own_days_are_offered(phones: Telephones) -> None:
    issue(phones.act, "100", year=2022, issued_on=date(2021, 6, 20))
    answered = await phones.say(QINGFENG, "/sanctions 如果 清丰县 60 2022-06-25")
    await phones.press(QINGFENG, answered.button("换一个面积"))
    day = await phones.say(QINGFENG, "60")
    assert list(day.buttons) == ["2022年1月1日", "2022年6月30日", "2022年12月31日", "取消"]
    followed = await phones.press(QINGFENG, day.button("2022年6月30日"))
    assert "如果2022年6月30日再处置 60 亩并通过核验：🟢 通过" in followed.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("很多", "很多"),
        ("-5", "负"),
        ("0", "面积要大于 0"),
        ("120 2021-06-01", "应在 2021-06-25 到"),
        ("12块", "12块"),
    ],
)
async def test_a_nonsense_area_is_said_and_may_be_typed_again(
    june: Telephones, typed: str, said: str
) -> None:
    await asked_for_area(june)
    assert said in (await june.say(QINGFENG, typed)).text
    assert "什么时候" in (await june.say(QINGFENG, "120")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("明天", "不是有效日期"), ("2021-06-01", "应在 2021-06-25 到"), ("2022-01-01", "应在 2021-06-25 到")],
)
async def test_a_nonsense_day_is_said_and_may_be_typed_again(june: Telephones, typed: str, said: str) -> None:
    await asked_for_area(june)
    await june.say(QINGFENG, "120")
    assert said in (await june.say(QINGFENG, typed)).text
    assert "🟢 通过" in (await june.say(QINGFENG, "2021-06-25")).text


async def test_a_photo_is_no_area(june: Telephones) -> None:
    await asked_for_area(june)
    assert (await june.photo(QINGFENG)).text == "请输入数字，例如：120"


async def test_another_unit_cannot_ask_not_even_by_a_forged_button(june: Telephones) -> None:
    assert (await june.press(PUYANGXIAN, "wi:qingfeng:2021")).text == "只能查询本单位。"
    assert (await june.say(PUYANGXIAN, "120")).text == str(NotUnderstood(PUYANGXIAN))


async def test_a_year_that_is_over_asks_for_no_area(june: Telephones) -> None:
    january = Telephones(june.act, datetime(2022, 1, 4, 9, 0, tzinfo=SHANGHAI))
    assert "2021 年度已经结束" in (await january.press(QINGFENG, "wi:qingfeng:2021")).text


async def test_the_day_of_an_earlier_question_is_an_old_button(june: Telephones) -> None:
    await asked_for_area(june)
    day = await june.say(QINGFENG, "120")
    await june.press(QINGFENG, day.button("取消"))
    assert (await june.press(QINGFENG, day.button("今天"))).text == words.OLD_BUTTON
    assert (await june.say(QINGFENG, "120")).text == str(NotUnderstood(QINGFENG))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "面积要大于 0"),
        ("2 公顷 2021-06-28", "如果6月28日再处置 30 亩并通过核验"),
        ("120 2021-06-28 谢谢", "谢谢"),
    ],
)
async def test_a_line_is_read_as_the_dialog_is(june: Telephones, typed: str, said: str) -> None:
    assert said in (await june.say(QINGFENG, f"/sanctions 如果 清丰县 {typed}")).text


async def test_a_unit_without_a_task_is_told_so(june: Telephones) -> None:
    said = "濮阳县没有 2021 年度任务，处置多少面积都不会触发暂停；处置仍可照常填报。"
    assert (await june.say(PUYANGXIAN, "/sanctions 如果 濮阳县 120")).text == said
    assert (await june.press(PUYANGXIAN, "wi:puyangxian:2021")).text == said

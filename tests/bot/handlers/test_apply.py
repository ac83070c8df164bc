"""Asking in chat whether a unit may apply for new construction land."""

import pytest
from sqlalchemy import select

from tests.acting import FGW, OFFICE, PUYANGXIAN, QINGFENG, TWO_COUNTIES
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_tasks import issue
from tracker.model import Sender
from tracker.store.target_tables import applications


def kept(phones: Telephones) -> list[tuple[str, str]]:
    """The questions that are kept: of which unit, for which kind."""
    query = select(applications.c.unit, applications.c.kind).order_by(applications.c.id)
    return phones.act.read(lambda books: [tuple(row) for row in books.connection.execute(query)])


async def test_the_office_is_led_by_buttons_to_an_answer_that_is_kept(phones: Telephones) -> None:
    asked = await phones.say(OFFICE, "/apply")
    assert asked.text == "哪个单位申请新增建设用地？"
    assert len(asked.buttons) == 9
    kinds = await phones.press(OFFICE, asked.button("清丰县"))
    assert kinds.text.startswith("清丰县今天能否申请新增建设用地：是哪类项目？")
    assert list(kinds.buttons) == ["一般项目", "省以上重点工程", "重大民生项目"]
    assert kept(phones) == []
    answered = await phones.press(OFFICE, kinds.button("重大民生项目"))
    assert answered.text.startswith("✅ 可以申请：清丰县 2021-06-25 重大民生项目")
    assert kept(phones) == [("清丰县", "livelihood")]


async def test_who_has_one_unit_is_asked_for_the_kind_at_once(phones: Telephones) -> None:
    kinds = await phones.say(QINGFENG, "/apply")
    answered = await phones.press(QINGFENG, kinds.button("一般项目"))
    assert "清丰县 2021-06-25 一般项目" in answered.text


async def test_who_has_two_units_chooses_between_them(phones: Telephones) -> None:
    assert set((await phones.say(TWO_COUNTIES, "/apply")).buttons) == {"南乐县", "范县"}


async def test_a_department_is_told_that_it_has_no_task(phones: Telephones) -> None:
    assert "市发展改革委没有年度处置任务" in (await phones.say(FGW, "/apply")).text


@pytest.mark.parametrize("data", ["ap:qingfeng", "ap:qingfeng:0"])
async def test_a_forged_button_asks_nothing_of_another_county(phones: Telephones, data: str) -> None:
    assert (await phones.press(PUYANGXIAN, data)).text == "只能查询本单位。"
    assert kept(phones) == []


@pytest.mark.parametrize("data", ["ap:mars", "ap:mars:0", "ap:qingfeng:9"])
async def test_a_button_of_nothing_is_answered_politely(phones: Telephones, data: str) -> None:
    assert (await phones.press(OFFICE, data)).outcome == "refused"
    assert kept(phones) == []


async def test_a_day_that_has_not_come_is_neither_answered_nor_kept(phones: Telephones) -> None:
    issue(phones.act)
    answered = await phones.say(OFFICE, "/apply 清丰县 一般项目 2021-06-26")
    assert answered.text == (
        "2021-06-26 还没有到，那一天能否申请要到当天才能答复：在那之前主任还可能作出或解除决定。"
        "请查询今天（2021-06-25）或以前的日期。"
    )
    assert (answered.outcome, kept(phones)) == ("refused", [])


async def test_the_kind_may_be_left_out_before_a_day(phones: Telephones) -> None:
    assert "清丰县 2021-06-15 一般项目" in (await phones.say(OFFICE, "/apply 清丰县 2021-06-15")).text


@pytest.mark.parametrize(("sender", "unit"), [(OFFICE, "濮阳县"), (QINGFENG, "清丰县")])
async def test_help_shows_the_question_with_a_unit_of_which_it_may_be_asked(
    phones: Telephones, sender: Sender, unit: str
) -> None:
    assert f"/apply {unit} 一般项目" in (await phones.say(sender, "/help")).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/apply 火星", "火星"),
        ("/apply 清丰县 高尔夫球场", "一般项目、省以上重点工程、重大民生项目"),
        ("/apply 清丰县 一般项目 明天吧", "请写：/apply"),
        ("/apply 市发展改革委", "没有年度处置任务"),
    ],
)
async def test_a_question_that_cannot_be_answered_is_not_kept(
    phones: Telephones, text: str, said: str
) -> None:
    assert said in (await phones.say(OFFICE, text)).text


async def test_another_county_s_application_is_not_answered(phones: Telephones) -> None:
    assert (await phones.say(PUYANGXIAN, "/apply 清丰县")).text == "只能查询本单位。"

"""The director's buttons in chat: confirm, decide exactly half, lift; nobody else reaches them."""

from datetime import datetime

import pytest

from bot import words
from bot.clock import Clock
from tests.acting import (
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    person,
)
from tests.bot.handlers.telephone import Telephones, read
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue, withdraw_area
from tracker.model import Role, Sender
from tracker.orders import Order

ANOTHER_DIRECTOR = person(107, "吴主任", ("领导小组办公室", Role.DIRECTOR))
JULY = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)
QF = "qingfeng"


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """The same people on the first day after mid-year."""
    return Telephones(phones.act, JULY)


def orders(phones: Telephones) -> tuple[Order, ...]:
    return phones.act.read(lambda books: books.orders.all())


async def test_the_director_confirms_and_the_unit_hears_of_it(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    shown = await july.say(DIRECTOR, "/sanctions")
    opened = await july.press(DIRECTOR, shown.button("🔴 清丰县"))
    asked = await july.press(DIRECTOR, opened.button("确认暂停"))
    assert (orders(july), asked.told) == ((), {})
    confirmed = await july.press(DIRECTOR, asked.button("确认"))
    said = (
        "清丰县 2021 年度 暂停新增建设用地申请（省以上重点工程、重大民生项目除外）\n"
        "决〔2021〕1号，2021-07-01 起\n"
        "上半年：任务 1500 亩，经核验的处置面积 700 亩"
    )
    assert confirmed.text.startswith(f"已决定：{said}")
    assert [read(payload) for _, payload in confirmed.notices] == [f"⚖️ {said}\n依据：四（四）"] * 4
    assert set(confirmed.told) == {"清丰县", OFFICE.user_id, INSPECTOR.user_id}
    assert "⛔ 不能申请" in (await july.say(QINGFENG, "/apply 清丰县 一般项目 2021-07-01")).text
    assert "✅ 可以申请" in (await july.say(QINGFENG, "/apply 清丰县 重大民生项目")).text


async def test_two_directors_press_and_one_order_stands(july: Telephones) -> None:
    issue(july.act)
    july.act.appoint(ANOTHER_DIRECTOR)
    first = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    second = await july.press(ANOTHER_DIRECTOR, f"so:{QF}:2021:s")
    await july.press(DIRECTOR, first.button("确认"))
    late = await july.press(ANOTHER_DIRECTOR, second.button("确认"))
    assert (len(orders(july)), "已由李主任于 2021-07-01 决定" in late.text, late.told) == (1, True, {})


async def test_exactly_half_waits_for_a_typed_reason(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "750")
    shown = await july.say(DIRECTOR, "/sanctions")
    opened = await july.press(DIRECTOR, shown.button("🟠 清丰县"))
    asked = await july.press(DIRECTOR, opened.button("恰好一半：不暂停"))
    assert list(asked.buttons) == ["取消"]
    typed = await july.say(DIRECTOR, "七月已供地 30 亩")
    assert (orders(july), "理由：七月已供地 30 亩" in typed.text) == ((), True)
    decided = await july.press(DIRECTOR, typed.button("确认"))
    (order,) = orders(july)
    assert (order.suspends, order.reason) == (False, "七月已供地 30 亩")
    # What nothing follows from is told to those above alone.
    assert set(decided.told) == {OFFICE.user_id, INSPECTOR.user_id}
    assert "清丰县 2021 年度 不暂停" in decided.told[INSPECTOR.user_id]


async def test_words_alone_decide_nothing(july: Telephones) -> None:
    issue(july.act)
    await july.press(DIRECTOR, f"so:{QF}:2021:s")
    asked = await july.say(DIRECTOR, "等一下，这个数对不对？")
    assert (orders(july), asked.told) == ((), {})
    cancelled = await july.press(DIRECTOR, asked.button("取消"))
    assert (orders(july), cancelled.told) == ((), {})


async def test_the_question_says_what_the_decision_rests_on(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    disposed(july.act, "100", 核验日期="")
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    assert (
        "上半年：任务 1500 亩，经核验的处置面积 700 亩\n还有 100 亩待核验，全部通过则为：通过" in asked.text
    )


async def test_figures_that_changed_since_the_question_are_not_decided_on(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    disposed(july.act, "50", 处置方式="收回")
    late = await july.press(DIRECTOR, asked.button("确认"))
    assert (orders(july), "情况刚刚有了变化" in late.text, late.told) == ((), True, {})


async def test_an_exchange_of_equal_area_since_the_question_is_not_decided_on(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    withdraw_area(july.act, on=JULY_1)
    disposed(july.act, "700", 处置日期="2021-06-21")
    late = await july.press(DIRECTOR, asked.button("确认"))
    assert (orders(july), "情况刚刚有了变化" in late.text, late.told) == ((), True, {})


async def test_a_question_about_mid_year_makes_no_order_of_the_year_s_end(phones: Telephones) -> None:
    issue(phones.act)
    phones.clock = Clock("Asia/Shanghai", datetime(2021, 12, 31, 23, 0, tzinfo=SHANGHAI))
    asked = await phones.press(DIRECTOR, f"so:{QF}:2021:s")
    phones.clock = Clock("Asia/Shanghai", datetime(2022, 1, 1, 0, 1, tzinfo=SHANGHAI))
    late = await phones.press(DIRECTOR, asked.button("确认"))
    assert (orders(phones), "情况刚刚有了变化" in late.text) == ((), True)


async def test_who_holds_several_posts_above_is_told_once_and_who_decided_not_at_all(
    july: Telephones,
) -> None:
    issue(july.act)
    july.act.appoint(
        person(DIRECTOR.user_id, "李主任", ("领导小组办公室", Role.OFFICE)),
        person(OFFICE.user_id, "王办", ("市委市政府督查局", Role.INSPECTOR)),
    )
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    confirmed = await july.press(DIRECTOR, asked.button("确认"))
    above = [whom for whom, _ in confirmed.notices if whom != "清丰县"]
    assert sorted(above, key=str) == [OFFICE.user_id, INSPECTOR.user_id]


async def test_an_order_is_lifted_with_a_reason(july: Telephones) -> None:
    issue(july.act)
    decide(july.act, JULY_1)
    shown = await july.say(DIRECTOR, "/sanctions")
    opened = await july.press(DIRECTOR, shown.button("🔴 清丰县"))
    await july.press(DIRECTOR, opened.button("解除暂停"))
    typed = await july.say(DIRECTOR, "已补齐任务")
    lifted = await july.press(DIRECTOR, typed.button("确认"))
    assert "决〔2021〕1号暂停决定自 2021-07-01 起解除（解〔2021〕1号）" in lifted.text
    assert set(lifted.told) == {"清丰县", OFFICE.user_id, INSPECTOR.user_id}
    assert "理由：已补齐任务" in lifted.told[INSPECTOR.user_id]
    assert orders(july)[0].lifted_on == JULY_1
    assert "✅ 可以申请" in (await july.say(QINGFENG, "/apply 清丰县")).text


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, PUYANGXIAN, OFFICE, INSPECTOR])
async def test_nobody_but_the_director_reaches_an_order(july: Telephones, sender: Sender) -> None:
    issue(july.act)
    shown = await july.say(sender, "/sanctions")
    opened = await july.press(sender, f"sv:{QF}:2021")
    reached = {**shown.buttons, **opened.buttons}
    assert not any(data.startswith(("so:", "sl:", "sy:")) for data in reached.values())
    for data in (f"so:{QF}:2021:s", "sl:1", "sy:1"):
        assert (await july.press(sender, data)).text == words.NOT_ALLOWED
    assert orders(july) == ()


async def test_an_old_confirmation_is_an_old_button(july: Telephones) -> None:
    issue(july.act)
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    await july.press(DIRECTOR, asked.button("确认"))
    again = await july.press(DIRECTOR, asked.button("确认"))
    assert ("过期" in again.text, len(orders(july))) == (True, 1)

"""A year's tasks in chat: who sees what, what if, the director's buttons, asking for land."""

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
from tests.tracker.usecases.keeping_tasks import decide, disposed, enter_quota, issue
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


async def test_a_year_is_shown_with_what_is_needed_and_by_when(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    disposed(phones.act, "20.5", 核验日期="")
    shown = await phones.say(OFFICE, "/sanctions")
    lines = [line.strip() for line in shown.text.splitlines()]
    at = lines.index("🟡 清丰县：任务 1500 亩，已完成 700 亩（46.67%），待核验 20.5 亩")
    assert lines[at + 1] == "距过半还差 50 亩，剩 4 个工作日，每个工作日需 12.5 亩"
    assert "⚪ 南乐县：未下达任务" in lines
    assert any(line.startswith("园区归属为推定、待确认：") for line in lines)
    assert list(shown.buttons) == ["清丰县会怎样"]


async def test_what_if_is_asked_by_button_and_by_a_line(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    disposed(phones.act, "50", 核验日期="")
    shown = await phones.say(DIRECTOR, "/sanctions")
    pressed = await phones.press(DIRECTOR, shown.button("清丰县会怎样"))
    assert pressed.text.endswith(
        "到6月30日以后：\n· 按已核验的：🔴 触发暂停\n· 待核验的 50 亩全部通过：🟠 恰好一半，待定"
    )
    asked = await phones.say(DIRECTOR, "/sanctions 如果 清丰县 120 2021-06-28")
    assert asked.text.endswith("· 如果6月28日再处置 120 亩并通过核验：🟢 通过")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/sanctions 如果", "假设：/sanctions 如果 单位"),
        ("/sanctions 如果 火星 120", "火星"),
        ("/sanctions 如果 清丰县 很多", "很多"),
        ("/sanctions 如果 清丰县 120 2021-06-24", "应在今天"),
        ("/sanctions 2022-01-01", "还没有到"),
        ("/sanctions 如果 清丰县 120 6月28日", "不是有效日期"),
        ("/sanctions 0000", "应在 2000 到 2099 之间"),
        ("/sanctions 昨天晚上", "昨天晚上"),
    ],
)
async def test_what_cannot_be_asked_is_said(phones: Telephones, text: str, said: str) -> None:
    answered = await phones.say(DIRECTOR, text)
    assert said in answered.text


async def test_a_unit_sees_itself_alone(phones: Telephones) -> None:
    issue(phones.act)
    shown = await phones.say(QINGFENG, "/sanctions")
    assert ("清丰县" in shown.text, "南乐县" in shown.text) == (True, False)
    refused = await phones.say(PUYANGXIAN, "/sanctions 如果 清丰县 120")
    assert refused.text == "只能查询本单位。"
    pressed = await phones.press(PUYANGXIAN, "sw:qingfeng:2021")
    assert pressed.text == "只能查询本单位。"


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_nothing_triggered_reaches_the_county_before_the_director(
    july: Telephones, sender: Sender
) -> None:
    issue(july.act)
    shown = await july.say(sender, "/sanctions")
    said = shown.text.split("依据")[0]
    assert ("暂停" in said, "🔴" in said, "上半年（0/1500 亩）" in said) == (False, False, True)
    asked = await july.say(sender, "/apply 清丰县")
    assert ("✅ 可以申请" in asked.text, "触发" in asked.text) == (True, False)
    assert "触发" in (await july.say(OFFICE, "/apply 清丰县")).text


async def test_the_director_confirms_and_the_unit_hears_of_it(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    shown = await july.say(DIRECTOR, "/sanctions")
    asked = await july.press(DIRECTOR, shown.button("确认暂停 清丰县"))
    assert (orders(july), asked.told) == ((), {})
    confirmed = await july.press(DIRECTOR, asked.button("确认"))
    said = (
        "清丰县 2021 年度 暂停新增建设用地申请（省以上重点工程、重大民生项目除外）\n"
        "2021-1 号，2021-07-01 起\n"
        "上半年：任务 1500 亩，经核验的处置面积 700 亩"
    )
    assert confirmed.text.startswith(f"已决定：{said}")
    assert [read(payload) for _, payload in confirmed.notices] == [f"⚖️ {said}\n依据：四（四）"] * 2
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
    asked = await july.press(DIRECTOR, shown.button("清丰县恰好一半：不暂停"))
    assert list(asked.buttons) == ["取消"]
    typed = await july.say(DIRECTOR, "七月已供地 30 亩")
    assert (orders(july), "理由：七月已供地 30 亩" in typed.text) == ((), True)
    decided = await july.press(DIRECTOR, typed.button("确认"))
    (order,) = orders(july)
    assert (order.suspends, order.reason, decided.told) == (False, "七月已供地 30 亩", {})


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


async def test_a_question_about_mid_year_makes_no_order_of_the_year_s_end(phones: Telephones) -> None:
    issue(phones.act)
    phones.clock = Clock("Asia/Shanghai", datetime(2021, 12, 31, 23, 0, tzinfo=SHANGHAI))
    asked = await phones.press(DIRECTOR, f"so:{QF}:2021:s")
    phones.clock = Clock("Asia/Shanghai", datetime(2022, 1, 1, 0, 1, tzinfo=SHANGHAI))
    late = await phones.press(DIRECTOR, asked.button("确认"))
    assert (orders(phones), "情况刚刚有了变化" in late.text) == ((), True)


async def test_after_mid_year_the_line_says_what_the_year_s_end_needs(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "800")
    december = Telephones(phones.act, datetime(2021, 12, 20, 9, 0, tzinfo=SHANGHAI))
    shown = await december.say(OFFICE, "/sanctions")
    assert (
        "上半年通过（800/1500 亩）；距完成全年任务还差 700 亩，剩 10 个工作日，每个工作日需 70 亩"
        in shown.text
    )


async def test_a_mid_year_order_does_not_hide_the_year_s_end(phones: Telephones) -> None:
    issue(phones.act)
    enter_quota(phones.act)
    decide(phones.act, JULY_1)
    january = Telephones(phones.act, datetime(2022, 1, 4, 9, 0, tzinfo=SHANGHAI))
    shown = await january.say(DIRECTOR, "/sanctions 2021")
    assert (
        "上半年已决定暂停申请（2021-1 号，2021-07-01）；全年触发暂停（未完成 100%，核减 1000 亩）"
        in shown.text
    )
    assert {"确认暂停 清丰县", "解除 清丰县 的暂停（2021-1 号）"} <= set(shown.buttons)
    this_year = await january.say(DIRECTOR, "/sanctions")
    assert "清丰县 2021 年度：暂停申请（2021-1 号）" in this_year.text
    assert "解除 清丰县 的暂停（2021-1 号）" in this_year.buttons


async def test_exactly_half_before_the_cut_off_is_not_over_it(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "750")
    assert "恰好一半，尚未过半" in (await phones.say(OFFICE, "/sanctions")).text


async def test_a_day_ahead_has_triggered_nothing_yet(phones: Telephones) -> None:
    issue(phones.act)
    assert "触发" not in (await phones.say(OFFICE, "/apply 清丰县 一般项目 2021-07-15")).text


async def test_the_kind_may_be_left_out_before_a_day(phones: Telephones) -> None:
    assert "清丰县 2021-07-15 一般项目" in (await phones.say(OFFICE, "/apply 清丰县 2021-07-15")).text


async def test_an_order_is_lifted_with_a_reason(july: Telephones) -> None:
    issue(july.act)
    decide(july.act, JULY_1)
    shown = await july.say(DIRECTOR, "/sanctions")
    await july.press(DIRECTOR, shown.button("解除 清丰县"))
    typed = await july.say(DIRECTOR, "已补齐任务")
    lifted = await july.press(DIRECTOR, typed.button("确认"))
    assert "2021-1 号暂停决定自 2021-07-01 起解除" in lifted.text
    assert orders(july)[0].lifted_on == JULY_1
    assert "✅ 可以申请" in (await july.say(QINGFENG, "/apply 清丰县")).text


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, PUYANGXIAN, OFFICE, INSPECTOR])
async def test_nobody_but_the_director_reaches_an_order(july: Telephones, sender: Sender) -> None:
    issue(july.act)
    shown = await july.say(sender, "/sanctions")
    assert not any(data.startswith(("so:", "sl:", "sy:")) for data in shown.buttons.values())
    for data in (f"so:{QF}:2021:s", "sl:1", "sy:1"):
        assert (await july.press(sender, data)).text == words.NOT_ALLOWED
    assert orders(july) == ()


async def test_an_old_confirmation_is_an_old_button(july: Telephones) -> None:
    issue(july.act)
    asked = await july.press(DIRECTOR, f"so:{QF}:2021:s")
    await july.press(DIRECTOR, asked.button("确认"))
    again = await july.press(DIRECTOR, asked.button("确认"))
    assert ("过期" in again.text, len(orders(july))) == (True, 1)


async def test_the_year_s_end_shows_the_cut(phones: Telephones) -> None:
    issue(phones.act)
    enter_quota(phones.act)
    disposed(phones.act, "600")
    january = Telephones(phones.act, datetime(2022, 1, 1, 9, 0, tzinfo=SHANGHAI))
    shown = await january.say(DIRECTOR, "/sanctions 2021")
    assert "触发暂停（未完成 60%，核减 600 亩）" in shown.text


async def test_the_office_issues_a_task_and_corrects_it(phones: Telephones) -> None:
    line = (
        "/target 清丰县产业集聚区 2021 批而未供 {} 文号=濮百园办〔2021〕3号 下达=2021-03-01 阶段=2021-06-30"
    )
    first = await phones.say(OFFICE, line.format("1500"))
    assert first.text == (
        "已登记：清丰县产业集聚区 2021 年度批而未供任务 1500 亩\n"
        "下达 2021-03-01，文号 濮百园办〔2021〕3号，阶段截止 2021-06-30"
    )
    again = await phones.say(OFFICE, line.format("1400"))
    assert again.text.endswith("此前：1500 亩（2021-03-01，濮百园办〔2021〕3号）")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/target", "请写：/target"),
        ("/target 清丰县 2021 荒地 100 文号=x", "不是类别"),
        ("/target 清丰县 今年 闲置 100 文号=x", "不是年度"),
        ("/target 清丰县 2021 闲置 0 文号=x", "应大于 0"),
        ("/target 清丰县 2021 闲置 100 下达=2021-03-01", "文号"),
        ("/target 清丰县 0000 闲置 100 文号=x", "应在 2000 到 2099 之间"),
        ("/target 火星 2021 闲置 100 文号=x", "火星"),
        ("/quota", "请写：/quota"),
        ("/quota 清丰县 2022 -5 文号=x", "-5"),
        ("/quota 市发展改革委 2022 5 文号=x", "没有年度处置任务"),
        ("/park 清丰县", "确认或变更：/park"),
        ("/park 清丰县产业集聚区 市发展改革委 文号=x", "不能管理"),
    ],
)
async def test_what_the_office_cannot_issue_is_said(phones: Telephones, text: str, said: str) -> None:
    answered = await phones.say(OFFICE, text)
    assert said in answered.text
    assert phones.act.read(lambda books: books.targets.facts().targets) == ()


async def test_a_quota_and_a_park_are_entered(phones: Telephones) -> None:
    quota = await phones.say(OFFICE, "/quota 清丰县 2022 1000 文号=濮自然资〔2021〕1号")
    assert quota.text == "已登记：清丰县 2022 年度新增建设用地计划指标 1000 亩（濮自然资〔2021〕1号）"
    parks = await phones.say(OFFICE, "/park")
    assert "推定，待确认" in parks.text
    moved = await phones.say(OFFICE, "/park 清丰县产业集聚区 范县 文号=濮政办〔2021〕20号 自=2021-07-01")
    assert moved.text == (
        "已确认：清丰县产业集聚区自 2021-07-01 起由范县管理（濮政办〔2021〕20号），此前为清丰县。"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/apply", "请写：/apply"),
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


async def test_what_changed_under_an_order_is_said_and_lifting_proposed(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    decide(phones.act, JULY_1)
    disposed(phones.act, "20", 处置方式="收回", 核验日期="2021-08-05")
    august = Telephones(phones.act, datetime(2021, 8, 6, 9, 0, tzinfo=SHANGHAI))
    shown = await august.say(DIRECTOR, "/sanctions")
    changed = "2021-1 号决定的依据有变：清丰县当时任务 1500 亩、完成 700 亩，现为任务 1500 亩、完成 720 亩"
    assert (changed in shown.text, "可以解除" in shown.text) == (True, False)
    disposed(phones.act, "40", 处置日期="2021-08-01", 核验日期="2021-08-05")
    assert "清丰县已补齐，可以解除 2021-1 号决定" in (await august.say(DIRECTOR, "/sanctions")).text
    assert "有变" not in (await august.say(QINGFENG, "/sanctions")).text

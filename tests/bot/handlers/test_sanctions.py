"""A year's tasks in chat: who sees what, what is needed by when, what if."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.circulars.cases import TO_SANCTIONS
from tests.acting import (
    DIRECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    TWO_COUNTIES,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.tasks_on_paper import JULY_1, UNIT
from tests.tracker.usecases.keeping_tasks import (
    NEW_YEAR_2022,
    decide,
    deciding,
    disposed,
    enter_quota,
    issue,
    lift,
)
from tracker.model import Sender

JULY = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """The same people on the first day after mid-year."""
    return Telephones(phones.act, JULY)


async def test_a_year_is_shown_with_what_is_needed_and_by_when(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    disposed(phones.act, "20.5", 核验日期="")
    shown = await phones.say(OFFICE, "/sanctions")
    lines = [line.strip() for line in shown.text.splitlines()]
    at = lines.index("🟡 清丰县：任务 1500 亩，已完成 700 亩（46.67%），待核验 20.5 亩")
    assert lines[at + 1] == (
        "距过半还差 50 亩，剩 4 个工作日，每个工作日需 12.5 亩（至今平均 8.54 亩）；"
        "照此进度到6月30日约 725.6 亩"
    )
    assert "⚪ 未下达任务：濮阳县、南乐县、范县、台前县、华龙区、开发区、工业园区、示范区" in lines
    assert any(line.startswith("园区归属为推定、待确认：") for line in lines)
    assert list(shown.buttons) == ["清丰县会怎样", "进度图"]


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
        ("/sanctions 如果 清丰县 120 2021-06-24", "应在 2021-06-25 到"),
        ("/sanctions 2022-01-01", "还没有到"),
        ("/sanctions 如果 清丰县 120 6月28日", "不是有效日期"),
        ("/sanctions 0000", "应在 2000 到 2099 之间"),
        ("/sanctions 昨天晚上", "昨天晚上"),
    ],
)
async def test_what_cannot_be_asked_is_said(phones: Telephones, text: str, said: str) -> None:
    answered = await phones.say(DIRECTOR, text)
    assert said in answered.text


async def test_one_unit_may_be_asked_about_by_its_name(phones: Telephones) -> None:
    shown = await phones.say(OFFICE, "/sanctions 清丰县")
    assert ("清丰县" in shown.text, "南乐县" in shown.text) == (True, False)
    dated = await phones.say(OFFICE, "/sanctions 清丰县 2021-06-20")
    assert "2021 年度任务（6月20日）" in dated.text
    assert (await phones.say(QINGFENG, "/sanctions 清丰县")).outcome == "done"
    assert (await phones.say(PUYANGXIAN, "/sanctions 清丰县")).text == "只能查询本单位。"
    assert "没有年度处置任务" in (await phones.say(OFFICE, "/sanctions 市发展改革委")).text


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
        "上半年已决定暂停申请（决〔2021〕1号，2021-07-01）；全年触发暂停（未完成 100%，核减 1000 亩）"
        in shown.text
    )
    opened = await january.press(DIRECTOR, shown.button("🔴 清丰县"))
    assert {"确认暂停", "解除暂停（决〔2021〕1号）"} <= set(opened.buttons)


async def test_in_january_the_open_cases_of_the_old_year_stand_first(phones: Telephones) -> None:
    issue(phones.act)
    january = Telephones(phones.act, datetime(2022, 1, 4, 9, 0, tzinfo=SHANGHAI))
    shown = await january.say(DIRECTOR, "/sanctions")
    assert shown.text.splitlines()[:4] == [
        "2022 年度任务（1月4日）",
        "",
        "待主任决定（1）",
        "🔴 清丰县 2021 年度：任务 1500 亩，已完成 0 亩（0%）",
    ]
    opened = await january.press(DIRECTOR, shown.button("🔴 清丰县 2021"))
    assert (opened.buttons["确认暂停"], "会怎样" in opened.buttons) == ("so:qingfeng:2021:s", False)


async def test_an_order_of_an_earlier_year_stands_under_the_new_one(phones: Telephones) -> None:
    issue(phones.act)
    january = Telephones(phones.act, datetime(2022, 1, 4, 9, 0, tzinfo=SHANGHAI))
    phones.act.write(deciding(NEW_YEAR_2022))
    shown = [await january.say(sender, "/sanctions") for sender in (DIRECTOR, QINGFENG)]
    for each in shown:
        lines = each.text.splitlines()
        assert "清丰县 2021 年度：任务 1500 亩" in lines[lines.index("暂停用地申请中（1）") + 1]
    paper = await january.press(QINGFENG, shown[1].button("▪️ 清丰县 2021"))
    assert list(paper.buttons) == ["决〔2022〕1号文件"]


async def test_what_waits_for_the_director_is_no_section_for_the_unit(july: Telephones) -> None:
    issue(july.act)
    shown = await july.say(QINGFENG, "/sanctions")
    assert ("待主任" in shown.text, list(shown.buttons)) == (False, ["清丰县会怎样", "进度图"])
    opened = await july.press(QINGFENG, "sv:qingfeng:2021")
    assert ("触发" in opened.text, list(opened.buttons)) == (False, ["会怎样"])
    assert (await july.press(PUYANGXIAN, "sv:qingfeng:2021")).text == "只能查询本单位。"


async def test_what_was_lifted_waits_no_longer_but_may_be_ordered_again(july: Telephones) -> None:
    issue(july.act)
    lift(july.act, decide(july.act, JULY_1), JULY_1, "误操作")
    shown = await july.say(DIRECTOR, "/sanctions")
    opened = await july.press(DIRECTOR, shown.button("🔴 清丰县"))
    assert ("待主任" in shown.text, "重新暂停" in opened.buttons) == (False, True)


async def test_the_morning_s_button_leads_to_what_waits_today(july: Telephones) -> None:
    issue(july.act)
    assert "待主任决定（1）" in (await july.press(DIRECTOR, TO_SANCTIONS)).text


async def test_exactly_half_before_the_cut_off_is_not_over_it(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "750")
    assert "恰好一半，尚未过半" in (await phones.say(OFFICE, "/sanctions")).text


async def test_the_year_s_end_shows_the_cut(phones: Telephones) -> None:
    issue(phones.act)
    enter_quota(phones.act)
    disposed(phones.act, "600")
    january = Telephones(phones.act, datetime(2022, 1, 1, 9, 0, tzinfo=SHANGHAI))
    shown = await january.say(DIRECTOR, "/sanctions 2021")
    assert "触发暂停（未完成 60%，核减 600 亩）" in shown.text


async def test_what_changed_under_an_order_is_said_and_lifting_proposed(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    decide(phones.act, JULY_1)
    disposed(phones.act, "20", 处置方式="收回", 核验日期="2021-08-05")
    august = Telephones(phones.act, datetime(2021, 8, 6, 9, 0, tzinfo=SHANGHAI))
    shown = await august.say(DIRECTOR, "/sanctions")
    changed = (
        "决〔2021〕1号决定的依据有变：清丰县当时任务 1500 亩、完成 700 亩，现为任务 1500 亩、完成 720 亩"
    )
    assert (changed in shown.text, "可以解除" in shown.text) == (True, False)
    disposed(phones.act, "40", 处置日期="2021-08-01", 核验日期="2021-08-05")
    assert "清丰县已补齐，可以解除决〔2021〕1号决定" in (await august.say(DIRECTOR, "/sanctions")).text
    assert "有变" not in (await august.say(QINGFENG, "/sanctions")).text


async def test_what_awaits_review_and_would_change_the_state_is_said_to_those_above(
    phones: Telephones,
) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    disposed(phones.act, "60", 核验日期="")
    said = "⏳ 待核验的 60 亩全部通过，6月30日以后为“通过”，否则为“触发暂停”"
    assert said in (await phones.say(OFFICE, "/sanctions")).text
    assert "⏳" not in (await phones.say(QINGFENG, "/sanctions")).text


async def test_after_the_cut_off_it_is_said_for_today(july: Telephones) -> None:
    issue(july.act)
    disposed(july.act, "700")
    disposed(july.act, "50", 核验日期="")
    said = "⏳ 待核验的 50 亩全部通过，为“恰好一半，待定”，否则为“触发暂停”"
    assert said in (await july.say(DIRECTOR, "/sanctions")).text


async def test_what_awaits_review_and_changes_nothing_is_not_said(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    disposed(phones.act, "49.9999", 核验日期="")
    assert "⏳" not in (await phones.say(OFFICE, "/sanctions")).text


async def test_who_holds_posts_in_two_units_opens_the_case_of_one(july: Telephones) -> None:
    opened = await july.press(TWO_COUNTIES, "sv:nanle:2021")
    assert ("南乐县 2021 年度：未下达任务" in opened.text, "范县" in opened.text) == (True, False)


async def test_an_order_of_a_unit_that_the_campaign_dropped_is_listed_and_can_be_lifted(
    phones: Telephones,
) -> None:
    issue(phones.act)
    decide(phones.act, JULY_1)
    kept = tuple(unit for unit in phones.act.campaign.units if unit.name != UNIT)
    without = replace(phones.act, campaign=replace(phones.act.campaign, units=kept))
    july = Telephones(without, datetime(2021, 7, 2, 9, 0, tzinfo=SHANGHAI))
    shown = await july.say(DIRECTOR, "/sanctions")
    assert "清丰县（已不在方案里）2021 年度：暂停申请（决〔2021〕1号），仍然有效" in shown.text
    assert {"解除 清丰县 的暂停（决〔2021〕1号）", "清丰县 决〔2021〕1号文件"} <= set(shown.buttons)
    assert "决〔2021〕1号" not in (await july.say(PUYANGXIAN, "/sanctions")).text

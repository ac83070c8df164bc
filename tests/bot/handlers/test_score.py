import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import DAY, EVERYBODY, OFFICE, QINGFENG, STRANGER, Act
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.scoring_parcels import DOCUMENT, decide
from tracker.model import Sender


async def walk(phones: Telephones, *answers: str, sender: Sender = QINGFENG) -> Answered:
    """Begin, and give each answer: the beginning of a button, or after `=` something typed."""
    answered = await phones.say(sender, "/score")
    for answer in answers:
        if answer.startswith("="):
            answered = await phones.say(sender, answer[1:])
        else:
            answered = await phones.press(sender, answered.button(answer))
        assert answered.outcome == "done", answered.text
    return answered


@pytest.mark.parametrize(
    "typed",
    [
        "/score 清丰县 2 60 0.6 38",
        "/score 清丰 ２ ６０ ０．６ ３８％",
        "/score@baiyuan_bot 清丰县产业集聚区 2万元/亩 60万元/亩 0.60 38%",
        "/SCORE　清丰县\n2 6e1 .6 38.0",
    ],
)
async def test_one_line_is_answered_with_the_values_the_sum_and_the_verdict(
    phones: Telephones, typed: str
) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert answered.outcome == "done"
    lines = answered.text.splitlines()
    assert lines[0] == "清丰县产业集聚区（6月25日）"
    assert [line[0] for line in lines[1:5]] == ["✅", "❌", "✅", "❌"]
    assert lines[5:7] == ["合计 0.55，少于 0.70", "结论：低效"]
    assert "标准：濮政办〔2021〕6号 其他产业集聚区（二（三）1，2021-01-25 起）" in lines
    assert "方法：达标得分（办公室暂定，方案未明确）" in lines
    assert "· 建筑系数由 38% 提高到 40%，总分 0.70" in [line.replace("38.0%", "38%") for line in lines]
    assert lines[-1].startswith("宣读：清丰县产业集聚区该宗地，亩均税收2万元/亩")


@pytest.mark.parametrize("unknown", ["?", "？", "未知"])
async def test_what_is_unknown_is_named_and_never_zero(phones: Telephones, unknown: str) -> None:
    text = (await phones.say(QINGFENG, f"/score 清丰县 {unknown} 120 0.6 40")).text
    assert "❔ 亩均税收 未知（标准 1.5 万元/亩，权重 0.40）" in text
    assert "合计 0.60 至 1.00，分数线 0.70 在两者之间，缺亩均税收" in text
    assert "结论：无法认定" in text
    assert "· 查明亩均税收不低于 1.5 万元/亩，总分至少 1.00" in text


async def test_where_no_single_improvement_does_that_is_said(phones: Telephones) -> None:
    text = (await phones.say(QINGFENG, "/score 清丰县 1 60 0.5 40")).text
    assert "没有哪一项单独提高就能达到 0.70。" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/score 清丰县 -1 60 0.6 38", "亩均税收“-1”是负数"),
        ("/score 清丰县 2 60 0.6 140", "建筑系数“140”超过 100%"),
        ("/score 清丰县 2 1e400 0.6 40", "投资强度“1e400”超出可以处理的范围"),
        ("/score 清丰县 NaN 60 0.6 40", "亩均税收“NaN”不是有限的数"),
        ("/score 清丰县 3² 60 0.6 40", "亩均税收“3²”不是数字"),
        ("/score 清丰县 <b> 60 0.6 40", "亩均税收“<b>”不是数字"),
        ("/score 清丰县 2 60亩 0.6 40", "投资强度“60亩”的单位不对，应为万元/亩"),
        ("/score 火星 2 60 0.6 40", "没有名为“火星”的产业集聚区"),
        ("/score 清丰县 2 60 0.6 40 化工 又", "请写：/score"),
    ],
)
async def test_what_cannot_be_scored_is_refused_in_a_sentence(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert answered.outcome == "refused"
    assert sentence in answered.text


async def test_a_near_miss_is_offered_with_buttons_and_keeps_the_values(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/score 清风县 2 60 0.6 38")
    assert "您是指……？" in asked.text
    answered = await phones.press(QINGFENG, asked.button("清丰县产业集聚区"))
    assert "结论：低效" in answered.text
    assert "清丰县产业集聚区" in answered.text
    assert answered.replies[0]["parameters"]["message_id"] == 500


async def test_a_units_name_offers_its_parks(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/score 开发区 3 150 0.6 40")
    assert list(asked.buttons) == ["濮阳经济技术产业集聚区", "取消"]


async def test_by_buttons_the_park_then_value_by_value(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/score")
    assert len(asked.buttons) == 10
    asked = await phones.press(QINGFENG, asked.button("清丰县"))
    assert "第 1/4 项：亩均税收（万元/亩）是多少" in asked.text
    asked = await phones.say(QINGFENG, "２")
    assert "亩均税收：２" in asked.text
    assert "第 2/4 项：投资强度" in asked.text
    asked = await phones.press(QINGFENG, asked.button("未知"))
    asked = await phones.say(QINGFENG, "0.6")
    answered = await phones.say(QINGFENG, "38%")
    assert "合计 0.55 至 0.85" in answered.text
    assert list(answered.buttons) == ["再评一宗"]


async def test_both_ways_give_the_same_answer(phones: Telephones) -> None:
    line = await phones.say(QINGFENG, "/score 清丰县 2 ? 0.6 38")
    guided = await walk(phones, "清丰县", "=2", "未知", "=0.6", "=38")
    assert guided.text == line.text


async def test_what_was_written_already_is_not_asked_again(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/score 清丰县 2 60")
    assert "第 3/4 项：容积率是多少" in asked.text
    await phones.say(QINGFENG, "0.6")
    # 0.55 or exactly 0.70, which is not low.
    assert "结论：无法认定" in (await phones.say(QINGFENG, "?")).text


async def test_a_typed_park_is_taken_and_a_near_miss_asked_about(phones: Telephones) -> None:
    asked = await walk(phones, "=清风县")
    assert "您是指……？" in asked.text
    asked = await phones.say(QINGFENG, "范县")
    assert asked.text.startswith("范县产业集聚区\n第 1/4 项")


async def test_a_wrong_answer_is_refused_and_the_question_stays(phones: Telephones) -> None:
    await walk(phones, "清丰县")
    refused = await phones.say(QINGFENG, "很多")
    assert refused.outcome == "refused"
    assert "不是数字" in refused.text
    assert (await phones.photo(QINGFENG)).outcome == "refused"
    assert "第 2/4 项" in (await phones.say(QINGFENG, "2")).text


async def test_an_interrupted_conversation_goes_on_after_a_restart(phones: Telephones) -> None:
    await walk(phones, "清丰县", "=2", "=60")
    phones.restart()
    await phones.say(QINGFENG, "/tasks")
    await phones.say(QINGFENG, "0.6")
    assert "结论：低效" in (await phones.say(QINGFENG, "38")).text


async def test_old_buttons_are_answered_politely_and_change_nothing(phones: Telephones) -> None:
    first = await phones.say(QINGFENG, "/score")
    value = await phones.press(QINGFENG, first.button("清丰县"))
    for data in (first.button("范县"), first.button("取消"), "sc:99:u", "sc:1:i:3"):
        refused = await phones.press(QINGFENG, data)
        assert (refused.outcome, refused.text) == ("refused", words.OLD_BUTTON)
    assert "第 2/4 项" in (await phones.press(QINGFENG, value.button("未知"))).text


async def test_a_button_of_another_step_is_old_too(phones: Telephones) -> None:
    asked = await walk(phones, "清丰县")
    version = asked.button("未知").split(":")[1]
    for what in ("k:qingfeng", "p:0", "i:0"):
        assert (await phones.press(QINGFENG, f"sc:{version}:{what}")).text == words.OLD_BUTTON


async def test_cancelling_ends_it(phones: Telephones) -> None:
    assert (await walk(phones, "清丰县", "=2", "取消")).text == "已取消评分。"
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))


async def test_a_complete_line_leaves_a_report_under_way_alone(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/report 3.1")
    await phones.say(QINGFENG, "/score 清丰县 2 60 0.6 38")
    assert (await phones.press(QINGFENG, asked.button("60%"))).outcome == "done"


async def test_the_countys_own_standard_judges_and_is_named(phones: Telephones, act: Act) -> None:
    decide(act)
    text = (await phones.say(QINGFENG, "/score 清丰县 1.5 120 0.6 40")).text
    assert f"标准：清丰县（{DOCUMENT}，2021-05-01 起）" in text
    assert "结论：低效" in text


async def test_the_industry_is_asked_for_only_where_it_matters(phones: Telephones, act: Act) -> None:
    decide(act, industry="化工")
    asked = await walk(phones, "清丰县")
    assert list(asked.buttons) == ["化工", "其他行业", "取消"]
    answered = await walk(phones, "清丰县", "化工", "=1.5", "=120", "=0.6", "=40")
    assert "标准：清丰县化工行业" in answered.text
    answered = await walk(phones, "清丰县", "其他", "=1.5", "=120", "=0.6", "=40")
    assert "标准：濮政办〔2021〕6号" in answered.text
    answered = await walk(phones, "清丰县", "=化工行业", "=1.5", "=120", "=0.6", "=40")
    assert "标准：清丰县化工行业" in answered.text
    assert "第 1/4 项" in (await walk(phones, "范县")).text


async def test_in_one_line_the_industry_comes_last_or_is_pointed_out(phones: Telephones, act: Act) -> None:
    decide(act, industry="化工")
    for word in ("化工", "行业=化工", "化工行业"):
        text = (await phones.say(QINGFENG, f"/score 清丰县 1.5 120 0.6 40 {word}")).text
        assert "标准：清丰县化工行业" in text
    text = (await phones.say(QINGFENG, "/score 清丰县 1.5 120 0.6 40")).text
    assert "另有分行业标准：化工。" in text
    text = (await phones.say(QINGFENG, "/score 清丰县 1.5 120 0.6 40 家居")).text
    assert "没有单独的家居行业标准" in text


async def test_an_assumed_unit_is_said_once_units_have_standards(phones: Telephones, act: Act) -> None:
    line = "/score 化工产业集聚区 1.5 120 0.6 40"
    assert "推定" not in (await phones.say(QINGFENG, line)).text
    decide(act)
    assert "管理单位濮阳县为推定，待办公室确认" in (await phones.say(QINGFENG, line)).text


async def test_everybody_with_a_post_may_score_and_a_stranger_learns_nothing(phones: Telephones) -> None:
    for sender in EVERYBODY:
        assert (await phones.say(sender, "/score 清丰县 2 60 0.6 38")).outcome == "done"
        assert "/score" in (await phones.say(sender, "/help")).text
    way_in = words.stranger(phones.act.campaign)
    assert (await phones.say(STRANGER, "/score 清丰县 2 60 0.6 38")).text == way_in
    assert (await phones.press(STRANGER, "score")).text == way_in


async def test_once_more_begins_anew_in_a_message_of_its_own(phones: Telephones) -> None:
    answered = await phones.say(OFFICE, "/score 清丰县 2 60 0.6 38")
    again = await phones.press(OFFICE, answered.button("再评一宗"))
    assert "给哪个产业集聚区" in again.text
    assert again.replies[0]["method"] == "sendMessage"


async def test_a_score_left_lying_for_a_day_is_over(phones: Telephones) -> None:
    asked = await walk(phones, "清丰县")
    phones.clock.move_to(phones.clock.now() + 2 * DAY)
    assert (await phones.say(QINGFENG, "2")).text == str(NotUnderstood(QINGFENG))
    assert (await phones.press(QINGFENG, asked.button("未知"))).text == words.OLD_BUTTON


async def test_a_score_in_one_line_ends_the_one_begun_by_buttons(phones: Telephones) -> None:
    begun = await phones.say(QINGFENG, "/score")
    await phones.press(QINGFENG, begun.button("清丰县"))
    assert "结论" in (await phones.say(QINGFENG, "/score 清丰县 2 60 0.6 38")).text
    assert (await phones.say(QINGFENG, "2")).text == str(NotUnderstood(QINGFENG))

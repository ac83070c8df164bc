"""/quarter: who has and who has not; scoring a return, or sending it back."""

from datetime import datetime

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import ADMIN, DIRECTOR, INSPECTOR, OFFICE, QINGFENG, SHANGHAI
from tests.bot.handlers.steps import give_reason
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.filing_returns import approve, file, record_of, stands, take
from tests.tracker.usecases.recording import TODAY
from tracker.model import Sender
from tracker.returns import ReturnState

TOO_LATE = "2021Q2 清丰县 的这次填报已经处理过，或已有更新的填报，无需再核验。"


def judged(phones: Telephones) -> tuple[str, dict[str, str]]:
    (made,) = record_of(phones.act).submissions
    assert made.judged is not None
    scores = {topic: str(score.normalize()) for topic, score in made.judged.scores.items()}
    return made.judged.review.verdict.value, scores


async def at_confirmation(phones: Telephones, text: str = "90 85.5 88 92") -> Answered:
    await phones.press(OFFICE, f"qa:{file(phones.act)}")
    return await phones.say(OFFICE, text)


async def test_the_office_sees_who_has_and_who_has_not(phones: Telephones) -> None:
    file(phones.act)
    listed = await phones.say(OFFICE, "/quarter")
    assert listed.text.startswith(
        "2021年第二季度季报（2021年6月30日截止）\n9 家单位：已报 1（其中迟报 0），未报 8，缺报 0\n"
    )
    assert "🟡 清丰县 6月25日报送，待核验" in listed.text
    assert "🟡 示范区 6月30日截止，还有 5 天" in listed.text
    assert list(listed.buttons) == ["核验 清丰县", "‹ 2021Q1"]


async def test_who_was_late_is_said_apart(phones: Telephones) -> None:
    take(
        phones.act, "2021Q1,清丰县,2021-04-01,2021-04-06,90,90,90,90", "2021Q1,范县,2021-03-31,,,,,", on=TODAY
    )
    listed = await phones.say(OFFICE, "/quarter 2021Q1")
    assert "已报 2（其中迟报 1），未报 0，缺报 7" in listed.text
    assert "✅ 清丰县 4月1日报送（迟报，由台账导入），已核验" in listed.text
    assert "🔴 南乐县 3月31日截止，记为缺报" in listed.text


async def test_a_quarter_may_be_typed_as_offices_do(phones: Telephones) -> None:
    assert (await phones.say(OFFICE, "/quarter 2021年第1季度")).text.startswith("2021年第一季度季报")


async def test_what_may_be_a_month_is_asked_about(phones: Telephones) -> None:
    refused = await phones.say(OFFICE, "/quarter 2021-2")
    assert refused.text == "“2021-2”看不出是2月还是第二季度；指季度请写 2021Q2。"


async def test_a_quarter_that_is_not_open_says_when_it_will_be(phones: Telephones) -> None:
    listed = await phones.say(OFFICE, "/quarter 2021Q3")
    assert listed.text == "2021年第三季度的季报 2021年9月18日开始填报。"


async def test_a_quarter_of_no_return_is_refused(phones: Telephones) -> None:
    refused = await phones.say(OFFICE, "/quarter 2023Q1")
    assert refused.text == ("没有“2023Q1”的季度报送。请写 2021Q1 到 2022Q4 中的一个季度，例如：2021Q1")


async def test_nothing_is_open_before_the_first_prompt(phones: Telephones) -> None:
    early = Telephones(phones.act, datetime(2021, 2, 1, 9, tzinfo=SHANGHAI))
    assert (await early.say(OFFICE, "/quarter")).text == "还没有开始填报的季报。"


async def test_the_quarters_are_paged_through(phones: Telephones) -> None:
    listed = await phones.say(OFFICE, "/quarter")
    before = await phones.press(OFFICE, listed.button("‹ 2021Q1"))
    assert before.replies[0]["method"] == "editMessageText"
    assert before.button("2021Q2 ›") == "qt:2021Q2"


@pytest.mark.parametrize("sender", [DIRECTOR, INSPECTOR, ADMIN])
async def test_who_sees_all_may_look_and_not_review(phones: Telephones, sender: Sender) -> None:
    return_id = file(phones.act)
    listed = await phones.say(sender, "/quarter")
    assert "查看 清丰县" in listed.buttons
    assert (await phones.press(sender, f"qv:{return_id}")).buttons == {}
    assert (await phones.press(sender, f"qa:{return_id}")).text == words.NOT_ALLOWED


async def test_a_liaison_does_not_see_the_others(phones: Telephones) -> None:
    assert (await phones.say(QINGFENG, "/quarter")).text == words.NOT_ALLOWED


async def test_a_return_is_shown_in_full_with_its_files(phones: Telephones) -> None:
    shown = await phones.press(OFFICE, f"qv:{file(phones.act)}")
    assert shown.text.startswith("清丰县 2021年第二季度季报\n张三 6月25日报送\n任务进度 1.1 0%、")
    assert "组织领导 组织领导已做" in shown.text
    assert list(shown.buttons) == ["核验评分", "退回", "本季清单"]


async def test_scores_are_shown_before_they_are_final(phones: Telephones) -> None:
    asked = await at_confirmation(phones)
    assert asked.text.startswith(
        "清丰县 2021年第二季度季报\n得分：组织领导 90、制度建设 85.5、资金落实 88、盘活成效 92\n"
    )
    assert stands(phones.act).awaits
    done = await phones.press(OFFICE, asked.button("确认核验通过"))
    assert judged(phones) == (
        "approved",
        {"组织领导": "9E+1", "制度建设": "85.5", "资金落实": "88", "盘活成效": "92"},
    )
    told = (
        "✅ 清丰县 2021年第二季度季报已核验通过。\n得分：组织领导 90、制度建设 85.5、资金落实 88、盘活成效 92"
    )
    assert (done.text, done.told) == (told, {"清丰县": told})


async def test_scores_may_be_typed_again(phones: Telephones) -> None:
    first = await at_confirmation(phones)
    second = await phones.say(OFFICE, "80，80，80，80")
    assert (await phones.press(OFFICE, first.button("确认"))).text == words.OLD_BUTTON
    await phones.press(OFFICE, second.button("确认"))
    assert judged(phones)[1]["组织领导"] == "8E+1"


@pytest.mark.parametrize("text", ["90 85 88", "90 85 88 92 100", "90 85 88 101", "90 85 88 优"])
async def test_scores_that_cannot_be_are_refused(phones: Telephones, text: str) -> None:
    assert (await at_confirmation(phones, text)).outcome == "refused"
    assert stands(phones.act).awaits


async def test_a_return_is_sent_back_with_a_typed_reason(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"qn:{file(phones.act)}")
    assert "请选择或直接输入原因" in asked.text
    shown = await phones.say(OFFICE, "缺<附件>")
    assert shown.text == "退回清丰县 2021年第二季度季报\n原因：缺<附件>\n原因要改，请重新输入。"
    assert stands(phones.act).awaits
    done = await phones.press(OFFICE, shown.button("确认退回"))
    assert done.told == {"清丰县": "↩️ 清丰县 2021年第二季度季报被退回。\n原因：缺<附件>"}
    assert stands(phones.act).state is ReturnState.DUE
    (notice,) = done.notices
    assert notice[1]["parameters"]["reply_markup"]["inline_keyboard"] == [
        [{"text": "修改季报", "callback_data": "rf:qingfeng:2021Q2"}]
    ]


async def test_words_typed_while_another_return_is_looked_at_are_no_reason(phones: Telephones) -> None:
    mine = file(phones.act)
    take(phones.act, "2021Q2,南乐县,2021-06-21,,,,,", on=TODAY)
    other = record_of(phones.act, "南乐县").submissions[-1].id
    await phones.press(OFFICE, f"qn:{mine}")
    await phones.press(OFFICE, f"qv:{other}")
    assert (await phones.say(OFFICE, "请补充附件")).text == str(NotUnderstood(OFFICE))
    assert stands(phones.act).awaits


async def test_the_return_that_is_waited_for_may_be_looked_at_again(phones: Telephones) -> None:
    mine = file(phones.act)
    await phones.press(OFFICE, f"qn:{mine}")
    await phones.press(OFFICE, f"qv:{mine}")
    assert "已退回：缺附件" in (await give_reason(phones, OFFICE, "缺附件")).text


async def test_a_return_is_sent_back_for_a_usual_reason(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"qn:{file(phones.act)}")
    done = await phones.press(OFFICE, asked.button("佐证材料不足"))
    assert done.text == "↩️ 清丰县 2021年第二季度季报已退回：佐证材料不足"
    assert (await phones.say(OFFICE, "还有一条")).text == str(NotUnderstood(OFFICE))


async def test_a_reason_that_comes_too_late_is_said_politely(phones: Telephones) -> None:
    return_id = file(phones.act)
    await phones.press(OFFICE, f"qn:{return_id}")
    approve(phones.act, return_id)
    late = await give_reason(phones, OFFICE, "缺附件")
    assert late.text == TOO_LATE


async def test_scores_that_come_too_late_end_the_asking(phones: Telephones) -> None:
    await phones.press(OFFICE, f"qa:{file(phones.act)}")
    file(phones.act)
    assert (await phones.say(OFFICE, "90 90 90 90")).text == TOO_LATE
    assert (await phones.say(OFFICE, "好的")).text == str(NotUnderstood(OFFICE))


async def test_a_confirmation_that_comes_too_late_ends_the_asking(phones: Telephones) -> None:
    asked = await at_confirmation(phones)
    file(phones.act)
    assert (await phones.press(OFFICE, asked.button("确认"))).text == TOO_LATE
    assert (await phones.say(OFFICE, "好的")).text == str(NotUnderstood(OFFICE))
    assert stands(phones.act).awaits


async def test_a_usual_reason_that_comes_too_late_ends_the_asking(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"qn:{file(phones.act)}")
    file(phones.act)
    assert (await phones.press(OFFICE, asked.button("佐证材料不足"))).text == TOO_LATE
    assert (await phones.say(OFFICE, "好的")).text == str(NotUnderstood(OFFICE))


async def test_a_review_that_was_begun_can_be_cancelled(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"qa:{file(phones.act)}")
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.say(OFFICE, "90 90 90 90")).text == str(NotUnderstood(OFFICE))


async def test_what_was_reviewed_cannot_be_reviewed_again(phones: Telephones) -> None:
    return_id = file(phones.act)
    approve(phones.act, return_id)
    shown = await phones.press(OFFICE, f"qv:{return_id}")
    assert "组织领导（90 分） 组织领导已做" in shown.text
    assert list(shown.buttons) == ["更正得分"]
    assert (await phones.press(OFFICE, f"qa:{return_id}")).outcome == "refused"


async def test_what_came_on_paper_is_told_from_what_says_nothing(phones: Telephones) -> None:
    take(phones.act, "2021Q2,清丰县,2021-06-24,,,,,", on=TODAY)
    listed = await phones.say(OFFICE, "/quarter")
    assert "🟡 清丰县 6月24日报送（由台账导入），待核验" in listed.text
    shown = await phones.press(OFFICE, listed.button("核验 清丰县"))
    assert shown.text == (
        "清丰县 2021年第二季度季报\n6月24日报送，由台账导入：系统里没有正文和附件，请查看原件。"
    )
    assert list(shown.buttons) == ["核验评分", "退回", "本季清单"]


async def test_the_review_queue_leads_to_the_returns_that_wait(phones: Telephones) -> None:
    file(phones.act)
    queue = await phones.say(OFFICE, "/review")
    assert queue.buttons == {"待核验的季报 2021Q2（1 份）": "qt:2021Q2:new"}

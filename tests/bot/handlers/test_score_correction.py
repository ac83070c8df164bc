"""The office corrects the scores of an approved return in chat; nobody else reaches the button."""

from dataclasses import replace

import pytest

from bot import words
from tests.acting import DIRECTOR, OFFICE, QINGFENG, Act
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.filing_returns import TOPICS, approve, correct, file, record_of
from tracker.model import Sender


@pytest.fixture
def approved(phones: Telephones) -> int:
    return_id = file(phones.act)
    approve(phones.act, return_id)
    return return_id


def corrections(phones: Telephones) -> int:
    (kept,) = record_of(phones.act).submissions
    return len(kept.judged.corrections) if kept.judged else 0


async def at_reason(phones: Telephones, approved: int, text: str) -> Answered:
    shown = await phones.press(OFFICE, f"qv:{approved}")
    asked = await phones.press(OFFICE, shown.button("更正得分"))
    assert "现在的得分：组织领导 90、制度建设 90、资金落实 90、盘活成效 90" in asked.text
    return await phones.say(OFFICE, text)


async def at_confirmation(phones: Telephones, approved: int, text: str, reason: str = "复核") -> Answered:
    await at_reason(phones, approved, text)
    return await phones.say(OFFICE, reason)


async def test_a_correction_is_shown_confirmed_told_and_kept_beside_the_old(
    phones: Telephones, approved: int
) -> None:
    asked = await at_reason(phones, approved, "90 85.5 90 80")
    assert asked.text == (
        "更正清丰县 2021年第二季度季报的得分：制度建设 90→85.5、盘活成效 90→80：请选择或直接输入原因。"
    )
    shown = await phones.say(OFFICE, "录入有误，已核对<原件>")
    assert "制度建设 90→85.5、盘活成效 90→80\n原因：录入有误，已核对<原件>\n" in shown.text
    assert corrections(phones) == 0
    done = await phones.press(OFFICE, shown.button("确认更正"))
    assert done.told == {"清丰县": done.text}
    assert done.text.startswith("✏️ 清丰县 2021年第二季度季报的得分已更正：制度建设 90→85.5")
    page = (await phones.press(QINGFENG, f"qv:{approved}")).text
    assert "制度建设（85.5 分）" in page
    assert "6月25日王办更正得分：制度建设 90→85.5、盘活成效 90→80（录入有误，已核对<原件>）" in page


async def test_a_usual_reason_corrects_at_once(phones: Telephones, approved: int) -> None:
    asked = await at_reason(phones, approved, "80 80 80 80")
    assert "原因：录入有误" in (await phones.press(OFFICE, asked.button("录入有误"))).text
    assert corrections(phones) == 1


@pytest.mark.parametrize("text", ["90 85 88", "90 85 88 92 录入有误", "90 85 88 101", "看错了"])
async def test_scores_that_cannot_be_are_refused(phones: Telephones, approved: int, text: str) -> None:
    assert (await at_reason(phones, approved, text)).outcome == "refused"
    assert corrections(phones) == 0


async def test_scores_that_are_as_they_were_are_no_correction(phones: Telephones, approved: int) -> None:
    assert "本来就是这样" in (await at_reason(phones, approved, "90 90 90 90")).text


async def test_scores_typed_anew_take_the_place_of_those_before(phones: Telephones, approved: int) -> None:
    first = await at_reason(phones, approved, "80 80 80 80")
    second = await phones.say(OFFICE, "70，70，70，70")
    for stale in (first.button("录入有误"), first.button("复核后调整")):
        assert (await phones.press(OFFICE, stale)).text == words.OLD_BUTTON
    assert "组织领导 90→70" in (await phones.press(OFFICE, second.button("录入有误"))).text


async def test_an_older_confirmation_is_not_carried_out(phones: Telephones, approved: int) -> None:
    first = await at_confirmation(phones, approved, "80 80 80 80")
    await phones.say(OFFICE, "70 70 70 70")
    assert (await phones.press(OFFICE, first.button("确认更正"))).text == words.OLD_BUTTON
    assert corrections(phones) == 0


async def test_what_another_has_corrected_meanwhile_is_not_overwritten(
    phones: Telephones, approved: int
) -> None:
    asked = await at_confirmation(phones, approved, "80 80 80 80")
    correct(phones.act, approved, "70")
    refused = await phones.press(OFFICE, asked.button("确认更正"))
    assert "刚刚有了更正，没有变动" in refused.text
    assert corrections(phones) == 1


async def test_a_return_scored_under_a_topic_that_was_renamed_is_corrected_under_its_own(
    phones: Telephones, approved: int
) -> None:
    campaign = phones.act.campaign
    assert campaign.returns is not None
    topics = (*campaign.returns.topics[:3], "盘活实效")
    renamed = replace(campaign, returns=replace(campaign.returns, topics=topics))
    phones = Telephones(Act(store=phones.act.store, campaign=renamed))
    page = (await phones.press(OFFICE, f"qv:{approved}")).text
    assert "盘活成效（90 分） 盘活成效已做" in page
    asked = await at_reason(phones, approved, "90 90 90 80")
    done = await phones.press(OFFICE, asked.button("录入有误"))
    assert "的得分已更正：盘活成效 90→80\n" in done.text


@pytest.mark.parametrize("sender", [DIRECTOR, QINGFENG])
async def test_nobody_but_the_office_corrects(phones: Telephones, approved: int, sender: Sender) -> None:
    assert "更正得分" not in (await phones.press(sender, f"qv:{approved}")).buttons
    for forged in (f"qe:{approved}", f"qx:{approved}-1:0"):
        assert (await phones.press(sender, forged)).text == words.NOT_ALLOWED


async def test_a_correction_can_be_cancelled(phones: Telephones, approved: int) -> None:
    asked = await at_confirmation(phones, approved, " ".join(["80"] * len(TOPICS)))
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.press(OFFICE, asked.button("确认更正"))).text == words.OLD_BUTTON

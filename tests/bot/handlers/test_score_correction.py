"""The office corrects the scores of an approved return in chat; nobody else reaches the button."""

import pytest

from bot import words
from tests.acting import DIRECTOR, OFFICE, QINGFENG
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


async def at_confirmation(phones: Telephones, approved: int, text: str) -> Answered:
    shown = await phones.press(OFFICE, f"qv:{approved}")
    asked = await phones.press(OFFICE, shown.button("更正得分"))
    assert "现在的得分：组织领导 90、制度建设 90、资金落实 90、盘活成效 90" in asked.text
    return await phones.say(OFFICE, text)


async def test_a_correction_is_shown_confirmed_told_and_kept_beside_the_old(
    phones: Telephones, approved: int
) -> None:
    asked = await at_confirmation(phones, approved, "90 85.5 90 80 录入有误，已核对<原件>")
    assert asked.text.startswith("更正得分：制度建设 90→85.5、盘活成效 90→80\n原因：录入有误，已核对<原件>\n")
    assert corrections(phones) == 0
    done = await phones.press(OFFICE, asked.button("确认更正"))
    assert done.told == {"清丰县": done.text}
    assert done.text.startswith("✏️ 清丰县 2021年第二季度季报的得分已更正：制度建设 90→85.5")
    shown = (await phones.press(QINGFENG, f"qv:{approved}")).text
    assert "制度建设（85.5 分）" in shown
    assert "6月25日王办更正得分：制度建设 90→85.5、盘活成效 90→80（录入有误，已核对<原件>）" in shown


@pytest.mark.parametrize("text", ["90 85 88 92", "90 85 88 录入有误", "90 85 88 101 录入有误", "看错了"])
async def test_scores_without_a_reason_or_that_cannot_be_are_refused(
    phones: Telephones, approved: int, text: str
) -> None:
    assert (await at_confirmation(phones, approved, text)).outcome == "refused"
    assert corrections(phones) == 0


async def test_an_older_confirmation_is_not_carried_out(phones: Telephones, approved: int) -> None:
    first = await at_confirmation(phones, approved, "80 80 80 80 复核")
    await phones.say(OFFICE, "70 70 70 70 复核")
    assert (await phones.press(OFFICE, first.button("确认更正"))).text == words.OLD_BUTTON
    assert corrections(phones) == 0


async def test_what_another_has_corrected_meanwhile_is_not_overwritten(
    phones: Telephones, approved: int
) -> None:
    asked = await at_confirmation(phones, approved, "80 80 80 80 复核")
    correct(phones.act, approved, "70")
    refused = await phones.press(OFFICE, asked.button("确认更正"))
    assert "刚刚有了更正，没有变动" in refused.text
    assert corrections(phones) == 1


@pytest.mark.parametrize("sender", [DIRECTOR, QINGFENG])
async def test_nobody_but_the_office_corrects(phones: Telephones, approved: int, sender: Sender) -> None:
    assert "更正得分" not in (await phones.press(sender, f"qv:{approved}")).buttons
    for forged in (f"qe:{approved}", "qf:1"):
        assert (await phones.press(sender, forged)).text == words.NOT_ALLOWED


async def test_a_correction_can_be_cancelled(phones: Telephones, approved: int) -> None:
    asked = await at_confirmation(phones, approved, " ".join(["80"] * len(TOPICS)) + " 复核")
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.press(OFFICE, asked.button("确认更正"))).text == words.OLD_BUTTON

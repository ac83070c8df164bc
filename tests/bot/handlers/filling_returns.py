"""Short ways to fill in a quarterly return on a telephone."""

from tests.acting import QINGFENG
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.filing_returns import TOPICS, record_of
from tracker.model import Sender
from tracker.returns import Submission


def submitted(phones: Telephones) -> Submission:
    (made,) = record_of(phones.act).submissions
    return made


async def form(phones: Telephones, sender: Sender = QINGFENG) -> Answered:
    listed = await phones.say(sender, "/returns")
    return await phones.press(sender, listed.button("填报 2021Q2"))


async def filled(phones: Telephones) -> Answered:
    """Answer every part that is asked for; the page with all of them comes last."""
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    await phones.say(QINGFENG, "资金不足")
    for topic in TOPICS[:-1]:
        await phones.say(QINGFENG, f"{topic}已做")
    return await phones.say(QINGFENG, "盘活成效<b>好</b>")

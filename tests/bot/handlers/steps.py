"""How far a guided report of 清丰县 on 3.1 has come, and what is recorded of it."""

from collections.abc import Awaitable, Callable

from tests.acting import QINGFENG, Act
from tests.bot.handlers.telephone import Answered, Telephones
from tracker.model import Report, Sender

Step = Callable[[Telephones], Awaitable[Answered]]


def reports_of(act: Act) -> tuple[Report, ...]:
    held = act.read(lambda books: books.ledger.holdings(units=("清丰县",)))
    return tuple(report for each in held for report in each.reports)


async def at_percent(phones: Telephones) -> Answered:
    return await phones.say(QINGFENG, "/report 3.1")


async def at_text(phones: Telephones) -> Answered:
    return await phones.press(QINGFENG, (await at_percent(phones)).button("60%"))


async def at_evidence(phones: Telephones) -> Answered:
    await at_text(phones)
    return await phones.say(QINGFENG, "外业完成")


async def give_reason(phones: Telephones, sender: Sender, text: str) -> Answered:
    """Type why, and confirm what is shown."""
    return await phones.press(sender, (await phones.say(sender, text)).button("确认"))


STEPS: tuple[Step, ...] = (at_percent, at_text, at_evidence)

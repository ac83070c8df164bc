"""Whether a unit may apply for new construction land: /apply UNIT KIND [DAY]."""

from dataclasses import replace

from bot.access import sees_all
from bot.handlers.looking import own_units
from bot.handlers.parsing import as_day
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.ask_application import (
    ORDINARY,
    ApplicationAnswered,
    AskApplication,
    ask_application,
)
from tracker.usecases.choosing import find_unit

_USAGE = (
    "请写：/apply 单位 项目类别 日期\n类别如 一般项目、省以上重点工程、重大民生项目；类别和日期可以不写。"
)


def apply(message: Incoming) -> Request[AskApplication, ApplicationAnswered]:
    """Answer /apply UNIT [KIND] [DAY]; the question is kept with its answer."""
    words = message.words
    if not words:
        raise UsageError(_USAGE)
    unit, *rest = words
    named = [word for word in rest if as_day(word) is None]
    days = [word for word in rest if as_day(word) is not None]
    if len(named) > 1 or len(days) > 1:
        raise UsageError(_USAGE)
    command = AskApplication(
        unit=unit,
        kind=named[0] if named else ORDINARY,
        day=read_day(days[0]) if days else message.said_at.date(),
        at=message.said_at,
    )
    return Request(_ask, command, _answered)


def _ask(books: Books, sender: Sender, command: AskApplication) -> ApplicationAnswered:
    unit = find_unit(books.campaign, command.unit).name
    if not sees_all(sender) and unit not in own_units(sender):
        raise UsageError("只能查询本单位。")
    return ask_application(books, sender, replace(command, unit=unit, openly=sees_all(sender)))


def _answered(answer: ApplicationAnswered) -> Answer:
    verdict = "✅ 可以申请" if answer.allowed else "⛔ 不能申请"
    return says(
        f"{verdict}：{bold(answer.unit)} {answer.day} {esc(answer.kind)}\n"
        f"{esc(answer.reason)}\n依据：{esc(answer.clause)}"
    )

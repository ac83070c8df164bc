"""Whether a unit may apply for new construction land: /apply UNIT KIND [DAY], or by buttons."""

from dataclasses import dataclass, replace

from bot.access import hears_triggers, sees_all
from bot.handlers.looking import own_units, refuse_others
from bot.handlers.parsing import as_day
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import Button, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import OLD_BUTTON, bold, esc
from tracker.model import Sender
from tracker.plan import Unit
from tracker.store.books import Books
from tracker.usecases.ask_application import (
    ORDINARY,
    ApplicationAnswered,
    AskApplication,
    ask_application,
    kinds_of,
)
from tracker.usecases.choosing import HasNoTarget, find_unit, land_unit
from tracker.usecases.look_at_sanctions import rules_of

_USAGE = (
    "请写：/apply 单位 项目类别 日期\n类别如 一般项目、省以上重点工程、重大民生项目；类别和日期可以不写。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOffered:
    """Of which units the sender may ask."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsOffered:
    """The names of the kinds of project; `edit` is the message whose button chose the unit."""

    unit: Unit
    kinds: tuple[str, ...]
    edit: int | None


Offered = UnitsOffered | KindsOffered


def apply(message: Incoming) -> Request[AskApplication, ApplicationAnswered] | Request[Incoming, Offered]:
    """Answer /apply UNIT [KIND] [DAY], and /apply alone by asking; a question is kept with its answer."""
    words = message.words
    if not words:
        return Request(_offer_units, message, _offered, reads=True)
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


def choose_kind(message: Incoming) -> Request[Incoming, Offered]:
    """Answer the button `ap:UNIT`."""
    return Request(_offer_kinds, message, _offered, reads=True)


def ask_by_button(message: Incoming) -> Request[Incoming, ApplicationAnswered]:
    """Answer the button `ap:UNIT:N`: may the unit apply today for the n-th kind of project."""
    return Request(_ask_today, message, _answered)


def _offer_units(books: Books, sender: Sender, _message: Incoming) -> Offered:
    land, own = books.campaign.land_units, own_units(sender)
    units = land if sees_all(sender) else tuple(each for each in land if each.name in own)
    if not units:
        raise HasNoTarget(unit="、".join(own))
    return _kinds(books, units[0], None) if len(units) == 1 else UnitsOffered(units=units)


def _offer_kinds(books: Books, sender: Sender, message: Incoming) -> Offered:
    unit = land_unit(books.campaign, message.data.removeprefix("ap:"))
    refuse_others(sender, unit.name)
    return _kinds(books, unit, message.message_id)


def _kinds(books: Books, unit: Unit, edit: int | None) -> KindsOffered:
    return KindsOffered(unit=unit, kinds=tuple(kinds_of(rules_of(books.campaign)).values()), edit=edit)


def _offered(offered: Offered) -> Answer:
    match offered:
        case UnitsOffered(units=units):
            buttons = [Button(each.name, f"ap:{each.id}") for each in units]
            return says("哪个单位申请新增建设用地？", keyboard=rows(buttons, 2))
        case KindsOffered(unit=unit, kinds=kinds, edit=edit):
            choices = tuple((Button(name, f"ap:{unit.id}:{n}"),) for n, name in enumerate(kinds))
            text = (
                f"{bold(unit.name)}今天能否申请新增建设用地：是哪类项目？\n"
                "查以前的日期，发送：/apply 单位 项目类别 日期"
            )
            return says(text, keyboard=choices, edit=edit)


def _ask(books: Books, sender: Sender, command: AskApplication) -> ApplicationAnswered:
    unit = find_unit(books.campaign, command.unit).name
    refuse_others(sender, unit)
    return ask_application(books, sender, replace(command, unit=unit, openly=hears_triggers(sender)))


def _ask_today(books: Books, sender: Sender, message: Incoming) -> ApplicationAnswered:
    _, unit, number = message.data.split(":")
    kinds = tuple(kinds_of(rules_of(books.campaign)))
    if int(number) >= len(kinds):
        raise UsageError(OLD_BUTTON)
    on, at = message.said_at.date(), message.said_at
    return _ask(books, sender, AskApplication(unit=unit, kind=kinds[int(number)], day=on, at=at))


def _answered(answer: ApplicationAnswered) -> Answer:
    verdict = "✅ 可以申请" if answer.allowed else "⛔ 不能申请"
    return says(
        f"{verdict}：{bold(answer.unit)} {answer.day} {esc(answer.kind)}\n"
        f"{esc(answer.reason)}\n依据：{esc(answer.clause)}"
    )

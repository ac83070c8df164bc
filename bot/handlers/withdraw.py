"""The office withdraws a disposal that proves wrong, of a parcel or of an area without one, with the reason.

A button says which: `d:DISPOSAL` of a parcel that was verified, `a:AREA` without a parcel.
"""

from dataclasses import dataclass

from bot.access import Right, may
from bot.handlers.areas import area_name
from bot.handlers.lines import untold_line
from bot.handlers.parcel_lines import when
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, bold, esc
from reminders.messages import ToPost
from tracker.account import is_verified
from tracker.model import Role, Sender
from tracker.sayings import near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.look_at_areas import AreaGone, ShowArea, show_area
from tracker.usecases.review_disposal import ShowDisposal, show_disposal
from tracker.usecases.withdraw_area import AreaWithdrawn, WithdrawArea, withdraw_area
from tracker.usecases.withdraw_disposal import (
    DisposalWithdrawn,
    NotVerified,
    WithdrawDisposal,
    withdraw_disposal,
)

REASON = "withdraw:reason"
_REASONS = ("面积有误，另行更正", "重复登记", "处置没有完成", "材料不实")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """The next words of this person are the reason; `which` is what the buttons carry."""

    which: str
    name: str
    version: int


def ask_reason(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the buttons `wd:d:DISPOSAL` and `wd:a:AREA`: ask why it is withdrawn."""
    return Request(_ask_reason, message, _asked)


def withdraw_for(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `wr:d:DISPOSAL:N` and `wr:a:AREA:N`: withdraw it for one of the usual reasons."""
    return Request(_withdraw_for, message, lambda answer: answer)


def carries_on(dialog: Dialog) -> bool:
    """Whether the reason of a withdrawal is asked for."""
    return dialog.step == REASON


def take_reason(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the reason; too late is an answer here, not an error."""
    if not may(sender, Right.REVIEW):
        raise UsageError(NOT_ALLOWED)
    if not message.text:
        raise UsageError("请用文字写明撤销原因。")
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    try:
        return _withdraw(books, sender, message, dialog.answers["which"], message.text)
    except (NotVerified, AreaGone) as late:
        return says(esc(late))


def _ask_reason(books: Books, sender: Sender, message: Incoming) -> ReasonAsked:
    which = message.data.removeprefix("wd:")
    name = _name(books, sender, message, which)
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=REASON, answers={"which": which}, at=message.said_at
    )
    return ReasonAsked(which=which, name=name, version=dialog.version)


def _name(books: Books, sender: Sender, message: Incoming, which: str) -> str:
    """Name what is to be withdrawn, or refuse what cannot be."""
    kind, number = which.split(":")
    on = message.said_at.date()
    if kind == "a":
        found = show_area(books, sender, ShowArea(area_id=int(number), on=on)).found
        if found.area.withdrawn_on is not None:
            raise AreaGone
        return area_name(found.area, on)
    shown = show_disposal(books, sender, ShowDisposal(disposal_id=int(number), on=on))
    if not is_verified(shown.disposal):
        raise NotVerified
    day = near_day(shown.disposal.disposed_on, on)
    return f"宗地 {bold(shown.record.entry.number)} {day}处置 {figure(shown.disposal.area_mu)} 亩"


def _asked(asked: ReasonAsked) -> Answer:
    usual = tuple((Button(reason, f"wr:{asked.which}:{n}"),) for n, reason in enumerate(_REASONS))
    cancel = (Button("取消", f"g:{asked.version}:x"),)
    text = (
        f"撤销{asked.name}：请选择或直接输入原因。\n"
        "撤销以后，从今天起不再计入年度任务，并告知单位；今天以前的查询仍按当时所知。"
    )
    return says(text, keyboard=(*usual, cancel))


def _withdraw_for(books: Books, sender: Sender, message: Incoming) -> Answer:
    """Withdraw by a button; a reason that was asked for is not waited for any longer."""
    _, kind, number, reason = message.data.split(":")
    if int(reason) >= len(_REASONS):
        raise UsageError(OLD_BUTTON)
    which = f"{kind}:{number}"
    answer = _withdraw(books, sender, message, which, _REASONS[int(reason)])
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog and dialog.step == REASON and dialog.answers["which"] == which:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    return answer


def _withdraw(books: Books, sender: Sender, message: Incoming, which: str, reason: str) -> Answer:
    kind, number = which.split(":")
    on, at = message.said_at.date(), message.said_at
    if kind == "a":
        area = WithdrawArea(area_id=int(number), reason=reason, on=on, at=at)
        return _area_withdrawn(withdraw_area(books, sender, area))
    disposal = WithdrawDisposal(disposal_id=int(number), reason=reason, on=on, at=at)
    return _disposal_withdrawn(withdraw_disposal(books, sender, disposal))


def _disposal_withdrawn(outcome: DisposalWithdrawn) -> Answer:
    entry, disposal, on = outcome.entry, outcome.disposal, outcome.withdrawn_on
    day, area = near_day(disposal.disposed_on, on), figure(disposal.area_mu)
    text = (
        f"↩️ 宗地 {bold(entry.number)} {day}处置 {area} 亩，核验已撤销，自{near_day(on, on)}起不再计入。\n"
        f"原因：{esc(outcome.reason)}\n这宗地：{esc(when(outcome.after, on))}"
    )
    told = Reply(text=text, keyboard=((Button("重新报处置", f"dp:{entry.id}"),),))
    notices = tuple(Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=told) for unit in outcome.units)
    look = ((Button("查看这宗地", f"pc:{entry.id}"),),)
    reply = Reply(text=text + untold_line(outcome.untold), keyboard=look)
    return Answer(replies=(reply,), notices=notices, toast="已撤销")


def _area_withdrawn(outcome: AreaWithdrawn) -> Answer:
    on = outcome.withdrawn_on
    text = (
        f"↩️ {area_name(outcome.area, on)}，已撤销，自{near_day(on, on)}起不再计入。\n"
        f"原因：{esc(outcome.reason)}"
    )
    units = (outcome.unit,) if outcome.unit else ()
    notices = tuple(Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=Reply(text=text)) for unit in units)
    more = ((Button("继续查看清单", "al:-:0:new"),),)
    reply = Reply(text=text + untold_line(outcome.untold), keyboard=more)
    return Answer(replies=(reply,), notices=notices, toast="已撤销")

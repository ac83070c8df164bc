"""The office withdraws a disposal that proves wrong, of a parcel or of an area without one, with the reason.

A button says which: `d:DISPOSAL` of a parcel that was verified, `a:AREA` without a parcel.
"""

from bot.handlers.areas import area_name
from bot.handlers.lines import untold_line
from bot.handlers.parcel_lines import when
from bot.handlers.reasons import ReasonAsked, Reasons
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request
from bot.words import bold, esc
from reminders.messages import ToPost
from tracker.account import is_verified
from tracker.model import Role, Sender
from tracker.sayings import near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.look_at_areas import AreaGone, ShowArea, show_area
from tracker.usecases.review_disposal import ShowDisposal, show_disposal
from tracker.usecases.withdraw_area import AreaWithdrawn, WithdrawArea, withdraw_area
from tracker.usecases.withdraw_disposal import (
    DisposalWithdrawn,
    NotVerified,
    WithdrawDisposal,
    withdraw_disposal,
)

REASONS = Reasons(
    step="withdraw:reason",
    button="wr",
    act="撤销",
    usual=("面积有误，另行更正", "重复登记", "处置没有完成", "材料不实"),
    late=(NotVerified, AreaGone),
    follows="撤销以后，从今天起不再计入年度任务，并告知单位；以前的日子记为待核验。",
)


def ask_reason(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the buttons `wd:d:DISPOSAL` and `wd:a:AREA`: ask why it is withdrawn."""
    return Request(_ask_reason, message, REASONS.asked)


def withdraw_for(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `wr:d:DISPOSAL:N` and `wr:a:AREA:N`, or `:vVERSION`: withdraw it for that reason."""
    return Request(_withdraw_for, message, lambda answer: answer)


def _ask_reason(books: Books, sender: Sender, message: Incoming) -> ReasonAsked:
    which = message.data.removeprefix("wd:")
    what = f"撤销{_name(books, sender, message, which)}"
    return REASONS.ask(books, message, subject=which, what=what)


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


def _withdraw_for(books: Books, sender: Sender, message: Incoming) -> Answer:
    return REASONS.carry_out(
        books, message, lambda which, reason: _withdraw(books, sender, message, which, reason)
    )


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

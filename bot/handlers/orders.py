"""The director's orders: confirm a triggered suspension, decide an open case, lift an order.

Nothing reaches a county before the director confirms.
"""

from dataclasses import dataclass
from typing import Any

from bot.access import Right, may
from bot.handlers.lines import untold_line
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc
from reminders.messages import ToPost
from tracker.model import Role, Sender
from tracker.orders import Order
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing import find_unit
from tracker.usecases.decide_sanction import (
    AlreadyDecided,
    DecideSanction,
    LiftOrder,
    NoSuchOrder,
    NothingTriggered,
    OrderLifted,
    SanctionDecided,
    decide_sanction,
    lift_order,
)

REASON = "order:reason"
_TOLD = (Role.LIAISON, Role.LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """The next words of the director are the reason of the decision, which `what` names."""

    what: str
    version: int
    may_skip: bool


def ask(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the buttons `so:UNIT_ID:YEAR:s` (or `c`) and `sl:ORDER`: ask for the reason."""
    return Request(_ask, message, _asked)


def confirm(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `sy:VERSION`: confirm without more words."""
    return Request(_confirm, message, lambda answer: answer)


def carries_on(dialog: Dialog) -> bool:
    """Whether the reason of a decision is asked for."""
    return dialog.step == REASON


def take_reason(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the reason; too late is an answer here, not an error."""
    if not may(sender, Right.DECIDE):
        raise UsageError(NOT_ALLOWED)
    if not message.text or message.text.startswith("/"):
        raise UsageError("请用文字写明理由。")
    return _carry_out(books, sender, message, dialog, message.text)


def _ask(books: Books, _sender: Sender, message: Incoming) -> ReasonAsked:
    kind, *rest = message.data.split(":")
    answers: dict[str, Any]
    if kind == "sl":
        order = books.orders.by_id(int(rest[0]))
        if order is None or order.lifted_on is not None:
            raise NoSuchOrder
        answers = {"lift": order.id}
        what = f"解除{order.unit}的暂停（{order.name} 号）"
    else:
        unit, year, how = rest
        name = find_unit(books.campaign, unit).name
        answers = {"unit": name, "year": int(year), "suspends": how == "s"}
        what = f"{name} {year} 年度：" + ("暂停新增建设用地申请" if how == "s" else "不暂停")
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=REASON, answers=answers, at=message.said_at
    )
    return ReasonAsked(what=what, version=dialog.version, may_skip=bool(answers.get("suspends")))


def _asked(asked: ReasonAsked) -> Answer:
    cancel = Button("取消", f"g:{asked.version}:x")
    keyboard: Keyboard = (
        ((Button("确认", f"sy:{asked.version}"), cancel),) if asked.may_skip else ((cancel,),)
    )
    hint = "请输入理由，或直接按“确认”。" if asked.may_skip else "请输入理由。"
    return says(f"{bold(asked.what)}\n{hint}确认后立即生效，并通知该单位。", keyboard=keyboard)


def _confirm(books: Books, sender: Sender, message: Incoming) -> Answer:
    version = message.data.removeprefix("sy:")
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != REASON or str(dialog.version) != version:
        raise UsageError("这个按钮已经过期，请重新发送 /sanctions。")
    return _carry_out(books, sender, message, dialog, "")


def _carry_out(books: Books, sender: Sender, message: Incoming, dialog: Dialog, reason: str) -> Answer:
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    answers, on, at = dialog.answers, message.said_at.date(), message.said_at
    try:
        if "lift" in answers:
            return _lifted(
                lift_order(books, sender, LiftOrder(order_id=answers["lift"], reason=reason, on=on, at=at))
            )
        command = DecideSanction(
            unit=answers["unit"],
            year=answers["year"],
            suspends=answers["suspends"],
            reason=reason,
            on=on,
            at=at,
        )
        return _decided(decide_sanction(books, sender, command))
    except (AlreadyDecided, NothingTriggered, NoSuchOrder) as late:
        return says(esc(late))


def _decided(outcome: SanctionDecided) -> Answer:
    order = outcome.order
    figures = order.figures
    done = f"任务 {figures['target_mu']} 亩，完成 {figures['done_mu']} 亩"
    what = "暂停新增建设用地申请" if order.suspends else "不暂停"
    reason = f"\n理由：{esc(order.reason)}" if order.reason else ""
    text = f"{bold(order.unit)} {order.year} 年度{done}：{what}（{order.name} 号，{order.decided_on} 起）"
    told = f"⚖️ {text}\n依据：{esc(figures['clause'])}{reason}"
    notices = _notices(order, told) if order.suspends else ()
    return Answer(
        replies=(Reply(text=f"已决定：{text}{reason}{untold_line(outcome.untold)}"),), notices=notices
    )


def _lifted(outcome: OrderLifted) -> Answer:
    order = outcome.order
    text = f"{bold(order.unit)}：{order.name} 号暂停决定自 {order.lifted_on} 起解除。"
    reason = f"\n理由：{esc(order.lift_reason)}"
    return Answer(
        replies=(Reply(text=f"已解除：{text}{reason}{untold_line(outcome.untold)}"),),
        notices=_notices(order, f"⚖️ {text}{reason}"),
    )


def _notices(order: Order, text: str) -> tuple[Notice, ...]:
    return tuple(Notice(to=ToPost(unit=order.unit, role=role), reply=Reply(text=text)) for role in _TOLD)

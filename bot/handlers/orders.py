"""The director's orders: confirm a triggered suspension, decide an open case, lift an order.

Nothing reaches a county before the director confirms.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.access import Right, may
from bot.handlers.lines import untold_line
from bot.handlers.order_papers import lifting_button, paper_button
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc
from reminders.hearers import each_once
from reminders.messages import ToPost
from reports.sanctions import STATES, basis_line
from tracker.model import Member, Role, Sender
from tracker.orders import Order
from tracker.sanctions import SanctionState
from tracker.sayings import ASSUMED
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.unit_year import UnitYear
from tracker.usecases.decide_sanction import (
    AlreadyDecided,
    CannotWaive,
    DecideSanction,
    FiguresChanged,
    LiftOrder,
    NoSuchOrder,
    NothingTriggered,
    OrderLifted,
    SanctionDecided,
    basis_of,
    decide_sanction,
    lift_order,
)
from tracker.usecases.if_reviewed import if_reviewed
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, look_at_sanctions

REASON = "order:reason"
_TOLD = (Role.LIAISON, Role.LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """A decision to confirm: `what` it is and rests on; the next words are its `reason`."""

    what: tuple[str, ...]
    version: int
    reason: str
    needs_reason: bool
    tells: bool


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
    answers = dialog.answers | {"reason": message.text}
    put = books.dialogs.put(
        message.chat_id, message.user_id, step=REASON, answers=answers, at=message.said_at
    )
    return _asked(_reason_asked(put))


def _ask(books: Books, sender: Sender, message: Incoming) -> ReasonAsked:
    kind, *rest = message.data.split(":")
    answers: dict[str, Any]
    if kind == "sl":
        order = books.orders.by_id(int(rest[0]))
        if order is None or order.lifted_on is not None:
            raise NoSuchOrder
        what = [f"解除{order.unit}的暂停（{order.name}，{order.year} 年度）"]
        answers = {"lift": order.id, "needs_reason": True, "tells": True}
    else:
        unit, year, how = rest
        suspends = how == "s"
        asked = LookAtSanctions(year=int(year), on=message.said_at.date(), units=(unit,))
        seen = look_at_sanctions(books, sender, asked)
        (found,) = seen.years
        standing = found.standing
        what = [f"{standing.unit} {year} 年度：{'暂停新增建设用地申请' if suspends else '不暂停'}"]
        what += [basis_line(standing), *_reservations(seen, found)]
        answers = {
            "unit": standing.unit,
            "year": int(year),
            "suspends": suspends,
            "basis": basis_of(seen, found),
            "needs_reason": standing.state is SanctionState.UNDECIDED,
            "tells": suspends,
        }
    answers["what"] = what
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=REASON, answers=answers, at=message.said_at
    )
    return _reason_asked(dialog)


def _reservations(seen: SanctionsSeen, found: UnitYear) -> list[str]:
    """Name what the director should know before deciding: an assumed park, what still awaits review."""
    said = [ASSUMED] if found.assumed else []
    outlook = if_reviewed(seen, found)
    if outlook is not None:
        pending = figure(found.standing.pending_mu)
        said.append(f"还有 {pending} 亩待核验，全部通过则为：{STATES[outlook.reviewed]}")
    return said


def _reason_asked(dialog: Dialog) -> ReasonAsked:
    answers = dialog.answers
    return ReasonAsked(
        what=tuple(answers["what"]),
        version=dialog.version,
        reason=answers.get("reason", ""),
        needs_reason=answers["needs_reason"],
        tells=answers["tells"],
    )


def _asked(asked: ReasonAsked) -> Answer:
    """Ask for the reason or the confirmation; nothing is decided by words alone."""
    cancel = Button("取消", f"g:{asked.version}:x")
    may_confirm = bool(asked.reason) or not asked.needs_reason
    row = (Button("确认", f"sy:{asked.version}"), cancel) if may_confirm else (cancel,)
    title, *rest = asked.what
    lines = [bold(title), *(esc(line) for line in rest)]
    if asked.reason:
        lines.append(f"理由：{esc(asked.reason)}")
    else:
        lines.append("请输入理由。" if asked.needs_reason else "可以输入理由。")
    if may_confirm:
        told = "该单位、办公室和督查" if asked.tells else "办公室和督查"
        lines.append(f"按“确认”后立即生效，并通知{told}。")
    return says("\n".join(lines), keyboard=(row,))


def _confirm(books: Books, sender: Sender, message: Incoming) -> Answer:
    version = message.data.removeprefix("sy:")
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != REASON or str(dialog.version) != version:
        raise UsageError("这个按钮已经过期，请重新发送 /sanctions。")
    return _carry_out(books, sender, message, dialog, dialog.answers.get("reason", ""))


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
            basis=answers["basis"],
            reason=reason,
            on=on,
            at=at,
        )
        return _decided(decide_sanction(books, sender, command))
    except (AlreadyDecided, CannotWaive, FiguresChanged, NothingTriggered, NoSuchOrder) as late:
        return says(esc(late))


def _decided(outcome: SanctionDecided) -> Answer:
    order = outcome.order
    exempt = f"（{'、'.join(outcome.exempt)}除外）" if outcome.exempt else ""
    what = f"暂停新增建设用地申请{exempt}" if order.suspends else "不暂停"
    reason = f"\n理由：{esc(order.reason)}" if order.reason else ""
    assumed = f"\n{ASSUMED}" if order.evidence.assumed_parks else ""
    text = (
        f"{bold(f'{order.unit} {order.year} 年度')} {esc(what)}\n"
        f"{order.name}，{order.decided_on} 起\n"
        f"{esc(basis_line(outcome.standing))}{assumed}"
    )
    told = f"⚖️ {text}\n依据：{esc(order.evidence.clause)}{reason}"
    reply = Reply(text=told, keyboard=((paper_button(order),),))
    # A unit that nothing happens to is not told; who watches over it is.
    notices = (*(_to_unit(order, reply) if order.suspends else ()), *_to_above(outcome.above, reply))
    said = f"已决定：{text}{reason}{untold_line(outcome.untold) if order.suspends else ''}"
    return Answer(replies=(Reply(text=said, keyboard=reply.keyboard),), notices=notices)


def _lifted(outcome: OrderLifted) -> Answer:
    order, lifting = outcome.order, outcome.lifting
    text = f"{bold(order.unit)}：{order.name}暂停决定自 {lifting.lifted_on} 起解除（{lifting.name}）。"
    text += f"\n理由：{esc(lifting.reason)}"
    reply = Reply(text=f"⚖️ {text}", keyboard=((lifting_button(order),),))
    said = f"已解除：{text}{untold_line(outcome.untold)}"
    return Answer(
        replies=(Reply(text=said, keyboard=reply.keyboard),),
        notices=(*_to_unit(order, reply), *_to_above(outcome.above, reply)),
    )


def _to_unit(order: Order, reply: Reply) -> tuple[Notice, ...]:
    return tuple(Notice(to=ToPost(unit=order.unit, role=role), reply=reply) for role in _TOLD)


def _to_above(members: Iterable[Member], reply: Reply) -> tuple[Notice, ...]:
    return tuple(Notice(to=each.address, reply=reply) for each in each_once(members))

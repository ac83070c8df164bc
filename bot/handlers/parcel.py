"""One parcel: /parcel NO shows it; behind the number the office writes what becomes of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.access import Right, may, sees_all
from bot.handlers.fields import read_fields
from bot.handlers.lines import untold_line
from bot.handlers.looking import own_units
from bot.handlers.parcel_lines import parcel_page, when
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc
from reminders.messages import ToPost
from tracker.due_text import stated_days
from tracker.model import Role, Sender
from tracker.parcels import LowKind, ParcelPlan, UseStep
from tracker.quantities import plain
from tracker.sayings import clip, near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.choosing_parcels import category_meant
from tracker.usecases.decide_use import DecideUse, UseDecided, decide_use
from tracker.usecases.designate_parcel import DesignateParcel, ParcelDesignated, designate_parcel
from tracker.usecases.plan_parcel import ParcelPlanned, PlanParcel, plan_parcel
from tracker.usecases.show_parcel import ParcelShown, ShowParcel, show_parcel

_KEYS = {
    "成因": "cause",
    "形成原因": "cause",
    "措施": "measure",
    "处置措施": "measure",
    "期限": "due",
    "完成时限": "due",
    "单位": "unit",
    "责任单位": "unit",
    "文号": "document",
    "原因": "reason",
    "理由": "reason",
    "认定": "kind",
    "认定单位": "department",
    "决定": "step",
    "不符合": "unmet",
}
_ASKING = "请写：/parcel 宗地编号。不记得编号，可发送 /parcels 从清单里选。"
_USAGE = (
    "查看：/parcel 宗地编号\n"
    "定方案：/parcel 宗地编号 成因=…… 措施=依法收回 期限=2021-12-31 单位=责任单位\n"
    "改期限还要写：文号=…… 原因=……\n"
    "低效认定：/parcel 宗地编号 认定=停建停产类 认定单位=部门名称 文号=……\n"
    "已批未供即用：/parcel 宗地编号 决定=限期整改 不符合=运营良好 期限=2021-10-31 文号=……\n"
    f"（决定可以是：{'、'.join(UseStep)}；不符合的条件用顿号隔开）"
)

_OFFERED = 10
"""Disposals that a page offers to open, the newest; the queue has the rest of those that wait."""

Changed = ParcelPlanned | ParcelDesignated | UseDecided


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What the office wrote behind a number."""

    number: str
    words: tuple[str, ...]
    message: Incoming


def parcel(message: Incoming) -> Request[Any, ParcelShown] | Request[_Order, Changed]:
    """Answer /parcel NO, /parcel NO 措施=..., and the button `pc:PARCEL`."""
    if message.data:
        parcel_id = int(message.data.removeprefix("pc:"))
        return Request(
            _show, ShowParcel(parcel_id=parcel_id, units=None, on=message.said_at.date()), _shown, reads=True
        )
    words = message.text.split()[1:]
    if not words:
        return Request(_explain, message, _shown, reads=True)
    if len(words) == 1:
        command = ShowParcel(number=words[0], units=None, on=message.said_at.date())
        return Request(_show, command, _shown, reads=True)
    return Request(_change, _Order(number=words[0], words=tuple(words[1:]), message=message), _changed)


def _explain(_books: Books, sender: Sender, _message: Incoming) -> ParcelShown:
    """Say how to ask for a parcel, and to who may, how to order what becomes of it."""
    raise UsageError(_USAGE if may(sender, Right.KEEP_PARCELS) else _ASKING)


def _show(books: Books, sender: Sender, command: ShowParcel) -> ParcelShown:
    """Show a parcel as far as this sender may see it."""
    units = None if sees_all(sender) else own_units(sender)
    return show_parcel(books, sender, replace(command, units=units))


def _shown(shown: ParcelShown) -> Answer:
    lines = parcel_page(shown.record, shown.standing, shown.on)
    return says("\n".join(lines), keyboard=_ways_on(shown))


def _ways_on(shown: ParcelShown) -> Keyboard:
    """Lay out what the sender may do: the liaison reports a disposal, the office reviews or withdraws one."""
    standing = shown.standing
    keyboard: list[tuple[Button, ...]] = []
    own = set(shown.sender.units(Role.LIAISON)) & set(shown.units)
    if own and standing.closed_on is None and standing.left_mu > 0:
        keyboard.append((Button("报处置", f"dp:{standing.entry.id}"),))
    if sees_all(shown.sender):
        reviews = may(shown.sender, Right.REVIEW)
        keyboard += [
            (
                Button(
                    f"{'核验' if reviews and each.review is None else '查看'} "
                    f"{near_day(each.disposed_on, shown.on)} {figure(each.area_mu)} 亩",
                    f"dv:{each.id}",
                ),
            )
            for each in shown.record.disposals[-_OFFERED:]
        ]
    return tuple(keyboard)


def _change(books: Books, sender: Sender, order: _Order) -> Changed:
    if not may(sender, Right.KEEP_PARCELS):
        raise UsageError(NOT_ALLOWED)
    fields, message = read_fields(order.words, _KEYS, _USAGE), order.message
    if "kind" in fields:
        return _designate(books, sender, order, fields)
    if "step" in fields:
        return _decide(books, sender, order, fields)
    command = PlanParcel(
        number=order.number,
        on=message.said_at.date(),
        at=message.said_at,
        cause=fields.get("cause"),
        measure=fields.get("measure"),
        due_on=_due_on(fields),
        unit=plain(fields["unit"]) if "unit" in fields else None,
        document=fields.get("document", ""),
        reason=fields.get("reason", ""),
    )
    return plan_parcel(books, sender, command)


def _designate(books: Books, sender: Sender, order: _Order, fields: dict[str, str]) -> ParcelDesignated:
    message = order.message
    meant = category_meant(fields["kind"])
    if meant is None or meant[1] is None:
        kinds = "、".join(kind for kind in LowKind if kind is not LowKind.EXTENSIVE)
        raise UsageError(f"没有“{clip(fields['kind'], 20)}”这一类型，可以写：{kinds}。")
    command = DesignateParcel(
        number=order.number,
        kind=meant[1],
        department=fields.get("department", ""),
        document=fields.get("document", ""),
        on=message.said_at.date(),
        at=message.said_at,
    )
    return designate_parcel(books, sender, command)


def _decide(books: Books, sender: Sender, order: _Order, fields: dict[str, str]) -> UseDecided:
    message = order.message
    word = plain(fields["step"])
    if word not in set(UseStep):
        raise UsageError(f"没有“{clip(word, 20)}”这一步，可以写：{'、'.join(UseStep)}。")
    unmet = plain(fields.get("unmet", "")).replace("、", ",").replace(" ", ",").split(",")
    command = DecideUse(
        number=order.number,
        step=UseStep(word),
        unmet=tuple(each for each in unmet if each),
        due_on=_due_on(fields),
        document=fields.get("document", ""),
        reason=fields.get("reason", ""),
        on=message.said_at.date(),
        at=message.said_at,
    )
    return decide_use(books, sender, command)


def _due_on(fields: dict[str, str]) -> date | None:
    """Read a date, or the words of a plan as a sheet may have them: 年底前 is its last day (FACTS 2)."""
    if "due" not in fields:
        return None
    stated = stated_days(plain(fields["due"]))
    return stated.pop() if len(stated) == 1 else read_day(fields["due"])


def _changed(changed: Changed) -> Answer:
    match changed:
        case ParcelPlanned():
            return _planned(changed)
        case ParcelDesignated(entry=entry, designation=made):
            paper = f"{esc(made.department)}，{esc(made.document)}"
            return says(f"已登记：宗地 {bold(entry.number)} 认定为{made.kind}（{paper}）。")
        case UseDecided():
            return _decided(changed)


def _planned(changed: ParcelPlanned) -> Answer:
    entry, made = changed.entry, changed.made
    lines = list(_differences(changed.before, made.plan, made.from_on))
    paper = "\n".join(
        f"{name}：{esc(text)}" for name, text in (("文号", made.document), ("原因", made.reason)) if text
    )
    said = "\n".join(filter(None, [*lines, paper]))
    lacking = changed.after.plan.lacking
    more = f"\n⚠️ 方案还缺：{'、'.join(lacking)}" if lacking else ""
    decided = changed.after.decision
    if decided and decided.due_on and decided.due_on != made.plan.due_on:
        more += f"\n⚠️ 期限仍以处理步骤“{decided.step}”为准：{near_day(decided.due_on, made.from_on)}"
    told = Reply(text=f"📋 宗地 {bold(entry.number)} 处置方案有调整：\n{said}")
    notices = tuple(Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=told) for unit in changed.units)
    done = f"已更新宗地 {bold(entry.number)} 的处置方案：\n{said}{more}{untold_line(changed.untold)}"
    return Answer(replies=(Reply(text=done, keyboard=_look_at(entry.id)),), notices=notices)


def _differences(before: ParcelPlan, after: ParcelPlan, on: date) -> list[str]:
    pairs = (
        ("形成原因", before.cause, after.cause),
        ("处置措施", before.measure, after.measure),
        ("完成时限", *(near_day(plan.due_on, on) if plan.due_on else "" for plan in (before, after))),
        ("责任单位", before.unit, after.unit),
    )
    return [
        f"{name}：{f'{esc(old)} → ' if old else ''}{bold(new or '（删去）')}"
        for name, old, new in pairs
        if old != new
    ]


def _decided(changed: UseDecided) -> Answer:
    entry, made = changed.entry, changed.decision
    unmet = f"\n不符合：{esc('、'.join(made.unmet))}" if made.unmet else ""
    reason = f"\n理由：{esc(made.reason)}" if made.reason else ""
    stands = esc(when(changed.after, made.decided_on))
    said = f"{bold(made.step)}，{stands}{unmet}\n文号：{esc(made.document)}{reason}"
    told = Reply(text=f"📋 宗地 {bold(entry.number)}（{entry.category}）：{said}")
    notices = tuple(Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=told) for unit in changed.units[:1])
    done = f"已登记宗地 {bold(entry.number)}：{said}{untold_line(changed.untold)}"
    return Answer(replies=(Reply(text=done, keyboard=_look_at(entry.id)),), notices=notices)


def _look_at(parcel_id: int) -> Keyboard:
    return ((Button("查看这宗地", f"pc:{parcel_id}"),),)

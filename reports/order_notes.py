"""What later facts changed under a decision of the director, in Chinese (四（四）, FACTS 6)."""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.measures import Sanctions
from tracker.order_evidence import ListedDisposal, OrderEvidence, exchanged
from tracker.orders import Order
from tracker.sayings import near_day
from tracker.scoring import figure
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_sanctions import SanctionsSeen
from tracker.usecases.order_evidence import gathered

_NAMED = 3
"""Disposals of each side that are named."""


def order_notes(seen: SanctionsSeen, each: UnitYear) -> tuple[str, ...]:
    """Say of each decision in force about a unit's year what it rests on that changed, or lifting may be."""
    return tuple(
        note
        for order in decisions_in_force(each, seen.asked.on)
        for note in order_note(order, each, gathered(seen, each, order.rule), seen.rules)
    )


def dropped_lines(seen: SanctionsSeen) -> tuple[str, ...]:
    """Say of each order that stops a unit which the campaign file has no more that it still does."""
    return tuple(
        f"{order.unit}（已不在方案里）{order.year} 年度：暂停申请（{order.name}），仍然有效"
        for order in seen.dropped
    )


def decisions_in_force(each: UnitYear, on: date) -> tuple[Order, ...]:
    """Return the suspensions that run on a day, and the waivers that nothing was decided after.

    A waiver whose case is open again is spoken of as a case.
    """
    newest = {order.rule: order for order in each.orders}
    return tuple(
        order
        for order in each.orders
        if order.forbids(on)
        or (not order.suspends and newest[order.rule] == order and not each.may_be_ordered)
    )


def order_note(order: Order, found: UnitYear, now: OrderEvidence, rules: Sanctions) -> Iterator[str]:
    """Say what changed since an order, and whether its unit caught up; `found` is of the order's year."""
    then = order.evidence
    if figures_words(now) != figures_words(then):
        changed = f"{order.unit}当时{figures_words(then)}，现为{figures_words(now)}"
        yield f"{order.name}决定的依据有变：{changed}"
    if listed := _list_words(then, now):
        yield f"{order.name}决定的处置清单有变：{listed}"
    if order.suspends and order.is_made_good(found.standing, rules):
        yield f"{order.unit}已补齐，可以解除{order.name}决定"


def figures_words(evidence: OrderEvidence) -> str:
    """Say `任务 1500 亩、完成 700 亩`."""
    target, cut = evidence.target_mu, evidence.cut_mu
    wanted = f"{figure(target)} 亩" if target is not None else "未下达"
    said = f"任务 {wanted}、完成 {figure(evidence.done_mu)} 亩"
    return said + (f"、核减 {figure(cut)} 亩" if cut is not None else "")


def _list_words(then: OrderEvidence, now: OrderEvidence) -> str:
    changed = exchanged(then, now)
    # What is only added or only gone shows in the figures.
    if not changed.gone or not changed.come:
        return ""
    return f"不再计入 {_named(changed.gone, now.on)}；新计入 {_named(changed.come, now.on)}"


def _named(listed: Sequence[ListedDisposal], on: date) -> str:
    named = "、".join(
        f"{near_day(each.disposed_on, on)}{_what(each)} {figure(each.area_mu)} 亩" for each in listed[:_NAMED]
    )
    return named if len(listed) <= _NAMED else f"{named}等 {len(listed)} 笔"


def _what(each: ListedDisposal) -> str:
    return f"{each.parcel or each.place} {each.category}"

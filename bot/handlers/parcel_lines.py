"""How a parcel reads in a list and on a page of its own."""

from collections.abc import Iterator
from datetime import date

from bot.handlers.lines import MARKS
from bot.words import bold, esc
from tracker.account import ParcelStanding
from tracker.model import Verdict
from tracker.parcels import Category, Disposal, LowKind, ParcelRecord, ParcelState
from tracker.sayings import clip, near_day
from tracker.scoring import figure

_NO_DATE = "⚪"
_SHOWN = 10
"""Disposals and orders on a page; the oldest of more are counted."""


def mark_of(each: ParcelStanding) -> str:
    """Return the light of a parcel; an empty one where it has no date."""
    return MARKS[each.light] if each.light else _NO_DATE


def parcel_line(each: ParcelStanding, on: date, *, whose: bool) -> str:
    """Say `🔴 QF-001 闲置 45.2 亩，已处置 10 亩`, where it is and how it stands; `whose` names the unit."""
    done = f"，已处置 {figure(each.verified_mu)} 亩" if each.verified_mu and not each.closed_on else ""
    pending = f"，待核验 {figure(each.pending_mu)} 亩" if each.pending_mu else ""
    unit = f"（{esc(each.plan.unit)}）" if whose and each.plan.unit else ""
    return (
        f"{mark_of(each)} {bold(each.entry.number)} {each.entry.category} "
        f"{figure(each.entry.area_mu)} 亩{done}{pending}"
        f"\n      {esc(each.entry.park)}，{when(each, on)}{unit}"
    )


def when(each: ParcelStanding, on: date) -> str:
    """Say how a parcel stands against its date."""
    if each.closed_on is not None:
        return f"{near_day(each.closed_on, on)}办完"
    if each.due_on is None:
        return "无方案"
    due = f"{near_day(each.due_on, on)}到期"
    if each.state is ParcelState.SUBMITTED:
        return f"{due}，待核验"
    if each.days:
        return f"{due}，逾期 {each.days} 天"
    left = (each.due_on - on).days
    return f"{due}，" + (f"还有 {left} 天" if left else "就是今天")


def parcel_page(record: ParcelRecord, each: ParcelStanding, on: date) -> Iterator[str]:
    """Yield the lines of a parcel's page: what it is, its plan, how far it has come, its history."""
    entry = each.entry
    kind = each.designation.kind if each.designation else entry.kind
    # A file may have corrected the category since: only 低效 has types.
    category = f"{entry.category}（{kind}）" if kind and entry.category is Category.LOW else entry.category
    yield f"{mark_of(each)} {bold(entry.number)} {category} · {each.state}"
    yield f"{esc(entry.park)}" + (f"，{esc(entry.location)}" if entry.location else "")
    yield (
        f"面积 {bold(figure(entry.area_mu))} 亩：已处置 {figure(each.verified_mu)}，"
        f"待核验 {figure(each.pending_mu)}，剩余 {figure(each.left_mu)}"
    )
    yield from _plan(each, on)
    if each.designation:
        made = each.designation
        day = near_day(made.designated_on, on)
        paper = f"{esc(made.department)} {day}，{esc(made.document)}"
        yield f"认定：{made.kind}（{paper}）"
    elif kind in {LowKind.TRANSITION, LowKind.STOPPED}:
        yield "⚠️ 还没有登记认定单位和文号"
    yield from _steps(record, on)
    yield from _disposals(record, on)
    yield from _orders(record, on)


def _plan(each: ParcelStanding, on: date) -> Iterator[str]:
    plan = each.plan
    for name, text in (("形成原因", plan.cause), ("处置措施", plan.measure)):
        if text:
            yield f"{name}：{esc(clip(text, 300))}"
    if each.due_on is not None:
        yield f"完成时限：{esc(when(each, on))}"
    if plan.unit:
        yield f"责任单位：{esc(plan.unit)}"
    if plan.lacking:
        yield f"⚠️ 还没有方案，缺：{'、'.join(plan.lacking)}"


def _steps(record: ParcelRecord, on: date) -> Iterator[str]:
    for made in record.decisions:
        if made.decided_on <= on:
            until = f"，期限 {near_day(made.due_on, on)}" if made.due_on else ""
            unmet = f"，不符合：{esc('、'.join(made.unmet))}" if made.unmet else ""
            reason = f"，{esc(made.reason)}" if made.reason else ""
            day = near_day(made.decided_on, on)
            yield f"处理步骤：{day} {bold(made.step)}（{esc(made.document)}{until}{unmet}{reason}）"


def _disposals(record: ParcelRecord, on: date) -> Iterator[str]:
    done = [each for each in record.disposals if each.disposed_on <= on]
    if done:
        yield ""
        yield bold("处置记录")
    if len(done) > _SHOWN:
        yield f"更早的 {len(done) - _SHOWN} 次没有列出"
    for each in done[-_SHOWN:]:
        words = f"：{esc(clip(' '.join(each.text.split()), 80))}" if each.text else ""
        how = f" {esc(clip(each.measure, 40))}" if each.measure else ""
        yield (
            f"{near_day(each.disposed_on, on)} {figure(each.area_mu)} 亩{how}，{esc(each.reporter)}{words}"
            f"（{fate(each, on)}）"
        )


def fate(each: Disposal, on: date) -> str:
    """Say what became of a disposal by the day."""
    review = each.review
    if review is None or review.reviewed_on > on:
        return "待核验"
    if review.verdict is Verdict.APPROVED:
        return f"{near_day(review.reviewed_on, on)}已核验"
    done = "退回" if each.verified_before is None else "撤销核验"
    return f"{near_day(review.reviewed_on, on)}{done}：{esc(clip(review.reason, 80))}"


def _orders(record: ParcelRecord, on: date) -> Iterator[str]:
    """Yield the plans that have ruled, with the orders that made them; one alone has no history."""
    ruled = [each for each in record.plans if each.from_on <= on]
    if len(ruled) > 1 or any(each.document for each in ruled):
        yield ""
        yield bold("方案变化")
        for each in ruled[-_SHOWN:]:
            due = f"期限 {near_day(each.plan.due_on, on)}" if each.plan.due_on else "未定期限"
            measure = f"，{esc(clip(each.plan.measure, 20))}" if each.plan.measure else ""
            paper = f"（{esc(each.document)}）" if each.document else ""
            yield f"{near_day(each.from_on, on)}起 {due}{measure}{paper}{esc(clip(each.reason, 80))}"

"""How a unit's year is said in Chinese: the state, how far it is, what is needed."""

from collections.abc import Iterable
from fractions import Fraction
from types import MappingProxyType

from reports.reservations import reservations
from tracker.cases import HALVES
from tracker.orders import Order
from tracker.sanctions import (
    SanctionRule,
    SanctionStanding,
    SanctionState,
    hundredth,
    hundredth_down,
    hundredth_up,
)
from tracker.scoring import figure
from tracker.unit_year import UnitYear
from tracker.usecases.if_reviewed import IfReviewed
from tracker.usecases.look_at_annual_tasks import AnnualTasks
from tracker.usecases.look_at_sanctions import SanctionsSeen

STATES = MappingProxyType(
    {
        SanctionState.NO_TARGET: "未下达任务",
        SanctionState.WATCH: "观察",
        SanctionState.SUSPENDED: "触发暂停",
        SanctionState.UNDECIDED: "恰好一半，待定",
        SanctionState.CLEAR: "通过",
    }
)


def year_line(each: UnitYear, *, dated: bool = False) -> str:
    """Say `清丰县：` and its area, or `dated` `清丰县 2021 年度：`."""
    standing = each.standing
    year = f" {standing.year} 年度" if dated else ""
    return f"{standing.unit}{year}：{area_words(each)}"


def area_words(each: UnitYear) -> str:
    """Say `任务 1500 亩，已完成 700.5 亩（46.7%），待核验 20 亩`."""
    standing = each.standing
    if standing.target_mu is None:
        return "未下达任务" if standing.rule is None else "任务已随园区划出"
    ratio = standing.ratio
    share = f"（{figure(hundredth(ratio * 100))}%）" if ratio is not None else ""
    pending = f"，待核验 {figure(standing.pending_mu)} 亩" if standing.pending_mu else ""
    return f"任务 {figure(standing.target_mu)} 亩，已完成 {figure(standing.done_mu)} 亩{share}{pending}"


def outlook_line(each: UnitYear, *, openly: bool) -> str:
    """Say what was decided, what the figures trigger, and what is needed until the next cut-off.

    Not `openly`, for the unit itself, what a cut-off triggers is not said in words before it is decided.
    """
    standing = each.standing
    said = [_decided(order) for order in each.orders]
    decided = any(order.rule is standing.rule for order in each.orders)
    if standing.state is not SanctionState.WATCH and standing.rule is not None:
        if openly:
            said.append(trigger_words(standing))
        elif not decided:
            said.append(HALVES[standing.rule] + _figures(standing))
    if standing.needed_mu is not None:
        said.append(_needed(standing))
    return "；".join(said) or STATES[standing.state]


def trigger_words(standing: SanctionStanding) -> str:
    """Say what the figures trigger, and which: `上半年触发暂停（700/1500 亩）`."""
    rule = HALVES[standing.rule] if standing.rule else ""
    return f"{rule}{STATES[standing.state]}{_figures(standing)}"


def review_line(each: UnitYear, outlook: IfReviewed) -> str:
    """Say `待核验的 50 亩全部通过，6月30日以后为“通过”，否则为“触发暂停”`; empty where it changes nothing."""
    if outlook.reviewed is outlook.recorded:
        return ""
    cutoff = outlook.cutoff
    when = f"{cutoff.month}月{cutoff.day}日以后为" if cutoff else "为"
    return (
        f"待核验的 {figure(each.standing.pending_mu)} 亩全部通过，"
        f"{when}“{STATES[outlook.reviewed]}”，否则为“{STATES[outlook.recorded]}”"
    )


def basis_line(standing: SanctionStanding) -> str:
    """Say by which figures a decision is made: `上半年任务 1500 亩，经核验的处置面积 700 亩`."""
    target, done = standing.counted(standing.rule)
    name = HALVES[standing.rule] if standing.rule else ""
    cut = f"，核减下一年指标 {figure(standing.cut_mu)} 亩" if standing.cut_mu is not None else ""
    return (
        f"{name}：任务 {figure(target) if target is not None else '未下达'} 亩，"
        f"经核验的处置面积 {figure(done)} 亩{cut}"
    )


def notes(seen: SanctionsSeen, years: Iterable[UnitYear]) -> tuple[str, ...]:
    """Say what the figures of these years rest on that the plan does not settle."""
    units = "、".join(dict.fromkeys(each.standing.unit for each in years if each.assumed))
    return reservations(units, seen.rules.counted_categories, seen.rules.counted_source)


def unit_lines(annual: AnnualTasks, unit: str, *, openly: bool) -> tuple[str, ...]:
    """Say a unit's year, and what is open of its years before; empty for who has no annual tasks."""
    own = [each for each in annual.land.years if each.standing.unit == unit]
    own += [
        each
        for each in annual.open_years
        if (each.standing.unit, each.standing.year < annual.land.asked.year) == (unit, True)
        and (each.in_force or openly)
    ]
    return tuple(
        line
        for each in own
        for line in (
            f"{each.standing.year} 年度：{area_words(each)}",
            *([outlook_line(each, openly=openly)] if each.standing.target_mu is not None else []),
        )
    )


def _decided(order: Order) -> str:
    word = "已决定暂停申请" if order.suspends else "已决定不暂停"
    lifted = f"，{order.lifted_on} 解除" if order.lifted_on else ""
    return f"{HALVES[order.rule]}{word}（{order.name}，{order.decided_on}{lifted}）"


def _needed(standing: SanctionStanding) -> str:
    """Say what is missing to the cut-off ahead; the pace is rounded up: less would not do."""
    ahead_of_midyear = standing.state is SanctionState.WATCH and standing.rule is SanctionRule.MIDYEAR
    goal = "过半" if ahead_of_midyear else "完成全年任务"
    if not standing.needed_mu:
        exactly = ahead_of_midyear and standing.midyear_ratio == Fraction(1, 2)
        return "恰好一半，尚未过半" if exactly else f"已{goal}"
    left = f"距{goal}还差 {figure(standing.needed_mu)} 亩，剩 {standing.working_days_left} 个工作日"
    return left + _paces(standing)


def _paces(standing: SanctionStanding) -> str:
    """Say the pace needed beside the pace so far, and where that leads; what is foreseen is rounded down."""
    needed, ahead = standing.pace, standing.course
    said = f"，每个工作日需 {figure(hundredth_up(needed))} 亩" if needed is not None else ""
    if ahead is None or ahead.pace_so_far is None or ahead.projected_mu is None:
        return said
    day = f"{ahead.until_on.month}月{ahead.until_on.day}日"
    return (
        f"{said}（至今平均 {figure(hundredth(ahead.pace_so_far))} 亩）；"
        f"照此进度到{day}约 {figure(hundredth_down(ahead.projected_mu))} 亩"
    )


def _figures(standing: SanctionStanding) -> str:
    if standing.rule is SanctionRule.MIDYEAR and standing.midyear_target_mu is not None:
        done, target = figure(standing.midyear_mu), figure(standing.midyear_target_mu)
        return f"（{done}/{target} 亩）"
    if standing.cut_ratio is not None:
        cut = f"，核减 {figure(standing.cut_mu)} 亩" if standing.cut_mu is not None else ""
        return f"（未完成 {figure(hundredth(standing.cut_ratio * 100))}%{cut}）"
    return ""

"""How a unit's year is said in Chinese: the state, how far it is, what is needed."""

from types import MappingProxyType

from tracker.plan import OFFICE_DEFAULT
from tracker.sanctions import SanctionRule, SanctionStanding, SanctionState, hundredth
from tracker.scoring import figure
from tracker.usecases.look_at_sanctions import SanctionsSeen, UnitYear

STATES = MappingProxyType(
    {
        SanctionState.NO_TARGET: "未下达任务",
        SanctionState.WATCH: "观察",
        SanctionState.SUSPENDED: "触发暂停",
        SanctionState.UNDECIDED: "恰好一半，待定",
        SanctionState.CLEAR: "通过",
    }
)


def year_line(each: UnitYear) -> str:
    """Say `清丰县：任务 1500 亩，已完成 700.5 亩（46.7%），待核验 20 亩`."""
    standing = each.standing
    if standing.target_mu is None:
        return f"{standing.unit}：未下达任务"
    ratio = standing.ratio
    share = f"（{figure(hundredth(ratio * 100))}%）" if ratio is not None else ""
    pending = f"，待核验 {figure(standing.pending_mu)} 亩" if standing.pending_mu else ""
    return (
        f"{standing.unit}：任务 {figure(standing.target_mu)} 亩，"
        f"已完成 {figure(standing.done_mu)} 亩{share}{pending}"
    )


def is_open(each: UnitYear) -> bool:
    """Whether figures have triggered what the director has not decided: not for the unit's ears yet."""
    triggered = each.standing.state in {SanctionState.SUSPENDED, SanctionState.UNDECIDED}
    return triggered and all(order.rule is not each.standing.rule for order in each.orders)


def outlook_line(each: UnitYear, *, openly: bool) -> str:
    """Say what the figures trigger, or what is needed until they would; what was decided goes before.

    Not `openly`, for the unit itself, what is triggered and not decided is kept back.
    """
    standing, order = each.standing, each.order
    if is_open(each) and not openly:
        return "结果待领导小组认定"
    if order is not None and order.lifted_on is None:
        word = "已决定暂停申请" if order.suspends else "已决定不暂停"
        return f"{word}（{order.name} 号，{order.decided_on}）"
    if standing.state is SanctionState.WATCH:
        return _needed(standing)
    return STATES[standing.state] + _figures(standing) + (f"，已解除（{order.name} 号）" if order else "")


def notes(seen: SanctionsSeen) -> tuple[str, ...]:
    """Say what the figures rest on that the plan does not settle."""
    said = []
    if any(each.assumed for each in seen.years):
        units = "、".join(each.standing.unit for each in seen.years if each.assumed)
        said.append(f"园区归属为推定、待确认：{units}")
    if seen.rules.counted_source == OFFICE_DEFAULT:
        said.append(f"计入完成的类别暂定为{'、'.join(seen.rules.counted_categories)}")
    return tuple(said)


def _needed(standing: SanctionStanding) -> str:
    if not standing.needed_mu:
        return "观察，已过线" if standing.rule is SanctionRule.MIDYEAR else "观察，已完成"
    goal = "过半" if standing.rule is SanctionRule.MIDYEAR else "完成"
    pace = standing.pace
    each_day = f"，每个工作日需 {figure(hundredth(pace))} 亩" if pace is not None else ""
    return f"距{goal}还差 {figure(standing.needed_mu)} 亩，剩 {standing.working_days_left} 个工作日{each_day}"


def _figures(standing: SanctionStanding) -> str:
    if standing.rule is SanctionRule.MIDYEAR and standing.midyear_target_mu is not None:
        done, target = figure(standing.midyear_mu), figure(standing.midyear_target_mu)
        return f"（上半年 {done}/{target} 亩）"
    if standing.cut_ratio is not None:
        cut = f"，核减 {figure(standing.cut_mu)} 亩" if standing.cut_mu is not None else ""
        return f"（未完成 {figure(hundredth(standing.cut_ratio * 100))}%{cut}）"
    return ""

"""How a verdict on a parcel reads: the JSON of `score` (CONTRACT), and the lines of a page or a message."""

from decimal import Decimal
from fractions import Fraction

from tracker.measures import Method, ScoringIndicator
from tracker.model import Conclusion, Criterion, Standard
from tracker.plan import OFFICE_DEFAULT
from tracker.quantities import PER_CENT
from tracker.scoring import (
    METHOD_NAMES,
    Improvement,
    Mark,
    Scored,
    figure,
    may_be_a_share,
    rounded_up,
    shown,
)

CONCLUSIONS = {
    Conclusion.LOW: "低效",
    Conclusion.ADEQUATE: "非低效",
    Conclusion.UNDETERMINED: "无法认定",
}


def score_answer(scored: Scored) -> dict[str, object]:
    """Give a verdict with everything that decides it; numbers are texts, what is unknown is null."""
    method = scored.standard.method
    return {
        "verdict": scored.conclusion.value,
        "score": _points(scored.score, method),
        "low_bound": shown(scored.low_bound, method),
        "high_bound": shown(scored.high_bound, method),
        "method": method.value,
        "standard": {
            "name": scored.standard.name,
            "source": scored.standard.source,
            "effective": scored.standard.from_on.isoformat(),
        },
        "indicators": [_mark(mark, method) for mark in scored.marks],
        "missing": [criterion.key for criterion in scored.missing],
    }


def verdict_lines(scored: Scored) -> tuple[str, ...]:
    """Say the four values, the sum, and the verdict."""
    return (
        *(_mark_line(mark, scored.standard.method) for mark in scored.marks),
        _sum_line(scored),
        f"结论：{CONCLUSIONS[scored.conclusion]}",
    )


def basis_lines(standard: Standard) -> tuple[str, ...]:
    """Say by which standard and method a verdict was found; what rests on an office default says so."""
    until = f"至 {standard.until_on}" if standard.until_on else "起"
    default = "（办公室暂定，方案未明确）" if standard.method_source == OFFICE_DEFAULT else ""
    return (
        f"标准：{standard.name}（{standard.source}，{standard.from_on} {until}）",
        f"方法：{METHOD_NAMES[standard.method]}{default}",
    )


def standard_line(standard: Standard) -> str:
    """Say what a standard asks: `亩均税收 1.5 万元/亩（0.40）；……；低于 0.70 为低效`."""
    asked = "；".join(
        f"{each.name} {_measured(each.threshold, each)}（{_weight(each)}）" for each in standard.criteria
    )
    return f"{asked}；总分少于 {_cutoff(standard)} 为低效"


def improvement_lines(scored: Scored) -> tuple[str, ...]:
    """Say which single improvement would do; the smallest step first."""
    if scored.conclusion is Conclusion.ADEQUATE:
        return ()
    if not scored.improvements:
        return (f"没有哪一项单独提高就能达到 {_cutoff(scored.standard)}。",)
    steps = (_step(each, scored.standard.method) for each in scored.improvements)
    return (f"只改进一项即可达到 {_cutoff(scored.standard)}：", *(f"· {step}" for step in steps))


def doubt_lines(scored: Scored) -> tuple[str, ...]:
    """Ask a person to look at a value that is possible and unlikely."""
    return tuple(
        doubt_line(mark.criterion, mark.value)
        for mark in scored.marks
        if mark.value is not None and may_be_a_share(mark.criterion, mark.value)
    )


def doubt_line(criterion: Criterion | ScoringIndicator, value: Decimal) -> str:
    """Ask a person to look at a per cent that may be a share of 1."""
    return (
        f"请核对：{criterion.name} {figure(value)} 按 {figure(value)}% 计算；"
        f"如为 {figure(value * 100)}%，请改填 {figure(value * 100)}。"
    )


def _mark(mark: Mark, method: Method) -> dict[str, object]:
    criterion = mark.criterion
    return {
        "name": criterion.key,
        "value": None if mark.value is None else format(mark.value, "f"),
        "threshold": figure(criterion.threshold),
        "weight": _weight(criterion),
        "points": _points(mark.points, method),
        "met": mark.met,
    }


def _points(points: Fraction | None, method: Method) -> str | None:
    return None if points is None else shown(points, method)


def _weight(criterion: Criterion) -> str:
    return shown(criterion.weight, Method.THRESHOLD)


def _cutoff(standard: Standard) -> str:
    return shown(standard.cutoff, Method.THRESHOLD)


def _measured(number: Decimal, criterion: Criterion) -> str:
    gap = "" if criterion.measure in {"", PER_CENT} else " "
    return f"{figure(number)}{gap}{criterion.measure}"


def _step(each: Improvement, method: Method) -> str:
    needed = _measured(each.needed, each.criterion)
    if each.value is None:
        return f"查明{each.criterion.name}不低于 {needed}，总分至少 {shown(each.score, method)}"
    value = _measured(each.value, each.criterion)
    return f"{each.criterion.name}由 {value} 提高到 {needed}，总分 {shown(each.score, method)}"


def _mark_line(mark: Mark, method: Method) -> str:
    criterion = mark.criterion
    threshold = _measured(criterion.threshold, criterion)
    if mark.value is None or mark.points is None:
        return f"❔ {criterion.name} 未知（标准 {threshold}，权重 {_weight(criterion)}）"
    sign, against = ("✅", "≥") if mark.met else ("❌", "<")
    value, points = _measured(mark.value, criterion), shown(mark.points, method)
    return f"{sign} {criterion.name} {value} {against} {threshold}，得 {points}（权重 {_weight(criterion)}）"


def _sum_line(scored: Scored) -> str:
    method, cutoff = scored.standard.method, _cutoff(scored.standard)
    low, high = shown(scored.low_bound, method), shown(scored.high_bound, method)
    rounded = "（四舍五入所得，实际不足）" if rounded_up(scored) else ""
    between = low if scored.score is not None else f"{low} 至 {high}"
    match scored.conclusion:
        case Conclusion.LOW:
            return f"合计 {between}{rounded}，少于 {cutoff}"
        case Conclusion.ADEQUATE:
            return f"合计 {between}，不少于 {cutoff}"
        case Conclusion.UNDETERMINED:
            lacking = "、".join(criterion.name for criterion in scored.missing)
            return f"合计 {low}{rounded} 至 {high}，分数线 {cutoff} 在两者之间，缺{lacking}"

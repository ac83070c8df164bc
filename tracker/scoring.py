"""Judging one parcel by its measured values (二（三）1, FACTS 4): what it scores, and what decides it.

Exact throughout: points are rationals and are rounded only to be shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from tracker.measures import Method, Scoring, ScoringIndicator
from tracker.model import Conclusion, Criterion, Standard
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.quantities import PER_CENT, plain, possible, read_number

_UNKNOWN = frozenset({"", "?", "未知", "不详"})
_PLACES = Decimal("0.0001")
"""To which proportional points are shown; exact ones have at least two places."""

# Wide enough that only `quantize` ever rounds, and that as asked.
_WIDE = Context(prec=200)

METHOD_NAMES = {Method.THRESHOLD: "达标得分", Method.PROPORTIONAL: "按比例得分"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one value earns; all None where the value is unknown."""

    criterion: Criterion
    value: Decimal | None
    points: Fraction | None
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """One value that alone would lift the parcel to the cut-off: the least it must be, and the score then.

    What is unknown counts as nothing, so that the lift is certain.
    """

    criterion: Criterion
    value: Decimal | None
    needed: Decimal
    score: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A verdict with its reasons. The bounds are the worst and best score that unknown values leave open.

    `improvements` are the single ones that would do, the smallest step first; none for an adequate parcel.
    """

    standard: Standard
    marks: tuple[Mark, ...]
    low_bound: Fraction
    high_bound: Fraction
    conclusion: Conclusion
    improvements: tuple[Improvement, ...]

    @property
    def score(self) -> Fraction | None:
        """The score where nothing can change it."""
        return self.low_bound if self.low_bound == self.high_bound else None

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """What was not given."""
        return tuple(mark.criterion for mark in self.marks if mark.value is None)


def read_value(indicator: ScoringIndicator, text: str) -> Decimal | None:
    """Read a value as it was typed; `?`, 未知 or nothing is None. Raises `ValueRefused`."""
    if plain(text) in _UNKNOWN:
        return None
    return read_number(text, what=indicator.name, measure=indicator.measure)


def may_be_a_share(criterion: Criterion | ScoringIndicator, value: Decimal) -> bool:
    """Whether a per cent looks like a share of 1: 0.41 where 41 was meant. A person has to look at it."""
    return criterion.measure == PER_CENT and 0 < value <= 1


def plan_standard(campaign: Campaign, scoring: Scoring, park: str) -> Standard:
    """Return what the plan itself asks of parcels in this park; `""` is a park that it does not name."""
    named = any(park in each.thresholds for each in scoring.indicators if park)
    whose = park if named else "其他产业集聚区" if _tells_parks_apart(scoring) else "各产业集聚区"
    return Standard(
        name=f"{campaign.document} {whose}",
        source=scoring.source,
        criteria=tuple(
            Criterion(
                key=each.key,
                name=each.name,
                measure=each.measure,
                threshold=each.thresholds.get(park, each.thresholds[""]),
                weight=each.weight,
            )
            for each in scoring.indicators
        ),
        cutoff=scoring.cutoff,
        method=scoring.method,
        method_source=scoring.method_source,
        from_on=campaign.issued_on,
    )


def own_standard_in_force(
    recorded: Iterable[Standard], *, park: str, unit: str | None, industry: str | None, on: date
) -> Standard | None:
    """Return the first match: park with industry, unit with industry, park, unit. None: the plan's rules.

    `recorded` is in order of recording.
    """
    recorded = tuple(recorded)
    places = [(park, None), (None, unit)] if unit else [(park, None)]
    for kind in (industry, None) if industry else (None,):
        for place in places:
            same = [each for each in recorded if (each.park, each.unit, each.industry) == (*place, kind)]
            found = newest_on(same, on)
            if found is not None:
                return found
    return None


def newest_on(same: Sequence[Standard], on: date) -> Standard | None:
    """Return what is in force of one place and industry, given in order of recording.

    The newest by its day rules alone: what it replaced does not come back when it ends.
    """
    begun = [each for each in same if each.from_on <= on]
    newest = max(reversed(begun), key=lambda each: each.from_on, default=None)
    return newest if newest and (newest.until_on is None or on <= newest.until_on) else None


def score(standard: Standard, values: Mapping[str, Decimal | None]) -> Scored:
    """Judge a parcel by its values; one that is None or absent is unknown, never zero.

    Raises `ValueRefused` for what no value can be.
    """
    marks = tuple(_mark(each, values.get(each.key), standard.method) for each in standard.criteria)
    low = sum((mark.points or Fraction() for mark in marks), Fraction())
    unknown = sum((Fraction(mark.criterion.weight) for mark in marks if mark.points is None), Fraction())
    conclusion = _conclude(low, low + unknown, Fraction(standard.cutoff))
    adequate = conclusion is Conclusion.ADEQUATE
    return Scored(
        standard=standard,
        marks=marks,
        low_bound=low,
        high_bound=low + unknown,
        conclusion=conclusion,
        improvements=() if adequate else _improvements(standard, marks, low),
    )


def shown(number: Fraction | Decimal, method: Method) -> str:
    """Write points or a score: exact with at least two places, proportional ones half-up to four."""
    if method is Method.PROPORTIONAL:
        return str(_decimal(Fraction(number)).quantize(_PLACES, ROUND_HALF_UP, _WIDE))
    exact = figure(_decimal(Fraction(number)))
    return format(Decimal(exact), ".2f") if len(exact.partition(".")[2]) < 2 else exact


def figure(number: Decimal) -> str:
    """Write a number exactly, without exponent and without idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded_up(scored: Scored) -> bool:
    """Whether a bound below the cut-off reads like it: 0.69996 is shown as 0.7000 and is low all the same."""
    if scored.conclusion is Conclusion.ADEQUATE:
        return False
    below = scored.high_bound if scored.conclusion is Conclusion.LOW else scored.low_bound
    return Decimal(shown(below, scored.standard.method)) >= scored.standard.cutoff


def sentence(scored: Scored) -> str:
    """Say the verdict with its reasons, to be read out."""
    standard = scored.standard
    default = "（办公室暂定）" if standard.method_source == OFFICE_DEFAULT else ""
    return (
        f"{'；'.join(_spoken(mark) for mark in scored.marks)}。{outcome(scored)}。"
        f"依据：{standard.name}标准（{standard.source}），{standard.from_on} 起执行，"
        f"{METHOD_NAMES[standard.method]}{default}。"
    )


def outcome(scored: Scored) -> str:
    """Say the score or its bounds, and the verdict that follows."""
    standard = scored.standard
    cutoff = shown(standard.cutoff, Method.THRESHOLD)
    low, high = (shown(each, standard.method) for each in (scored.low_bound, scored.high_bound))
    lacking = "、".join(each.name for each in scored.missing)
    whole = scored.score is not None
    rounded = "（四舍五入所得，实际不足）" if rounded_up(scored) else ""
    if scored.conclusion is Conclusion.LOW:
        score_said = f"综合得分{low}" if whole else f"{lacking}无论多少，综合得分最高{high}"
        return f"{score_said}{rounded}，少于{cutoff}，认定为低效"
    if scored.conclusion is Conclusion.ADEQUATE:
        score_said = f"综合得分{low}" if whole else f"{lacking}无论多少，综合得分至少{low}"
        return f"{score_said}，不少于{cutoff}，不认定为低效"
    return f"缺少{lacking}，综合得分在{low}{rounded}与{high}之间，无法认定"


def _tells_parks_apart(scoring: Scoring) -> bool:
    return any(len(each.thresholds) > 1 for each in scoring.indicators)


def _mark(criterion: Criterion, given: Decimal | None, method: Method) -> Mark:
    if given is None:
        return Mark(criterion=criterion, value=None, points=None, met=None)
    value = possible(given, what=criterion.name, measure=criterion.measure)
    met = value >= criterion.threshold
    share = Fraction(1) if met else Fraction(0)
    if method is Method.PROPORTIONAL and not met:
        share = Fraction(value) / Fraction(criterion.threshold)
    return Mark(criterion=criterion, value=value, points=Fraction(criterion.weight) * share, met=met)


def _conclude(low: Fraction, high: Fraction, cutoff: Fraction) -> Conclusion:
    """Below the cut-off is low; exactly the cut-off is not (少于0.7分的认定为低效)."""
    if high < cutoff:
        return Conclusion.LOW
    return Conclusion.ADEQUATE if low >= cutoff else Conclusion.UNDETERMINED


def _improvements(standard: Standard, marks: Iterable[Mark], low: Fraction) -> tuple[Improvement, ...]:
    found = []
    for mark in marks:
        criterion, others = mark.criterion, low - (mark.points or 0)
        wanted = Fraction(standard.cutoff) - others
        if mark.met or wanted > criterion.weight:
            continue
        needed, points = criterion.threshold, Fraction(criterion.weight)
        if standard.method is Method.PROPORTIONAL:
            least = _decimal(Fraction(criterion.threshold) * wanted / points)
            # Upwards, so that what is shown does suffice.
            needed = min(needed, least.quantize(_PLACES, ROUND_CEILING, _WIDE))
            points *= Fraction(needed) / Fraction(criterion.threshold)
        found.append(Improvement(criterion=criterion, value=mark.value, needed=needed, score=others + points))
    return tuple(sorted(found, key=_step))


def _step(improvement: Improvement) -> Fraction:
    """How far there is to go, as a share of what is needed: the smallest first, what is unknown last."""
    if improvement.value is None:
        return Fraction(1)
    return 1 - Fraction(improvement.value) / Fraction(improvement.needed)


def _decimal(number: Fraction) -> Decimal:
    return _WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))


def _spoken(mark: Mark) -> str:
    criterion = mark.criterion
    if mark.value is None:
        return f"{criterion.name}未知"
    against = "达到" if mark.met else "低于"
    value, threshold = figure(mark.value), figure(criterion.threshold)
    return f"{criterion.name}{value}{criterion.measure}，{against}{threshold}{criterion.measure}"

"""The sections of a campaign file about figures: goals, scoring, sanctions, assessment."""

from datetime import date
from decimal import Decimal

from config.faults import did_you_mean
from config.table import Table
from config.words import Words
from tracker.measures import (
    MEASURED,
    Assessment,
    Method,
    ProjectKind,
    Sanctions,
    Scoring,
    ScoringIndicator,
)
from tracker.parks import Park
from tracker.plan import Goal, UnitGroup

_RANKED = (str(UnitGroup.COUNTY), str(UnitGroup.ZONE))
"""The groups of units that have annual tasks."""
_METHODS = {str(method): method for method in Method}
_COMMON_YEAR = 2021


def read_goals(root: Table) -> tuple[Goal, ...]:
    """Read the city-wide goals."""
    goals: list[Goal] = []
    for table in root.tables("goals", named_by="key", required=False):
        goal = Goal(
            key=table.text("key"),
            name=table.text("name"),
            amount=table.exact("amount", 0),
            measure=table.text("measure"),
            due_on=table.day_if_given("due_on"),
            due_text=table.text("due_text", required=False),
            source=table.text("source"),
        )
        _check_new(table, goal.key, [earlier.key for earlier in goals])
        goals.append(goal)
        table.finish()
    return tuple(goals)


def read_scoring(root: Table, parks: Words[Park]) -> Scoring | None:
    """Read how a parcel is judged; the weights add up to exactly 1."""
    table = root.table("scoring", required=False)
    if table is None:
        return None
    indicators: list[ScoringIndicator] = []
    weighed = True
    for row in table.tables("indicators", named_by="key"):
        indicator = _scoring_indicator(row, parks)
        _check_new(row, indicator.key, [earlier.key for earlier in indicators])
        indicators.append(indicator)
        weighed = weighed and row.sound("weight")
    total = sum((indicator.weight for indicator in indicators), Decimal(0))
    if indicators and weighed and total != 1:
        table.fault("indicators", f"各项 weight 之和应恰好为 1，现为 {total}。")
    scoring = Scoring(
        cutoff=table.exact("cutoff", 0, 1),
        indicators=tuple(indicators),
        source=table.text("source"),
        method=table.choice("method", _METHODS) or Method.THRESHOLD,
        method_source=table.text("method_source"),
    )
    table.finish()
    return scoring


def _scoring_indicator(table: Table, parks: Words[Park]) -> ScoringIndicator:
    measure = table.text("measure", required=False)
    indicator = ScoringIndicator(
        key=table.text("key"),
        name=table.text("name"),
        measure=measure,
        weight=table.exact("weight", 0, 1),
        thresholds={"": _threshold(table, "threshold", measure), **_park_thresholds(table, measure, parks)},
    )
    if table.sound("key") and indicator.key not in MEASURED:
        hint = did_you_mean(indicator.key, MEASURED)
        table.fault("key", f"不认识“{indicator.key}”，可以写：{'、'.join(MEASURED)}。{hint}")
    table.finish()
    return indicator


def _park_thresholds(indicator: Table, measure: str, parks: Words[Park]) -> dict[str, Decimal]:
    table = indicator.table("park_thresholds", required=False)
    thresholds: dict[str, Decimal] = {}
    if table is None:
        return thresholds
    for word in table:
        park = parks.owner(word)
        if park is None:
            table.fault(word, f"没有名为“{word}”的产业集聚区。{did_you_mean(word, parks, parks.name)}")
        else:
            thresholds[park.name] = _threshold(table, word, measure)
    return thresholds


def _threshold(table: Table, key: str, measure: str) -> Decimal:
    number = table.exact(key)
    if table.sound(key) and number <= 0:
        table.fault(key, f"应大于 0，现为 {number}。")
    if measure == "%" and number > 100:
        table.fault(key, f"百分比不能超过 100，现为 {number}。")
    return number


def read_sanctions(root: Table) -> Sanctions | None:
    """Read what stops new land applications."""
    table = root.table("sanctions", required=False)
    if table is None:
        return None
    sanctions = Sanctions(
        midyear_month=table.whole("midyear_month", 1, 12),
        midyear_day=table.whole("midyear_day", 1, 31),
        midyear_share=table.exact("midyear_share", 0, 1),
        exempt_kinds=_exempt_kinds(table),
        source=table.text("source"),
        counted_categories=table.texts("counted_categories"),
        counted_source=table.text("counted_source"),
    )
    table.finish()
    if table.sound("midyear_month", "midyear_day"):
        _check_every_year(table, sanctions)
    return sanctions


def _check_every_year(table: Table, sanctions: Sanctions) -> None:
    month, day = sanctions.midyear_month, sanctions.midyear_day
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        table.fault("midyear_day", f"不是每年都有 {month} 月 {day} 日。")


def _exempt_kinds(sanctions: Table) -> tuple[ProjectKind, ...]:
    kinds: list[ProjectKind] = []
    for table in sanctions.tables("exempt_kinds", named_by="key", required=False):
        kind = ProjectKind(key=table.text("key"), name=table.text("name"))
        _check_new(table, kind.key, [earlier.key for earlier in kinds])
        kinds.append(kind)
        table.finish()
    return tuple(kinds)


def read_assessment(root: Table, sanctions: Sanctions | None) -> Assessment | None:
    """Read the quantified score: weights that add up to exactly 100, and what `sanctions` is needed for."""
    table = root.table("assessment", required=False)
    if table is None:
        return None
    assessment = Assessment(
        area_weight=table.exact("area_weight", 0, 100),
        tasks_weight=table.exact("tasks_weight", 0, 100),
        returns_weight=table.exact("returns_weight", 0, 100),
        groups=table.texts("groups"),
        source=table.text("source"),
        talk_after_red_days=table.whole("talk_after_red_days", 0),
        talk_source=table.text("talk_source"),
    )
    table.finish()
    if sanctions is None:
        table.fault(None, "得分要用年度任务的完成数，但没有 [sanctions]。")
    for group in assessment.groups:
        if group not in _RANKED:
            known = f"可以写：{'、'.join(_RANKED)}。{did_you_mean(group, _RANKED)}"
            table.fault("groups", f"“{group}”不参加排名，{known}")
    if table.sound("area_weight") and not assessment.area_weight:
        table.fault("area_weight", "应大于 0：没有年度任务的单位不排名。")
    total = assessment.area_weight + assessment.tasks_weight + assessment.returns_weight
    if table.sound("area_weight", "tasks_weight", "returns_weight") and total != 100:
        table.fault(None, f"三项权重之和应恰好为 100，现为 {total}。")
    return assessment


def _check_new(table: Table, key: str, earlier: list[str]) -> None:
    if key and key in earlier:
        table.fault("key", f"“{key}”写了两次。")

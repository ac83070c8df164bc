"""The office records the standard that a county, a zone or a park has made for itself (二（三）1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.errors import ReasonMissing, TrackerError, ValueRefused
from tracker.measures import Method, Scoring, ScoringIndicator
from tracker.model import Criterion, Sender, Standard
from tracker.parks import Park
from tracker.plan import Unit
from tracker.quantities import PER_CENT
from tracker.scoring import figure, newest_on
from tracker.store.books import Books
from tracker.store.columns import EXACT_PLACES
from tracker.store.standards import own_name
from tracker.usecases.choosing import find_place, industry_name
from tracker.usecases.score_parcel import scoring_of


class MakesNoStandard(TrackerError):
    """Only counties, zones and parks have standards of their own."""

    sentence = "{unit}不制定认定标准：只有县（区）、管委会和产业集聚区可以。"

    def __init__(self, *, unit: str) -> None:
        super().__init__(unit=unit)


class ThresholdsMissing(TrackerError):
    """A standard says what every indicator must reach."""

    sentence = "还缺{names}的标准，各项都要写明。"

    def __init__(self, *, names: tuple[str, ...]) -> None:
        super().__init__(names="、".join(names))


class WeightsDoNotAddUp(TrackerError):
    """The weights of a standard add up to exactly 1."""

    sentence = "各项权重之和应恰好为 1，现为 {total}。"

    def __init__(self, *, total: Decimal) -> None:
        super().__init__(total=figure(total))


class EndsBeforeItBegins(TrackerError):
    """The last day lies before the first."""

    sentence = "截止日期 {until_on} 早于生效日期 {from_on}。"

    def __init__(self, *, from_on: date, until_on: date) -> None:
        super().__init__(from_on=from_on, until_on=until_on)


class SameStandard(TrackerError):
    """Exactly this is recorded already: a line that was sent twice records nothing twice."""

    sentence = "{name}自 {from_on} 起的这一标准已经登记过，没有变动。"

    def __init__(self, *, name: str, from_on: date) -> None:
        super().__init__(name=name, from_on=from_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStandard:
    """A standard as its document states it.

    `place` is a unit or a park (a word that means both is the unit). Where the document is silent on
    weights, cut-off or method, these are None and the plan's hold.
    """

    place: str
    thresholds: Mapping[str, Decimal]
    document: str
    from_on: date
    at: datetime
    industry: str | None = None
    weights: Mapping[str, Decimal] | None = None
    cutoff: Decimal | None = None
    method: Method | None = None
    until_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSet:
    """The standard is recorded; `before` is the one of the same place and industry that it follows."""

    standard: Standard
    before: Standard | None


def set_standard(books: Books, sender: Sender, command: SetStandard) -> StandardSet:
    """Record a standard. It rules from its day on; an earlier one of its place and industry is over then."""
    place = find_place(books.campaign, command.place)
    if isinstance(place, Unit) and not place.answers_for_land:
        raise MakesNoStandard(unit=place.name)
    standard = _standard(scoring_of(books.campaign), place, command)
    same = [each for each in books.standards.all() if _scope(each) == _scope(standard)]
    if standard in [each for each in same if each.from_on == standard.from_on][-1:]:
        raise SameStandard(name=standard.name, from_on=standard.from_on)
    books.standards.add(standard, by=sender.name, at=command.at)
    books.note(
        "standard.set",
        standard.name,
        by=sender.name,
        at=command.at,
        document=standard.source,
        from_on=standard.from_on.isoformat(),
    )
    return StandardSet(standard=standard, before=newest_on(same, standard.from_on))


def _standard(scoring: Scoring, place: Unit | Park, command: SetStandard) -> Standard:
    industry = industry_name(command.industry or "") or None
    if not command.document.strip():
        raise ReasonMissing(what="文号")
    if command.until_on is not None and command.until_on < command.from_on:
        raise EndsBeforeItBegins(from_on=command.from_on, until_on=command.until_on)
    cutoff = scoring.cutoff if command.cutoff is None else command.cutoff
    return Standard(
        name=own_name(place.name, industry),
        source=command.document.strip(),
        criteria=_criteria(scoring, command),
        cutoff=_within("分数线", cutoff, above_zero=True),
        method=command.method or scoring.method,
        method_source=command.document.strip() if command.method else scoring.method_source,
        from_on=command.from_on,
        until_on=command.until_on,
        park=place.name if isinstance(place, Park) else None,
        unit=place.name if isinstance(place, Unit) else None,
        industry=industry,
        reason=command.reason.strip(),
    )


def _criteria(scoring: Scoring, command: SetStandard) -> tuple[Criterion, ...]:
    lacking = tuple(each.name for each in scoring.indicators if each.key not in command.thresholds)
    if lacking:
        raise ThresholdsMissing(names=lacking)
    criteria = tuple(_criterion(each, command) for each in scoring.indicators)
    total = sum((each.weight for each in criteria), Decimal(0))
    if total != 1:
        raise WeightsDoNotAddUp(total=total)
    return criteria


def _criterion(indicator: ScoringIndicator, command: SetStandard) -> Criterion:
    weights = command.weights
    weight = indicator.weight if weights is None else weights.get(indicator.key, Decimal(0))
    threshold = _kept_exactly(indicator.name, command.thresholds[indicator.key])
    if threshold <= 0:
        raise ValueRefused(what=indicator.name, value=figure(threshold), reason="应大于 0。")
    if indicator.measure == PER_CENT and threshold > 100:
        raise ValueRefused(what=indicator.name, value=figure(threshold), reason="超过 100%。")
    return Criterion(
        key=indicator.key,
        name=indicator.name,
        measure=indicator.measure,
        threshold=threshold,
        weight=_within(f"{indicator.name}的权重", weight),
    )


def _within(what: str, number: Decimal, *, above_zero: bool = False) -> Decimal:
    """Return a share of 1, or refuse it."""
    if not 0 <= number <= 1 or (above_zero and number == 0):
        raise ValueRefused(what=what, value=figure(number), reason="应在 0 到 1 之间。")
    return _kept_exactly(what, number)


def _kept_exactly(what: str, number: Decimal) -> Decimal:
    """Return the number where the records keep every place of it."""
    if number != round(number, EXACT_PLACES):
        raise ValueRefused(what=what, value=figure(number), reason=f"最多写 {EXACT_PLACES} 位小数。")
    return number


def _scope(standard: Standard) -> tuple[str | None, str | None, str | None]:
    return standard.park, standard.unit, standard.industry

"""The office issues one annual task, or enters one quota (四（四）)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.errors import ReasonMissing, TrackerError, ValueRefused
from tracker.model import Sender
from tracker.parcels import Category
from tracker.parks import Park
from tracker.plan import Unit
from tracker.quantities import read_area
from tracker.sanctions import midyear_of
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.columns import EXACT_PLACES
from tracker.targets import Quota, Target
from tracker.usecases.choosing import find_place, land_unit
from tracker.usecases.look_at_sanctions import YEARS, NotAYear


class StageTooEarly(TrackerError):
    """A stage cannot end before the target is issued."""

    sentence = "阶段截止 {stage_on} 早于下达日期 {issued_on}。"

    def __init__(self, *, stage_on: date, issued_on: date) -> None:
        super().__init__(stage_on=stage_on, issued_on=issued_on)


class IssuedLater(TrackerError):
    """A target cannot be issued in the future."""

    sentence = "下达日期 {issued_on} 晚于今天（{today}）。"

    def __init__(self, *, issued_on: date, today: date) -> None:
        super().__init__(issued_on=issued_on, today=today)


class YearOver(TrackerError):
    """The year's end goes by the targets of its last day (FACTS 6): a later one would count for nothing."""

    sentence = (
        "{year} 年度年末按 {year}-12-31 有效的任务核定，{issued_on} 下达的不起作用，没有登记。"
        "补登当年下达的任务，请写当时的下达日期。"
    )

    def __init__(self, *, year: int, issued_on: date) -> None:
        super().__init__(year=year, issued_on=issued_on)


class SameTarget(TrackerError):
    """Exactly this is recorded already."""

    sentence = "{place} {year} 年度{category}任务 {area} 亩已经登记过，没有变动。"

    def __init__(self, *, target: Target) -> None:
        super().__init__(
            place=target.park or target.unit,
            year=target.year,
            category=target.category.value,
            area=figure(target.area_mu),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTarget:
    """A task as its document states it; `place` is a unit or a park (a word that means both is the unit)."""

    place: str
    year: int
    category: Category
    area: str
    document: str
    issued_on: date
    stage_on: date | None
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet:
    """The task is in force from its day; `before` is what it corrects or follows.

    `missed` is the cut-off day of mid-year where the task was issued after it: only the year's end has it.
    """

    target: Target
    before: Target | None
    missed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuota:
    """A unit's plan quota of new construction land for a year."""

    unit: str
    year: int
    area: str
    document: str
    at: datetime


def set_target(books: Books, sender: Sender, command: SetTarget) -> TargetSet:
    """Record a task; one of the same place, year, category and day is corrected."""
    place = find_place(books.campaign, command.place)
    if isinstance(place, Unit):
        land_unit(books.campaign, place.name)
    if command.issued_on > command.on:
        raise IssuedLater(issued_on=command.issued_on, today=command.on)
    if command.stage_on is not None and command.stage_on < command.issued_on:
        raise StageTooEarly(stage_on=command.stage_on, issued_on=command.issued_on)
    if command.year not in YEARS:
        raise NotAYear(year=command.year)
    if command.issued_on.year > command.year:
        raise YearOver(year=command.year, issued_on=command.issued_on)
    target = Target(
        park=place.name if isinstance(place, Park) else None,
        unit=place.name if isinstance(place, Unit) else None,
        year=command.year,
        category=command.category,
        area_mu=_area("任务面积", command.area),
        document=_document(command.document),
        issued_on=command.issued_on,
        stage_on=command.stage_on,
    )
    same = [each for each in books.targets.targets() if _scope(each) == _scope(target)]
    if target in same:
        raise SameTarget(target=target)
    books.targets.put_targets([target], by=sender.name, at=command.at)
    books.note(
        "target.set",
        f"{place.name}@{target.year}",
        by=sender.name,
        at=command.at,
        area=figure(target.area_mu),
        category=target.category.value,
        document=target.document,
    )
    midyear = midyear_of(target.year, books.campaign.sanctions) if books.campaign.sanctions else None
    missed = midyear if midyear is not None and target.issued_on > midyear else None
    return TargetSet(target=target, before=same[-1] if same else None, missed=missed)


def set_quota(books: Books, sender: Sender, command: SetQuota) -> Quota:
    """Record a quota instead of the one before."""
    unit = land_unit(books.campaign, command.unit)
    if command.year not in YEARS:
        raise NotAYear(year=command.year)
    quota = Quota(
        unit=unit.name,
        year=command.year,
        area_mu=_area("指标", command.area),
        document=_document(command.document),
    )
    books.targets.put_quotas([quota], by=sender.name, at=command.at)
    books.note(
        "quota.set",
        f"{unit.name}@{quota.year}",
        by=sender.name,
        at=command.at,
        area=figure(quota.area_mu),
        document=quota.document,
    )
    return quota


def _scope(target: Target) -> tuple[object, ...]:
    return target.park, target.unit, target.year, target.category


def _area(what: str, text: str) -> Decimal:
    area_mu = read_area(text, what=what)
    if not area_mu or area_mu != round(area_mu, EXACT_PLACES):
        reason = "应大于 0。" if not area_mu else f"最多写 {EXACT_PLACES} 位小数。"
        raise ValueRefused(what=what, value=text[:20], reason=reason)
    return area_mu


def _document(text: str) -> str:
    if not text.strip():
        raise ReasonMissing(what="文号")
    return text.strip()

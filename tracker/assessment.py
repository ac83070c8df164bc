"""The quantified score (四（四）, FACTS 7), the ranking by it, and the list for 约谈.

Pure functions of facts and a day, which is judged as at its end. A year's score counts from 1 January to that
day. Shares and points are exact rationals, compared as such and rounded only to be shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tracker.measures import Assessment, Sanctions
from tracker.orders import Order
from tracker.plan import Part
from tracker.returns import ReturnStanding, ReturnState
from tracker.sanctions import SanctionRule, SanctionStanding, midyear_of, wanted_by
from tracker.standing import Standing

FULL = 100
"""The points of a whole score."""


class ScorePart(StrEnum):
    """What a score is made of: the annual task, the lead assignments, the quarterly returns."""

    AREA = "area"
    TASKS = "tasks"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What of a part is done, of how much, in 亩, assignments or returns; `of` 0: nothing to measure.

    `waiting` of them are in neither number, because the office has yet to review what came in time.
    """

    done: Decimal
    of: Decimal
    waiting: int = 0

    @property
    def share(self) -> Fraction:
        """Return the share done, at most 1: nobody makes up for a late report with more land."""
        return min(Fraction(1), Fraction(self.done) / Fraction(self.of))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """A part with the weight it has in this unit's score; None: nothing to measure, left out."""

    part: ScorePart
    measured: Measured
    weight: Fraction | None

    @property
    def points(self) -> Fraction | None:
        """Return the points of the part, of `weight`."""
        return None if self.weight is None else self.weight * self.measured.share


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """A unit's parts and their sum; `score` is None without a target, and then no weight is rescaled."""

    unit: str
    parts: tuple[PartScore, ...]
    score: Fraction | None

    @property
    def left_out(self) -> tuple[ScorePart, ...]:
        """Return the parts that had nothing to measure."""
        return tuple(each.part for each in self.parts if each.weight is None)

    @property
    def rescaled(self) -> bool:
        """Whether the weights of the other parts were scaled up to 100."""
        return self.score is not None and bool(self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a unit stands in its group; `rank` is None where it is listed and not ranked."""

    scored: UnitScore
    rank: int | None
    tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Why a unit is called to a 约谈; at least one of these is not empty.

    `orders` stop its applications on the day, `triggered` are years whose figures do and about which the
    director has not decided, `below_half` is the year of which less than half is done, `red` are lead
    assignments that have been red for longer than the campaign allows.
    """

    unit: str
    orders: tuple[Order, ...]
    triggered: tuple[SanctionStanding, ...]
    below_half: SanctionStanding | None
    red: tuple[Standing, ...]


def weights_of(rule: Assessment) -> dict[ScorePart, Decimal]:
    """Return the parts that the campaign weighs, with their weights."""
    weights = {
        ScorePart.AREA: rule.area_weight,
        ScorePart.TASKS: rule.tasks_weight,
        ScorePart.RETURNS: rule.returns_weight,
    }
    return {part: weight for part, weight in weights.items() if weight}


def area_done(year: SanctionStanding) -> Measured:
    """Measure the year's task in force on the day against what is verified and disposed of by then."""
    return Measured(done=year.done_mu, of=year.target_mu or Decimal(0))


def leads_in_time(standings: Iterable[Standing], on: date) -> Measured:
    """Count the lead assignments closed in time among those due from 1 January to `on`, that day included.

    The due date is the one in force on `on`. Closed is as of the day of the submission that was approved. One
    submitted in time that awaits review is not counted yet, for or against: the unit has done its part, the
    office has not. One submitted late counts as not in time, whatever the review will say.
    """
    done = total = waiting = 0
    for each in standings:
        due_on = each.due_on
        if each.assignment.part is not Part.LEAD or due_on is None or not _in_year(due_on, on):
            continue
        if each.submitted and each.last is not None and each.last.said_on <= due_on:
            waiting += 1
            continue
        total += 1
        done += each.closed_on is not None and each.closed_on <= due_on
    return Measured(done=Decimal(done), of=Decimal(total), waiting=waiting)


def returns_in_time(returns: Iterable[ReturnStanding], on: date) -> Measured:
    """Count the returns in time among those of the quarters that ended from 1 January to `on`.

    In time is one that was submitted by the quarter's last day and is not sent back: unlike an assignment it
    need not be approved, because what is measured is the day alone.
    """
    due = [each for each in returns if _in_year(each.quarter.last_on, on)]
    in_time = sum(each.state in {ReturnState.SUBMITTED, ReturnState.APPROVED} for each in due)
    return Measured(done=Decimal(in_time), of=Decimal(len(due)))


def unit_score(
    year: SanctionStanding,
    standings: Iterable[Standing],
    returns: Iterable[ReturnStanding],
    rule: Assessment,
    on: date,
) -> UnitScore:
    """Score a unit on a day by what is its own: the year of that day, its assignments, its returns."""
    measured = {
        ScorePart.AREA: area_done(year),
        ScorePart.TASKS: leads_in_time(standings, on),
        ScorePart.RETURNS: returns_in_time(returns, on),
    }
    return weighed(year.unit, measured, rule)


def weighed(unit: str, measured: Mapping[ScorePart, Measured], rule: Assessment) -> UnitScore:
    """Weigh the parts; one with nothing to measure is left out and the others are rescaled to 100."""
    weights = weights_of(rule)
    counted = {part: Fraction(weight) for part, weight in weights.items() if measured[part].of}
    ranked = ScorePart.AREA in counted
    scale = Fraction(FULL) / sum(counted.values()) if ranked else Fraction(1)
    parts = tuple(
        PartScore(
            part=part,
            measured=measured[part],
            weight=counted[part] * scale if part in counted else None,
        )
        for part in weights
    )
    total = sum((each.points for each in parts if each.points is not None), Fraction(0))
    return UnitScore(unit=unit, parts=parts, score=total if ranked else None)


def places(scores: Sequence[UnitScore]) -> tuple[Place, ...]:
    """Rank a group: ties share a rank and stand as they came, the next rank is skipped; the unranked last."""
    values = [each.score for each in scores if each.score is not None]
    held = [_place(each, values) for each in scores]
    return tuple(sorted(held, key=lambda each: len(scores) + 1 if each.rank is None else each.rank))


def period_before(on: date, rules: Sanctions) -> date:
    """Return the half-year's end before a day: that of mid-year, or 31 December."""
    midyear = midyear_of(on.year, rules)
    return midyear if midyear < on else date(on.year - 1, 12, 31)


def period_after(on: date, rules: Sanctions) -> date:
    """Return the half-year's end after a day."""
    midyear, year_end = midyear_of(on.year, rules), date(on.year, 12, 31)
    if on < midyear:
        return midyear
    return year_end if on < year_end else midyear_of(on.year + 1, rules)


def talk(
    unit: str,
    *,
    orders: Iterable[Order],
    triggered: Iterable[SanctionStanding],
    year: SanctionStanding | None,
    standings: Iterable[Standing],
    rule: Assessment,
    rules: Sanctions,
    on: date,
) -> Talk | None:
    """Gather what calls a unit to a 约谈 on a day; None where nothing does.

    `orders` in force, `triggered` undecided years, `standings` and `year` (None: it has no annual tasks) are
    the unit's own.
    """
    found = Talk(
        unit=unit,
        orders=tuple(orders),
        triggered=tuple(triggered),
        below_half=year if year is not None and _is_below_half(year, rules, on) else None,
        red=tuple(each for each in standings if _is_red_too_long(each, rule)),
    )
    return found if found.orders or found.triggered or found.below_half or found.red else None


def _is_below_half(year: SanctionStanding, rules: Sanctions, on: date) -> bool:
    """Whether less than half of a task is done, from mid-year on: before, nobody need have half of it.

    Exactly half is not below it.
    """
    if year.target_mu is None or on < midyear_of(year.year, rules):
        return False
    return year.done_mu < wanted_by(SanctionRule.MIDYEAR, year.target_mu, rules)


def _is_red_too_long(each: Standing, rule: Assessment) -> bool:
    return each.assignment.part is Part.LEAD and each.overdue and each.days > rule.talk_after_red_days


def _place(scored: UnitScore, values: Sequence[Fraction]) -> Place:
    if scored.score is None:
        return Place(scored=scored, rank=None, tied=False)
    better = sum(value > scored.score for value in values)
    return Place(scored=scored, rank=better + 1, tied=values.count(scored.score) > 1)


def _in_year(day: date, on: date) -> bool:
    return date(on.year, 1, 1) <= day <= on

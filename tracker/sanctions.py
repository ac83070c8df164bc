"""What a unit's annual task triggers (四（四）, FACTS 6): watch, suspended, undecided, clear.

Pure functions of facts and a day. Areas are compared exactly; shares are only shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from math import ceil, floor

from tracker.calendar import working_days
from tracker.course import Course, Stretch, course
from tracker.measures import Sanctions
from tracker.targets import AreaDone, LandYears
from tracker.whose import Governor, first_set_on, own_areas, target_in_force

_DAY = timedelta(days=1)
_NONE = Decimal(0)
_HUNDREDTH = Decimal("0.01")
# Wide enough that only `quantize` ever rounds, and that as asked.
_WIDE = Context(prec=200)


class SanctionState(StrEnum):
    """What the figures trigger; what the director confirmed is another matter."""

    NO_TARGET = "no_target"
    WATCH = "watch"
    SUSPENDED = "suspended"
    UNDECIDED = "undecided"
    CLEAR = "clear"


class SanctionRule(StrEnum):
    """Which sentence of 四（四） is applied."""

    MIDYEAR = "midyear"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionStanding:
    """A unit's year on a day.

    `target_mu` is in force on the day, at the latest on 31 December; None: none was issued. `midyear_mu` and
    `done_mu` are verified, and disposed of by 30 June and by the day; `pending_mu` awaits review. Until a
    cut-off `needed_mu` is what is still missing to it, and `working_days_left` counts today and the cut-off;
    `course` says how fast it went and where that leads. `cut_ratio` and `cut_mu` come with a suspension at
    the year's end, `cut_mu` only where a quota is entered.
    """

    unit: str
    year: int
    state: SanctionState
    rule: SanctionRule | None
    target_mu: Decimal | None
    midyear_target_mu: Decimal | None
    midyear_mu: Decimal
    done_mu: Decimal
    pending_mu: Decimal
    needed_mu: Decimal | None
    working_days_left: int | None
    course: Course | None
    cut_ratio: Fraction | None
    cut_mu: Decimal | None

    @property
    def midyear_ratio(self) -> Fraction | None:
        """Return the share done by mid-year of the targets in force then."""
        return _share(self.midyear_mu, self.midyear_target_mu)

    @property
    def ratio(self) -> Fraction | None:
        """Return the share done of the year's target."""
        return _share(self.done_mu, self.target_mu)

    def counted(self, rule: SanctionRule | None) -> tuple[Decimal | None, Decimal]:
        """Return target and area done by which a rule judges; where there is none, those of the year."""
        if rule is SanctionRule.MIDYEAR:
            return self.midyear_target_mu, self.midyear_mu
        return self.target_mu, self.done_mu

    @property
    def pace(self) -> Fraction | None:
        """Return the 亩 needed each working day that is left; None where none is needed or none is left."""
        if not self.needed_mu or not self.working_days_left:
            return None
        return Fraction(self.needed_mu) / self.working_days_left


def midyear_of(year: int, rules: Sanctions) -> date:
    """Return the cut-off day of mid-year: 30 June."""
    return date(year, rules.midyear_month, rules.midyear_day)


def cutoff_of(year: int, rule: SanctionRule, rules: Sanctions) -> date:
    """Return the last day that counts for a rule: 30 June, or 31 December."""
    return midyear_of(year, rules) if rule is SanctionRule.MIDYEAR else date(year, 12, 31)


def wanted_by(rule: SanctionRule, target: Decimal, rules: Sanctions) -> Decimal:
    """Return the area that a rule measures by: half of a target, or all of it."""
    return target * rules.midyear_share if rule is SanctionRule.MIDYEAR else target


def is_enough(done: Decimal, wanted: Decimal, rule: SanctionRule) -> bool:
    """Whether an area meets what a rule wants: 过半 is more than half, the year's end asks for all of it."""
    return done > wanted if rule is SanctionRule.MIDYEAR else done >= wanted


def next_cutoff(year: int, rules: Sanctions, *, on: date) -> date:
    """Return the cut-off of a year that lies ahead of a day, the day itself included; after it, its last."""
    midyear = midyear_of(year, rules)
    return midyear if on <= midyear else cutoff_of(year, SanctionRule.YEAR_END, rules)


def sanction_standing(
    unit: str, year: int, facts: LandYears, rules: Sanctions, governor: Governor, *, on: date
) -> SanctionStanding:
    """Judge a unit's year on the day `on` (FACTS 6)."""
    lived = _lived(unit, year, facts, rules, governor, on=on)
    state, cut = _state(lived), _cut(lived)
    return SanctionStanding(
        unit=unit,
        year=year,
        state=state,
        rule=_rule(lived),
        target_mu=lived.target,
        midyear_target_mu=lived.early_target,
        midyear_mu=lived.midyear_done,
        done_mu=lived.done,
        pending_mu=lived.pending,
        needed_mu=_needed(lived),
        working_days_left=_days_left(lived),
        course=_course(lived),
        cut_ratio=cut,
        cut_mu=_cut_mu(cut, unit, year + 1, facts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """The figures that decide: targets in force on the day and at mid-year, what is done by each."""

    on: date
    midyear: date
    year_end: date
    cutoff_ahead: date
    share: Decimal
    set_on: date | None
    target: Decimal | None
    early_target: Decimal | None
    done: Decimal
    done_since_set: Decimal
    midyear_done: Decimal
    pending: Decimal


def _lived(
    unit: str, year: int, facts: LandYears, rules: Sanctions, governor: Governor, *, on: date
) -> _Year:
    midyear, year_end = midyear_of(year, rules), date(year, 12, 31)
    asked = min(on, year_end)
    own = areas_standing(unit, year, facts, rules, governor, on=on)
    done = _sum(each for each in own if each.verified)
    in_force = partial(target_in_force, unit, year, facts.targets, rules, governor)
    set_on = first_set_on(unit, year, facts.targets, rules, governor, on=asked)
    return _Year(
        on=on,
        midyear=midyear,
        year_end=year_end,
        cutoff_ahead=next_cutoff(year, rules, on=on),
        share=rules.midyear_share,
        set_on=set_on,
        target=in_force(on=asked),
        early_target=in_force(on=min(on, midyear)),
        done=done,
        done_since_set=_sum(
            each for each in own if each.verified and set_on is not None and each.disposed_on >= set_on
        ),
        midyear_done=_sum(each for each in own if each.verified and each.disposed_on <= midyear),
        pending=_sum(own) - done,
    )


def areas_standing(
    unit: str, year: int, facts: LandYears, rules: Sanctions, governor: Governor, *, on: date
) -> tuple[AreaDone, ...]:
    """Return the areas of a unit's year disposed of by a day; those verified count, the others may yet.

    What was sent back by the day is as if it had never been submitted.
    """
    return tuple(
        each
        for each in own_areas(unit, year, facts.done, rules, governor)
        if each.disposed_on <= on and not each.returned_by(on)
    )


def hundredth(share: Fraction) -> Decimal:
    """Round an area half-up to 0.01 亩."""
    exact = _WIDE.divide(Decimal(share.numerator), Decimal(share.denominator))
    return exact.quantize(_HUNDREDTH, ROUND_HALF_UP, _WIDE)


def hundredth_up(share: Fraction) -> Decimal:
    """Round an area up to 0.01 亩: of what is needed, less would not do."""
    return Decimal(ceil(share * 100)) / 100


def hundredth_down(share: Fraction) -> Decimal:
    """Round an area down to 0.01 亩: of what is foreseen, no more is promised."""
    return Decimal(floor(share * 100)) / 100


def _rule(year: _Year) -> SanctionRule | None:
    """Say which rule applies, or will at the next cut-off; a target issued after mid-year has none of it."""
    if year.on > year.year_end:
        return None if year.target is None else SanctionRule.YEAR_END
    # Up to the cut-off `early_target` is that of the day.
    return None if year.early_target is None else SanctionRule.MIDYEAR


def _state(year: _Year) -> SanctionState:
    # A park that moved on 1 July leaves its unit with the mid-year rule of 30 June.
    if year.target is None and (year.on > year.year_end or year.early_target is None):
        return SanctionState.NO_TARGET
    if year.target is not None and year.on > year.year_end:
        met = is_enough(year.done, year.target, SanctionRule.YEAR_END)
        return SanctionState.CLEAR if met else SanctionState.SUSPENDED
    if year.on <= year.midyear or year.early_target is None:
        return SanctionState.WATCH
    half = year.early_target * year.share
    if is_enough(year.midyear_done, half, SanctionRule.MIDYEAR):
        return SanctionState.CLEAR
    # 过半 does not settle exactly half: the director decides.
    return SanctionState.UNDECIDED if year.midyear_done == half else SanctionState.SUSPENDED


def _needed(year: _Year) -> Decimal | None:
    """Return what is missing to the next cut-off; None where none lies ahead."""
    if year.target is None or year.on > year.year_end:
        return None
    wanted = year.target * year.share if year.on <= year.midyear else year.target
    return max(wanted - year.done, _NONE)


def _days_left(year: _Year) -> int | None:
    if year.target is None or year.on > year.year_end:
        return None
    return working_days(year.on, year.cutoff_ahead)


def _course(year: _Year) -> Course | None:
    """Say where the unit's pace leads; None where no cut-off lies ahead."""
    if year.target is None or year.set_on is None or year.on > year.year_end:
        return None
    half = year.target * year.share
    if year.early_target is None:
        stretch = Stretch(from_on=year.set_on, until_on=year.year_end, from_mu=_NONE, until_mu=year.target)
    elif year.on <= year.midyear:
        stretch = Stretch(from_on=year.set_on, until_on=year.midyear, from_mu=_NONE, until_mu=half)
    else:
        second_half = year.midyear + _DAY
        stretch = Stretch(from_on=second_half, until_on=year.year_end, from_mu=half, until_mu=year.target)
    return course(
        stretch, set_on=year.set_on, done_mu=year.done, done_since_set_mu=year.done_since_set, on=year.on
    )


def _cut(year: _Year) -> Fraction | None:
    """Return by which share next year's quota is cut: (T - E) / T; only at the year's end."""
    if year.target is None or year.on <= year.year_end:
        return None
    if is_enough(year.done, year.target, SanctionRule.YEAR_END):
        return None
    return Fraction(year.target - year.done) / Fraction(year.target)


def _cut_mu(cut: Fraction | None, unit: str, year: int, facts: LandYears) -> Decimal | None:
    quotas = [each.area_mu for each in facts.quotas if (each.unit, each.year) == (unit, year)]
    return hundredth(Fraction(quotas[-1]) * cut) if cut is not None and quotas else None


def _share(done: Decimal, target: Decimal | None) -> Fraction | None:
    return Fraction(done) / Fraction(target) if target else None


def _sum(areas: Iterable[AreaDone]) -> Decimal:
    return sum((each.area_mu for each in areas), _NONE)

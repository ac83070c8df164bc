"""A unit's year with what was decided of it, and what of it waits for the director (四（四）, FACTS 6).

Pure functions of what was recorded, as known on a day. A trigger has no row: it follows from the figures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures import Sanctions
from tracker.orders import Order
from tracker.parks import Basis, Governs
from tracker.plan import Campaign
from tracker.sanctions import (
    SanctionRule,
    SanctionStanding,
    SanctionState,
    cutoff_of,
    midyear_of,
    sanction_standing,
)
from tracker.targets import LandYears
from tracker.whose import governor_of, own_areas

TRIGGERED = frozenset({SanctionState.SUSPENDED, SanctionState.UNDECIDED})
"""What calls for a decision of the director."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLand:
    """Tasks and areas, and who governs which park, as they were known on a day."""

    campaign: Campaign
    facts: LandYears


LandKnown = Callable[[date | None], KnownLand]
"""What was known by the end of a day; None: everything recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigures:
    """What a decision rests on: who decided on these has decided, on others not yet.

    `withdrawn` counts the areas by the cut-off whose verification was withdrawn: one may bring back the same
    sums.
    """

    state: SanctionState
    target_mu: Decimal | None
    done_mu: Decimal
    cut_mu: Decimal | None
    withdrawn: int

    def __str__(self) -> str:
        """Write them so that two cases read alike only if they are."""
        return f"{self.state}:{self.done_mu}/{self.target_mu}:{self.cut_mu}:{self.withdrawn}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYear:
    """A unit's year on a day. Figures rest on `assumed_parks`; `orders` of the year, the newest last.

    `lifted_on_figures` are those of the day, by what was known when the newest order of the rule was lifted;
    None where none was.
    """

    standing: SanctionStanding
    assumed_parks: tuple[str, ...]
    orders: tuple[Order, ...]
    figures: CaseFigures
    lifted_on_figures: CaseFigures | None

    @property
    def assumed(self) -> bool:
        """Whether figures rest on an assumed park."""
        return bool(self.assumed_parks)

    @property
    def order(self) -> Order | None:
        """Return the newest order."""
        return self.orders[-1] if self.orders else None

    @property
    def settled_by(self) -> Order | None:
        """Return the order that leaves nothing to decide, if there is one."""
        state = self.standing.state
        return next((o for o in self.orders if o.rule is self.standing.rule and o.settles(state)), None)

    @property
    def may_be_ordered(self) -> bool:
        """Whether the figures trigger what no order settles; also what was lifted, perhaps by mistake."""
        return self.standing.state in TRIGGERED and self.settled_by is None

    @property
    def waits(self) -> bool:
        """Whether this waits for the director: triggered, not settled, and not lifted on these figures.

        A year's mid-year is judged until its 31 December; from then on its end is in the place of it.
        """
        return self.may_be_ordered and self.lifted_on_figures != self.figures

    @property
    def in_force(self) -> tuple[Order, ...]:
        """Return the orders of the year that stop the unit."""
        return tuple(each for each in self.orders if each.suspends and each.lifted_on is None)

    @property
    def is_open(self) -> bool:
        """Whether something waits for the director, or an order stops the unit."""
        return self.waits or bool(self.in_force)


def unit_year(
    unit: str,
    year: int,
    rules: Sanctions,
    known_land: LandKnown,
    orders: Iterable[Order],
    *,
    on: date,
    known: date | None,
) -> UnitYear:
    """Judge a unit's year on the day `on` by what was `known`; `orders` are those that were."""
    land = known_land(known)
    standing = _standing(unit, year, rules, land, on=on)
    own = tuple(
        each.as_of(on) for each in orders if (each.unit, each.year) == (unit, year) and each.decided_on <= on
    )
    of_the_rule = [each for each in own if each.rule is standing.rule]
    lifted_on = of_the_rule[-1].lifted_on if of_the_rule else None
    return UnitYear(
        standing=standing,
        assumed_parks=_assumed_parks(unit, year, rules, land, on=on),
        orders=own,
        figures=_figures(standing, rules, land),
        lifted_on_figures=None
        if lifted_on is None
        else _figures(
            _standing(unit, year, rules, known_land(lifted_on), on=on), rules, known_land(lifted_on)
        ),
    )


def years_recorded(facts: LandYears, orders: Iterable[Order], *, on: date) -> tuple[int, ...]:
    """Return the years up to that of the day that have a task or an order, the oldest first."""
    found = {each.year for each in facts.targets} | {each.year for each in orders}
    return tuple(sorted(year for year in found if year <= on.year))


def _standing(unit: str, year: int, rules: Sanctions, land: KnownLand, *, on: date) -> SanctionStanding:
    return sanction_standing(unit, year, land.facts, rules, governor_of(land.campaign), on=on)


def _figures(standing: SanctionStanding, rules: Sanctions, land: KnownLand) -> CaseFigures:
    rule = standing.rule or SanctionRule.YEAR_END
    cutoff = cutoff_of(standing.year, rule, rules)
    target, done = standing.counted(standing.rule)
    areas = own_areas(standing.unit, standing.year, land.facts.done, rules, governor_of(land.campaign))
    return CaseFigures(
        state=standing.state,
        target_mu=target,
        done_mu=done,
        cut_mu=standing.cut_mu,
        withdrawn=sum(area.withdrawn and area.disposed_on <= cutoff for area in areas),
    )


def _assumed_parks(unit: str, year: int, rules: Sanctions, land: KnownLand, *, on: date) -> tuple[str, ...]:
    """Name the assumed parks that figures rest on: on the day, at a cut-off, or on the day of a disposal."""
    parks, year_end = land.campaign.parks, date(year, 12, 31)
    days = {min(on, year_end), min(on, midyear_of(year, rules))}
    used = {(park.name, day) for day in days for park in parks}
    used |= {
        (each.park, each.disposed_on)
        for each in own_areas(unit, year, land.facts.done, rules, governor_of(land.campaign))
        if each.park is not None and each.disposed_on <= on
    }
    return tuple(
        park.name
        for park in parks
        if any(_is_assumed(park.governor(day), unit) for name, day in used if name == park.name)
    )


def _is_assumed(row: Governs | None, unit: str) -> bool:
    return row is not None and row.unit == unit and row.basis is Basis.ASSUMED

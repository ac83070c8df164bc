"""How the units of a year stand against their tasks: what the figures trigger, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import TrackerError
from tracker.measures import Sanctions
from tracker.model import Sender
from tracker.orders import Order
from tracker.plan import Basis, Campaign, Governs
from tracker.sanctions import SanctionStanding, SanctionState, midyear_of, sanction_standing
from tracker.store.books import Books
from tracker.targets import LandYears
from tracker.usecases.choosing import find_unit
from tracker.whose import Governor, own_areas

YEARS = range(2000, 2100)
"""Years that a task may have."""


class NotAYear(TrackerError):
    """No task can have been set for that year."""

    sentence = "年度 {year} 应在 2000 到 2099 之间。"

    def __init__(self, *, year: int) -> None:
        super().__init__(year=year)


class NoSanctions(TrackerError):
    """The campaign file has no section on what an unfinished task stops."""

    sentence = "本方案没有规定任务未完成的处理，没有这项功能。"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtSanctions:
    """A year on a day, as it was known (None: everything); `units` None is every county and zone."""

    year: int
    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYear:
    """A unit's year. Figures rest on `assumed_parks`; `orders` of the year, the newest last."""

    standing: SanctionStanding
    assumed_parks: tuple[str, ...]
    orders: tuple[Order, ...]

    @property
    def assumed(self) -> bool:
        """Whether figures rest on an assumed park."""
        return bool(self.assumed_parks)

    @property
    def order(self) -> Order | None:
        """Return the newest order."""
        return self.orders[-1] if self.orders else None

    @property
    def may_be_decided(self) -> bool:
        """Whether the figures trigger what no decision settles."""
        triggered = self.standing.state in {SanctionState.SUSPENDED, SanctionState.UNDECIDED}
        return triggered and not any(each.settles(self.standing.state) for each in self._of_the_rule)

    @property
    def is_open(self) -> bool:
        """Whether the figures trigger what the director has not decided; who lifted an order has."""
        return self.may_be_decided and not any(each.suspends for each in self._of_the_rule)

    @property
    def _of_the_rule(self) -> list[Order]:
        return [each for each in self.orders if each.rule is self.standing.rule]


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsSeen:
    """The units of a year in the order of the campaign, and the facts that were judged.

    `running` are the orders that stop those units on the day, whatever their year; `dropped` are those that
    stop a unit which the campaign file has no more, where every unit was asked for.
    """

    campaign: Campaign
    sender: Sender
    asked: LookAtSanctions
    rules: Sanctions
    facts: LandYears
    years: tuple[UnitYear, ...]
    running: tuple[Order, ...]
    dropped: tuple[Order, ...]


def look_at_sanctions(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen:
    """Judge what is recorded, as far as it was known."""
    if command.year not in YEARS:
        raise NotAYear(year=command.year)
    campaign = books.governors.campaign(command.known)
    rules = rules_of(campaign)
    facts = books.targets.facts(known=command.known)
    orders = books.orders.all(known=command.known)
    years = unit_years(campaign, facts, orders, command)
    names = {each.standing.unit for each in years}
    running = [each for each in orders if each.forbids(command.on)]
    return SanctionsSeen(
        campaign=campaign,
        sender=sender,
        asked=command,
        rules=rules,
        facts=facts,
        years=years,
        running=tuple(each for each in running if each.unit in names),
        dropped=tuple(each for each in running if command.units is None and each.unit not in names),
    )


def unit_years(
    campaign: Campaign, facts: LandYears, orders: Iterable[Order], command: LookAtSanctions
) -> tuple[UnitYear, ...]:
    """Judge the units of a year by these facts and orders, which are those that were known."""
    orders = tuple(orders)
    return tuple(_unit_year(unit, campaign, facts, orders, command) for unit in _units(campaign, command))


def year_of(seen: SanctionsSeen, orders: Iterable[Order], order: Order) -> UnitYear:
    """Judge the year that one of `orders` is about, on the day of `seen`, of a dropped unit too."""
    asked = replace(seen.asked, year=order.year)
    return _unit_year(order.unit, seen.campaign, seen.facts, orders, asked)


def _unit_year(
    unit: str, campaign: Campaign, facts: LandYears, orders: Iterable[Order], command: LookAtSanctions
) -> UnitYear:
    rules = rules_of(campaign)
    return UnitYear(
        standing=sanction_standing(unit, command.year, facts, rules, governor_of(campaign), on=command.on),
        assumed_parks=_assumed_parks(campaign, unit, command, facts, rules),
        orders=tuple(
            _as_of(each, command.on)
            for each in orders
            if (each.unit, each.year) == (unit, command.year) and each.decided_on <= command.on
        ),
    )


def annual_tasks(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen | None:
    """Judge a year beside other things; None where the plan stops nothing, or no task has that year."""
    if books.campaign.sanctions is None or command.year not in YEARS:
        return None
    return look_at_sanctions(books, sender, command)


def rules_of(campaign: Campaign) -> Sanctions:
    """Return what an unfinished task stops, or refuse where the plan does not say."""
    if campaign.sanctions is None:
        raise NoSanctions
    return campaign.sanctions


def governor_of(campaign: Campaign) -> Governor:
    """Return who governs a park on a day."""

    def governor(park: str, on: date) -> str | None:
        found = campaign.park(park)
        row = found.governor(on) if found else None
        return row.unit if row else None

    return governor


def _units(campaign: Campaign, command: LookAtSanctions) -> Iterable[str]:
    if command.units is not None:
        return (find_unit(campaign, word).name for word in command.units)
    return (unit.name for unit in campaign.land_units)


def _assumed_parks(
    campaign: Campaign, unit: str, command: LookAtSanctions, facts: LandYears, rules: Sanctions
) -> tuple[str, ...]:
    """Name the assumed parks that figures rest on: on the day, at a cut-off, or on the day of a disposal."""
    year_end = date(command.year, 12, 31)
    days = {min(command.on, year_end), min(command.on, midyear_of(command.year, rules))}
    used = {(park.name, day) for day in days for park in campaign.parks}
    used |= {
        (each.park, each.disposed_on)
        for each in own_areas(unit, command.year, facts.done, rules, governor_of(campaign))
        if each.park is not None and each.disposed_on <= command.on
    }
    return tuple(
        park.name
        for park in campaign.parks
        if any(_is_assumed(park.governor(day), unit) for name, day in used if name == park.name)
    )


def _is_assumed(row: Governs | None, unit: str) -> bool:
    return row is not None and row.unit == unit and row.basis is Basis.ASSUMED


def _as_of(order: Order, on: date) -> Order:
    """Leave out a lifting that came later."""
    later = order.lifted_on is not None and order.lifted_on > on
    return replace(order, lifting=None) if later else order

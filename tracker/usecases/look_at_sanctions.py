"""How the units of a year stand against their tasks: what the figures trigger, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.errors import TrackerError
from tracker.measures import Sanctions
from tracker.model import Sender
from tracker.orders import Order
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.targets import LandYears
from tracker.unit_year import KnownLand, LandKnown, UnitYear, unit_year
from tracker.usecases.choosing import find_unit

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
    known_land = land_known(books)
    land = known_land(command.known)
    orders = books.orders.all(known=command.known)
    years = unit_years(known_land, orders, command)
    names = {each.standing.unit for each in years}
    running = [each for each in orders if each.forbids(command.on)]
    return SanctionsSeen(
        campaign=land.campaign,
        sender=sender,
        asked=command,
        rules=rules_of(land.campaign),
        facts=land.facts,
        years=years,
        running=tuple(each for each in running if each.unit in names),
        dropped=tuple(each for each in running if command.units is None and each.unit not in names),
    )


def land_known(books: Books) -> LandKnown:
    """Return what reads the land as it was known on a day, each day once."""

    @cache
    def known_land(known: date | None) -> KnownLand:
        return KnownLand(campaign=books.governors.campaign(known), facts=books.targets.facts(known=known))

    return known_land


def unit_years(
    known_land: LandKnown, orders: Iterable[Order], command: LookAtSanctions
) -> tuple[UnitYear, ...]:
    """Judge the units of a year, in the order of the campaign; `orders` are those that were known."""
    campaign, orders = known_land(command.known).campaign, tuple(orders)
    rules = rules_of(campaign)
    return tuple(
        unit_year(unit, command.year, rules, known_land, orders, on=command.on, known=command.known)
        for unit in _units(campaign, command)
    )


def year_of(order: Order, known_land: LandKnown, orders: Iterable[Order], asked: LookAtSanctions) -> UnitYear:
    """Judge the year that one of `orders` is about, on the day asked about, of a dropped unit too."""
    rules = rules_of(known_land(asked.known).campaign)
    return unit_year(order.unit, order.year, rules, known_land, orders, on=asked.on, known=asked.known)


def rules_of(campaign: Campaign) -> Sanctions:
    """Return what an unfinished task stops, or refuse where the plan does not say."""
    if campaign.sanctions is None:
        raise NoSanctions
    return campaign.sanctions


def _units(campaign: Campaign, command: LookAtSanctions) -> Iterable[str]:
    if command.units is not None:
        return (find_unit(campaign, word).name for word in command.units)
    return (unit.name for unit in campaign.land_units)

"""How the units of a year stand against their tasks: what the figures trigger, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.errors import TrackerError
from tracker.measures import Sanctions
from tracker.model import Sender
from tracker.orders import Order
from tracker.plan import Basis, Campaign, UnitGroup
from tracker.sanctions import Governor, SanctionStanding, sanction_standing
from tracker.store.books import Books
from tracker.targets import LandYears
from tracker.usecases.choosing import find_unit


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
    """A unit's year. `assumed`: which parks it governs was assumed; `orders` of the year, the newest last."""

    standing: SanctionStanding
    assumed: bool
    orders: tuple[Order, ...]

    @property
    def order(self) -> Order | None:
        """Return the newest order."""
        return self.orders[-1] if self.orders else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsSeen:
    """The units of a year in the order of the campaign, and the facts that were judged."""

    campaign: Campaign
    sender: Sender
    asked: LookAtSanctions
    rules: Sanctions
    facts: LandYears
    years: tuple[UnitYear, ...]


def look_at_sanctions(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen:
    """Judge what is recorded, as far as it was known."""
    campaign = books.governors.campaign(command.known)
    rules = rules_of(campaign)
    facts = books.targets.facts(known=command.known)
    orders = books.orders.all(known=command.known)
    judged = (
        sanction_standing(unit, command.year, facts, rules, governor_of(campaign), on=command.on)
        for unit in _units(campaign, command)
    )
    years = tuple(_unit_year(campaign, each, orders, command.on) for each in judged)
    return SanctionsSeen(
        campaign=campaign, sender=sender, asked=command, rules=rules, facts=facts, years=years
    )


def annual_tasks(books: Books, sender: Sender, command: LookAtSanctions) -> dict[str, SanctionStanding]:
    """Return by unit how its year stands; empty where the plan stops nothing."""
    if books.campaign.sanctions is None:
        return {}
    years = look_at_sanctions(books, sender, command).years
    return {each.standing.unit: each.standing for each in years}


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
    return (unit.name for unit in campaign.units if unit.group in {UnitGroup.COUNTY, UnitGroup.ZONE})


def _unit_year(campaign: Campaign, standing: SanctionStanding, orders: Iterable[Order], on: date) -> UnitYear:
    own = [each for each in orders if (each.unit, each.year) == (standing.unit, standing.year)]
    rows = [park.governor(on) for park in campaign.parks_of(standing.unit, on)]
    return UnitYear(
        standing=standing,
        assumed=any(row is not None and row.basis is Basis.ASSUMED for row in rows),
        orders=tuple(each for each in own if each.decided_on <= on),
    )

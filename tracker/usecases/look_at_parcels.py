"""Reading the account of parcels as it was on a day: lists, the map, the file for the office."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.account import ParcelStanding, ParkBalance, parcel_standing, reconcile
from tracker.boundaries import Boundary
from tracker.model import Light, Sender
from tracker.parcels import Category
from tracker.parks import Park
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.parcel_rows import ParcelsWanted


class Which(StrEnum):
    """Which parcels a list shows; each word is what buttons carry."""

    ALL = "a"
    NO_PLAN = "n"
    DUE = "d"
    OVERDUE = "o"
    AWAITING = "w"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtParcels:
    """What to read: the day, what was known by then (None: everything), whose, and which of them.

    `units` None is every unit's; `park` is a canonical name.
    """

    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None
    park: str | None = None
    category: Category | None = None
    which: Which = Which.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelsSeen:
    """The parcels that were asked for, park by park and by number; those due or overdue by their date."""

    campaign: Campaign
    sender: Sender
    asked: LookAtParcels
    parcels: tuple[ParcelStanding, ...]


def look_at_parcels(books: Books, sender: Sender, command: LookAtParcels) -> ParcelsSeen:
    """Read what is recorded. Before the campaign was issued, or known, there was no account."""
    return ParcelsSeen(campaign=books.campaign, sender=sender, asked=command, parcels=_found(books, command))


@dataclass(frozen=True, slots=True, kw_only=True)
class LandSeen:
    """Parcels with where they lie, by the parcel's id, and the plan's figures beside the whole account."""

    campaign: Campaign
    asked: LookAtParcels
    parcels: tuple[ParcelStanding, ...]
    boundaries: dict[int, Boundary]
    balances: tuple[ParkBalance, ...]


def look_at_land(books: Books, sender: Sender, command: LookAtParcels) -> LandSeen:
    """Read the parcels that are asked for, for a map or a file."""
    whole = LookAtParcels(on=command.on, known=command.known, units=command.units)
    everything = look_at_parcels(books, sender, whole).parcels
    asked = everything if command == whole else look_at_parcels(books, sender, command).parcels
    campaign = books.governors.campaign(command.known)
    return LandSeen(
        campaign=campaign,
        asked=command,
        parcels=asked,
        boundaries=books.boundaries.all(),
        balances=reconcile(parks_of(campaign, command), everything),
    )


def parks_of(campaign: Campaign, command: LookAtParcels) -> tuple[Park, ...]:
    """Return the parks that those who ask have to do with: all, or those that their units govern."""
    if command.units is None:
        return campaign.parks
    return tuple(park for unit in command.units for park in campaign.parks_of(unit, command.on))


def parcels_due_by(books: Books, due_by: date, *, on: date) -> tuple[ParcelStanding, ...]:
    """Return the parcels of which anything sets a date up to `due_by`, as they stand on the day `on`."""
    records = books.parcels.records(ParcelsWanted(due_by=due_by))
    return tuple(parcel_standing(record, on, books.campaign) for record in records)


def _found(books: Books, command: LookAtParcels) -> tuple[ParcelStanding, ...]:
    campaign, on = books.governors.campaign(command.known), command.on
    if min(on, command.known or on) < campaign.issued_on:
        return ()
    wanted = ParcelsWanted(
        park=command.park,
        category=command.category,
        concerning=_concerning(campaign, command),
        due_by=_due_by(campaign, command),
        awaiting=command.which is Which.AWAITING,
    )
    records = books.parcels.records(wanted, known=command.known)
    judged = (parcel_standing(record, on, campaign) for record in records)
    theirs = (each for each in judged if command.units is None or set(command.units) & set(each.units))
    found = [each for each in theirs if _is(each, command.which, on, campaign.lights.due_within_days)]
    if command.which in {Which.DUE, Which.OVERDUE}:
        found.sort(key=lambda each: each.due_on or on)
    return tuple(found)


def _concerning(campaign: Campaign, command: LookAtParcels) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if command.units is None:
        return None
    return command.units, tuple(park.name for park in parks_of(campaign, command))


def _due_by(campaign: Campaign, command: LookAtParcels) -> date | None:
    match command.which:
        case Which.DUE:
            return command.on + timedelta(days=campaign.lights.due_within_days)
        case Which.OVERDUE:
            return command.on
        case _:
            return None


def _is(each: ParcelStanding, which: Which, on: date, soon_days: int) -> bool:
    match which:
        case Which.NO_PLAN:
            return not each.planned and each.light is not Light.CLOSED
        case Which.DUE:
            return each.owed and each.due_on is not None and 0 <= (each.due_on - on).days <= soon_days
        case Which.OVERDUE:
            return each.light is Light.RED
        case Which.AWAITING:
            return each.pending_mu > 0
        case Which.ALL:
            return True

"""One parcel with everything that is recorded of it."""

from dataclasses import dataclass
from datetime import date

from tracker.account import ParcelStanding, parcel_standing
from tracker.boundaries import Boundary
from tracker.model import Sender
from tracker.parcels import ParcelRecord
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.choosing_parcels import find_parcel, parcel_with_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowParcel:
    """Ask for a parcel by its number, or by the id that a button carries.

    `units` are those whose parcels may be seen, None all.
    """

    on: date
    units: tuple[str, ...] | None
    number: str = ""
    parcel_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelShown:
    """A parcel as it stands; `units` are whose it is, the responsible one first."""

    campaign: Campaign
    sender: Sender
    on: date
    record: ParcelRecord
    standing: ParcelStanding
    units: tuple[str, ...]
    boundary: Boundary | None


def show_parcel(books: Books, sender: Sender, command: ShowParcel) -> ParcelShown:
    """Return the parcel, or refuse one that is not there or not the sender's."""
    if command.parcel_id is None:
        record = find_parcel(books, command.number, command.units, command.on)
    else:
        record = parcel_with_id(books, command.parcel_id, command.units, command.on)
    standing = parcel_standing(record, command.on, books.campaign)
    return ParcelShown(
        campaign=books.campaign,
        sender=sender,
        on=command.on,
        record=record,
        standing=standing,
        units=standing.units,
        boundary=books.boundaries.of(record.entry.id),
    )

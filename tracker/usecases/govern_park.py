"""The office confirms, or changes, which unit governs a park: the plan does not say it for every park."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import ReasonMissing, TrackerError
from tracker.model import Sender
from tracker.parks import Basis, Governs, Park
from tracker.store.books import Books
from tracker.store.governors import Confirmed
from tracker.usecases.choosing import find_park, find_unit


class GovernsNoPark(TrackerError):
    """Only counties and zones govern parks."""

    sentence = "{unit}不能管理产业集聚区：只有县（区）和管委会可以。"

    def __init__(self, *, unit: str) -> None:
        super().__init__(unit=unit)


class AlreadyGoverned(TrackerError):
    """Exactly this is confirmed already."""

    sentence = "{park}自 {from_on} 起由{unit}管理，已经确认过，没有变动。"

    def __init__(self, *, park: str, unit: str, from_on: date) -> None:
        super().__init__(park=park, unit=unit, from_on=from_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowParks:
    """Ask who governs which park on a day."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ParksShown:
    """Every park with the row in force."""

    on: date
    parks: tuple[tuple[Park, Governs | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernPark:
    """Who governs a park from a day on; `from_on` None confirms the row in force from its own first day."""

    park: str
    unit: str
    document: str
    on: date
    at: datetime
    from_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkGoverned:
    """The word is recorded; `before` is the row that was in force on its first day."""

    park: Park
    confirmed: Confirmed
    before: Governs | None


def show_parks(books: Books, _sender: Sender, command: ShowParks) -> ParksShown:
    """Return the parks in the plan's order."""
    parks = books.campaign.parks
    return ParksShown(on=command.on, parks=tuple((park, park.governor(command.on)) for park in parks))


def govern_park(books: Books, sender: Sender, command: GovernPark) -> ParkGoverned:
    """Record the office's word; from its day on everything that rests on the mapping follows it."""
    park = find_park(books.campaign, command.park, command.on)
    unit = find_unit(books.campaign, command.unit)
    if not unit.answers_for_land:
        raise GovernsNoPark(unit=unit.name)
    if not command.document.strip():
        raise ReasonMissing(what="文号或依据")
    in_force = park.governor(command.on)
    from_on = command.from_on or (in_force.from_on if in_force else books.campaign.issued_on)
    before = park.governor(from_on)
    same = before is not None and before.unit == unit.name and before.basis is not Basis.ASSUMED
    if same and before is not None and before.from_on == from_on:
        raise AlreadyGoverned(park=park.name, unit=unit.name, from_on=from_on)
    confirmed = Confirmed(
        park=park.name,
        unit=unit.name,
        from_on=from_on,
        document=command.document.strip(),
        known_on=command.on,
    )
    books.governors.add(confirmed, by=sender.name, at=command.at)
    books.note(
        "park.governed",
        park.name,
        by=sender.name,
        at=command.at,
        unit=unit.name,
        from_on=from_on.isoformat(),
        document=confirmed.document,
    )
    return ParkGoverned(park=park, confirmed=confirmed, before=before)

"""Which standard is in force where: in a park, in a unit's parks, or in every park."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model import Sender, Standard
from tracker.parks import Park
from tracker.plan import Campaign, Unit
from tracker.store.books import Books
from tracker.usecases.choosing import find_place
from tracker.usecases.score_parcel import industries_of, standard_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStandards:
    """Ask for a place's standards on the day; without a place for those of every park."""

    place: str | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The standard in force for an industry (None: every other one) at a place: a park, or a unit's rest."""

    place: str
    industry: str | None
    standard: Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsShown:
    """What is in force on the day, and what is recorded for a later one."""

    on: date
    rulings: tuple[Ruling, ...]
    coming: tuple[Standard, ...]


def show_standards(books: Books, _sender: Sender, command: ShowStandards) -> StandardsShown:
    """Return the standards in force. A word that means a unit and a park asks for the unit with its parks."""
    campaign, recorded, on = books.campaign, books.standards.all(), command.on
    parks, unit = _asked(campaign, command)
    governors = {park.name: row.unit for park in parks if (row := park.governor(on))}
    # A unit that governs no park may have its standard ready all the same.
    places = [(park.name, governors.get(park.name)) for park in parks] or [("", unit)]
    names = {each for place in places for each in place if each}
    return StandardsShown(
        on=on,
        rulings=tuple(each for place in places for each in _rulings(campaign, recorded, *place, on)),
        coming=tuple(each for each in recorded if each.from_on > on and {each.park, each.unit} & names),
    )


def _rulings(
    campaign: Campaign, recorded: Sequence[Standard], park: str, unit: str | None, on: date
) -> Iterator[Ruling]:
    """Yield what is in force for each industry that has its own, then for all others."""
    for industry in (*industries_of(recorded, park, unit, on), None):
        standard = standard_on(campaign, recorded, park=park, unit=unit, industry=industry, on=on)
        yield Ruling(place=park or unit or "", industry=industry, standard=standard)


def _asked(campaign: Campaign, command: ShowStandards) -> tuple[tuple[Park, ...], str | None]:
    """Return the parks that are asked about, and the unit where one is asked for."""
    if command.place is None:
        return campaign.parks, None
    place = find_place(campaign, command.place)
    if isinstance(place, Unit):
        return campaign.parks_of(place.name, command.on), place.name
    return (place,), None

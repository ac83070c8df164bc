"""What the office may publish (四（五）): areas by park, without parcels and owners, and marked cases."""

from dataclasses import dataclass
from datetime import date

from tracker.errors import TrackerError
from tracker.marked_cases import MarkedCase
from tracker.measures import Publicity
from tracker.model import Sender
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.publicity import CategoryAreas, category_areas
from tracker.store.books import Books
from tracker.usecases.look_at_parcels import LookAtParcels, look_at_parcels


class NoPublicity(TrackerError):
    """The campaign file has no section on what is published."""

    sentence = "本方案没有规定公布用地信息，没有这项功能。"


class NotIssuedYet(TrackerError):
    """Before the plan was issued, or was known, there was nothing to publish."""

    sentence = "方案于 {issued_on} 印发，此前没有可以公布的情况。"

    def __init__(self, *, issued_on: date) -> None:
        super().__init__(issued_on=issued_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtPublicity:
    """What stood on a day, as it was known (None: everything)."""

    on: date
    known: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicitySeen:
    """The areas of each published category, and the cases of that day in order of marking."""

    campaign: Campaign
    asked: LookAtPublicity
    rule: Publicity
    areas: tuple[CategoryAreas, ...]
    cases: tuple[MarkedCase, ...]


def look_at_publicity(books: Books, sender: Sender, command: LookAtPublicity) -> PublicitySeen:
    """Add up what is recorded; refuse a day before the plan."""
    campaign, on, known = books.governors.campaign(command.known), command.on, command.known
    if campaign.publicity is None:
        raise NoPublicity
    if min(on, known or on) < campaign.issued_on:
        raise NotIssuedYet(issued_on=campaign.issued_on)
    parcels = look_at_parcels(books, sender, LookAtParcels(on=on, known=known)).parcels
    done = books.targets.facts(known=known).done
    categories = map(Category, campaign.publicity.categories)
    return PublicitySeen(
        campaign=campaign,
        asked=command,
        rule=campaign.publicity,
        areas=tuple(category_areas(each, campaign.parks, parcels, done, on=on) for each in categories),
        cases=tuple(each for each in books.marked_cases.all(known=known) if each.published(on)),
    )

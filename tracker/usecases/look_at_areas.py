"""Areas that were disposed of without a parcel's number, which files alone bring: all, a unit's, one."""

from dataclasses import dataclass
from datetime import date

from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.plan import Campaign, Unit
from tracker.store.area_disposals import AreaDisposal
from tracker.store.books import Books
from tracker.usecases.choosing import find_unit
from tracker.whose import governor_of


class AreaGone(TrackerError):
    """The area of a button was withdrawn, or a file has corrected it since."""

    sentence = "这笔处置已经撤销，或已由新导入的表格更正，请重新打开清单。"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtAreas:
    """Ask for the areas; `unit` None is every unit's. `on` is the day of asking."""

    on: date
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArea:
    """An area with its id and the unit whose it is: that of its park on the day it was disposed of."""

    id: int
    area: AreaDisposal
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasSeen:
    """The areas, withdrawn ones too, the newest disposal first; `units` are whose any are, in plan order."""

    on: date
    unit: Unit | None
    areas: tuple[ListedArea, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowArea:
    """Ask for one area."""

    area_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShown:
    """An area as it stands."""

    found: ListedArea
    on: date


def look_at_areas(books: Books, _sender: Sender, command: LookAtAreas) -> AreasSeen:
    """Return the areas."""
    unit = find_unit(books.campaign, command.unit) if command.unit is not None else None
    listed = [
        ListedArea(id=area_id, area=area, unit=unit_of(books.campaign, area))
        for area_id, area in books.area_disposals.all().items()
    ]
    listed.sort(key=lambda each: (each.area.disposed_on, each.id), reverse=True)
    having = {each.unit for each in listed}
    return AreasSeen(
        on=command.on,
        unit=unit,
        areas=tuple(each for each in listed if unit is None or each.unit == unit.name),
        units=tuple(each for each in books.campaign.units if each.name in having),
    )


def show_area(books: Books, _sender: Sender, command: ShowArea) -> AreaShown:
    """Return an area, or refuse one that is not there any more."""
    area = books.area_disposals.by_id(command.area_id)
    if area is None:
        raise AreaGone
    found = ListedArea(id=command.area_id, area=area, unit=unit_of(books.campaign, area))
    return AreaShown(found=found, on=command.on)


def unit_of(campaign: Campaign, area: AreaDisposal) -> str | None:
    """Return whose an area is: a disposal follows its park's unit on its day (FACTS 6)."""
    return area.unit if area.park is None else governor_of(campaign)(area.park, area.disposed_on)

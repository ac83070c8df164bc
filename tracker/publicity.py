"""The areas of land that are published by park (四（五）): what the plan gives beside what the account holds.

Pure functions of recorded facts and a day. Without parcels and owners; areas are in 亩, exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.account import AreaHeld, ParcelStanding, areas_held, opening_mu
from tracker.parcels import Category
from tracker.parks import Park
from tracker.targets import AreaDone


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkArea:
    """A park's line of a category: the plan's figure, None where it gives none, and the account's."""

    park: Park
    opening_mu: Decimal | None
    held: AreaHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAreas:
    """A category by park in the plan's order and in all.

    `elsewhere_mu` is verified as disposed of and has no parcel: it is in none of the other figures.
    """

    category: Category
    parks: tuple[ParkArea, ...]
    opening_mu: Decimal | None
    held: AreaHeld
    elsewhere_mu: Decimal


def category_areas(
    category: Category,
    parks: Sequence[Park],
    parcels: Iterable[ParcelStanding],
    done: Iterable[AreaDone],
    *,
    on: date,
) -> CategoryAreas:
    """Add up a category on the day `on`; the parcels are as they stand on it."""
    held = areas_held(parks, parcels, category)
    return CategoryAreas(
        category=category,
        parks=tuple(
            ParkArea(park=park, opening_mu=opening_mu([park], category), held=held[park.name])
            for park in parks
        ),
        opening_mu=opening_mu(parks, category),
        held=held[None],
        elsewhere_mu=sum((each.area_mu for each in done if _is_elsewhere(each, category, on)), Decimal(0)),
    )


def _is_elsewhere(area: AreaDone, category: Category, on: date) -> bool:
    counts = area.category is category and area.verified and area.disposed_on <= on
    return counts and area.parcel is None

"""Parcels to draw: rectangles in metres around a point of the city, as the degrees that a survey gives."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from pyproj import Proj

from reports.ground import MapParcel
from reports.land_map import MapSheet
from tracker.model import Light

STATES: tuple[Light | None, ...] = (Light.RED, Light.YELLOW, Light.GREEN, None, Light.CLOSED)
PARK = "濮阳县产业集聚区"
SITES = {
    "濮阳经济技术产业集聚区": ("115.00", "35.72"),
    "濮阳市产业集聚区": ("115.06", "35.70"),
    "濮阳市濮东产业集聚区": ("115.12", "35.76"),
    "濮阳市化工产业集聚区": ("115.10", "35.62"),
    PARK: ("115.04", "35.66"),
    "清丰县产业集聚区": ("115.10", "35.91"),
    "南乐县产业集聚区": ("115.20", "36.08"),
    "范县产业集聚区": ("115.50", "35.86"),
    "台前县产业集聚区": ("115.86", "35.99"),
}
HERE = ("115.04", "35.66")


def rectangle(
    x: float, y: float, width: float, height: float, site: tuple[str, str] = HERE
) -> list[tuple[Decimal, Decimal]]:
    """Return a ring, counterclockwise, whose lower left corner is x metres east and y north of a site."""
    lands_on = Proj(proj="tmerc", lon_0=site[0], lat_0=site[1], ellps="GRS80")
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    degrees = [lands_on(*corner, inverse=True) for corner in corners]
    return [(Decimal(f"{longitude:.9f}"), Decimal(f"{latitude:.9f}")) for longitude, latitude in degrees]


def polygon(*rings: list[tuple[Decimal, Decimal]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": rings}


def a_parcel(
    number: str, geometry: Mapping[str, Any], state: Light | None = Light.GREEN, park: str = PARK
) -> MapParcel:
    return MapParcel(number=number, park=park, state=state, geometry=geometry)


def a_sheet(parcels: Iterable[MapParcel], missing: Iterable[str] = ()) -> MapSheet:
    return MapSheet(
        title="百园增效宗地图", on=date(2021, 7, 1), parcels=tuple(parcels), missing=tuple(missing)
    )


def an_estate(
    count: int, park: str = PARK, site: tuple[str, str] = HERE, *, prefix: str = "PY-"
) -> list[MapParcel]:
    """Parcels of several sizes along streets, in every state."""
    chance = Random(park)  # noqa: S311  a picture's test data
    streets = max(int(count**0.5), 1)
    return [
        a_parcel(
            f"{prefix}{place:03d}",
            polygon(
                rectangle(
                    place % streets * 220,
                    place // streets * 200,
                    chance.randint(60, 200),
                    chance.randint(60, 180),
                    site,
                )
            ),
            STATES[place % len(STATES)],
            park,
        )
        for place in range(count)
    ]


def a_city(count: int) -> list[MapParcel]:
    return [
        parcel
        for place, (park, site) in enumerate(SITES.items(), start=1)
        for parcel in an_estate(count, park, site, prefix=f"{place}-")
    ]

"""The account of parcels as the pieces that its map, its GeoJSON file and its workbook are made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reports.geojson import LandFeature
from reports.ground import MapParcel
from reports.land_map import MapSheet
from reports.parcel_columns import columns_of
from reports.parcel_workbook import ParcelBook
from reports.workbooks import Value
from tracker.account import ParcelStanding
from tracker.boundaries import Boundary
from tracker.model import Light
from tracker.scoring import figure
from tracker.usecases.look_at_parcels import LandSeen


def land_features(
    parcels: Sequence[ParcelStanding], boundaries: Mapping[int, Boundary]
) -> tuple[LandFeature, ...]:
    """Give every parcel, with its boundary where it has one; `boundaries` by the parcel's id."""
    return tuple(
        LandFeature(
            properties={
                name: _property(value)
                for name, value in columns_of(each, boundaries.get(each.entry.id)).items()
            },
            geometry=boundary.geometry if (boundary := boundaries.get(each.entry.id)) else None,
        )
        for each in parcels
    )


def _property(value: Value) -> str | Decimal | None:
    match value:
        case date():
            return value.isoformat()
        case Decimal() | int():
            # Without idle zeros: the database keeps six places of every area.
            return Decimal(figure(Decimal(value)))
        case _:
            return value


def map_sheet(land: LandSeen) -> MapSheet:
    """Give the parcels that can be drawn, and the numbers of the others."""
    category = land.asked.category
    return MapSheet(
        title=f"{land.campaign.short}宗地图" + (f"：{category}" if category else ""),
        on=land.asked.on,
        parcels=tuple(
            MapParcel(
                number=each.entry.number,
                park=each.entry.park,
                state=_state(each),
                geometry=boundary.geometry,
            )
            for each in land.parcels
            if (boundary := land.boundaries.get(each.entry.id))
        ),
        missing=tuple(each.entry.number for each in land.parcels if each.entry.id not in land.boundaries),
    )


def parcel_book(land: LandSeen) -> ParcelBook:
    """Give what the workbook holds."""
    return ParcelBook(
        title=f"{land.campaign.short}宗地台账",
        on=land.asked.on,
        parcels=land.parcels,
        boundaries=land.boundaries,
        balances=land.balances,
    )


def _state(each: ParcelStanding) -> Light | None:
    """Return the light; what has no plan shows that, unless it is late or done."""
    return each.light if each.planned or each.light in {Light.RED, Light.CLOSED} else None

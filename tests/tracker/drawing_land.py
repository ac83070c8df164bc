"""Boundaries to test with: rectangles in Puyang, as GeoJSON and as files."""

from decimal import Decimal
from typing import Any

from config.campaign import PUYANG, load
from tracker.exact_json import write_json
from tracker.measures import Region


def puyang() -> Region:
    boundaries = load(PUYANG).boundaries
    assert boundaries is not None
    return boundaries.region


REGION = puyang()

Ring = list[tuple[Decimal, Decimal]]


def ring(text: str) -> Ring:
    """Read `115.02 35.71, 115.03 35.71, ...`."""
    points = (point.split() for point in text.split(","))
    return [(Decimal(longitude), Decimal(latitude)) for longitude, latitude in points]


def box(west: str, south: str, width: str = "0.01", height: str = "0.01") -> Ring:
    """A rectangle of degrees, counterclockwise."""
    x, y = Decimal(west), Decimal(south)
    to_x, to_y = x + Decimal(width), y + Decimal(height)
    return [(x, y), (to_x, y), (to_x, to_y), (x, to_y), (x, y)]


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def multipolygon(*parts: list[Ring]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": list(parts)}


LAND = polygon(box("115.02", "35.71"))


def feature(number: str | None = "P-1", geometry: Any = LAND, **properties: Any) -> dict[str, Any]:
    named = {} if number is None else {"宗地编号": number}
    return {"type": "Feature", "properties": named | properties, "geometry": geometry}


def collection(*features: Any, **members: Any) -> str:
    return write_json({"type": "FeatureCollection", "features": list(features), **members})

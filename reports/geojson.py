"""Parcels -> a GeoJSON file that QGIS opens (RFC 7946): longitude first, no `crs`, numbers exact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.exact_json import write_json


@dataclass(frozen=True, slots=True, kw_only=True)
class LandFeature:
    """One parcel: what is said of it by Chinese names, and its boundary's geometry where it has one.

    A Decimal is written as a number, so that QGIS can add areas up; dates are texts, `2021-06-30`.
    """

    properties: Mapping[str, str | Decimal | None]
    geometry: Mapping[str, Any] | None


def geojson_document(features: Iterable[LandFeature]) -> str:
    """Write the features in their order, one a line; coordinates are exactly as recorded."""
    lines = ",\n".join(write_json(_feature(each)) for each in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _feature(feature: LandFeature) -> dict[str, object]:
    return {"type": "Feature", "properties": feature.properties, "geometry": feature.geometry}

"""The recipes of what is made of the account of parcels: which parcels, on which day, seen by whom."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tracker.parcels import Category
from tracker.usecases.look_at_parcels import LookAtParcels, Which

MAP: Final = "parcel map"
BOOK: Final = "parcel book"


def land_recipe(kind: str, asked: LookAtParcels) -> dict[str, Any]:
    """Return the recipe of a map or a workbook of these parcels."""
    return {
        "kind": kind,
        "on": asked.on.isoformat(),
        "units": asked.units if asked.units is None else list(asked.units),
        "park": asked.park,
        "category": asked.category.value if asked.category else None,
        "which": asked.which.value,
    }


def read_land_recipe(recipe: Mapping[str, Any]) -> LookAtParcels:
    """Return which parcels a recipe asks for."""
    units, category = recipe["units"], recipe["category"]
    return LookAtParcels(
        on=date.fromisoformat(recipe["on"]),
        units=None if units is None else tuple(units),
        park=recipe["park"],
        category=Category(category) if category else None,
        which=Which(recipe["which"]),
    )

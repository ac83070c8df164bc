"""The recipes of pictures of a day: which picture, of which day and whose, by what was known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

STATUS: Final = "status"
MATRIX: Final = "matrix"
RANKING: Final = "ranking"
SHARES: Final = "parcel shares"
TIMELINE: Final = "timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOf:
    """What a picture shows; `units` None is every unit, `page` counts from 0."""

    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None
    page: int = 0

    def recipe(self, kind: str) -> dict[str, Any]:
        """Return the recipe of a picture of this kind; it names units and page where they are not all."""
        asked: dict[str, Any] = {
            "kind": kind,
            "on": self.on.isoformat(),
            "known": self.known.isoformat() if self.known else None,
        }
        if self.units is not None:
            asked["units"] = list(self.units)
        if self.page:
            asked["page"] = self.page
        return asked


def read_picture_recipe(recipe: Mapping[str, Any]) -> PictureOf:
    """Return what a recipe asks for."""
    known, units = recipe["known"], recipe.get("units")
    return PictureOf(
        on=date.fromisoformat(recipe["on"]),
        known=date.fromisoformat(known) if known else None,
        units=None if units is None else tuple(units),
        page=recipe.get("page", 0),
    )

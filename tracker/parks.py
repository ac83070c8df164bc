"""The parks of a plan, their stated areas, and who governs them from when on (FACTS 1).."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Basis(StrEnum):
    """How we know which unit governs a park (FACTS 1)."""

    STATED = "stated"
    BY_NAME = "by name"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Governs:
    """A park belongs to a unit from `from_on` on, until the next row of the same park."""

    unit: str
    basis: Basis
    from_on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """A 产业集聚区 with its opening balance (二（三）4 and 6)."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    unsupplied_mu: Decimal
    illegal_mu: Decimal
    governed: tuple[Governs, ...]
    """In order of `from_on`; the first row is in force from the day the plan was issued."""
    source: str

    def governor(self, on: date) -> Governs | None:
        """Return the row that says who governs the park on that day."""
        return next((row for row in reversed(self.governed) if row.from_on <= on), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTotals:
    """What the plan says all parks add up to; the parks of a valid campaign do."""

    unsupplied_mu: Decimal
    illegal_mu: Decimal
    illegal_projects: int
    source: str

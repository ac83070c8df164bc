"""Rows of areas that were disposed of as a whole, without a parcel's number."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, insert, select, update

from tracker.parcels import Category
from tracker.store.target_tables import area_disposals


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDisposal:
    """An area in a park or, with `park` None, in a unit; `verified_on` None: it awaits review."""

    park: str | None
    unit: str | None
    category: Category
    area_mu: Decimal
    measure: str
    disposed_on: date
    verified_on: date | None


class AreaDisposals:
    """The areas without a parcel; they come from files alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[int, AreaDisposal]:
        """Return the areas that stand by their ids, in order of recording."""
        query = select(area_disposals).where(area_disposals.c.voided_at.is_(None))
        return {
            row.id: AreaDisposal(
                park=row.park,
                unit=row.unit,
                category=Category(row.category),
                area_mu=row.area_mu,
                measure=row.measure,
                disposed_on=row.disposed_on,
                verified_on=row.verified_on,
            )
            for row in self._connection.execute(query.order_by(area_disposals.c.id))
        }

    def add(self, area: AreaDisposal, *, by: str, at: datetime) -> None:
        """Record an area."""
        row = {
            "park": area.park,
            "unit": area.unit,
            "category": area.category.value,
            "area_mu": area.area_mu,
            "measure": area.measure,
            "disposed_on": area.disposed_on,
            "verified_on": area.verified_on,
            "recorded_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(area_disposals), row)

    def verify(self, number: int, verified_on: date | None, *, by: str, at: datetime) -> None:
        """Void an area and record it anew with its day of verification, None where it is withdrawn."""
        area = self.all()[number]
        void = update(area_disposals).where(area_disposals.c.id == number)
        self._connection.execute(void.values(voided_at=at))
        self.add(replace(area, verified_on=verified_on), by=by, at=at)

"""Rows of areas that were disposed of as a whole, without a parcel's number."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select, update

from tracker.parcels import Category
from tracker.store.target_tables import area_disposals, area_renewals, area_withdrawals

_RENEWED = area_withdrawals.alias()
"""What an area was verified anew instead of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDisposal:
    """An area in a park or, with `park` None, in a unit; `verified_on` None: it awaits review.

    From `withdrawn_on` on it is as if it had never been submitted, for the `reason`. `renews` is the
    withdrawn area that it was verified anew instead of, `renewed` says that there is another instead of it,
    so that it counts on no day any more.
    """

    park: str | None
    unit: str | None
    category: Category
    area_mu: Decimal
    measure: str
    disposed_on: date
    verified_on: date | None
    withdrawn_on: date | None = None
    reason: str = ""
    renews: int | None = None
    renewed: bool = False

    def stands(self, on: date) -> bool:
        """Whether it counts on a day, verified or not."""
        return not self.renewed and (self.withdrawn_on is None or self.withdrawn_on > on)


class AreaDisposals:
    """The areas without a parcel; they come from files alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, known: date | None = None) -> dict[int, AreaDisposal]:
        """Return by their ids, in order of recording, the areas that were known and what of them was."""
        return {row.id: _area(row, known) for row in self._connection.execute(_areas(known))}

    def by_id(self, area_id: int) -> AreaDisposal | None:
        """Find an area; None where it was corrected or never existed."""
        row = self._connection.execute(_areas(None).where(area_disposals.c.id == area_id)).one_or_none()
        return _area(row, None) if row is not None else None

    def add(self, area: AreaDisposal, *, by: str, at: datetime) -> None:
        """Record an area; one that renews another is known from the day when that was withdrawn."""
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
        added = insert(area_disposals).returning(area_disposals.c.id)
        area_id = self._connection.execute(added, row).scalar_one()
        if area.renews is not None:
            renewal = {"area_id": area_id, "withdrawn_id": area.renews}
            self._connection.execute(insert(area_renewals), renewal)

    def verify(self, area_id: int, area: AreaDisposal, *, by: str, at: datetime) -> None:
        """Void an area and record it anew with its day of verification, None where a file empties it."""
        void = update(area_disposals).where(area_disposals.c.id == area_id)
        self._connection.execute(void.values(voided_at=at))
        self.add(area, by=by, at=at)

    def withdraw(self, area_id: int, *, on: date, reason: str, by: str, at: datetime) -> None:
        """Take an area back from a day on."""
        row = {"area_id": area_id, "withdrawn_on": on, "reason": reason, "withdrawn_by": by}
        self._connection.execute(insert(area_withdrawals), row | {"recorded_at": at})


@lru_cache(maxsize=64)
def _areas(known: date | None) -> Select[*tuple[object, ...]]:
    """Select the areas that stand, each with the withdrawal that was known."""
    # Kept, because building the statement takes longer than running it.
    taken_back: ColumnElement[bool] = area_withdrawals.c.area_id == area_disposals.c.id
    if known is not None:
        taken_back = and_(taken_back, area_withdrawals.c.withdrawn_on <= known)
    renewing = area_disposals.alias()
    renewed = (
        select(area_renewals.c.area_id)
        .join(renewing, renewing.c.id == area_renewals.c.area_id)
        .where(area_renewals.c.withdrawn_id == area_withdrawals.c.area_id, renewing.c.voided_at.is_(None))
    )
    query = (
        select(
            area_disposals,
            area_withdrawals.c.withdrawn_on,
            area_withdrawals.c.reason,
            area_renewals.c.withdrawn_id.label("renews"),
            renewed.exists().label("renewed"),
        )
        .select_from(
            area_disposals.outerjoin(area_withdrawals, taken_back)
            .outerjoin(area_renewals, area_renewals.c.area_id == area_disposals.c.id)
            .outerjoin(_RENEWED, _RENEWED.c.area_id == area_renewals.c.withdrawn_id)
        )
        .where(area_disposals.c.voided_at.is_(None))
        .order_by(area_disposals.c.id)
    )
    if known is None:
        return query
    return query.where(func.coalesce(_RENEWED.c.withdrawn_on, area_disposals.c.disposed_on) <= known)


def _area(row: Row[*tuple[object, ...]], known: date | None) -> AreaDisposal:
    area = AreaDisposal(
        park=row.park,
        unit=row.unit,
        category=Category(row.category),
        area_mu=row.area_mu,
        measure=row.measure,
        disposed_on=row.disposed_on,
        verified_on=row.verified_on,
        withdrawn_on=row.withdrawn_on,
        reason=row.reason or "",
        renews=row.renews,
        renewed=row.renewed,
    )
    later = known is not None and area.verified_on is not None and area.verified_on > known
    return replace(area, verified_on=None) if later else area

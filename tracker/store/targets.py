"""Rows of targets, quotas and areas done <-> `tracker.targets`, within one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from tracker.model import Verdict
from tracker.parcels import Category
from tracker.store.area_disposals import AreaDisposal, AreaDisposals
from tracker.store.parcel_rows import VERDICT, with_verdict
from tracker.store.parcel_tables import disposals, parcel_entries, parcels
from tracker.store.target_tables import quotas, targets
from tracker.targets import AreaDone, LandYears, Quota, Target


class Targets:
    """The facts about annual tasks. Reading by `known` leaves out what became known later."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def facts(self, *, known: date | None = None) -> LandYears:
        """Return what is recorded; a quota has no day of its own and is always known."""
        done = (*self._of_parcels(known), *self._as_a_whole(known))
        return LandYears(targets=self.targets(known=known), quotas=self.quotas(), done=done)

    def targets(self, *, known: date | None = None) -> tuple[Target, ...]:
        """Return the targets, the newest of a place, year and category last."""
        return tuple(_target(row) for row in self._connection.execute(_targets(known)))

    def quotas(self) -> tuple[Quota, ...]:
        """Return the quotas, one at most of a unit and year."""
        return tuple(
            Quota(unit=row.unit, year=row.year, area_mu=row.area_mu, document=row.document)
            for row in self._connection.execute(_QUOTAS)
        )

    def put_targets(self, listed: Sequence[Target], *, by: str, at: datetime) -> None:
        """Record targets; one of the same place, year, category and day of issue is corrected."""
        for each in listed:
            same = (
                targets.c.park.is_not_distinct_from(each.park),
                targets.c.unit.is_not_distinct_from(each.unit),
                targets.c.year == each.year,
                targets.c.category == each.category.value,
                targets.c.issued_on == each.issued_on,
            )
            standing = update(targets).where(*same, targets.c.voided_at.is_(None))
            self._connection.execute(standing.values(voided_at=at))
            row = {
                "park": each.park,
                "unit": each.unit,
                "year": each.year,
                "category": each.category.value,
                "area_mu": each.area_mu,
                "document": each.document,
                "issued_on": each.issued_on,
                "stage_on": each.stage_on,
                "recorded_by": by,
                "recorded_at": at,
            }
            self._connection.execute(insert(targets), row)

    def put_quotas(self, listed: Sequence[Quota], *, by: str, at: datetime) -> None:
        """Record quotas, each instead of the one before of its unit and year."""
        for each in listed:
            same = (quotas.c.unit == each.unit, quotas.c.year == each.year, quotas.c.voided_at.is_(None))
            self._connection.execute(update(quotas).where(*same).values(voided_at=at))
            row = {
                "unit": each.unit,
                "year": each.year,
                "area_mu": each.area_mu,
                "document": each.document,
                "recorded_by": by,
                "recorded_at": at,
            }
            self._connection.execute(insert(quotas), row)

    def _of_parcels(self, known: date | None) -> tuple[AreaDone, ...]:
        """Return the disposals of parcels, each with the review that was known."""
        rows = self._connection.execute(_disposals(known))
        return tuple(_of_parcel(row) for row in rows)

    def _as_a_whole(self, known: date | None) -> tuple[AreaDone, ...]:
        """Return areas that no parcel is named of, each as far as it was verified or withdrawn by then."""
        areas = AreaDisposals(self._connection).all(known=known).values()
        return tuple(_whole_area(each) for each in sorted(areas, key=lambda each: each.disposed_on))


# The statements are kept, because building one takes longer than running it.
_QUOTAS: Final = select(quotas).where(quotas.c.voided_at.is_(None)).order_by(quotas.c.id)


@lru_cache(maxsize=64)
def _targets(known: date | None) -> Select[*tuple[Any, ...]]:
    query = select(targets).where(targets.c.voided_at.is_(None))
    if known is not None:
        query = query.where(targets.c.issued_on <= known)
    return query.order_by(targets.c.issued_on, targets.c.id)


@lru_cache(maxsize=64)
def _disposals(known: date | None) -> Select[*tuple[Any, ...]]:
    """Select the disposals of parcels that have an entry, each with the review that was known."""
    entry = and_(parcel_entries.c.parcel_id == disposals.c.parcel_id, parcel_entries.c.voided_at.is_(None))
    named = disposals.join(parcel_entries, entry).join(parcels)
    query = (
        select(disposals, *VERDICT, parcels.c.number, parcel_entries.c.park, parcel_entries.c.category)
        .select_from(with_verdict(named, known))
        .where(disposals.c.voided_at.is_(None))
        .order_by(disposals.c.disposed_on, disposals.c.id)
    )
    return query if known is None else query.where(disposals.c.submitted_on <= known)


def _target(row: Row[*tuple[object, ...]]) -> Target:
    return Target(
        park=row.park,
        unit=row.unit,
        year=row.year,
        category=Category(row.category),
        area_mu=row.area_mu,
        document=row.document,
        issued_on=row.issued_on,
        stage_on=row.stage_on,
    )


def _of_parcel(row: Row[*tuple[object, ...]]) -> AreaDone:
    return AreaDone(
        park=row.park,
        unit=None,
        category=Category(row.category),
        area_mu=row.area_mu,
        disposed_on=row.disposed_on,
        verified=row.verdict == Verdict.APPROVED.value,
        returned_on=row.reviewed_on if row.verdict == Verdict.RETURNED.value else None,
        withdrawn=row.verified_before is not None,
        renewed=row.renewed,
        parcel=row.number,
    )


def _whole_area(area: AreaDisposal) -> AreaDone:
    return AreaDone(
        park=area.park,
        unit=area.unit,
        category=area.category,
        area_mu=area.area_mu,
        disposed_on=area.disposed_on,
        verified=area.verified_on is not None and area.withdrawn_on is None,
        returned_on=area.withdrawn_on,
        withdrawn=area.withdrawn_on is not None and area.verified_on is not None,
        renewed=area.renewed,
    )

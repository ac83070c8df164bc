"""Rows of boundaries <-> `tracker.boundaries.Boundary`, within one transaction."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from tracker.boundaries import Boundary
from tracker.exact_json import read_json, write_json
from tracker.store.parcel_tables import boundaries
from tracker.store.parcel_voiding import void_of


class BoundariesKept:
    """Where parcels lie. Like an entry of the account, a boundary has no day of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[int, Boundary]:
        """Return every boundary by the id of its parcel."""
        query = select(boundaries).where(boundaries.c.voided_at.is_(None))
        return {
            row.parcel_id: _boundary(row.geometry, row.area_mu) for row in self._connection.execute(query)
        }

    def parcels(self) -> frozenset[int]:
        """Return the ids of the parcels that have a boundary."""
        query = select(boundaries.c.parcel_id).where(boundaries.c.voided_at.is_(None))
        return frozenset(self._connection.execute(query).scalars())

    def of(self, parcel_id: int) -> Boundary | None:
        """Return the boundary of a parcel; None where none is recorded."""
        query = select(boundaries).where(
            boundaries.c.parcel_id == parcel_id, boundaries.c.voided_at.is_(None)
        )
        row = self._connection.execute(query).one_or_none()
        return _boundary(row.geometry, row.area_mu) if row else None

    def put(self, found: Mapping[int, Boundary], *, by: str, at: datetime) -> None:
        """Record boundaries by the ids of their parcels, each instead of the one before."""
        void_of(self._connection, boundaries, list(found), at=at)
        rows = [
            {
                "parcel_id": parcel_id,
                "geometry": write_json(boundary.geometry),
                "area_mu": boundary.area_mu,
                "recorded_by": by,
                "recorded_at": at,
            }
            for parcel_id, boundary in found.items()
        ]
        if rows:
            self._connection.execute(insert(boundaries), rows)


def _boundary(geometry: str, area_mu: Decimal) -> Boundary:
    return Boundary(geometry=read_json(geometry), area_mu=area_mu)

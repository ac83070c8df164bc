"""Rows of sanction orders, their lifting and the questions asked <-> `tracker.orders`."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, extract, func, insert, select

from tracker.order_evidence import read_evidence, write_evidence
from tracker.orders import Lifting, Order
from tracker.sanctions import SanctionRule
from tracker.store.target_tables import applications, sanction_lifts, sanction_orders


class Orders:
    """The director's orders; nothing of them is ever changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, known: date | None = None) -> tuple[Order, ...]:
        """Return the orders that were known, with their lifting as far as it was, the oldest first."""
        return tuple(_order(row) for row in self._connection.execute(_orders(known)))

    def by_id(self, order_id: int) -> Order | None:
        """Find an order."""
        row = self._connection.execute(_orders(None).where(sanction_orders.c.id == order_id)).one_or_none()
        return _order(row) if row else None

    def next_number(self, year: int) -> int:
        """Return the next number of the orders that are decided in a year."""
        return self._next(sanction_orders.c.number, sanction_orders.c.decided_on, year)

    def next_lifting(self, year: int) -> int:
        """Return the next number of the liftings of a year."""
        return self._next(sanction_lifts.c.number, sanction_lifts.c.lifted_on, year)

    def _next(self, number: Column[int], day: Column[date], year: int) -> int:
        newest = select(func.max(number)).where(extract("year", day) == year)
        return int(self._connection.execute(newest).scalar_one() or 0) + 1

    def add(self, order: Order, *, at: datetime) -> int:
        """Record an order; return its id. `order.id` is given by the database."""
        row = {
            "number": order.number,
            "unit": order.unit,
            "year": order.year,
            "rule": order.rule.value,
            "sequence": self._decided_before(order) + 1,
            "suspends": order.suspends,
            "decided_on": order.decided_on,
            "reason": order.reason,
            "figures": write_evidence(order.evidence),
            "decided_by": order.decided_by,
            "recorded_at": at,
        }
        query = insert(sanction_orders).returning(sanction_orders.c.id)
        return int(self._connection.execute(query, row).scalar_one())

    def _decided_before(self, order: Order) -> int:
        same = (
            sanction_orders.c.unit == order.unit,
            sanction_orders.c.year == order.year,
            sanction_orders.c.rule == order.rule.value,
        )
        query = select(func.count()).select_from(sanction_orders).where(*same)
        return int(self._connection.execute(query).scalar_one())

    def lift(self, order_id: int, lifting: Lifting, *, by: str, at: datetime) -> None:
        """Record that an order is lifted."""
        row = {
            "order_id": order_id,
            "number": lifting.number,
            "lifted_on": lifting.lifted_on,
            "reason": lifting.reason,
            "figures": write_evidence(lifting.evidence),
            "lifted_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(sanction_lifts), row)

    def note_application(self, row: dict[str, Any]) -> None:
        """Keep a question about an application, and its answer."""
        self._connection.execute(insert(applications), row)


@lru_cache(maxsize=64)
def _orders(known: date | None) -> Select[*tuple[Any, ...]]:
    """Select the orders that were known with their lifting as far as it was, the oldest first."""
    # Kept, because building the statement takes longer than running it.
    lifted = sanction_lifts.c.order_id == sanction_orders.c.id
    if known is not None:
        lifted &= sanction_lifts.c.lifted_on <= known
    lifts = sanction_lifts.c
    query = (
        select(
            sanction_orders,
            lifts.number.label("lift_number"),
            lifts.lifted_on,
            lifts.reason.label("lift_reason"),
            lifts.figures.label("lift_figures"),
        )
        .select_from(sanction_orders.outerjoin(sanction_lifts, lifted))
        .order_by(sanction_orders.c.decided_on, sanction_orders.c.id)
    )
    return query if known is None else query.where(sanction_orders.c.decided_on <= known)


def _order(row: Row[*tuple[Any, ...]]) -> Order:
    lifting = None
    if row.lifted_on is not None:
        lifting = Lifting(
            number=row.lift_number,
            lifted_on=row.lifted_on,
            reason=row.lift_reason,
            evidence=read_evidence(row.lift_figures),
        )
    return Order(
        id=row.id,
        number=row.number,
        unit=row.unit,
        year=row.year,
        rule=SanctionRule(row.rule),
        suspends=row.suspends,
        decided_on=row.decided_on,
        reason=row.reason,
        evidence=read_evidence(row.figures),
        decided_by=row.decided_by,
        lifting=lifting,
    )

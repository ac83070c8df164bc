"""Column types that SQLite and PostgreSQL both keep exactly."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER."""

EXACT_PLACES = 6
"""Decimal places that an `Exact` keeps; whoever asks for more is refused before it comes to that."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (the base class's signature)
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive moment: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (the base class's signature)
        """Give the moment its zone back: SQLite forgets it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal of at most six places, kept as whole millionths. One that does not fit is a bug."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002  (the base class's signature)
        """Turn a decimal into millionths."""
        if value is None:
            return None
        millionths = value.scaleb(EXACT_PLACES)
        if millionths != millionths.to_integral_value():
            raise ValueError(f"more than {EXACT_PLACES} places: {value}")
        return int(millionths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002  (the base class's signature)
        """Turn millionths into a decimal."""
        return None if value is None else Decimal(value).scaleb(-EXACT_PLACES)

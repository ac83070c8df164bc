"""One statement that neither SQL standard nor SQLAlchemy spells the same for every database."""

from collections.abc import Callable
from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert_or_leave(connection: Connection, table: Table, *unique: str) -> sqlite.Insert | postgresql.Insert:
    """Insert rows; where one with the same values in the columns `unique` is there, that is left alone."""
    return _insert_or_leave(connection.dialect.name, table, unique)


@cache
def _insert_or_leave(
    dialect: str, table: Table, unique: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    # Kept, because building the statement takes longer than running it.
    return _INSERTS[dialect](table).on_conflict_do_nothing(index_elements=unique)

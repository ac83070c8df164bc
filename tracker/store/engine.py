"""Opening a database: SQLite tuned for one writer and many readers, or PostgreSQL."""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
"""How long SQLite waits for a writer in another process (`init`, an import) before it gives up."""

READERS = 4
WRITERS = 4
"""Transactions side by side on PostgreSQL; SQLite has one writer by nature."""

_SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})


class UnusableDatabase(Exception):
    """The URL names a database that this system cannot use; `str()` is a Chinese sentence."""


def database_url(text: str) -> URL:
    """Read a SQLAlchemy URL and choose its driver. Raise `UnusableDatabase`; never echo a password."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise UnusableDatabase("数据库地址无法识别，应形如 sqlite:///baiyuan.db。") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise UnusableDatabase(f"不支持的数据库类型 {url.drivername}：请用 sqlite 或 postgresql。")
    if url.database in {None, "", ":memory:"}:
        raise UnusableDatabase("数据库须是一个文件：内存数据库在重启后会丢失全部台账。")
    return url


def is_sqlite(url: URL) -> bool:
    """Whether the database is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def sqlite_path(url: URL) -> Path:
    """Return the file of a SQLite URL."""
    return Path(url.database or "")


def writing_engine(url: URL) -> Engine:
    """Open the database for writing: every transaction is serial with all others."""
    if not is_sqlite(url):
        return _engine(url, isolation_level="SERIALIZABLE", pool_size=WRITERS, pool_pre_ping=True)
    engine = _engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _tune_writer)
    # IMMEDIATE takes the write lock first: a transaction that reads and then writes never fails half-way.
    event.listen(engine, "begin", lambda connection: _say(connection, "BEGIN IMMEDIATE"))
    return engine


def reading_engine(url: URL) -> Engine:
    """Open the database for reading: one snapshot a transaction, writing refused by the database."""
    if not is_sqlite(url):
        engine = _engine(url, pool_size=READERS, pool_pre_ping=True)
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    engine = _engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=READERS)
    event.listen(engine, "connect", _tune_reader)
    event.listen(engine, "begin", lambda connection: _say(connection, "BEGIN"))
    return engine


def _engine(url: URL, **options: Any) -> Engine:
    # An error must not repeat what was stored: its text goes into logs.
    return create_engine(url, hide_parameters=True, **options)


def in_transaction(connection: Connection) -> bool:
    """Whether the database still holds our transaction: SQLite ends it silently when the disk is full."""
    driver = connection.connection.driver_connection
    return driver.in_transaction if isinstance(driver, SqliteConnection) else True


def abandon(connection: Connection) -> None:
    """End a transaction whose COMMIT was refused: SQLite leaves it open, and the next one could not begin."""
    driver = connection.connection.driver_connection
    if isinstance(driver, SqliteConnection):
        driver.rollback()


def should_retry(error: Exception) -> bool:
    """Whether PostgreSQL asks for the transaction to be run again: another one came between."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _SERIALIZATION_FAILURES


def _tune_writer(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    _tune(connection)
    # A commit is on disk before anybody hears of it, even if the power fails.
    connection.execute("PRAGMA synchronous=FULL")


def _tune_reader(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    _tune(connection)
    connection.execute("PRAGMA query_only=ON")


def _tune(connection: SqliteConnection) -> None:
    # The driver's own transaction control would hide BEGIN from us.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _say(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)

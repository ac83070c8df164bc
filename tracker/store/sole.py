"""One runner a database: two would answer everything twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, create_engine, text

from tracker.store.engine import is_sqlite, sqlite_path

# Any number that no other program on the same PostgreSQL database uses: "baiyuan" in letters' places.
_ADVISORY_LOCK = 201_092_521_114


class AnotherRunner(Exception):
    """Another process serves this database at this moment; `str()` is a Chinese sentence."""

    def __init__(self) -> None:
        super().__init__("另一个 baiyuan 正在使用这个数据库，请先停止它。")


@contextmanager
def sole_runner(url: URL) -> Iterator[None]:
    """Be the only runner until the block ends or the process dies. Raises `AnotherRunner`."""
    with _file_lock(sqlite_path(url)) if is_sqlite(url) else _advisory_lock(url):
        yield


@contextmanager
def _file_lock(database: Path) -> Iterator[None]:
    lock = FileLock(database.with_name(database.name + ".lock"), blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise AnotherRunner from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _advisory_lock(url: URL) -> Iterator[None]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            query = text("SELECT pg_try_advisory_lock(:key)")
            if not connection.execute(query, {"key": _ADVISORY_LOCK}).scalar_one():
                raise AnotherRunner
            yield
    finally:
        engine.dispose()

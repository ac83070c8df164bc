"""The one way to the database: `write` resolves after the commit, `read` sees one snapshot.

On SQLite a single thread takes what is queued and commits it as a group; on PostgreSQL a few threads
run one serializable transaction each. Nobody hears a result before COMMIT returns.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tracker.errors import TrackerError
from tracker.store.engine import (
    READERS,
    WRITERS,
    abandon,
    database_url,
    in_transaction,
    is_sqlite,
    reading_engine,
    should_retry,
    writing_engine,
)

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 32
"""How many queued transactions share one commit at most."""

ATTEMPTS = 12
"""How often PostgreSQL may ask for the same transaction again before we give up."""


class TransactionLost(Exception):
    """The database ended the transaction by itself (a full disk): nothing of it is stored."""


DATABASE_FAULTS = (OperationalError, InterfaceError, TransactionLost)
"""What a caller may wait out: the database is out of reach, full or locked; nothing was stored.

Any other error of the database is a bug of ours, and the same again would fail again.
"""


class Store:
    """A database that is open. `close` waits for what is queued."""

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self._writing = writing_engine(self.url)
        self._reading = reading_engine(self.url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._writers: _GroupWriter | _SerialWriters
        if is_sqlite(self.url):
            self._writers = _GroupWriter(self._writing)
        else:
            self._writers = _SerialWriters(self._writing)

    async def write(
        self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn` in a transaction and return its result once that is committed.

        `fn` may run more than once (a group is retried one by one, PostgreSQL may ask again), so it
        touches nothing but the connection. A `TrackerError` undoes `fn` alone and is raised here.
        """
        return await asyncio.wrap_future(self._writers.put(lambda c: fn(c, *args, **kwargs)))

    async def read(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn` on a snapshot; writing is refused by the database."""
        return await asyncio.wrap_future(self._readers.submit(lambda: self.read_now(fn, *args, **kwargs)))

    def write_now(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`write` for a caller without an event loop."""
        return self._writers.put(lambda c: fn(c, *args, **kwargs)).result()

    def read_now(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`read` for a caller without an event loop."""
        with self._reading.connect() as connection, connection.begin():
            return fn(connection, *args, **kwargs)

    def close(self) -> None:
        """Commit what is queued and let go of the database."""
        self._writers.close()
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()


class _NotBegun(Exception):
    """The transaction could not begin; no job was tried."""

    def __init__(self, cause: OperationalError) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class _Job:
    fn: Callable[[Connection], object]
    future: "Future[object]"


class _GroupWriter:
    """One thread, one transaction for up to `GROUP` jobs, a savepoint for each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._door = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def put(self, fn: Callable[[Connection], T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._door:
            if self._closed:
                raise RuntimeError("the store is closed")  # behind the last group nobody would be served
            self._queue.put(_Job(fn, future))  # type: ignore[arg-type]  # the queue forgets each job's type
        return future

    def close(self) -> None:
        with self._door:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        closing = False
        while not closing:
            taken = [self._queue.get(), *self._waiting()]
            closing = None in taken
            group = [job for job in taken if job and job.future.set_running_or_notify_cancel()]
            if group:
                self._settle(group)

    def _waiting(self) -> list[_Job | None]:
        taken: list[_Job | None] = []
        while len(taken) < GROUP - 1:
            try:
                taken.append(self._queue.get_nowait())
            except Empty:
                break
        return taken

    def _settle(self, group: Sequence[_Job]) -> None:
        """Commit the group, or each job alone where one of them breaks it; then tell the callers."""
        try:
            results = _commit(self._engine, group)
        except _NotBegun as locked:
            # Another process holds the lock: one after the other they would wait for it all over again.
            for job in group:
                job.future.set_exception(locked.cause)
            return
        except BaseException as error:  # noqa: BLE001  (whatever broke it belongs to the caller, not to this thread)
            if len(group) == 1:
                group[0].future.set_exception(error)
            else:
                for job in group:
                    self._settle([job])
            return
        for job, result in zip(group, results, strict=True):
            _tell(job, result)


class _SerialWriters:
    """A few threads, one serializable transaction each, run again when PostgreSQL asks for it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._gate = Lock()
        self._threads = ThreadPoolExecutor(WRITERS, thread_name_prefix="writer")

    def put(self, fn: Callable[[Connection], T]) -> "Future[T]":
        return self._threads.submit(self._run, fn)

    def close(self) -> None:
        self._threads.shutdown()

    def _run(self, fn: Callable[[Connection], T]) -> T:
        with self._gate:
            pass  # who was turned away goes first: nothing new begins meanwhile
        try:
            return self._transaction(fn)
        except DBAPIError as error:
            if not should_retry(error):
                raise
        with self._gate:
            return self._run_again(fn)

    def _run_again(self, fn: Callable[[Connection], T]) -> T:
        """Only what is under way, and other processes, can still come between."""
        for _ in range(ATTEMPTS - 2):
            try:
                return self._transaction(fn)
            except DBAPIError as error:
                if not should_retry(error):
                    raise
        return self._transaction(fn)

    def _transaction(self, fn: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection, connection.begin():
            return fn(connection)


def _commit(engine: Engine, group: Sequence[_Job]) -> list[object]:
    """Run the jobs in one transaction; a refusal is its job's result, anything else abandons the group."""
    with engine.connect() as connection, _begun(connection) as transaction:
        results = [_run_job(connection, job) for job in group]
        if not in_transaction(connection):
            raise TransactionLost
        try:
            transaction.commit()
        except BaseException:
            abandon(connection)
            raise
    return results


def _begun(connection: Connection) -> RootTransaction:
    try:
        return connection.begin()
    except OperationalError as locked:
        raise _NotBegun(locked) from None


def _run_job(connection: Connection, job: _Job) -> object:
    savepoint = connection.begin_nested()
    try:
        result = job.fn(connection)
    except TrackerError as refusal:
        savepoint.rollback()
        return refusal
    savepoint.commit()
    return result


def _tell(job: _Job, result: object) -> None:
    if isinstance(result, TrackerError):
        job.future.set_exception(result)
    else:
        job.future.set_result(result)

from threading import Event

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from tests.acting import NOW
from tracker.store.engine import UnusableDatabase
from tracker.store.store import Store
from tracker.store.tables import audit

_ROW = {"at": NOW, "actor": "x", "action": "a", "subject": "x", "detail": {}}


def _note(connection: Connection) -> None:
    connection.execute(insert(audit), _ROW)


def _count(connection: Connection) -> int:
    return len(connection.execute(select(audit.c.id)).all())


def test_a_reader_cannot_write(each_store: Store) -> None:
    with pytest.raises(DBAPIError):
        each_store.read_now(_note)
    assert each_store.read_now(_count) == 0


def test_a_reader_sees_one_snapshot_while_others_write(each_store: Store) -> None:
    def read_twice(connection: Connection) -> tuple[int, int]:
        first = _count(connection)
        each_store.write_now(_note)
        return first, _count(connection)

    assert each_store.read_now(read_twice) == (0, 0)
    assert each_store.read_now(_count) == 1


def test_a_writer_that_has_not_committed_shows_nothing_to_a_reader(each_store: Store) -> None:
    seen: list[int] = []

    def note_and_look(connection: Connection) -> None:
        _note(connection)
        seen.append(each_store.read_now(_count))

    each_store.write_now(note_and_look)
    assert seen == [0]
    assert each_store.read_now(_count) == 1


def test_a_long_reader_does_not_hold_up_a_writer(each_store: Store) -> None:
    written = Event()

    def read_slowly(connection: Connection) -> bool:
        _count(connection)
        each_store._writers.put(_note).add_done_callback(lambda _: written.set())
        return written.wait(10)

    assert each_store.read_now(read_slowly)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense", ""])
def test_a_database_that_would_lose_the_ledger_or_that_we_cannot_speak_to_is_refused(url: str) -> None:
    with pytest.raises(UnusableDatabase):
        Store(url)


def test_a_refused_address_never_shows_its_password() -> None:
    with pytest.raises(UnusableDatabase) as refusal:
        Store("oracle://office:hunter2@server/db")
    assert "hunter2" not in str(refusal.value)

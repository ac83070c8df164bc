"""One writer for SQLite: what is queued commits together, and each caller hears only of what is on disk."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from tests.acting import NOW
from tracker.errors import UnknownTask
from tracker.store.store import GROUP, Store, TransactionLost
from tracker.store.tables import audit, evidence


def _note(connection: Connection, action: str) -> str:
    row = {"at": NOW, "actor": "x", "action": action, "subject": "x", "detail": {}}
    connection.execute(insert(audit), row)
    return action


def _note_and_refuse(connection: Connection, action: str) -> None:
    _note(connection, action)
    raise UnknownTask(code=action)


def _note_and_break(connection: Connection, action: str) -> None:
    _note(connection, action)
    raise ZeroDivisionError(action)


def _noted(store: Store) -> list[str]:
    query = select(audit.c.action).order_by(audit.c.id)
    return store.read_now(lambda connection: list(connection.execute(query).scalars()))


class Held:
    """Holds the writer until everything is queued, so that one group takes it all."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.gate = Event()
        self.waiting = Event()
        self.commits = 0
        self.first = self._put(self._wait)
        self.waiting.wait(10)
        event.listen(store._writing, "commit", self._count)

    def _wait(self, _connection: Connection) -> None:
        self.waiting.set()
        self.gate.wait(10)

    def _count(self, _connection: Connection) -> None:
        self.commits += 1

    def put(self, fn: Callable[..., Any], *args: Any) -> Future[Any]:
        return self._put(lambda connection: fn(connection, *args))

    def _put(self, fn: Callable[[Connection], Any]) -> Future[Any]:
        return self.store._writers.put(fn)


def test_what_is_queued_shares_one_commit(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, f"{n}") for n in range(GROUP)]
    held.gate.set()
    assert [future.result(10) for future in told] == [f"{n}" for n in range(GROUP)]
    assert held.commits == 2  # the one that waited, and the group


def test_a_group_is_no_larger_than_its_limit(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, f"{n}") for n in range(GROUP + 1)]
    held.gate.set()
    for future in told:
        future.result(10)
    assert held.commits == 3


def test_the_order_of_asking_is_the_order_of_recording(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, f"{n}") for n in range(100)]
    held.gate.set()
    for future in told:
        future.result(10)
    assert _noted(store) == [f"{n}" for n in range(100)]


def test_a_refusal_undoes_its_own_job_alone(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "before"), held.put(_note_and_refuse, "refused"), held.put(_note, "after")]
    held.gate.set()
    assert told[0].result(10) == "before"
    assert told[2].result(10) == "after"
    with pytest.raises(UnknownTask):
        told[1].result(10)
    assert _noted(store) == ["before", "after"]
    assert held.commits == 2


def test_a_bug_in_one_job_lets_the_others_commit_alone(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "before"), held.put(_note_and_break, "broken"), held.put(_note, "after")]
    held.gate.set()
    assert told[0].result(10) == "before"
    assert told[2].result(10) == "after"
    with pytest.raises(ZeroDivisionError):
        told[1].result(10)
    assert _noted(store) == ["before", "after"]


def test_nobody_hears_a_result_before_the_commit_returns(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "a"), held.put(_note_and_refuse, "b"), held.put(_note, "c")]
    heard_early: list[bool] = []

    def look_round(_connection: Connection) -> None:
        heard_early.append(any(future.done() for future in told))

    event.listen(store._writing, "commit", look_round)
    held.gate.set()
    assert told[2].result(10) == "c"
    assert heard_early == [False, False]  # the one that waited, and the group


def _orphan(connection: Connection) -> str:
    """Write what only COMMIT itself refuses."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    row = {"report_id": 1, "file_id": "f", "file_unique_id": "u", "kind": "photo", "name": "照片"}
    connection.execute(insert(evidence), row)
    return "told"


def test_a_commit_that_the_database_refuses_is_nobodys_success(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "before"), held.put(_orphan), held.put(_note, "after")]
    held.gate.set()
    assert [told[0].result(10), told[2].result(10)] == ["before", "after"]
    with pytest.raises(IntegrityError):
        told[1].result(10)
    assert _noted(store) == ["before", "after"]


def test_a_transaction_that_the_database_ended_by_itself_is_nobodys_success(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "before"), held.put(_end), held.put(_note, "after")]
    held.gate.set()
    with pytest.raises((DBAPIError, TransactionLost)):
        told[1].result(10)
    assert [told[0].result(10), told[2].result(10)] == ["before", "after"]
    assert _noted(store) == ["before", "after"]


def _end(connection: Connection) -> None:
    connection.exec_driver_sql("ROLLBACK")


def test_a_cancelled_caller_takes_nobody_else_along(store: Store) -> None:
    held = Held(store)
    told = [held.put(_note, "a"), held.put(_note, "cancelled"), held.put(_note, "c")]
    assert told[1].cancel()
    held.gate.set()
    assert [told[0].result(10), told[2].result(10)] == ["a", "c"]
    assert _noted(store) == ["a", "c"]


async def test_many_callers_at_once_all_hear_their_own_result(store: Store) -> None:
    answers = await asyncio.gather(*(store.write(_note, f"{n}") for n in range(200)))
    assert answers == [f"{n}" for n in range(200)]
    assert sorted(_noted(store)) == sorted(answers)


def test_closing_waits_for_what_is_queued(opened_url: str) -> None:
    store = Store(opened_url)
    held = Held(store)
    told = [held.put(_note, f"{n}") for n in range(50)]
    held.gate.set()
    store.close()
    assert all(future.done() for future in told)
    again = Store(opened_url)
    assert len(_noted(again)) == 50
    again.close()


def test_who_asks_after_closing_is_told_and_does_not_wait_for_ever(opened_url: str) -> None:
    store = Store(opened_url)
    store.close()
    with pytest.raises(RuntimeError):
        store._writers.put(_end).result(5)


def _fill(connection: Connection, action: str) -> str:
    row = {"at": NOW, "actor": "x" * 3000, "action": action, "subject": "x", "detail": {}}
    connection.execute(insert(audit), row)
    return action


def _leave_room_for(store: Store, pages: int) -> None:
    def limit(connection: Connection) -> None:
        count = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={count + pages}"))

    store.write_now(limit)


async def test_while_the_disk_fills_nobody_hears_of_a_success_that_is_not_on_disk(opened_url: str) -> None:
    store = Store(opened_url)
    _leave_room_for(store, 20)
    outcomes = await asyncio.gather(*(store.write(_fill, f"{n}") for n in range(100)), return_exceptions=True)
    told = {outcome for outcome in outcomes if isinstance(outcome, str)}
    failed = [outcome for outcome in outcomes if not isinstance(outcome, str)]
    store.close()
    assert told
    assert failed
    assert all(isinstance(each, DBAPIError | TransactionLost) for each in failed)
    again = Store(opened_url)
    assert set(_noted(again)) == told
    again.close()


async def test_once_there_is_room_again_writing_goes_on(store: Store) -> None:
    _leave_room_for(store, 0)
    outcomes = await asyncio.gather(*(store.write(_fill, f"{n}") for n in range(5)), return_exceptions=True)
    assert any(isinstance(each, DBAPIError) for each in outcomes)
    _leave_room_for(store, 1000)
    assert await store.write(_fill, "at last") == "at last"
    assert "at last" in _noted(store)


def test_a_writer_keeps_its_commits_through_a_loss_of_power(store: Store) -> None:
    def pragmas(connection: Connection) -> tuple[Any, ...]:
        names = ("synchronous", "journal_mode", "foreign_keys")
        return tuple(connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in names)

    assert store.write_now(pragmas) == (2, "wal", 1)


def test_a_lock_that_another_process_holds_is_waited_for_once_by_the_whole_group(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def locked(_connection: Connection) -> None:
        begun.append("BEGIN")
        raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("database is locked"))

    held = Held(store)
    waiting = [held.put(_note, "nobody") for _ in range(5)]
    with monkeypatch.context() as here:
        here.setattr(Connection, "begin", locked)
        held.gate.set()
        for future in waiting:
            with pytest.raises(OperationalError):
                future.result(timeout=5)
    assert begun == ["BEGIN"]
    assert "nobody" not in _noted(store)

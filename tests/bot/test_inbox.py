"""Updates are stored once, in order, with the moment they were said; each is marked once and in turn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import inbox
from bot.clock import Clock
from bot.inbox import Arrival, NotYet, Outcome
from tests.acting import DAY, HOUR, NOW, SHANGHAI
from tracker.store.store import Store
from tracker.store.tables import inbox as rows

CLOCK = Clock("Asia/Shanghai")
BOT = 42


def _message(update_id: int, chat: int = 201, at: datetime = NOW, **fields: Any) -> dict[str, Any]:
    said = {"message_id": update_id, "date": int(at.timestamp()), "chat": {"id": chat, "type": "private"}}
    return {"update_id": update_id, "message": said | fields}


def _button(update_id: int, chat: int = 201, at: datetime = NOW) -> dict[str, Any]:
    message = _message(update_id, chat, at)["message"]
    return {"update_id": update_id, "callback_query": {"id": "1", "data": "ts:0", "message": message}}


def _receive(store: Store, *updates: dict[str, Any], at: datetime = NOW, bot: int = BOT) -> list[Arrival]:
    return list(store.write_now(inbox.receive, bot, updates, CLOCK, at))


def _mark(store: Store, arrival: Arrival, outcome: Outcome = Outcome.DONE, at: datetime = NOW) -> bool:
    return store.write_now(inbox.mark, arrival, outcome, at)


def _waiting(store: Store) -> list[int]:
    return [arrival.raw["update_id"] for arrival in store.read_now(inbox.waiting, CLOCK)]


def test_a_batch_stored_twice_is_stored_once(each_store: Store) -> None:
    batch = [_message(1), _message(2)]
    assert len(_receive(each_store, *batch)) == 2
    assert _receive(each_store, *batch) == []
    assert [arrival.raw for arrival in _receive(each_store, *batch, _message(3))] == [_message(3)]
    assert _waiting(each_store) == [1, 2, 3]


def test_an_update_that_is_twice_in_one_batch_is_stored_once(each_store: Store) -> None:
    assert len(_receive(each_store, _message(1), _message(1))) == 1


def test_an_update_stored_again_after_it_was_handled_stays_handled(each_store: Store) -> None:
    (arrival,) = _receive(each_store, _message(1))
    assert _mark(each_store, arrival)
    assert _receive(each_store, _message(1)) == []
    assert _waiting(each_store) == []


def test_another_bot_has_its_own_numbers(each_store: Store) -> None:
    assert _receive(each_store, _message(1))
    assert _receive(each_store, _message(1), bot=43)


def test_the_order_is_that_of_arrival_whatever_the_numbers(each_store: Store) -> None:
    arrivals = _receive(each_store, *(_message(n) for n in (900, 3, 500, 1)))
    assert [arrival.raw["update_id"] for arrival in arrivals] == [900, 3, 500, 1]
    _receive(each_store, _message(2))
    assert _waiting(each_store) == [900, 3, 500, 1, 2]


def test_a_full_batch_keeps_its_order_and_everything_in_it(each_store: Store) -> None:
    text = "“引号” <b>&amp; 😀\n" * 200
    batch = [_message(n, text=text) for n in range(100, 0, -1)]
    assert [arrival.raw for arrival in _receive(each_store, *batch)] == batch


def test_an_empty_batch_stores_nothing(store: Store) -> None:
    assert _receive(store) == []


def test_what_was_said_late_on_the_last_day_and_received_the_next_morning_counts_for_its_day(
    each_store: Store,
) -> None:
    said, received = (
        datetime(2021, 6, 30, 23, 50, tzinfo=SHANGHAI),
        datetime(2021, 7, 1, 8, 0, tzinfo=SHANGHAI),
    )
    (arrival,) = _receive(each_store, _message(1, at=said), at=received)
    assert arrival.said_at == said
    assert arrival.said_at.date().isoformat() == "2021-06-30"
    (again,) = each_store.read_now(inbox.waiting, CLOCK)
    assert again == arrival


@pytest.mark.parametrize(
    ("lag", "believed"),
    [
        (timedelta(), True),
        (DAY, True),
        (DAY + timedelta(seconds=1), False),
        (timedelta(seconds=-1), False),
        (-30 * DAY, False),
        (400 * DAY, False),
    ],
)
def test_a_date_in_the_future_or_older_than_a_day_is_not_believed(lag: timedelta, believed: bool) -> None:
    said = NOW - lag
    assert inbox.said_at(_message(1, at=said), CLOCK, NOW) == (said if believed else NOW)


def test_a_button_counts_when_it_is_received() -> None:
    assert inbox.said_at(_button(1, at=NOW - HOUR), CLOCK, NOW) == NOW


@pytest.mark.parametrize("stamp", [None, "yesterday", 1.5, {}, 10**18, -(10**18)])
def test_a_date_that_is_none_counts_when_it_is_received(stamp: object) -> None:
    assert inbox.said_at(_message(1, date=stamp), CLOCK, NOW) == NOW


def test_an_edited_message_is_said_when_it_was_edited() -> None:
    edited = _message(1, at=NOW - 20 * HOUR, edit_date=int((NOW - HOUR).timestamp()))
    update = {"update_id": 1, "edited_message": edited["message"]}
    assert inbox.said_at(update, CLOCK, NOW) == NOW - HOUR


def test_in_a_rehearsal_the_date_moves_with_the_clock() -> None:
    clock = Clock("Asia/Shanghai", datetime(2021, 6, 30, 9, 0, tzinfo=SHANGHAI))
    sent = clock.real(datetime(2021, 6, 30, 8, 59, tzinfo=SHANGHAI))
    said = inbox.said_at(_message(1, at=sent), clock, clock.now())
    assert abs(said - datetime(2021, 6, 30, 8, 59, tzinfo=SHANGHAI)) < timedelta(seconds=2)


def test_a_row_is_marked_once(each_store: Store) -> None:
    (arrival,) = _receive(each_store, _message(1))
    assert _mark(each_store, arrival)
    assert not _mark(each_store, arrival, Outcome.FAILED)
    assert _outcomes(each_store) == ["done"]


def _outcomes(store: Store) -> list[str]:
    query = select(rows.c.outcome).order_by(rows.c.id)
    return store.read_now(lambda connection: list(connection.execute(query).scalars()))


def test_a_row_is_not_marked_while_an_earlier_one_of_its_chat_waits(each_store: Store) -> None:
    first, second = _receive(each_store, _message(7), _message(3))
    with pytest.raises(NotYet):
        _mark(each_store, second)
    assert _mark(each_store, first)
    assert _mark(each_store, second)


def test_a_row_does_not_wait_for_another_chat(each_store: Store) -> None:
    _, other = _receive(each_store, _message(1), _message(2, chat=202))
    assert _mark(each_store, other)


def test_a_button_waits_for_the_message_before_it_in_the_same_chat(each_store: Store) -> None:
    message, button = _receive(each_store, _message(1), _button(2))
    with pytest.raises(NotYet):
        _mark(each_store, button)
    assert _mark(each_store, message)
    assert _mark(each_store, button)


def test_updates_of_no_chat_do_not_hold_each_other_up(each_store: Store) -> None:
    poll: dict[str, Any] = {"poll_answer": {"poll_id": "1", "user": {"id": 201}}}
    first, second = _receive(each_store, {"update_id": 1, **poll}, {"update_id": 2, **poll})
    assert (first.chat_id, second.chat_id) == (0, 0)
    assert _mark(each_store, second)
    assert _mark(each_store, first)


@pytest.mark.parametrize(
    "update",
    [
        _message(1),
        _button(1),
        {"update_id": 1, "edited_message": _message(1)["message"]},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 201}, "from": {"id": 201}}},
        {"update_id": 1, "some_future_kind": {"chat": {"id": 201}}},
    ],
)
def test_the_chat_of_an_update_is_found_whatever_its_kind(store: Store, update: dict[str, Any]) -> None:
    (arrival,) = _receive(store, update)
    assert arrival.chat_id == 201


def test_what_was_handled_thirty_days_ago_is_forgotten_and_what_waits_never(each_store: Store) -> None:
    old, young, waiting = _receive(
        each_store, _message(1), _message(2, chat=202), _message(3, chat=203), at=NOW - 90 * DAY
    )
    _mark(each_store, old, at=NOW - 30 * DAY - HOUR)
    _mark(each_store, young, at=NOW - 30 * DAY + HOUR)
    assert each_store.write_now(inbox.forget, NOW) == 1
    kept = each_store.read_now(lambda connection: list(connection.execute(select(rows.c.id)).scalars()))
    assert sorted(kept) == [young.id, waiting.id]


def test_deaths_are_counted_for_each_row(each_store: Store) -> None:
    first, second = _receive(each_store, _message(1), _message(2))
    assert [each_store.write_now(inbox.count_death, first) for _ in range(3)] == [1, 2, 3]
    assert each_store.write_now(inbox.count_death, second) == 1


def test_moments_of_the_inbox_are_in_the_zone_of_the_campaign(each_store: Store) -> None:
    (arrival,) = _receive(each_store, _message(1, at=NOW.astimezone(UTC)))
    assert arrival.said_at.isoformat() == "2021-06-25T09:00:00+08:00"

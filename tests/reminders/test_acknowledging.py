"""已知悉: what counts as read, and what the office sees of it."""

from datetime import date, timedelta

import pytest

from reminders import acknowledging, outbox
from reminders.acknowledging import Told
from reminders.messages import Chat, Lane, Message, ToPost
from reminders.sweep import morning_key
from tests.reminders.conftest import LEASE, NOW, SECOND, Bind
from tracker.model import Role
from tracker.store.store import Store

TEXT = {"method": "sendMessage", "parameters": {"text": "3.2"}}
LATER = NOW + 60 * SECOND


def send(store: Store, message: Message, message_id: int) -> None:
    """Put a message in and deliver it."""
    store.write_now(outbox.enqueue, [message], at=NOW)
    for row in store.write_now(outbox.claim, lane=message.lane, now=NOW, lease=LEASE, limit=9):
        store.write_now(outbox.settle_sent, row, message_id=message_id, at=NOW + SECOND)


def send_morning(store: Store, unit: str, message_id: int) -> None:
    key = morning_key(date(2021, 6, 25), unit, Role.LIAISON)
    address = ToPost(unit=unit, role=Role.LIAISON)
    send(store, Message(key=key, address=address, lane=Lane.REMINDER, payload=TEXT), message_id)


def read(store: Store, chat_id: int, message_id: int) -> bool | None:
    """Press 已知悉 under a message; None where there is nothing to be read."""
    found = store.read_now(acknowledging.sent_as, chat_id=chat_id, message_id=message_id, user_id=chat_id)
    if not found.rows:
        return None
    return store.write_now(acknowledging.acknowledge, found.held, user_id=chat_id, at=LATER)


def test_the_office_sees_when_a_unit_was_told_and_when_it_was_read(each_store: Store, bind: Bind) -> None:
    bind(7)
    send_morning(each_store, "清丰县", 40)
    told = Told(planned_at=NOW, sent_at=NOW + SECOND, read_at=None)
    assert each_store.read_now(acknowledging.last_told, "清丰县") == told
    assert [read(each_store, 7, 40) for _ in range(2)] == [True, False]
    told = Told(planned_at=NOW, sent_at=NOW + SECOND, read_at=LATER)
    assert each_store.read_now(acknowledging.last_told, "清丰县") == told
    assert each_store.read_now(acknowledging.last_told, "南乐县") is None


@pytest.mark.parametrize("lane", Lane)
def test_only_a_morning_can_be_acknowledged(each_store: Store, lane: Lane) -> None:
    send(each_store, Message(key="update:1:1", address=Chat(chat_id=7), lane=lane, payload=TEXT), 40)
    assert read(each_store, 7, 40) is None
    assert read(each_store, 7, 41) is None


def test_a_reply_that_somebody_acknowledged_can_still_be_forgotten(each_store: Store) -> None:
    send(each_store, Message(key="update:1:1", address=Chat(chat_id=7), lane=Lane.REPLY, payload=TEXT), 40)
    each_store.write_now(acknowledging.acknowledge, [1], user_id=7, at=LATER)
    assert each_store.write_now(outbox.forget, before=NOW + timedelta(days=30)) == 1

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from reminders import outbox
from reminders.messages import Chat, Lane, Message, Outgoing, ToPost
from tests.reminders.conftest import LEASE, NOW, SECOND, Bind, execute
from tracker.model import Role
from tracker.store import tables
from tracker.store.store import Store


def text(
    key: str,
    address: Chat | ToPost | None = None,
    *,
    lane: Lane = Lane.REMINDER,
    not_before: datetime | None = None,
) -> Message:
    return Message(
        key=key,
        address=address or Chat(chat_id=1),
        lane=lane,
        payload={"method": "sendMessage", "parameters": {"text": key}},
        not_before=not_before,
    )


def put(store: Store, *messages: Message) -> tuple[int | None, ...]:
    return store.write_now(outbox.enqueue, messages, at=NOW)


def take(
    store: Store,
    now: datetime = NOW,
    *,
    lane: Lane = Lane.REMINDER,
    limit: int = 100,
    except_chats: Sequence[int] = (),
) -> tuple[Outgoing, ...]:
    return store.write_now(
        outbox.claim,
        lane=lane,
        now=now,
        lease=LEASE,
        limit=limit,
        except_chats=except_chats,
    )


def take_next(store: Store, chat_id: int, lane: Lane = Lane.REMINDER) -> tuple[Outgoing, ...]:
    return store.write_now(outbox.claim_next, lane=lane, chat_id=chat_id, now=NOW, lease=LEASE)


def keys(rows: Sequence[Outgoing]) -> list[str]:
    return [row.key for row in rows]


def row_of(store: Store, key: str) -> Row[*tuple[Any, ...]]:
    return store.read_now(lambda c: c.execute(select(tables.outbox).where(tables.outbox.c.key == key)).one())


def sent(store: Store, row: Outgoing, at: datetime = NOW) -> None:
    store.write_now(outbox.settle_sent, row, message_id=row.id + 1000, at=at)


def test_a_key_that_is_there_already_is_left_alone(each_store: Store) -> None:
    (first,) = put(each_store, text("morning:1"))
    again = put(each_store, text("morning:1", Chat(chat_id=2)), text("morning:2"))
    assert again[0] is None
    assert again[1] is not None
    assert (row_of(each_store, "morning:1").id, row_of(each_store, "morning:1").chat_id) == (first, 1)


def test_the_oldest_of_each_chat_is_claimed_and_nothing_behind_it(each_store: Store) -> None:
    put(each_store, text("a1"), text("a2"), text("b1", Chat(chat_id=2)), text("b2", Chat(chat_id=2)))
    assert keys(take(each_store)) == ["a1", "b1"]
    assert take(each_store) == ()


def test_the_next_is_claimed_once_the_oldest_is_settled_either_way(each_store: Store) -> None:
    put(each_store, text("a1"), text("a2"), text("a3"))
    (a1,) = take(each_store)
    sent(each_store, a1)
    (a2,) = take(each_store)
    each_store.write_now(outbox.settle_given_up, a2, reason="blocked", at=NOW, unreachable=False)
    assert keys(take(each_store)) == ["a3"]
    assert (row_of(each_store, "a1").state, row_of(each_store, "a1").message_id) == ("sent", a1.id + 1000)
    assert (row_of(each_store, "a2").state, row_of(each_store, "a2").reason) == ("given up", "blocked")


def test_one_that_must_be_tried_again_holds_back_what_is_behind_it(each_store: Store) -> None:
    put(each_store, text("a1"), text("a2"))
    (a1,) = take(each_store)
    each_store.write_now(outbox.settle_retry, a1, retry_at=NOW + 30 * SECOND, reason="network: down")
    assert take(each_store, NOW + 29 * SECOND) == ()
    (again,) = take(each_store, NOW + 30 * SECOND)
    assert (again.key, again.attempts) == ("a1", 1)
    assert row_of(each_store, "a1").reason == "network: down"


def test_the_two_lanes_of_a_chat_do_not_wait_for_each_other(each_store: Store) -> None:
    put(each_store, text("reminder"), text("reply", lane=Lane.REPLY))
    assert keys(take(each_store, lane=Lane.REPLY)) == ["reply"]
    assert keys(take(each_store)) == ["reminder"]


def test_a_claim_holds_for_its_lease_and_is_free_again_after_it(each_store: Store) -> None:
    put(each_store, text("a1"))
    take(each_store)
    assert take(each_store, NOW + LEASE - SECOND) == ()
    assert keys(take(each_store, NOW + LEASE)) == ["a1"]


def test_a_starting_sole_runner_frees_what_a_dead_one_had_in_hand(each_store: Store) -> None:
    put(each_store, text("a1"), text("b1", Chat(chat_id=2)))
    take(each_store)
    assert each_store.write_now(outbox.free_claims) == 2
    assert keys(take(each_store)) == ["a1", "b1"]


def test_nothing_goes_before_its_time(each_store: Store) -> None:
    put(each_store, text("later", not_before=NOW + SECOND))
    assert take(each_store) == ()
    assert keys(take(each_store, NOW + SECOND)) == ["later"]


def test_the_limit_takes_the_oldest_and_chats_can_be_left_out(each_store: Store) -> None:
    put(each_store, *(text(f"m{n}", Chat(chat_id=n)) for n in range(1, 6)))
    assert keys(take(each_store, limit=2, except_chats=[2])) == ["m1", "m3"]
    assert keys(take_next(each_store, 5)) == ["m5"]
    assert keys(take(each_store)) == ["m2", "m4"]


def test_what_is_in_hand_takes_no_place_within_the_limit(each_store: Store) -> None:
    put(each_store, text("in hand"), text("free", Chat(chat_id=2)))
    take_next(each_store, 1)
    assert keys(take(each_store, limit=1)) == ["free"]


def test_the_next_of_a_chat_waits_for_its_time_too(each_store: Store) -> None:
    put(each_store, text("later", not_before=NOW + SECOND))
    assert take_next(each_store, 1) == ()


def test_a_post_is_resolved_to_whoever_holds_it_when_claimed(each_store: Store, bind: Bind) -> None:
    put(each_store, text("to post", ToPost(unit="清丰县", role=Role.LIAISON)))
    bind(7)
    hand_over(each_store, 7)
    bind(8)
    (row,) = take(each_store)
    assert row.chat_id == 8
    sent(each_store, row)
    assert row_of(each_store, "to post").sent_to == 8


def test_a_post_that_nobody_holds_is_given_up_with_its_reason(each_store: Store) -> None:
    put(each_store, text("to post", ToPost(unit="清丰县", role=Role.LIAISON)))
    assert take(each_store) == ()
    assert (row_of(each_store, "to post").state, row_of(each_store, "to post").reason) == (
        "given up",
        "post_empty",
    )
    assert each_store.read_now(outbox.next_due, Lane.REMINDER) is None


def test_of_several_holders_only_the_one_who_is_meant_gets_it(each_store: Store, bind: Bind) -> None:
    office = "领导小组办公室"
    bind(7, office, Role.OFFICE)
    bind(8, office, Role.OFFICE)
    put(each_store, *(text(f"to {n}", ToPost(unit=office, role=Role.OFFICE, user_id=n)) for n in (7, 8, 9)))
    assert [(row.key, row.chat_id) for row in take(each_store)] == [("to 7", 7), ("to 8", 8)]
    assert row_of(each_store, "to 9").reason == "post_empty"


def test_a_post_of_several_must_say_whom_it_means() -> None:
    with pytest.raises(ValueError, match="office"):
        ToPost(unit="领导小组办公室", role=Role.OFFICE)


def test_a_message_to_a_post_queues_with_others_of_its_holders_chat(each_store: Store, bind: Bind) -> None:
    bind(7)
    put(each_store, text("first", Chat(chat_id=7)), text("second", ToPost(unit="清丰县", role=Role.LIAISON)))
    (first,) = take(each_store)
    assert first.key == "first"
    sent(each_store, first)
    assert keys(take(each_store)) == ["second"]


def test_a_chat_that_refuses_us_is_marked_on_its_members(each_store: Store, bind: Bind) -> None:
    bind(7)
    bind(8, "濮阳县")
    put(each_store, text("to post", ToPost(unit="清丰县", role=Role.LIAISON)))
    (row,) = take(each_store)
    each_store.write_now(outbox.settle_given_up, row, reason="blocked", at=NOW, unreachable=True)
    blocked = each_store.read_now(
        lambda c: c.execute(select(tables.members.c.user_id, tables.members.c.blocked_at)).all()
    )
    assert {user: at is not None for user, at in blocked} == {7: True, 8: False}


def test_a_group_that_moved_is_followed_by_all_that_waits_for_it(each_store: Store) -> None:
    put(each_store, text("old", Chat(chat_id=-5)))
    (old,) = take(each_store)
    sent(each_store, old)
    put(each_store, text("a", Chat(chat_id=-5)), text("b", Chat(chat_id=-5)))
    each_store.write_now(outbox.follow, old_chat=-5, new_chat=-100)
    assert [(row.key, row.chat_id) for row in take(each_store)] == [("a", -100)]
    assert row_of(each_store, "b").chat_id == -100
    assert row_of(each_store, "old").chat_id == -5


def test_only_what_nobody_has_in_hand_is_superseded(each_store: Store) -> None:
    ids = [row for row in put(each_store, text("a1"), text("b1", Chat(chat_id=2))) if row is not None]
    take(each_store, limit=1)
    assert each_store.write_now(outbox.supersede, ids, at=NOW) == 1
    assert [row_of(each_store, key).state for key in ("a1", "b1")] == ["pending", "superseded"]


def test_what_was_sent_counts_as_sent_even_if_it_was_withdrawn_meanwhile(each_store: Store) -> None:
    put(each_store, text("a1"))
    (row,) = take(each_store)
    each_store.write_now(outbox.supersede, [row.id], at=NOW + LEASE)
    sent(each_store, row)
    assert row_of(each_store, "a1").state == "sent"


def test_what_was_withdrawn_meanwhile_is_not_brought_back_by_a_failure(each_store: Store) -> None:
    put(each_store, text("a1"))
    (row,) = take(each_store)
    each_store.write_now(outbox.supersede, [row.id], at=NOW + LEASE)
    each_store.write_now(outbox.settle_retry, row, retry_at=NOW, reason="network")
    assert row_of(each_store, "a1").state == "superseded"
    assert take(each_store, NOW + 2 * LEASE) == ()


def test_replies_are_in_hand_at_once_unless_something_older_waits_in_their_chat(each_store: Store) -> None:
    put(each_store, text("old", Chat(chat_id=2), lane=Lane.REPLY), text("reminder"))
    replies = [
        text("r1", Chat(chat_id=1), lane=Lane.REPLY),
        text("r2", Chat(chat_id=1), lane=Lane.REPLY),
        text("r3", Chat(chat_id=2), lane=Lane.REPLY),
        text("r4", ToPost(unit="清丰县", role=Role.LIAISON), lane=Lane.REPLY),
        text("r5", Chat(chat_id=3), lane=Lane.REPLY, not_before=NOW + SECOND),
    ]
    in_hand = each_store.write_now(outbox.reply, replies, at=NOW, lease=LEASE)
    assert keys(in_hand) == ["r1", "r2"]
    assert keys(take(each_store, lane=Lane.REPLY)) == ["old"]
    assert each_store.write_now(outbox.reply, replies, at=NOW, lease=LEASE) == ()


def test_a_reply_put_in_while_another_is_being_sent_waits_for_it(each_store: Store) -> None:
    (first,) = each_store.write_now(outbox.reply, [text("r1", lane=Lane.REPLY)], at=NOW, lease=LEASE)
    assert each_store.write_now(outbox.reply, [text("r2", lane=Lane.REPLY)], at=NOW, lease=LEASE) == ()
    sent(each_store, first)
    assert keys(take_next(each_store, 1, Lane.REPLY)) == ["r2"]


def test_released_messages_go_in_their_old_order(each_store: Store) -> None:
    replies = [text(f"r{n}", lane=Lane.REPLY) for n in range(3)]
    in_hand = each_store.write_now(outbox.reply, replies, at=NOW, lease=LEASE)
    each_store.write_now(outbox.release, in_hand)
    assert keys(take(each_store, lane=Lane.REPLY)) == ["r0"]


def test_the_next_due_moment_is_that_of_the_first_in_a_queue(each_store: Store) -> None:
    assert each_store.read_now(outbox.next_due, Lane.REMINDER) is None
    put(each_store, text("a1", not_before=NOW + 20 * SECOND), text("a2"))
    assert each_store.read_now(outbox.next_due, Lane.REMINDER) == NOW + 20 * SECOND
    put(each_store, text("b1", Chat(chat_id=2), not_before=NOW + 10 * SECOND))
    assert each_store.read_now(outbox.next_due, Lane.REMINDER) == NOW + 10 * SECOND
    assert each_store.read_now(outbox.next_due, Lane.REMINDER, except_chats=[2]) == NOW + 20 * SECOND
    take(each_store, NOW + 20 * SECOND)
    assert each_store.read_now(outbox.next_due, Lane.REMINDER) == NOW + 20 * SECOND + LEASE


def test_old_replies_are_forgotten_and_reminders_are_kept(each_store: Store) -> None:
    put(each_store, text("reply", lane=Lane.REPLY), text("pending", lane=Lane.REPLY), text("reminder"))
    for lane in Lane:
        (row,) = take(each_store, lane=lane)
        sent(each_store, row)
    assert each_store.write_now(outbox.forget, before=NOW) == 0
    assert each_store.write_now(outbox.forget, before=NOW + timedelta(days=30)) == 1
    assert [row_of(each_store, key).state for key in ("pending", "reminder")] == ["pending", "sent"]


def hand_over(store: Store, user_id: int) -> None:
    left = update(tables.members).where(tables.members.c.user_id == user_id).values(until_at=NOW)
    store.write_now(execute, left)

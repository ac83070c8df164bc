import asyncio
from datetime import timedelta
from typing import Any

import pytest

from reminders import outbox
from reminders.messages import Outgoing
from tests.bot.delivery.desk import (
    LEASE,
    NOW,
    SECOND,
    Desk,
    message,
    picture,
    reminder,
    text,
)
from tests.bot.delivery.scripted import ScriptedTelegram
from tracker.store.store import TransactionLost

# The library warns in its own constructor of RetryAfter that an attribute will change its type.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*attribute `retry_after`:telegram.warnings.PTBDeprecationWarning"
)


async def test_replies_go_at_once_in_order_and_their_message_ids_are_kept(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    await desk.reply(text("a"), text("b"), text("c"))
    assert telegram.texts() == ["a", "b", "c"]
    assert [desk.row(key).message_id for key in "abc"] == [1, 2, 3]
    assert {desk.row(key).state for key in "abc"} == {"sent"}
    assert telegram.calls[0][1] == {"text": "a", "parse_mode": "HTML", "chat_id": "1"}


async def test_a_slow_chat_does_not_hold_up_another(desk: Desk, telegram: ScriptedTelegram) -> None:
    gate = telegram.hold(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.reply(text("slow", 1), text("other", 2)))
        await telegram.asked(2)
        # Behind `other` in its chat: put in while the slow one is held, and sent all the same.
        await desk.reply(text("one more", 2))
        while desk.row("one more").state == "pending":
            await desk.tick()
        assert desk.row("slow").state == "pending"
        gate.set()
    assert desk.row("slow").state == "sent"


async def test_a_reply_put_in_while_one_is_under_way_follows_it(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    gate = telegram.hold(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.reply(text("first")))
        await telegram.asked(1)
        await desk.reply(text("second"), text("third"))
        assert telegram.texts() == ["first"]
        gate.set()
    assert telegram.texts() == ["first", "second", "third"]
    assert desk.row("third").state == "sent"


async def test_flood_control_is_waited_out_without_holding_up_other_chats(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    telegram.refuse(1, 429, "Too Many Requests: retry after 30", retry_after=30)
    await desk.reply(text("a1"), text("a2"), text("b", 2))
    assert desk.row("b").state == "sent"
    assert desk.state("a1") == ("pending", "retry_after")
    assert desk.rings == 1
    assert await desk.tick(29 * SECOND) == NOW + 30 * SECOND
    assert await desk.tick(SECOND) is None
    assert telegram.texts(1) == ["a1", "a1", "a2"]


async def test_flood_control_pauses_the_whole_reminder_lane(desk: Desk, telegram: ScriptedTelegram) -> None:
    telegram.refuse(1, 429, "Too Many Requests: retry after 30", retry_after=30)
    await desk.remind(reminder("a", 1))
    await desk.tick()
    await desk.remind(reminder("b", 2))
    assert await desk.tick(10 * SECOND) == NOW + 30 * SECOND
    assert telegram.texts() == ["a"]
    await desk.reply(text("reply", 3))
    assert desk.row("reply").state == "sent"
    await desk.tick(20 * SECOND)
    assert sorted(telegram.texts()) == ["a", "a", "b", "reply"]


async def test_thirty_reminders_go_in_a_second_and_a_chat_gets_one(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    await desk.remind(*(reminder(f"m{n}", n) for n in range(1, 41)), reminder("m1 again", 1))
    assert await desk.tick() == NOW + SECOND
    assert len(telegram.calls) == 30
    await desk.reply(*(text(f"r{n}", n) for n in range(101, 111)))
    assert len(telegram.calls) == 40
    desk.moment += SECOND
    while (due := await desk.tick()) is not None:
        desk.moment = max(due, desk.moment)
    assert len(telegram.calls) == 51
    assert telegram.texts(1) == ["m1", "m1 again"]
    assert desk.moment <= NOW + 3 * SECOND


async def test_a_group_that_had_its_twenty_waits_and_nobody_waits_with_it(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    await desk.reply(*(text(f"r{n}", -9) for n in range(20)))
    await desk.remind(reminder("to the group", -9), reminder("to a chat", 2))
    await desk.tick(5 * SECOND)
    assert telegram.texts(2) == ["to a chat"]
    assert await desk.tick(5 * SECOND) == NOW + timedelta(minutes=1)
    assert telegram.texts(-9)[20:] == []
    assert await desk.tick(timedelta(seconds=50)) is None
    assert telegram.texts(-9)[20:] == ["to the group"]


async def test_a_reminder_for_another_chat_does_not_wait_for_a_busy_group(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    await desk.reply(*(text(f"r{n}", -9) for n in range(20)))
    await desk.remind(reminder("to the group", -9))
    assert await desk.tick(5 * SECOND) == NOW + timedelta(minutes=1)
    await desk.remind(reminder("to a chat", 2))
    await desk.tick(SECOND)
    assert telegram.texts(2) == ["to a chat"]


async def test_a_stop_lets_the_message_under_way_arrive_and_be_settled(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    gate = telegram.hold(1)
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(desk.reply(text("under way"), text("behind")))
        await telegram.asked(1)
        sending.cancel()
        await asyncio.wait([sending])
        finishing = group.create_task(desk.sender.finish())
        gate.set()
        await finishing
    assert [desk.row(key).state for key in ("under way", "behind")] == ["sent", "pending"]
    assert telegram.texts() == ["under way"]


async def test_every_message_of_a_rehearsal_says_so(desk: Desk, telegram: ScriptedTelegram) -> None:
    desk.sender = desk.new_sender(rehearsal=True)
    edit = message("edit", "editMessageText", text="new", message_id=42)
    await desk.reply(text("text"), picture("status"), edit)
    await desk.remind(reminder("reminder", 2))
    await desk.tick(SECOND)
    assert telegram.texts() == ["【演练】text", "【演练】三句话", "【演练】new", "【演练】reminder"]


async def test_what_the_database_could_not_write_down_is_settled_later_and_not_sent_again(
    desk: Desk, telegram: ScriptedTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_sent = outbox.settle_sent
    full_disk = iter([True])

    def full_at_first(*args: Any, **kwargs: Any) -> None:
        if next(full_disk, False):
            raise TransactionLost
        settle_sent(*args, **kwargs)

    monkeypatch.setattr(outbox, "settle_sent", full_at_first)
    await desk.reply(text("a"), text("b", 2))
    assert {desk.row(key).state for key in "ab"} == {"sent"}
    assert sorted(telegram.texts()) == ["a", "b"]


async def test_a_clock_that_jumps_past_the_lease_sends_nothing_twice(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    gate = telegram.hold(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.reply(text("a"), text("b")))
        await telegram.asked(1)
        next_at = await desk.tick(timedelta(days=1))
        assert next_at is not None
        assert next_at > desk.moment
        gate.set()
    assert telegram.texts() == ["a", "b"]


async def test_what_was_in_hand_at_a_death_is_sent_by_the_next_start(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    lost: tuple[Outgoing, ...] = await desk.store.write(outbox.reply, [text("a")], at=NOW, lease=LEASE)
    assert len(lost) == 1
    assert await desk.tick() == NOW + LEASE
    await desk.store.write(outbox.free_claims)
    assert await desk.tick() is None
    assert telegram.texts() == ["a"]


async def test_with_nothing_to_do_there_is_no_next_moment(desk: Desk, telegram: ScriptedTelegram) -> None:
    assert await desk.tick() is None
    assert telegram.calls == []

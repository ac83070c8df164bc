"""A hundred reminders leave at Telegram's pace, and nobody's answer waits behind them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.sandbox.limits import Rates
from bot.sandbox.phone import Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from reminders import outbox
from reminders.messages import Chat, Lane, Message
from tests.acting import SHANGHAI
from tests.e2e.cast import QINGFENG, appoint, new_world, pick_up
from tests.e2e.process import Baiyuan
from tracker.store.store import Store

CROWD = range(5001, 5101)


@pytest.fixture
def world() -> World:
    return new_world(*CROWD, rates=Rates())


@pytest.fixture
def program(world: World, tmp_path: Path) -> Iterator[Baiyuan]:
    with running(create_app(world)) as url, Baiyuan(tmp_path, url) as program:
        appoint(program)
        store = Store(program.settings["BAIYUAN_DB_URL"])
        reminders = [
            Message(
                key=f"reminder:{person}",
                address=Chat(chat_id=person),
                lane=Lane.REMINDER,
                payload={"method": "sendMessage", "parameters": {"text": "提醒"}},
            )
            for person in CROWD
        ]
        # Before the day on which the rehearsal begins: all of it is due at the start.
        store.write_now(outbox.enqueue, reminders, at=datetime(2021, 6, 1, tzinfo=SHANGHAI))
        store.close()
        yield program


async def test_an_answer_does_not_wait_for_a_hundred_reminders(
    program: Baiyuan, world: World, stage: Stage
) -> None:
    liaison = await pick_up(stage, QINGFENG)
    program.start(wait=False)
    program.wait(lambda: any(world.chats[person].messages for person in CROWD))
    await liaison.say("/whoami")
    answer = await liaison.next_message()
    assert "清丰县 联络员" in answer.text
    program.wait(lambda: not program.waiting_to_leave())
    reminded = [list(world.chats[person].messages) for person in CROWD]
    assert all(len(messages) == 1 for messages in reminded)
    assert answer.message_id < max(messages[0] for messages in reminded)
    assert [call for call in await stage.calls("sendMessage") if not call["ok"]] == []

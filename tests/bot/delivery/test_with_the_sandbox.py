"""The sweep and the sender against a server as strict as Telegram, with its real limits."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlalchemy import Connection, insert, select

from bot.delivery import Sender, rehearsal_mark
from bot.sandbox.people import TOKEN, Persona
from bot.sandbox.phone import Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from config.campaign import PUYANG, load
from reminders import outbox
from reminders.messages import Chat, Lane, Message
from reminders.sweep import sweep
from tests.bot.delivery.desk import LEASE, client
from tracker.store import tables
from tracker.store.store import Store

CAMPAIGN = load(PUYANG)
UNITS = tuple(unit.name for unit in CAMPAIGN.units)
MORNING = datetime(2021, 6, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*attribute `retry_after`:telegram.warnings.PTBDeprecationWarning"
)


class Time:
    """One clock for both ends; it stands until it is moved."""

    def __init__(self) -> None:
        self.moment = MORNING

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def base_url(time: Time) -> Iterator[str]:
    world = World(now=lambda: time.now().astimezone(UTC))
    people = [Persona(id=1000 + n, name=unit, title=unit) for n, unit in enumerate(UNITS)]
    with running(create_app(world, personas=people)) as url:
        yield url


@pytest.fixture
async def stage(base_url: str) -> AsyncIterator[Stage]:
    async with Stage(base_url) as stage:
        for n in range(len(UNITS)):
            await stage.phone(1000 + n).say("/start")
        yield stage


@pytest.fixture
def everybody_bound(store: Store) -> Store:
    store.write_now(bind_everybody)
    return store


@pytest.fixture
async def sender(base_url: str, everybody_bound: Store, time: Time) -> AsyncIterator[Sender]:
    async with client(base_url, TOKEN) as bot:
        yield Sender(
            bot=bot,
            store=everybody_bound,
            now=time.now,
            draw=draw,
            report_fault=fail,
            ring=lambda: None,
            mark=rehearsal_mark,
        )


async def draw(_recipe: Mapping[str, Any]) -> bytes:
    picture = BytesIO()
    Image.new("RGB", (640, 400), "teal").save(picture, format="PNG")
    return picture.getvalue()


async def fail(fault: str) -> None:
    pytest.fail(fault)


def bind_everybody(connection: Connection) -> None:
    for n, unit in enumerate(UNITS):
        row = {"user_id": 1000 + n, "chat_id": 1000 + n, "name": unit, "unit": unit, "role": "liaison"}
        connection.execute(insert(tables.members), {**row, "since_at": MORNING})


async def deliver(sender: Sender, time: Time) -> None:
    for _ in range(200):
        due = await sender.tick(time.now())
        if due is None:
            return
        time.moment = max(time.moment, due)
    pytest.fail("the outbox never came to rest")


def states(store: Store) -> dict[str, str]:
    query = select(tables.outbox.c.key, tables.outbox.c.state)
    return {row.key: row.state for row in store.read_now(lambda c: c.execute(query).all())}


async def test_a_morning_reaches_every_liaison_within_telegrams_limits(
    stage: Stage, sender: Sender, everybody_bound: Store, time: Time
) -> None:
    time.moment += timedelta(minutes=1)
    done = everybody_bound.write_now(sweep, CAMPAIGN, MORNING, None)
    assert done.messages == 15
    await deliver(sender, time)
    assert set(states(everybody_bound).values()) == {"sent"}
    (message,) = [one for one in await stage.phone(1000 + UNITS.index("清丰县")).messages() if one.from_bot]
    assert message.text.startswith("【演练】督办提醒 2021年6月25日（周五）\n清丰县")
    assert "3.1 研究确定低效工业用地标准，3月31日到期，已逾期 86 天" in message.text
    assert message.buttons == (("填报", "已知悉", "填季报"),)
    assert not [call for call in await stage.calls("sendMessage") if not call["ok"]]


async def test_a_liaison_who_blocked_the_bot_is_marked_and_everybody_else_is_served(
    stage: Stage, sender: Sender, everybody_bound: Store, time: Time
) -> None:
    await stage.phone(1000 + UNITS.index("清丰县")).block()
    everybody_bound.write_now(sweep, CAMPAIGN, MORNING, None)
    await deliver(sender, time)
    found = states(everybody_bound)
    assert found.pop("morning:2021-06-25:清丰县:liaison") == "given up"
    assert set(found.values()) == {"sent"}


async def test_an_outage_with_lost_answers_and_floods_delivers_everything_in_the_end(
    stage: Stage, sender: Sender, everybody_bound: Store, time: Time
) -> None:
    everybody_bound.write_now(sweep, CAMPAIGN, MORNING, None)
    await stage.fail("sendMessage", "502", times=5)
    await stage.fail("sendMessage", "drop", times=5)
    await stage.fail("sendMessage", "429", times=2, retry_after=9)
    await deliver(sender, time)
    assert set(states(everybody_bound).values()) == {"sent"}
    for n in range(len(UNITS)):
        assert len([one for one in await stage.phone(1000 + n).messages() if one.from_bot]) <= 1


async def test_a_picture_arrives_as_it_was_drawn(
    stage: Stage, sender: Sender, everybody_bound: Store, time: Time
) -> None:
    payload = {
        "method": "sendPhoto",
        "parameters": {"caption": "<b>三句话</b>", "parse_mode": "HTML"},
        "picture": {"kind": "status", "on": "2021-06-25", "known": None},
    }
    message = Message(key="picture", address=Chat(chat_id=1000), lane=Lane.REPLY, payload=payload)
    await sender.send_now(everybody_bound.write_now(outbox.reply, [message], at=MORNING, lease=LEASE))
    (seen,) = [one for one in await stage.phone(1000).messages() if one.from_bot]
    assert seen.text == "【演练】三句话"
    assert await stage.phone(1000).download(seen)


async def test_more_replies_than_telegram_takes_at_once_all_arrive_in_order(
    stage: Stage, sender: Sender, everybody_bound: Store, time: Time
) -> None:
    replies = [
        Message(
            key=f"r{n}",
            address=Chat(chat_id=1000),
            lane=Lane.REPLY,
            payload={"method": "sendMessage", "parameters": {"text": f"r{n}"}},
        )
        for n in range(12)
    ]
    await sender.send_now(everybody_bound.write_now(outbox.reply, replies, at=MORNING, lease=LEASE))
    await deliver(sender, time)
    arrived = [one.text for one in await stage.phone(1000).messages() if one.from_bot]
    assert arrived == [f"【演练】r{n}" for n in range(12)]

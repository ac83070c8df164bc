"""From stored updates to the desk: bugs fail alone, faults are waited out, a chat keeps its order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, select, text, update
from sqlalchemy.exc import OperationalError

from bot import inbox
from bot.clock import Clock
from bot.delivery import Sender
from bot.desk import Desk
from bot.inbox import Arrival
from bot.menus import Menus
from bot.reception import Reception
from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN, Persona
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from bot.telegram import open_bot
from config.settings import Settings
from reminders.alarm import Alarm
from tests.acting import ADMIN, NOW, QINGFENG
from tracker.plan import Campaign
from tracker.store.people import People
from tracker.store.store import Store
from tracker.store.tables import inbox as inbox_table
from tracker.store.tables import outbox

BOT = 100200300


@dataclass(frozen=True, slots=True)
class Counter:
    """The reception with all that it needs, and hands to feed it."""

    store: Store
    clock: Clock
    reception: Reception

    def receive(self, *updates: dict[str, Any]) -> tuple[Arrival, ...]:
        return self.store.write_now(inbox.receive, BOT, updates, self.clock, NOW)

    async def see_through(self, arrivals: Sequence[Arrival], *, left_over: bool = False) -> None:
        async with asyncio.TaskGroup() as tasks:
            self.reception.take(arrivals, tasks, left_over=left_over)

    def raw(self) -> list[str]:
        query = select(inbox_table.c.raw).order_by(inbox_table.c.id)
        return self.store.read_now(lambda c: list(c.execute(query).scalars()))

    def outcomes(self) -> list[str | None]:
        query = select(inbox_table.c.outcome).order_by(inbox_table.c.id)
        return self.store.read_now(lambda c: list(c.execute(query).scalars()))

    def told(self, chat_id: int) -> list[str]:
        """What was put out for a chat, or for the person whose chat it is."""
        query = select(outbox.c.payload).where(
            (outbox.c.chat_id == chat_id) | (outbox.c.post_user_id == chat_id)
        )
        rows = self.store.read_now(lambda c: list(c.execute(query.order_by(outbox.c.id)).scalars()))
        return [row["parameters"].get("text", "") for row in rows]


def said(update_id: int, words: str, *, chat: int = QINGFENG.chat_id, **fields: Any) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "张三"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}]
    message = {
        "message_id": update_id,
        "date": int(datetime.now(UTC).timestamp()),  # noqa: TID251  (Telegram's own clock)
        "chat": {"id": chat, "type": "private", "first_name": "张三"},
        "from": person,
        "text": words,
        **({"entities": entities} if words.startswith("/") else {}),
    }
    return {"update_id": update_id, "message": message | fields}


@pytest.fixture
def api_url() -> Iterator[str]:
    world = World(now=lambda: datetime.now(UTC), rates=UNLIMITED)  # noqa: TID251  (Telegram's own clock)
    personas = [Persona(id=each.user_id, name=each.name) for each in (QINGFENG, ADMIN)]
    app = create_app(world, personas=personas)
    for persona in personas:
        world.chats[persona.id].started = True
    with running(app) as url:
        yield url


@pytest.fixture
async def counter(store: Store, campaign: Campaign, api_url: str) -> AsyncIterator[Counter]:
    async with _counter(store, campaign, api_url) as counter:
        yield counter


@asynccontextmanager
async def _counter(store: Store, campaign: Campaign, api_url: str) -> AsyncIterator[Counter]:
    clock = Clock(campaign.timezone)
    for member in (QINGFENG, ADMIN):
        store.write_now(_appoint, member.user_id, member.name, member.posts[0])
    settings = Settings.read({"BAIYUAN_TOKEN": TOKEN, "BAIYUAN_API_URL": api_url}, None)
    bot = open_bot(settings)
    await bot.initialize()
    alarm = Alarm(clock.real)
    bell = alarm.bell("delivery")
    sender = Sender(bot=bot, store=store, now=clock.now, draw=_draw, report_fault=_report, ring=bell.ring)
    reception = Reception(
        bot=bot,
        desk=Desk(store, campaign, clock),
        store=store,
        sender=sender,
        menus=Menus(bot, store),
        delivery=bell,
        paperwork=alarm.bell("paperwork"),
    )
    await reception.open()
    try:
        yield Counter(store, clock, reception)
    finally:
        await bot.shutdown()


def _execute(connection: Connection, statement: Executable) -> None:
    connection.execute(statement)


async def _draw(_recipe: object) -> bytes:
    raise AssertionError("no picture was asked for")


async def _report(cause: str) -> None:
    raise AssertionError(cause)


def _appoint(connection: Connection, user_id: int, name: str, post: Any) -> None:
    People(connection).appoint(user_id=user_id, chat_id=user_id, name=name, post=post, at=NOW)


async def test_an_update_that_meets_a_bug_of_the_database_fails_alone_and_the_operator_hears_of_it(
    counter: Counter,
) -> None:
    refuse = "CREATE TRIGGER broken BEFORE INSERT ON reports BEGIN SELECT RAISE(ABORT, 'x'); END"
    counter.store.write_now(_execute, text(refuse))
    await counter.see_through(counter.receive(said(1, "/report 3.2 60 情况"), said(2, "/whoami")))
    assert counter.outcomes() == ["failed", "done"]
    fault, answer = counter.told(QINGFENG.chat_id)
    assert fault.startswith("系统出错")
    assert "清丰县 联络员" in answer
    assert any("处理第 1 条消息时出错：IntegrityError" in each for each in counter.told(ADMIN.chat_id))


async def test_an_update_that_overtook_another_of_its_chat_comes_after_it(counter: Counter) -> None:
    first, second = counter.receive(said(1, "/report 3.2 10 先"), said(2, "/report 3.2 20 后"))
    await counter.see_through([second, first])
    assert counter.outcomes() == ["done", "done"]
    shown = [each for each in counter.told(QINGFENG.chat_id) if "已记录" in each]
    assert ["10%" in shown[0], "20%" in shown[1]] == [True, True]


async def test_what_killed_the_process_five_times_is_given_up_and_its_sender_is_told(
    counter: Counter,
) -> None:
    arrivals = counter.receive(said(1, "/report 3.2 60 情况"), said(2, "/whoami", chat=ADMIN.chat_id))
    query = update(inbox_table).where(inbox_table.c.id == arrivals[0].id).values(deaths=inbox.DEATHS)
    counter.store.write_now(_execute, query)
    await counter.see_through(arrivals, left_over=True)
    assert counter.outcomes() == ["failed", "done"]
    assert counter.told(QINGFENG.chat_id)[0].startswith("系统出错")


async def test_a_database_out_of_order_while_taking_up_what_was_left_is_waited_out(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrivals = counter.receive(said(1, "/report 3.2 60 情况"))
    write, failures = counter.store.write, [OperationalError("UPDATE inbox", {}, OSError("disk"))]

    async def sometimes(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if failures:
            raise failures.pop()
        return await write(fn, *args, **kwargs)

    monkeypatch.setattr(counter.store, "write", sometimes)
    await counter.see_through(arrivals, left_over=True)
    assert counter.outcomes() == ["done"]


@pytest.mark.parametrize(
    "shape",
    [{"date": 10**18}, {"chat": {"id": 2**70, "type": "private"}}, {"chat": None}, {"from": 7}],
    ids=["a date beyond all calendars", "a chat beyond all numbers", "no chat", "a person who is none"],
)
async def test_an_update_of_a_shape_nobody_knows_ends_nothing(
    counter: Counter, shape: dict[str, Any]
) -> None:
    await counter.see_through(counter.receive(said(1, "/whoami", **shape), said(2, "/whoami")))
    odd, sound = counter.outcomes()
    assert odd is not None
    assert sound == "done"


async def test_an_invitation_code_is_kept_neither_in_the_answer_nor_in_the_message_that_brings_it(
    counter: Counter,
) -> None:
    admin = ADMIN.chat_id
    await counter.see_through(counter.receive(said(1, "/invite 范县 联络员", chat=admin)))
    assert counter.outcomes() == ["done"]
    assert counter.told(admin) == [""]
    code = "ABCD2345EF"
    await counter.see_through(counter.receive(said(2, f"/start {code}", chat=admin)))
    assert counter.raw()[1] == "{}"
    assert not any(code in each for each in counter.told(admin))

"""A clerk with a sandbox before it: files are sent from telephones, answers arrive there."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Row, select
from telegram import Update
from telegram.ext import ExtBot

from bot import inbox
from bot.access import Right
from bot.clock import Clock
from bot.delivery import Sender as Delivery
from bot.delivery import rehearsal_mark
from bot.desk import Desk, Route
from bot.handlers import talk
from bot.incoming import read_incoming
from bot.paperwork.clerk import Clerk
from bot.recipes import Recipes
from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN, Persona
from bot.sandbox.phone import Phone, Seen, Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from bot.telegram import open_bot
from config.settings import Settings
from tests.acting import EVERYBODY, NOW, STRANGER, Act
from tests.bot.paperwork.sheets import KINDS
from tracker.model import Sender
from tracker.store.file_tables import kept_files, sent_files
from tracker.store.tables import audit


@dataclass
class Room:
    """Sends files, works on them, delivers the answers; a failed delivery is a failed test."""

    act: Act
    stage: Stage
    bot: ExtBot[None]
    clock: Clock
    updates: int = 0

    def __post_init__(self) -> None:
        self.clerk = Clerk(
            bot=self.bot,
            store=self.act.store,
            campaign=self.act.campaign,
            clock=self.clock,
            kinds=KINDS,
            answered=lambda: None,
            mark=rehearsal_mark,
        )
        self.delivery = Delivery(
            bot=self.bot,
            store=self.act.store,
            now=self.clock.now,
            draw=Recipes(self.act.store, self.act.campaign).draw,
            report_fault=_fail,
            ring=lambda: None,
            mark=rehearsal_mark,
        )

    async def send(self, sender: Sender, content: bytes, name: str = "表.csv", *, size: int = 0) -> Phone:
        """Send a document; its receipt is said. The telephone, with that read."""
        phone = self.stage.phone(sender.chat_id)
        seen = await phone.send_document(content, name, size=size)
        await self.say(seen)
        return phone

    async def say(self, seen: Seen) -> None:
        """Let the desk settle what was sent, and send what it answers."""
        self.updates += 1
        raw = {"update_id": self.updates, "message": seen.raw}
        at = self.clock.now()
        (arrival,) = self.act.store.write_now(inbox.receive, self.bot.id, [raw], self.clock, at)
        incoming = read_incoming(Update.de_json(raw, self.bot), arrival.said_at)
        assert incoming is not None
        settled = await Desk(self.act.store, self.act.campaign, self.clock).settle(
            arrival, incoming, Route(Right.READ, talk.talk)
        )
        assert settled is not None
        await self.delivery.send_now(settled.in_hand)

    async def work(self) -> datetime | None:
        """Work on what waits, and deliver the answers."""
        next_at = await self.clerk.tick(self.clock.now())
        await self.delivery.tick(self.clock.now())
        return next_at

    def files(self) -> list[Row[*tuple[Any, ...]]]:
        return self._rows(sent_files)

    def outcomes(self) -> list[str | None]:
        return [file.outcome for file in self.files()]

    def kept(self) -> int:
        return len(self._rows(kept_files))

    def noted(self) -> list[str]:
        """The names of the files that had their effect."""
        return [row.subject for row in self._rows(audit) if row.action == "count"]

    def _rows(self, table: Any) -> list[Row[*tuple[Any, ...]]]:
        query = select(table).order_by(table.c.id)
        return self.act.read(lambda books: list(books.connection.execute(query)))


async def read(phone: Phone) -> list[str]:
    """What the bot's messages in a chat say now, without the mark of a rehearsal."""
    return [seen.text.removeprefix("【演练】") for seen in await phone.messages() if seen.from_bot]


@pytest.fixture
def api_url() -> Iterator[str]:
    world = World(now=lambda: datetime.now(UTC), rates=UNLIMITED)  # noqa: TID251  (Telegram's own clock)
    personas = [Persona(id=each.user_id, name=each.name) for each in (*EVERYBODY, STRANGER)]
    app = create_app(world, personas=personas)
    for persona in personas:
        world.chats[persona.id].started = True
    with running(app) as url:
        yield url


@pytest.fixture
async def room(api_url: str, act: Act) -> AsyncIterator[Room]:
    act.appoint(*EVERYBODY)
    bot = open_bot(Settings.read({"BAIYUAN_TOKEN": TOKEN, "BAIYUAN_API_URL": api_url}, None))
    await bot.initialize()
    async with Stage(api_url) as stage:
        yield Room(act, stage, bot, Clock("Asia/Shanghai", NOW))
    await bot.shutdown()


async def _fail(fault: str) -> None:
    pytest.fail(fault)

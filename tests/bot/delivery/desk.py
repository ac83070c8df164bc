"""Messages put in as the desk and the sweep do, and what became of them."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.delivery import Sender, rehearsal_mark, unmarked
from reminders import outbox
from reminders.messages import Chat, Lane, Message
from tracker.store import tables
from tracker.store.store import Store

TOKEN = "123456789:AAE-very-secret-token-of-the-test"
NOW = datetime(2021, 6, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SECOND = timedelta(seconds=1)
LEASE = timedelta(minutes=5)
PNG = b"\x89PNG..."


class Desk:
    """Puts messages in as the desk and the sweep do, sends them, and reads what became of them."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self.store = store
        self.moment = NOW
        self.faults: list[str] = []
        self.rings = 0
        self.drawing: list[Mapping[str, Any]] = []
        self.cannot_draw = 0
        self.bot = bot
        self.sender = self.new_sender()

    def new_sender(self, *, rehearsal: bool = False) -> Sender:
        return Sender(
            bot=self.bot,
            store=self.store,
            now=lambda: self.moment,
            draw=self.draw,
            report_fault=self.report,
            ring=self.ring,
            mark=rehearsal_mark if rehearsal else unmarked,
        )

    async def draw(self, recipe: Mapping[str, Any]) -> bytes:
        self.drawing.append(recipe)
        if self.cannot_draw:
            self.cannot_draw -= 1
            raise ZeroDivisionError(f"https://example.org/bot{TOKEN}/")
        return PNG

    async def report(self, fault: str) -> None:
        self.faults.append(fault)

    def ring(self) -> None:
        self.rings += 1

    async def reply(self, *messages: Message) -> None:
        in_hand = await self.store.write(outbox.reply, messages, at=self.moment, lease=LEASE)
        await self.sender.send_now(in_hand)

    async def remind(self, *messages: Message) -> None:
        await self.store.write(outbox.enqueue, messages, at=self.moment)

    async def tick(self, after: timedelta = timedelta()) -> datetime | None:
        self.moment += after
        return await self.sender.tick(self.moment)

    def row(self, key: str) -> Row[*tuple[Any, ...]]:
        query = select(tables.outbox).where(tables.outbox.c.key == key)
        return self.store.read_now(lambda connection: connection.execute(query).one())

    def state(self, key: str) -> tuple[str, str | None]:
        row = self.row(key)
        return row.state, row.reason


@asynccontextmanager
async def client(url: str, token: str = TOKEN) -> AsyncIterator[Bot]:
    # Loopback is plain HTTP: no certificates are loaded.
    plain = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    async with HTTPXRequest(connection_pool_size=64, httpx_kwargs=plain) as request:
        # Not opened as a whole: it would ask the server who it is.
        yield Bot(token, base_url=f"{url}/bot", request=request, get_updates_request=request)


def text(key: str, chat: int = 1, lane: Lane = Lane.REPLY, **parameters: Any) -> Message:
    return message(key, "sendMessage", chat, lane, text=key, parse_mode="HTML", **parameters)


def message(key: str, method: str, chat: int = 1, lane: Lane = Lane.REPLY, **parameters: Any) -> Message:
    payload = {"method": method, "parameters": parameters}
    return Message(key=key, address=Chat(chat_id=chat), lane=lane, payload=payload)


def reminder(key: str, chat: int = 1) -> Message:
    return text(key, chat, Lane.REMINDER)


def document(key: str) -> Message:
    payload = {
        "method": "sendDocument",
        "parameters": {"caption": "结果"},
        "document": {"kind": "kept file", "id": 7, "name": "评分结果.xlsx"},
    }
    return Message(key=key, address=Chat(chat_id=1), lane=Lane.REPLY, payload=payload)


def picture(key: str) -> Message:
    payload = {
        "method": "sendPhoto",
        "parameters": {"caption": "三句话"},
        "picture": {"kind": "status", "on": "2021-07-01", "known": None},
    }
    return Message(key=key, address=Chat(chat_id=1), lane=Lane.REPLY, payload=payload)

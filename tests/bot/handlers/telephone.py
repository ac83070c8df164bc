"""People with telephones before the real routing, desk and database; only Telegram itself is missing.

Everything that would leave is held to the sandbox's limits, and every button to the table of buttons.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, select
from telegram import Update, User
from telegram.ext import ExtBot

from bot import inbox
from bot.clock import Clock
from bot.delivery import rehearsal_mark
from bot.desk import Desk, Route, Settled
from bot.incoming import read_incoming
from bot.routing import BUTTONS, build_application
from bot.sandbox.limits import inline_keyboard, message_caption, message_text
from reminders import outbox
from tests.acting import NOW, Act
from tracker.model import Sender
from tracker.store import tables

BOT_ID = 42


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one update: what its sender got, what others were told, the toast on the button."""

    outcome: str | None
    replies: tuple[Mapping[str, Any], ...]
    notices: tuple[tuple[object, Mapping[str, Any]], ...]
    toast: str

    @property
    def text(self) -> str:
        """The only reply, as a person reads it."""
        (payload,) = self.replies
        return read(payload)

    @property
    def buttons(self) -> dict[str, str]:
        """The buttons under all replies: what they say and what they carry."""
        return {text: data for payload in self.replies for text, data in buttons(payload)}

    @property
    def told(self) -> dict[object, str]:
        """Whom a notice went to (a chat, a unit, or one holder of a post) and what it says."""
        return {whom: read(payload) for whom, payload in self.notices}

    def button(self, beginning: str) -> str:
        """What the button that begins so carries."""
        return next(data for text, data in self.buttons.items() if text.startswith(beginning))


@cache
def silent_bot() -> ExtBot[None]:
    """A bot that knows its own name and calls nobody; making one loads certificates, so there is one."""
    bot: ExtBot[None] = ExtBot("42:token")
    bot._bot_user = User(id=BOT_ID, first_name="督办", is_bot=True, username="baiyuan_bot")
    return bot


class Telephones:
    """Everybody's telephone; `at` is when the next message is sent, the present unless given."""

    def __init__(self, act: Act, start: datetime = NOW) -> None:
        self.act = act
        self.clock = Clock("Asia/Shanghai", start)
        self.bot = silent_bot()
        self.application = build_application(self.bot, self._hand_over)
        self._arrival: inbox.Arrival | None = None
        self._settled: Settled | None = None
        self._next = 1
        self.restart()

    def restart(self) -> None:
        """A new process on the same database."""
        self.desk = Desk(self.act.store, self.act.campaign, self.clock)

    async def say(self, sender: Sender, text: str, **fields: Any) -> Answered:
        """Send a text."""
        return await self.send(sender, text=text, entities=_command_in(text), **fields)

    async def send(self, sender: Sender, *, at: datetime | None = None, **fields: Any) -> Answered:
        """Send a message with these fields of the Bot API."""
        message = self._message(sender, at) | {"from": _user(sender)} | fields
        return await self._update(message=message)

    async def photo(self, sender: Sender, caption: str = "", **fields: Any) -> Answered:
        """Send a photo, in two sizes as Telegram does."""
        sizes = [_file(f"{size}-{self._next}", width=size, height=size, file_size=size) for size in (90, 800)]
        return await self.send(
            sender, photo=sizes, **_captioned(caption), caption_entities=_command_in(caption), **fields
        )

    async def document(
        self,
        sender: Sender,
        caption: str = "",
        *,
        size: int = 1000,
        name: str = "佐证<材料>.pdf",
        **fields: Any,
    ) -> Answered:
        """Send a document of that many bytes."""
        file = _file(f"d-{self._next}", file_name=name, file_size=size)
        return await self.send(
            sender, document=file, **_captioned(caption), caption_entities=_command_in(caption), **fields
        )

    async def video(self, sender: Sender, caption: str = "", **fields: Any) -> Answered:
        """Send a video as such, not as a file."""
        video = _file(f"v-{self._next}", width=640, height=360, duration=9, file_name="现场.mp4")
        return await self.send(
            sender, video=video, **_captioned(caption), caption_entities=_command_in(caption), **fields
        )

    async def press(self, sender: Sender, data: str, *, message_id: int = 500) -> Answered:
        """Press a button under a message of the bot."""
        message = self._message(sender, None) | {"message_id": message_id, "text": "…"}
        query = {"id": "7", "from": _user(sender), "chat_instance": "1", "data": data, "message": message}
        return await self._update(callback_query=query)

    async def edit(self, sender: Sender, text: str) -> Answered:
        """Change a message that was sent before."""
        message = self._message(sender, None) | {"from": _user(sender), "text": text}
        return await self._update(edited_message=message | {"entities": _command_in(text)})

    def _message(self, sender: Sender, at: datetime | None) -> dict[str, Any]:
        real = self.clock.real(at or self.clock.now())
        chat = {"id": sender.chat_id, "type": "private", "first_name": sender.name}
        return {"message_id": self._next, "date": int(real.timestamp()), "chat": chat}

    async def _update(self, **part: Any) -> Answered:
        raw = {"update_id": self._next, **part}
        self._next += 1
        at = self.clock.now()
        (self._arrival,) = self.act.store.write_now(inbox.receive, BOT_ID, [raw], self.clock, at)
        await self._route(Update.de_json(self._arrival.raw, self.bot))
        answered = self._read_outbox(self._arrival)
        # What is in hand is sent at once, so that the next reply need not queue behind it.
        settled = self._settled or Settled()
        for message in settled.in_hand:
            self.act.store.write_now(outbox.settle_sent, message, message_id=message.id, at=at)
        return answered

    async def _route(self, update: Update) -> None:
        """Give the update to the first handler that takes it, as the application does."""
        self._settled = None
        for handler in self.application.handlers[0]:
            check = handler.check_update(update)
            if check is not None and check is not False:
                await handler.callback(update, None)  # type: ignore[arg-type]  # it looks at the update alone
                return

    async def _hand_over(self, update: Update, route: Route) -> None:
        assert self._arrival is not None
        incoming = read_incoming(update, self._arrival.said_at)
        if incoming is not None:
            self._settled = await self.desk.settle(self._arrival, incoming, route)

    def _read_outbox(self, arrival: inbox.Arrival) -> Answered:
        rows = self._rows(f"update:{arrival.id}:")
        for row in rows:
            check(row.payload)
        outcome = self.act.read(
            lambda books: books.connection.execute(
                select(tables.inbox.c.outcome).where(tables.inbox.c.id == arrival.id)
            ).scalar_one()
        )
        return Answered(
            outcome=outcome,
            replies=tuple(row.payload for row in rows if row.lane == "reply"),
            notices=tuple((_whom(row), row.payload) for row in rows if row.lane == "reminder"),
            toast=self._settled.toast if self._settled else "",
        )

    def _rows(self, beginning: str) -> list[Row[*tuple[Any, ...]]]:
        query = select(tables.outbox).where(tables.outbox.c.key.startswith(beginning))
        return self.act.read(lambda books: list(books.connection.execute(query.order_by(tables.outbox.c.id))))


def read(payload: Mapping[str, Any]) -> str:
    """The text as Telegram shows it, without tags and references."""
    parameters = payload["parameters"]
    if "text" in parameters:
        edited = payload["method"] == "editMessageText"
        return message_text(parameters["text"], parameters["parse_mode"], None, edited=edited).text
    return message_caption(parameters.get("caption", ""), parameters.get("parse_mode", ""), None).text


def buttons(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The buttons under a message."""
    keyboard = payload["parameters"].get("reply_markup", {}).get("inline_keyboard", [])
    return [(button["text"], button["callback_data"]) for row in keyboard for button in row]


def check(payload: Mapping[str, Any]) -> None:
    """Hold a message to Telegram's limits, with the mark of a rehearsal and without."""
    for sent in (payload, rehearsal_mark(payload)):
        read(sent)
    inline_keyboard(payload["parameters"].get("reply_markup"))
    for _, data in buttons(payload):
        assert any(re.fullmatch(pattern, data) for pattern in BUTTONS), f"no route for {data!r}"


def _whom(row: Row[*tuple[Any, ...]]) -> object:
    return row.chat_id or row.post_user_id or row.post_unit


def _user(sender: Sender) -> dict[str, Any]:
    return {"id": sender.user_id, "is_bot": False, "first_name": sender.name}


def _file(name: str, **fields: Any) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": f"u{name}", **fields}


def _captioned(caption: str) -> dict[str, Any]:
    return {"caption": caption} if caption else {}


def _command_in(text: str) -> list[dict[str, Any]]:
    """The command that Telegram finds at the beginning of a text."""
    found = re.match(r"/[A-Za-z0-9_]{1,32}(@\w+)?", text)
    return [{"type": "bot_command", "offset": 0, "length": found.end()}] if found else []

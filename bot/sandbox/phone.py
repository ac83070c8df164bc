"""Telephones for tests and measurements: they drive a sandbox over HTTP, in this process or another."""

import asyncio
import ssl
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Literal, Self

import httpx

from bot.sandbox.entities import Json
from bot.sandbox.faults import FaultKind

PATIENCE: Final = 5.0
ChangeKind = Literal["message", "edited", "deleted", "answer"]


class NothingCameError(AssertionError):
    """The bot was silent for as long as the test was ready to wait."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it; `raw` is the Message in Telegram's JSON."""

    raw: Json

    @property
    def message_id(self) -> int:
        """Give the number within the chat."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Give the words: text or caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def buttons(self) -> tuple[tuple[str, ...], ...]:
        """Give the inline buttons' texts, row by row."""
        return tuple(tuple(button["text"] for button in row) for row in self._rows())

    @property
    def from_bot(self) -> bool:
        """Tell the bot's messages from people's."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def file_id(self) -> str:
        """Give the picture in full size, or the document; empty without either."""
        if "photo" in self.raw:
            return str(self.raw["photo"][-1]["file_id"])
        return str(self.raw.get("document", {}).get("file_id", ""))

    def data_of(self, button: str) -> str | None:
        """Find what a button sends, by its text or, failing that, by a part of it."""
        listed = [one for row in self._rows() for one in row if "callback_data" in one]
        same = [one for one in listed if one["text"] == button] or [
            one for one in listed if button in one["text"]
        ]
        return str(same[0]["callback_data"]) if same else None

    def _rows(self) -> Sequence[Sequence[Mapping[str, Any]]]:
        rows: Sequence[Sequence[Mapping[str, Any]]] = self.raw.get("reply_markup", {}).get(
            "inline_keyboard", ()
        )
        return rows


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to a pressed button."""

    text: str
    alert: bool


class Stage:
    """The whole sandbox from outside: `async with Stage(base_url) as stage`."""

    def __init__(self, base_url: str) -> None:
        # Loopback is plain HTTP, so no certificate is trusted; loading the usual ones takes a while.
        trusting_none = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.http = httpx.AsyncClient(base_url=base_url, timeout=60, trust_env=False, verify=trusting_none)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.aclose()

    def phone(self, person: int, *, chat: int | None = None) -> "Phone":
        """Give a person's telephone, open at the chat with the bot or at a group."""
        return Phone(self, person, chat or person)

    async def add_person(self, person: int, name: str = "", title: str = "") -> "Phone":
        """Give somebody new a telephone."""
        await self.ask("people", {"id": person, "name": name, "title": title})
        return self.phone(person)

    async def add_group(self, title: str, members: Sequence[int]) -> int:
        """Open a group with the bot in it; its chat id."""
        return int((await self.ask("groups", {"title": title, "members": list(members)}))["id"])

    async def migrate(self, group: int) -> int:
        """Make a group a supergroup; the new chat id."""
        return int((await self.ask(f"groups/{group}/migrate", {}))["id"])

    async def fail(self, method: str, kind: FaultKind, *, times: int = 1, retry_after: int = 1) -> None:
        """Spoil the next calls of a method (`*`: of any)."""
        fault = {"method": method, "kind": kind, "times": times, "retry_after": retry_after}
        await self.ask("faults", fault)

    async def forget_faults(self) -> None:
        """Let every call succeed again."""
        await self.ask("faults", {})

    async def calls(self, method: str = "", *, after: int = 0) -> list[Json]:
        """List the Bot API calls made so far."""
        found = await self.look("calls", {"method": method, "after": after})
        return list(found["calls"])

    async def add_update(self, update: Json) -> int:
        """Queue a raw update; its id."""
        return int((await self.ask("updates", update))["update_id"])

    async def clock(self) -> datetime:
        """Read the rehearsal's clock."""
        return datetime.fromisoformat((await self.look("clock"))["now"])

    async def move_clock(self, moment: datetime) -> datetime:
        """Move the rehearsal's clock forward."""
        return datetime.fromisoformat((await self.ask("clock", {"move_to": moment.isoformat()}))["now"])

    async def ask(self, path: str, body: Json) -> Any:
        """Post to a control address; a refusal is an AssertionError with the server's words."""
        return _content(await self.http.post(f"/sandbox/{path}", json=body))

    async def look(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Get from a control address."""
        return _content(await self.http.get(f"/sandbox/{path}", params=query))


class Phone:
    """One person's telephone. What comes is kept in order and read one by one, from the chat's beginning."""

    def __init__(self, stage: Stage, person: int, chat: int) -> None:
        self.stage = stage
        self.person = person
        self.chat = chat
        self._seen_up_to = 0
        self._kept: dict[str, deque[Json]] = {
            kind: deque() for kind in ("message", "edited", "deleted", "answer")
        }

    async def say(self, text: str, *, date: datetime | None = None, forwarded: bool = False) -> Seen:
        """Send a text; with `date` it left the telephone earlier."""
        return Seen(await self._do("say", text=text, date=_seconds(date), forwarded=forwarded))

    async def edit(self, message_id: int, text: str) -> Seen:
        """Change one's own message."""
        return Seen(await self._do("edit", message_id=message_id, text=text))

    async def send_photo(self, content: bytes, caption: str = "", *, date: datetime | None = None) -> Seen:
        """Send a picture."""
        return (await self.send_files("photo", [("photo.jpg", content)], caption, date=date))[0]

    async def send_document(
        self, content: bytes, name: str, caption: str = "", *, size: int = 0, date: datetime | None = None
    ) -> Seen:
        """Send a document; `size` claims more bytes than there are."""
        return (await self.send_files("document", [(name, content)], caption, size=size, date=date))[0]

    async def send_album(self, pictures: Sequence[bytes], caption: str = "") -> list[Seen]:
        """Send several pictures as one album."""
        named = [(f"photo{place}.jpg", content) for place, content in enumerate(pictures, 1)]
        return await self.send_files("photo", named, caption)

    async def send_files(
        self,
        kind: Literal["photo", "document"],
        named: Sequence[tuple[str, bytes]],
        caption: str = "",
        *,
        size: int = 0,
        date: datetime | None = None,
    ) -> list[Seen]:
        """Send files by name and content, several as an album."""
        form = {"from": str(self.person), "kind": kind, "caption": caption, "size": str(size)}
        files = [("file", one) for one in named]
        sent = await self.stage.http.post(
            f"/sandbox/chats/{self.chat}/files", data=form | {"date": str(_seconds(date) or "")}, files=files
        )
        return [Seen(message) for message in _content(sent)]

    async def press(self, button: str, *, on: Seen | None = None) -> str:
        """Press a button by its text, on the newest message that has it; the callback query's id."""
        shown = [on] if on else list(reversed(await self.messages()))
        for message in shown:
            data = message.data_of(button)
            if data is not None:
                done = await self._do("press", message_id=message.message_id, data=data)
                return str(done["callback_query_id"])
        visible = [text for message in shown for row in message.buttons for text in row]
        raise LookupError(f"no button {button!r}; there are {visible}")

    async def press_data(self, message_id: int, data: str) -> str:
        """Press a button by what it sends; the callback query's id."""
        return str((await self._do("press", message_id=message_id, data=data))["callback_query_id"])

    async def block(self, *, blocked: bool = True) -> None:
        """Block the bot, or let it in again."""
        await self._do("block", blocked=blocked)

    async def messages(self) -> list[Seen]:
        """Read the whole chat as it stands now, edits included."""
        found = await self.stage.look(f"chats/{self.chat}/messages")
        return [Seen(message) for message in found["messages"]]

    async def menu(self) -> dict[str, str]:
        """Read the command menu: command to description."""
        listed = await self.stage.look(f"chats/{self.chat}/menu", {"person": self.person})
        return {one["command"]: one["description"] for one in listed}

    async def next_message(self, seconds: float = PATIENCE) -> Seen:
        """Wait for the bot's next message not yet read."""
        return Seen(await self._next("message", seconds))

    async def next_edit(self, seconds: float = PATIENCE) -> Seen:
        """Wait for the next message that the bot changed."""
        return Seen(await self._next("edited", seconds))

    async def next_answer(self, seconds: float = PATIENCE) -> Answer:
        """Wait for the bot's next answer to a pressed button."""
        answer = await self._next("answer", seconds)
        return Answer(text=answer["text"], alert=answer["show_alert"])

    async def unread(self) -> list[Seen]:
        """Take the bot's messages that are there already, without waiting."""
        await self._fetch(0)
        taken = [Seen(message) for message in self._kept["message"]]
        self._kept["message"].clear()
        return taken

    async def download(self, message: Seen) -> bytes:
        """Fetch the picture or document of a message."""
        fetched = await self.stage.http.get(f"/sandbox/files/{message.file_id}")
        return fetched.raise_for_status().content

    async def _do(self, what: str, **fields: Any) -> Json:
        done: Json = await self.stage.ask(f"chats/{self.chat}/{what}", {"from": self.person, **fields})
        return done

    async def _next(self, kind: ChangeKind, seconds: float) -> Json:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while not self._kept[kind]:
            left = until - loop.time()
            if left <= 0:
                raise NothingCameError(f"no {kind} for {self.person} within {seconds} s")
            await self._fetch(left)
        return self._kept[kind].popleft()

    async def _fetch(self, seconds: float) -> None:
        asked = {"after": self._seen_up_to, "chat": self.chat, "timeout": seconds}
        found = await self.stage.look("changes", asked)
        self._seen_up_to = found["next"]
        for change in found["changes"]:
            if self._is_for_me(change["kind"], change["content"]):
                self._kept[change["kind"]].append(change["content"])

    def _is_for_me(self, kind: str, content: Json) -> bool:
        if kind == "answer":
            return bool(content["person"] == self.person)
        return kind in self._kept and ("from" not in content or Seen(content).from_bot)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _content(response: httpx.Response) -> Any:
    if response.status_code != 200:
        raise AssertionError(f"{response.status_code} {response.text}")
    return response.json()

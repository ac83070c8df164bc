"""The state of the pretend Telegram and what can happen in it; no HTTP, no clock of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.sandbox.entities import Formatted, Json, with_found
from bot.sandbox.files import FileStore
from bot.sandbox.limits import Flood, Rates
from bot.sandbox.menus import Menus
from bot.sandbox.people import BotAccount, Chat, Persona
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.updates import Updates

# Telegram gives a bot about a quarter of a minute to answer a button.
CALLBACK_LIFE: Final = timedelta(seconds=15)
FIRST_GROUP: Final = -4_000_000_001
FIRST_SUPERGROUP: Final = -1_002_000_000_001


class ImpossibleError(Exception):
    """A person asked their telephone for something it cannot do; the message is Chinese, for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that a telephone shows: a message, an edit, an answer to a button."""

    number: int
    kind: str
    chat_id: int
    content: Json
    shown_at: datetime


@dataclass(slots=True, kw_only=True)
class Press:
    """A pressed button until the bot has answered it."""

    chat_id: int
    person: int
    at: datetime
    answered: bool = False


@dataclass(slots=True, kw_only=True)
class World:
    """`now` is the real clock, which dates the messages; `stamp` the day that people in the page live in."""

    now: Callable[[], datetime]
    bot: BotAccount = field(default_factory=BotAccount)
    rates: Rates = field(default_factory=Rates)
    stamp: Callable[[], datetime] | None = None
    personas: dict[int, Persona] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    changes: list[Change] = field(default_factory=list)
    presses: dict[str, Press] = field(default_factory=dict)
    menus: Menus = field(default_factory=Menus)
    listeners: list[Callable[[], None]] = field(default_factory=list)
    updates: Updates = field(init=False)
    flood: Flood = field(init=False)
    last_message_id: int = 0

    def __post_init__(self) -> None:
        self.updates = Updates(now=self.now)
        self.flood = Flood(self.rates)

    # People and chats

    def add_persona(self, persona: Persona) -> Chat:
        """Give somebody a telephone and a chat with the bot, not yet started."""
        self.personas[persona.id] = persona
        chat = Chat(id=persona.id, kind="private", title=persona.name, username=persona.username)
        self.chats[persona.id] = chat
        self.tell("person", persona.id, {})
        return chat

    def add_group(self, title: str, members: Sequence[int]) -> Chat:
        """Open a group to which its first member has just added the bot."""
        number = FIRST_GROUP - sum(chat.kind == "group" for chat in self.chats.values())
        chat = Chat(id=number, kind="group", title=title, members=set(members))
        self.chats[number] = chat
        self.tell("chat", number, {})
        self._membership(chat, self.personas[members[0]], "left", "member")
        return chat

    def migrate(self, chat_id: int) -> Chat:
        """Make a group a supergroup: a new id, and the old one only points to it."""
        old = self.chats[chat_id]
        if old.kind != "group" or old.migrated_to:
            raise ImpossibleError("只有普通群可以升级为超级群。")
        number = FIRST_SUPERGROUP - sum(chat.kind == "supergroup" for chat in self.chats.values())
        new = Chat(id=number, kind="supergroup", title=old.title, members=set(old.members))
        self.chats[number] = new
        old.migrated_to = number
        actor = self.personas[min(old.members)].user()
        self._update("message", old, self.post(old, actor, {"migrate_to_chat_id": number}))
        self._update("message", new, self.post(new, actor, {"migrate_from_chat_id": chat_id}))
        self.tell("chat", number, {})
        return new

    def find_chat(self, chat_id: int) -> Chat:
        """Find a chat; Telegram knows no other."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int) -> Chat:
        """Find the chat to send into, or refuse with Telegram's reason."""
        chat = self.find_chat(chat_id)
        if chat.migrated_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words.removeprefix("Bad Request: "), migrate_to_chat_id=chat.migrated_to)
        if chat.kind == "private" and not chat.started:
            raise Refusal(403, "bot can't initiate conversation with a user")
        if chat.blocked:
            raise Refusal(403, "bot was blocked by the user")
        return chat

    # Messages

    def post(self, chat: Chat, sender: Json, content: Json, date: datetime | None = None) -> Json:
        """Put a message into a chat; the Message as Telegram tells it."""
        self.last_message_id += 1
        sent_at = date or self.now()
        message = {
            "message_id": self.last_message_id,
            "from": sender,
            "chat": chat.described(),
            "date": int(sent_at.timestamp()),
            **content,
        }
        chat.messages[self.last_message_id] = message
        self.tell("message", chat.id, message, ago=self.now() - sent_at)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put the edited form of a message in its place; what was read before stays as it was read."""
        edited = {**message, "edit_date": int(self.now().timestamp())}
        chat.messages[message["message_id"]] = edited
        self.tell("edited", chat.id, edited)
        return edited

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        del chat.messages[message_id]
        self.tell("deleted", chat.id, {"message_id": message_id})

    def by_bot(self, chat: Chat, content: Json) -> Json:
        """Put a message of the bot into a chat."""
        return self.post(chat, self.bot.user(), content)

    # What people do

    def hear(
        self,
        person: int,
        chat_id: int,
        content: Json,
        *,
        date: datetime | None = None,
        forwarded: bool = False,
    ) -> Json:
        """Let somebody send a message; the bot gets an update if Telegram would give it one."""
        chat = self._joined(person, chat_id)
        if chat.blocked:
            raise ImpossibleError("已屏蔽该机器人，解除屏蔽后才能发送。")
        chat.started = True
        if forwarded:
            origin = {
                "type": "hidden_user",
                "date": int(self.now().timestamp()),
                "sender_user_name": "转发来源",
            }
            content = content | {"forward_origin": origin}
        message = self.post(chat, self.personas[person].user(), content, date)
        self._update("message", chat, message)
        return message

    def rewrite(self, person: int, chat_id: int, message_id: int, text: str) -> Json:
        """Let somebody edit their own message."""
        chat = self._joined(person, chat_id)
        message = chat.messages.get(message_id)
        if message is None or message["from"]["id"] != person:
            raise ImpossibleError("只能编辑自己发出的消息。")
        field_name = "text" if "text" in message else "caption"
        edited = self.replace(chat, message | text_fields(text, field_name))
        self._update("edited_message", chat, edited)
        return edited

    def press(self, person: int, chat_id: int, message_id: int, data: str) -> str:
        """Let somebody press a button; the callback query's id."""
        chat = self._joined(person, chat_id)
        message = chat.messages.get(message_id)
        if message is None or data not in _callback_data(message):
            raise ImpossibleError("这个按钮已经不在了。")
        query_id = str(4_300_000_000_000_000_000 + len(self.presses))
        self.presses[query_id] = Press(chat_id=chat_id, person=person, at=self.now())
        query = {
            "id": query_id,
            "from": self.personas[person].user(),
            "message": message,
            "chat_instance": str(chat_id),
            "data": data,
        }
        self.updates.add("callback_query", query, chat_id)
        self.tell("pressed", chat_id, {"callback_query_id": query_id, "person": person, "data": data})
        return query_id

    def answer(self, query_id: str, content: Json) -> None:
        """Take the bot's answer to a button, once and in time."""
        press = self.presses.get(query_id)
        if press is None or press.answered or self.now() - press.at > CALLBACK_LIFE:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        press.answered = True
        self.tell("answer", press.chat_id, content | {"callback_query_id": query_id, "person": press.person})

    def block(self, person: int, *, blocked: bool) -> None:
        """Block the bot or let it in again; Telegram tells the bot."""
        chat = self._joined(person, person)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self._membership(chat, self.personas[person], before, after)
        self.tell("person", person, {"blocked": blocked})

    # The record

    def tell(self, kind: str, chat_id: int, content: Json, ago: timedelta = timedelta()) -> None:
        """Record a change and wake whoever waits for one."""
        shown_at = (self.stamp or self.now)() - ago
        number = len(self.changes) + 1
        self.changes.append(
            Change(number=number, kind=kind, chat_id=chat_id, content=content, shown_at=shown_at)
        )
        self.wake()

    def wake(self) -> None:
        """Wake whoever waits for a change or an update."""
        for listener in self.listeners:
            listener()

    def _update(self, kind: str, chat: Chat, message: Json) -> None:
        if chat.kind == "private" or not self.bot.privacy or self._meant_for_bot(message):
            self.updates.add(kind, message, chat.id)
            self.wake()

    def _meant_for_bot(self, message: Json) -> bool:
        """In a group a bot with privacy on sees commands, replies to it, its name and service messages."""
        words = str(message.get("text") or message.get("caption") or "")
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id
        service = "migrate_to_chat_id" in message or "migrate_from_chat_id" in message
        return service or replied or words.startswith("/") or f"@{self.bot.username}" in words

    def _membership(self, chat: Chat, actor: Persona, before: str, after: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": self.bot.user(), "status": status} | until

        payload = {
            "chat": chat.described(),
            "from": actor.user(),
            "date": int(self.now().timestamp()),
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
        self.updates.add("my_chat_member", payload, chat.id)
        self.wake()

    def _joined(self, person: int, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if person not in self.personas or chat is None:
            raise ImpossibleError("没有这个人或这个会话。")
        if chat.migrated_to or (person not in chat.members and person != chat_id):
            raise ImpossibleError("不在这个会话里。")
        return chat


def text_fields(text: str, name: str = "text") -> Json:
    """`text` or `caption` of a person's message, with the commands and links Telegram finds in it."""
    found = with_found(Formatted(text=text))
    entities_name = "entities" if name == "text" else "caption_entities"
    fields: dict[str, Any] = {name: text} if text else {}
    return fields | ({entities_name: list(found.entities)} if found.entities else {})


def _callback_data(message: Json) -> set[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}

"""Who is in the pretend Telegram: the bot, people and their chats."""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.sandbox.entities import Json

TOKEN: Final = "100200300:sandbox-token-that-opens-nothing"  # noqa: S105 - a pretend bot's


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAccount:
    """The bot behind the token, as getMe shows it."""

    token: str = TOKEN
    username: str = "baiyuan_sandbox_bot"
    name: str = "百园增效督办"
    privacy: bool = True

    @property
    def id(self) -> int:
        """Give the user id, which the token begins with."""
        return int(self.token.partition(":")[0])

    def user(self) -> Json:
        """Give the fields of a User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody with a telephone; `title` is who they are to the office (县自然资源局联络员)."""

    id: int
    name: str
    title: str = ""
    username: str = ""

    def user(self) -> Json:
        """Give the fields of a User."""
        known = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "zh-hans"}
        return known | ({"username": self.username} if self.username else {})


ChatKind = Literal["private", "group", "supergroup"]


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat has its person's id; a group's id is negative, a supergroup's begins with -100.

    `started` and `blocked` are a private chat's: has the person written to the bot, do they refuse it now.
    """

    id: int
    kind: ChatKind
    title: str
    username: str = ""
    members: set[int] = field(default_factory=set)
    started: bool = False
    blocked: bool = False
    migrated_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)

    def described(self) -> Json:
        """Give the fields of a Chat."""
        if self.kind == "private":
            known: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.title}
            return known | ({"username": self.username} if self.username else {})
        return {"id": self.id, "type": self.kind, "title": self.title}

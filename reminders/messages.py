"""What leaves and where to: a message before it is stored, and in hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from tracker.model import SINGLE_HOLDER, Member, Role


class Lane(StrEnum):
    """Replies go at once; reminders are paced to Telegram's rates."""

    REPLY = "reply"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A message to whoever is in this chat."""

    chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPost:
    """A message to the holder of a post, whoever that is when it is sent.

    Of a post that several hold, `user_id` says which of them; if that one has left it, nobody.
    """

    unit: str
    role: Role
    user_id: int | None = None

    def __post_init__(self) -> None:
        if self.user_id is None and self.role not in SINGLE_HOLDER:
            raise ValueError(f"which {self.role} of {self.unit}? Several may hold this post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be sent. `key` says why it exists, so that putting it in twice is harmless.

    `payload` is `{"method", "parameters"}` without chat_id, with `"picture"` or `"document"` for a recipe
    made when sent, or with `"section"` for a text laid out when claimed: sections of a day share the message
    of a chat; `items` are what a morning message reminds of; without `not_before` it may go at once.
    """

    key: str
    address: Chat | ToPost
    lane: Lane
    payload: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]] = ()
    not_before: datetime | None = None


def to_each(holders: Iterable[Member], key: str, payload: Mapping[str, Any]) -> tuple[Message, ...]:
    """Address a reminder to each of these people once, whatever posts they hold; keys end with the person."""
    posts = {
        each.user_id: ToPost(unit=each.post.unit, role=each.post.role, user_id=each.user_id)
        for each in holders
    }
    return tuple(
        Message(key=f"{key}:{user_id}", address=post, lane=Lane.REMINDER, payload=payload)
        for user_id, post in posts.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message in hand: claimed, its chat known. `attempts` counts the failed ones before this.

    `riders` are the rows that leave in the same message as row `id`, and are settled with it.
    """

    id: int
    key: str
    lane: Lane
    chat_id: int
    payload: Mapping[str, Any]
    attempts: int
    created_at: datetime
    riders: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """Every row of the outbox that this message settles."""
        return (self.id, *self.riders)

"""What a handler makes of a message, and what is answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.keyboards import Keyboard
from reminders.messages import Chat, ToPost
from tracker.model import Evidence, Member, Sender
from tracker.store.books import Books

C = TypeVar("C")
O = TypeVar("O")  # noqa: E741  (C asks, O comes out)


class UsageError(Exception):
    """A message that cannot be read; `str()` is the Chinese sentence for its sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message back. `edit` changes that message instead.

    `picture` and `document` are recipes, made when it is sent; a document's has the `name` of the file.
    """

    text: str
    keyboard: Keyboard = ()
    edit: int | None = None
    picture: Mapping[str, Any] | None = None
    document: Mapping[str, Any] | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to somebody else: a post, or the chat of who has just left one."""

    to: Chat | ToPost
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything that a request says: to the sender, to others, and on the pressed button.

    `menus`: somebody's posts changed, so the command menus are to be set anew. `secret`: neither the message
    nor its answer may be kept once it is sent (an invitation code). `work`: the document that came with the
    message is to be worked on beside the chat; the first reply is where its progress is shown.
    """

    replies: tuple[Reply, ...] = ()
    notices: tuple[Notice, ...] = ()
    toast: str = ""
    menus: bool = False
    secret: bool = False
    work: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Request(Generic[C, O]):
    """A use case, its command, and the words for its outcome. `reads`: nothing is written by `act`."""

    act: Callable[[Books, Sender, C], O]
    command: C
    say: Callable[[O], Answer]
    reads: bool = False


def tell_all(members: Iterable[Member], reply: Reply) -> tuple[Notice, ...]:
    """Tell each of these people, as long as the post is still theirs when the message leaves."""
    return tuple(
        Notice(to=ToPost(unit=each.post.unit, role=each.post.role, user_id=each.user_id), reply=reply)
        for each in members
    )


def says(text: str, *, keyboard: Keyboard = (), edit: int | None = None, toast: str = "") -> Answer:
    """Answer with one message."""
    return Answer(replies=(Reply(text=text, keyboard=keyboard, edit=edit),), toast=toast)

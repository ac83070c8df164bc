"""A desk with a hand at the inbox, and the smallest requests to put before it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, select

from bot import inbox
from bot.access import Right
from bot.clock import Clock
from bot.desk import Desk, Route
from bot.inbox import Arrival
from bot.incoming import Incoming
from bot.requests import Answer, Notice, Reply, Request
from reminders.messages import ToPost
from tests.acting import NOW, Act
from tracker.errors import UnknownTask
from tracker.model import Role, Sender
from tracker.store import tables
from tracker.store.books import Books


class Counter:
    """A desk with a hand at the inbox: `serve` one message of a person by a route."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.clock = Clock("Asia/Shanghai", NOW)
        self.desk = Desk(act.store, act.campaign, self.clock)
        self.next = 1

    def receive(self, sender: Sender) -> tuple[Arrival, Incoming]:
        update = {"update_id": self.next, "message": {"chat": {"id": sender.chat_id}}}
        self.next += 1
        (arrival,) = self.act.store.write_now(inbox.receive, 42, [update], self.clock, self.clock.now())
        return arrival, incoming(sender)

    async def serve(self, sender: Sender, route: Route) -> Any:
        return await self.desk.settle(*self.receive(sender), route)

    def rows(self, name: str) -> list[Row[*tuple[Any, ...]]]:
        table = tables.metadata.tables[name]
        return self.act.read(
            lambda books: list(books.connection.execute(select(table).order_by(*table.primary_key)))
        )

    def told(self) -> list[str]:
        return [row.payload["parameters"]["text"] for row in self.rows("outbox")]

    def outcomes(self) -> list[str | None]:
        return [row.outcome for row in self.rows("inbox")]


def incoming(sender: Sender) -> Incoming:
    return Incoming(
        chat_id=sender.chat_id,
        user_id=sender.user_id,
        user_name=sender.name,
        said_at=NOW,
        message_id=1,
        text="/x",
    )


def note(books: Books, sender: Sender, action: str) -> str:
    books.note(action, "x", by=sender.name, at=NOW)
    return action


def note_and_refuse(books: Books, sender: Sender, action: str) -> str:
    note(books, sender, action)
    raise UnknownTask(code="<b>")


def note_and_break(books: Books, sender: Sender, action: str) -> str:
    note(books, sender, action)
    raise ZeroDivisionError


def say(action: str) -> Answer:
    notice = Notice(to=ToPost(unit="清丰县", role=Role.LIAISON), reply=Reply(text="请知悉"))
    return Answer(replies=(Reply(text=f"done {action}"),), notices=(notice,), toast="ok")


def route(
    act: Callable[[Books, Sender, str], str],
    right: Right = Right.NOTHING,
    say: Callable[[str], Answer] = say,
    *,
    reads: bool = False,
) -> Route:
    return Route(right, lambda _message: Request(act, "noted", say, reads))


def look(books: Books, _sender: Sender, action: str) -> str:
    return f"{action} {len(books.ledger.holdings())}"

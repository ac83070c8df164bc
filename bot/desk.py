"""One update -> one transaction: the mark, the effect, the reply and the notices commit together.

A refusal undoes the effect alone; its sentence and the mark commit. Whoever asks is looked up in the same
transaction, so that a post handed over a moment ago is not believed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import albums, inbox, words
from bot.access import Right, may
from bot.clock import Clock
from bot.delivery import LEASE
from bot.faults import fault_report
from bot.inbox import Arrival, Outcome
from bot.incoming import Incoming
from bot.letters import letters
from bot.paperwork import sent
from bot.requests import Answer, Reply, Request, UsageError, says, tell_all
from reminders import outbox
from reminders.messages import Outgoing
from tracker.errors import TrackerError
from tracker.model import Role, Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store

Handler = Callable[[Incoming], Request[Any, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and the right that its request needs."""

    right: Right
    handler: Handler


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is left to do once the transaction is committed: send, and answer the pressed button.

    `told_others`: messages were put in that the delivery must fetch. `menus`: command menus changed.
    `work`: a file waits to be worked on.
    """

    in_hand: tuple[Outgoing, ...] = ()
    toast: str = ""
    told_others: bool = False
    menus: bool = False
    work: bool = False


@dataclass(frozen=True, slots=True)
class _Verdict:
    answer: Answer
    outcome: Outcome


class Desk:
    """Settles updates. Chats may be settled side by side; within a chat the caller keeps the order."""

    def __init__(self, store: Store, campaign: Campaign, clock: Clock) -> None:
        self._store = store
        self._campaign = campaign
        self._clock = clock

    async def settle(self, arrival: Arrival, incoming: Incoming, route: Route) -> Settled | None:
        """Answer one update; None where it was settled before.

        Raises `inbox.NotYet` while an earlier one of its chat waits.
        """
        request = _ask(incoming, route)
        if isinstance(request, Request) and request.reads:
            verdict = await self._store.read(self._consider, incoming, route, request)
            return await self._store.write(self._record, arrival, incoming, verdict, self._clock.now())
        return await self._store.write(
            self._consider_and_record, arrival, incoming, route, request=request, at=self._clock.now()
        )

    async def ignore(self, arrival: Arrival, outcome: Outcome = Outcome.IGNORED) -> None:
        """Mark an update that asks nothing of us, or that cannot be read."""
        await self._store.write(inbox.mark, arrival, outcome, self._clock.now())

    async def fail(self, arrival: Arrival, cause: str) -> Settled | None:
        """Mark an update that met a bug; tell its sender in a sentence, and every admin the `cause`."""
        return await self._store.write(self._give_up, arrival, cause, self._clock.now())

    def _consider_and_record(
        self,
        connection: Connection,
        arrival: Arrival,
        incoming: Incoming,
        route: Route,
        *,
        request: Request[Any, Any] | UsageError,
        at: datetime,
    ) -> Settled | None:
        if not inbox.mark(connection, arrival, Outcome.DONE, at):
            return None
        verdict = self._consider(connection, incoming, route, request)
        inbox.correct(connection, arrival, verdict.outcome)
        return self._put_out(connection, arrival, incoming, verdict, at)

    def _record(
        self, connection: Connection, arrival: Arrival, incoming: Incoming, verdict: _Verdict, at: datetime
    ) -> Settled | None:
        if not inbox.mark(connection, arrival, verdict.outcome, at):
            return None
        return self._put_out(connection, arrival, incoming, verdict, at)

    def _consider(
        self,
        connection: Connection,
        incoming: Incoming,
        route: Route,
        request: Request[Any, Any] | UsageError,
    ) -> _Verdict:
        """Decide the answer; what an album's other picture was refused with is not said again."""
        verdict = self._judge(connection, incoming, route, request)
        if verdict.outcome is Outcome.REFUSED:
            (refusal,) = verdict.answer.replies
            if albums.was_told(connection, incoming, refusal.text):
                return _Verdict(Answer(), Outcome.REFUSED)
        return verdict

    def _judge(
        self,
        connection: Connection,
        incoming: Incoming,
        route: Route,
        request: Request[Any, Any] | UsageError,
    ) -> _Verdict:
        """Carry the request out where it may be; a refusal leaves nothing behind."""
        books = Books(connection, self._campaign)
        sender = identify(books, user_id=incoming.user_id, chat_id=incoming.chat_id, name=incoming.user_name)
        if not sender.posts and route.right is not Right.NOTHING:
            return _Verdict(says(words.esc(words.stranger(self._campaign))), Outcome.REFUSED)
        if not may(sender, route.right):
            return _Verdict(says(words.NOT_ALLOWED), Outcome.REFUSED)
        savepoint = connection.begin_nested()
        try:
            if isinstance(request, UsageError):
                raise request
            # The words too: a page may ask for a task that does not exist.
            answer = request.say(request.act(books, sender, request.command))
        except (TrackerError, UsageError) as refusal:
            savepoint.rollback()
            return _Verdict(says(words.esc(refusal)), Outcome.REFUSED)
        savepoint.commit()
        return _Verdict(answer, Outcome.DONE)

    def _put_out(
        self, connection: Connection, arrival: Arrival, incoming: Incoming, verdict: _Verdict, at: datetime
    ) -> Settled:
        Books(connection, self._campaign).people.reached(incoming.user_id)
        messages = letters(verdict.answer, chat_id=incoming.chat_id, origin=f"update:{arrival.id}")
        in_hand = outbox.reply(connection, messages, at=at, lease=LEASE)
        document = verdict.answer.work
        if document is not None:
            sent.note(connection, document, incoming, reply_key=messages[0].key)
        if verdict.answer.secret:
            inbox.conceal(connection, arrival)
        return Settled(
            in_hand=in_hand,
            toast=verdict.answer.toast,
            told_others=len(in_hand) < len(messages),
            menus=verdict.answer.menus,
            work=document is not None,
        )

    def _give_up(self, connection: Connection, arrival: Arrival, cause: str, at: datetime) -> Settled | None:
        if not inbox.mark(connection, arrival, Outcome.FAILED, at):
            return None
        admins = Books(connection, self._campaign).people.with_role(Role.ADMIN)
        told = tell_all(admins, fault_report(f"处理第 {arrival.id} 条消息时出错", cause))
        # A group's chatter was not for us, whatever it broke; a person is told.
        person = arrival.chat_id > 0
        answer = Answer(replies=(Reply(text=words.FAULT),) if person else (), notices=told)
        messages = letters(answer, chat_id=arrival.chat_id, origin=f"update:{arrival.id}:fault")
        return Settled(in_hand=outbox.reply(connection, messages, at=at, lease=LEASE), told_others=True)


def _ask(incoming: Incoming, route: Route) -> Request[Any, Any] | UsageError:
    """Read the message; what is wrong with it is kept until we know who sent it."""
    try:
        return route.handler(incoming)
    except UsageError as error:
        return error


def identify(books: Books, *, user_id: int, chat_id: int, name: str) -> Sender:
    """Return who somebody is at this moment; `name` is for who holds no post."""
    held = books.people.posts_of(user_id)
    return Sender(
        user_id=user_id,
        chat_id=chat_id,
        name=held[0].name if held else name,
        posts=tuple(member.post for member in held),
    )

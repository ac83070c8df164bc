"""From stored updates to the desk: chats side by side, one chat in order, nothing dropped."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes, ExtBot

from bot import inbox
from bot.delivery import Sender
from bot.desk import Desk, Route, Settled
from bot.gaps import gap
from bot.inbox import Arrival, NotYet, Outcome
from bot.incoming import Incoming, read_incoming
from bot.menus import Menus
from bot.routing import Telegram, build_application
from bot.telegram import call
from reminders.alarm import Bell
from tracker.store.store import DATABASE_FAULTS, Store

_log = logging.getLogger(__name__)

SIDE_BY_SIDE = 32
"""How many chats are answered at the same time."""

UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What the library raises for an update of a shape that it does not know."""

_GAPS = (0.5, 1, 2, 5, 10, 30)
"""Seconds to wait before an update that met a fault of the database is tried again; then the last."""


@dataclass(slots=True)
class _Turn:
    """One update in hand: the row decides in the end, so what happened to it is noted here."""

    arrival: Arrival
    incoming: Incoming | None = None
    settled: Settled | None = None
    reached: bool = False
    error: Exception | None = None


_turn: ContextVar[_Turn] = ContextVar("turn")


@dataclass(slots=True)
class _Queue:
    """One chat's updates, and whether a dead process left them. `busy` while a task works on them."""

    waiting: deque[tuple[Arrival, bool]] = field(default_factory=deque)
    busy: bool = False


class Reception:
    """Takes arrivals and sees each of them through: routed, settled, answered."""

    def __init__(
        self,
        *,
        bot: ExtBot[None],
        desk: Desk,
        store: Store,
        sender: Sender,
        menus: Menus,
        delivery: Bell,
        paperwork: Bell,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._store = store
        self._sender = sender
        self._menus = menus
        self._delivery = delivery
        self._paperwork = paperwork
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._one_left_over = asyncio.Lock()
        self._queues: dict[int, _Queue] = {}
        self._application: Telegram = build_application(bot, self._hand_over)
        self._application.add_error_handler(_note)

    async def open(self) -> None:
        """Make routing ready; the bot is initialised already."""
        await self._application.initialize()

    def take(self, arrivals: Iterable[Arrival], tasks: asyncio.TaskGroup, *, left_over: bool = False) -> None:
        """Queue arrivals, each behind those of its chat; `tasks` owns the work.

        What a dead process left is seen through one by one: whichever killed it is known by its count.
        """
        for arrival in arrivals:
            queue = self._queues.setdefault(arrival.chat_id, _Queue())
            queue.waiting.append((arrival, left_over))
            if not queue.busy:
                queue.busy = True
                tasks.create_task(self._serve_chat(arrival.chat_id, queue, tasks))

    async def _serve_chat(self, chat_id: int, queue: _Queue, tasks: asyncio.TaskGroup) -> None:
        while queue.waiting:
            arrival, left_over = queue.waiting.popleft()
            try:
                async with self._one_left_over if left_over else nullcontext(), self._places:
                    await self._see_through(arrival, tasks, left_over=left_over)
            except NotYet:
                # Stored before it, the earlier one comes to this queue after it: two webhooks crossed.
                await asyncio.sleep(_GAPS[0])
                # It did not kill anybody: its deaths are counted already.
                queue.waiting.append((arrival, False))
        # Nothing else ran since the queue was found empty, so nobody can have queued behind our back.
        del self._queues[chat_id]

    async def _see_through(self, arrival: Arrival, tasks: asyncio.TaskGroup, *, left_over: bool) -> None:
        """Handle one update until its row is marked; a fault of the database is waited out.

        Raises `NotYet` while an earlier update of the chat waits.
        """
        attempt = 0
        while True:
            try:
                if left_over and await self._store.write(inbox.count_death, arrival) > inbox.DEATHS:
                    _log.error("update %s was in hand at %s deaths: given up", arrival.id, inbox.DEATHS)
                    await self._give_up(_Turn(arrival), "处理时多次导致程序退出", tasks)
                else:
                    left_over = False
                    await self._handle(_Turn(arrival), tasks)
            except DATABASE_FAULTS as fault:
                _log.warning("update %s waits: %s", arrival.id, type(fault).__name__)
                await asyncio.sleep(gap(_GAPS, attempt))
                attempt += 1
            else:
                return

    async def _handle(self, turn: _Turn, tasks: asyncio.TaskGroup) -> None:
        try:
            update = Update.de_json(turn.arrival.raw, self._bot)
        except UNREADABLE:
            _log.exception("update %s cannot be read", turn.arrival.id)
            await self._desk.ignore(turn.arrival, Outcome.UNREADABLE)
            return
        _turn.set(turn)
        try:
            await self._application.process_update(update)
        except UNREADABLE as error:
            turn.error = error
        await self._conclude(turn, tasks)

    async def _conclude(self, turn: _Turn, tasks: asyncio.TaskGroup) -> None:
        """See what became of the update: settled, to be tried again, a bug, or nothing for us."""
        if turn.settled is not None:
            self._send(turn, turn.settled, tasks)
        elif isinstance(turn.error, (*DATABASE_FAULTS, NotYet)):
            raise turn.error
        elif turn.error is not None:
            _log.error("update %s met a bug", turn.arrival.id, exc_info=turn.error)
            await self._give_up(turn, type(turn.error).__name__, tasks)
        elif not turn.reached:
            await self._desk.ignore(turn.arrival)

    async def _hand_over(self, update: Update, route: Route) -> None:
        """Settle an update that found its route; called by the application."""
        turn = _turn.get()
        turn.incoming = read_incoming(update, turn.arrival.said_at)
        if turn.incoming is not None:
            turn.reached = True
            turn.settled = await self._desk.settle(turn.arrival, turn.incoming, route)

    async def _give_up(self, turn: _Turn, cause: str, tasks: asyncio.TaskGroup) -> None:
        settled = await self._desk.fail(turn.arrival, cause)
        if settled is not None:
            self._send(turn, settled, tasks)

    def _send(self, turn: _Turn, settled: Settled, tasks: asyncio.TaskGroup) -> None:
        """Let the answer leave; the chat's next update need not wait for Telegram."""
        if settled.in_hand:
            tasks.create_task(self._send_off(settled))
        if settled.told_others:
            self._delivery.ring()
        if settled.work:
            self._paperwork.ring()
        if settled.menus:
            tasks.create_task(self._menus.refresh())
        if turn.incoming is not None and turn.incoming.callback_id:
            tasks.create_task(self._answer_button(turn.incoming.callback_id, settled.toast))

    async def _send_off(self, settled: Settled) -> None:
        """Send the answer; what the database could not write down is left to the delivery's next turn."""
        try:
            await self._sender.send_now(settled.in_hand)
        except DATABASE_FAULTS as fault:
            _log.error("an answer was not settled: %s", type(fault).__name__)
            self._delivery.ring()

    async def _answer_button(self, callback_id: str, toast: str) -> None:
        """Stop the button's spinner. Best effort: what matters is in a message."""
        parameters = {"callback_query_id": callback_id, **({"text": toast} if toast else {})}
        try:
            await call(self._bot, "answerCallbackQuery", parameters)
        except TelegramError as refusal:
            _log.debug("a pressed button was not answered: %s", refusal)


async def _note(_update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keep what a handler raised: the application would only log it."""
    _turn.get().error = context.error

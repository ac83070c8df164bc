"""The sender: takes messages from the outbox, sends them, settles each alone."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection
from telegram import Bot, InputFile
from telegram.error import TelegramError

from bot.delivery_outcome import (
    Again,
    Anew,
    GivenUp,
    Moved,
    Outcome,
    Reason,
    Sent,
    as_new_message,
    judge,
    judge_fault,
)
from bot.telegram import CALL_SECONDS, UPLOAD_SECONDS, call
from reminders import outbox, pacing
from reminders.messages import Lane, Outgoing
from tracker.store import kept_files
from tracker.store.store import DATABASE_FAULTS, Store

LEASE: Final = timedelta(minutes=5)
"""How long a claim holds: longer than any call may take, so that only a death leaves one behind."""

REPLIES_AT_ONCE: Final = 64
"""How many chats' waiting replies one turn takes up: as many as the client has connections."""

FINISH_SECONDS: Final = 10
"""How long a stop waits for messages under way; one that takes longer may be sent again."""

_GAPS: Final = (0.2, 1, 2, 5, 10, 30)
"""Seconds to wait before an outcome that the database refused is written down again; then the last."""

REHEARSAL_MARK: Final = "【演练】"

Payload = Mapping[str, Any]

_log = logging.getLogger(__name__)


def rehearsal_mark(payload: Payload) -> Payload:
    """Say in the message itself that it belongs to a rehearsal."""
    parameters = payload["parameters"]
    place = "text" if "text" in parameters else "caption"
    if place == "text" or payload["method"].startswith("send") or "caption" in parameters:
        parameters = {**parameters, place: REHEARSAL_MARK + parameters.get(place, "")}
    return {**payload, "parameters": parameters}


def unmarked(payload: Payload) -> Payload:
    """Leave the message as it is: this is no rehearsal."""
    return payload


class Sender:
    """Sends replies at once and the reminder lane at the pace Telegram allows.

    `draw` turns the recipe of a picture or document into bytes; `report_fault` tells the operator of a
    mistake of ours; `ring` wakes whoever sleeps until `tick` is due: something was put back that must be
    tried earlier.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        now: Callable[[], datetime],
        draw: Callable[[Mapping[str, Any]], Awaitable[bytes]],
        report_fault: Callable[[str], Awaitable[None]],
        ring: Callable[[], None],
        mark: Callable[[Payload], Payload] = unmarked,
    ) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._draw = draw
        self._report_fault = report_fault
        self._ring = ring
        self._mark = mark
        self._pace = pacing.Pace()
        # A lease may run out while its message is on the way (a rehearsal's clock jumps): not taken twice.
        self._in_hand: set[int] = set()
        self._under_way: set[asyncio.Future[Sequence[Outgoing]]] = set()

    async def send_now(self, rows: Iterable[Outgoing]) -> None:
        """Send claimed messages, each chat's in order and the chats side by side, then what queued behind.

        A chat that fails keeps its order: what is left there is put back for `tick`.
        """
        chains: dict[tuple[int, Lane], list[Outgoing]] = {}
        for row in rows:
            chains.setdefault((row.chat_id, row.lane), []).append(row)
        await _each_alone([self._send_chain(chain) for chain in chains.values()])

    async def tick(self, now: datetime) -> datetime | None:
        """Send everything that is due and may go; return when to come again, None when nothing waits."""
        first = await self._store.read(_next_due, self._pace, now)
        if first is None or first > now:
            return first
        claimed = await self._store.write(_claim, self._pace, now)
        for row in claimed:
            if row.lane is Lane.REMINDER:
                self._pace = pacing.sent(self._pace, row.chat_id, now)
        await self.send_now(row for row in claimed if row.id not in self._in_hand)
        return await self._store.read(_next_due, self._pace, self._now())

    async def finish(self) -> None:
        """Wait a moment for what was under way when the sending was cancelled, so that it is settled too."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)

    async def _send_chain(self, rows: Sequence[Outgoing]) -> None:
        """Send the messages of one chat one after the other, until one has to wait."""
        while rows:
            self._in_hand.update(row.id for row in rows)
            try:
                following = await self._whole(self._send_one(rows[0], rows[1:]))
            finally:
                self._in_hand.difference_update(row.id for row in rows)
            rows = [row for row in following if row.id not in self._in_hand]

    async def _whole(self, sending: Coroutine[Any, Any, Sequence[Outgoing]]) -> Sequence[Outgoing]:
        """Keep a cancel from cutting a message in two: sent, and not written down."""
        under_way = asyncio.ensure_future(sending)
        self._under_way.add(under_way)
        under_way.add_done_callback(self._under_way.discard)
        return await asyncio.shield(under_way)

    async def _send_one(self, row: Outgoing, rest: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """Try one message and settle it; return what comes next in its chat."""
        outcome = await self._attempt(row)
        following = await self._write_down(row, outcome, rest)
        if isinstance(outcome, Again) and outcome.pauses:
            self._pace = pacing.paused(self._pace, outcome.at)
        if isinstance(outcome, Again | Moved):
            self._ring()
        if isinstance(outcome, GivenUp):
            await self._tell(row, outcome)
        return following

    async def _write_down(
        self, row: Outgoing, outcome: Outcome, rest: Sequence[Outgoing]
    ) -> Sequence[Outgoing]:
        """Settle. Where the database cannot, the message stays in hand until it can: it is not sent again."""
        failures = 0
        while True:
            try:
                return await self._store.write(_settle, row, outcome, rest, self._now())
            except DATABASE_FAULTS as fault:
                _log.error("%s waits for the database: %s", row.key, type(fault).__name__)
                await asyncio.sleep(_GAPS[min(failures, len(_GAPS) - 1)])
                failures += 1

    async def _attempt(self, row: Outgoing) -> Outcome:
        outcome = await self._try(row, row.payload)
        if isinstance(outcome, Anew):
            outcome = await self._try(row, as_new_message(row.payload))
        return outcome

    async def _try(self, row: Outgoing, payload: Payload) -> Outcome:
        if row.lane is Lane.REPLY:
            self._pace = pacing.sent(self._pace, row.chat_id, self._now())
        try:
            return Sent(message_id=await self._call(row.chat_id, self._mark(payload)))
        except TelegramError as refusal:
            return judge(self._silenced(refusal), row, self._now())
        except Exception as fault:  # noqa: BLE001  (whatever is wrong with one message must not hold up the others)
            # Not `exception`: the trace may hold the token.
            trace = "".join(traceback.format_exception(fault))
            _log.error("cannot send %s: %s", row.key, self._silence(trace))
            return judge_fault(fault, row, self._now())

    async def _call(self, chat_id: int, payload: Payload) -> int | None:
        parameters = {**payload["parameters"], "chat_id": chat_id}
        wait = CALL_SECONDS
        if recipe := payload.get("picture"):
            parameters["photo"] = InputFile(await self._draw(recipe), filename="picture.png")
        if recipe := payload.get("document"):
            parameters["document"] = InputFile(await self._draw(recipe), filename=recipe["name"])
            wait = UPLOAD_SECONDS
        answer = await call(self._bot, payload["method"], parameters, wait=wait)
        # Some methods answer with plain `true`.
        return answer["message_id"] if isinstance(answer, dict) else None

    async def _tell(self, row: Outgoing, outcome: GivenUp) -> None:
        level = logging.ERROR if outcome.fault else logging.WARNING
        _log.log(level, "gave up %s: %s", row.key, outcome.reason)
        if outcome.fault:
            await self._report_fault(f"消息 {row.key} 未能发出：{outcome.reason}")

    def _silenced(self, refusal: TelegramError) -> TelegramError:
        refusal.message = self._silence(refusal.message)
        return refusal

    def _silence(self, text: str) -> str:
        """Take the token out: an error of the HTTP client may name the address it called."""
        return text.replace(self._bot.token, "<token>")


def _claim(connection: Connection, pace: pacing.Pace, now: datetime) -> tuple[Outgoing, ...]:
    replies = outbox.claim(connection, lane=Lane.REPLY, now=now, lease=LEASE, limit=REPLIES_AT_ONCE)
    room = pacing.room(pace, now)
    if not room:
        return replies
    busy = pacing.busy_chats(pace, now)
    return replies + outbox.claim(
        connection, lane=Lane.REMINDER, now=now, lease=LEASE, limit=room, except_chats=busy
    )


def _settle(
    connection: Connection, row: Outgoing, outcome: Outcome, rest: Sequence[Outgoing], at: datetime
) -> Sequence[Outgoing]:
    """Record the outcome and return, claimed, what goes next in the chat; after a failure nothing does."""
    match outcome:
        case Sent(message_id=message_id):
            outbox.settle_sent(connection, row, message_id=message_id, at=at)
            kept_files.let_go(connection, row.payload)
        case GivenUp(reason=reason, unreachable=unreachable):
            outbox.settle_given_up(connection, row, reason=reason, at=at, unreachable=unreachable)
            kept_files.let_go(connection, row.payload)
        case Again(at=retry_at, reason=reason):
            outbox.settle_retry(connection, row, retry_at=retry_at, reason=reason)
            outbox.release(connection, rest)
            return ()
        case Moved(new_chat=new_chat):
            outbox.follow(connection, old_chat=row.chat_id, new_chat=new_chat)
            outbox.settle_retry(connection, row, retry_at=at, reason=Reason.MIGRATED)
            outbox.release(connection, rest)
            return ()
    if rest or row.lane is Lane.REMINDER:
        return rest
    return outbox.claim_next(connection, lane=Lane.REPLY, chat_id=row.chat_id, now=at, lease=LEASE)


def _next_due(connection: Connection, pace: pacing.Pace, now: datetime) -> datetime | None:
    """When the next message can be claimed, with the pace that the reminder lane keeps."""
    reply_at = outbox.next_due(connection, Lane.REPLY)
    reminder_at = outbox.next_due(connection, Lane.REMINDER)
    if reminder_at is not None and reminder_at <= now:
        held = pacing.opens_at(pace, now)
        if pacing.room(pace, now):
            free = outbox.next_due(connection, Lane.REMINDER, except_chats=pacing.busy_chats(pace, now))
            held = min(held, free or held)
        reminder_at = max(reminder_at, held)
    return min((at for at in (reply_at, reminder_at) if at is not None), default=None)


async def _each_alone(sendings: Sequence[Awaitable[None]]) -> None:
    """Run all to their end, then raise the first fault: a failing one must not cancel calls under way."""
    for ended in await asyncio.gather(*sendings, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended

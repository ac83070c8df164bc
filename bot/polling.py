"""Long polling: a batch is stored before the next call tells Telegram that it arrived."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, NoReturn

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import inbox
from bot.clock import Clock
from bot.delivery_outcome import asked_wait
from bot.gaps import gap
from bot.inbox import Arrival
from bot.telegram import call
from tracker.store.store import DATABASE_FAULTS, Store

_log = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query")
"""The updates that we ask for."""

_WAIT = 50
"""Seconds that Telegram holds a poll open."""

_GRACE = 15.0
_GAPS = (0.2, 1, 2, 5, 10, 30)
"""Seconds between attempts while Telegram or the database is out of reach; then the last."""

_CONFLICT_GAP = 10.0


async def poll(bot: Bot, store: Store, clock: Clock, take: Callable[[tuple[Arrival, ...]], None]) -> NoReturn:
    """Fetch and store updates for ever, and give the new ones to `take`. Raises `InvalidToken` alone."""
    # The offset lives in memory and starts absent: Telegram then gives all that was never confirmed.
    offset: int | None = None
    failures = 0
    while True:
        try:
            batch = await _fetch(bot, offset)
            if known := [each for each in batch if inbox.is_update(each)]:
                arrivals = await store.write(inbox.receive, bot.id, known, clock, clock.now())
                # The last of the batch, never a maximum: ids may start lower after a silent week.
                offset = known[-1]["update_id"] + 1
                take(arrivals)
            elif batch:
                _log.error("the server sent what is no update: %s items", len(batch))
                await asyncio.sleep(_GAPS[-1])
            failures = 0
        except InvalidToken:
            raise
        except (TelegramError, *DATABASE_FAULTS) as fault:
            await asyncio.sleep(_gap(fault, failures))
            failures += 1


async def _fetch(bot: Bot, offset: int | None) -> list[Any]:
    parameters: dict[str, Any] = {"timeout": _WAIT, "limit": 100, "allowed_updates": list(KINDS)}
    if offset is not None:
        parameters["offset"] = offset
    batch = await call(bot, "getUpdates", parameters, wait=_WAIT + _GRACE)
    return list(batch)


def _gap(fault: Exception, failures: int) -> float:
    """Say what went wrong and how long to wait."""
    if isinstance(fault, Conflict):
        _log.error("another program polls with this token; waiting for it to stop")
        return _CONFLICT_GAP
    if isinstance(fault, RetryAfter):
        return asked_wait(fault).total_seconds()
    level = logging.WARNING if failures < len(_GAPS) else logging.ERROR
    _log.log(level, "no updates for now: %s", type(fault).__name__)
    return gap(_GAPS, failures)

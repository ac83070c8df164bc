"""Thirty-two transactions a commit against one commit each: same queue, same disk, same run."""

import asyncio
from datetime import datetime
from time import perf_counter
from unittest.mock import patch

from sqlalchemy import Connection, insert

from benchmarks.figures import Figure
from benchmarks.sample_office import sample_office
from tracker.store.store import GROUP, Store
from tracker.store.tables import invitation_tries

TRANSACTIONS = 1000


async def commits() -> list[Figure]:
    """Write the same rows both ways, alternating, and compare."""
    with sample_office() as sample:
        store, at = sample.office.store, sample.office.clock.now()
        await _rate(store, at, GROUP)
        single, grouped = await _rate(store, at, 1), await _rate(store, at, GROUP)
        single, grouped = max(single, await _rate(store, at, 1)), max(grouped, await _rate(store, at, GROUP))
    return [
        Figure(
            what="transactions a second, one commit each",
            value=f"{single:.0f}/s",
            on=f"{TRANSACTIONS} callers, synchronous=FULL",
        ),
        Figure(
            what=f"transactions a second, up to {GROUP} a commit",
            value=f"{grouped:.0f}/s, {grouped / single:.1f} times as many",
        ),
    ]


async def _rate(store: Store, at: datetime, group: int) -> float:
    with patch("tracker.store.store.GROUP", group):
        start = perf_counter()
        await asyncio.gather(*(store.write(_put, chat, at) for chat in range(TRANSACTIONS)))
        return TRANSACTIONS / (perf_counter() - start)


def _put(connection: Connection, chat_id: int, at: datetime) -> None:
    connection.execute(insert(invitation_tries), {"chat_id": chat_id, "tried_at": at})

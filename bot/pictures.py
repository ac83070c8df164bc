"""Pictures are recipes until they are sent: drawn then, in a thread, from what is recorded."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from reports import charts
from reports.digest import Digest, digest
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.look import unreachable_units


class Pictures:
    """Draws what a recipe asks for: `{"kind": "status", "on", "known"}`."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self._store = store
        self._campaign = campaign

    async def draw(self, recipe: Mapping[str, Any]) -> bytes:
        """Return PNG bytes. Raises `LookupError` for a recipe of another version."""
        if recipe["kind"] != "status":
            raise LookupError(recipe["kind"])
        known = date.fromisoformat(recipe["known"]) if recipe["known"] else None
        numbers = await self._store.read(self._digest, date.fromisoformat(recipe["on"]), known)
        return await asyncio.to_thread(charts.status_picture, numbers)

    def _digest(self, connection: Connection, on: date, known: date | None) -> Digest:
        books = Books(connection, self._campaign)
        holdings = books.ledger.holdings(known=known)
        return digest(self._campaign, holdings, on=on, known=known, unreachable=unreachable_units(books))

"""Files for the office and the units, made when they are sent, from what is recorded."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.handlers.export import ANNEX, CALENDAR, LEDGER_BOOK, PUBLICITY
from bot.picture_recipes import read_picture_recipe
from reports.annex_document import annex_document
from reports.annex_sheet import annex_sheet
from reports.due_dates import calendar_name, occasions
from reports.ics import calendar_file
from reports.ledger_workbook import ledger_book, ledger_workbook
from reports.publicity import publicity_sheet
from reports.publicity_document import publicity_document
from tracker.model import NOBODY
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.look import Look, Seen, look
from tracker.usecases.look_at_publicity import LookAtPublicity, look_at_publicity

Recipe = Mapping[str, Any]
Write = Callable[[], bytes]
"""Lay out what was read; beside the loop, for it may take a second."""


class OfficeFiles:
    """Writes what a recipe of one of `kinds` asks for: `on`, `known`, `units` as for a picture."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self._store = store
        self._campaign = campaign
        self.kinds: Mapping[str, Callable[[Recipe], Awaitable[bytes]]] = {
            LEDGER_BOOK: self._written(_ledger_book),
            CALENDAR: self._written(_calendar),
            ANNEX: self._written(_annex),
            PUBLICITY: self._written(_publicity),
        }

    def _written(self, content: Callable[[Books, Recipe], Write]) -> Callable[[Recipe], Awaitable[bytes]]:
        async def written(recipe: Recipe) -> bytes:
            def reading(connection: Connection) -> Write:
                return content(Books(connection, self._campaign), recipe)

            return await asyncio.to_thread(await self._store.read(reading))

        return written


def _ledger_book(books: Books, recipe: Recipe) -> Write:
    book = ledger_book(_look(books, recipe))
    return lambda: ledger_workbook(book)


def _calendar(books: Books, recipe: Recipe) -> Write:
    """Write the due dates; `at` is the moment they were asked for."""
    seen, units = _look(books, recipe), read_picture_recipe(recipe).units
    found, at = occasions(seen, units), datetime.fromisoformat(recipe["at"])
    return lambda: calendar_file(calendar_name(seen, units), found, at=at)


def _annex(books: Books, recipe: Recipe) -> Write:
    seen = _look(books, recipe)
    sheet = annex_sheet(seen.campaign, seen.holdings, seen.on)
    return lambda: annex_document(sheet)


def _publicity(books: Books, recipe: Recipe) -> Write:
    asked = read_picture_recipe(recipe)
    seen = look_at_publicity(books, NOBODY, LookAtPublicity(on=asked.on, known=asked.known))
    sheet = publicity_sheet(seen.campaign, seen.rule, seen.areas, seen.cases, on=asked.on, known=asked.known)
    return lambda: publicity_document(sheet)


def _look(books: Books, recipe: Recipe) -> Seen:
    asked = read_picture_recipe(recipe)
    return look(books, NOBODY, Look(on=asked.on, known=asked.known, units=asked.units))

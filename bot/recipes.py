"""Pictures and documents are recipes until they are sent: made then, from what is recorded.

Pictures have a room of their own, `bot.pictures`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.handlers.bulletin import BULLETIN_RECIPE
from bot.handlers.notice import NOTICE_RECIPE
from bot.handlers.order_papers import DRAFT_RECIPE, LIFTING_RECIPE, ORDER_RECIPE
from bot.land_recipes import BOOK, read_land_recipe
from bot.office_files import OfficeFiles
from bot.pictures import Pictures
from reports.bulletin.content import Bulletin
from reports.bulletin.document import bulletin_document
from reports.bulletin.reading import quarter_figures
from reports.bulletin.writing import bulletin
from reports.land import parcel_book
from reports.notice_document import notice_document
from reports.notice_sheet import NoticeSheet, notice_sheet
from reports.order_document import order_document
from reports.order_sheet import OrderSheet, draft_sheet, lifting_sheet, order_sheet
from reports.parcel_workbook import parcel_workbook
from tracker.model import NOBODY
from tracker.order_evidence import read_evidence
from tracker.orders import DraftedOrder, Order
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule
from tracker.store import kept_files
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.look_at_notices import notice_as_issued
from tracker.usecases.look_at_parcels import LandSeen, look_at_land
from tracker.usecases.look_at_quarter import LookAtQuarter, look_at_quarter

Recipe = Mapping[str, Any]


class Recipes:
    """Makes the bytes that a recipe asks for; what else it holds is told by its `kind`."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self._store = store
        self._campaign = campaign
        self._kinds: Mapping[str, Callable[[Recipe], Awaitable[bytes]]] = {
            **Pictures(store, campaign).kinds,
            **OfficeFiles(store, campaign).kinds,
            BOOK: self._parcel_book,
            NOTICE_RECIPE: self._notice,
            ORDER_RECIPE: self._order,
            LIFTING_RECIPE: self._lifting,
            DRAFT_RECIPE: self._order_draft,
            BULLETIN_RECIPE: self._bulletin,
            kept_files.RECIPE: self._kept_file,
        }

    async def draw(self, recipe: Recipe) -> bytes:
        """Return the bytes to send. Raises `LookupError` for a recipe of another version."""
        return await self._kinds[recipe["kind"]](recipe)

    async def _parcel_book(self, recipe: Recipe) -> bytes:
        """Write the workbook of the parcels of a choice; see `land_recipe`."""
        land = await self._store.read(self._land, recipe)
        return await asyncio.to_thread(parcel_workbook, parcel_book(land))

    def _land(self, connection: Connection, recipe: Recipe) -> LandSeen:
        books = Books(connection, self._campaign)
        return look_at_land(books, NOBODY, read_land_recipe(recipe))

    async def _notice(self, recipe: Recipe) -> bytes:
        """Write the document of a notice as it was issued: `id`."""
        sheet = await self._store.read(self._notice_sheet, recipe["id"])
        return await asyncio.to_thread(notice_document, sheet)

    def _notice_sheet(self, connection: Connection, notice_id: int) -> NoticeSheet:
        return notice_sheet(notice_as_issued(Books(connection, self._campaign), notice_id), self._campaign)

    async def _order(self, recipe: Recipe) -> bytes:
        """Write the document of an order by the evidence it keeps: `id`."""
        sheet = await self._store.read(self._order_sheet, recipe["id"])
        return await asyncio.to_thread(order_document, sheet)

    def _order_sheet(self, connection: Connection, order_id: int) -> OrderSheet:
        return order_sheet(self._found_order(connection, order_id), self._campaign)

    async def _lifting(self, recipe: Recipe) -> bytes:
        """Write the document of the lifting of an order: `id`."""
        sheet = await self._store.read(self._lifting_sheet, recipe["id"])
        return await asyncio.to_thread(order_document, sheet)

    def _lifting_sheet(self, connection: Connection, order_id: int) -> OrderSheet:
        order = self._found_order(connection, order_id)
        if order.lifting is None:
            raise LookupError(order_id)
        return lifting_sheet(order, order.lifting, self._campaign)

    def _found_order(self, connection: Connection, order_id: int) -> Order:
        order = Books(connection, self._campaign).orders.by_id(order_id)
        if order is None:
            raise LookupError(order_id)
        return order

    async def _order_draft(self, recipe: Recipe) -> bytes:
        """Write the draft of what was triggered when it was asked for: `unit`, `year`, `rule`, `evidence`."""
        drafted = DraftedOrder(
            unit=recipe["unit"],
            year=recipe["year"],
            rule=SanctionRule(recipe["rule"]),
            evidence=read_evidence(recipe["evidence"]),
        )
        return await asyncio.to_thread(order_document, draft_sheet(drafted, self._campaign))

    async def _bulletin(self, recipe: Recipe) -> bytes:
        """Write the 通报 of a `quarter` as it would be drafted on the day `today`."""
        paper = await self._store.read(self._bulletin_paper, recipe)
        return await asyncio.to_thread(bulletin_document, paper)

    def _bulletin_paper(self, connection: Connection, recipe: Recipe) -> Bulletin:
        asked = LookAtQuarter(word=recipe["quarter"], today=date.fromisoformat(recipe["today"]))
        seen = look_at_quarter(Books(connection, self._campaign), NOBODY, asked)
        return bulletin(quarter_figures(seen))

    async def _kept_file(self, recipe: Recipe) -> bytes:
        """Fetch what was made before: `id`."""
        return await self._store.read(kept_files.content_of, recipe["id"])

"""Pictures made when they are sent, from what is recorded: read on the read pool, drawn beside the loop."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.handlers.year_picture import YEAR_RECIPE, read_year_recipe
from bot.land_recipes import MAP, read_land_recipe
from bot.picture_recipes import MATRIX, RANKING, SHARES, STATUS, TIMELINE, read_picture_recipe
from reports import charts
from reports.digest import Digest
from reports.land import map_sheet
from reports.land_map import MapSheet, map_picture
from reports.matrix_chart import matrix_picture
from reports.parcel_chart import parcel_picture
from reports.parcel_shares import ParcelShares, parcel_shares
from reports.ranking_chart import ranking_picture
from reports.ranking_sheet import RankingSheet, ranking_sheet
from reports.reading import digest_of, whole_day, year_digest_of
from reports.timeline_chart import timeline_picture
from reports.timeline_sheet import TimelineSheet, timeline_sheet
from reports.year_chart import year_picture
from reports.year_digest import YearDigest
from tracker.model import NOBODY
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.look import Look, look
from tracker.usecases.look_at_parcels import LookAtParcels, look_at_land, look_at_parcels
from tracker.usecases.look_at_ranking import LookAtRanking, look_at_ranking
from tracker.usecases.look_at_sanctions import look_at_sanctions

T = TypeVar("T")

Recipe = Mapping[str, Any]


class Pictures:
    """Draws what a recipe of one of `kinds` asks for."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self._store = store
        self._campaign = campaign
        self.kinds: Mapping[str, Callable[[Recipe], Awaitable[bytes]]] = {
            STATUS: self._drawing(_day, charts.status_picture),
            MATRIX: self._matrix,
            YEAR_RECIPE: self._drawing(_year, year_picture),
            RANKING: self._drawing(_ranking, ranking_picture),
            MAP: self._drawing(_map, map_picture),
            SHARES: self._drawing(_shares, parcel_picture),
            TIMELINE: self._drawing(_timeline, timeline_picture),
        }

    def _drawing(
        self, content: Callable[[Books, Recipe], T], draw: Callable[[T], bytes]
    ) -> Callable[[Recipe], Awaitable[bytes]]:
        """Return what reads the content of a recipe and then draws it in a thread."""

        async def drawing(recipe: Recipe) -> bytes:
            return await asyncio.to_thread(draw, await self._read(content, recipe))

        return drawing

    async def _matrix(self, recipe: Recipe) -> bytes:
        digest = await self._read(_day, recipe)
        return await asyncio.to_thread(matrix_picture, digest, read_picture_recipe(recipe).page)

    async def _read(self, content: Callable[[Books, Recipe], T], recipe: Recipe) -> T:
        def reading(connection: Connection) -> T:
            return content(Books(connection, self._campaign), recipe)

        return await self._store.read(reading)


def _day(books: Books, recipe: Recipe) -> Digest:
    asked = read_picture_recipe(recipe)
    return whole_day(books, NOBODY, Look(on=asked.on, known=asked.known))


def _year(books: Books, recipe: Recipe) -> YearDigest:
    asked = read_year_recipe(recipe)
    return year_digest_of(look_at_sanctions(books, NOBODY, asked), openly=asked.units is None)


def _ranking(books: Books, recipe: Recipe) -> RankingSheet:
    asked = read_picture_recipe(recipe)
    return ranking_sheet(look_at_ranking(books, NOBODY, LookAtRanking(on=asked.on, known=asked.known)))


def _map(books: Books, recipe: Recipe) -> MapSheet:
    return map_sheet(look_at_land(books, NOBODY, read_land_recipe(recipe)))


def _shares(books: Books, recipe: Recipe) -> ParcelShares:
    asked = read_picture_recipe(recipe)
    command = LookAtParcels(on=asked.on, known=asked.known, units=asked.units)
    return parcel_shares(look_at_parcels(books, NOBODY, command))


def _timeline(books: Books, recipe: Recipe) -> TimelineSheet:
    asked = read_picture_recipe(recipe)
    seen = look(books, NOBODY, Look(on=asked.on, known=asked.known, units=asked.units))
    return timeline_sheet(seen.campaign, seen.holdings, digest_of(seen))

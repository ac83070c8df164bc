"""The pictures under buttons: units by tasks, the ranking, the parcels by category, the due dates."""

from bot.access import sees_all
from bot.handlers.looking import look_as_allowed, own_units
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import pager
from bot.picture_recipes import MATRIX, RANKING, SHARES, TIMELINE, PictureOf
from bot.requests import Answer, Reply, Request, UsageError
from bot.words import NOT_ALLOWED, esc
from reports.matrix_chart import matrix_pages
from reports.parcel_shares import parcel_shares, shares_caption
from reports.ranking_sheet import ranking_caption, ranking_sheet
from reports.reading import digest_of
from reports.timeline_sheet import timeline_caption, timeline_sheet
from tracker.model import Sender
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look import Look, Seen
from tracker.usecases.look_at_parcels import LookAtParcels, ParcelsSeen, look_at_parcels
from tracker.usecases.look_at_ranking import LookAtRanking, RankingSeen, look_at_ranking


def matrix(message: Incoming) -> Request[Look, Seen]:
    """Answer the button `cm:DAY:PAGE`: every unit and task; a liaison's own page says it in words."""
    _, on, page = message.data.split(":")
    look = Look(on=min(read_day(on), message.said_at.date()))
    return Request(_look_at_all, look, lambda seen: _matrix(seen, int(page)), reads=True)


def ranking(message: Incoming) -> Request[LookAtRanking, RankingSeen]:
    """Answer the button `cr:DAY`: what the ranking publishes, the same for everybody."""
    on = min(read_day(message.data.removeprefix("cr:")), message.said_at.date())
    return Request(look_at_ranking, LookAtRanking(on=on), _ranking, reads=True)


def timeline(message: Incoming) -> Request[Look, Seen]:
    """Answer the button `ct:DAY`: the due dates of all tasks, of a unit its own."""
    look = Look(on=min(read_day(message.data.removeprefix("ct:")), message.said_at.date()))
    return Request(look_as_allowed, look, _timeline, reads=True)


def shares(message: Incoming) -> Request[LookAtParcels, ParcelsSeen]:
    """Answer the button `cp`: the whole account by park and category, whatever the list was filtered by."""
    return Request(_look_at_account, LookAtParcels(on=message.said_at.date()), _shares, reads=True)


def _look_at_all(books: Books, sender: Sender, command: Look) -> Seen:
    if not sees_all(sender):
        raise UsageError(NOT_ALLOWED)
    return look_as_allowed(books, sender, command)


def _look_at_account(books: Books, sender: Sender, command: LookAtParcels) -> ParcelsSeen:
    units = None if sees_all(sender) else own_units(sender)
    return look_at_parcels(books, sender, LookAtParcels(on=command.on, units=units))


def _matrix(seen: Seen, page: int) -> Answer:
    digest = digest_of(seen)
    pages = matrix_pages(digest)
    page = min(page, pages - 1)
    where = f"，第 {page + 1} 页，共 {pages} 页" if pages > 1 else ""
    text = f"单位任务图（{near_day(seen.on, seen.on)}）{where}"
    recipe = PictureOf(on=seen.on, page=page).recipe(MATRIX)
    keyboard = pager(f"cm:{seen.on}:", page, pages - 1)
    return Answer(replies=(Reply(text=text, picture=recipe, keyboard=keyboard),))


def _ranking(seen: RankingSeen) -> Answer:
    text = ranking_caption(ranking_sheet(seen))
    return _pictured(text, RANKING, PictureOf(on=seen.asked.on))


def _timeline(seen: Seen) -> Answer:
    units = None if sees_all(seen.sender) else own_units(seen.sender)
    text = timeline_caption(timeline_sheet(seen.campaign, seen.holdings, digest_of(seen)))
    return _pictured(text, TIMELINE, PictureOf(on=seen.on, units=units))


def _shares(seen: ParcelsSeen) -> Answer:
    found = parcel_shares(seen)
    if not found.whole:
        raise UsageError("本单位没有宗地，也没有对应的产业集聚区，无图可画。")
    return _pictured(shares_caption(found), SHARES, PictureOf(on=seen.asked.on, units=seen.asked.units))


def _pictured(text: str, kind: str, of: PictureOf) -> Answer:
    return Answer(replies=(Reply(text=esc(text), picture=of.recipe(kind)),))

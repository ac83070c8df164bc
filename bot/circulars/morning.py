"""Everything that a morning tells beside reminders and notices, as work for its transaction."""

from datetime import datetime

from sqlalchemy import Connection

from bot.circulars.cases import cases_to_decide
from bot.circulars.half_year import half_year_lists
from bot.circulars.missing import missing_returns
from bot.circulars.orders import orders_to_review
from bot.circulars.warnings import annual_warnings
from reminders.circulars import circulate
from reminders.schedule import MORNING, Work, opened_at
from reminders.sweep import day_in
from tracker.plan import Campaign
from tracker.store.books import Books


def circulars(campaign: Campaign) -> Work:
    """Return the work of a morning: put in whatever anybody has not heard yet."""

    def tell(connection: Connection, slot: datetime, _since: datetime | None) -> None:
        books, day = Books(connection, campaign), day_in(campaign, slot)
        began_on = day_in(campaign, opened_at(connection, MORNING))
        told = (
            *annual_warnings(books, day),
            *cases_to_decide(books, day),
            *orders_to_review(books, day),
            *missing_returns(books, day, began_on=began_on),
            *half_year_lists(books, day, began_on=began_on),
        )
        circulate(connection, told, day, slot)

    return tell

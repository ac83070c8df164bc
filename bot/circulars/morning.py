"""Everything that a morning tells beside reminders and notices, as work for its transaction.

Each kind settles alone, as each message does: a fault of ours in one of them undoes that one, tells the
operator and leaves the rest of the morning to go out. What it had to tell is still news on the next morning.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from bot.circulars.cases import cases_to_decide
from bot.circulars.half_year import half_year_lists
from bot.circulars.missing import missing_returns
from bot.circulars.orders import orders_to_review
from bot.circulars.unserved import unserved_units
from bot.circulars.warnings import annual_warnings
from bot.faults import tell_admins
from reminders.circulars import Letters, circulate
from reminders.schedule import MORNING, Work, opened_at
from reminders.sweep import day_in
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import DATABASE_FAULTS

_log = logging.getLogger(__name__)


def circulars(campaign: Campaign) -> Work:
    """Return the work of a morning: put in whatever anybody has not heard yet."""

    def tell(connection: Connection, slot: datetime, _since: datetime | None) -> None:
        books, day = Books(connection, campaign), day_in(campaign, slot)
        began_on = day_in(campaign, opened_at(connection, MORNING))
        kinds: Mapping[str, Callable[[], Letters]] = {
            "年度任务预警": lambda: annual_warnings(books, day),
            "待决定事项": lambda: cases_to_decide(books, day),
            "暂停决定的依据": lambda: orders_to_review(books, day),
            "季报缺报": lambda: missing_returns(books, slot, day, began_on=began_on),
            "半年名单": lambda: half_year_lists(books, slot, day, began_on=began_on),
            # After the others: it tells of what they could not deliver.
            "没有送到的通知": lambda: unserved_units(books, slot),
        }
        for name, letters in kinds.items():
            _alone(connection, name, letters, day, slot)

    return tell


def _alone(
    connection: Connection, name: str, letters: Callable[[], Letters], day: date, slot: datetime
) -> None:
    """Do one part of a morning, or nothing of it and tell the operator why.

    A fault of the database is waited out with the whole morning.
    """
    savepoint = connection.begin_nested()
    try:
        circulate(connection, letters(), day, slot)
    except DATABASE_FAULTS:
        raise
    except Exception as bug:  # noqa: BLE001  (one broken kind must not hold up the morning)
        savepoint.rollback()
        _log.exception("a part of the morning failed and is left to the next: %s", name)
        what, origin = f"今晨的“{name}”没有发出，下一个工作日再发", f"fault:{slot:%Y-%m-%d}:{name}"
        tell_admins(connection, what, type(bug).__name__, origin=origin, at=slot)
    else:
        savepoint.commit()

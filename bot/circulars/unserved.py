"""Units in which a ranking or a missing return reached nobody (FACTS 8): to the office, which telephones."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from bot.circulars.half_year import RANKING
from bot.circulars.missing import MISSING
from bot.words import esc
from reminders.circulars import Circular, Letters, Missed, News, record
from reminders.hearers import each_once, hearer_of
from reports.ranking import ranking_title
from tracker.model import Role
from tracker.quarters import quarter_meant
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import rules_of

UNSERVED = "unserved"


def unserved_units(books: Books, slot: datetime) -> Letters:
    """Yield what was given up, by what it was: each once, to who was of the office by then."""
    missed = [
        (each, _news(kind, each, name(books, each)))
        for kind, name in _NAMES.items()
        for each in record(books.connection, kind, slot).missed()
    ]
    office = books.people.with_role(Role.OFFICE)
    since = {hearer_of(each).who: each.since_at for each in office}
    for to in each_once(office):
        yield (
            to,
            Circular(
                kind=UNSERVED,
                title="没有送到单位的通知",
                news=[news for each, news in missed if each.at >= since[to.who]],
                whole=False,
                foot="未绑定或屏蔽了机器人，请电话告知，并用 /invite 邀请。",
                pointer="名单见 /rank，缺报见 /quarter。",
            ),
        )


def _news(kind: str, each: Missed, name: str) -> News:
    subject = f"{kind}:{each.subject}:{each.unit}"
    return News(subject=subject, value=each.value, lines=[(esc(name), esc(each.unit))])


def _ranking(books: Books, each: Missed) -> str:
    return ranking_title(date.fromisoformat(each.subject), rules_of(books.campaign))


def _missing(_books: Books, each: Missed) -> str:
    quarter = quarter_meant(each.subject.partition(":")[0])
    return f"{quarter.name}季报缺报（分管领导）" if quarter else each.subject


_NAMES: Mapping[str, Callable[[Books, Missed], str]] = MappingProxyType(
    {RANKING: _ranking, MISSING: _missing}
)
"""What each kind is called."""

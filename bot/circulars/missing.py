"""Quarterly returns that are given up (FACTS 7, 8): to the office, and to the unit's leader.

On the working day after the last chase. A return that comes later is late; that it was missing is not said
again, unless it is sent back and not sent anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.circulars.audience import holders_since
from bot.words import esc
from reminders.circulars import Circular, Letters, News, Record, record
from reminders.hearers import Who, each_once, hearer_of, unheld
from tracker.calendar import working_days_from
from tracker.model import Role
from tracker.returns import ReturnStanding, ReturnState
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

MISSING = "missing"
_DAY = timedelta(days=1)


def missing_returns(books: Books, slot: datetime, day: date, *, began_on: date) -> Letters:
    """Yield what never came; nothing of what was given up before this database `began_on`."""
    missing = [
        each
        for each in returns_on(books, LookAtReturns(on=day))
        if each.state is ReturnState.MISSING and _told_on(each) >= began_on
    ]
    heard_then = _heard_then(books, missing, record(books.connection, MISSING, slot), slot)
    for each in each_once(books.people.with_role(Role.OFFICE)):
        yield each, _circular([_news(one, esc(one.unit)) for one in missing if each.who in heard_then[one]])
    leading = {each.post.unit: hearer_of(each) for each in books.people.with_role(Role.LEADER)}
    for unit in dict.fromkeys(each.unit for each in missing):
        leader = leading.get(unit, unheld(unit, Role.LEADER))
        own = [
            _news(each, f"{near_day(each.quarter.last_on, day)}截止，已记为缺报")
            for each in missing
            if each.unit == unit and (unit not in leading or leader.who in heard_then[each])
        ]
        yield leader, _circular(own, whose=esc(unit), foot="仍可补报，请督促联络员报送季报。")


def _heard_then(
    books: Books, missing: Iterable[ReturnStanding], before: Record, slot: datetime
) -> dict[ReturnStanding, frozenset[Who]]:
    """Return of each return who was on a post when it was first told that it is missing."""
    told_at = {each: before.first_at.get((_subject(each), _value(each)), slot) for each in missing}
    roles = (Role.OFFICE, Role.LEADER)
    held = {
        at: frozenset(hearer_of(each).who for each in holders_since(books, roles, at))
        for at in set(told_at.values())
    }
    return {each: held[at] for each, at in told_at.items()}


def _told_on(each: ReturnStanding) -> date:
    return next(working_days_from(each.last_chase_on + _DAY))


def _subject(each: ReturnStanding) -> str:
    return f"{each.quarter}:{each.unit}"


def _value(each: ReturnStanding) -> str:
    return each.last_chase_on.isoformat()


def _news(each: ReturnStanding, line: str) -> News:
    return News(
        subject=_subject(each),
        value=_value(each),
        lines=[(f"{each.quarter.name}季报，催报后仍未报送", line)],
    )


def _circular(news: Sequence[News], *, whose: str = "", foot: str = "") -> Circular:
    return Circular(
        kind=MISSING,
        title="季报缺报",
        news=news,
        whole=False,
        whose=whose,
        foot=foot,
        pointer="发送 /quarter 查看全部。",
    )

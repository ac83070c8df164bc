"""Quarterly returns that are given up (FACTS 7, 8): to the office, and to the unit's leader.

On the working day after the last chase. A return that comes later is late; that it was missing is not said
again, unless it is sent back and not sent anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.words import esc
from reminders.circulars import Circular, News, each_once
from reminders.sweep import day_in
from tracker.calendar import working_days_from
from tracker.model import Member, Role
from tracker.plan import Campaign
from tracker.returns import ReturnStanding, ReturnState
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

_DAY = timedelta(days=1)


def missing_returns(books: Books, day: date, *, began_on: date) -> Iterator[tuple[Member, Circular]]:
    """Yield what never came; nothing of what was given up before this database `began_on`."""
    missing = [
        each
        for each in returns_on(books, LookAtReturns(on=day))
        if each.state is ReturnState.MISSING and _told_on(each) >= began_on
    ]
    for member in each_once(books.people.with_role(Role.OFFICE)):
        news = [_news(each, esc(each.unit)) for each in _since(books.campaign, missing, member)]
        yield member, _circular(news)
    for leader in books.people.with_role(Role.LEADER):
        unit = leader.post.unit
        own = [
            _news(each, f"{near_day(each.quarter.last_on, day)}截止，已记为缺报")
            for each in _since(books.campaign, missing, leader)
            if each.unit == unit
        ]
        foot = "仍可补报，请督促联络员报送季报。" if own else ""
        yield leader, _circular(own, whose=esc(unit), foot=foot)


def _since(campaign: Campaign, missing: Iterable[ReturnStanding], member: Member) -> list[ReturnStanding]:
    """Leave out what was told before somebody came to the post."""
    since = day_in(campaign, member.since_at)
    return [each for each in missing if _told_on(each) >= since]


def _told_on(each: ReturnStanding) -> date:
    return next(working_days_from(each.last_chase_on + _DAY))


def _news(each: ReturnStanding, line: str) -> News:
    return News(
        subject=f"{each.quarter}:{each.unit}",
        value=each.last_chase_on.isoformat(),
        lines=[(f"{each.quarter.name}季报，催报后仍未报送", line)],
    )


def _circular(news: Sequence[News], *, whose: str = "", foot: str = "") -> Circular:
    return Circular(
        kind="missing",
        title="季报缺报",
        news=news,
        whole=False,
        whose=whose,
        foot=foot,
        pointer="发送 /quarter 查看全部。",
    )

"""The early warning before 30 June and 31 December (四（四）): to leaders their own, above them every unit.

The liaison reads it among the reminders of the morning: see `reminders.ladder`.
"""

from collections.abc import Iterator
from datetime import date

from bot.circulars.audience import director_and_office
from bot.words import esc
from reminders.circulars import Circular, Letters, News
from reminders.hearers import hearer_of
from reminders.ladder import newest_rung_before
from reminders.wording import due_words
from tracker.cases import CutoffAhead
from tracker.model import Role
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, cutoffs_ahead


def annual_warnings(books: Books, day: date) -> Letters:
    """Yield who is warned of what on the rungs before a cut-off; nothing from the day after it on."""
    found = tuple(_due(books, day))
    leaders = books.people.with_role(Role.LEADER)
    over = director_and_office(books)
    # Who reads of every unit needs no message about one.
    everywhere = {each.user_id for each in over}
    for each in (hearer_of(leader) for leader in leaders if leader.user_id not in everywhere):
        own = [_news(*one, day, whose="") for one in found if one[0].unit == each.unit]
        yield each, _circular(own, whose=esc(each.unit))
    reached = {each.post.unit for each in leaders if each.blocked_at is None}
    unled = dict.fromkeys(ahead.unit for ahead, _ in found if ahead.unit not in reached)
    foot = f"分管领导联系不上，请电话告知：{esc('、'.join(unled))}" if unled else ""
    above = _circular([_news(*one, day, whose=f"{one[0].unit}：") for one in found], foot=foot)
    for each in over:
        yield each, above


def _due(books: Books, day: date) -> Iterator[tuple[CutoffAhead, date]]:
    """Yield the cut-offs ahead that are warned of by now, each with its last rung."""
    for ahead in cutoffs_ahead(books, CasesOn(on=day)):
        rung_on = newest_rung_before(books.campaign.ladder, ahead.due_on, day)
        if rung_on is not None:
            yield ahead, rung_on


def _news(ahead: CutoffAhead, rung_on: date, day: date, *, whose: str) -> News:
    return News(
        subject=ahead.subject,
        value=rung_on.isoformat(),
        lines=[(esc(f"{ahead.code}，{due_words(ahead.due_on, day)}"), esc(f"{whose}{ahead.urging}"))],
    )


def _circular(news: list[News], *, whose: str = "", foot: str = "") -> Circular:
    return Circular(
        kind="warning",
        title="年度任务预警",
        news=news,
        whole=True,
        whose=whose,
        foot=foot,
        pointer="发送 /sanctions 查看全部。",
    )

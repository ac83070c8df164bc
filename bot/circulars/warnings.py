"""The early warning before 30 June and 31 December (四（四）): to leaders their own, above them every unit.

The liaison reads it among the reminders of the morning: see `reminders.ladder`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.words import esc
from reminders.circulars import Circular, News, each_once
from reminders.ladder import newest_rung_before
from reminders.wording import due_words
from tracker.cases import AnnualTask, Case, Stage
from tracker.model import Member, Role
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, annual_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class _Warning:
    """A unit that is short of a cut-off ahead, and the last rung that calls for saying so."""

    case: Case
    task: AnnualTask
    due_on: date
    rung_on: date


def annual_warnings(books: Books, day: date) -> Iterator[tuple[Member, Circular]]:
    """Yield who is warned of what on the rungs before a cut-off; nothing from the day after it on."""
    found = tuple(_warnings(books, day))
    leaders = books.people.with_role(Role.LEADER)
    for each in leaders:
        own = [one for one in found if one.case.unit == each.post.unit]
        yield each, _circular([_news(one, day, whose="") for one in own], whose=esc(each.post.unit))
    reached = {each.post.unit for each in leaders if each.blocked_at is None}
    unled = [one.case.unit for one in found if one.case.unit not in reached]
    foot = f"分管领导联系不上，请电话告知：{esc('、'.join(dict.fromkeys(unled)))}" if unled else ""
    above = _circular([_news(one, day, whose=f"{one.case.unit}：") for one in found], foot=foot)
    for each in each_once((*books.people.with_role(Role.DIRECTOR), *books.people.with_role(Role.OFFICE))):
        yield each, above


def _warnings(books: Books, day: date) -> Iterator[_Warning]:
    for case in annual_cases(books, CasesOn(on=day)):
        task, due_on = case.standing, case.due_on
        if not isinstance(task, AnnualTask) or due_on is None:
            continue
        rung_on = newest_rung_before(books.campaign.ladder, due_on, day)
        if rung_on is not None and case.stage is Stage.OPEN and task.order is None:
            yield _Warning(case=case, task=task, due_on=due_on, rung_on=rung_on)


def _news(each: _Warning, day: date, *, whose: str) -> News:
    return News(
        subject=each.case.subject,
        value=each.rung_on.isoformat(),
        lines=[(esc(f"{each.case.code}，{due_words(each.due_on, day)}"), esc(f"{whose}{each.task.urging}"))],
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

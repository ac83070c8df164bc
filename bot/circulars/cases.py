"""What a cut-off triggered and nobody has decided (四（四）): to the director and the office alone.

Nothing of it reaches a county before the director confirms.
"""

from collections.abc import Iterator
from datetime import date

from bot.words import esc
from reminders.circulars import Circular, News, each_once
from reports.sanctions import STATES, basis_line
from tracker.model import NOBODY, Member, Role
from tracker.sayings import ASSUMED
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import LookAtSanctions, UnitYear, look_at_sanctions


def cases_to_decide(books: Books, day: date) -> Iterator[tuple[Member, Circular]]:
    """Yield the cases of this year and the last that wait for a decision, again where a figure changed."""
    if books.campaign.sanctions is None:
        return
    open_years = [
        each
        for year in (day.year - 1, day.year)
        for each in look_at_sanctions(books, NOBODY, LookAtSanctions(year=year, on=day)).years
        if each.is_open
    ]
    circular = Circular(
        kind="case",
        title="年度任务待决定",
        news=[_news(each, len(open_years)) for each in open_years],
        whole=True,
        foot="主任发送 /sanctions 决定；决定之前不通知任何单位。" if open_years else "",
        pointer="发送 /sanctions 查看全部。",
    )
    for each in each_once((*books.people.with_role(Role.DIRECTOR), *books.people.with_role(Role.OFFICE))):
        yield each, circular


def _news(each: UnitYear, count: int) -> News:
    standing = each.standing
    target, done = standing.counted(standing.rule)
    assumed = f"（{ASSUMED}）" if each.assumed else ""
    what = f"{standing.unit} {standing.year} 年度{STATES[standing.state]}：{basis_line(standing)}{assumed}"
    return News(
        subject=f"{standing.year}:{standing.rule}:{standing.unit}",
        value=f"{standing.state}:{done}/{target}",
        lines=[(f"待主任决定 {count} 项", esc(what))],
    )

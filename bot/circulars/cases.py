"""What a cut-off triggered and nobody has decided (四（四）): to the director and the office alone.

Nothing of it reaches a county before the director confirms.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.circulars.audience import director_and_office
from bot.words import esc
from reminders.circulars import Circular, Letters, News
from reports.sanctions import STATES, basis_line
from tracker.model import NOBODY
from tracker.sanctions import SanctionRule, cutoff_of
from tracker.sayings import ASSUMED
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    UnitYear,
    governor_of,
    look_at_sanctions,
)
from tracker.whose import own_areas


def cases_to_decide(books: Books, day: date) -> Letters:
    """Yield the cases of this year and the last that wait for a decision, again where a figure changed."""
    if books.campaign.sanctions is None:
        return
    news = [each for year in (day.year - 1, day.year) for each in _cases(books, year, day)]
    open_years = dict.fromkeys(each.subject.partition(":")[0] for each in news)
    circular = Circular(
        kind="case",
        title="年度任务待决定",
        news=news,
        whole=True,
        foot="".join(f"{year} 年度由主任发送 <code>/sanctions {year}</code> 决定。" for year in open_years),
        pointer="发送 /sanctions 查看全部。",
    )
    for each in director_and_office(books):
        yield each, circular


def _cases(books: Books, year: int, day: date) -> Iterator[News]:
    seen = look_at_sanctions(books, NOBODY, LookAtSanctions(year=year, on=day))
    for each in seen.years:
        if each.is_open or (each.may_be_decided and _changed_since_lifting(books, seen, each)):
            yield _news(seen, each)


def _changed_since_lifting(books: Books, seen: SanctionsSeen, each: UnitYear) -> bool:
    """Whether the figures are others than on the day an order was lifted: the director has not seen them."""
    order = each.order
    if order is None or order.lifted_on is None:
        return False
    asked = replace(seen.asked, known=order.lifted_on, units=(each.standing.unit,))
    (then,) = look_at_sanctions(books, NOBODY, asked).years
    return _value(seen, then) != _value(seen, each)


def _value(seen: SanctionsSeen, each: UnitYear) -> str:
    """Tell one state of a case from another; one that was settled by what is withdrawn now is another too."""
    standing = each.standing
    target, done = standing.counted(standing.rule)
    governor = governor_of(seen.campaign)
    areas = own_areas(standing.unit, standing.year, seen.facts.done, seen.rules, governor)
    rule = standing.rule or SanctionRule.YEAR_END
    cutoff = cutoff_of(standing.year, rule, seen.rules)
    withdrawn = sum(area.returned_on is not None and area.disposed_on <= cutoff for area in areas)
    return f"{standing.state}:{done}/{target}:{standing.cut_mu}:{withdrawn}"


def _news(seen: SanctionsSeen, each: UnitYear) -> News:
    standing = each.standing
    assumed = f"（{ASSUMED}）" if each.assumed else ""
    what = f"{standing.unit} {standing.year} 年度{STATES[standing.state]}：{basis_line(standing)}{assumed}"
    return News(
        subject=f"{standing.year}:{standing.rule}:{standing.unit}",
        value=_value(seen, each),
        lines=[("待主任决定；决定之前不通知任何单位", esc(what))],
    )

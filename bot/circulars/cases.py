"""What a cut-off triggered and nobody has decided (四（四）): to the director and the office alone.

Nothing of it reaches a county before the director confirms.
"""

from datetime import date

from bot.circulars.audience import director_and_office
from bot.words import esc
from reminders.circulars import Circular, Letters, News
from reports.sanctions import STATES, basis_line
from tracker.model import NOBODY
from tracker.sayings import ASSUMED
from tracker.store.books import Books
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_open_years import LookAtOpenYears, look_at_open_years

TO_SANCTIONS = "ss"
"""What the button of a morning that leads to /sanctions carries."""


def cases_to_decide(books: Books, day: date) -> Letters:
    """Yield every case that waits for a decision, of whatever year, again where a figure changed."""
    if books.campaign.sanctions is None:
        return
    open_years = look_at_open_years(books, NOBODY, LookAtOpenYears(on=day))
    circular = Circular(
        kind="case",
        title="年度任务待决定",
        news=[_news(each) for each in open_years if each.waits],
        whole=True,
        pointer="发送 /sanctions 查看全部。",
        button=("年度任务", TO_SANCTIONS),
    )
    for each in director_and_office(books):
        yield each, circular


def _news(each: UnitYear) -> News:
    standing = each.standing
    assumed = f"（{ASSUMED}）" if each.assumed else ""
    what = f"{standing.unit} {standing.year} 年度{STATES[standing.state]}：{basis_line(standing)}{assumed}"
    return News(
        subject=f"{standing.year}:{standing.rule}:{standing.unit}",
        value=str(each.figures),
        lines=[("待主任决定；决定之前不通知任何单位", esc(what))],
    )

"""Orders that later facts overtook: a figure under one changed, or the unit caught up (四（四）, FACTS 6).

Lifting is proposed to the director; only the director lifts.
"""

from collections.abc import Iterator
from datetime import date

from bot.circulars.audience import director_and_office
from bot.words import esc
from reminders.circulars import Circular, News
from reports.sanctions import figures_now, figures_then, order_note
from tracker.measures import Sanctions
from tracker.model import NOBODY, Member
from tracker.orders import Order
from tracker.sanctions import SanctionStanding
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions


def orders_to_review(books: Books, day: date) -> Iterator[tuple[Member, Circular]]:
    """Yield what changed under the orders in force since each person heard of them."""
    rules = books.campaign.sanctions
    if rules is None:
        return
    circular = Circular(
        kind="order",
        title="暂停决定的依据",
        news=[
            _news(order, _standing(books, order, day), rules)
            for order in books.orders.all()
            # A campaign file may drop a unit that an order still names.
            if order.forbids(day) and books.campaign.unit(order.unit) is not None
        ],
        whole=False,
        foot="是否解除由主任决定：发送 /sanctions。",
        pointer="发送 /sanctions 查看全部。",
    )
    for each in director_and_office(books):
        yield each, circular


def _standing(books: Books, order: Order, day: date) -> SanctionStanding:
    asked = LookAtSanctions(year=order.year, on=day, units=(order.unit,))
    (year,) = look_at_sanctions(books, NOBODY, asked).years
    return year.standing


def _news(order: Order, standing: SanctionStanding, rules: Sanctions) -> News:
    """Say how an order stands; who was never told takes it to be as it was decided."""
    notes = tuple(order_note(order, standing, rules.midyear_share))
    unchanged = f"{order.name} 号决定（{order.unit}）的依据与决定时一致"
    made_good = order.is_made_good(standing, rules.midyear_share)
    return News(
        subject=order.name,
        value=f"{figures_now(order, standing)}:{made_good}",
        known_value=f"{figures_then(order)}:{False}",
        lines=[("在执行的决定", esc("；".join(notes) or unchanged))],
    )

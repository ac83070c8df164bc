"""Decisions that later facts overtook: what one rests on changed, or the unit caught up (四（四）, FACTS 6).

Lifting is proposed to the director; only the director lifts.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2s

from bot.circulars.audience import director_and_office
from bot.words import esc
from reminders.circulars import Circular, Letters, News
from reports.order_notes import decisions_in_force, figures_words, order_note
from tracker.model import NOBODY
from tracker.order_evidence import OrderEvidence
from tracker.orders import Order
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    land_known,
    look_at_sanctions,
    year_of,
)
from tracker.usecases.order_evidence import gathered


def orders_to_review(books: Books, day: date) -> Letters:
    """Yield what changed under the decisions in force since each person heard of them."""
    if books.campaign.sanctions is None:
        return
    circular = Circular(
        kind="order",
        title="已作决定的依据",
        news=list(_all_news(books, day)),
        whole=False,
        foot="是否解除或另作决定，由主任决定：发送 /sanctions。",
        pointer="发送 /sanctions 查看全部。",
    )
    for each in director_and_office(books):
        yield each, circular


def _all_news(books: Books, day: date) -> Iterator[News]:
    asked = LookAtSanctions(year=day.year, on=day)
    seen, known_land, orders = look_at_sanctions(books, NOBODY, asked), land_known(books), books.orders.all()
    for order in orders:
        found = year_of(order, known_land, orders, asked)
        if any(each.id == order.id for each in decisions_in_force(found, day)):
            dropped = books.campaign.unit(order.unit) is None
            yield _dropped(order) if dropped else _news(seen, order, found)


def _news(seen: SanctionsSeen, order: Order, found: UnitYear) -> News:
    """Say how an order stands; who was never told takes it to be as it was decided."""
    now = gathered(seen, found, order.rule)
    notes = tuple(order_note(order, found, now, seen.rules))
    unchanged = f"{order.name}决定（{order.unit}）的依据与决定时一致"
    made_good = order.suspends and order.is_made_good(found.standing, seen.rules)
    return News(
        subject=order.code,
        value=_value(now, made_good=made_good),
        known_value=_value(order.evidence, made_good=False),
        lines=[("在执行的决定", esc("；".join(notes) or unchanged))],
    )


def _dropped(order: Order) -> News:
    return News(
        subject=order.code,
        value="dropped",
        lines=[("在执行的决定", esc(f"{order.unit}已不在方案里，{order.name}决定仍然有效"))],
    )


def _value(evidence: OrderEvidence, *, made_good: bool) -> str:
    """Tell one state of what a decision rests on from another, the list of disposals too."""
    listed = ",".join(
        f"{each.disposed_on:%m%d}/{each.parcel or each.place}/{each.category}/{figure(each.area_mu)}"
        for each in evidence.verified
    )
    digest = blake2s(listed.encode(), digest_size=8).hexdigest()
    return f"{figures_words(evidence)}:{digest}:{made_good}"

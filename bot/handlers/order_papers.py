"""The papers of orders: of a decided one for whom it concerns, of a triggered case for who prepares it."""

from bot.access import sees_all
from bot.handlers.looking import own_units
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Reply, Request, UsageError
from bot.words import esc
from tracker.model import Sender
from tracker.order_evidence import write_evidence
from tracker.orders import DraftedOrder, Lifting, Order, full_number
from tracker.store.books import Books
from tracker.usecases.draft_order import DraftOrder, draft_order

ORDER_RECIPE = "order"
LIFTING_RECIPE = "order lifting"
DRAFT_RECIPE = "order draft"


def paper_button(order: Order, text: str = "通知文件") -> Button:
    """Return the button under which an order's paper is had."""
    return Button(text, f"od:{order.id}")


def lifting_button(order: Order, text: str = "解除文件") -> Button:
    """Return the button under which the paper of an order's lifting is had."""
    return Button(text, f"ol:{order.id}")


def document(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `od:ORDER`: an order as a .docx file."""
    return Request(_find_order, message, lambda answer: answer, reads=True)


def lifting(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `ol:ORDER`: the lifting of an order as a .docx file."""
    return Request(_find_lifting, message, lambda answer: answer, reads=True)


def draft(message: Incoming) -> Request[DraftOrder, DraftedOrder]:
    """Answer the button `oq:UNIT_ID:YEAR`: what may be confirmed, marked as a draft, as a .docx file."""
    _, unit, year = message.data.split(":")
    command = DraftOrder(unit=unit, year=int(year), on=message.said_at.date())
    return Request(draft_order, command, _drafted, reads=True)


def _find_order(books: Books, sender: Sender, message: Incoming) -> Answer:
    order = _order(books, sender, message)
    return _paper(books, sender, order, order, ORDER_RECIPE)


def _find_lifting(books: Books, sender: Sender, message: Incoming) -> Answer:
    order = _order(books, sender, message)
    if order.lifting is None:
        raise UsageError(f"{order.name}没有解除。")
    return _paper(books, sender, order, order.lifting, LIFTING_RECIPE)


def _order(books: Books, sender: Sender, message: Incoming) -> Order:
    _, number = message.data.split(":")
    order = books.orders.by_id(int(number))
    if order is None or not (sees_all(sender) or order.unit in own_units(sender)):
        raise UsageError("没有这份决定的文件。发送 /sanctions 查看。")
    return order


def _paper(books: Books, sender: Sender, order: Order, made: Order | Lifting, kind: str) -> Answer:
    recipe = {"kind": kind, "id": order.id, "name": f"{made.name} {order.unit}.docx"}
    caption = f"{full_number(made, books.campaign)}（{order.unit}，{order.year} 年度）"
    # The unit signs nothing.
    caption += "，签发前请核对。" if sees_all(sender) else ""
    return Answer(replies=(Reply(text=esc(caption), document=recipe),))


def _drafted(drafted: DraftedOrder) -> Answer:
    """Keep the evidence in the recipe: the paper is of what was triggered when it was asked for."""
    recipe = {
        "kind": DRAFT_RECIPE,
        "unit": drafted.unit,
        "year": drafted.year,
        "rule": drafted.rule.value,
        "evidence": write_evidence(drafted.evidence),
        "name": f"草稿 {drafted.unit}{drafted.year}年度.docx",
    }
    caption = f"草稿：{esc(drafted.unit)} {drafted.year} 年度。未经主任确认，不得外发。"
    return Answer(replies=(Reply(text=caption, document=recipe),))

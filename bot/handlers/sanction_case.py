"""One unit's year under /sanctions: what was decided, what may be, and its papers."""

from collections.abc import Iterator
from functools import partial

from bot.access import Right, may
from bot.handlers.looking import refuse_others
from bot.handlers.order_papers import lifting_button, paper_button
from bot.handlers.sanction_lines import block_lines
from bot.handlers.sanctions import page_as_allowed
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Request, says
from bot.words import esc
from reports.sanction_page import SanctionPage, block
from tracker.model import Sender
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.unit_year import UnitYear
from tracker.usecases.choosing import find_unit
from tracker.usecases.look_at_sanctions import LookAtSanctions


def case(message: Incoming) -> Request[LookAtSanctions, SanctionPage]:
    """Answer the button `sv:UNIT_ID:YEAR`."""
    _, unit, year = message.data.split(":")
    command = LookAtSanctions(year=int(year), on=message.said_at.date(), units=(unit,))
    return Request(_look, command, partial(_shown, where=f"{unit}:{year}"), reads=True)


def _look(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionPage:
    (word,) = command.units or ()
    refuse_others(sender, find_unit(books.campaign, word).name)
    return page_as_allowed(books, sender, command)


def _shown(page: SanctionPage, *, where: str) -> Answer:
    seen, (each,) = page.seen, page.seen.years
    lines = block_lines(block(seen, each, openly=page.openly, dated=True), openly=page.openly)
    lines += ["", *(esc(note) for note in page.notes), f"依据：{esc(seen.rules.source)}"]
    return says("\n".join(lines), keyboard=_ways_on(page, each, where))


def _ways_on(page: SanctionPage, each: UnitYear, where: str) -> Keyboard:
    seen = page.seen
    decide = list(_decisions(each, where)) if may(seen.sender, Right.DECIDE) else []
    papers = [paper_button(order, f"{order.name}文件") for order in each.orders]
    papers += [lifting_button(o, f"{o.lifting.name}文件") for o in each.orders if o.lifting]
    if each.may_be_ordered and may(seen.sender, Right.DRAFT_ORDERS):
        papers.insert(0, Button("通知草稿", f"oq:{where}"))
    ahead = each.standing.target_mu is not None and seen.asked.on.year == each.standing.year
    ask = [Button("会怎样", f"sw:{where}")] if ahead else []
    return *rows(decide, 2), *rows([*papers, *ask], 2)


def _decisions(each: UnitYear, where: str) -> Iterator[Button]:
    """Offer what the director may do; what was lifted on these figures may be ordered again."""
    if each.may_be_ordered and each.standing.state is SanctionState.UNDECIDED:
        yield Button("恰好一半：暂停", f"so:{where}:s")
        yield Button("恰好一半：不暂停", f"so:{where}:c")
    elif each.may_be_ordered:
        yield Button("确认暂停" if each.waits else "重新暂停", f"so:{where}:s")
    for order in each.in_force:
        yield Button(f"解除暂停（{order.name}）", f"sl:{order.id}")

"""Draft what the director may confirm: its notice can be read before anything is decided."""

from dataclasses import dataclass
from datetime import date

from tracker.model import Sender
from tracker.orders import DraftedOrder
from tracker.store.books import Books
from tracker.usecases.decide_sanction import rule_to_decide
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions
from tracker.usecases.order_evidence import gathered


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """Draft the order about a unit's year, as it stands on a day."""

    unit: str
    year: int
    on: date


def draft_order(books: Books, sender: Sender, command: DraftOrder) -> DraftedOrder:
    """Gather the evidence of a triggered case that is open; nothing is recorded, no number is given."""
    asked = LookAtSanctions(year=command.year, on=command.on, units=(command.unit,))
    seen = look_at_sanctions(books, sender, asked)
    (found,) = seen.years
    rule = rule_to_decide(found)
    return DraftedOrder(
        unit=found.standing.unit,
        year=command.year,
        rule=rule,
        evidence=gathered(seen, found, rule),
    )

"""What the director decided of a triggered sanction (四（四））: orders and their lifting, never edited."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.plan import Campaign
from tracker.sanctions import SanctionRule, SanctionStanding, SanctionState


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedOrder:
    """What the director may decide about a triggered case, and its evidence; nothing is in effect."""

    unit: str
    year: int
    rule: SanctionRule
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A decision, in effect and known from `decided_on` until it is lifted.

    `suspends` is false where the director decided that nothing follows. `figures` are the evidence as it
    was: the standing, the disposals that counted, the clause.
    """

    id: int
    number: int
    unit: str
    year: int
    rule: SanctionRule
    suspends: bool
    decided_on: date
    reason: str
    figures: dict[str, Any]
    decided_by: str
    lifted_on: date | None = None
    lift_reason: str = ""

    @property
    def name(self) -> str:
        """Return how the order is called: `2021-1`."""
        return f"{self.decided_on.year}-{self.number}"

    def settles(self, state: SanctionState) -> bool:
        """Whether nothing is left to decide: a suspension till lifted, a waiver while its state lasts."""
        if self.suspends:
            return self.lifted_on is None
        return bool(self.figures["state"] == state.value)

    def is_made_good(self, standing: SanctionStanding, share: Decimal) -> bool:
        """Whether the unit has by now what the order found lacking: lifting may be proposed (FACTS 6)."""
        target, done = standing.counted(self.rule)[0], standing.done_mu
        if target is None:
            return False
        return done > target * share if self.rule is SanctionRule.MIDYEAR else done >= target

    def forbids(self, on: date) -> bool:
        """Whether it stops applications on that day."""
        lifted = self.lifted_on is not None and self.lifted_on <= on
        return self.suspends and self.decided_on <= on and not lifted


def full_number(order: Order, campaign: Campaign) -> str:
    """Return `百园增效决〔2021〕1号`: `name` as it stands on paper."""
    return f"{campaign.short}决〔{order.decided_on.year}〕{order.number}号"

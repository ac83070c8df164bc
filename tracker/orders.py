"""What the director decided of a triggered sanction (四（四））: orders and their lifting, never edited."""

from dataclasses import dataclass, replace
from datetime import date

from tracker.measures import Sanctions
from tracker.order_evidence import OrderEvidence
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule, SanctionStanding, SanctionState, is_enough, wanted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedOrder:
    """What the director may decide about a triggered case, and its evidence; nothing is in effect."""

    unit: str
    year: int
    rule: SanctionRule
    evidence: OrderEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting:
    """The end of a suspension, in effect and known from `lifted_on`; its evidence is of that day."""

    number: int
    lifted_on: date
    reason: str
    evidence: OrderEvidence

    @property
    def name(self) -> str:
        """Return how people call it: `解〔2021〕1号`; its paper puts the campaign's name before that."""
        return f"解〔{self.lifted_on.year}〕{self.number}号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A decision, in effect and known from `decided_on` until it is lifted.

    `suspends` is false where the director decided that nothing follows; `evidence` is as it was.
    """

    id: int
    number: int
    unit: str
    year: int
    rule: SanctionRule
    suspends: bool
    decided_on: date
    reason: str
    evidence: OrderEvidence
    decided_by: str
    lifting: Lifting | None = None

    @property
    def lifted_on(self) -> date | None:
        """Return the day from which it stops nothing any more."""
        return self.lifting.lifted_on if self.lifting else None

    @property
    def name(self) -> str:
        """Return how people call it: `决〔2021〕1号`; its paper puts the campaign's name before that."""
        return f"决〔{self.decided_on.year}〕{self.number}号"

    @property
    def code(self) -> str:
        """Return how other systems call it: `2021-1` (CONTRACT)."""
        return f"{self.decided_on.year}-{self.number}"

    def settles(self, state: SanctionState) -> bool:
        """Whether nothing is left to decide: a suspension till lifted, a waiver while its state lasts."""
        if self.suspends:
            return self.lifted_on is None
        return self.evidence.state is state

    def is_made_good(self, standing: SanctionStanding, rules: Sanctions) -> bool:
        """Whether the unit has by now what the order found lacking: lifting may be proposed (FACTS 6)."""
        target = standing.counted(self.rule)[0]
        return target is not None and is_enough(
            standing.done_mu, wanted_by(self.rule, target, rules), self.rule
        )

    def as_of(self, on: date) -> "Order":
        """Return the order as it stood on a day: a lifting that came later is left out."""
        later = self.lifted_on is not None and self.lifted_on > on
        return replace(self, lifting=None) if later else self

    def forbids(self, on: date) -> bool:
        """Whether it stops applications on that day."""
        lifted = self.lifted_on is not None and self.lifted_on <= on
        return self.suspends and self.decided_on <= on and not lifted


def full_number(made: Order | Lifting, campaign: Campaign) -> str:
    """Return `百园增效决〔2021〕1号`: `name` as it stands on paper."""
    return f"{campaign.short}{made.name}"

"""The director confirms a triggered sanction, decides one that the plan leaves open, or lifts an order.

Figures trigger; only an order of the director takes effect (FACTS 6). An order keeps its evidence as it was.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from tracker.errors import ReasonMissing, TrackerError
from tracker.model import Member, Role, Sender
from tracker.order_evidence import write_evidence
from tracker.orders import Lifting, Order
from tracker.sanctions import SanctionRule, SanctionStanding, SanctionState
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.unit_year import TRIGGERED, UnitYear
from tracker.usecases.look import unreachable_units
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    land_known,
    look_at_sanctions,
    year_of,
)
from tracker.usecases.order_evidence import gathered, gathered_at_lifting


class NothingTriggered(TrackerError):
    """The figures call for no decision on that day."""

    sentence = "{unit} {year} 年度目前没有触发暂停，无需决定。"

    def __init__(self, *, unit: str, year: int) -> None:
        super().__init__(unit=unit, year=year)


class CannotWaive(TrackerError):
    """The plan leaves nothing to decide below the line."""

    sentence = "{unit} {year} 年度完成的面积低于规定，方案没有“不暂停”的余地。"

    def __init__(self, *, unit: str, year: int) -> None:
        super().__init__(unit=unit, year=year)


class FiguresChanged(TrackerError):
    """The facts are no longer those that the director was shown."""

    sentence = "{unit} {year} 年度的情况刚刚有了变化，没有作出决定。请重新发送 /sanctions 查看。"

    def __init__(self, *, unit: str, year: int) -> None:
        super().__init__(unit=unit, year=year)


class AlreadyDecided(TrackerError):
    """Somebody decided this case before: two directors pressing at once make one order."""

    sentence = "{unit} {year} 年度的这一事项已由{by}于 {on} 决定（{number}），没有变动。"

    def __init__(self, *, order: Order) -> None:
        super().__init__(
            unit=order.unit, year=order.year, by=order.decided_by, on=order.decided_on, number=order.name
        )


class NoSuchOrder(TrackerError):
    """No order has this number, or it stops nothing any more."""

    sentence = "没有可以解除的这一决定：编号不对，或已经解除。"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSanction:
    """Decide about a unit's year: stop its applications, or (only where the plan is silent) not.

    `basis` is `basis_of` what the director was shown.
    """

    unit: str
    year: int
    suspends: bool
    basis: str
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionDecided:
    """The order is in effect; `exempt` kinds of project go on.

    `above` are to hear of it beside the unit, `untold` is the unit where no message reaches it.
    """

    order: Order
    standing: SanctionStanding
    exempt: tuple[str, ...]
    above: tuple[Member, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftOrder:
    """Lift an order, with the reason (OD: the plan is silent on lifting)."""

    order_id: int
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLifted:
    """The order stops nothing from its day of lifting on; `above` and `untold` are as of a decision."""

    order: Order
    lifting: Lifting
    above: tuple[Member, ...]
    untold: tuple[str, ...]


def decide_sanction(books: Books, sender: Sender, command: DecideSanction) -> SanctionDecided:
    """Record the order with its evidence; refuse where nothing is triggered, or another was faster."""
    asked = LookAtSanctions(year=command.year, on=command.on, units=(command.unit,))
    seen = look_at_sanctions(books, sender, asked)
    (found,) = seen.years
    standing = found.standing
    rule = rule_to_decide(found)
    undecided = standing.state is SanctionState.UNDECIDED
    if command.basis != basis_of(seen, found):
        raise FiguresChanged(unit=standing.unit, year=command.year)
    if not undecided and not command.suspends:
        raise CannotWaive(unit=standing.unit, year=command.year)
    if undecided and not command.reason.strip():
        raise ReasonMissing(what="决定的理由：恰好一半，方案没有规定")
    order = Order(
        id=0,
        number=books.orders.next_number(command.on.year),
        unit=standing.unit,
        year=command.year,
        rule=rule,
        suspends=command.suspends,
        decided_on=command.on,
        reason=command.reason.strip(),
        evidence=gathered(seen, found, rule),
        decided_by=sender.name,
    )
    order_id = books.orders.add(order, at=command.at)
    books.note(
        "sanction.decided",
        f"{order.unit}@{order.year}",
        by=sender.name,
        at=command.at,
        order=order.code,
        suspends=order.suspends,
        reason=order.reason,
    )
    recorded = books.orders.by_id(order_id)
    if recorded is None:
        raise LookupError(order_id)
    return SanctionDecided(
        order=recorded,
        standing=standing,
        exempt=tuple(each.name for each in seen.rules.exempt_kinds),
        above=_above(books, sender),
        untold=unreachable_units(books, (order.unit,)),
    )


def basis_of(seen: SanctionsSeen, found: UnitYear) -> str:
    """Name what a decision rests on, to be compared; refuse where there is nothing to decide.

    It is all that the order would keep but its day, the lists too, and what awaits review on any day.
    """
    evidence = write_evidence(gathered(seen, found, rule_to_decide(found)))
    shown = evidence | {"on": None, "awaiting_mu": figure(found.standing.pending_mu)}
    return sha256(json.dumps(shown).encode()).hexdigest()


def rule_to_decide(found: UnitYear) -> SanctionRule:
    """Return the rule that triggers what nobody has decided; refuse where there is none."""
    standing = found.standing
    if found.settled_by is not None and standing.state in TRIGGERED:
        raise AlreadyDecided(order=found.settled_by)
    if standing.rule is None or not found.may_be_ordered:
        raise NothingTriggered(unit=standing.unit, year=standing.year)
    return standing.rule


def lift_order(books: Books, sender: Sender, command: LiftOrder) -> OrderLifted:
    """Record the lifting; refuse an order that stops nothing."""
    order = books.orders.by_id(command.order_id)
    if order is None or not order.suspends or order.lifted_on is not None:
        raise NoSuchOrder
    if not command.reason.strip():
        raise ReasonMissing(what="解除的理由")
    seen = look_at_sanctions(books, sender, LookAtSanctions(year=order.year, on=command.on))
    found = year_of(order, land_known(books), books.orders.all(), seen.asked)
    lifting = Lifting(
        number=books.orders.next_lifting(command.on.year),
        lifted_on=command.on,
        reason=command.reason.strip(),
        evidence=gathered_at_lifting(seen, found, order.rule),
    )
    books.orders.lift(order.id, lifting, by=sender.name, at=command.at)
    books.note(
        "sanction.lifted",
        f"{order.unit}@{order.year}",
        by=sender.name,
        at=command.at,
        order=order.code,
        reason=lifting.reason,
    )
    return OrderLifted(
        order=replace(order, lifting=lifting),
        lifting=lifting,
        above=_above(books, sender),
        untold=unreachable_units(books, (order.unit,)),
    )


def _above(books: Books, sender: Sender) -> tuple[Member, ...]:
    """Return who is told of every decision, on whichever post: the office and 督查局, but for who made it."""
    holders = (*books.people.with_role(Role.OFFICE), *books.people.with_role(Role.INSPECTOR))
    return tuple(each for each in holders if each.user_id != sender.user_id)

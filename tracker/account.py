"""How a parcel stands on a day, and what the account adds up to beside the plan's own figures (FACTS 5).

Pure functions of recorded facts and a day. What was known is filtered before: see `tracker.store`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures import Lights
from tracker.model import Light, Verdict
from tracker.parcels import (
    Category,
    Designation,
    Disposal,
    ParcelEntry,
    ParcelPlan,
    ParcelRecord,
    ParcelState,
    UseDecision,
    UseStep,
)
from tracker.plan import Campaign, Park

_NO_AREA = Decimal(0)
_ENDS = frozenset({UseStep.REGULARISED, UseStep.EXIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelStanding:
    """A parcel on one day. `units` are whose it is: the responsible one first, then who governs its park.

    `verified_mu` and `pending_mu` are areas disposed of by that day, reviewed and awaiting review; `light`
    is None where there is no date to stand against; `days` are those overdue, 0 unless red; `last` is what
    was submitted last, whatever became of it.
    """

    entry: ParcelEntry
    units: tuple[str, ...]
    plan: ParcelPlan
    decision: UseDecision | None
    designation: Designation | None
    due_on: date | None
    state: ParcelState
    light: Light | None
    verified_mu: Decimal
    pending_mu: Decimal
    closed_on: date | None
    days: int
    last: Disposal | None

    @property
    def left_mu(self) -> Decimal:
        """Return what is neither disposed of nor submitted as such."""
        return self.entry.area_mu - self.verified_mu - self.pending_mu

    @property
    def planned(self) -> bool:
        """Whether it has a plan: cause, measure, due date and responsible unit."""
        return not self.plan.lacking

    @property
    def owed(self) -> bool:
        """Whether somebody still has to do something by a date."""
        return self.due_on is not None and self.closed_on is None and self.state is not ParcelState.SUBMITTED


def parcel_standing(record: ParcelRecord, on: date, campaign: Campaign) -> ParcelStanding:
    """Judge one parcel on the day `on`."""
    lights = campaign.lights
    plan = next((each.plan for each in reversed(record.plans) if each.from_on <= on), ParcelPlan())
    decided = [each for each in _steps(record) if each.decided_on <= on]
    designated = [each for each in record.designations if each.designated_on <= on]
    counted = counted_disposals(record, on)
    verified = [each for each in counted if is_verified(each)]
    # One submission that was returned later and the one instead of it may both count on a day between.
    verified_mu, counted_mu = total(verified), min(total(counted), record.entry.area_mu)
    decision = decided[-1] if decided else None
    closed_on = _closed_on(record, decision, verified, verified_mu)
    submitted = closed_on is None and counted_mu >= record.entry.area_mu
    due_on = decision.due_on if decision else plan.due_on
    light = _light(due_on, on, lights, submitted=submitted, closed=closed_on is not None)
    state = _state(plan, closed=closed_on is not None, submitted=submitted, begun=bool(counted or decision))
    said = [each for each in record.disposals if each.disposed_on <= on]
    return ParcelStanding(
        entry=record.entry,
        units=_units(record.entry, plan, on, campaign),
        plan=plan,
        decision=decision,
        designation=designated[-1] if designated else None,
        due_on=due_on,
        state=state,
        light=light,
        verified_mu=verified_mu,
        pending_mu=counted_mu - verified_mu,
        closed_on=closed_on,
        days=(on - due_on).days if due_on and light is Light.RED else 0,
        last=max(said, key=lambda each: each.id, default=None),
    )


def counted_disposals(record: ParcelRecord, on: date) -> tuple[Disposal, ...]:
    """Return what is disposed of by the day and not returned by then, reviewed or not."""
    return tuple(
        each
        for each in record.disposals
        if each.disposed_on <= on and not each.renewed and not _returned_by(each, on)
    )


def is_verified(disposal: Disposal) -> bool:
    """Whether the office verified it, whenever that was: it counts from the day of the disposal."""
    return disposal.review is not None and disposal.review.verdict is Verdict.APPROVED


def total(disposals: Iterable[Disposal]) -> Decimal:
    """Add areas up, exactly."""
    return sum((each.area_mu for each in disposals), _NO_AREA)


def _steps(record: ParcelRecord) -> tuple[UseDecision, ...]:
    """Return the steps that concern the parcel: none once its category was corrected to another."""
    return record.decisions if record.entry.category is Category.READY_USE else ()


def _units(entry: ParcelEntry, plan: ParcelPlan, on: date, campaign: Campaign) -> tuple[str, ...]:
    park = campaign.park(entry.park)
    row = park.governor(on) if park else None
    named = (plan.unit, row.unit if row else None)
    return tuple(dict.fromkeys(unit for unit in named if unit))


def _returned_by(disposal: Disposal, on: date) -> bool:
    review = disposal.review
    return review is not None and review.verdict is Verdict.RETURNED and review.reviewed_on <= on


def _closed_on(
    record: ParcelRecord, decision: UseDecision | None, verified: Sequence[Disposal], verified_mu: Decimal
) -> date | None:
    """Return the day of the step that ended it or of the disposal that completed it, whichever came first."""
    ends = [decision.decided_on] if decision is not None and decision.step in _ENDS else []
    if verified_mu >= record.entry.area_mu:
        ends.append(max(each.disposed_on for each in verified))
    return min(ends, default=None)


def _light(due_on: date | None, on: date, lights: Lights, *, submitted: bool, closed: bool) -> Light | None:
    if closed:
        return Light.CLOSED
    if due_on is None:
        return None
    if on > due_on:
        return Light.YELLOW if submitted else Light.RED
    return Light.YELLOW if (due_on - on).days <= lights.due_within_days else Light.GREEN


def _state(plan: ParcelPlan, *, closed: bool, submitted: bool, begun: bool) -> ParcelState:
    if closed:
        return ParcelState.DISPOSED
    if submitted:
        return ParcelState.SUBMITTED
    if begun:
        return ParcelState.UNDER_WAY
    return ParcelState.NO_PLAN if plan.lacking else ParcelState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The plan's figure for a park and category beside what the parcels of the account add up to."""

    category: Category
    opening_mu: Decimal
    recorded_mu: Decimal
    parcels: int
    disposed_mu: Decimal

    @property
    def difference_mu(self) -> Decimal:
        """What the account has more (positive) or less than the plan."""
        return self.recorded_mu - self.opening_mu


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkBalance:
    """The two opening balances of a park (二（三）4 and 6); `park` is None for the sum of all."""

    park: str | None
    unsupplied: Balance
    illegal: Balance


def reconcile(parks: Sequence[Park], standings: Iterable[ParcelStanding]) -> tuple[ParkBalance, ...]:
    """Set the account beside the plan, park by park in the plan's order, the sum of all last."""
    held: dict[tuple[str, Category], list[ParcelStanding]] = {}
    for each in standings:
        held.setdefault((each.entry.park, each.entry.category), []).append(each)
    rows = [
        ParkBalance(
            park=park.name,
            unsupplied=_balance(Category.UNSUPPLIED, park.unsupplied_mu, park, held),
            illegal=_balance(Category.ILLEGAL, park.illegal_mu, park, held),
        )
        for park in parks
    ]
    whole = ParkBalance(
        park=None,
        unsupplied=_sum(Category.UNSUPPLIED, [row.unsupplied for row in rows]),
        illegal=_sum(Category.ILLEGAL, [row.illegal for row in rows]),
    )
    return (*rows, whole)


def _balance(
    category: Category,
    opening_mu: Decimal,
    park: Park,
    held: dict[tuple[str, Category], list[ParcelStanding]],
) -> Balance:
    here = held.get((park.name, category), [])
    return Balance(
        category=category,
        opening_mu=opening_mu,
        recorded_mu=sum((each.entry.area_mu for each in here), _NO_AREA),
        parcels=len(here),
        disposed_mu=sum((each.verified_mu for each in here), _NO_AREA),
    )


def _sum(category: Category, rows: Sequence[Balance]) -> Balance:
    return Balance(
        category=category,
        opening_mu=sum((row.opening_mu for row in rows), _NO_AREA),
        recorded_mu=sum((row.recorded_mu for row in rows), _NO_AREA),
        parcels=sum(row.parcels for row in rows),
        disposed_mu=sum((row.disposed_mu for row in rows), _NO_AREA),
    )

"""How a parcel stands on a day, and what the account adds up to beside the plan's own figures (FACTS 5).

Pure functions of recorded facts and a day. What was known is filtered before: see `tracker.store`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

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
from tracker.parks import Park
from tracker.plan import Campaign

_NO_AREA = Decimal(0)
_OPENING: Mapping[Category, Callable[[Park], Decimal]] = MappingProxyType(
    {Category.UNSUPPLIED: lambda park: park.unsupplied_mu, Category.ILLEGAL: lambda park: park.illegal_mu}
)
"""The categories of which the plan gives an area for each park (二（三）4 and 6)."""
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
    return review is not None and review.sends_back(on)


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
class AreaHeld:
    """What the parcels of a category add up to, in a park or in all; areas of no parcel at all are 0.

    `disposed_mu` is verified, `pending_mu` awaits review.
    """

    category: Category
    parcels: int
    recorded_mu: Decimal
    disposed_mu: Decimal
    pending_mu: Decimal

    @property
    def left_mu(self) -> Decimal:
        """Return what is not verified as disposed of."""
        return self.recorded_mu - self.disposed_mu


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(AreaHeld):
    """The same beside the plan's figure for that park and category."""

    opening_mu: Decimal

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


def areas_held(
    parks: Sequence[Park], standings: Iterable[ParcelStanding], category: Category
) -> dict[str | None, AreaHeld]:
    """Add up the parcels of a category by park in the plan's order, those of all these parks under None."""
    held: dict[str, list[ParcelStanding]] = {park.name: [] for park in parks}
    for each in standings:
        if each.entry.category is category and each.entry.park in held:
            held[each.entry.park].append(each)
    whole = [each for here in held.values() for each in here]
    return {park: _area_held(here, category) for park, here in (*held.items(), (None, whole))}


def opening_mu(parks: Sequence[Park], category: Category) -> Decimal | None:
    """Return what the plan gives for a category in these parks; None where it gives nothing."""
    figure = _OPENING.get(category)
    return sum(map(figure, parks), _NO_AREA) if figure and parks else None


def reconcile(parks: Sequence[Park], standings: Iterable[ParcelStanding]) -> tuple[ParkBalance, ...]:
    """Set the account beside the plan, park by park in the plan's order, the sum of all last."""
    standings = tuple(standings)
    unsupplied, illegal = (
        _balances(parks, standings, category) for category in (Category.UNSUPPLIED, Category.ILLEGAL)
    )
    return tuple(
        ParkBalance(park=park, unsupplied=balance, illegal=illegal[park])
        for park, balance in unsupplied.items()
    )


def _area_held(here: Sequence[ParcelStanding], category: Category) -> AreaHeld:
    return AreaHeld(
        category=category,
        parcels=len(here),
        recorded_mu=sum((each.entry.area_mu for each in here), _NO_AREA),
        disposed_mu=sum((each.verified_mu for each in here), _NO_AREA),
        pending_mu=sum((each.pending_mu for each in here), _NO_AREA),
    )


def _balances(
    parks: Sequence[Park], standings: Sequence[ParcelStanding], category: Category
) -> dict[str | None, Balance]:
    opening: dict[str | None, Decimal] = {park.name: _OPENING[category](park) for park in parks}
    opening[None] = sum(opening.values(), _NO_AREA)
    return {
        park: Balance(
            category=category,
            parcels=held.parcels,
            recorded_mu=held.recorded_mu,
            disposed_mu=held.disposed_mu,
            pending_mu=held.pending_mu,
            opening_mu=opening[park],
        )
        for park, held in areas_held(parks, standings, category).items()
    }

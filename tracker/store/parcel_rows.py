"""How the facts about parcels are selected and read; `tracker.store.parcels` gathers them by parcel."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, case, func, or_, select

from tracker.model import Review, Verdict
from tracker.parcels import (
    Category,
    Designation,
    Disposal,
    LowKind,
    ParcelEntry,
    ParcelPlan,
    PlanInForce,
    UseDecision,
    UseStep,
)
from tracker.store.parcel_tables import (
    designations,
    disposal_renewals,
    disposal_reviews,
    disposal_withdrawals,
    disposals,
    parcel_entries,
    parcel_plans,
    parcels,
    use_decisions,
)

Facts = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelsWanted:
    """Which parcels to read; every condition given must hold.

    `concerning`: units and parks, of which a plan names one or the parcel lies in one. `due_by`: a plan or
    a decision, in force or not, sets a date up to that day. `awaiting`: a disposal awaits review.
    """

    number: str | None = None
    parcel_id: int | None = None
    park: str | None = None
    category: Category | None = None
    concerning: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    due_by: date | None = None
    awaiting: bool = False


EVERY_PARCEL = ParcelsWanted()

_ANEW = disposals.alias()
"""What was submitted anew instead of a disposal that was sent back."""
_TAKEN_BACK = disposal_withdrawals.c.disposal_id.is_not(None)
VERDICT: Final[tuple[ColumnElement[Any], ...]] = (
    case((_TAKEN_BACK, Verdict.RETURNED.value), else_=disposal_reviews.c.verdict).label("verdict"),
    func.coalesce(disposal_withdrawals.c.reason, disposal_reviews.c.reason).label("reason"),
    func.coalesce(disposal_withdrawals.c.withdrawn_on, disposal_reviews.c.reviewed_on).label("reviewed_on"),
    case((_TAKEN_BACK, disposal_reviews.c.reviewed_on)).label("verified_before"),
    disposal_renewals.c.disposal_id.is_not(None).label("renewed"),
)
"""The office's last word on a disposal: a verification that was withdrawn is a return (FACTS 3)."""


@lru_cache(maxsize=64)
def entries(wanted: ParcelsWanted, known: date | None) -> Facts:
    """Select the standing entries of the parcels that are wanted, by what was known."""
    # This and the next are kept, because building a statement takes longer than running it.
    query = (
        select(parcel_entries, parcels.c.number)
        .join(parcels, parcels.c.id == parcel_entries.c.parcel_id)
        .where(parcel_entries.c.voided_at.is_(None))
    )
    return query.where(*_conditions(wanted, known))


def _conditions(wanted: ParcelsWanted, known: date | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.number is not None:
        found.append(parcels.c.number == wanted.number)
    if wanted.parcel_id is not None:
        found.append(parcels.c.id == wanted.parcel_id)
    if wanted.park is not None:
        found.append(parcel_entries.c.park == wanted.park)
    if wanted.category is not None:
        found.append(parcel_entries.c.category == wanted.category.value)
    if wanted.concerning is not None:
        units, parks = wanted.concerning
        given = select(parcel_plans.c.parcel_id).where(
            parcel_plans.c.unit.in_(units), parcel_plans.c.voided_at.is_(None)
        )
        found.append(or_(parcels.c.id.in_(given), parcel_entries.c.park.in_(parks)))
    if wanted.due_by is not None:
        planned = select(parcel_plans.c.parcel_id).where(
            parcel_plans.c.due_on <= wanted.due_by, parcel_plans.c.voided_at.is_(None)
        )
        decided = select(use_decisions.c.parcel_id).where(use_decisions.c.due_on <= wanted.due_by)
        found.append(or_(parcels.c.id.in_(planned), parcels.c.id.in_(decided)))
    if wanted.awaiting:
        unreviewed = disposals_known(known).where(disposal_reviews.c.id.is_(None)).subquery()
        found.append(parcels.c.id.in_(select(unreviewed.c.parcel_id)))
    return found


@lru_cache(maxsize=64)
def plans_known(known: date | None) -> Facts:
    """Select standing plans, the newest of a parcel last."""
    query = select(parcel_plans).where(parcel_plans.c.voided_at.is_(None))
    if known is not None:
        query = query.where(parcel_plans.c.from_on <= known)
    return query.order_by(parcel_plans.c.from_on, parcel_plans.c.id)


@lru_cache(maxsize=64)
def disposals_known(known: date | None) -> Facts:
    """Select standing disposals with the review that was known, if any."""
    query = (
        select(disposals, *VERDICT)
        .select_from(with_verdict(disposals, known))
        .where(disposals.c.voided_at.is_(None))
    )
    if known is not None:
        query = query.where(disposals.c.submitted_on <= known)
    return query.order_by(disposals.c.disposed_on, disposals.c.id)


def with_verdict(joined: FromClause, known: date | None) -> FromClause:
    """Join to disposals the review that was known, if any, and its withdrawal: what `VERDICT` reads."""
    review = and_(disposal_reviews.c.disposal_id == disposals.c.id, disposal_reviews.c.voided_at.is_(None))
    withdrawal: ColumnElement[bool] = disposal_withdrawals.c.disposal_id == disposals.c.id
    anew: ColumnElement[bool] = _ANEW.c.id == disposal_renewals.c.disposal_id
    if known is not None:
        review = and_(review, disposal_reviews.c.reviewed_on <= known)
        withdrawal = and_(withdrawal, disposal_withdrawals.c.withdrawn_on <= known)
        anew = and_(anew, _ANEW.c.submitted_on <= known)
    renewals = disposal_renewals.join(_ANEW, anew)
    return (
        joined.outerjoin(disposal_reviews, review)
        .outerjoin(disposal_withdrawals, withdrawal)
        .outerjoin(renewals, disposal_renewals.c.sent_back_id == disposals.c.id)
    )


@lru_cache(maxsize=64)
def designations_known(known: date | None) -> Facts:
    """Select designations, the newest of a parcel last."""
    query = select(designations).order_by(designations.c.designated_on, designations.c.id)
    return query if known is None else query.where(designations.c.designated_on <= known)


@lru_cache(maxsize=64)
def decisions_known(known: date | None) -> Facts:
    """Select the steps of 已批未供即用, the newest of a parcel last."""
    query = select(use_decisions).order_by(use_decisions.c.decided_on, use_decisions.c.id)
    return query if known is None else query.where(use_decisions.c.decided_on <= known)


def entry_of(row: Found) -> ParcelEntry:
    """Read an entry."""
    return ParcelEntry(
        id=row.parcel_id,
        number=row.number,
        park=row.park,
        location=row.location,
        area_mu=row.area_mu,
        category=Category(row.category),
        kind=LowKind(row.kind) if row.kind else None,
    )


def plan_of(row: Found) -> PlanInForce:
    """Read a plan."""
    return PlanInForce(
        id=row.id,
        plan=ParcelPlan(cause=row.cause, measure=row.measure, due_on=row.due_on, unit=row.unit),
        from_on=row.from_on,
        document=row.document,
        reason=row.reason,
    )


def disposal_of(row: Found) -> Disposal:
    """Read a disposal."""
    review = None
    if row.verdict is not None:
        review = Review(verdict=Verdict(row.verdict), reason=row.reason, reviewed_on=row.reviewed_on)
    return Disposal(
        id=row.id,
        parcel_id=row.parcel_id,
        area_mu=row.area_mu,
        measure=row.measure,
        text=row.text,
        disposed_on=row.disposed_on,
        submitted_on=row.submitted_on,
        reporter=row.reporter,
        review=review,
        verified_before=row.verified_before,
        renewed=row.renewed,
    )


def designation_of(row: Found) -> Designation:
    """Read a designation."""
    return Designation(
        kind=LowKind(row.kind),
        department=row.department,
        document=row.document,
        designated_on=row.designated_on,
    )


def decision_of(row: Found) -> UseDecision:
    """Read a step of 已批未供即用."""
    return UseDecision(
        step=UseStep(row.step),
        decided_on=row.decided_on,
        due_on=row.due_on,
        unmet=tuple(row.unmet),
        document=row.document,
        reason=row.reason,
    )

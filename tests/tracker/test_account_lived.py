"""A second, plainly written reading of FACTS 3 and 5 must agree with the first on every day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.parcels_on_paper import (
    ISSUED,
    entry,
    handed_in,
    planned,
    returned,
    stepped,
    verified,
)
from tracker.account import parcel_standing
from tracker.model import Light, Verdict
from tracker.parcels import Category, Disposal, ParcelRecord, ParcelState, PlanInForce, UseDecision, UseStep
from tracker.plan import Campaign

AREA = 7
LAST = {UseStep.REGULARISED, UseStep.EXIT}

days = st.integers(min_value=0, max_value=90).map(lambda count: ISSUED + timedelta(days=count))


@st.composite
def disposals(draw: st.DrawFn) -> tuple[Disposal, ...]:
    """Submissions in order of arrival, none beyond the parcel on the day it is said."""
    made: list[Disposal] = []
    said_on = ISSUED
    for number in range(1, draw(st.integers(0, 6)) + 1):
        said_on += timedelta(days=draw(st.integers(0, 20)))
        back = draw(st.integers(0, (said_on - ISSUED).days))
        # As the use case has it: a return makes room from its day on.
        taken = sum(int(each.area_mu) for each in made if _approved(each) or _waits(each, said_on))
        if taken >= AREA:
            break
        area = draw(st.sampled_from((AREA - taken, 1, max(1, (AREA - taken) // 2))))
        later = said_on + timedelta(days=draw(st.integers(0, 25)))
        review = draw(st.sampled_from((None, verified(later), verified(later), returned(later))))
        made.append(
            handed_in(str(area), said_on - timedelta(days=back), review, number=number, said_on=said_on)
        )
    return tuple(sorted(made, key=lambda each: (each.disposed_on, each.id)))


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlanInForce, ...]:
    from_days = sorted(draw(st.lists(days, max_size=3)))
    return tuple(
        planned(draw(st.none() | days), from_on=day, unit=draw(st.sampled_from(("清丰县", None))))
        for day in from_days
    )


@st.composite
def decisions(draw: st.DrawFn) -> tuple[UseDecision, ...]:
    made = []
    for day in sorted(draw(st.lists(days, max_size=2))):
        step = draw(st.sampled_from((UseStep.RECTIFY, UseStep.RECTIFY, UseStep.EXIT)))
        made.append(stepped(step, day, draw(days) if step is UseStep.RECTIFY else None))
        if step in LAST:
            break
    return tuple(made)


@st.composite
def records(draw: st.DrawFn) -> ParcelRecord:
    return ParcelRecord(
        entry=entry(str(AREA), Category.READY_USE),
        plans=draw(plans()),
        disposals=draw(disposals()),
        decisions=draw(decisions()),
    )


def as_known(record: ParcelRecord, known: date) -> ParcelRecord:
    """Leave out what became known later, as the store does."""
    heard = [each for each in record.disposals if each.submitted_on <= known]
    return replace(
        record,
        plans=tuple(each for each in record.plans if each.from_on <= known),
        decisions=tuple(each for each in record.decisions if each.decided_on <= known),
        disposals=tuple(
            replace(each, review=None) if each.review and each.review.reviewed_on > known else each
            for each in heard
        ),
    )


def lived(record: ParcelRecord, today: date) -> tuple[object, ...]:
    """Walk from the first day to this one, keeping what stands."""
    done, waiting, closed, due, lacking = 0, 0, None, None, True
    begun, step_due = False, None
    day = ISSUED
    while day <= today:
        for plan in record.plans:
            if plan.from_on == day:
                due, lacking = plan.plan.due_on, plan.plan.due_on is None or plan.plan.unit is None
        for step in record.decisions:
            if step.decided_on == day:
                begun, step_due = True, step.due_on
                closed = closed or (day if step.step in LAST else None)
        done += sum(
            int(each.area_mu) for each in record.disposals if _approved(each) and each.disposed_on == day
        )
        if done == AREA:
            closed = closed or day
        waiting = sum(int(each.area_mu) for each in record.disposals if _waits(each, day))
        day += timedelta(days=1)
    waiting = min(waiting, AREA - done)
    due = step_due if begun else due
    whole = closed is None and done + waiting == AREA
    return (
        Decimal(done),
        Decimal(waiting),
        closed,
        *_looks(due, today, closed, whole=whole),
        _state(closed, whole=whole, begun=begun or done + waiting > 0, lacking=lacking),
    )


def _approved(each: Disposal) -> bool:
    return each.review is not None and each.review.verdict is Verdict.APPROVED


def _waits(each: Disposal, day: date) -> bool:
    if each.disposed_on > day or _approved(each):
        return False
    return each.review is None or day < each.review.reviewed_on


def _looks(due: date | None, today: date, closed: date | None, *, whole: bool) -> tuple[Light | None, int]:
    if closed:
        return Light.CLOSED, 0
    if due is None:
        return None, 0
    late = (today - due).days
    if late > 0:
        return (Light.YELLOW, 0) if whole else (Light.RED, late)
    return (Light.GREEN if late < -30 else Light.YELLOW), 0


def _state(closed: date | None, *, whole: bool, begun: bool, lacking: bool) -> ParcelState:
    if closed:
        return ParcelState.DISPOSED
    if whole:
        return ParcelState.SUBMITTED
    if begun:
        return ParcelState.UNDER_WAY
    return ParcelState.NO_PLAN if lacking else ParcelState.PLANNED


@given(record=records(), today=days, known=st.none() | days)
def test_two_readings_of_the_rules_agree(
    campaign: Campaign, record: ParcelRecord, today: date, known: date | None
) -> None:
    heard = as_known(record, known) if known else record
    judged = parcel_standing(heard, today, campaign)
    assert lived(heard, today) == (
        judged.verified_mu,
        judged.pending_mu,
        judged.closed_on,
        judged.light,
        judged.days,
        judged.state,
    )


@given(record=records())
def test_disposals_never_exceed_the_parcel_on_any_day(campaign: Campaign, record: ParcelRecord) -> None:
    for count in range(130):
        judged = parcel_standing(record, ISSUED + timedelta(days=count), campaign)
        assert judged.left_mu >= 0
        assert judged.verified_mu + judged.pending_mu + judged.left_mu == AREA


@given(record=records(), today=days, later=days)
def test_a_closing_stays_where_it_was_seen(
    campaign: Campaign, record: ParcelRecord, today: date, later: date
) -> None:
    closed_on = parcel_standing(record, today, campaign).closed_on
    if closed_on is not None:
        assert parcel_standing(record, max(today, later), campaign).closed_on == closed_on

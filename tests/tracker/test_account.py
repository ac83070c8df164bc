from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.tracker.parcels_on_paper import (
    ISSUED,
    READY,
    areas,
    entry,
    handed_in,
    planned,
    recorded,
    returned,
    stepped,
    verified,
)
from tracker.account import ParcelStanding, areas_held, opening_mu, parcel_standing, reconcile
from tracker.model import Light
from tracker.parcels import (
    Category,
    Designation,
    LowKind,
    ParcelPlan,
    ParcelRecord,
    ParcelState,
    PlanInForce,
    UseStep,
)
from tracker.plan import Campaign

DUE = date(2021, 6, 30)
BEFORE, AFTER = date(2021, 6, 29), date(2021, 7, 1)
JUNE_20, AUGUST_5 = date(2021, 6, 20), date(2021, 8, 5)


def on(day: date, record: ParcelRecord, campaign: Campaign) -> ParcelStanding:
    return parcel_standing(record, day, campaign)


def test_nothing_done_is_overdue_from_the_day_after_its_date(campaign: Campaign) -> None:
    assert (on(DUE, recorded(), campaign).light, on(DUE, recorded(), campaign).days) == (Light.YELLOW, 0)
    assert (on(AFTER, recorded(), campaign).light, on(AFTER, recorded(), campaign).days) == (Light.RED, 1)


@pytest.mark.parametrize(("days", "light"), [(31, Light.GREEN), (30, Light.YELLOW), (0, Light.YELLOW)])
def test_thirty_days_before_its_date_a_parcel_turns_yellow(
    campaign: Campaign, days: int, light: Light
) -> None:
    assert on(DUE - timedelta(days=days), recorded(), campaign).light is light


WHOLE = planned().plan


@pytest.mark.parametrize(
    "plan",
    [
        replace(WHOLE, cause=""),
        replace(WHOLE, measure=""),
        replace(WHOLE, due_on=None),
        replace(WHOLE, unit=None),
    ],
)
def test_a_parcel_that_lacks_any_part_of_its_plan_has_none(campaign: Campaign, plan: ParcelPlan) -> None:
    found = on(BEFORE, recorded(plans=(replace(planned(), plan=plan),)), campaign)
    assert (found.planned, found.state) == (False, ParcelState.NO_PLAN)
    assert len(found.plan.lacking) == 1


def test_without_a_date_there_is_no_light_and_nothing_owed(campaign: Campaign) -> None:
    found = on(date.max, recorded(plans=()), campaign)
    assert (found.light, found.owed, found.days) == (None, False, 0)
    assert found.plan.lacking == ("形成原因", "处置措施", "完成时限", "责任单位")


def test_a_disposal_of_part_is_under_way_and_still_owed(campaign: Campaign) -> None:
    found = on(BEFORE, recorded(handed_in("10.5", JUNE_20, verified(BEFORE))), campaign)
    assert areas(found) == ("10.5", "0", "29.5")
    assert (found.state, found.owed) == (ParcelState.UNDER_WAY, True)


def test_a_whole_parcel_that_awaits_review_past_its_date_is_yellow_and_not_owed(campaign: Campaign) -> None:
    found = on(AFTER, recorded(handed_in("40", DUE)), campaign)
    assert (found.state, found.light, found.owed) == (ParcelState.SUBMITTED, Light.YELLOW, False)
    assert (areas(found), found.days) == (("0", "40", "0"), 0)


def test_part_of_it_awaiting_review_past_its_date_is_red(campaign: Campaign) -> None:
    found = on(AFTER, recorded(handed_in("39.999999", DUE)), campaign)
    assert (found.light, found.left_mu) == (Light.RED, Decimal("0.000001"))


def test_a_disposal_of_the_last_day_verified_later_was_never_overdue(campaign: Campaign) -> None:
    record = recorded(handed_in("40", DUE, verified(AUGUST_5)))
    assert on(AFTER, record, campaign).light is Light.CLOSED
    assert on(AUGUST_5, record, campaign).closed_on == DUE
    assert on(BEFORE, record, campaign).closed_on is None


def test_a_return_counts_from_its_own_day(campaign: Campaign) -> None:
    record = recorded(handed_in("40", JUNE_20, returned(AUGUST_5)))
    assert on(AUGUST_5 - timedelta(days=1), record, campaign).state is ParcelState.SUBMITTED
    found = on(AUGUST_5, record, campaign)
    assert (found.light, found.days, areas(found)) == (Light.RED, 36, ("0", "0", "40"))


def test_two_disposals_close_a_parcel_on_the_day_of_the_later_one(campaign: Campaign) -> None:
    later = handed_in("15", JUNE_20, verified(AUGUST_5), number=1)
    earlier = handed_in("25", date(2021, 5, 1), verified(AUGUST_5), number=2)
    assert on(AFTER, recorded(earlier, later), campaign).closed_on == JUNE_20


def test_what_was_returned_and_what_replaced_it_never_exceed_the_parcel(campaign: Campaign) -> None:
    """Both count on a day between: one was returned only later, the other is said to be of before."""
    first = handed_in("40", JUNE_20, returned(AFTER), number=1)
    second = handed_in("40", JUNE_20, verified(AUGUST_5), number=2, said_on=AFTER)
    found = on(BEFORE, recorded(first, second), campaign)
    assert areas(found) == ("40", "0", "0")


def test_the_newest_plan_of_the_day_rules(campaign: Campaign) -> None:
    moved = planned(AUGUST_5, from_on=AFTER)
    record = recorded(plans=(planned(), moved))
    assert [on(day, record, campaign).due_on for day in (BEFORE, AFTER)] == [DUE, AUGUST_5]


def test_of_two_plans_of_one_day_the_later_rules(campaign: Campaign) -> None:
    record = recorded(plans=(planned(), planned(AUGUST_5, from_on=AFTER), planned(AFTER, from_on=AFTER)))
    assert on(AFTER, record, campaign).due_on == AFTER


def test_the_deadline_of_a_step_goes_before_that_of_the_plan(campaign: Campaign) -> None:
    rectify = stepped(UseStep.RECTIFY, JUNE_20, AUGUST_5)
    record = replace(READY, decisions=(rectify,))
    assert on(date(2021, 6, 19), record, campaign).due_on == DUE
    found = on(AFTER, record, campaign)
    assert (found.due_on, found.state, found.light) == (AUGUST_5, ParcelState.UNDER_WAY, Light.GREEN)


@pytest.mark.parametrize("step", [UseStep.REGULARISED, UseStep.EXIT])
def test_the_last_step_closes_a_parcel_whatever_its_area(campaign: Campaign, step: UseStep) -> None:
    record = replace(READY, decisions=(stepped(step, JUNE_20),))
    found = on(AFTER, record, campaign)
    assert (found.closed_on, found.state, found.light) == (JUNE_20, ParcelState.DISPOSED, Light.CLOSED)


def test_a_step_after_the_last_disposal_does_not_move_the_closing(campaign: Campaign) -> None:
    record = replace(
        READY,
        disposals=(handed_in("40", JUNE_20, verified(JUNE_20)),),
        decisions=(stepped(UseStep.EXIT, AUGUST_5),),
    )
    assert on(AFTER, record, campaign).closed_on == JUNE_20
    assert on(AUGUST_5, record, campaign).closed_on == JUNE_20


def test_a_parcel_is_of_its_responsible_unit_and_of_who_governs_its_park(campaign: Campaign) -> None:
    assert on(DUE, recorded(plans=(planned(unit="市自然资源和规划局"),)), campaign).units == (
        "市自然资源和规划局",
        "清丰县",
    )
    assert on(DUE, recorded(), campaign).units == ("清丰县",)
    assert on(DUE, recorded(plans=()), campaign).units == ("清丰县",)


def test_a_designation_counts_from_its_own_day(campaign: Campaign) -> None:
    made = Designation(
        kind=LowKind.STOPPED, department="市工业和信息化局", document="文", designated_on=JUNE_20
    )
    record = replace(recorded(), designations=(made,))
    assert on(date(2021, 6, 19), record, campaign).designation is None
    assert on(JUNE_20, record, campaign).designation == made


def test_what_was_submitted_last_stays_named_even_when_it_was_returned(campaign: Campaign) -> None:
    last = handed_in("5", ISSUED, returned(JUNE_20), number=2)
    record = recorded(last, handed_in("5", JUNE_20, number=1))
    assert on(AFTER, record, campaign).last == last


def _held(area: str, category: Category, park: str, campaign: Campaign) -> ParcelStanding:
    record = ParcelRecord(
        entry=entry(area, category, park), plans=(PlanInForce(id=1, plan=ParcelPlan(), from_on=ISSUED),)
    )
    return parcel_standing(record, DUE, campaign)


def test_the_opening_balances_are_those_of_the_plan(campaign: Campaign) -> None:
    rows = reconcile(campaign.parks, [])
    opening = (rows[-1].unsupplied.opening_mu, rows[-1].illegal.opening_mu)
    assert (rows[-1].park, opening) == (None, (Decimal(23229), Decimal(6891)))
    assert [row.park for row in rows[:-1]] == [park.name for park in campaign.parks]
    assert all(row.unsupplied.difference_mu == -row.unsupplied.opening_mu for row in rows)


def test_parcels_are_set_beside_the_plan_by_park_and_category(campaign: Campaign) -> None:
    held = [
        _held("2000.5", Category.UNSUPPLIED, "清丰县产业集聚区", campaign),
        _held("1100", Category.UNSUPPLIED, "清丰县产业集聚区", campaign),
        _held("179", Category.ILLEGAL, "清丰县产业集聚区", campaign),
        _held("77", Category.IDLE, "清丰县产业集聚区", campaign),
        _held("36", Category.ILLEGAL, "台前县产业集聚区", campaign),
    ]
    rows = {row.park: row for row in reconcile(campaign.parks, held)}
    qingfeng = rows["清丰县产业集聚区"]
    assert (qingfeng.unsupplied.parcels, qingfeng.unsupplied.recorded_mu) == (2, Decimal("3100.5"))
    assert qingfeng.unsupplied.difference_mu == Decimal("10.5")
    assert qingfeng.illegal.difference_mu == rows["台前县产业集聚区"].illegal.difference_mu == 0
    assert (rows[None].illegal.recorded_mu, rows[None].unsupplied.parcels) == (Decimal(215), 2)


def test_areas_of_any_category_are_added_up_by_park_beside_a_plan_that_is_silent_on_it(
    campaign: Campaign,
) -> None:
    idle = ParcelRecord(
        entry=entry("77.5", Category.IDLE, "清丰县产业集聚区"),
        disposals=(handed_in("20", DUE, verified(AFTER)), handed_in("7.5", DUE, number=2)),
    )
    held = areas_held(
        campaign.parks,
        [
            parcel_standing(idle, DUE, campaign),
            _held("9", Category.UNSUPPLIED, "清丰县产业集聚区", campaign),
            _held("3", Category.IDLE, "台前县产业集聚区", campaign),
        ],
        Category.IDLE,
    )
    qingfeng = held["清丰县产业集聚区"]
    assert (qingfeng.parcels, qingfeng.recorded_mu) == (1, Decimal("77.5"))
    assert (qingfeng.disposed_mu, qingfeng.pending_mu) == (Decimal(20), Decimal("7.5"))
    assert qingfeng.left_mu == Decimal("57.5")
    assert (held[None].parcels, held[None].recorded_mu) == (2, Decimal("80.5"))
    assert opening_mu(campaign.parks, Category.IDLE) is None
    assert opening_mu(campaign.parks, Category.UNSUPPLIED) == 23229

"""Returns and annual tasks escalate as assignments do, and a sanction never before it is decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.acting import NOW
from tests.tracker.orders_on_paper import ordered
from tests.tracker.returns_on_paper import QUARTER, approved, filed, sent_back, stands
from tests.tracker.tasks_on_paper import DECEMBER_31, ISSUED, JULY_1, JUNE_30, done, judged, rules_of, task
from tracker.cases import Case, Stage, annual_cases, return_case
from tracker.notices import Call, Colour, Notice, NoticeState, colour_due, state_of
from tracker.orders import Order
from tracker.plan import Campaign
from tracker.returns import ReturnState, Submission
from tracker.sanctions import SanctionRule
from tracker.targets import AreaDone, Target

DAY, DUE = timedelta(days=1), QUARTER.last_on
HALF_DONE, SHORT = done("750", date(2021, 6, 20)), done("749.9999", date(2021, 6, 20))
ENOUGH = done("750.0001", date(2021, 6, 20))


def filed_case(campaign: Campaign, on: date, *submissions: Submission) -> Case:
    assert campaign.returns is not None
    return return_case(stands(on, *submissions), campaign.returns)


def annual(
    campaign: Campaign,
    on: date,
    *facts: Target | AreaDone,
    orders: Sequence[Order] = (),
    rule: SanctionRule = SanctionRule.MIDYEAR,
) -> Case:
    standing = judged(campaign, on, *facts)
    return annual_cases(standing, rule, rules_of(campaign), orders=orders, assumed=False, on=on)[0]


@pytest.mark.parametrize(
    ("days", "colour"),
    [
        (-8, None),
        (-7, Colour.BLUE),
        (0, Colour.BLUE),
        (1, Colour.YELLOW),
        (10, Colour.YELLOW),
        (11, Colour.RED),
        (400, Colour.RED),
    ],
)
def test_a_return_that_does_not_come_gets_redder_also_once_it_is_missing(
    campaign: Campaign, days: int, colour: Colour | None
) -> None:
    on = DUE + days * DAY
    assert colour_due(filed_case(campaign, on), campaign.notices, on) == colour


def test_a_return_recorded_as_missing_is_still_open(campaign: Campaign) -> None:
    on = DUE + 11 * DAY
    assert stands(on).state is ReturnState.MISSING
    assert filed_case(campaign, on).stage is Stage.OPEN


def test_a_return_that_awaits_review_calls_for_nothing_and_a_returned_one_does_again(
    campaign: Campaign,
) -> None:
    back = filed(DUE, sent_back(DUE + 12 * DAY))
    colours = [
        colour_due(filed_case(campaign, on, back), campaign.notices, on)
        for on in (DUE + 11 * DAY, DUE + 12 * DAY)
    ]
    assert colours == [None, Colour.RED]


def test_a_return_is_closed_with_its_approval(campaign: Campaign) -> None:
    late = filed(DUE + 3 * DAY, approved(DUE + 5 * DAY))
    assert filed_case(campaign, DUE + 4 * DAY, late).stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("on", "colour"), [(JUNE_30 - 8 * DAY, None), (JUNE_30 - 7 * DAY, Colour.BLUE), (JUNE_30, Colour.BLUE)]
)
def test_a_unit_short_of_half_is_warned_from_seven_days_before_the_cut_off(
    campaign: Campaign, on: date, colour: Colour | None
) -> None:
    assert colour_due(annual(campaign, on, task(), SHORT), campaign.notices, on) == colour


@pytest.mark.parametrize("facts", [(task(), ENOUGH), ()])
def test_a_unit_that_lacks_nothing_is_not_warned(
    campaign: Campaign, facts: tuple[Target | AreaDone, ...]
) -> None:
    case = annual(campaign, JUNE_30, *facts)
    assert (case.stage, colour_due(case, campaign.notices, JUNE_30)) == (Stage.CLOSED, None)


@pytest.mark.parametrize("days", [1, 10, 11, 300])
@pytest.mark.parametrize("done_so_far", [SHORT, HALF_DONE])
def test_after_the_cut_off_nothing_is_called_for_before_the_director_has_decided(
    campaign: Campaign, days: int, done_so_far: AreaDone
) -> None:
    on = JUNE_30 + days * DAY
    assert colour_due(annual(campaign, on, task(), done_so_far), campaign.notices, on) is None


@pytest.mark.parametrize(
    ("days", "colour"), [(5, None), (6, Colour.YELLOW), (10, Colour.YELLOW), (11, Colour.RED)]
)
def test_an_order_calls_from_its_day_on_by_the_days_since_the_cut_off(
    campaign: Campaign, days: int, colour: Colour | None
) -> None:
    on, order = JUNE_30 + days * DAY, ordered(JUNE_30 + 6 * DAY)
    case = annual(campaign, on, task(), SHORT, orders=(order,))
    assert colour_due(case, campaign.notices, on) == colour


def test_a_lifted_order_closes_the_case_on_its_day(campaign: Campaign) -> None:
    order = ordered(JULY_1, lifted_on=date(2021, 8, 5))
    stages = [
        annual(campaign, on, task(), SHORT, orders=(order,)).stage
        for on in (date(2021, 8, 4), date(2021, 8, 5))
    ]
    assert stages == [Stage.OPEN, Stage.CLOSED]


@pytest.mark.parametrize(
    "order", [ordered(JULY_1, suspends=False), ordered(JULY_1, rule=SanctionRule.YEAR_END)]
)
def test_a_waiver_and_an_order_of_the_other_rule_call_for_nothing(campaign: Campaign, order: Order) -> None:
    on = JULY_1 + 20 * DAY
    assert colour_due(annual(campaign, on, task(), SHORT, orders=(order,)), campaign.notices, on) is None


def test_the_whole_year_is_urged_before_its_own_cut_off(campaign: Campaign) -> None:
    on = DECEMBER_31 - 7 * DAY
    case = annual(campaign, on, task(), HALF_DONE, rule=SanctionRule.YEAR_END)
    assert (case.due_on, colour_due(case, campaign.notices, on)) == (DECEMBER_31, Colour.BLUE)
    assert case.name == "全年须完成 1500 亩，已核验 750 亩，还差 750 亩"
    assert case.subject == "sanction:2021:year_end:清丰县"


def test_a_target_first_issued_after_mid_year_asks_nothing_of_mid_year(campaign: Campaign) -> None:
    case = annual(campaign, JULY_1, task(issued_on=JULY_1))
    assert (case.stage, case.name) == (Stage.CLOSED, "上半年没有任务，已核验 0 亩")


def test_exactly_half_is_not_past_half(campaign: Campaign) -> None:
    case = annual(campaign, JUNE_30, task(), HALF_DONE)
    assert case.name == "上半年须超过 750 亩，已核验 750 亩，恰好一半，尚未过半"


def test_what_a_warning_says_of_a_sanction_is_figures_and_no_consequence(campaign: Campaign) -> None:
    case = annual(campaign, JUNE_30, task(), SHORT)
    assert case.name == "上半年须超过 750 亩，已核验 749.9999 亩，还差 0.0001 亩"
    assert "暂停" not in f"{case.code}{case.name}{case.content}{case.source}"


@pytest.mark.parametrize(
    ("facts", "orders", "state"),
    [
        ((task(), SHORT), (), NoticeState.LAPSED),
        ((task(), HALF_DONE), (), NoticeState.LAPSED),
        ((task(), ENOUGH), (), NoticeState.CLOSED),
        ((task(), SHORT), (ordered(JULY_1),), NoticeState.OPEN),
        ((task(), SHORT), (ordered(JULY_1, lifted_on=JULY_1),), NoticeState.CLOSED),
        ((task(), SHORT), (ordered(JULY_1, suspends=False),), NoticeState.LAPSED),
        ((task(), HALF_DONE), (ordered(JULY_1, suspends=False),), NoticeState.CLOSED),
    ],
)
def test_a_warning_past_the_cut_off_lapses_until_an_order_takes_it_up(
    campaign: Campaign, facts: tuple[Target | AreaDone, ...], orders: tuple[Order, ...], state: NoticeState
) -> None:
    case = annual(campaign, JULY_1 + DAY, *facts, orders=orders)
    call = Call(subject=case.subject, unit=case.unit, due_on=JUNE_30, colour=Colour.BLUE)
    notice = Notice(id=1, year=2021, number=1, call=call, issued_on=ISSUED, issued_at=NOW)
    assert state_of(notice, case) is state


def test_exactly_half_that_was_waived_stays_closed_behind_the_year_s_end(campaign: Campaign) -> None:
    waiver = ordered(JULY_1, suspends=False)
    case = annual(campaign, DECEMBER_31 + DAY, task(), HALF_DONE, orders=(waiver,))
    assert (case.stage, case.name) == (Stage.CLOSED, "上半年任务，已决定不暂停（决〔2021〕1号）")


def test_a_second_order_of_a_rule_is_a_case_of_its_own(campaign: Campaign) -> None:
    on = date(2021, 8, 10)
    first = ordered(JULY_1, lifted_on=date(2021, 8, 5))
    second = replace(ordered(date(2021, 8, 9)), number=2)
    cases = annual_cases(
        judged(campaign, on, task(), SHORT),
        SanctionRule.MIDYEAR,
        rules_of(campaign),
        orders=(first, second),
        assumed=False,
        on=on,
    )
    assert [(each.subject, each.stage) for each in cases] == [
        ("sanction:2021:midyear:清丰县", Stage.CLOSED),
        ("sanction:2021:midyear:2021-2:清丰县", Stage.OPEN),
    ]

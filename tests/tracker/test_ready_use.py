import pytest

from tests.tracker.parcels_on_paper import ISSUED, stepped
from tracker.measures import ReadyUse
from tracker.parcels import UseStep
from tracker.plan import Campaign
from tracker.ready_use import next_steps, step_for

PATH = {
    UseStep.REGULARISE: {UseStep.REGULARISED, UseStep.RECTIFY},
    UseStep.RECTIFY: {UseStep.ACCEPTED, UseStep.EXIT, UseStep.RECTIFY},
    UseStep.ACCEPTED: {UseStep.REGULARISED},
    UseStep.REGULARISED: set(),
    UseStep.EXIT: set(),
}
"""二（三）5, written down again."""


@pytest.fixture
def rules(campaign: Campaign) -> ReadyUse:
    assert campaign.account is not None
    assert campaign.account.ready_use is not None
    return campaign.account.ready_use


def test_the_path_begins_with_regularising_or_rectifying() -> None:
    assert set(next_steps(None)) == {UseStep.REGULARISE, UseStep.RECTIFY}


@pytest.mark.parametrize("before", UseStep)
def test_each_step_leads_only_to_the_next_ones(before: UseStep) -> None:
    assert set(next_steps(stepped(before, ISSUED))) == PATH[before]


def test_the_plan_orders_what_meets_every_condition_to_be_regularised(rules: ReadyUse) -> None:
    assert step_for((), rules) is UseStep.REGULARISE


@pytest.mark.parametrize("unmet", [["运营良好"], ["亩均产出效益较高"], ["运营良好", "亩均产出效益较高"]])
def test_the_plan_orders_poor_output_to_be_rectified(rules: ReadyUse, unmet: list[str]) -> None:
    assert step_for(unmet, rules) is UseStep.RECTIFY


@pytest.mark.parametrize("other", ["符合国土空间规划", "符合产业准入政策", "履约情况较好"])
def test_on_anything_else_the_plan_is_silent(rules: ReadyUse, other: str) -> None:
    assert step_for([other], rules) is None
    assert step_for([other, "运营良好"], rules) is None

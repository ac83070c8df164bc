"""What calls a unit to a 约谈, at its edges (FACTS 7)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.tasks_on_paper import DECEMBER_31, JUNE_30, UNIT, done, judged, rules_of, task
from tests.tracker.test_assessment import RULE, on
from tests.tracker.test_standing import held, said
from tracker.assessment import Talk, talk
from tracker.model import Holdings
from tracker.plan import Campaign, Part
from tracker.targets import AreaDone, Target


def called(
    campaign: Campaign, day: date, *facts: Target | AreaDone, holdings: Holdings | None = None
) -> Talk | None:
    return talk(
        UNIT,
        orders=(),
        triggered=(),
        year=judged(campaign, day, *facts),
        standings=(on(day, holdings),) if holdings else (),
        rule=RULE,
        rules=rules_of(campaign),
        on=day,
    )


def test_a_lead_assignment_calls_for_a_talk_when_it_is_red_for_the_thirty_first_day(
    campaign: Campaign,
) -> None:
    # Due on 31 March: 30 April is the thirtieth day overdue.
    assert called(campaign, date(2021, 4, 30), holdings=held()) is None
    found = called(campaign, date(2021, 5, 1), holdings=held())
    assert found is not None
    assert [each.days for each in found.red] == [31]


def test_what_awaits_review_calls_for_no_talk(campaign: Campaign) -> None:
    assert called(campaign, date(2021, 5, 1), holdings=held(said("04-30", 100))) is None


def test_a_supporting_assignment_calls_for_no_talk(campaign: Campaign) -> None:
    other = held()
    other = replace(other, assignment=replace(other.assignment, part=Part.SUPPORTING))
    assert called(campaign, DECEMBER_31, holdings=other) is None


@pytest.mark.parametrize(("area", "is_called"), [("749.9999", True), ("750", False), ("750.0001", False)])
def test_below_half_is_compared_exactly(campaign: Campaign, area: str, *, is_called: bool) -> None:
    found = called(campaign, JUNE_30, task("1500"), done(area, JUNE_30))
    assert (found is not None) == is_called


def test_before_mid_year_nobody_is_called_for_less_than_half(campaign: Campaign) -> None:
    assert called(campaign, date(2021, 6, 29), task("1500")) is None
    assert called(campaign, JUNE_30, task("1500")) is not None


def test_without_a_target_nobody_is_below_half(campaign: Campaign) -> None:
    assert called(campaign, DECEMBER_31) is None

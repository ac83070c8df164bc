"""四（四） at its edges: half, cut-off days, changed targets, changed parks (FACTS 6)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.tracker.tasks_on_paper import (
    DECEMBER_31,
    JULY_1,
    JUNE_30,
    NEW_YEAR,
    UNIT,
    done,
    judged,
    moving,
    quota,
    task,
)
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule, SanctionState, hundredth

JUNE_20, MAY_31 = date(2021, 6, 20), date(2021, 5, 31)


@pytest.mark.parametrize(
    ("area", "state"),
    [
        ("749.9999", SanctionState.SUSPENDED),
        ("750", SanctionState.UNDECIDED),
        ("750.0001", SanctionState.CLEAR),
    ],
)
def test_half_is_compared_exactly(campaign: Campaign, area: str, state: SanctionState) -> None:
    facts = (task(), done(area, JUNE_20))
    assert judged(campaign, JUNE_30, *facts).state is SanctionState.WATCH
    standing = judged(campaign, JULY_1, *facts)
    assert (standing.state, standing.rule) == (state, SanctionRule.MIDYEAR)


def test_half_of_a_task_that_no_decimal_halves_shortly_is_exact(campaign: Campaign) -> None:
    facts = (task("0.000001"), done("0.0000005", JUNE_20))
    assert judged(campaign, JULY_1, *facts).state is SanctionState.UNDECIDED


@pytest.mark.parametrize(
    ("disposed_on", "state"), [(JUNE_30, SanctionState.CLEAR), (JULY_1, SanctionState.SUSPENDED)]
)
def test_the_cut_off_day_still_counts(campaign: Campaign, disposed_on: date, state: SanctionState) -> None:
    assert judged(campaign, JULY_1, task(), done("800", disposed_on)).state is state


@pytest.mark.parametrize(
    ("area", "state"), [("1499.9999", SanctionState.SUSPENDED), ("1500", SanctionState.CLEAR)]
)
def test_the_year_s_end_asks_for_the_whole_task(campaign: Campaign, area: str, state: SanctionState) -> None:
    facts = (task(), done(area, DECEMBER_31))
    # By mid-year nothing was done; what was triggered then is over when the year's rule speaks.
    assert judged(campaign, DECEMBER_31, *facts).state is SanctionState.SUSPENDED
    standing = judged(campaign, NEW_YEAR, *facts)
    assert (standing.state, standing.rule) == (state, SanctionRule.YEAR_END)


def test_next_year_s_quota_is_cut_in_proportion(campaign: Campaign) -> None:
    facts = (task("1500"), done("600", JUNE_20))
    cut = judged(campaign, NEW_YEAR, *facts, quota("1000"), quota("1", year=2021), quota("7", unit="范县"))
    assert (cut.cut_ratio, cut.cut_mu) == (Fraction(3, 5), Decimal(600))
    assert judged(campaign, NEW_YEAR, *facts).cut_mu is None
    assert judged(campaign, DECEMBER_31, *facts, quota("1000")).cut_ratio is None


def test_a_cut_is_rounded_half_up_to_a_hundredth(campaign: Campaign) -> None:
    # (8 - 7) / 8 of 0.04 and 0.12: 0.005 and 0.015.
    facts = (task("8"), done("7", JUNE_20))
    cuts = [judged(campaign, NEW_YEAR, *facts, quota(area)).cut_mu for area in ("0.04", "0.12", "0.03")]
    assert cuts == [Decimal("0.01"), Decimal("0.02"), Decimal("0.00")]


def test_more_than_the_task_is_clear_and_cuts_nothing(campaign: Campaign) -> None:
    standing = judged(campaign, NEW_YEAR, task("10"), done("30", JUNE_20), quota("1000"))
    assert (standing.state, standing.ratio, standing.cut_ratio) == (SanctionState.CLEAR, Fraction(3), None)


def test_without_a_target_there_is_no_share_of_nothing(campaign: Campaign) -> None:
    for on in (JUNE_30, JULY_1, NEW_YEAR):
        standing = judged(campaign, on, done("30", JUNE_20))
        assert (standing.state, standing.rule, standing.ratio) == (SanctionState.NO_TARGET, None, None)


def test_a_target_is_none_before_its_day_of_issue(campaign: Campaign) -> None:
    assert judged(campaign, date(2021, 2, 28), task()).state is SanctionState.NO_TARGET
    assert judged(campaign, date(2021, 3, 1), task()).state is SanctionState.WATCH


def test_a_target_first_issued_after_june_has_no_mid_year_rule(campaign: Campaign) -> None:
    late = task(issued_on=JULY_1)
    for on in (JULY_1, DECEMBER_31):
        standing = judged(campaign, on, late)
        assert (standing.state, standing.rule) == (SanctionState.WATCH, None)
        assert standing.midyear_ratio is None
    assert judged(campaign, NEW_YEAR, late).state is SanctionState.SUSPENDED


def test_a_target_raised_after_june_rules_the_year_s_end_only(campaign: Campaign) -> None:
    facts = (task("1500"), task("3000", issued_on=JULY_1), done("800", JUNE_20))
    standing = judged(campaign, JULY_1, *facts)
    assert (standing.state, standing.target_mu, standing.midyear_target_mu) == (
        SanctionState.CLEAR,
        Decimal(3000),
        Decimal(1500),
    )
    assert judged(campaign, NEW_YEAR, *facts).cut_ratio == Fraction(2200, 3000)


def test_a_park_that_moves_takes_its_target_and_leaves_what_was_done(campaign: Campaign) -> None:
    facts = (task("1000"), done("400", JUNE_20), done("300", date(2021, 8, 1)))
    moved = moving("范县", JULY_1)
    before = judged(campaign, JULY_1, *facts, governor=moved)
    assert (before.midyear_target_mu, before.midyear_mu, before.target_mu) == (
        Decimal(1000),
        Decimal(400),
        None,
    )
    assert (before.state, before.rule) == (SanctionState.SUSPENDED, SanctionRule.MIDYEAR)
    assert judged(campaign, NEW_YEAR, *facts, governor=moved).state is SanctionState.NO_TARGET
    after = judged(campaign, NEW_YEAR, *facts, governor=moved, unit="范县")
    assert (after.target_mu, after.done_mu, after.cut_ratio) == (
        Decimal(1000),
        Decimal(300),
        Fraction(7, 10),
    )


def test_targets_of_parks_categories_and_the_unit_are_pooled(campaign: Campaign) -> None:
    facts = (
        task("100"),
        task("200", category=Category.IDLE),
        task("300", park=None, unit=UNIT),
        task("400", category=Category.READY_USE),
        task("500", year=2022),
        done("10", JUNE_20),
        done("20", JUNE_20, park=None, unit=UNIT, category=Category.LOW),
        done("40", JUNE_20, category=Category.ILLEGAL),
        done("80", JUNE_20, park=None, unit="范县"),
    )
    standing = judged(campaign, JULY_1, *facts)
    assert (standing.target_mu, standing.done_mu) == (Decimal(600), Decimal(30))


def test_what_awaits_review_is_shown_and_does_not_count(campaign: Campaign) -> None:
    waiting = done("750", JUNE_20, verified=False)
    standing = judged(campaign, JULY_1, task(), waiting)
    assert (standing.state, standing.done_mu, standing.pending_mu) == (
        SanctionState.SUSPENDED,
        Decimal(0),
        Decimal(750),
    )


def test_a_returned_disposal_no_longer_waits_from_its_return_on(campaign: Campaign) -> None:
    back = done("750", JUNE_20, verified=False, returned_on=date(2021, 8, 5))
    pending = [judged(campaign, date(2021, 8, day), task(), back).pending_mu for day in (4, 5)]
    assert pending == [750, 0]


def test_the_warning_says_what_is_needed_by_when(campaign: Campaign) -> None:
    standing = judged(campaign, date(2021, 6, 25), task("1500"), done("700", MAY_31))
    # Friday 25 June, then Monday to Wednesday: four working days.
    assert (standing.needed_mu, standing.working_days_left) == (Decimal(50), 4)
    assert standing.pace == Fraction(25, 2)
    later = judged(campaign, JULY_1, task("1500"), done("700", MAY_31))
    assert later.needed_mu == 800
    assert judged(campaign, NEW_YEAR, task("1500")).needed_mu is None


def test_who_is_over_the_line_needs_nothing(campaign: Campaign) -> None:
    standing = judged(campaign, JUNE_30, task("100"), done("60", MAY_31))
    assert (standing.needed_mu, standing.pace) == (Decimal(0), None)


def test_a_share_is_rounded_half_up() -> None:
    assert [hundredth(Fraction(n, 200)) for n in (1, 3)] == [Decimal("0.01"), Decimal("0.02")]

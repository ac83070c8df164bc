"""How a return stands; the last chase after 2021-06-30 is on 7 July."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.returns_on_paper import QUARTER, RULE, approved, filed, record, sent_back, stands
from tracker.model import Light
from tracker.quarters import Quarter
from tracker.returns import ReturnReview, ReturnState, chases, opened_quarters, opens_on, return_standing

JUNE_25, JUNE_30 = date(2021, 6, 25), date(2021, 6, 30)
JULY_1, JULY_5, JULY_7, JULY_8 = (date(2021, 7, day) for day in (1, 5, 7, 8))


def test_a_return_is_opened_with_its_first_prompt_on_the_working_day_before() -> None:
    # 20 June is a Sunday.
    assert opens_on(QUARTER, RULE) == date(2021, 6, 18)
    assert opened_quarters(RULE, date(2021, 6, 17)) == (Quarter(2021, 1),)
    assert opened_quarters(RULE, date(2021, 6, 18)) == (Quarter(2021, 1), QUARTER)


def test_a_return_is_chased_on_the_first_third_and_fifth_working_day_after() -> None:
    assert chases(JUNE_30, RULE) == (JULY_1, JULY_5, JULY_7)


def test_holidays_put_off_the_chases() -> None:
    # The National Day holiday runs to 7 October; 9 October, a Saturday, works.
    assert chases(date(2021, 9, 30), RULE) == (date(2021, 10, 8), date(2021, 10, 11), date(2021, 10, 13))


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (JUNE_30, ReturnState.DUE, 0),
        (JULY_1, ReturnState.DUE, 1),
        (JULY_7, ReturnState.DUE, 7),
        (JULY_8, ReturnState.MISSING, 8),
    ],
)
def test_what_nobody_submitted_is_missing_after_the_last_chase(
    on: date, state: ReturnState, days: int
) -> None:
    standing = stands(on)
    assert (standing.state, standing.days, standing.owed) == (state, days, True)


def test_a_rule_without_chases_gives_up_the_day_after() -> None:
    quiet = replace(RULE, prompt_after_workdays=())
    assert chases(JUNE_30, quiet) == ()
    assert return_standing(record(), JUNE_30, quiet).state is ReturnState.DUE
    assert return_standing(record(), JULY_1, quiet).state is ReturnState.MISSING


def test_a_submission_of_the_last_day_is_in_time_whenever_it_is_approved() -> None:
    said = filed(JUNE_30, approved(date(2021, 8, 5)))
    standing = stands(JULY_1, said)
    assert (standing.state, standing.awaits, standing.closed_on) == (ReturnState.APPROVED, False, JUNE_30)


def test_a_submission_awaits_review() -> None:
    standing = stands(JUNE_25, filed(JUNE_25))
    assert (standing.state, standing.awaits, standing.owed) == (ReturnState.SUBMITTED, True, False)


def test_a_return_is_red_while_it_is_owed_past_its_day_and_yellow_until_it_is_approved() -> None:
    lights = [
        stands(JUNE_30).light,
        stands(JULY_1).light,
        stands(JULY_1, filed(JULY_1)).light,
        stands(JULY_5, filed(JULY_1, approved(JULY_5))).light,
        stands(JULY_5, filed(JUNE_30, sent_back(JULY_5))).light,
    ]
    assert lights == [Light.YELLOW, Light.RED, Light.YELLOW, Light.CLOSED, Light.RED]


@pytest.mark.parametrize("judged", [None, approved(JULY_5)])
def test_what_came_after_the_day_is_late_whether_reviewed_or_not(judged: ReturnReview | None) -> None:
    said = replace(filed(JULY_1), judged=judged)
    assert stands(JULY_5, said).state is ReturnState.LATE


def test_a_missing_return_that_comes_after_all_is_late() -> None:
    assert stands(date(2021, 9, 1), filed(date(2021, 9, 1))).state is ReturnState.LATE


def test_from_the_day_of_its_return_a_submission_was_never_made() -> None:
    said = filed(JUNE_25, sent_back(JULY_1))
    assert stands(JUNE_30, said).state is ReturnState.SUBMITTED
    after = stands(JULY_1, said)
    assert (after.state, after.days, after.returned) == (ReturnState.DUE, 1, said)


def test_what_was_sent_back_after_the_day_is_chased_anew_before_it_is_missing() -> None:
    said = filed(JUNE_25, sent_back(JULY_8))
    after = stands(JULY_8, said)
    # The 10th and 11th are a weekend.
    chased_on = tuple(date(2021, 7, day) for day in (9, 13, 15))
    assert (after.state, after.days, after.chased_on) == (ReturnState.DUE, 8, chased_on)
    assert stands(date(2021, 7, 15), said).state is ReturnState.DUE
    assert stands(date(2021, 7, 16), said).state is ReturnState.MISSING


def test_what_was_sent_back_before_the_day_is_chased_from_the_day() -> None:
    said = filed(JUNE_25, sent_back(date(2021, 6, 28)))
    assert stands(JULY_1, said).chased_on == (JULY_1, JULY_5, JULY_7)
    assert stands(JULY_8, said).state is ReturnState.MISSING


def test_a_newer_submission_answers_a_return() -> None:
    first, second = filed(JUNE_25, sent_back(date(2021, 6, 28))), filed(JUNE_30, number=2)
    standing = stands(JUNE_30, first, second)
    assert (standing.counts, standing.returned) == (second, None)


def test_a_replaced_submission_does_not_await_review_again() -> None:
    first, second = filed(JUNE_25), filed(date(2021, 6, 28), sent_back(JUNE_30), number=2)
    assert stands(date(2021, 6, 27), first, second).counts == first
    standing = stands(JUNE_30, first, second)
    assert (standing.counts, standing.state) == (None, ReturnState.DUE)


def test_a_correction_after_the_day_makes_the_return_late() -> None:
    standing = stands(JULY_5, filed(JUNE_25), filed(JULY_1, number=2))
    assert standing.state is ReturnState.LATE

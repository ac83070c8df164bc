"""FACTS 3, rule by rule."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.measures import Lights
from tracker.model import Assignment, Holdings, Light, Report, Review, Revision, State, Verdict
from tracker.plan import Part
from tracker.standing import Standing, due_in_force, standing, worst

LIGHTS = Lights(due_within_days=30, behind_points=20, elapsed_from=date(2021, 1, 25), source="office default")
DUE = date(2021, 3, 31)


def day(words: str) -> date:
    return date.fromisoformat(f"2021-{words}")


def said(
    when: str,
    percent: int,
    *,
    number: int = 1,
    approved: str | None = None,
    returned: str | None = None,
    item: str | None = None,
    done: bool = True,
) -> Report:
    review = None
    if approved:
        review = Review(verdict=Verdict.APPROVED, reason="", reviewed_on=day(approved))
    if returned:
        review = Review(verdict=Verdict.RETURNED, reason="缺附图", reviewed_on=day(returned))
    return Report(
        id=number,
        assignment_id=1,
        percent=percent,
        text="外业",
        said_on=day(when),
        reporter="张三",
        item=item,
        item_done=done,
        review=review,
    )


def moved(ordered: str, due: date, *, number: int = 1, unit: str | None = None) -> Revision:
    return Revision(
        id=number, code="3.1", unit=unit, due_on=due, ordered_on=day(ordered), document="文", reason="雨季"
    )


def held(
    *reports: Report,
    due_on: date | None = DUE,
    accepted: str | None = None,
    revisions: Iterable[Revision] = (),
) -> Holdings:
    return Holdings(
        assignment=Assignment(id=1, code="3.1", unit="清丰县", part=Part.LEAD),
        due_on=due_on,
        accepted_on=day(accepted) if accepted else None,
        reports=reports,
        revisions=tuple(revisions),
    )


def on(when: str, holdings: Holdings) -> Standing:
    return standing(holdings, day(when), LIGHTS)


def test_the_last_day_is_in_time_and_the_day_after_is_overdue() -> None:
    assert on("03-31", held()).light is Light.YELLOW
    assert on("03-31", held()).days == 0
    late = on("04-01", held())
    assert (late.light, late.days, late.overdue) == (Light.RED, 1, True)


def test_overdue_days_count_from_the_due_date_in_force() -> None:
    assert on("07-01", held()).days == 92


def test_an_assignment_without_a_date_is_green_and_never_overdue() -> None:
    late = standing(held(due_on=None), date(2030, 1, 1), LIGHTS)
    assert (late.light, late.days, late.due_on) == (Light.GREEN, 0, None)


def test_an_assignment_nobody_touched_is_issued() -> None:
    assert on("02-01", held()).state is State.ISSUED


def test_an_accepted_assignment_is_accepted_from_that_day() -> None:
    holdings = held(accepted="02-03")
    assert on("02-02", holdings).state is State.ISSUED
    assert on("02-03", holdings).state is State.ACCEPTED


def test_a_report_accepts_implicitly() -> None:
    assert on("02-03", held(said("02-03", 10))).state is State.IN_PROGRESS


def test_a_report_counts_from_the_day_it_was_said() -> None:
    holdings = held(said("02-10", 40))
    assert on("02-09", holdings).percent == 0
    assert on("02-09", holdings).last is None
    assert on("02-10", holdings).percent == 40


def test_progress_may_fall() -> None:
    holdings = held(said("02-10", 40), said("02-11", 30, number=2))
    assert on("02-11", holdings).percent == 30


def test_of_two_reports_of_one_day_the_later_arrival_counts() -> None:
    holdings = held(said("02-10", 30, number=2), said("02-10", 40, number=1))
    assert on("02-10", holdings).percent == 30


def test_one_hundred_submits_at_once() -> None:
    submitted = on("02-10", held(said("02-10", 100)))
    assert (submitted.state, submitted.submitted) == (State.SUBMITTED, True)
    assert submitted.light is Light.GREEN


def test_ninety_nine_does_not_submit() -> None:
    assert not on("02-10", held(said("02-10", 99))).submitted


def test_a_newer_report_replaces_one_that_awaits_review() -> None:
    replaced = on("02-12", held(said("02-10", 100), said("02-12", 80, number=2)))
    assert (replaced.state, replaced.submitted, replaced.percent) == (State.IN_PROGRESS, False, 80)


def test_a_replaced_submission_does_not_await_review_again_when_the_newer_one_is_returned() -> None:
    holdings = held(
        said("02-01", 60), said("02-10", 100, number=2), said("02-12", 100, number=3, returned="02-15")
    )
    after = on("02-15", holdings)
    assert (after.state, after.submitted, after.percent) == (State.RETURNED, False, 60)


def test_a_report_of_the_last_day_approved_later_was_never_overdue() -> None:
    holdings = held(said("03-31", 100, approved="04-05"))
    assert {on(when, holdings).light for when in ("03-31", "04-01", "04-04", "04-05", "09-01")} == {
        Light.CLOSED
    }
    assert on("04-01", holdings).closed_on == day("03-31")


def test_a_report_after_the_last_day_closes_from_its_own_day() -> None:
    holdings = held(said("04-02", 100, approved="04-09"))
    assert on("04-01", holdings).light is Light.RED
    assert on("04-02", holdings).light is Light.CLOSED


def test_the_first_approved_report_says_when_it_was_closed() -> None:
    holdings = held(said("03-01", 100, approved="03-09"), said("03-20", 100, number=2, approved="03-25"))
    assert on("04-01", holdings).closed_on == day("03-01")


def test_a_closed_assignment_is_whole_whatever_is_said_later() -> None:
    later = on("04-01", held(said("03-01", 100, approved="03-02"), said("03-20", 40, number=2)))
    assert (later.state, later.percent, later.light) == (State.CLOSED, 100, Light.CLOSED)


def test_a_submission_past_due_is_yellow_until_the_day_of_its_return() -> None:
    holdings = held(said("03-30", 100, returned="04-10"))
    assert on("04-09", holdings).light is Light.YELLOW
    returned = on("04-10", holdings)
    assert (returned.light, returned.days, returned.state) == (Light.RED, 10, State.RETURNED)


def test_from_its_return_a_submission_counts_as_never_made() -> None:
    holdings = held(said("02-01", 60), said("03-30", 100, number=2, returned="04-10"))
    assert on("04-09", holdings).percent == 100
    assert on("04-10", holdings).percent == 60


def test_what_was_said_last_is_kept_whatever_became_of_it() -> None:
    returned = on("04-10", held(said("03-30", 100, returned="04-10")))
    assert returned.last is not None
    assert returned.last.said_on == day("03-30")
    assert returned.returned == returned.last


def test_a_newer_report_answers_a_return() -> None:
    answered = on("04-12", held(said("03-30", 100, returned="04-10"), said("04-12", 90, number=2)))
    assert (answered.state, answered.returned, answered.percent) == (State.IN_PROGRESS, None, 90)


def test_a_report_of_the_day_of_the_return_answers_it() -> None:
    answered = on("04-10", held(said("03-30", 100, returned="04-10"), said("04-10", 100, number=2)))
    assert (answered.state, answered.light) == (State.SUBMITTED, Light.YELLOW)


def test_due_in_exactly_thirty_days_is_yellow_and_in_thirty_one_is_not() -> None:
    holdings = held(said("02-01", 90))
    assert on("03-01", holdings).light is Light.YELLOW
    assert on("02-28", holdings).light is Light.GREEN


def test_a_submission_due_within_thirty_days_is_yellow_while_it_is_not_closed() -> None:
    assert on("03-20", held(said("03-20", 100))).light is Light.YELLOW


@pytest.mark.parametrize(("days", "light"), [(20, Light.GREEN), (21, Light.YELLOW)])
def test_more_than_twenty_points_behind_the_elapsed_share_is_yellow(days: int, light: Light) -> None:
    holdings = held(due_on=LIGHTS.elapsed_from + timedelta(days=100))
    assert standing(holdings, LIGHTS.elapsed_from + timedelta(days=days), LIGHTS).light is light


def test_the_elapsed_share_is_exact_to_the_hair() -> None:
    due_on = LIGHTS.elapsed_from + timedelta(days=700)
    holdings = held(said("01-26", 30), due_on=due_on)
    assert standing(holdings, LIGHTS.elapsed_from + timedelta(days=350), LIGHTS).light is Light.GREEN
    assert standing(holdings, LIGHTS.elapsed_from + timedelta(days=351), LIGHTS).light is Light.YELLOW


def test_no_report_counts_as_zero_per_cent() -> None:
    due_on = LIGHTS.elapsed_from + timedelta(days=100)
    when = LIGHTS.elapsed_from + timedelta(days=40)
    silent = standing(held(due_on=due_on), when, LIGHTS)
    spoken = standing(held(said("01-26", 0), due_on=due_on), when, LIGHTS)
    assert silent.light is spoken.light is Light.YELLOW


def test_the_elapsed_share_runs_to_the_date_in_force() -> None:
    holdings = held(due_on=day("06-30"), revisions=[moved("03-01", date(2022, 12, 31))])
    assert on("02-28", holdings).light is Light.YELLOW
    assert on("03-01", holdings).light is Light.GREEN


def test_a_moved_date_is_in_force_from_the_day_of_its_order() -> None:
    holdings = held(revisions=[moved("04-05", day("05-31"))])
    assert on("04-04", holdings).light is Light.RED
    assert on("04-05", holdings).light is Light.YELLOW
    assert on("04-05", holdings).due_on == day("05-31")
    assert on("06-01", holdings).days == 1


def test_a_date_may_be_moved_forward() -> None:
    assert on("02-20", held(revisions=[moved("02-10", day("02-15"))])).days == 5


def test_the_newest_order_rules_and_of_one_day_the_last_entered() -> None:
    orders = [
        moved("02-20", day("06-30"), number=3, unit="清丰县"),
        moved("02-20", day("05-31"), number=2),
        moved("02-01", day("12-31"), number=9),
    ]
    assert due_in_force(DUE, orders, day("02-19")) == day("12-31")
    assert due_in_force(DUE, orders, day("02-20")) == day("06-30")
    assert due_in_force(DUE, orders, day("01-31")) == DUE


def test_a_task_without_a_date_is_judged_once_the_office_sets_one() -> None:
    holdings = held(due_on=None, revisions=[moved("02-10", day("02-15"))])
    assert on("02-09", holdings).light is Light.GREEN
    assert on("02-16", holdings).light is Light.RED


def test_ticked_items_stand_until_unticked() -> None:
    holdings = held(
        said("02-01", 10, item="节能"),
        said("02-02", 20, number=2, item="文物保护"),
        said("02-03", 10, number=3, item="节能", done=False),
    )
    assert on("02-02", holdings).ticked == ("节能", "文物保护")
    assert on("02-03", holdings).ticked == ("文物保护",)


def test_the_tick_of_a_returned_report_is_gone_and_that_of_a_replaced_one_stands() -> None:
    ticking = said("02-01", 100, item="节能")
    replaced = held(ticking, said("02-02", 100, number=2))
    assert on("02-03", replaced).ticked == ("节能",)
    returned = held(
        replace(ticking, review=Review(verdict=Verdict.RETURNED, reason="", reviewed_on=day("02-03")))
    )
    assert on("02-03", returned).ticked == ()


def test_a_task_is_closed_when_all_are_closed_and_otherwise_has_its_worst_light() -> None:
    assert worst([Light.CLOSED, Light.CLOSED]) is Light.CLOSED
    assert worst([Light.CLOSED, Light.GREEN]) is Light.GREEN
    assert worst([Light.GREEN, Light.YELLOW, Light.CLOSED]) is Light.YELLOW
    assert worst([Light.RED, Light.YELLOW, Light.GREEN]) is Light.RED

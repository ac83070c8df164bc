from dataclasses import replace
from datetime import date

import pytest

from reports.digest import digest
from reports.tally import Tally
from tests.reports.small_plan import (
    PLAN,
    day,
    digest_of,
    everything_closed,
    holdings_of,
    said,
    speaking,
)
from tracker.model import Light, Revision
from tracker.plan import Campaign, UnitGroup


def moved(unit: str | None, due_on: date) -> Revision:
    return Revision(
        id=1, code="1.1", unit=unit, due_on=due_on, ordered_on=day("03-01"), document="文", reason="雨季"
    )


def test_every_assignment_has_one_light_and_obligations_are_not_among_them() -> None:
    tally = digest_of(day("04-01")).tally
    assert tally == Tally(total=5, red=2, yellow=3)


def test_awaiting_review_cuts_across_the_lights() -> None:
    words = {"1.1@甲县": said(1, 100, day("03-30")), "2.1@甲县": said(2, 100, day("03-30"))}
    tally = digest_of(day("04-01"), speaks=speaking(words)).tally
    assert tally == Tally(total=5, submitted=2, red=1, yellow=3, green=1)


def test_a_task_has_the_worst_light_of_its_units() -> None:
    words = {"1.1@甲县": said(1, 100, day("03-30"), approved=day("03-31"))}
    rows = digest_of(day("04-01"), speaks=speaking(words)).tasks
    assert [(row.code, row.light, row.tally.closed) for row in rows] == [
        ("1.1", Light.RED, 1),
        ("2.1", Light.YELLOW, 0),
    ]


def test_a_task_is_closed_when_all_its_assignments_are() -> None:
    drawn = digest_of(day("04-01"), speaks=everything_closed)
    assert drawn.task_tally == Tally(total=2, closed=2)
    assert drawn.tally == Tally(total=5, closed=5)


def test_a_task_shows_its_date_in_force_and_says_when_units_differ() -> None:
    holdings = [
        replace(each, revisions=(moved("甲县", day("05-31")),))
        if (each.assignment.code, each.assignment.unit) == ("1.1", "甲县")
        else each
        for each in holdings_of()
    ]
    before = digest(PLAN, holdings, on=day("02-28"), known=None, unreachable=()).tasks[0]
    after = digest(PLAN, holdings, on=day("03-01"), known=None, unreachable=()).tasks[0]
    assert (before.due_on, before.due_mixed) == (day("03-31"), False)
    assert (after.due_on, after.due_mixed) == (None, True)
    assert after.dues == (day("03-31"), day("05-31"))


def test_units_come_in_ledger_order_whatever_the_order_of_the_records() -> None:
    shuffled = list(reversed(holdings_of()))
    drawn = digest(PLAN, shuffled, on=day("04-01"), known=None, unreachable=())
    assert drawn == digest_of(day("04-01"))
    assert [row.unit for row in drawn.units] == ["甲县", "乙区", "丁区", "市丙局"]


def test_a_unit_that_only_owes_returns_has_a_row_without_light() -> None:
    row = next(row for row in digest_of(day("04-01")).units if row.unit == "丁区")
    assert (row.group, row.total, row.light) == (UnitGroup.ZONE, 0, None)


def test_lead_and_supporting_are_counted_apart() -> None:
    row = digest_of(day("07-01")).units[0]
    assert (row.unit, row.lead.red, row.supporting.red, row.red) == ("甲县", 1, 1, 2)


def test_the_matrix_has_a_light_where_a_unit_has_a_part() -> None:
    drawn = digest_of(day("04-01"))
    lights = [[cell.light if cell else None for cell in row] for row in drawn.matrix]
    assert lights == [
        [Light.RED, Light.YELLOW],
        [Light.RED, Light.YELLOW],
        [None, None],
        [None, Light.YELLOW],
    ]


def test_obligations_stand_apart_and_without_a_date_are_never_overdue() -> None:
    drawn = digest_of(date(2030, 1, 1))
    assert [(each.assignment.code, each.assignment.unit) for each in drawn.obligations] == [
        ("O1", "甲县"),
        ("O1", "乙区"),
        ("O1", "丁区"),
        ("O2", "办公室"),
    ]
    assert {each.assignment.code for each in drawn.overdue_obligations} == {"O1"}
    assert [(each.code, each.units) for each in drawn.overdue_duties] == [("O1", ("甲县", "乙区", "丁区"))]


def test_reds_have_the_longest_overdue_first() -> None:
    reds = digest_of(day("07-01")).reds
    assert [(each.assignment.code, each.days) for each in reds] == [
        ("1.1", 92),
        ("1.1", 92),
        ("2.1", 1),
        ("2.1", 1),
        ("2.1", 1),
    ]


def test_what_falls_due_is_gathered_by_date_and_task() -> None:
    drawn = digest_of(day("03-24"))
    assert [(each.code, each.days, each.units) for each in drawn.upcoming] == [
        ("1.1", 7, ("甲县", "乙区")),
        ("2.1", 98, ("甲县", "乙区", "市丙局")),
    ]
    assert [each.code for each in drawn.due_within(7)] == ["1.1"]
    assert drawn.due_within(6) == ()


def test_what_is_closed_or_awaits_review_is_no_longer_called_for() -> None:
    words = {
        "1.1@甲县": said(1, 100, day("03-20")),
        "1.1@乙区": said(2, 100, day("03-20"), approved=day("03-22")),
    }
    assert [each.code for each in digest_of(day("03-24"), speaks=speaking(words)).upcoming] == ["2.1"]
    assert digest_of(day("04-24"), speaks=speaking(words)).overdue == ()


@pytest.mark.parametrize(
    ("on", "known"), [(day("01-24"), None), (day("07-01"), day("01-24")), (date(2020, 1, 1), None)]
)
def test_before_the_plan_was_issued_or_known_there_is_nothing(on: date, known: date | None) -> None:
    drawn = digest_of(on, known=known)
    assert not drawn.issued
    assert drawn.tally == drawn.task_tally == Tally()
    assert (drawn.tasks, drawn.standings, drawn.obligations, drawn.upcoming) == ((), (), (), ())
    assert all(row.total == 0 for row in drawn.units)


def test_on_the_day_of_issue_there_is_everything() -> None:
    assert digest_of(day("01-25"), known=day("01-25")).tally.total == 5


def test_the_phase_is_that_of_the_day_and_none_before_the_campaign_or_before_it_was_known() -> None:
    assert digest_of(day("02-01")).phase == "集中攻坚"
    assert digest_of(date(2020, 12, 31)).phase is None
    assert digest_of(day("02-01"), known=day("01-24")).phase is None


def test_the_goal_is_the_one_in_area() -> None:
    goal = digest_of(day("02-01")).goal
    assert goal is not None
    assert goal.key == "revived"
    assert digest_of(day("02-01"), campaign=replace(PLAN, goals=())).goal is None


def test_what_the_campaign_file_no_longer_names_is_left_out() -> None:
    shrunk = replace(PLAN, tasks=PLAN.tasks[:1], units=PLAN.units)
    drawn = digest(shrunk, holdings_of(PLAN), on=day("07-01"), known=None, unreachable=())
    assert (drawn.tally.total, [row.code for row in drawn.tasks]) == (2, ["1.1"])


def test_one_units_records_make_that_units_view() -> None:
    own = [each for each in holdings_of() if each.assignment.unit == "甲县"]
    drawn = digest(PLAN, own, on=day("07-01"), known=None, unreachable=())
    assert drawn.tally == Tally(total=2, red=2)


def test_the_real_plan_without_reports_on_the_first_day_after_each_date(puyang: Campaign) -> None:
    first = digest_of(day("04-01"), campaign=puyang)
    assert (first.tally.total, first.tally.red, first.task_tally.total) == (119, 27, 13)
    assert len(first.overdue_obligations) == 9
    assert digest_of(day("07-01"), campaign=puyang).tally.red == 53


def test_the_real_plan_names_eighteen_organisations_and_one_that_only_owes_returns(puyang: Campaign) -> None:
    rows = digest_of(day("04-01"), campaign=puyang).units
    assert len([row for row in rows if row.light]) == 18
    assert [row.unit for row in rows if row.light is None] == ["示范区"]

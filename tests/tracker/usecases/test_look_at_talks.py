"""Who is called to a 约谈, by what is recorded, each with all its reasons (FACTS 7)."""

from datetime import date

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import DECEMBER_31, JULY_1, JUNE_30, NEW_YEAR
from tests.tracker.usecases.keeping_tasks import AUGUST_5, decide, disposed, issue, lift, withdraw_area
from tests.tracker.usecases.recording import move, report, review
from tracker.assessment import Talk
from tracker.sanctions import SanctionRule
from tracker.usecases.look_at_talks import LookAtTalks, look_at_talks

ANNEX = ("1.1", "2.2", "3.1", "4.1")
"""What 清丰县 leads and owes by June."""


def called(act: Act, on: date, *, known: date | None = None, over: bool = False) -> dict[str, Talk]:
    asked = LookAtTalks(on=on, known=known, over=over)
    found = act.read(lambda books: look_at_talks(books, OFFICE, asked))
    return {each.unit: each for each in found.talks}


def close_all(act: Act) -> None:
    """Leave 清丰县 no red assignment."""
    for code in ANNEX:
        review(act, report(act, code, 100, on=date(2021, 3, 30)).report_id, on=date(2021, 4, 1))


def triggers(found: Talk) -> list[tuple[int, SanctionRule | None]]:
    return [(each.year, each.rule) for each in found.triggered]


def test_who_gives_no_reason_is_not_called(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "800")
    assert "清丰县" not in called(act, DECEMBER_31)


def test_units_stand_in_the_order_of_the_plan_departments_too(act: Act) -> None:
    assert list(called(act, date(2021, 7, 31))) == [
        "濮阳县",
        "清丰县",
        "南乐县",
        "范县",
        "台前县",
        "华龙区",
        "开发区",
        "工业园区",
        "市自然资源和规划局",
    ]


def test_below_half_and_what_it_triggers_are_two_reasons(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "700")
    june = called(act, JUNE_30)["清丰县"]
    assert (june.triggered, june.below_half is not None) == ((), True)
    july = called(act, JULY_1)["清丰县"]
    assert (triggers(july), july.below_half is not None) == ([(2021, SanctionRule.MIDYEAR)], True)


def test_a_unit_that_catches_up_later_is_called_for_what_mid_year_triggered(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "700")
    disposed(act, "100", 处置日期="2021-07-20", 核验日期="2021-07-25")
    found = called(act, DECEMBER_31)["清丰县"]
    assert (triggers(found), found.below_half) == ([(2021, SanctionRule.MIDYEAR)], None)


def test_a_confirmed_order_takes_the_place_of_its_trigger_until_it_is_lifted(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "700")
    disposed(act, "100", 处置日期="2021-07-02", 核验日期="2021-07-03")
    order = decide(act, JULY_1)
    found = called(act, date(2021, 8, 4))["清丰县"]
    assert ([each.code for each in found.orders], found.triggered) == (["2021-1"], ())
    lift(act, order, AUGUST_5)
    assert "清丰县" not in called(act, AUGUST_5)
    assert "清丰县" in called(act, date(2021, 8, 4))


def test_exactly_half_calls_for_nothing(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "750")
    assert "清丰县" not in called(act, JUNE_30)
    assert "清丰县" not in called(act, JULY_1)


def test_what_the_year_s_end_triggered_stands_in_the_new_year(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "800")
    assert "清丰县" not in called(act, DECEMBER_31)
    found = called(act, NEW_YEAR)["清丰县"]
    assert (triggers(found), found.below_half) == ([(2021, SanctionRule.YEAR_END)], None)


def test_a_lead_assignment_calls_from_its_thirty_first_red_day_on(each_act: Act) -> None:
    for code in ("1.1", "2.2", "4.1"):
        review(each_act, report(each_act, code, 100, on=date(2021, 3, 30)).report_id, on=date(2021, 4, 1))
    assert "清丰县" not in called(each_act, date(2021, 4, 30))
    (red,) = called(each_act, date(2021, 5, 1))["清丰县"].red
    assert (red.assignment.code, red.days) == ("3.1", 31)


def test_a_report_that_awaits_review_or_a_moved_date_calls_no_longer(each_act: Act) -> None:
    day = date(2021, 6, 30)
    before = called(each_act, day)["清丰县"]
    report(each_act, "3.1", 100, on=date(2021, 6, 25))
    move(each_act, "2.2", date(2021, 7, 31), unit="清丰县", on=date(2021, 6, 28))
    after = called(each_act, day)["清丰县"]
    assert {each.assignment.code for each in before.red} - {each.assignment.code for each in after.red} == {
        "3.1",
        "2.2",
    }


def test_it_is_told_as_it_was_known(each_act: Act) -> None:
    review(each_act, report(each_act, "3.1", 100, on=date(2021, 6, 20)).report_id, on=date(2021, 6, 22))
    known = called(each_act, JUNE_30, known=date(2021, 6, 19))["清丰县"]
    assert "3.1" in {each.assignment.code for each in known.red}
    assert "3.1" not in {each.assignment.code for each in called(each_act, JUNE_30)["清丰县"].red}


def test_before_the_campaign_nobody_is_called(act: Act) -> None:
    assert called(act, date(2020, 12, 31)) == {}
    assert called(act, JUNE_30, known=date(2021, 1, 24)) == {}


def test_the_list_of_31_december_names_the_year_s_end_in_the_place_of_mid_year(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "700")
    disposed(act, "100", 处置日期="2021-07-20", 核验日期="2021-07-25")
    found = called(act, DECEMBER_31, over=True)["清丰县"]
    assert triggers(found) == [(2021, SanctionRule.YEAR_END)]


def test_a_list_of_31_december_knows_nothing_of_an_order_of_the_day_after(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "800")
    decide(act, NEW_YEAR)
    found = called(act, DECEMBER_31, over=True)["清丰县"]
    assert (triggers(found), found.orders) == ([(2021, SanctionRule.YEAR_END)], ())


def test_what_is_triggered_again_after_an_order_was_lifted_calls_again(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "700")
    order = decide(act, JULY_1)
    disposed(act, "100", on=date(2021, 7, 14), 核验日期="2021-07-14")
    lift(act, order, date(2021, 7, 15))
    assert "清丰县" not in called(act, date(2021, 7, 16))
    withdraw_area(act, 2, on=date(2021, 7, 18))
    assert triggers(called(act, date(2021, 7, 19))["清丰县"]) == [(2021, SanctionRule.MIDYEAR)]


def test_a_year_s_end_that_nobody_decided_calls_two_years_later_too(act: Act) -> None:
    close_all(act)
    issue(act)
    disposed(act, "800")
    assert triggers(called(act, date(2023, 3, 1))["清丰县"]) == [(2021, SanctionRule.YEAR_END)]

"""风险提示: plain figures, an order that runs, and never what nobody has decided."""

from datetime import date

import pytest

from tests.acting import Act
from tests.reports.bulletin.drafting import drafted
from tests.tracker.tasks_on_paper import DECEMBER_31, JULY_1, UNIT
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue, lift

JULY_8, OCTOBER_8, JANUARY_10 = date(2021, 7, 8), date(2021, 10, 8), date(2022, 1, 10)


@pytest.mark.parametrize(
    ("area", "said"),
    [("700", ("未过半",)), ("750", ("恰好一半",)), ("750.01", ()), ("1500", ())],
)
def test_on_the_day_of_mid_year_it_is_said_who_is_not_past_half(
    act: Act, area: str, said: tuple[str, ...]
) -> None:
    issue(act)
    disposed(act, area)
    assert drafted(act, "2021Q2", JULY_8).hints(UNIT) == said


def test_before_mid_year_a_slow_unit_is_measured_by_the_even_pace(act: Act) -> None:
    issue(act)
    found = drafted(act, "2021Q1", JULY_8)
    assert found.hints(UNIT) == ("低于序时进度",)
    assert "“低于序时进度”指完成面积少于按工作日均匀推进到截止日应完成的面积" in found.words()


def test_at_the_years_end_it_is_said_who_has_not_done_all(act: Act) -> None:
    issue(act)
    disposed(act, "1400")
    assert drafted(act, "2021Q4", JANUARY_10).hints(UNIT) == ("未完成全年任务",)


def test_a_suspension_in_force_is_named_with_its_order(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    found = drafted(act, "2021Q3", OCTOBER_8)
    assert found.hints(UNIT) == ("已暂停用地申请（决〔2021〕1号）", "未过半")
    assert found.paper.left_out == ()


def test_a_trigger_without_an_order_stands_on_no_page_and_is_told_to_who_drafts(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    found = drafted(act, "2021Q3", OCTOBER_8)
    assert found.hints(UNIT) == ("未过半",)
    assert ("暂停" in found.words(), "触发" in found.words()) == (False, False)
    assert found.paper.left_out == ("清丰县2021年度上半年触发暂停（700/1500 亩），主任还没有决定",)


def test_exactly_half_that_waits_for_the_director_is_told_too(act: Act) -> None:
    issue(act)
    disposed(act, "750")
    (told,) = drafted(act, "2021Q2", JULY_8).paper.left_out
    assert told.startswith("清丰县2021年度上半年恰好一半，待定")


def test_an_order_of_after_the_day_is_told_to_who_drafts_and_not_named(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    found = drafted(act, "2021Q2", JULY_8)
    assert ("暂停" in found.words(), found.hints(UNIT)) == (False, ("未过半",))
    assert found.paper.left_out == ("清丰县的暂停决定（决〔2021〕1号）是7月1日作出的，晚于截止日",)


def test_a_lifted_suspension_is_not_named(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    lift(act, decide(act, JULY_1), date(2021, 9, 1))
    found = drafted(act, "2021Q3", OCTOBER_8)
    assert found.hints(UNIT) == ("未过半",)


def test_a_suspension_lifted_after_the_day_is_named_and_told_to_who_drafts(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    lift(act, decide(act, JULY_1), date(2021, 10, 5))
    found = drafted(act, "2021Q3", OCTOBER_8)
    assert found.hints(UNIT)[0] == "已暂停用地申请（决〔2021〕1号）"
    assert found.paper.left_out == (
        "清丰县的暂停决定（决〔2021〕1号）已于10月5日解除，通报中仍是截止日的情况",
    )


def test_what_a_years_end_triggers_is_told_with_the_bulletin_of_its_last_quarter(act: Act) -> None:
    issue(act)
    disposed(act, "1400")
    (told,) = drafted(act, "2021Q4", JANUARY_10).paper.left_out
    assert told.startswith("清丰县2021年度全年触发暂停")


def test_a_unit_without_a_task_has_its_areas_and_nothing_else(act: Act) -> None:
    disposed(act, "12.5")
    assert drafted(act, "2021Q2", JULY_8).row(UNIT)[2:] == ("-", "12.5", "12.5", "-", "-", "-", "4", "-")


def test_a_task_without_any_disposal_is_zero_and_no_dash(act: Act) -> None:
    issue(act)
    assert drafted(act, "2021Q2", JULY_8).row(UNIT)[2:6] == ("1500", "0", "0", "0%")


def test_the_day_of_the_figures_is_the_last_of_the_quarter(act: Act) -> None:
    issue(act)
    assert drafted(act, "2021Q4", JANUARY_10).figures.on == DECEMBER_31

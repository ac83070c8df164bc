"""The director confirms, decides and lifts; figures alone stop nothing (四（四）, FACTS 6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from tests.acting import DIRECTOR, Act
from tests.tracker.tasks_on_paper import JULY_1, JUNE_30, NEW_YEAR, PARK, UNIT
from tests.tracker.usecases.keeping_tasks import (
    AUGUST_5,
    ask,
    decide,
    disposed,
    draft,
    enter_quota,
    govern,
    issue,
    lift,
    unit_year,
)
from tracker.errors import ReasonMissing, TrackerError
from tracker.parcels import Category
from tracker.parks import Basis
from tracker.sanctions import SanctionRule, SanctionState
from tracker.store.target_tables import applications as asked
from tracker.usecases.ask_application import UnknownKind
from tracker.usecases.decide_sanction import AlreadyDecided, CannotWaive, NoSuchOrder, NothingTriggered
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions


def applications(act: Act) -> list[tuple[bool, str]]:
    """The questions that were kept, with their answers."""
    query = select(asked).order_by(asked.c.id)
    rows = act.read(lambda books: list(books.connection.execute(query)))
    return [(row.allowed, row.kind) for row in rows]


def test_a_trigger_stops_nothing_until_it_is_confirmed(act: Act) -> None:
    issue(act)
    before = ask(act, JULY_1)
    assert (before.allowed, "2021 年度任务的完成情况已触发暂停，待主任确认" in before.reason) == (True, True)
    order = decide(act, JULY_1)
    after = ask(act, JULY_1)
    assert (after.allowed, after.order, "四（四）" in after.clause) == (False, order, True)
    assert ask(act, JUNE_30).allowed
    assert applications(act) == [(True, "ordinary"), (False, "ordinary"), (True, "ordinary")]


@pytest.mark.parametrize("kind", ["provincial-key", "livelihood", "省以上重点工程", "重大民生项目"])
def test_two_kinds_of_project_go_on(act: Act, kind: str) -> None:
    issue(act)
    decide(act, JULY_1)
    answer = ask(act, JULY_1, kind)
    assert (answer.allowed, "除外" in answer.reason) == (True, True)


def test_an_unknown_kind_names_those_there_are(act: Act) -> None:
    with pytest.raises(UnknownKind, match="一般项目、省以上重点工程、重大民生项目"):
        ask(act, JULY_1, "高尔夫球场")
    assert applications(act) == []


def test_lifting_lets_apply_again_and_needs_a_reason(act: Act) -> None:
    issue(act)
    order = decide(act, JULY_1)
    with pytest.raises(ReasonMissing):
        lift(act, order, AUGUST_5, " ")
    lifted = lift(act, order, AUGUST_5)
    assert lifted.lifting is not None
    lifting = lifted.lifting
    assert (lifting.name, lifting.lifted_on, lifting.reason) == ("解〔2021〕1号", AUGUST_5, "已补齐")
    assert [ask(act, on).allowed for on in (date(2021, 8, 4), AUGUST_5)] == [False, True]
    with pytest.raises(NoSuchOrder):
        lift(act, order, AUGUST_5)


def test_of_a_past_day_an_answer_says_when_the_order_was_lifted(act: Act) -> None:
    issue(act)
    lift(act, decide(act, JULY_1), AUGUST_5)
    answer = ask(act, date(2021, 8, 4))
    assert not answer.allowed
    assert answer.reason == "决〔2021〕1号决定自 2021-07-01 起暂停清丰县新增建设用地申请，2021-08-05 起解除。"


def test_exactly_half_is_decided_with_a_reason_either_way(act: Act) -> None:
    issue(act)
    disposed(act, "750")
    with pytest.raises(ReasonMissing):
        decide(act, JULY_1)
    order = decide(act, JULY_1, suspends=False, reason="七月已供地")
    assert (order.suspends, order.reason, order.evidence.state) == (
        False,
        "七月已供地",
        SanctionState.UNDECIDED,
    )
    assert ask(act, JULY_1).allowed
    with pytest.raises(NoSuchOrder):
        lift(act, order, AUGUST_5)


def test_below_half_cannot_be_waved_through(act: Act) -> None:
    issue(act)
    with pytest.raises(CannotWaive):
        decide(act, JULY_1, suspends=False, reason="情况特殊")


@pytest.mark.parametrize(("area", "on"), [("700", JUNE_30), ("800", JULY_1)])
def test_nothing_is_confirmed_that_the_figures_do_not_trigger(act: Act, area: str, on: date) -> None:
    issue(act)
    disposed(act, area)
    with pytest.raises(NothingTriggered):
        decide(act, on)


def test_without_a_target_nothing_is_confirmed(act: Act) -> None:
    with pytest.raises(NothingTriggered):
        decide(act, NEW_YEAR)


def test_a_case_is_decided_once_and_the_second_hears_by_whom(act: Act) -> None:
    issue(act)
    decide(act, JULY_1)
    with pytest.raises(AlreadyDecided, match="李主任于 2021-07-01 决定（决〔2021〕1号）"):
        decide(act, AUGUST_5)


def test_mid_year_and_the_year_s_end_are_two_cases(act: Act) -> None:
    issue(act)
    enter_quota(act)
    disposed(act, "600")
    rules = [decide(act, on).rule for on in (JULY_1, NEW_YEAR)]
    assert rules == [SanctionRule.MIDYEAR, SanctionRule.YEAR_END]
    order = unit_year(act, NEW_YEAR).order
    assert order is not None
    assert (order.evidence.cut_ratio, order.evidence.cut_mu) == (Fraction(3, 5), Decimal(600))


def test_the_evidence_names_what_counted_and_what_it_rests_on(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    disposed(act, "20", 核验日期="")
    disposed(act, "30", 类别="已批未供即用")
    kept = decide(act, JULY_1).evidence
    assert [(each.area_mu, each.verified) for each in kept.disposals] == [
        (Decimal(700), True),
        (Decimal(20), False),
    ]
    assert (kept.on, kept.state) == (JULY_1, SanctionState.SUSPENDED)
    assert (kept.target_mu, kept.done_mu, kept.pending_mu) == (Decimal(1500), Decimal(700), Decimal(20))
    assert kept.assumed_parks == ()


def test_every_refusal_says_it_in_one_chinese_sentence(act: Act) -> None:
    with pytest.raises(TrackerError, match="清丰县 2021 年度目前没有触发暂停，无需决定。"):
        decide(act, JULY_1)


def test_a_waiver_of_exactly_half_ends_with_the_half(act: Act) -> None:
    issue(act)
    disposed(act, "750")
    decide(act, JULY_1, suspends=False, reason="七月已供地")
    issue(act, "1600")
    assert "触发暂停" in ask(act, JULY_1).reason
    assert decide(act, JULY_1).suspends


def test_what_was_lifted_by_mistake_can_be_ordered_again(act: Act) -> None:
    issue(act)
    lift(act, decide(act, JULY_1), AUGUST_5, "误操作")
    again = decide(act, AUGUST_5)
    assert (again.code, ask(act, AUGUST_5).allowed) == ("2021-2", False)


def test_a_lifting_does_not_show_before_its_day(act: Act) -> None:
    issue(act)
    lift(act, decide(act, JULY_1), AUGUST_5)
    seen = [unit_year(act, on).order for on in (date(2021, 8, 4), AUGUST_5)]
    assert [order.lifted_on for order in seen if order] == [None, AUGUST_5]


def test_the_evidence_adds_up_to_the_figure(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    disposed(act, "300", 处置日期="2021-07-10", 核验日期="2021-07-12")
    kept = decide(act, date(2021, 7, 15)).evidence
    assert ([each.area_mu for each in kept.disposals], kept.done_mu) == ([Decimal(700)], Decimal(700))
    assert [each.document for each in kept.targets] == ["濮百园办〔2021〕3号"]


def test_a_figure_of_mid_year_that_rests_on_an_assumed_park_says_so_later_too(act: Act) -> None:
    parks = act.read(lambda books: books.campaign.parks)
    park = next(each for each in parks if each.governed[0].basis is Basis.ASSUMED)
    unit = park.governed[0].unit
    issue(act, place=park.name)
    govern(act, "范县", JULY_1, park=park.name)
    assert unit_year(act, date(2021, 7, 15), unit=unit).assumed


def test_the_evidence_holds_what_is_the_units_alone(act: Act) -> None:
    issue(act)
    issue(act, "900", place="范县产业集聚区")
    issue(act, "1600", category=Category.IDLE)
    issue(act, "1700", category=Category.IDLE, issued_on=date(2021, 6, 20))
    kept = decide(act, JULY_1).evidence
    listed = [(each.place, each.category, each.area_mu) for each in kept.targets]
    assert listed == [
        (PARK, Category.UNSUPPLIED, Decimal(1500)),
        (PARK, Category.IDLE, Decimal(1700)),
    ]
    assert (kept.target_mu, kept.line_mu) == (Decimal(3200), Decimal(1600))


def test_a_draft_is_the_evidence_of_an_open_case_and_records_nothing(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    drafted = draft(act, JULY_1)
    assert act.read(lambda books: books.orders.all()) == ()
    order = decide(act, JULY_1)
    assert (drafted.rule, drafted.evidence) == (order.rule, order.evidence)


def test_what_is_not_triggered_or_is_decided_has_no_draft(act: Act) -> None:
    issue(act)
    with pytest.raises(NothingTriggered):
        draft(act, JUNE_30)
    decide(act, JULY_1)
    with pytest.raises(AlreadyDecided):
        draft(act, JULY_1)


def test_what_a_lifting_rests_on_is_kept_as_of_its_day(each_act: Act) -> None:
    issue(each_act)
    disposed(each_act, "700")
    order = decide(each_act, JULY_1)
    disposed(each_act, "60", 处置日期="2021-08-02", 核验日期="2021-08-05")
    lift(each_act, order, AUGUST_5)
    disposed(each_act, "9", 处置日期="2021-08-03", 核验日期="2021-08-06")
    kept = each_act.read(lambda books: books.orders.by_id(order.id))
    assert kept is not None
    assert kept.lifting is not None
    assert (kept.lifting.evidence.cutoff, kept.lifting.evidence.done_mu) == (
        AUGUST_5,
        Decimal(760),
    )
    assert [each.area_mu for each in kept.lifting.evidence.disposals] == [Decimal(700), Decimal(60)]
    assert kept.evidence == order.evidence


def test_liftings_are_numbered_within_the_year_of_their_day(act: Act) -> None:
    issue(act)
    days = (JULY_1, AUGUST_5, date(2022, 2, 1))
    liftings = [lift(act, decide(act, on), on).lifting for on in days]
    assert [each.name for each in liftings if each] == ["解〔2021〕1号", "解〔2021〕2号", "解〔2022〕1号"]


def test_an_order_of_a_unit_that_the_campaign_dropped_is_listed_apart_and_can_be_lifted(act: Act) -> None:
    issue(act)
    order = decide(act, JULY_1)
    kept = tuple(unit for unit in act.campaign.units if unit.name != UNIT)
    without = replace(act, campaign=replace(act.campaign, units=kept))
    year = LookAtSanctions(year=2021, on=JULY_1)
    seen = without.read(lambda books: look_at_sanctions(books, DIRECTOR, year))
    assert (seen.running, seen.dropped) == ((), (order,))
    assert lift(without, order, AUGUST_5, "已并入范县").lifted_on == AUGUST_5

from datetime import date, timedelta

import pytest

from tests.acting import Act
from tests.tracker.usecases.keeping_parcels import decide, ready_use, record_of, row, stands, take
from tests.tracker.usecases.recording import TODAY
from tracker.errors import DateInThePast, ReasonMissing
from tracker.parcels import ParcelState, UseStep
from tracker.usecases.choosing_parcels import UnknownParcel
from tracker.usecases.decide_use import (
    AnotherStep,
    NotNext,
    NotReadyUse,
    SameStep,
    UnknownCondition,
)

OCTOBER, YEAR_END = date(2021, 10, 31), date(2021, 12, 31)
BEFORE: dict[UseStep | None, tuple[UseStep, ...]] = {
    None: (),
    UseStep.REGULARISE: (UseStep.REGULARISE,),
    UseStep.RECTIFY: (UseStep.RECTIFY,),
    UseStep.ACCEPTED: (UseStep.RECTIFY, UseStep.ACCEPTED),
    UseStep.REGULARISED: (UseStep.REGULARISE, UseStep.REGULARISED),
    UseStep.EXIT: (UseStep.RECTIFY, UseStep.EXIT),
}
"""How a parcel comes to each step."""
NEXT: dict[UseStep | None, set[UseStep]] = {
    None: {UseStep.REGULARISE, UseStep.RECTIFY},
    UseStep.REGULARISE: {UseStep.REGULARISED, UseStep.RECTIFY},
    UseStep.RECTIFY: {UseStep.ACCEPTED, UseStep.EXIT, UseStep.RECTIFY},
    UseStep.ACCEPTED: {UseStep.REGULARISED},
    UseStep.REGULARISED: set(),
    UseStep.EXIT: set(),
}
PAIRS = [(before, step) for before in NEXT for step in UseStep]


def go(act: Act, step: UseStep, *, first: bool, due_on: date = OCTOBER) -> None:
    """Take a step with all that it needs."""
    unmet = ("运营良好",) if first and step is UseStep.RECTIFY else ()
    decide(act, step, unmet=unmet, due_on=due_on if step is UseStep.RECTIFY else None)


def brought_to(act: Act, step: UseStep | None) -> None:
    take(act, ready_use(完成时限=""))
    for place, each in enumerate(BEFORE[step]):
        go(act, each, first=place == 0)


@pytest.mark.parametrize(("before", "step"), [pair for pair in PAIRS if pair[1] in NEXT[pair[0]]])
def test_each_step_of_the_path_may_be_taken(act: Act, before: UseStep | None, step: UseStep) -> None:
    brought_to(act, before)
    go(act, step, first=before is None, due_on=YEAR_END)
    assert [each.step for each in record_of(act).decisions] == [*BEFORE[before], step]


@pytest.mark.parametrize(("before", "step"), [pair for pair in PAIRS if pair[1] not in NEXT[pair[0]]])
def test_no_step_is_taken_beside_the_path(act: Act, before: UseStep | None, step: UseStep) -> None:
    brought_to(act, before)
    with pytest.raises(NotNext, match=f"宗地 QF-001 目前是“{before or '待认定'}”，") as refused:
        go(act, step, first=before is None)
    assert [each.step for each in record_of(act).decisions] == list(BEFORE[before])
    assert ("已经办完，没有下一步。" in str(refused.value)) == (not NEXT[before])
    assert ("下一步只能是：" in str(refused.value)) == bool(NEXT[before])


@pytest.mark.parametrize("step", [UseStep.REGULARISED, UseStep.EXIT])
def test_the_last_step_closes_the_parcel(act: Act, step: UseStep) -> None:
    brought_to(act, step)
    assert (stands(act).closed_on, stands(act).state) == (TODAY, ParcelState.DISPOSED)


def test_what_meets_every_condition_has_until_the_date_of_the_plan(act: Act) -> None:
    brought_to(act, UseStep.REGULARISE)
    assert stands(act).due_on == YEAR_END


def test_a_rectification_has_the_date_that_is_set_for_it(act: Act) -> None:
    brought_to(act, UseStep.RECTIFY)
    assert stands(act).due_on == OCTOBER


def test_after_its_acceptance_the_papers_have_until_the_date_of_the_plan(act: Act) -> None:
    brought_to(act, UseStep.ACCEPTED)
    assert stands(act).due_on == YEAR_END


def test_a_rectification_needs_a_date_that_lies_ahead(act: Act) -> None:
    brought_to(act, None)
    with pytest.raises(ReasonMissing, match="请写明整改期限。"):
        decide(act, UseStep.RECTIFY, unmet=("运营良好",))
    with pytest.raises(DateInThePast):
        decide(act, UseStep.RECTIFY, unmet=("运营良好",), due_on=TODAY - timedelta(days=1))
    assert record_of(act).decisions == ()


def test_what_the_plan_orders_is_not_decided_otherwise(act: Act) -> None:
    brought_to(act, None)
    with pytest.raises(AnotherStep, match="各项条件都符合的应“完善手续”"):
        decide(act, UseStep.RECTIFY, due_on=OCTOBER)
    with pytest.raises(AnotherStep, match="仅运营良好、亩均产出效益较高不符合的应“限期整改”"):
        decide(act, UseStep.REGULARISE, unmet=("亩均产出", "运营良好"))
    assert record_of(act).decisions == ()


@pytest.mark.parametrize("step", [UseStep.REGULARISE, UseStep.RECTIFY])
def test_where_the_plan_is_silent_a_person_decides_with_a_reason(act: Act, step: UseStep) -> None:
    brought_to(act, None)
    with pytest.raises(ReasonMissing, match="方案对这种情况没有规定"):
        decide(act, step, unmet=("履约情况较好",), due_on=OCTOBER)
    decided = decide(act, step, unmet=("履约情况较好",), due_on=OCTOBER, reason="会议研究")
    assert (decided.decision.unmet, decided.decision.reason) == (("履约情况较好",), "会议研究")


@pytest.mark.parametrize("word", ["环保", "符合", ""])
def test_a_word_that_means_no_condition_or_several_is_refused(act: Act, word: str) -> None:
    brought_to(act, None)
    with pytest.raises(UnknownCondition, match="条件是：符合国土空间规划、符合产业准入政策"):
        decide(act, UseStep.RECTIFY, unmet=(word,), due_on=OCTOBER)


def test_a_step_needs_its_document(act: Act) -> None:
    brought_to(act, None)
    with pytest.raises(ReasonMissing, match="请写明文号。"):
        decide(act, UseStep.REGULARISE, document=" ")


def test_a_line_that_was_sent_twice_is_recorded_once(act: Act) -> None:
    brought_to(act, UseStep.RECTIFY)
    with pytest.raises(SameStep, match="宗地 QF-001 的“限期整改”已经登记过，没有变动。"):
        go(act, UseStep.RECTIFY, first=True)
    assert len(record_of(act).decisions) == 1


@pytest.mark.parametrize("category", ["批而未供", "闲置", "低效", "违法占地"])
def test_no_other_category_goes_this_way(act: Act, category: str) -> None:
    take(act, row(类别=category))
    with pytest.raises(NotReadyUse, match=f"宗地 QF-001 的类别是{category}，不适用已批未供即用的处理步骤"):
        decide(act, UseStep.REGULARISE)
    with pytest.raises(UnknownParcel):
        decide(act, UseStep.REGULARISE, number="QF-999")


def test_its_unit_is_named_where_no_message_reaches_it(act: Act) -> None:
    take(act, ready_use())
    assert decide(act, UseStep.REGULARISE).untold == ("清丰县",)


def test_what_is_found_good_after_the_date_of_the_plan_is_not_late_at_once(act: Act) -> None:
    take(act, ready_use())
    decide(act, UseStep.RECTIFY, unmet=("运营良好",), due_on=date(2022, 3, 31))
    accepted = decide(act, UseStep.ACCEPTED, on=date(2022, 2, 1))
    assert accepted.decision.due_on is None
    assert stands(act, on=date(2022, 2, 2)).days == 0


def test_the_steps_of_a_category_that_was_corrected_no_longer_close_the_parcel(act: Act) -> None:
    take(act, ready_use())
    decide(act, UseStep.RECTIFY, unmet=("运营良好",), due_on=OCTOBER)
    decide(act, UseStep.EXIT)
    assert stands(act).state is ParcelState.DISPOSED
    take(act, row(类别="闲置"))
    assert stands(act).state is ParcelState.PLANNED

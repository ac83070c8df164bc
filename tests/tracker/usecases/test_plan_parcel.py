from datetime import date, timedelta
from typing import Any

import pytest

from tests.acting import PUYANGXIAN, QINGFENG, Act
from tests.tracker.usecases.keeping_parcels import move, plan, record_of, row, stands, take
from tests.tracker.usecases.recording import TODAY
from tracker.errors import DateInThePast, ReasonMissing, UnknownUnit
from tracker.usecases.choosing_parcels import UnknownParcel
from tracker.usecases.plan_parcel import SamePlan

BARE = row(形成原因="", 处置措施="", 完成时限="", 责任单位="")
DECEMBER = date(2021, 12, 31)


def test_a_plan_is_made_of_what_the_office_says(act: Act) -> None:
    take(act, BARE)
    made = plan(act, cause=" 停产 ", measure="依法收回", due_on=DECEMBER, unit="清丰")
    assert (made.before.lacking, made.after.plan.lacking) == (
        ("形成原因", "处置措施", "完成时限", "责任单位"),
        (),
    )
    assert (made.made.plan.cause, made.made.plan.unit, made.units) == ("停产", "清丰县", ("清丰县",))


def test_what_is_not_said_stays_as_it_was(act: Act) -> None:
    take(act)
    plan(act, measure="置换盘活")
    found = stands(act).plan
    assert (found.cause, found.measure, found.due_on, found.unit) == (
        "企业停产",
        "置换盘活",
        date(2021, 7, 31),
        "清丰县",
    )


def test_a_first_date_needs_neither_document_nor_reason(act: Act) -> None:
    take(act, BARE)
    assert plan(act, due_on=TODAY).after.due_on == TODAY


@pytest.mark.parametrize(
    ("document", "reason", "what"), [("", "省里", "文号"), ("文1", " ", "调整原因"), ("", "", "文号")]
)
def test_a_date_is_moved_only_with_a_document_and_a_reason(
    act: Act, document: str, reason: str, what: str
) -> None:
    take(act)
    with pytest.raises(ReasonMissing, match=f"请写明{what}。"):
        plan(act, due_on=DECEMBER, document=document, reason=reason)
    assert len(record_of(act).plans) == 1


def test_the_old_date_stays_in_the_history(act: Act) -> None:
    take(act)
    move(act, DECEMBER)
    assert stands(act, on=TODAY - timedelta(days=1)).due_on == date(2021, 7, 31)
    assert stands(act).due_on == DECEMBER
    assert [each.reason for each in record_of(act).plans] == ["", "省里部署调整"]


def test_a_date_is_not_moved_to_a_day_that_is_over(act: Act) -> None:
    take(act)
    with pytest.raises(DateInThePast):
        move(act, TODAY - timedelta(days=1))
    assert stands(act).due_on == date(2021, 7, 31)


def test_a_date_that_has_passed_may_be_repeated_beside_a_change(act: Act) -> None:
    take(act, row(完成时限="2021-03-31"))
    assert plan(act, due_on=date(2021, 3, 31), measure="调整利用").after.plan.measure == "调整利用"


@pytest.mark.parametrize("says", [{}, {"measure": "依法收回"}, {"unit": "清丰", "due_on": date(2021, 7, 31)}])
def test_a_plan_that_says_the_same_is_refused(act: Act, says: dict[str, Any]) -> None:
    take(act)
    with pytest.raises(SamePlan, match="宗地 QF-001 的处置方案本来就是这样，没有变动。"):
        plan(act, **says)
    assert len(record_of(act).plans) == 1


def test_an_unknown_unit_or_parcel_is_refused(act: Act) -> None:
    take(act)
    with pytest.raises(UnknownUnit):
        plan(act, unit="月球")
    with pytest.raises(UnknownParcel):
        plan(act, number="QF-999", unit="清丰县")
    assert len(record_of(act).plans) == 1


def test_the_unit_that_had_the_parcel_is_told_too(act: Act) -> None:
    take(act)
    act.appoint(QINGFENG)
    made = plan(act, unit="濮阳县")
    assert (made.units, made.untold) == (("濮阳县", "清丰县"), ("濮阳县",))
    act.appoint(PUYANGXIAN)
    assert plan(act, cause="别的").untold == ()

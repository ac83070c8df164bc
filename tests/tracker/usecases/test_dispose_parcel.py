from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.acting import FGW, OFFICE, PUYANGXIAN, QINGFENG, QINGFENG_LEADER, STRANGER, Act, person
from tests.tracker.parcels_on_paper import areas
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    decide,
    dispose,
    disposed,
    hand_back,
    judge,
    ready_use,
    record_of,
    row,
    stands,
    take,
)
from tests.tracker.usecases.recording import PHOTO, TODAY
from tracker.errors import TrackerError, ValueRefused
from tracker.model import Role, Sender
from tracker.parcels import ParcelState, UseStep
from tracker.store.evidence import Whose
from tracker.usecases.choosing_parcels import UnknownParcel
from tracker.usecases.dispose_parcel import MoreThanParcel, NotDisposedThen, NothingLeft, ParcelFinished


def test_a_disposal_awaits_review_and_says_how_far_the_parcel_has_come(act: Act) -> None:
    take(act)
    act.appoint(OFFICE)
    made = dispose(act, "10.5", text="  已收回  ")
    assert (made.measure, made.record.disposals[0].text) == ("依法收回", "已收回")
    assert areas(made.after) == ("0", "10.5", "34.7")
    assert [each.user_id for each in made.reviewers] == [OFFICE.user_id]
    assert stands(act).state is ParcelState.UNDER_WAY


def test_all_that_is_left_may_be_disposed_of_without_a_number(act: Act) -> None:
    take(act)
    dispose(act, "45.199999")
    assert dispose(act, None).area_mu == Decimal("0.000001")
    assert stands(act).state is ParcelState.SUBMITTED


def test_a_measure_that_is_written_goes_before_that_of_the_plan(act: Act) -> None:
    take(act)
    assert dispose(act, measure=" 置换盘活 ").measure == "置换盘活"


def test_a_disposal_is_kept_with_its_evidence(act: Act) -> None:
    take(act)
    made = dispose(act, evidence=(PHOTO,))
    assert made.evidence == 1
    assert act.read(lambda books: books.evidence.of(Whose(disposal_id=made.disposal_id))) == (PHOTO,)


@pytest.mark.parametrize("verified", [True, False])
def test_disposals_never_exceed_the_parcel_whether_verified_or_not(act: Act, *, verified: bool) -> None:
    take(act)
    first = dispose(act, "40")
    if verified:
        judge(act, first.disposal_id)
    with pytest.raises(MoreThanParcel) as refused:
        dispose(act, "5.200001")
    assert str(refused.value) == (
        "宗地 QF-001 面积 45.2 亩，已报处置 40 亩，还可报 5.2 亩；您填的是 5.200001 亩。"
    )
    assert len(record_of(act).disposals) == 1
    dispose(act, "5.2")


def test_what_was_returned_may_be_disposed_of_again(act: Act) -> None:
    take(act)
    hand_back(act, dispose(act, "45.2").disposal_id)
    assert areas(dispose(act, "45.2").after) == ("0", "45.2", "0")


def test_a_disposal_of_an_earlier_day_does_not_slip_beside_one_of_today(act: Act) -> None:
    take(act)
    dispose(act, "45.2")
    with pytest.raises(NothingLeft):
        dispose(act, "1", disposed_on=date(2021, 5, 1))


@pytest.mark.parametrize("area", ["1", None])
def test_where_all_awaits_review_nothing_is_left(act: Act, area: str | None) -> None:
    take(act)
    dispose(act, None)
    with pytest.raises(NothingLeft, match="宗地 QF-001 的面积已全部报过，正在等待核验，不能再报。"):
        dispose(act, area)


def test_a_parcel_that_is_done_takes_no_more(act: Act) -> None:
    take(act)
    disposed(act)
    with pytest.raises(ParcelFinished, match="宗地 QF-001 已于 2021-06-25 处置完毕，无需再报。"):
        dispose(act, "1", on=TODAY + timedelta(days=3))


def test_a_parcel_that_left_by_its_last_step_takes_no_more(act: Act) -> None:
    take(act, ready_use())
    decide(act, UseStep.RECTIFY, unmet=("运营良好",), due_on=date(2021, 10, 31))
    decide(act, UseStep.EXIT, reason="整改不合格")
    with pytest.raises(ParcelFinished):
        dispose(act, "1")


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        ("0", "面积“0”应大于 0。"),
        ("-1", "面积“-1”应大于 0。"),
        ("0.0000001", "面积“0.0000001”合计为亩后最多 6 位小数。"),
    ],
)
def test_what_is_no_area_is_refused(act: Act, area: str, sentence: str) -> None:
    take(act)
    with pytest.raises(ValueRefused, match=sentence):
        dispose(act, area)
    assert record_of(act).disposals == ()


@pytest.mark.parametrize("day", [date(2021, 1, 24), TODAY + timedelta(days=1)])
def test_the_day_lies_between_the_campaign_and_today(act: Act, day: date) -> None:
    take(act)
    with pytest.raises(NotDisposedThen, match=f"处置日期 {day} 不对：应在 2021-01-25"):
        dispose(act, disposed_on=day)
    assert record_of(act).disposals == ()


@pytest.mark.parametrize("day", [date(2021, 1, 25), TODAY])
def test_the_first_day_and_today_are_taken(act: Act, day: date) -> None:
    take(act)
    assert dispose(act, disposed_on=day).disposed_on == day


@pytest.mark.parametrize("sender", [PUYANGXIAN, FGW, QINGFENG_LEADER, OFFICE, STRANGER])
def test_only_the_liaison_of_its_unit_disposes_of_a_parcel(act: Act, sender: Sender) -> None:
    take(act)
    with pytest.raises(UnknownParcel):
        dispose(act, sender=sender)
    assert record_of(act).disposals == ()


def test_a_parcel_of_another_unit_and_none_at_all_are_refused_alike(act: Act) -> None:
    take(act)
    sentences = set()
    for number in (NUMBER, "QF-999"):
        with pytest.raises(TrackerError) as refused:
            dispose(act, number=number, sender=PUYANGXIAN)
        sentences.add(str(refused.value).replace(number, "…"))
    assert sentences == {"没有编号为“…”的宗地，或不归您的单位。发送 /parcels 查看。"}


def test_the_responsible_unit_and_who_governs_the_park_may_both_report(act: Act) -> None:
    take(act, row(责任单位="市自然资源和规划局"))
    bureau = person(301, "局里", ("市自然资源和规划局", Role.LIAISON))
    dispose(act, "1", sender=bureau)
    dispose(act, "2", sender=QINGFENG)
    assert [each.reporter for each in record_of(act).disposals] == ["局里", "张三"]


def test_who_lost_a_parcel_by_a_new_plan_reports_no_more(act: Act) -> None:
    take(act, row(责任单位="濮阳县"))
    dispose(act, "1", sender=PUYANGXIAN)
    take(act)
    with pytest.raises(UnknownParcel):
        dispose(act, "1", sender=PUYANGXIAN)

import pytest

from tests.acting import DAY, Act
from tests.tracker.usecases.keeping_parcels import designate, record_of, row, stands, take
from tests.tracker.usecases.recording import TODAY
from tracker.errors import ReasonMissing, TrackerError, UnknownPlace
from tracker.parcels import LowKind
from tracker.usecases.choosing_parcels import UnknownParcel
from tracker.usecases.designate_parcel import AlreadyDesignated, NotDesignated, NotLow

LOW = row(类别="低效")


@pytest.mark.parametrize("kind", [LowKind.TRANSITION, LowKind.STOPPED])
def test_a_department_designates_a_low_parcel_by_a_document(act: Act, kind: LowKind) -> None:
    take(act, LOW)
    made = designate(act, kind, "工业和信息化局", " 濮工信〔2021〕5号 ").designation
    assert (made.kind, made.department, made.document) == (kind, "市工业和信息化局", "濮工信〔2021〕5号")
    assert stands(act).designation == made


@pytest.mark.parametrize("who", ["清丰县", "濮阳县产业集聚区"])
def test_a_county_and_the_management_of_a_park_may_designate(act: Act, who: str) -> None:
    take(act, LOW)
    assert designate(act, department=who).designation.department == who


def test_what_is_found_by_scoring_is_not_designated(act: Act) -> None:
    take(act, LOW)
    with pytest.raises(NotDesignated, match="粗放用地类按评分认定，不作认定登记：请用 /score。"):
        designate(act, LowKind.EXTENSIVE)


@pytest.mark.parametrize("category", ["闲置", "批而未供", "已批未供即用", "违法占地"])
def test_only_low_parcels_have_types(act: Act, category: str) -> None:
    take(act, row(类别=category))
    with pytest.raises(NotLow, match=f"宗地 QF-001 的类别是{category}，只有低效用地分类型"):
        designate(act)
    assert record_of(act).designations == ()


@pytest.mark.parametrize(
    ("who", "document", "refusal", "sentence"),
    [
        ("", "文1", ReasonMissing, "请写明认定单位。"),
        ("市工业和信息化局", " ", ReasonMissing, "请写明认定文号。"),
        ("月球", "文1", UnknownPlace, "没有名为“月球”的单位或产业集聚区"),
    ],
)
def test_a_designation_says_who_and_by_what(
    act: Act, who: str, document: str, refusal: type[TrackerError], sentence: str
) -> None:
    take(act, LOW)
    with pytest.raises(refusal, match=sentence):
        designate(act, department=who, document=document)
    assert record_of(act).designations == ()


def test_a_line_that_was_sent_twice_is_recorded_once(act: Act) -> None:
    take(act, LOW)
    designate(act)
    with pytest.raises(AlreadyDesignated, match="宗地 QF-001 的这一认定已经登记过，没有变动。"):
        designate(act)
    assert len(record_of(act).designations) == 1


def test_a_later_designation_replaces_the_one_before_and_keeps_it(act: Act) -> None:
    take(act, LOW)
    designate(act)
    designate(act, LowKind.TRANSITION, on=TODAY + DAY)
    assert [each.kind for each in record_of(act).designations] == [LowKind.STOPPED, LowKind.TRANSITION]
    today, tomorrow = stands(act).designation, stands(act, on=TODAY + DAY).designation
    assert today is not None
    assert tomorrow is not None
    assert (today.kind, tomorrow.kind) == (LowKind.STOPPED, LowKind.TRANSITION)


def test_an_unknown_parcel_is_not_designated(act: Act) -> None:
    with pytest.raises(UnknownParcel):
        designate(act)

"""Targets, quotas and disposals from the office's workbooks: twice is once, a wrong cell is named."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import JULY_1, JUNE_30, PARK, UNIT
from tests.tracker.usecases.keeping_parcels import dispose, hand_back, judge, record_of, row, take
from tests.tracker.usecases.keeping_tasks import AUGUST_5, DISPOSED, disposed, issue, keyed, stands
from tests.tracker.usecases.recording import TODAY
from tracker.model import Verdict
from tracker.sanctions import SanctionState
from tracker.usecases.import_disposals import import_disposals
from tracker.usecases.import_rows import Imported, RowsRefused
from tracker.usecases.import_targets import import_quotas, import_targets

FEBRUARY = date(2022, 2, 1)
TARGET = {
    "产业集聚区或单位": PARK,
    "年度": "2021年",
    "类别": "批而未供",
    "面积": "1500",
    "文号": "濮百园办〔2021〕3号",
    "下达日期": "2021-03-01",
    "阶段截止": "2021-06-30",
}
QUOTA = {"单位": UNIT, "年度": "2022", "指标": "1000", "文号": "濮自然资〔2021〕1号"}


def targets(act: Act, *rows: Mapping[str, str], partial: bool = False) -> Imported:
    return act(import_targets, OFFICE, keyed(*rows, on=TODAY, partial=partial))


def quotas(act: Act, *rows: Mapping[str, str]) -> Imported:
    return act(import_quotas, OFFICE, keyed(*rows, on=TODAY))


def counts(imported: Imported) -> tuple[int, int, int, int]:
    return imported.added, imported.changed, imported.unchanged, len(imported.refused)


def test_targets_are_taken_once_and_corrected(act: Act) -> None:
    whole = TARGET | {"产业集聚区或单位": UNIT, "面积": "500"}
    assert counts(targets(act, TARGET, whole)) == (2, 0, 0, 0)
    assert counts(targets(act, TARGET, whole)) == (0, 0, 2, 0)
    assert counts(targets(act, TARGET | {"面积": "1400"}, whole)) == (0, 1, 1, 0)
    assert stands(act, JUNE_30).target_mu == 1900


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("产业集聚区或单位", "火星"),
        ("产业集聚区或单位", ""),
        ("年度", "今年"),
        ("年度", ""),
        ("类别", "荒地"),
        ("面积", "0"),
        ("面积", "很多"),
        ("文号", ""),
        ("下达日期", "2021-06-26"),
        ("下达日期", "2021-02-30"),
        ("阶段截止", "月底"),
        ("阶段截止", "2021-02-28"),
    ],
)
def test_a_wrong_cell_of_a_target_is_named_and_nothing_is_taken(act: Act, column: str, value: str) -> None:
    with pytest.raises(RowsRefused) as refusal:
        targets(act, TARGET, TARGET | {"产业集聚区或单位": UNIT} | {column: value})
    (refused,) = refusal.value.imported.refused
    assert (refused.row, refused.column) == (3, column)
    assert act.read(lambda books: books.targets.targets()) == ()
    assert counts(targets(act, TARGET, {**TARGET, column: value, "年度": "x"}, partial=True)) == (1, 0, 0, 1)


def test_a_target_issued_after_its_year_is_refused_by_its_day_of_issue(act: Act) -> None:
    with pytest.raises(RowsRefused) as refusal:
        targets(act, TARGET | {"年度": "2020"})
    (refused,) = refusal.value.imported.refused
    assert (refused.column, refused.value) == ("下达日期", "2021-03-01")


def test_a_second_target_of_one_key_is_refused(act: Act) -> None:
    with pytest.raises(RowsRefused) as refusal:
        targets(act, TARGET, TARGET | {"面积": "9"})
    (refused,) = refusal.value.imported.refused
    assert (refused.row, "第 2 行" in refused.reason) == (3, True)


def test_quotas_are_taken_once_and_corrected(act: Act) -> None:
    assert counts(quotas(act, QUOTA)) == (1, 0, 0, 0)
    assert counts(quotas(act, QUOTA)) == (0, 0, 1, 0)
    assert counts(quotas(act, QUOTA | {"指标": "900"})) == (0, 1, 0, 0)
    with pytest.raises(RowsRefused):
        quotas(act, QUOTA | {"单位": "火星"})


def test_disposals_that_are_alike_are_as_many_as_the_file_has(act: Act) -> None:
    issue(act)
    two = keyed(DISPOSED, DISPOSED, on=FEBRUARY)
    assert counts(act(import_disposals, OFFICE, two)) == (2, 0, 0, 0)
    assert counts(act(import_disposals, OFFICE, two)) == (0, 0, 2, 0)
    three = keyed(DISPOSED, DISPOSED, DISPOSED, on=FEBRUARY)
    assert counts(act(import_disposals, OFFICE, three)) == (1, 0, 2, 0)
    assert stands(act, JULY_1).midyear_mu == 2100


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_a_verification_that_is_filled_in_later_verifies(act: Act, number: str) -> None:
    issue(act, "20")
    take(act, row(类别="批而未供"))
    assert counts(disposed(act, "15", 宗地编号=number, 核验日期="")) == (1, 0, 0, 0)
    assert stands(act, JULY_1).pending_mu == 15
    assert counts(disposed(act, "15", 宗地编号=number, 核验日期=AUGUST_5.isoformat())) == (0, 1, 0, 0)
    assert stands(act, JULY_1).midyear_mu == 15
    assert stands(act, JULY_1, known=JULY_1).midyear_mu == 0
    assert counts(disposed(act, "15", 宗地编号=number, 核验日期="2021-08-06")) == (0, 1, 0, 0)
    assert stands(act, JULY_1, known=AUGUST_5).midyear_mu == 0


def test_a_disposal_of_a_parcel_is_in_its_account(act: Act) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "45.2", 宗地编号="qf-001", 产业集聚区或单位="", 类别="")
    (made,) = record_of(act).disposals
    assert (made.area_mu, made.reporter, made.review is not None) == (Decimal("45.2"), "导入", True)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"宗地编号": "没有的"}, "宗地编号"),
        ({"宗地编号": "QF-001", "类别": "闲置"}, "类别"),
        ({"宗地编号": "QF-001", "产业集聚区或单位": "范县"}, "产业集聚区或单位"),
        ({"宗地编号": "QF-001", "面积": "45.2001"}, "面积"),
        ({"处置日期": "2021-01-24"}, "处置日期"),
        ({"处置日期": "2022-02-02"}, "处置日期"),
        ({"处置日期": ""}, "处置日期"),
        ({"核验日期": "2021-06-19"}, "核验日期"),
        ({"面积": "0"}, "面积"),
        ({"类别": ""}, "类别"),
        ({"产业集聚区或单位": ""}, "产业集聚区或单位"),
    ],
)
def test_a_wrong_cell_of_a_disposal_is_named(act: Act, cells: dict[str, str], column: str) -> None:
    take(act, row(类别="批而未供"))
    with pytest.raises(RowsRefused) as refusal:
        act(import_disposals, OFFICE, keyed(DISPOSED | cells, on=FEBRUARY))
    assert [each.column for each in refusal.value.imported.refused] == [column]
    assert record_of(act).disposals == ()


def test_rows_beyond_a_parcel_are_refused_in_the_order_of_the_file(act: Act) -> None:
    take(act, row(类别="批而未供"))
    rows = [DISPOSED | {"宗地编号": "QF-001", "面积": area} for area in ("40", "6", "5.2")]
    imported = act(import_disposals, OFFICE, keyed(*rows, on=FEBRUARY, partial=True))
    assert counts(imported) == (2, 0, 0, 1)
    assert "剩余的 5.2 亩" in imported.refused[0].reason


def test_one_of_two_alike_that_is_verified_stays_the_only_one(act: Act) -> None:
    """What is verified once is not verified again on the other of two rows that are alike."""
    issue(act)
    bare, dated = DISPOSED | {"核验日期": ""}, DISPOSED
    act(import_disposals, OFFICE, keyed(bare, bare, on=FEBRUARY))
    for rows in ((dated, bare), (dated, bare), (bare, dated)):
        act(import_disposals, OFFICE, keyed(*rows, on=FEBRUARY))
        standing = stands(act, JULY_1)
        assert (standing.midyear_mu, standing.pending_mu) == (Decimal(700), Decimal(700))


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_an_emptied_day_withdraws_the_verification(act: Act, number: str) -> None:
    issue(act, "20")
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    assert counts(disposed(act, "15", 宗地编号=number, 核验日期="")) == (0, 1, 0, 0)
    standing = stands(act, JULY_1)
    assert (standing.state, standing.midyear_mu, standing.pending_mu) == (
        SanctionState.SUSPENDED,
        Decimal(0),
        Decimal(15),
    )


def test_a_file_does_not_verify_what_the_office_returned(act: Act) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "45.2", on=TODAY, 宗地编号="QF-001", 核验日期="")
    (made,) = record_of(act).disposals
    hand_back(act, made.id)
    judge(act, dispose(act, "45.2").disposal_id)
    with pytest.raises(RowsRefused) as refusal:
        disposed(act, "45.2", 宗地编号="QF-001")
    (refused,) = refusal.value.imported.refused
    assert (refused.column, "已退回" in refused.reason) == ("核验日期", True)
    assert sum(
        each.area_mu
        for each in record_of(act).disposals
        if each.review and each.review.verdict is Verdict.APPROVED
    ) == Decimal("45.2")


@pytest.mark.parametrize("load", [targets, quotas])
def test_a_department_has_no_target_and_no_quota(act: Act, load: Callable[..., Imported]) -> None:
    cells = (
        TARGET | {"产业集聚区或单位": "市发展改革委"} if load is targets else QUOTA | {"单位": "市发展改革委"}
    )
    with pytest.raises(RowsRefused) as refusal:
        load(act, cells)
    assert "没有年度处置任务" in refusal.value.imported.refused[0].reason

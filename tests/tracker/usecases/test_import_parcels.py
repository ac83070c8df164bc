from datetime import date
from decimal import Decimal

import pytest

from tests.acting import NOW, OFFICE, Act
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    dispose,
    hand_back,
    move,
    plan,
    record_of,
    row,
    stands,
    take,
)
from tests.tracker.usecases.recording import TODAY
from tracker.parcels import Category, LowKind
from tracker.usecases.import_parcels import ImportParcels, import_parcels
from tracker.usecases.import_rows import Imported, RefusedRow, RowsRefused, SheetRow


def counts(imported: Imported) -> tuple[int, int, int, int]:
    assert imported.read == sum((imported.added, imported.changed, imported.unchanged, len(imported.refused)))
    return imported.added, imported.changed, imported.unchanged, len(imported.refused)


def refusals(act: Act, *rows: SheetRow) -> list[tuple[int, str, str]]:
    with pytest.raises(RowsRefused) as refused:
        take(act, *rows)
    return [(each.row, each.column, each.reason) for each in refused.value.imported.refused]


def in_account(act: Act) -> list[str]:
    return [each.entry.number for each in act.read(lambda books: books.parcels.records())]


def test_a_row_becomes_a_parcel_with_its_plan(act: Act) -> None:
    assert counts(take(act)) == (1, 0, 0, 0)
    found = stands(act)
    assert (found.entry.park, found.entry.location) == ("清丰县产业集聚区", "文明路东侧")
    assert (found.entry.area_mu, found.entry.category) == (Decimal("45.2"), Category.IDLE)
    assert (found.plan.cause, found.plan.measure, found.plan.unit) == ("企业停产", "依法收回", "清丰县")
    assert found.due_on == date(2021, 7, 31)


def test_the_same_file_twice_changes_nothing_the_second_time(each_act: Act) -> None:
    rows = (row(2), row(3, 宗地编号="QF-002", 形成原因="", 处置措施="", 完成时限="", 责任单位=""))
    assert counts(take(each_act, *rows)) == (2, 0, 0, 0)
    before = each_act.read(lambda books: books.parcels.records())
    assert counts(take(each_act, *rows)) == (0, 0, 2, 0)
    assert each_act.read(lambda books: books.parcels.records()) == before


@pytest.mark.parametrize("written", ["qf-001", "ＱＦ－００１", " QF - 001 "])
def test_a_number_written_otherwise_is_the_same_parcel(act: Act, written: str) -> None:
    take(act)
    assert counts(take(act, row(宗地编号=written))) == (0, 0, 1, 0)


CORRECTIONS = {
    "产业集聚区": "南乐县产业集聚区",
    "坐落": "别处",
    "面积": "45.3",
    "类别": "批而未供",
    "形成原因": "别的",
    "处置措施": "调整利用",
    "完成时限": "2021-08-31",
    "责任单位": "南乐县",
}


@pytest.mark.parametrize("column", CORRECTIONS)
def test_a_changed_cell_corrects_the_parcel(act: Act, column: str) -> None:
    take(act)
    changed = row(**{column: CORRECTIONS[column]})
    assert counts(take(act, changed)) == (0, 1, 0, 0)
    assert counts(take(act, changed)) == (0, 0, 1, 0)


@pytest.mark.parametrize("column", ["形成原因", "处置措施", "完成时限", "责任单位"])
def test_an_emptied_cell_takes_that_part_of_the_plan_away(act: Act, column: str) -> None:
    take(act)
    assert counts(take(act, row(**{column: ""}))) == (0, 1, 0, 0)
    assert stands(act).plan.lacking == (column,)


CATEGORIES = {
    "批而未供": (Category.UNSUPPLIED, None),
    "批而未供土地": (Category.UNSUPPLIED, None),
    "闲置土地": (Category.IDLE, None),
    "低效": (Category.LOW, None),
    "低效工业用地": (Category.LOW, None),
    "低效（停建停产类）": (Category.LOW, LowKind.STOPPED),
    "低效用地(产业转型类)": (Category.LOW, LowKind.TRANSITION),
    "粗放用地类": (Category.LOW, LowKind.EXTENSIVE),
    "停建停产": (Category.LOW, LowKind.STOPPED),
    "已批未供即用": (Category.READY_USE, None),
    "违法占地": (Category.ILLEGAL, None),
}


@pytest.mark.parametrize("written", CATEGORIES)
def test_a_category_is_read_as_offices_write_it(act: Act, written: str) -> None:
    take(act, row(类别=written))
    entry = record_of(act).entry
    assert (entry.category, entry.kind) == CATEGORIES[written]


DATES = {
    "2021-12-31": date(2021, 12, 31),
    "2021/12/31": date(2021, 12, 31),
    "2021.12.31": date(2021, 12, 31),
    "2021年12月31日": date(2021, 12, 31),
    "2021年12月31日前": date(2021, 12, 31),
    "2021年年底前": date(2021, 12, 31),
    "2021年6月底前": date(2021, 6, 30),
    "２０２１年上半年": date(2021, 6, 30),
    "2021年三季度": date(2021, 9, 30),
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_read_as_offices_write_it(act: Act, written: str) -> None:
    take(act, row(完成时限=written))
    assert stands(act).due_on == DATES[written]


@pytest.mark.parametrize(
    ("written", "area"),
    [("45.2亩", "45.2"), ("1,234.5", "1234.5"), ("2公顷", "30"), ("1000平方米", "1.5"), ("４５．２", "45.2")],
)
def test_an_area_is_read_exactly_in_mu(act: Act, written: str, area: str) -> None:
    take(act, row(面积=written))
    assert record_of(act).entry.area_mu == Decimal(area)


WRONG = [
    ("宗地编号", "", "不能为空。"),
    ("宗地编号", "A" * 41, "最多 40 个字。"),
    ("产业集聚区", "", "不能为空。"),
    (
        "产业集聚区",
        "清丰产业区",
        "没有名为“清丰产业区”的产业集聚区。您是指：清丰县产业集聚区、濮阳市产业集聚区、范县产业集聚区？",
    ),
    ("面积", "", "不能为空。"),
    ("面积", "0", "应大于 0。"),
    ("面积", "-3", "面积“-3”是负数，不能为负。"),
    ("面积", "约十亩", "面积“约十亩”不是数字。"),
    ("面积", "10顷", "面积“10顷”的单位应为亩、公顷或平方米。"),
    ("面积", "1.2345平方米", "合 0.00185175 亩，最多记 6 位小数，请先四舍五入。"),
    ("面积", "NaN", "面积“NaN”不是有限的数。"),
    ("类别", "", "不能为空。"),
    ("类别", "荒地", "应为批而未供、闲置、低效、已批未供即用、违法占地之一。"),
    ("类别", "批而未供（停建停产类）", "应为批而未供、闲置、低效、已批未供即用、违法占地之一。"),
    ("类别", "低效（粗放、停建停产）", "应为批而未供、闲置、低效、已批未供即用、违法占地之一。"),
    ("形成原因", "长" * 1001, "最多 1000 个字，现有 1001 个。"),
    ("完成时限", "尽快", "应为日期，如 2021-03-31。"),
    ("完成时限", "2021年2月30日", "没有这一天。"),
    ("完成时限", "44561", "应为日期，如 2021-03-31。"),
    ("完成时限", "2021年6月底前或2021年年底前", "写了不止一个日期，请只留一个。"),
    ("责任单位", "月球", "没有名为“月球”的单位。"),
]


@pytest.mark.parametrize(("column", "value", "reason"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_taken(act: Act, column: str, value: str, reason: str) -> None:
    assert refusals(act, row(2, 宗地编号="OK-1"), row(3, **{column: value})) == [(3, column, reason)]
    assert in_account(act) == []
    partly = take(act, row(2, 宗地编号="OK-1"), row(3, **{column: value}), partial=True)
    assert (counts(partly), partly.refused[0].value) == ((1, 0, 0, 1), value)
    assert in_account(act) == ["OK-1"]


def test_a_number_that_comes_twice_is_refused_the_second_time(act: Act) -> None:
    rows = (row(2), row(3, 宗地编号="qf-001", 面积="3"))
    assert refusals(act, *rows) == [(3, "宗地编号", "与第 2 行重复。")]
    assert counts(take(act, *rows, partial=True)) == (1, 0, 0, 1)
    assert record_of(act).entry.area_mu == Decimal("45.2")


def test_a_second_row_is_not_taken_instead_of_a_refused_first(act: Act) -> None:
    rows = (row(2, 面积="约"), row(3, 面积="3"))
    assert [each[:2] for each in refusals(act, *rows)] == [(2, "面积"), (3, "宗地编号")]
    assert counts(take(act, *rows, partial=True)) == (0, 0, 0, 2)
    assert in_account(act) == []


def test_every_wrong_row_is_named_in_the_order_of_the_file(act: Act) -> None:
    unreadable = RefusedRow(row=4, column="面积", value="=A1", reason="公式")
    command = ImportParcels(
        rows=(row(3, 面积="x"), row(5, 宗地编号="B", 类别="x")),
        unreadable=(unreadable,),
        partial=False,
        at=NOW,
    )
    with pytest.raises(RowsRefused) as refused:
        act(import_parcels, OFFICE, command)
    assert [each.row for each in refused.value.imported.refused] == [3, 4, 5]
    assert "有 3 行不能导入，没有导入任何内容" in str(refused.value)


def test_an_order_made_in_chat_survives_the_unchanged_file(act: Act) -> None:
    take(act)
    move(act, date(2021, 12, 31))
    assert counts(take(act)) == (0, 0, 1, 0)
    assert stands(act).due_on == date(2021, 12, 31)


def test_an_order_made_in_chat_survives_a_file_that_corrects_only_the_land(act: Act) -> None:
    take(act)
    move(act, date(2021, 12, 31))
    assert counts(take(act, row(面积="46"))) == (0, 1, 0, 0)
    assert (stands(act).due_on, stands(act).entry.area_mu) == (date(2021, 12, 31), Decimal(46))


def test_a_file_does_not_move_a_date_that_was_ordered(act: Act) -> None:
    """Only an order with its document moves a date, and the old one stays in the history (FACTS 2)."""
    take(act)
    move(act, date(2021, 12, 31))
    with pytest.raises(RowsRefused) as refusal:
        take(act, row(处置措施="调整利用"))
    (refused,) = refusal.value.imported.refused
    assert (refused.column, "按濮百园办〔2021〕9号定为 2021-12-31" in refused.reason) == ("完成时限", True)
    assert (stands(act).due_on, stands(act).plan.measure) == (date(2021, 12, 31), "依法收回")


def test_a_file_with_the_ordered_date_changes_the_rest_from_the_order_on(act: Act) -> None:
    take(act)
    move(act, date(2021, 12, 31))
    changed = row(处置措施="调整利用", 完成时限="2021-12-31")
    assert counts(take(act, changed)) == (0, 1, 0, 0)
    assert (stands(act).due_on, stands(act).plan.measure) == (date(2021, 12, 31), "调整利用")
    before = stands(act, on=date(2021, 6, 24))
    assert (before.due_on, before.plan.measure) == (date(2021, 7, 31), "依法收回")
    assert counts(take(act, changed)) == (0, 0, 1, 0)


def test_a_file_that_says_what_was_ordered_in_chat_leaves_the_order_in_the_history(act: Act) -> None:
    """An export carries the plan in force; taking it back must not rewrite since when it is in force."""
    take(act)
    move(act, date(2021, 12, 31))
    assert counts(take(act, row(完成时限="2021-12-31"))) == (0, 0, 1, 0)
    assert [each.document for each in record_of(act).plans] == ["", "濮百园办〔2021〕9号"]
    assert stands(act, on=date(2021, 6, 24)).due_on == date(2021, 7, 31)


def test_a_plan_ordered_for_a_parcel_that_came_without_one_survives_too(act: Act) -> None:
    bare = row(形成原因="", 处置措施="", 完成时限="", 责任单位="")
    take(act, bare)
    plan(act, cause="停产", measure="依法收回", due_on=date(2021, 9, 30), unit="清丰县")
    assert counts(take(act, bare)) == (0, 0, 1, 0)
    assert stands(act).planned


def test_an_imported_plan_is_in_force_from_the_day_of_the_campaign(act: Act) -> None:
    take(act, on=TODAY)
    assert stands(act, on=date(2021, 1, 25), known=date(2021, 1, 25)).due_on == date(2021, 7, 31)


def test_an_area_cannot_fall_below_what_was_disposed_of(act: Act) -> None:
    take(act)
    dispose(act, "30")
    assert refusals(act, row(面积="29.999999")) == [(2, "面积", "这宗地已报处置 30 亩，面积不能小于它。")]
    assert counts(take(act, row(面积="30"))) == (0, 1, 0, 0)
    assert stands(act).left_mu == 0


def test_what_was_returned_does_not_hold_the_area_up(act: Act) -> None:
    take(act)
    hand_back(act, dispose(act, "30").disposal_id)
    assert counts(take(act, row(面积="5"))) == (0, 1, 0, 0)


def test_parcels_that_a_file_leaves_out_stay(act: Act) -> None:
    take(act, row(2), row(3, 宗地编号="QF-002"))
    take(act, row(2, 面积="46"))
    assert in_account(act) == [NUMBER, "QF-002"]


def test_an_import_is_noted_once_with_what_it_changed(act: Act) -> None:
    take(act)
    take(act)
    noted = act.read(lambda books: books.connection.exec_driver_sql("SELECT action FROM audit").all())
    assert noted == [("parcels.imported",)]

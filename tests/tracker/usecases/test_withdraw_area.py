"""An area without a parcel that the office withdrew, and what files say of it afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import JULY_1, PARK, UNIT
from tests.tracker.usecases.keeping_parcels import row, take, withdraw
from tests.tracker.usecases.keeping_tasks import (
    AUGUST_5,
    DISPOSED,
    disposed,
    govern,
    issue,
    keyed,
    stands,
    withdraw_area,
)
from tracker.errors import ReasonMissing
from tracker.quarters import Quarter
from tracker.usecases.import_disposals import import_disposals
from tracker.usecases.import_rows import RowsRefused
from tracker.usecases.look_at_areas import AreaGone, LookAtAreas, look_at_areas
from tracker.usecases.prefill_return import recorded_areas

AUGUST_4, AUGUST_6 = date(2021, 8, 4), date(2021, 8, 6)


def listed(act: Act, unit: str | None = None) -> list[tuple[str | None, Decimal]]:
    seen = act(look_at_areas, OFFICE, LookAtAreas(on=AUGUST_5, unit=unit))
    return [(each.unit, each.area.area_mu) for each in seen.areas]


def test_an_area_counts_by_what_was_known_before_and_no_more_from_its_day(each_act: Act) -> None:
    issue(each_act)
    disposed(each_act, "700")
    withdraw_area(each_act)
    known = [stands(each_act, JULY_1, known=day).midyear_mu for day in (JULY_1, AUGUST_4, AUGUST_5, None)]
    assert known == [Decimal(700), Decimal(700), Decimal(0), Decimal(0)]
    assert [stands(each_act, on).pending_mu for on in (AUGUST_4, AUGUST_5)] == [Decimal(700), Decimal(0)]


def test_an_area_that_awaits_review_is_withdrawn_too(each_act: Act) -> None:
    issue(each_act)
    disposed(each_act, "700", 核验日期="")
    withdraw_area(each_act)
    assert stands(each_act, AUGUST_5).pending_mu == 0
    assert stands(each_act, AUGUST_5, known=AUGUST_4).pending_mu == 700


def test_a_return_is_not_filled_with_what_was_withdrawn(act: Act) -> None:
    disposed(act, "700")
    withdraw_area(act)

    def areas(on: date) -> Decimal:
        quarter = Quarter(2021, 2)
        return sum(
            (each.area_mu for each in act.read(lambda books: recorded_areas(books, quarter, UNIT, on))),
            Decimal(0),
        )

    assert (areas(AUGUST_4), areas(AUGUST_5)) == (Decimal(700), Decimal(0))


def test_an_area_is_withdrawn_once_and_for_a_reason(act: Act) -> None:
    disposed(act, "700")
    with pytest.raises(ReasonMissing):
        withdraw_area(act, reason=" ")
    withdraw_area(act)
    for area_id in (1, 99):
        with pytest.raises(AreaGone):
            withdraw_area(act, area_id)


def test_the_areas_of_a_unit_are_its_own_and_those_of_its_parks_on_their_day(act: Act) -> None:
    disposed(act, "700")
    disposed(act, "30", 产业集聚区或单位="范县")
    govern(act, "范县", JULY_1, on=JULY_1)
    disposed(act, "9", 处置日期="2021-07-02", 核验日期="")
    assert listed(act) == [("范县", Decimal(9)), ("范县", Decimal(30)), (UNIT, Decimal(700))]
    assert listed(act, UNIT) == [(UNIT, Decimal(700))]


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_the_file_that_brought_it_adds_nothing_and_is_told(act: Act, number: str) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    again = disposed(act, "15", 宗地编号=number)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    (found,) = again.findings
    assert (found.row, found.column, found.reason) == (
        2,
        "核验日期",
        "办公室已于 2021-08-05 撤销这笔处置，不计入。",
    )


@pytest.mark.parametrize("number", ["", "QF-001"])
@pytest.mark.parametrize("verified_on", ["", "2021-06-26", "2021-08-04"])
def test_a_file_does_not_verify_what_was_withdrawn(act: Act, number: str, verified_on: str) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    with pytest.raises(RowsRefused) as refusal:
        disposed(act, "15", 宗地编号=number, 核验日期=verified_on)
    (refused,) = refusal.value.imported.refused
    assert (refused.column, "2021-08-05 撤销" in refused.reason) == ("核验日期", True)


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_what_was_verified_anew_since_is_another(act: Act, number: str) -> None:
    issue(act, "20")
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    assert disposed(act, "15", 宗地编号=number, 核验日期="2021-08-06").added == 1
    assert stands(act, AUGUST_6).done_mu == 15


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_what_was_verified_anew_is_known_from_the_withdrawal_on_and_never_twice(
    each_act: Act, number: str
) -> None:
    issue(each_act, "20")
    take(each_act, row(类别="批而未供"))
    disposed(each_act, "15", 宗地编号=number)
    withdraw(each_act, 1, on=AUGUST_5) if number else withdraw_area(each_act)
    disposed(each_act, "15", 宗地编号=number, 核验日期="2021-08-06")
    seen = [stands(each_act, JULY_1, known=day) for day in (JULY_1, AUGUST_4, AUGUST_5, AUGUST_6, None)]
    assert [(each.done_mu, each.pending_mu) for each in seen] == [
        (Decimal(15), Decimal(0)),
        (Decimal(15), Decimal(0)),
        (Decimal(0), Decimal(15)),
        (Decimal(15), Decimal(0)),
        (Decimal(15), Decimal(0)),
    ]


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_a_corrected_day_of_what_was_verified_anew_leaves_it_known_from_the_withdrawal_on(
    act: Act, number: str
) -> None:
    issue(act, "20")
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    disposed(act, "15", 宗地编号=number, 核验日期="2021-08-06")
    assert disposed(act, "15", 宗地编号=number, 核验日期="2021-08-07").changed == 1
    seen = [stands(act, JULY_1, known=day) for day in (AUGUST_4, AUGUST_6, None)]
    assert [(each.done_mu, each.pending_mu) for each in seen] == [
        (Decimal(15), Decimal(0)),
        (Decimal(0), Decimal(15)),
        (Decimal(15), Decimal(0)),
    ]


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_what_was_verified_anew_is_not_verified_before_the_withdrawal(act: Act, number: str) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    disposed(act, "15", 宗地编号=number, 核验日期="2021-08-06")
    with pytest.raises(RowsRefused) as refusal:
        disposed(act, "15", 宗地编号=number, 核验日期="2021-08-04")
    (refused,) = refusal.value.imported.refused
    assert "2021-08-05 撤销" in refused.reason


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_what_was_verified_anew_and_withdrawn_again_is_verified_anew_again(act: Act, number: str) -> None:
    issue(act, "20")
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    withdraw(act, 1, on=AUGUST_5) if number else withdraw_area(act)
    disposed(act, "15", 宗地编号=number, 核验日期="2021-08-06")
    withdraw(act, 2, on=date(2021, 8, 9)) if number else withdraw_area(act, 2, on=date(2021, 8, 9))
    assert disposed(act, "15", 宗地编号=number, 核验日期="2021-08-10").added == 1
    seen = [stands(act, JULY_1, known=day) for day in (AUGUST_4, AUGUST_6, date(2021, 8, 9), None)]
    assert [(each.done_mu, each.pending_mu) for each in seen] == [
        (Decimal(15), Decimal(0)),
        (Decimal(15), Decimal(0)),
        (Decimal(0), Decimal(15)),
        (Decimal(15), Decimal(0)),
    ]


def test_a_return_of_the_past_counts_once_what_was_verified_anew(act: Act) -> None:
    disposed(act, "700")
    withdraw_area(act)
    disposed(act, "700", 核验日期="2021-08-06")
    recorded = act.read(lambda books: recorded_areas(books, Quarter(2021, 2), UNIT, JULY_1))
    assert sum((each.area_mu for each in recorded), Decimal(0)) == 700


def test_of_two_alike_the_one_that_stands_is_the_one_that_the_file_has(act: Act) -> None:
    act(import_disposals, OFFICE, keyed(DISPOSED, DISPOSED, on=AUGUST_5))
    withdraw_area(act)
    imported = disposed(act)
    assert (imported.unchanged, imported.findings) == (1, ())


def test_a_row_that_differs_in_its_area_alone_is_taken_and_flagged(act: Act) -> None:
    disposed(act, "700")
    imported = disposed(act, "600")
    assert imported.added == 1
    (found,) = imported.findings
    assert (found.row, found.column, found.value) == (2, "面积", "600")
    assert found.reason == (
        "与以前导入的 700 亩只差面积，两笔都计入。"
        "如果是更正，请到 /review 的“没有宗地编号的处置”撤销以前那笔。"
    )
    assert disposed(act, "600").findings == ()


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [("处置日期", "2021-06-21", "2021-06-20"), ("处置方式", "收回", "“供地”")],
)
@pytest.mark.parametrize("number", ["", "QF-001"])
def test_a_row_that_differs_in_its_day_or_its_way_alone_is_taken_and_flagged(
    act: Act, column: str, value: str, named: str, number: str
) -> None:
    take(act, row(类别="批而未供"))
    disposed(act, "15", 宗地编号=number)
    other = DISPOSED | {"宗地编号": number, "面积": "15", column: value}
    imported = act(import_disposals, OFFICE, keyed(other, on=AUGUST_5))
    assert imported.added == 1
    (found,) = imported.findings
    assert (found.row, found.column, found.value) == (2, column, value)
    assert f"与以前导入的 {named}只差{column}，两笔都计入。" in found.reason


@pytest.mark.parametrize(
    "cells",
    [{"处置日期": "2021-06-21"}, {"处置方式": "收回"}, {"类别": "闲置"}, {"产业集聚区或单位": "范县"}],
)
def test_a_row_that_differs_in_more_is_not_flagged(act: Act, cells: dict[str, str]) -> None:
    disposed(act, "700")
    other = keyed(DISPOSED | {"面积": "600"} | cells, on=AUGUST_5)
    assert act(import_disposals, OFFICE, other).findings == ()


def test_rows_that_the_file_has_beside_the_old_one_are_not_flagged(act: Act) -> None:
    disposed(act, "700")
    both = keyed(DISPOSED, DISPOSED | {"面积": "600"}, on=AUGUST_5)
    assert act(import_disposals, OFFICE, both).findings == ()


def test_a_correction_after_a_withdrawal_is_not_flagged(act: Act) -> None:
    issue(act)
    disposed(act, "700")
    withdraw_area(act)
    imported = disposed(act, "600")
    assert (imported.added, imported.findings) == (1, ())
    assert stands(act, AUGUST_6).done_mu == 600


def test_the_place_of_an_area_is_noted_with_the_reason(act: Act) -> None:
    disposed(act, "700")
    outcome = withdraw_area(act, reason=" 重复登记 ")
    assert (outcome.area.park, outcome.reason, outcome.unit, outcome.untold) == (
        PARK,
        "重复登记",
        UNIT,
        (UNIT,),
    )

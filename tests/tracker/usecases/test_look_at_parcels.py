from datetime import date

import pytest

from tests.acting import OFFICE, PUYANGXIAN, Act
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    decide,
    dispose,
    disposed,
    move,
    plan,
    ready_use,
    row,
    seen,
    take,
)
from tests.tracker.usecases.recording import TODAY
from tracker.parcels import Category, UseStep
from tracker.usecases.choosing_parcels import ParcelGone, UnknownParcel
from tracker.usecases.look_at_parcels import LookAtParcels, Which, look_at_land, parcels_due_by
from tracker.usecases.show_parcel import ShowParcel, show_parcel


def _several(act: Act) -> None:
    take(
        act,
        row(2, 宗地编号="LATE", 完成时限="2021-05-31"),
        row(3, 宗地编号="LATER", 完成时限="2021-06-24"),
        row(4, 宗地编号="TODAY", 完成时限="2021-06-25"),
        row(5, 宗地编号="SOON", 完成时限="2021-07-25"),
        row(6, 宗地编号="FAR", 完成时限="2021-07-26", 类别="违法占地"),
        row(7, 宗地编号="BARE", 完成时限="", 责任单位=""),
        row(8, 宗地编号="NL", 产业集聚区="南乐县产业集聚区", 责任单位="南乐县", 完成时限="2021-03-31"),
    )


def test_each_list_holds_its_own_parcels_those_with_a_date_by_their_date(act: Act) -> None:
    _several(act)
    assert seen(act, Which.OVERDUE) == ["NL", "LATE", "LATER"]
    assert seen(act, Which.DUE) == ["TODAY", "SOON"]
    assert seen(act, Which.NO_PLAN) == ["BARE"]
    assert seen(act, Which.AWAITING) == []
    assert seen(act) == ["BARE", "FAR", "LATE", "LATER", "SOON", "TODAY", "NL"]


def test_a_list_is_narrowed_by_park_category_and_unit(act: Act) -> None:
    _several(act)
    assert seen(act, park="南乐县产业集聚区") == ["NL"]
    assert seen(act, category=Category.ILLEGAL) == ["FAR"]
    assert seen(act, category=Category.ILLEGAL, park="南乐县产业集聚区") == []
    assert seen(act, Which.OVERDUE, units=("清丰县",)) == ["LATE", "LATER"]
    assert seen(act, units=("市发展改革委",)) == []
    assert seen(act, units=()) == []


def test_what_awaits_review_whole_is_neither_due_nor_overdue(act: Act) -> None:
    _several(act)
    for number in ("LATE", "SOON"):
        dispose(act, None, number=number)
    dispose(act, "1", number="LATER")
    assert seen(act, Which.OVERDUE, units=("清丰县",)) == ["LATER"]
    assert seen(act, Which.DUE) == ["TODAY"]
    assert seen(act, Which.AWAITING) == ["LATE", "LATER", "SOON"]


def test_what_is_done_is_in_no_list_but_the_whole(act: Act) -> None:
    _several(act)
    for number in ("LATE", "TODAY", "BARE"):
        disposed(act, number=number)
    assert seen(act, Which.OVERDUE, units=("清丰县",)) == ["LATER"]
    assert seen(act, Which.DUE) == ["SOON"]
    assert seen(act, Which.NO_PLAN) == []
    assert len(seen(act)) == 7


def test_who_lost_a_parcel_by_a_new_plan_sees_it_no_more(act: Act) -> None:
    take(act, row(责任单位="濮阳县"))
    assert seen(act, units=("濮阳县",)) == [NUMBER]
    plan(act, unit="清丰县")
    assert seen(act, units=("濮阳县",)) == []
    assert seen(act, units=("濮阳县",), on=date(2021, 6, 24)) == [NUMBER]


def test_a_moved_date_counts_on_the_days_on_which_it_ruled(act: Act) -> None:
    take(act, row(完成时限="2021-06-24"))
    move(act, date(2021, 12, 31))
    assert seen(act, Which.OVERDUE) == []
    assert seen(act, Which.OVERDUE, known=date(2021, 6, 24)) == [NUMBER]
    assert seen(act, Which.OVERDUE, on=date(2022, 1, 1)) == [NUMBER]


def test_a_parcel_is_due_by_the_date_of_its_step(act: Act) -> None:
    take(act, ready_use(完成时限=""))
    decide(act, UseStep.RECTIFY, unmet=("运营良好",), due_on=date(2021, 7, 1))
    assert seen(act, Which.DUE) == [NUMBER]
    assert seen(act, Which.OVERDUE, on=date(2021, 7, 2)) == [NUMBER]


@pytest.mark.parametrize("clock", ["on", "known"])
def test_before_the_campaign_there_was_no_account(act: Act, clock: str) -> None:
    take(act)
    eve = date(2021, 1, 24)
    if clock == "on":
        assert seen(act, on=eve) == []
    else:
        assert seen(act, known=eve) == []


def test_land_is_read_with_the_balances_of_the_whole_account(act: Act) -> None:
    _several(act)
    land = act(look_at_land, OFFICE, LookAtParcels(on=TODAY, which=Which.OVERDUE))
    assert [each.entry.number for each in land.parcels] == ["NL", "LATE", "LATER"]
    qingfeng = next(each for each in land.balances if each.park == "清丰县产业集聚区")
    assert qingfeng.illegal.parcels == 1


def test_a_unit_reads_the_balances_of_its_own_parks(act: Act) -> None:
    _several(act)
    land = act(look_at_land, OFFICE, LookAtParcels(on=TODAY, units=("南乐县",)))
    assert [each.park for each in land.balances] == ["南乐县产业集聚区", None]


def test_what_is_due_by_a_day_stands_as_on_the_day_of_asking(act: Act) -> None:
    _several(act)
    found = act.read(lambda books: parcels_due_by(books, date(2021, 7, 25), on=TODAY))
    assert [(each.entry.number, each.days) for each in found] == [
        ("LATE", 25),
        ("LATER", 1),
        ("SOON", 0),
        ("TODAY", 0),
        ("NL", 86),
    ]


def test_a_parcel_is_shown_by_number_and_by_the_id_of_a_button(act: Act) -> None:
    take(act)
    by_number = act(show_parcel, OFFICE, ShowParcel(on=TODAY, units=None, number="ｑf-001"))
    command = ShowParcel(on=TODAY, units=("清丰县",), parcel_id=by_number.record.entry.id)
    assert act(show_parcel, OFFICE, command).record == by_number.record
    assert (by_number.units, by_number.boundary) == (("清丰县",), None)


def test_a_parcel_of_others_is_not_shown(act: Act) -> None:
    take(act)
    own = PUYANGXIAN.units()
    with pytest.raises(UnknownParcel, match="没有编号为“QF-001”的宗地，或不归您的单位"):
        act(show_parcel, PUYANGXIAN, ShowParcel(on=TODAY, units=own, number=NUMBER))
    with pytest.raises(ParcelGone, match="这宗地已不在台账，或不归您的单位"):
        act(show_parcel, PUYANGXIAN, ShowParcel(on=TODAY, units=own, parcel_id=1))

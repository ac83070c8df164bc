"""What is kept of parcels, and what was known of them by the end of a day, on both databases."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Table, select

from tests.acting import NOW, OFFICE, Act
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    decide,
    designate,
    dispose,
    hand_back,
    judge,
    move,
    ready_use,
    record_of,
    row,
    stands,
    take,
)
from tests.tracker.usecases.recording import PHOTO, TODAY
from tracker.model import Verdict
from tracker.parcels import Category, LowKind, ParcelEntry, ParcelPlan, PlanInForce, UseStep
from tracker.store.books import Books
from tracker.store.evidence import Whose
from tracker.store.parcel_rows import ParcelsWanted
from tracker.store.parcel_tables import boundaries, disposals, parcel_entries, parcel_plans

JUNE_20, JUNE_26 = date(2021, 6, 20), date(2021, 6, 26)


def _rows(act: Act, table: Table) -> list[bool]:
    """Whether each row of a table stands, in order."""
    found = act.read(lambda books: list(books.connection.execute(select(table).order_by(table.c.id))))
    return [each.voided_at is None for each in found]


def test_an_entry_is_kept_digit_by_digit(each_act: Act) -> None:
    take(each_act, row(面积="1234567.654321", 类别="低效（停建停产类）", 坐落="=文明路'\"<b>"))
    assert record_of(each_act).entry == ParcelEntry(
        id=record_of(each_act).entry.id,
        number=NUMBER,
        park="清丰县产业集聚区",
        location="=文明路'\"<b>",
        area_mu=Decimal("1234567.654321"),
        category=Category.LOW,
        kind=LowKind.STOPPED,
    )


def test_parcels_come_in_the_order_of_the_parks_then_by_number(each_act: Act) -> None:
    take(
        each_act,
        row(2, 宗地编号="B-2"),
        row(3, 宗地编号="B-1"),
        row(4, 宗地编号="C-1", 产业集聚区="濮阳经济技术产业集聚区"),
        row(5, 宗地编号="A-1", 产业集聚区="台前县产业集聚区"),
    )
    records = each_act.read(lambda books: books.parcels.records())
    assert [each.entry.number for each in records] == ["C-1", "B-1", "B-2", "A-1"]


def test_a_correction_voids_the_entry_and_adds_another(each_act: Act) -> None:
    take(each_act)
    take(each_act, row(面积="50"))
    assert _rows(each_act, parcel_entries) == [False, True]
    assert _rows(each_act, parcel_plans) == [True]
    assert record_of(each_act).entry.area_mu == 50


def test_a_corrected_plan_voids_the_file_s_word_before_it(each_act: Act) -> None:
    take(each_act)
    take(each_act, row(完成时限="2021-10-31"))
    assert _rows(each_act, parcel_plans) == [False, True]
    assert [each.plan.due_on for each in record_of(each_act).plans] == [date(2021, 10, 31)]


def test_no_file_voids_an_order(each_act: Act) -> None:
    take(each_act)
    move(each_act, date(2021, 12, 31))
    for measure in ("调整利用", "置换盘活"):
        take(each_act, row(处置措施=measure, 完成时限="2021-12-31"))
    # The first import, the order, and of the two imports since then the last.
    assert _rows(each_act, parcel_plans) == [True, True, False, True]


def test_a_disposal_is_known_from_the_day_it_was_said(each_act: Act) -> None:
    take(each_act)
    dispose(each_act, disposed_on=JUNE_20, on=TODAY)
    assert stands(each_act, on=JUNE_20).pending_mu == 10
    assert stands(each_act, on=TODAY, known=date(2021, 6, 24)).pending_mu == 0
    assert stands(each_act, on=JUNE_20, known=TODAY).pending_mu == 10


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_known_from_its_own_day(each_act: Act, verdict: Verdict) -> None:
    take(each_act)
    judge(each_act, dispose(each_act).disposal_id, verdict, "原因", on=JUNE_26)
    assert record_of(each_act, known=TODAY).disposals[0].review is None
    review = record_of(each_act, known=JUNE_26).disposals[0].review
    assert review is not None
    assert (review.verdict, review.reviewed_on, review.reason) == (verdict, JUNE_26, "原因")


def test_a_moved_date_is_known_from_the_day_of_its_order(each_act: Act) -> None:
    take(each_act)
    move(each_act, date(2021, 12, 31))
    due = [stands(each_act, known=known).due_on for known in (date(2021, 6, 24), TODAY, None)]
    assert due == [date(2021, 7, 31), date(2021, 12, 31), date(2021, 12, 31)]


def test_a_step_and_a_designation_are_known_from_their_own_days(each_act: Act) -> None:
    take(each_act, ready_use(2), row(3, 宗地编号="QF-002", 类别="低效"))
    decide(each_act, UseStep.REGULARISE)
    designate(each_act, number="QF-002")
    before = date(2021, 6, 24)
    assert record_of(each_act, known=before).decisions == ()
    assert record_of(each_act, "QF-002", known=before).designations == ()
    assert record_of(each_act, known=TODAY).decisions[0].due_on == date(2021, 12, 31)
    assert record_of(each_act, "QF-002", known=TODAY).designations[0].department == "市工业和信息化局"


def test_evidence_belongs_to_its_disposal(each_act: Act) -> None:
    take(each_act)
    made = dispose(each_act, evidence=(PHOTO,), media_group_id="a")
    kept = Whose(disposal_id=made.disposal_id)
    assert each_act.read(lambda books: books.evidence.of(kept)) == (PHOTO,)
    assert each_act.read(lambda books: books.evidence.of(Whose(report_id=made.disposal_id))) == ()
    assert each_act.read(lambda books: books.evidence.of_album("a", 201)) == kept
    assert each_act.read(lambda books: books.evidence.of_album("a", 202)) is None


def test_what_awaits_review_is_found_and_nothing_else(each_act: Act) -> None:
    take(each_act, *(row(n, 宗地编号=f"QF-{n}") for n in range(1, 5)))
    dispose(each_act, number="QF-1")
    judge(each_act, dispose(each_act, number="QF-2").disposal_id)
    hand_back(each_act, dispose(each_act, number="QF-3").disposal_id)
    found = each_act.read(lambda books: books.parcels.records(ParcelsWanted(awaiting=True)))
    assert [each.entry.number for each in found] == ["QF-1"]


def test_what_has_a_date_up_to_a_day_is_found_by_plan_and_by_step(each_act: Act) -> None:
    take(
        each_act,
        row(1, 宗地编号="A", 完成时限="2021-07-31"),
        row(2, 宗地编号="B", 完成时限="2021-08-01"),
        row(3, 宗地编号="C", 完成时限=""),
        ready_use(4, 宗地编号="D", 完成时限=""),
    )
    decide(each_act, UseStep.RECTIFY, number="D", unmet=("运营良好",), due_on=date(2021, 7, 31))
    found = each_act.read(lambda books: books.parcels.records(ParcelsWanted(due_by=date(2021, 7, 31))))
    assert [each.entry.number for each in found] == ["A", "D"]


def test_the_parcels_wanted_come_with_their_own_facts_alone(each_act: Act) -> None:
    take(each_act, row(2), row(3, 宗地编号="QF-002"))
    dispose(each_act, "7", number="QF-002")
    (found,) = each_act.read(lambda books: books.parcels.records(ParcelsWanted(number="QF-002")))
    assert [each.area_mu for each in found.disposals] == [7]
    assert found.plans[0].plan.measure == "依法收回"
    assert each_act.read(lambda books: books.parcels.by_number("QF-001")) == record_of(each_act)
    assert each_act.read(lambda books: books.parcels.by_number("QF-999")) is None
    assert each_act.read(lambda books: books.parcels.by_id(found.entry.id)) == found
    assert each_act.read(lambda books: books.parcels.by_id(10**14)) is None
    assert each_act.read(lambda books: books.parcels.of_disposal(10**14)) is None


def test_more_parcels_than_a_statement_takes_parameters_are_corrected_together(each_act: Act) -> None:
    numbers = [f"P-{n}" for n in range(33_000)]

    def put(books: Books, area: str) -> None:
        ids = books.parcels.open(numbers)
        listed = [
            ParcelEntry(
                id=ids[number],
                number=number,
                park="清丰县产业集聚区",
                location="",
                area_mu=Decimal(area),
                category=Category.IDLE,
            )
            for number in numbers
        ]
        books.parcels.put_entries(listed, by=OFFICE.name, at=NOW)
        made = PlanInForce(id=0, plan=ParcelPlan(), from_on=TODAY)
        books.parcels.put_plans({ids[number]: made for number in numbers}, by=OFFICE.name, at=NOW)

    for area in ("1", "2"):
        each_act.write(partial(put, area=area))
    records = each_act.read(lambda books: books.parcels.records())
    assert (len(records), {each.entry.area_mu for each in records}) == (33_000, {Decimal(2)})
    assert {len(each.plans) for each in records} == {1}


def test_nothing_is_disposed_of_without_an_area(each_act: Act) -> None:
    take(each_act)
    with pytest.raises(Exception, match=r"(?i)check"):
        each_act.write(
            lambda books: books.connection.execute(
                disposals.insert().values(
                    parcel_id=1,
                    area_mu=Decimal(0),
                    measure="",
                    text="",
                    disposed_on=TODAY,
                    submitted_on=TODAY,
                    reporter="",
                    recorded_at=NOW,
                )
            )
        )


def test_one_boundary_of_a_parcel_stands_at_most(each_act: Act) -> None:
    take(each_act)
    values = {
        "parcel_id": record_of(each_act).entry.id,
        "geometry": "{}",
        "area_mu": Decimal(1),
        "recorded_by": "",
        "recorded_at": NOW,
    }
    each_act.write(lambda books: books.connection.execute(boundaries.insert().values(values)))
    with pytest.raises(Exception, match=r"(?i)unique"):
        each_act.write(lambda books: books.connection.execute(boundaries.insert().values(values)))

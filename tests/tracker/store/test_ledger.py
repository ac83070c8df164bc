"""What was known by the end of a day, and what stood on a day, on both databases."""

from collections import Counter
from datetime import date

import pytest

from tests.acting import NOW, QINGFENG, Act
from tests.tracker.usecases.recording import move, report, review, send_back, stands
from tracker.model import Light, Revision, State
from tracker.plan import Part
from tracker.standing import standing
from tracker.usecases.accept_tasks import AcceptTasks, accept_tasks

MARCH_31, APRIL_2, APRIL_5 = date(2021, 3, 31), date(2021, 4, 2), date(2021, 4, 5)


def _reds(act: Act, on: date) -> Counter[Part]:
    held = act.read(lambda books: books.ledger.holdings())
    judged = [standing(each, on, act.campaign.lights) for each in held]
    return Counter(each.assignment.part for each in judged if each.overdue)


def test_the_annex_gives_119_assignments_in_13_tasks_and_the_body_its_own(each_act: Act) -> None:
    held = each_act.read(lambda books: books.ledger.holdings())
    parts = Counter(each.assignment.part for each in held)
    assert (parts[Part.LEAD], parts[Part.SUPPORTING], parts[Part.OBLIGATION]) == (69, 50, 12)
    codes = {each.assignment.code for each in held if each.assignment.part is not Part.OBLIGATION}
    assert len(codes) == 13


def test_with_no_reports_eleven_units_are_overdue_on_the_first_of_april(each_act: Act) -> None:
    held = each_act.read(lambda books: books.ledger.holdings())
    judged = [standing(each, date(2021, 4, 1), each_act.campaign.lights) for each in held]
    late = [each.assignment for each in judged if each.overdue]
    units = {each.unit for each in late if each.part is not Part.OBLIGATION}
    assert len(units) == 11
    assert Counter(each.part for each in late) == {Part.LEAD: 24, Part.SUPPORTING: 3, Part.OBLIGATION: 9}


def test_with_no_reports_53_ledger_items_are_overdue_on_the_first_of_july(act: Act) -> None:
    reds = _reds(act, date(2021, 7, 1))
    assert reds[Part.LEAD] + reds[Part.SUPPORTING] == 53


def test_the_holdings_stand_in_ledger_order_with_obligations_last(each_act: Act) -> None:
    held = each_act.read(lambda books: books.ledger.holdings())
    codes = list(dict.fromkeys(each.assignment.code for each in held))
    assert codes == [task.code for task in (*each_act.campaign.tasks, *each_act.campaign.obligations)]


def test_before_the_plan_was_issued_nothing_of_it_was_known(each_act: Act) -> None:
    assert each_act.read(lambda books: books.ledger.holdings(known=date(2021, 1, 24))) == ()
    assert len(each_act.read(lambda books: books.ledger.holdings(known=date(2021, 1, 25)))) == 131


def test_a_report_is_known_from_its_own_day(each_act: Act) -> None:
    report(each_act, on=APRIL_2)
    assert stands(each_act, "3.1", known=date(2021, 4, 1), on=APRIL_5).percent == 0
    assert stands(each_act, "3.1", known=APRIL_2, on=APRIL_5).percent == 60


def test_an_approval_is_known_from_the_day_of_review_and_closes_on_the_day_of_the_report(
    each_act: Act,
) -> None:
    submitted = report(each_act, percent=100, on=MARCH_31)
    review(each_act, submitted.report_id, on=APRIL_5)
    before, after = (stands(each_act, "3.1", on=APRIL_2, known=day) for day in (APRIL_2, APRIL_5))
    assert (before.light, before.state) == (Light.YELLOW, State.SUBMITTED)
    assert (after.light, after.closed_on) == (Light.CLOSED, MARCH_31)
    assert not stands(each_act, "3.1", on=APRIL_2).overdue


def test_a_return_is_not_known_before_its_day(each_act: Act) -> None:
    submitted = report(each_act, percent=100, on=MARCH_31)
    send_back(each_act, submitted.report_id, on=APRIL_5)
    assert stands(each_act, "3.1", on=APRIL_5, known=APRIL_2).submitted
    assert stands(each_act, "3.1", on=APRIL_5, known=APRIL_5).light is Light.RED
    assert stands(each_act, "3.1", on=date(2021, 4, 4)).submitted


def test_a_moved_date_is_known_and_in_force_from_its_order(each_act: Act) -> None:
    move(each_act, "3.1", date(2021, 5, 31), on=APRIL_2)
    assert stands(each_act, "3.1", on=APRIL_5, known=date(2021, 4, 1)).due_on == MARCH_31
    assert stands(each_act, "3.1", on=APRIL_5, known=APRIL_2).due_on == date(2021, 5, 31)
    assert stands(each_act, "3.1", on=date(2021, 4, 1)).light is Light.RED


def test_an_acceptance_is_known_from_its_own_day(each_act: Act) -> None:
    command = AcceptTasks(code="3.1", unit=None, on=APRIL_2, at=NOW)
    each_act(accept_tasks, QINGFENG, command)
    assert stands(each_act, "3.1", known=date(2021, 4, 1)).state is State.ISSUED
    assert stands(each_act, "3.1", known=APRIL_2).state is State.ACCEPTED


def test_two_reports_of_one_day_stand_in_the_order_of_arrival(each_act: Act) -> None:
    for percent in (70, 40, 55):
        report(each_act, percent=percent)
    found = stands(each_act, "3.1")
    assert (found.percent, found.last and found.last.percent) == (55, 55)


def test_a_report_of_an_earlier_day_that_arrives_later_does_not_overrule(each_act: Act) -> None:
    report(each_act, percent=70, on=APRIL_5)
    report(each_act, percent=40, on=APRIL_2)
    assert stands(each_act, "3.1", on=APRIL_5).percent == 70
    assert stands(each_act, "3.1", on=APRIL_2).percent == 40


def test_a_voided_report_is_gone_with_its_review_and_may_be_replaced(each_act: Act) -> None:
    submitted = report(each_act, percent=100, on=MARCH_31)
    review(each_act, submitted.report_id, on=APRIL_2)
    each_act.write(lambda books: books.ledger.void_report(submitted.report_id, NOW))
    assert stands(each_act, "3.1", on=APRIL_5).state is State.ACCEPTED
    assert each_act.read(lambda books: books.ledger.named_report(submitted.report_id)) is None
    again = report(each_act, percent=100, on=APRIL_2)
    review(each_act, again.report_id, on=APRIL_5)
    assert stands(each_act, "3.1", on=APRIL_5).closed_on == APRIL_2


@pytest.mark.parametrize("unit", ["清丰县", None])
def test_an_order_moves_one_unit_or_all_of_them(each_act: Act, unit: str | None) -> None:
    move(each_act, "3.1", date(2021, 9, 30), unit=unit)
    assert stands(each_act, "3.1").due_on == date(2021, 9, 30)
    others = stands(each_act, "3.1", "濮阳县").due_on
    assert others == (MARCH_31 if unit else date(2021, 9, 30))


def test_one_assignment_alone_reads_as_it_does_among_all(each_act: Act) -> None:
    report(each_act)
    move(each_act, "3.1", date(2021, 9, 30), unit="清丰县")
    move(each_act, "3.1", date(2021, 10, 31), unit="濮阳县")
    held = each_act.read(lambda books: books.ledger.holdings())
    alone = each_act.read(
        lambda books: tuple(books.ledger.holding(each.assignment) for each in books.ledger.holdings())
    )
    assert alone == held


def test_an_order_keeps_its_document_and_reason(each_act: Act) -> None:
    move(each_act, "3.2", date(2021, 9, 30), unit="清丰县")
    found = each_act.read(lambda books: books.ledger.holdings(units=("清丰县",)))
    (revision,) = next(each.revisions for each in found if each.assignment.code == "3.2")
    assert isinstance(revision, Revision)
    assert (revision.document, revision.reason) == ("濮百园办〔2021〕3号", "省里部署调整")

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.acting import Act
from tests.tracker.usecases.recording import TODAY, move, stands
from tracker.errors import DateInThePast, ReasonMissing, SameDate, TaskNotOfUnit, UnknownTask, UnknownUnit
from tracker.model import Light
from tracker.store.tables import audit, revisions

SEPTEMBER = date(2021, 9, 30)


def _orders(act: Act) -> int:
    return act.read(lambda books: len(books.connection.execute(select(revisions.c.id)).all()))


def test_a_task_is_moved_for_every_unit_that_has_it(act: Act) -> None:
    moved = move(act, "3.1", SEPTEMBER)
    assert moved.before == date(2021, 3, 31)
    assert len(moved.units) == 8
    assert stands(act, "3.1").due_on == stands(act, "3.1", "濮阳县").due_on == SEPTEMBER


def test_one_unit_is_moved_alone(act: Act) -> None:
    moved = move(act, "3.1", SEPTEMBER, unit="清丰")
    assert moved.units == ("清丰县",)
    assert stands(act, "3.1", "濮阳县").due_on == date(2021, 3, 31)


def test_the_newest_order_rules_and_the_date_before_it_is_named(act: Act) -> None:
    move(act, "3.1", SEPTEMBER, unit="清丰县")
    again = move(act, "3.1", date(2021, 10, 31), unit="清丰县", on=TODAY + timedelta(days=1))
    assert again.before == SEPTEMBER
    assert stands(act, "3.1", on=TODAY).due_on == SEPTEMBER
    assert stands(act, "3.1", on=TODAY + timedelta(days=1)).due_on == date(2021, 10, 31)


def test_the_past_keeps_the_date_that_was_in_force(act: Act) -> None:
    move(act, "3.1", SEPTEMBER)
    assert stands(act, "3.1", on=TODAY - timedelta(days=1)).light is Light.RED
    assert not stands(act, "3.1", on=TODAY).overdue


def test_where_units_have_different_dates_no_single_date_is_named_before(act: Act) -> None:
    move(act, "3.1", SEPTEMBER, unit="清丰县")
    assert move(act, "3.1", date(2021, 10, 31)).before is None


def test_a_day_that_is_over_is_refused_and_today_is_not(act: Act) -> None:
    with pytest.raises(DateInThePast, match="2021-06-24"):
        move(act, "3.1", TODAY - timedelta(days=1))
    assert _orders(act) == 0
    assert move(act, "3.1", TODAY).revision.due_on == TODAY


def test_the_date_in_force_is_refused_as_no_change(act: Act) -> None:
    with pytest.raises(SameDate):
        move(act, "3.2", date(2021, 6, 30))
    move(act, "3.2", SEPTEMBER)
    with pytest.raises(SameDate):
        move(act, "3.2", SEPTEMBER, unit="清丰县")


def test_a_task_is_moved_to_the_date_that_one_of_its_units_has_already(act: Act) -> None:
    move(act, "3.2", SEPTEMBER, unit="清丰县")
    move(act, "3.2", SEPTEMBER)
    assert stands(act, "3.2", "濮阳县").due_on == SEPTEMBER


def test_an_obligation_without_a_date_is_never_late_until_it_gets_one(act: Act) -> None:
    office = "领导小组办公室"
    assert stands(act, "O2", office, on=date(2030, 1, 1)).light is Light.GREEN
    assert move(act, "O2", SEPTEMBER).before is None
    assert stands(act, "O2", office, on=date(2021, 10, 1)).days == 1


@pytest.mark.parametrize(("document", "reason", "what"), [(" ", "省里部署", "文号"), ("3号", "", "调整原因")])
def test_an_order_needs_its_document_and_its_reason(act: Act, document: str, reason: str, what: str) -> None:
    with pytest.raises(ReasonMissing, match=what):
        move(act, "3.1", SEPTEMBER, document=document, reason=reason)
    assert _orders(act) == 0


def test_only_what_exists_can_be_moved(act: Act) -> None:
    with pytest.raises(UnknownTask):
        move(act, "9.9", SEPTEMBER)
    with pytest.raises(UnknownUnit):
        move(act, "3.1", SEPTEMBER, unit="火星")
    with pytest.raises(TaskNotOfUnit):
        move(act, "3.1", SEPTEMBER, unit="示范区")


def test_who_moved_what_is_in_the_audit(act: Act) -> None:
    move(act, "3.1", SEPTEMBER, unit="清丰县")
    (entry,) = act.read(lambda books: books.connection.execute(select(audit)).all())
    assert (entry.actor, entry.action, entry.subject) == ("王办", "date.moved", "3.1@清丰县")
    assert entry.detail["due"] == "2021-09-30"

from datetime import date, timedelta

import pytest

from tests.acting import NOW, OFFICE, QINGFENG, TWO_COUNTIES, Act
from tests.tracker.usecases.recording import TODAY, report, stands
from tracker.errors import NotYourTask, TrackerError
from tracker.model import Sender, State
from tracker.usecases.accept_tasks import AcceptTasks, TasksAccepted, accept_tasks


def _accept(
    act: Act, code: str | None = None, unit: str | None = None, sender: Sender = QINGFENG, on: date = TODAY
) -> TasksAccepted:
    return act(accept_tasks, sender, AcceptTasks(code=code, unit=unit, on=on, at=NOW))


def test_everything_issued_to_the_unit_is_taken_on_at_once(act: Act) -> None:
    accepted = _accept(act).accepted
    assert {each.unit for each in accepted} == {"清丰县"}
    assert len(accepted) == sum(1 for _ in _issued(act, "清丰县"))
    assert stands(act, "3.1").state is State.ACCEPTED
    assert stands(act, "O1").state is State.ACCEPTED


def _issued(act: Act, unit: str) -> list[str]:
    tasks = (*act.campaign.tasks, *act.campaign.obligations)
    return [task.code for task in tasks if task.part_of(unit)]


def test_one_task_is_taken_on_alone(act: Act) -> None:
    assert [each.code for each in _accept(act, "3.1").accepted] == ["3.1"]
    assert stands(act, "3.3").state is State.ISSUED


def test_accepting_twice_changes_nothing(act: Act) -> None:
    _accept(act, "3.1", on=TODAY)
    assert _accept(act, "3.1", on=TODAY + timedelta(days=1)).accepted == ()
    assert "3.1" not in [each.code for each in _accept(act).accepted]
    held = act.read(lambda books: books.ledger.holdings(units=("清丰县",)))
    assert next(each for each in held if each.assignment.code == "3.1").accepted_on == TODAY


def test_what_was_reported_on_is_accepted_already(act: Act) -> None:
    report(act, "3.1")
    assert _accept(act, "3.1").accepted == ()


def test_the_task_of_another_unit_cannot_be_taken_on(act: Act) -> None:
    with pytest.raises(NotYourTask):
        _accept(act, "3.1", "濮阳县")
    assert stands(act, "3.1", "濮阳县").state is State.ISSUED


def test_who_is_no_liaison_takes_nothing_on(act: Act) -> None:
    assert _accept(act, sender=OFFICE).accepted == ()


def test_the_liaison_of_two_units_takes_on_for_both_or_says_which(act: Act) -> None:
    with pytest.raises(TrackerError, match="请写明单位"):
        _accept(act, "3.1", sender=TWO_COUNTIES)
    assert {each.unit for each in _accept(act, sender=TWO_COUNTIES).accepted} == {"南乐县", "范县"}

"""Short ways to mark reports as 典型案例 through the use cases."""

from datetime import date

from tests.acting import OFFICE, Act
from tests.tracker.usecases.recording import TODAY, noon
from tracker.marked_cases import MarkedCase
from tracker.usecases.mark_case import MarkCase, mark_case
from tracker.usecases.take_back_case import CaseTakenBack, TakeBackCase, take_back_case

TITLE = "闲置厂房腾笼换鸟"


def mark(act: Act, report_id: int, title: str = TITLE, *, on: date = TODAY) -> MarkedCase:
    command = MarkCase(report_id=report_id, title=title, on=on, at=noon(on))
    return act(mark_case, OFFICE, command).case


def take_back(act: Act, case_id: int, *, on: date = TODAY) -> CaseTakenBack:
    return act(take_back_case, OFFICE, TakeBackCase(case_id=case_id, on=on, at=noon(on)))


def published(act: Act, on: date = TODAY, *, known: date | None = None) -> list[str]:
    """The titles of the cases of a day, as it was known."""
    return [each.title for each in act.read(lambda b: b.marked_cases.all(known=known)) if each.published(on)]

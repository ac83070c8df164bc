"""The 典型案例 that stand, one of them, and the reports of a task that may become one."""

from dataclasses import dataclass
from datetime import date

from tracker.errors import TrackerError
from tracker.marked_cases import MarkedCase
from tracker.model import Assignment, Report, Sender
from tracker.plan import Task
from tracker.store.books import Books
from tracker.usecases.choosing import find_task


class CaseGone(TrackerError):
    """The mark was taken back, or a file has corrected its report since."""

    sentence = "这个典型案例已经取消标注，或原填报已由导入的文件更正。发送 /cases 查看清单。"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtCases:
    """Ask for the cases; `on` is the day of asking."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesSeen:
    """The marks that nobody took back, in order of marking."""

    on: date
    cases: tuple[MarkedCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    """Ask for one case."""

    case_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """A case as it stands."""

    case: MarkedCase
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMarkable:
    """Ask which reports of a task may be marked; `on` is the day of asking."""

    code: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkableListed:
    """Reports with words that were not sent back and are no case yet, the newest first."""

    task: Task
    on: date
    reports: tuple[tuple[Assignment, Report], ...]


def look_at_cases(books: Books, _sender: Sender, command: LookAtCases) -> CasesSeen:
    """Return the cases."""
    return CasesSeen(on=command.on, cases=standing_cases(books))


def show_case(books: Books, _sender: Sender, command: ShowCase) -> CaseShown:
    """Return a case, or refuse one that is none any more."""
    return CaseShown(case=standing_case(books, command.case_id), on=command.on)


def standing_case(books: Books, case_id: int) -> MarkedCase:
    """Return a mark that stands, or refuse."""
    case = next((each for each in standing_cases(books) if each.id == case_id), None)
    if case is None:
        raise CaseGone
    return case


def list_markable(books: Books, _sender: Sender, command: ListMarkable) -> MarkableListed:
    """Return the reports; refuse a task that does not exist."""
    task = find_task(books.campaign, command.code)
    marked = {each.report.id for each in standing_cases(books)}
    said = [
        (held.assignment, report)
        for held in books.ledger.holdings(units=[unit for unit, _ in task.parts()])
        if held.assignment.code == task.code
        for report in held.reports
        if report.text.strip() and report.id not in marked and not _sent_back(report)
    ]
    said.sort(key=lambda each: (each[1].said_on, each[1].id), reverse=True)
    return MarkableListed(task=task, on=command.on, reports=tuple(said))


def standing_cases(books: Books) -> tuple[MarkedCase, ...]:
    """Return the marks that nobody took back, in order of marking."""
    return tuple(each for each in books.marked_cases.all() if each.taken_back_on is None)


def _sent_back(report: Report) -> bool:
    return report.review is not None and report.review.sends_back(date.max)

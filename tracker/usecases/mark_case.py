"""The office marks a report as 典型案例 (四（五）), under a title of its own."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import ReasonMissing, TrackerError, ValueRefused
from tracker.marked_cases import MarkedCase
from tracker.model import Assignment, Report, Sender
from tracker.store.books import Books
from tracker.usecases.look_at_cases import standing_cases

TITLE_LIMIT = 40
"""Characters of a title: two lines of an official document."""


class NothingToMark(TrackerError):
    """The report was corrected, or it says nothing."""

    sentence = "这次填报没有写情况，或已由导入的文件更正，不能标为典型案例。"


class MarkedAlready(TrackerError):
    """A report is one case, under one title."""

    sentence = "{code} {unit} 的这次填报已经标为典型案例“{title}”；要改标题，请先取消标注。"

    def __init__(self, *, case: MarkedCase) -> None:
        super().__init__(code=case.assignment.code, unit=case.assignment.unit, title=case.title)


class SentBack(TrackerError):
    """What the office returned is no example."""

    sentence = "{code} {unit} 的这次填报已经退回，不能标为典型案例。"

    def __init__(self, *, assignment: Assignment) -> None:
        super().__init__(code=assignment.code, unit=assignment.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCase:
    """Mark the report `report_id`."""

    report_id: int
    title: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMarked:
    """The report is marked."""

    case: MarkedCase


def case_title(text: str) -> str:
    """Read a title as one line, or refuse it."""
    title = " ".join(text.split())
    if not title:
        raise ReasonMissing(what="案例标题")
    if len(title) > TITLE_LIMIT:
        reason = f"有 {len(title)} 个字，请不要超过 {TITLE_LIMIT} 个字。"
        raise ValueRefused(what="标题", value=f"{title[:TITLE_LIMIT]}…", reason=reason)
    return title


def markable_report(books: Books, report_id: int) -> tuple[Assignment, Report]:
    """Return a report that may be marked, with its assignment, or refuse."""
    found = books.ledger.named_report(report_id)
    if found is None or not found[1].text.strip():
        raise NothingToMark
    assignment, report = found
    if report.review is not None and report.review.sends_back(date.max):
        raise SentBack(assignment=assignment)
    if marked := next((each for each in standing_cases(books) if each.report.id == report_id), None):
        raise MarkedAlready(case=marked)
    return assignment, report


def mark_case(books: Books, sender: Sender, command: MarkCase) -> CaseMarked:
    """Record the mark."""
    title = case_title(command.title)
    assignment, report = markable_report(books, command.report_id)
    # A message from a phone whose clock runs behind cannot mark a report before it was said.
    marked_on = max(command.on, report.said_on)
    case_id = books.marked_cases.mark(report.id, title, on=marked_on, by=sender.name, at=command.at)
    books.note(
        "case.marked",
        f"{assignment.code}@{assignment.unit}",
        by=sender.name,
        at=command.at,
        report=report.id,
        title=title,
    )
    case = MarkedCase(
        id=case_id,
        title=title,
        assignment=assignment,
        report=report,
        marked_on=marked_on,
        marked_by=sender.name,
    )
    return CaseMarked(case=case)

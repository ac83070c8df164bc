"""Every report in order of arrival, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.measures import Lights
from tracker.model import Assignment, Holdings, Report, Sender, Verdict
from tracker.standing import standing
from tracker.store.books import Books
from tracker.usecases.choosing import find_task, find_unit
from tracker.usecases.look_at_cases import standing_cases


class Fate(StrEnum):
    """What became of a report. A submission that a newer report replaced is progress like any other."""

    PROGRESS = "progress"
    AWAITING = "awaiting"
    APPROVED = "approved"
    RETURNED = "returned"


_FATES = {Verdict.APPROVED: Fate.APPROVED, Verdict.RETURNED: Fate.RETURNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReports:
    """Ask for the reports on a task, of a unit, or with None for all."""

    code: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportListed:
    """A report, whose it is, and its fate; `case` is its title where it is marked as 典型案例."""

    assignment: Assignment
    report: Report
    fate: Fate
    case: str | None


def list_reports(books: Books, _sender: Sender, command: ListReports) -> tuple[ReportListed, ...]:
    """Return the reports that stand; refuse a task or a unit that does not exist."""
    code = find_task(books.campaign, command.code).code if command.code else None
    units = (find_unit(books.campaign, command.unit).name,) if command.unit else None
    held = (h for h in books.ledger.holdings(units=units) if code in {None, h.assignment.code})
    titles = {case.report.id: case.title for case in standing_cases(books)}
    listed = (each for holdings in held for each in _of(holdings, books.campaign.lights, titles))
    return tuple(sorted(listed, key=lambda each: each.report.id))


def _of(holdings: Holdings, lights: Lights, titles: Mapping[int, str]) -> list[ReportListed]:
    now = standing(holdings, date.max, lights)
    awaiting = now.last.id if now.submitted and now.last else None
    return [
        ReportListed(
            assignment=holdings.assignment,
            report=each,
            fate=_fate(each, awaiting),
            case=titles.get(each.id),
        )
        for each in holdings.reports
    ]


def _fate(report: Report, awaiting: int | None) -> Fate:
    if report.review is not None:
        return _FATES[report.review.verdict]
    return Fate.AWAITING if report.id == awaiting else Fate.PROGRESS

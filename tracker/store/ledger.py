"""Rows of the ledger <-> the facts of `tracker.model`, within one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from tracker.model import Assignment, Holdings, Report, Review, Revision, Verdict
from tracker.plan import Campaign, Part, Task
from tracker.store.marked_case_tables import marked_cases
from tracker.store.standing_rows import stands
from tracker.store.tables import acceptances, assignments, reports, reviews, revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A report about to be recorded. `said_on` is the unit's day, `recorded_at` ours."""

    assignment: Assignment
    percent: int
    text: str
    said_on: date
    reporter: str
    user_id: int | None
    origin: str
    recorded_at: datetime
    item: str | None = None
    item_done: bool = False


class Ledger:
    """The facts about assignments. Reading by `known` leaves out what became known later."""

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self._connection = connection
        self._campaign = campaign

    def open_assignments(self) -> int:
        """Give every assignment of the campaign a row; return how many are new."""
        missing = [
            {"code": task.code, "unit": unit}
            for task, unit, _ in self._planned()
            if (task.code, unit) not in self._ids
        ]
        if missing:
            self._connection.execute(insert(assignments), missing)
            del self._ids
        return len(missing)

    def assignment(self, code: str, unit: str) -> Assignment | None:
        """Find the assignment of one task for one unit, both by canonical name."""
        task = self._campaign.task(code)
        part = task.part_of(unit) if task else None
        if part is None:
            return None
        return Assignment(id=self._ids[code, unit], code=code, unit=unit, part=part)

    def holdings(
        self,
        *,
        known: date | None = None,
        units: Iterable[str] | None = None,
        recorded_by: datetime | None = None,
    ) -> tuple[Holdings, ...]:
        """Return what is recorded of every assignment, in ledger order, obligations last.

        Before the campaign was issued nothing of it was known. `recorded_by`: only the reports that stood in
        the records at that moment.
        """
        if known is not None and known < self._campaign.issued_on:
            return ()
        wanted = None if units is None else frozenset(units)
        planned = [row for row in self._planned() if wanted is None or row[1] in wanted]
        return self._gather(planned, known, recorded_by)

    def holding(self, assignment: Assignment) -> Holdings:
        """Return everything recorded of one assignment."""
        task = self._campaign.task(assignment.code)
        if task is None:
            raise LookupError(assignment.code)
        return self._gather([(task, assignment.unit, assignment.part)], None)[0]

    def add_report(self, saying: Saying) -> int:
        """Record a report; return its id, which is its place in the order of arrival."""
        row = {
            "assignment_id": saying.assignment.id,
            "percent": saying.percent,
            "text": saying.text,
            "item": saying.item,
            "item_done": saying.item_done,
            "said_on": saying.said_on,
            "reporter": saying.reporter,
            "user_id": saying.user_id,
            "origin": saying.origin,
            "recorded_at": saying.recorded_at,
        }
        return int(self._connection.execute(insert(reports).returning(reports.c.id), row).scalar_one())

    def void_report(self, report_id: int, at: datetime) -> None:
        """Take a report back, and what the office said of it; a correction adds another."""
        for table, column in (
            (reports, reports.c.id),
            (reviews, reviews.c.report_id),
            (marked_cases, marked_cases.c.report_id),
        ):
            self._connection.execute(
                update(table).where(column == report_id, table.c.voided_at.is_(None)).values(voided_at=at)
            )

    def add_review(self, report_id: int, review: Review, *, reviewer: str, at: datetime) -> None:
        """Record the office's word on a submission."""
        row = {
            "report_id": report_id,
            "verdict": review.verdict.value,
            "reason": review.reason,
            "reviewed_on": review.reviewed_on,
            "reviewer": reviewer,
            "recorded_at": at,
        }
        self._connection.execute(insert(reviews), row)

    def add_acceptance(self, assignment: Assignment, *, on: date, by: str, at: datetime) -> None:
        """Record that a unit took an assignment on (签收)."""
        row = {"assignment_id": assignment.id, "accepted_on": on, "accepted_by": by, "recorded_at": at}
        self._connection.execute(insert(acceptances), row)

    def add_revision(self, revision: Revision, *, by: str, at: datetime) -> None:
        """Record an order that moves a due date; `revision.id` is given by the database."""
        row = {
            "code": revision.code,
            "unit": revision.unit,
            "due_on": revision.due_on,
            "ordered_on": revision.ordered_on,
            "document": revision.document,
            "reason": revision.reason,
            "ordered_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(revisions), row)

    def named_report(self, report_id: int) -> tuple[Assignment, Report] | None:
        """Find a report with its assignment; None where it was voided or never existed."""
        return self.named_reports((report_id,)).get(report_id)

    def named_reports(
        self, report_ids: Collection[int], *, known: date | None = None
    ) -> dict[int, tuple[Assignment, Report]]:
        """Find reports by id, each with its assignment; without those that were voided or not known."""
        query = _reports(known).add_columns(assignments.c.code, assignments.c.unit).join(assignments)
        rows = self._connection.execute(query.where(reports.c.id.in_(report_ids)))
        named = ((self.assignment(row.code, row.unit), _report(row)) for row in rows)
        return {report.id: (assignment, report) for assignment, report in named if assignment}

    def imported(self, assignment: Assignment) -> tuple[Report, ...]:
        """Return the imported reports of one assignment, in order of arrival."""
        query = _reports(None).where(reports.c.assignment_id == assignment.id, reports.c.origin == "import")
        return tuple(_report(row) for row in self._connection.execute(query.order_by(reports.c.id)))

    @cached_property
    def _ids(self) -> dict[tuple[str, str], int]:
        rows = self._connection.execute(select(assignments.c.code, assignments.c.unit, assignments.c.id))
        return {(row.code, row.unit): row.id for row in rows}

    def _planned(self) -> Iterator[tuple[Task, str, Part]]:
        for task in (*self._campaign.tasks, *self._campaign.obligations):
            for unit, part in task.parts():
                yield task, unit, part

    def _gather(
        self,
        planned: list[tuple[Task, str, Part]],
        known: date | None,
        recorded_by: datetime | None = None,
    ) -> tuple[Holdings, ...]:
        ids = [self._ids[task.code, unit] for task, unit, _ in planned]
        only = ids if len(ids) == 1 else None
        said = self._reports_by_assignment(_reports(known, recorded_by), only)
        accepted = self._accepted(known, only)
        moved = self._revisions_by_code(known)
        return tuple(
            Holdings(
                assignment=Assignment(id=id_, code=task.code, unit=unit, part=part),
                due_on=task.due_on,
                accepted_on=accepted.get(id_),
                reports=tuple(said[id_]),
                revisions=tuple(each for each in moved[task.code] if each.unit in {None, unit}),
            )
            for id_, (task, unit, part) in zip(ids, planned, strict=True)
        )

    def _reports_by_assignment(
        self, query: "Select[*tuple[object, ...]]", only: list[int] | None
    ) -> dict[int, list[Report]]:
        query = query.order_by(reports.c.said_on, reports.c.id)
        if only is not None:
            query = query.where(reports.c.assignment_id.in_(only))
        found: dict[int, list[Report]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row.assignment_id].append(_report(row))
        return found

    def _accepted(self, known: date | None, only: list[int] | None) -> dict[int, date]:
        query = select(acceptances.c.assignment_id, acceptances.c.accepted_on)
        if known is not None:
            query = query.where(acceptances.c.accepted_on <= known)
        if only is not None:
            query = query.where(acceptances.c.assignment_id.in_(only))
        return {row.assignment_id: row.accepted_on for row in self._connection.execute(query)}

    def _revisions_by_code(self, known: date | None) -> dict[str, list[Revision]]:
        query = select(revisions).where(revisions.c.voided_at.is_(None))
        if known is not None:
            query = query.where(revisions.c.ordered_on <= known)
        found: dict[str, list[Revision]] = defaultdict(list)
        for row in self._connection.execute(query.order_by(revisions.c.ordered_on, revisions.c.id)):
            found[row.code].append(
                Revision(
                    id=row.id,
                    code=row.code,
                    unit=row.unit,
                    due_on=row.due_on,
                    ordered_on=row.ordered_on,
                    document=row.document,
                    reason=row.reason,
                )
            )
        return found


def _reports(known: date | None, recorded_by: datetime | None = None) -> "Select[*tuple[object, ...]]":
    """Select standing reports with the review that was known, if any."""
    standing = and_(reviews.c.report_id == reports.c.id, stands(reviews, recorded_by))
    if known is not None:
        standing = and_(standing, reviews.c.reviewed_on <= known)
    query = (
        select(reports, reviews.c.verdict, reviews.c.reason, reviews.c.reviewed_on)
        .select_from(reports.outerjoin(reviews, standing))
        .where(stands(reports, recorded_by))
    )
    return query if known is None else query.where(reports.c.said_on <= known)


def _report(row: Row[*tuple[object, ...]]) -> Report:
    review = None
    if row.verdict is not None:
        review = Review(verdict=Verdict(row.verdict), reason=row.reason, reviewed_on=row.reviewed_on)
    return Report(
        id=row.id,
        assignment_id=row.assignment_id,
        percent=row.percent,
        text=row.text,
        said_on=row.said_on,
        reporter=row.reporter,
        item=row.item,
        item_done=row.item_done,
        review=review,
    )

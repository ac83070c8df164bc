"""Rows of the account of parcels <-> `tracker.parcels`, within one transaction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select, update

from tracker.model import Review
from tracker.parcels import (
    Designation,
    Disposal,
    ParcelEntry,
    ParcelRecord,
    PlanInForce,
    UseDecision,
)
from tracker.plan import Campaign
from tracker.store import parcel_rows as rows
from tracker.store.parcel_rows import EVERY_PARCEL, Facts, Found, ParcelsWanted
from tracker.store.parcel_tables import (
    designations,
    disposal_renewals,
    disposal_reviews,
    disposal_withdrawals,
    disposals,
    parcel_entries,
    parcel_plans,
    parcels,
    use_decisions,
)
from tracker.store.parcel_voiding import void_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A disposal about to be recorded. `disposed_on` is the day of the act, `submitted_on` of the word."""

    parcel_id: int
    area_mu: Decimal
    measure: str
    text: str
    disposed_on: date
    submitted_on: date
    reporter: str
    user_id: int | None
    recorded_at: datetime


class Parcels:
    """The facts about parcels. Reading by `known` leaves out what became known later.

    An entry has no day of its own: the land was there before the campaign was.
    """

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self._connection = connection
        self._parks = {park.name: place for place, park in enumerate(campaign.parks)}

    def records(
        self, wanted: ParcelsWanted = EVERY_PARCEL, *, known: date | None = None
    ) -> tuple[ParcelRecord, ...]:
        """Return what is recorded of parcels, park by park in the plan's order, then by number."""
        chosen = rows.entries(wanted, known)
        entries = [rows.entry_of(row) for row in self._connection.execute(chosen)]
        if not entries:
            return ()
        entries.sort(key=lambda each: (self._parks.get(each.park, len(self._parks)), each.number))
        only = None if wanted == EVERY_PARCEL else chosen
        plans = self._grouped(rows.plans_known(known), parcel_plans, only, rows.plan_of)
        disposed = self._grouped(rows.disposals_known(known), disposals, only, rows.disposal_of)
        designated = self._grouped(rows.designations_known(known), designations, only, rows.designation_of)
        decided = self._grouped(rows.decisions_known(known), use_decisions, only, rows.decision_of)
        return tuple(
            ParcelRecord(
                entry=each,
                plans=tuple(plans[each.id]),
                disposals=tuple(disposed[each.id]),
                designations=tuple(designated[each.id]),
                decisions=tuple(decided[each.id]),
            )
            for each in entries
        )

    def by_number(self, number: str) -> ParcelRecord | None:
        """Find a parcel by its number."""
        return next(iter(self.records(ParcelsWanted(number=number))), None)

    def by_id(self, parcel_id: int) -> ParcelRecord | None:
        """Find a parcel by the id that buttons carry."""
        return next(iter(self.records(ParcelsWanted(parcel_id=parcel_id))), None)

    def of_disposal(self, disposal_id: int) -> tuple[ParcelRecord, Disposal] | None:
        """Find a disposal with its parcel; None where it was voided or never existed."""
        query = select(disposals.c.parcel_id).where(disposals.c.id == disposal_id)
        parcel_id = self._connection.execute(query).scalar_one_or_none()
        record = self.by_id(parcel_id) if parcel_id is not None else None
        if record is None:
            return None
        return next(((record, each) for each in record.disposals if each.id == disposal_id), None)

    def ids(self) -> dict[str, int]:
        """Return the id of every parcel by its number."""
        return {row.number: row.id for row in self._connection.execute(select(parcels))}

    def imported_plans(self) -> dict[int, PlanInForce]:
        """Return, by parcel, the plan that the newest file gave it, whatever was ordered since."""
        query = rows.plans_known(None).where(parcel_plans.c.origin == "import")
        return {row.parcel_id: rows.plan_of(row) for row in self._connection.execute(query)}

    def open(self, numbers: Collection[str]) -> dict[str, int]:
        """Give every number a row; return the ids of all parcels by number."""
        known = self.ids()
        new = [{"number": number} for number in numbers if number not in known]
        if new:
            self._connection.execute(insert(parcels), new)
        return self.ids() if new else known

    def put_entries(self, entries: Sequence[ParcelEntry], *, by: str, at: datetime) -> None:
        """Record entries of parcels that are open, each instead of the one before."""
        void_of(self._connection, parcel_entries, [each.id for each in entries], at=at)
        listed = [
            {
                "parcel_id": each.id,
                "park": each.park,
                "location": each.location,
                "area_mu": each.area_mu,
                "category": each.category.value,
                "kind": each.kind.value if each.kind else None,
                "recorded_by": by,
                "recorded_at": at,
            }
            for each in entries
        ]
        if listed:
            self._connection.execute(insert(parcel_entries), listed)

    def put_plans(self, plans: Mapping[int, PlanInForce], *, by: str, at: datetime) -> None:
        """Record what a file says of plans, by parcel, each instead of the file's word of the same day.

        What the office has ordered stays as it is.
        """
        for from_on in {made.from_on for made in plans.values()}:
            of_day = [parcel_id for parcel_id, made in plans.items() if made.from_on == from_on]
            files = (parcel_plans.c.origin == "import", parcel_plans.c.from_on == from_on)
            void_of(self._connection, parcel_plans, of_day, *files, at=at)
        listed = [
            _plan_row(parcel_id, made, by=by, at=at) | {"origin": "import"}
            for parcel_id, made in plans.items()
        ]
        if listed:
            self._connection.execute(insert(parcel_plans), listed)

    def add_plan(self, parcel_id: int, made: PlanInForce, *, by: str, at: datetime) -> None:
        """Record a plan that rules from its day on; `made.id` is given by the database."""
        row = _plan_row(parcel_id, made, by=by, at=at) | {"origin": "chat"}
        self._connection.execute(insert(parcel_plans), row)

    def add_disposal(self, submission: Submission) -> int:
        """Record a disposal; return its id, which is its place in the order of arrival."""
        row = {
            "parcel_id": submission.parcel_id,
            "area_mu": submission.area_mu,
            "measure": submission.measure,
            "text": submission.text,
            "disposed_on": submission.disposed_on,
            "submitted_on": submission.submitted_on,
            "reporter": submission.reporter,
            "user_id": submission.user_id,
            "recorded_at": submission.recorded_at,
        }
        return int(self._connection.execute(insert(disposals).returning(disposals.c.id), row).scalar_one())

    def renew(self, sent_back_id: int, disposal_id: int) -> None:
        """Record that a disposal was submitted anew instead of one that was sent back."""
        row = {"sent_back_id": sent_back_id, "disposal_id": disposal_id}
        self._connection.execute(insert(disposal_renewals), row)

    def add_review(self, disposal_id: int, review: Review, *, reviewer: str, at: datetime) -> None:
        """Record the office's word on a disposal."""
        row = {
            "disposal_id": disposal_id,
            "verdict": review.verdict.value,
            "reason": review.reason,
            "reviewed_on": review.reviewed_on,
            "reviewer": reviewer,
            "recorded_at": at,
        }
        self._connection.execute(insert(disposal_reviews), row)

    def void_review(self, disposal_id: int, at: datetime) -> None:
        """Void the review of a disposal, where there is one: a file corrects what it said before."""
        standing = (disposal_reviews.c.disposal_id == disposal_id, disposal_reviews.c.voided_at.is_(None))
        self._connection.execute(update(disposal_reviews).where(*standing).values(voided_at=at))

    def withdraw_review(self, disposal_id: int, *, on: date, reason: str, by: str, at: datetime) -> None:
        """Record that a verification is taken back from a day on; the review itself stays as it was."""
        row = {"disposal_id": disposal_id, "withdrawn_on": on, "reason": reason, "withdrawn_by": by}
        self._connection.execute(insert(disposal_withdrawals), row | {"recorded_at": at})

    def add_designation(self, parcel_id: int, made: Designation, *, by: str, at: datetime) -> None:
        """Record a department's word."""
        row = {
            "parcel_id": parcel_id,
            "kind": made.kind.value,
            "department": made.department,
            "document": made.document,
            "designated_on": made.designated_on,
            "recorded_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(designations), row)

    def add_decision(self, parcel_id: int, made: UseDecision, *, by: str, at: datetime) -> None:
        """Record a step of 已批未供即用."""
        row = {
            "parcel_id": parcel_id,
            "step": made.step.value,
            "due_on": made.due_on,
            "unmet": list(made.unmet),
            "document": made.document,
            "reason": made.reason,
            "decided_on": made.decided_on,
            "recorded_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(use_decisions), row)

    def _grouped(
        self, query: Facts, table: Table, only: Facts | None, read: Callable[[Found], T]
    ) -> dict[int, list[T]]:
        """Read facts by parcel, in the query's order; `only` selects the entries of those wanted."""
        if only is not None:
            query = query.where(table.c.parcel_id.in_(select(only.subquery().c.parcel_id)))
        found: dict[int, list[T]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row.parcel_id].append(read(row))
        return found


def _plan_row(parcel_id: int, made: PlanInForce, *, by: str, at: datetime) -> dict[str, Any]:
    return {
        "parcel_id": parcel_id,
        "cause": made.plan.cause,
        "measure": made.plan.measure,
        "due_on": made.plan.due_on,
        "unit": made.plan.unit,
        "from_on": made.from_on,
        "document": made.document,
        "reason": made.reason,
        "recorded_by": by,
        "recorded_at": at,
    }

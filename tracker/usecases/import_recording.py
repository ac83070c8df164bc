"""Writing what an import matched: facts are never updated, a correction voids and inserts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.model import Assignment, Review
from tracker.store.books import Books
from tracker.store.ledger import Saying
from tracker.usecases.import_matching import Change, Matched, Slot
from tracker.usecases.import_rows import IMPORTER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """Who writes, of what, and when."""

    books: Books
    assignment: Assignment
    by: str
    at: datetime

    def report(self, percent: int, text: str, said_on: date, reporter: str, review: Review | None) -> None:
        saying = Saying(
            assignment=self.assignment,
            percent=percent,
            text=text,
            said_on=said_on,
            reporter=reporter,
            user_id=None,
            origin="import",
            recorded_at=self.at,
        )
        report_id = self.books.ledger.add_report(saying)
        if review is not None:
            self.review(report_id, review)

    def review(self, report_id: int, review: Review) -> None:
        self.books.ledger.add_review(report_id, review, reviewer=self.by, at=self.at)


def record(books: Books, matched: Matched, *, by: str, at: datetime) -> None:
    """Write the changes of one assignment. A report accepts it, as in chat (FACTS 3)."""
    assignment = matched.holdings.assignment
    pen = _Pen(books=books, assignment=assignment, by=by, at=at)
    for slots in matched.days:
        _record_day(pen, slots)
    said = [slot.said.said_on for slots in matched.days for slot in slots if slot.said]
    if said and matched.holdings.accepted_on is None:
        books.ledger.add_acceptance(assignment, on=min(said), by=IMPORTER, at=at)


def _record_day(pen: _Pen, slots: Sequence[Slot]) -> None:
    """Write one day. From the first correction on all is written anew, for order tells the n-th apart."""
    corrections = (place for place, slot in enumerate(slots) if slot.change is Change.REPLACE)
    anew = next(corrections, len(slots))
    for slot in slots[anew:]:
        if slot.kept is not None:
            pen.books.ledger.void_report(slot.kept.id, pen.at)
    for place, slot in enumerate(slots):
        if slot.said is not None and (place >= anew or slot.change is Change.ADD):
            said = slot.said
            pen.report(said.percent, said.text, said.said_on, IMPORTER, slot.review)
        elif slot.kept is not None and place >= anew:
            kept = slot.kept
            pen.report(kept.percent, kept.text, kept.said_on, kept.reporter, kept.review)
        elif slot.kept is not None and slot.said and slot.said.review and slot.change is Change.REVIEW:
            pen.review(slot.kept.id, slot.said.review)

"""The office verifies a disposal or returns it with the reason (核验)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.account import ParcelStanding, parcel_standing
from tracker.errors import NotAwaitingReview, ReasonMissing, TrackerError
from tracker.model import Evidence, Review, Sender, Verdict
from tracker.parcels import Disposal, ParcelEntry, ParcelRecord
from tracker.store.books import Books
from tracker.store.evidence import Whose
from tracker.store.parcel_rows import ParcelsWanted
from tracker.usecases.look import unreachable_units


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDisposals:
    """Ask for what awaits review; `on` is the day of asking."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalsListed:
    """The disposals that nobody has reviewed, the oldest submission first."""

    awaiting: tuple[tuple[ParcelEntry, Disposal], ...]
    on: date


class DisposalGone(TrackerError):
    """The disposal of a button was taken back, or a file has corrected it since."""

    sentence = "这笔处置已经撤回，或已由新的登记更正，请重新打开宗地查看。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDisposal:
    """Ask for one disposal."""

    disposal_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalShown:
    """A disposal with its parcel and what came with it."""

    record: ParcelRecord
    disposal: Disposal
    standing: ParcelStanding
    evidence: tuple[Evidence, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDisposal:
    """The office's word on a disposal; a return needs its reason."""

    disposal_id: int
    verdict: Verdict
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalReviewed:
    """The verdict is recorded; `units` are whose parcel it is, `untold` those that no message reaches."""

    entry: ParcelEntry
    disposal: Disposal
    review: Review
    after: ParcelStanding
    units: tuple[str, ...]
    untold: tuple[str, ...]


def list_disposals(books: Books, _sender: Sender, command: ListDisposals) -> DisposalsListed:
    """Return the queue."""
    waiting = [
        (record.entry, each)
        for record in books.parcels.records(ParcelsWanted(awaiting=True))
        for each in record.disposals
        if each.review is None
    ]
    waiting.sort(key=lambda each: (each[1].submitted_on, each[1].id))
    return DisposalsListed(awaiting=tuple(waiting), on=command.on)


def show_disposal(books: Books, _sender: Sender, command: ShowDisposal) -> DisposalShown:
    """Return a disposal; refuse one that was taken back."""
    record, disposal = _found(books, command.disposal_id)
    return DisposalShown(
        record=record,
        disposal=disposal,
        standing=parcel_standing(record, command.on, books.campaign),
        evidence=books.evidence.of(Whose(disposal_id=disposal.id)),
        on=command.on,
    )


def review_disposal(books: Books, sender: Sender, command: ReviewDisposal) -> DisposalReviewed:
    """Record the verdict on a disposal that awaits review; refuse any other."""
    if command.verdict is Verdict.RETURNED and not command.reason.strip():
        raise ReasonMissing(what="退回原因")
    record, disposal = _found(books, command.disposal_id)
    if disposal.review is not None:
        raise NotAwaitingReview(subject=f"宗地 {record.entry.number}")
    review = Review(
        verdict=command.verdict,
        reason=command.reason.strip(),
        # A message from a phone whose clock runs behind cannot be reviewed before it was said.
        reviewed_on=max(command.on, disposal.submitted_on),
    )
    books.parcels.add_review(disposal.id, review, reviewer=sender.name, at=command.at)
    books.note(
        f"disposal.{review.verdict.value}",
        record.entry.number,
        by=sender.name,
        at=command.at,
        disposal=disposal.id,
        reason=review.reason,
    )
    record, disposal = _found(books, command.disposal_id)
    after = parcel_standing(record, review.reviewed_on, books.campaign)
    units = after.units
    return DisposalReviewed(
        entry=record.entry,
        disposal=disposal,
        review=review,
        after=after,
        units=units,
        untold=unreachable_units(books, units),
    )


def _found(books: Books, disposal_id: int) -> tuple[ParcelRecord, Disposal]:
    found = books.parcels.of_disposal(disposal_id)
    if found is None:
        raise DisposalGone
    return found

"""The office takes the verification of a disposal back when it proves wrong (撤销核验).

What was known before stays: the withdrawal has a day of its own, from which the disposal is as if it had
never been submitted (FACTS 3).
"""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.account import ParcelStanding, parcel_standing
from tracker.errors import ReasonMissing, TrackerError
from tracker.model import Sender, Verdict
from tracker.parcels import Disposal, ParcelEntry
from tracker.store.books import Books
from tracker.usecases.choosing_parcels import find_parcel
from tracker.usecases.look import unreachable_units


class NotVerified(TrackerError):
    """The disposal is not verified, or not any more."""

    sentence = "这笔处置没有核验通过，或已经撤销，不用再撤销。"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDisposal:
    """Take the verification of a disposal back, for a reason."""

    disposal_id: int
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalWithdrawn:
    """The disposal counts no more from `withdrawn_on` on; `after` is how its parcel stands that day.

    `units` are whose parcel it is, `untold` those that no message reaches.
    """

    entry: ParcelEntry
    disposal: Disposal
    withdrawn_on: date
    reason: str
    after: ParcelStanding
    units: tuple[str, ...]
    untold: tuple[str, ...]


def withdraw_disposal(books: Books, sender: Sender, command: WithdrawDisposal) -> DisposalWithdrawn:
    """Record the withdrawal of a verification; refuse what is not verified."""
    reason = command.reason.strip()
    if not reason:
        raise ReasonMissing(what="撤销原因")
    found = books.parcels.of_disposal(command.disposal_id)
    review = found[1].review if found else None
    if found is None or review is None or review.verdict is not Verdict.APPROVED:
        raise NotVerified
    entry, disposal = found[0].entry, found[1]
    # A message from a phone whose clock runs behind cannot withdraw what was not verified then.
    withdrawn_on = max(command.on, review.reviewed_on)
    books.parcels.withdraw_review(disposal.id, on=withdrawn_on, reason=reason, by=sender.name, at=command.at)
    books.note(
        "disposal.withdrawn", entry.number, by=sender.name, at=command.at, disposal=disposal.id, reason=reason
    )
    after = parcel_standing(
        find_parcel(books, entry.number, None, withdrawn_on), withdrawn_on, books.campaign
    )
    return DisposalWithdrawn(
        entry=entry,
        disposal=disposal,
        withdrawn_on=withdrawn_on,
        reason=reason,
        after=after,
        units=after.units,
        untold=unreachable_units(books, after.units),
    )

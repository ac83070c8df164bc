"""The office takes an area without a parcel back when it proves wrong, was recorded twice, or is corrected.

It stays known as it was before that day; from it on it is as if it had never been submitted (FACTS 3).
"""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import ReasonMissing
from tracker.model import Sender
from tracker.store.area_disposals import AreaDisposal
from tracker.store.books import Books
from tracker.usecases.look import unreachable_units
from tracker.usecases.look_at_areas import AreaGone, unit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawArea:
    """Take an area back, verified or not, for a reason."""

    area_id: int
    reason: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWithdrawn:
    """The area counts no more from its `withdrawn_on` on; `unit` is whose it was, if any unit's.

    `untold` is that unit where no message reaches it.
    """

    area: AreaDisposal
    withdrawn_on: date
    reason: str
    unit: str | None
    untold: tuple[str, ...]


def withdraw_area(books: Books, sender: Sender, command: WithdrawArea) -> AreaWithdrawn:
    """Record the withdrawal of an area; refuse what is withdrawn already."""
    reason = command.reason.strip()
    if not reason:
        raise ReasonMissing(what="撤销原因")
    area = books.area_disposals.by_id(command.area_id)
    if area is None or area.withdrawn_on is not None:
        raise AreaGone
    # A message from a phone whose clock runs behind cannot withdraw what was not verified then.
    withdrawn_on = max(command.on, area.verified_on or area.disposed_on)
    books.area_disposals.withdraw(
        command.area_id, on=withdrawn_on, reason=reason, by=sender.name, at=command.at
    )
    place = area.park or area.unit or ""
    books.note("area.withdrawn", place, by=sender.name, at=command.at, area=command.area_id, reason=reason)
    unit = unit_of(books.campaign, area)
    return AreaWithdrawn(
        area=area,
        withdrawn_on=withdrawn_on,
        reason=reason,
        unit=unit,
        untold=unreachable_units(books, (unit,)) if unit else (),
    )

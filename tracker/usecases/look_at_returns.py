"""Reading the quarterly returns as they stood on a day: who has, who has not, who was late."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.model import Sender
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnStanding, opened_quarters, return_standing
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtReturns:
    """What to read: the day, what was known by then (None: everything), which quarters, whose.

    `quarters` None is every quarter that is open by that day. `recorded_by`: as the records were then.
    """

    on: date
    known: date | None = None
    quarters: tuple[Quarter, ...] | None = None
    units: tuple[str, ...] | None = None
    recorded_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsSeen:
    """The returns, by quarter and then as the plan lists units; `opened` are the quarters open by the day."""

    campaign: Campaign
    sender: Sender
    on: date
    opened: tuple[Quarter, ...]
    returns: tuple[ReturnStanding, ...]


def look_at_returns(books: Books, sender: Sender, command: LookAtReturns) -> ReturnsSeen:
    """Read what is recorded; nothing where the campaign asks for no returns."""
    rule = books.campaign.returns
    return ReturnsSeen(
        campaign=books.campaign,
        sender=sender,
        on=command.on,
        opened=opened_quarters(rule, command.on) if rule else (),
        returns=returns_on(books, command),
    )


def returns_on(books: Books, command: LookAtReturns) -> tuple[ReturnStanding, ...]:
    """Return the returns as they stood on the day."""
    rule, on = books.campaign.returns, command.on
    if rule is None:
        return ()
    quarters = opened_quarters(rule, on) if command.quarters is None else command.quarters
    records = books.returns.records(
        known=command.known, quarters=quarters, units=command.units, recorded_by=command.recorded_by
    )
    return tuple(return_standing(record, on, rule) for record in records)

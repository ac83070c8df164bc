"""Reading the ledger as it was on a day: every list, page and picture starts here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.model import Holdings, Role, Sender
from tracker.plan import Campaign
from tracker.returns import ReturnRecord
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What to read: the day asked about, what was known by then (None: everything), whose."""

    on: date
    known: date | None = None
    units: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The facts of the day; `unreachable` are units of the plan that no message reaches, whatever is open."""

    campaign: Campaign
    sender: Sender
    on: date
    known: date | None
    holdings: tuple[Holdings, ...]
    returns: tuple[ReturnRecord, ...]
    unreachable: tuple[str, ...]


def look(books: Books, sender: Sender, command: Look) -> Seen:
    """Read what is recorded, in ledger order."""
    return Seen(
        campaign=books.governors.campaign(command.known),
        sender=sender,
        on=command.on,
        known=command.known,
        holdings=books.ledger.holdings(known=command.known, units=command.units),
        returns=books.returns.records(known=command.known, units=command.units),
        unreachable=unreachable_units(books),
    )


def unreachable_units(books: Books, among: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the units of the plan without a liaison whose chat takes our messages, in ledger order.

    `among` asks about these units alone.
    """
    reached = {m.post.unit for m in books.people.with_role(Role.LIAISON) if m.blocked_at is None}
    tasks = (*books.campaign.tasks, *books.campaign.obligations)
    named = {unit for task in tasks for unit, _ in task.parts()} - {books.campaign.office.name}
    silent = named - reached if among is None else (named - reached) & set(among)
    return tuple(unit.name for unit in books.campaign.units if unit.name in silent)

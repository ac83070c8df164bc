"""Reading for a person: the office, the director and 督查局 see all, others their own units."""

from bot.access import sees_all
from bot.requests import UsageError
from tracker.model import Role, Sender
from tracker.store.books import Books
from tracker.usecases.look import Look, Seen, look


def own_units(sender: Sender) -> tuple[str, ...]:
    """Return the units in which the sender is liaison or leader."""
    return sender.units(Role.LIAISON, Role.LEADER)


def refuse_others(sender: Sender, unit: str) -> None:
    """Keep who does not see all to their own units, also by a forged button."""
    if not sees_all(sender) and unit not in own_units(sender):
        raise UsageError("只能查询本单位。")


def look_as_allowed(books: Books, sender: Sender, command: Look) -> Seen:
    """Read the ledger as far as this sender may see it."""
    units = None if sees_all(sender) else own_units(sender)
    return look(books, sender, Look(on=command.on, known=command.known, units=units))


def look_at_own(books: Books, sender: Sender, command: Look) -> Seen:
    """Read what the sender's own units have to do; everything for who has no unit of their own."""
    units = own_units(sender) or None
    return look(books, sender, Look(on=command.on, known=command.known, units=units))

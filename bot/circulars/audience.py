"""Who reads of every unit what waits for a decision: the director, and the office that prepares it."""

from reminders.circulars import each_once
from tracker.model import Member, Role
from tracker.store.books import Books


def director_and_office(books: Books) -> tuple[Member, ...]:
    """Return each of them once, the director first."""
    return each_once((*books.people.with_role(Role.DIRECTOR), *books.people.with_role(Role.OFFICE)))

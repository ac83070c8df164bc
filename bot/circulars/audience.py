"""Who hears of what goes out by itself, and who was on a post when it did."""

from collections.abc import Collection
from datetime import datetime

from reminders.hearers import Hearer, Who, each_once, hearer_of
from tracker.model import Member, Role
from tracker.store.books import Books


def director_and_office(books: Books) -> tuple[Hearer, ...]:
    """Return who reads of every unit what waits for a decision, each once, the director first."""
    return each_once((*books.people.with_role(Role.DIRECTOR), *books.people.with_role(Role.OFFICE)))


def holders_since(books: Books, roles: Collection[Role], at: datetime) -> tuple[Member, ...]:
    """Return who has these roles now and heard then what came at a moment, in order of the roles.

    Of a post that one person holds, whoever holds it now, if anybody did then. Of the others each person who
    had one of the roles then, if another one than now.
    """
    then: set[Who] = {hearer_of(each).who for each in books.people.held_at(at) if each.post.role in roles}
    now = [each for each in books.people.all() if hearer_of(each).who in then]
    return tuple(each for role in roles for each in now if each.post.role is role)

"""Finding what a request is about: the task, the unit, the assignment."""

from difflib import get_close_matches

from tracker.errors import NotYourTask, TaskNotOfUnit, UnknownTask, UnknownUnit, WhichUnit
from tracker.model import Assignment, Role, Sender
from tracker.plan import Campaign, Task, Unit
from tracker.store.books import Books

_BRIEF = 20


def find_task(campaign: Campaign, code: str) -> Task:
    """Return the task or obligation of that code, or refuse."""
    task = campaign.task(code)
    if task is None:
        raise UnknownTask(code=code)
    return task


def find_unit(campaign: Campaign, word: str) -> Unit:
    """Return the unit of that name, id or synonym, or refuse with the nearest names."""
    unit = campaign.unit(word)
    if unit is None:
        names = [each.name for each in campaign.units]
        shown = brief(word)
        raise UnknownUnit(word=shown, nearest=tuple(get_close_matches(shown, names, n=3, cutoff=0.4)))
    return unit


def brief(word: str) -> str:
    """Cut what somebody typed to what a sentence about it needs: a name, never a whole message."""
    return word if len(word) <= _BRIEF else word[:_BRIEF] + "…"


def own_assignment(books: Books, sender: Sender, code: str, unit_word: str | None) -> Assignment:
    """Return the assignment that the sender, as liaison, may report on.

    `unit_word` settles it for who is liaison of several units with this task; without it, refuse to guess.
    """
    task = find_task(books.campaign, code)
    own = sender.units(Role.LIAISON)
    asked = (find_unit(books.campaign, unit_word).name,) if unit_word else own
    units = tuple(unit for unit in asked if unit in own and task.part_of(unit))
    if not units:
        raise NotYourTask(task=task.code, unit="、".join(asked))
    if len(units) > 1:
        raise WhichUnit(task=task.code, units=units)
    return _assignment(books, task, units[0])


def any_assignment(books: Books, code: str, unit_word: str) -> Assignment:
    """Return the assignment of a task for a unit that the office names."""
    return _assignment(books, find_task(books.campaign, code), find_unit(books.campaign, unit_word).name)


def _assignment(books: Books, task: Task, unit: str) -> Assignment:
    found = books.ledger.assignment(task.code, unit)
    if found is None:
        raise TaskNotOfUnit(task=task.code, unit=unit)
    return found

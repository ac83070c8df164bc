"""Finding what a request is about: the task, the unit, the assignment."""

from datetime import date
from difflib import get_close_matches

from tracker.errors import (
    NotYourTask,
    TaskNotOfUnit,
    TrackerError,
    UnknownPark,
    UnknownPlace,
    UnknownTask,
    UnknownUnit,
    WhichUnit,
)
from tracker.model import Assignment, Role, Sender
from tracker.parks import Park
from tracker.plan import Campaign, Task, Unit
from tracker.quantities import plain
from tracker.store.books import Books

_BRIEF = 20


class HasNoTarget(TrackerError):
    """Only counties, zones and parks have annual tasks."""

    sentence = "{unit}没有年度处置任务：只有县（区）、管委会和产业集聚区有。"

    def __init__(self, *, unit: str) -> None:
        super().__init__(unit=unit)


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


def land_unit(campaign: Campaign, word: str) -> Unit:
    """Return a county or zone: only these have annual tasks, quotas and applications (四（四）)."""
    unit = find_unit(campaign, word)
    if not unit.answers_for_land:
        raise HasNoTarget(unit=unit.name)
    return unit


def find_park(campaign: Campaign, word: str, on: date) -> Park:
    """Return the park of that name, id or synonym, or refuse with the nearest names.

    A unit's name, where it names no park, offers the parks that the unit governs on that day.
    """
    park = campaign.park(word)
    if park is None:
        shown = brief(word)
        unit = campaign.unit(word)
        governed = tuple(each.name for each in campaign.parks_of(unit.name, on)) if unit else ()
        raise UnknownPark(word=shown, nearest=governed or _parks_like(campaign, shown))
    return park


def find_place(campaign: Campaign, word: str) -> Unit | Park:
    """Return the unit or the park of that name; a word that means both is the unit (FACTS 1)."""
    found = campaign.unit(word) or campaign.park(word)
    if found is None:
        shown = brief(word)
        units = get_close_matches(shown, [each.name for each in campaign.units], n=3, cutoff=0.5)
        raise UnknownPlace(word=shown, nearest=(*units, *_parks_like(campaign, shown)))
    return found


def industry_name(word: str) -> str:
    """Return an industry as it is recorded and asked for: 化工 and 化工行业 are one."""
    return plain(word).removesuffix("行业")


def _parks_like(campaign: Campaign, word: str) -> tuple[str, ...]:
    """Return the canonical names that the nearest words mean, the nearest first."""
    names = {each: park.name for park in campaign.parks for each in (park.name, *park.synonyms)}
    near = get_close_matches(word, names, n=6, cutoff=0.5)
    return tuple(dict.fromkeys(names[each] for each in near))[:3]


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

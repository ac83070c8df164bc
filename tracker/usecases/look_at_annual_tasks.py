"""The annual tasks beside everything else of a day: its year, what is open of any year, the goal in area."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.model import Sender
from tracker.store.books import Books
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_open_years import LookAtOpenYears, look_at_open_years
from tracker.usecases.look_at_sanctions import YEARS, LookAtSanctions, SanctionsSeen, look_at_sanctions


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualTasks:
    """The year of the day, the open years up to it, and what is done for the goal since the campaign began.

    `goal_done_mu` is of the counted categories, verified, from 1 January of the year of issue until the day,
    at the latest until the goal's own; None where the campaign has no goal in area.
    """

    land: SanctionsSeen
    open_years: tuple[UnitYear, ...]
    goal_done_mu: Decimal | None


def look_at_annual_tasks(books: Books, sender: Sender, command: LookAtOpenYears) -> AnnualTasks | None:
    """Judge the annual tasks; None where the plan stops nothing, or no task can have the day's year."""
    on, known, units = command.on, command.known, command.units
    if books.campaign.sanctions is None or on.year not in YEARS:
        return None
    land = look_at_sanctions(books, sender, LookAtSanctions(year=on.year, on=on, known=known, units=units))
    return AnnualTasks(
        land=land,
        open_years=look_at_open_years(books, sender, command),
        goal_done_mu=_done_for_the_goal(land, on),
    )


def _done_for_the_goal(land: SanctionsSeen, on: date) -> Decimal | None:
    goal = land.campaign.area_goal
    if goal is None:
        return None
    first = date(land.campaign.issued_on.year, 1, 1)
    last = on if goal.due_on is None else min(on, goal.due_on)
    return land.facts.done_between(first, last, land.rules.counted_categories, on=on)

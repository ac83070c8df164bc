"""What would follow at the next cut-off: as recorded, with what awaits review, with an area more."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.parcels import Category
from tracker.quantities import read_area
from tracker.sanctions import SanctionRule, SanctionStanding, cutoff_of, next_cutoff, sanction_standing
from tracker.store.books import Books
from tracker.targets import AreaDone, LandYears
from tracker.unit_year import UnitYear
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    look_at_sanctions,
)
from tracker.whose import governor_of

_DAY = timedelta(days=1)


class NoCutOffAhead(TrackerError):
    """The year is over: nothing that is disposed of now changes it."""

    sentence = "{year} 年度已经结束，之后处置的面积不再计入。"

    def __init__(self, *, year: int) -> None:
        super().__init__(year=year)


class NotInTheYear(TrackerError):
    """The day lies outside what can still be done."""

    sentence = "日期 {day} 应在 {first} 到 {last} 之间。"

    def __init__(self, *, day: date, first: date, last: date) -> None:
        super().__init__(day=day, first=first, last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Ask about a unit's year; `area`, as it was written, is taken as disposed of and verified on `day`."""

    unit: str
    year: int
    on: date
    area: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatFollows:
    """The unit's year now, and as it would stand behind the cut-off that lies ahead.

    `recorded`: if nothing more happened; `reviewed`: if all that awaits review were verified; `more`: with
    the `more_mu` that were asked about, None where none were.
    """

    asked: WhatIf
    cutoff: date
    now: UnitYear
    recorded: SanctionStanding
    reviewed: SanctionStanding
    more_mu: Decimal
    more: SanctionStanding | None


def what_if(books: Books, sender: Sender, command: WhatIf) -> WhatFollows:
    """Judge the facts as they are and as they might be; nothing is recorded."""
    asked = LookAtSanctions(year=command.year, on=command.on, units=(command.unit,))
    seen = look_at_sanctions(books, sender, asked)
    now = seen.years[0]
    year_end = cutoff_of(command.year, SanctionRule.YEAR_END, seen.rules)
    if command.on > year_end:
        raise NoCutOffAhead(year=command.year)
    first = max(command.on, date(command.year, 1, 1))
    day = command.day or first
    cutoff = next_cutoff(command.year, seen.rules, on=day)
    if not first <= day <= year_end:
        raise NotInTheYear(day=day, first=first, last=year_end)

    def then(facts: LandYears) -> SanctionStanding:
        unit, governor = now.standing.unit, governor_of(seen.campaign)
        return sanction_standing(unit, command.year, facts, seen.rules, governor, on=cutoff + _DAY)

    facts, reviewed = seen.facts, seen.facts.all_verified()
    more = None
    more_mu = read_area(command.area) if command.area is not None else Decimal(0)
    if more_mu:
        area = AreaDone(
            park=None,
            unit=now.standing.unit,
            category=Category(seen.rules.counted_categories[0]),
            area_mu=more_mu,
            disposed_on=day,
            verified=True,
        )
        more = then(replace(facts, done=(*facts.done, area)))
    return WhatFollows(
        asked=command,
        cutoff=cutoff,
        now=now,
        recorded=then(facts),
        reviewed=then(reviewed),
        more_mu=more_mu,
        more=more,
    )

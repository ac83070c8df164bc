"""The words of a campaign: what the plan orders, of whom, by when, and the numbers its rules use.

A `Campaign` is built by `config.campaign` from a campaign file and is valid by construction: every unit
named in it exists, every code is unique. Areas are in 亩, exact. `source` names a clause of the plan
(`二（三）1`) or says `office default` where the plan is silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from tracker.measures import (
    Assessment,
    Boundaries,
    Ladder,
    LandAccount,
    Lights,
    Notices,
    Publicity,
    Returns,
    Sanctions,
    Scoring,
)
from tracker.parks import Park, StatedTotals

OFFICE_DEFAULT = "office default"


class UnitGroup(StrEnum):
    """The kinds of organisation the plan addresses; counties and zones are ranked apart (FACTS 7)."""

    COUNTY = "county"
    ZONE = "zone"
    DEPARTMENT = "department"
    OFFICE = "office"


class Part(StrEnum):
    """What a unit is for a task: 牵头, 责任, or bound by the body of the plan outside the ledger."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An organisation. `id` is short ASCII and never changes: buttons carry it.

    `inspects`: the supervising unit, whose people see every unit and write nothing.
    """

    id: str
    name: str
    group: UnitGroup
    synonyms: tuple[str, ...] = ()
    quarterly_return: bool = False
    inspects: bool = False

    @property
    def answers_for_land(self) -> bool:
        """Whether it is a county or a zone: only these govern parks, have annual tasks and apply for land."""
        return self.group in {UnitGroup.COUNTY, UnitGroup.ZONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Collective:
    """A name by which the plan means several units: 各县（区）政府."""

    name: str
    units: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One of the five 指标 under which Annex 2 groups its tasks."""

    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date of the body that the Annex does not rule; shown under its task, never overdue."""

    text: str
    due_on: date
    units: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One of the items a task falls into (二（一）1), with the departments that help."""

    name: str
    helpers: tuple[str, ...] = ()
    helpers_source: str = OFFICE_DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A row of the ledger, or an obligation of the body (`due_on` None: no date until the office sets one).

    `lead` and `supporting` are unit names in ledger order; an obligation has its units in `obliged`.
    `lead_text` and `supporting_text` are how the plan's own table names them, empty where nobody noted it.
    """

    code: str
    indicator: Indicator | None
    content: str
    due_on: date | None
    due_text: str
    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    lead_text: str = ""
    supporting_text: str = ""
    obliged: tuple[str, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    note: str = ""
    source: str

    @property
    def in_ledger(self) -> bool:
        """Whether Annex 2 has this row; obligations are counted apart."""
        return self.indicator is not None

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Yield every unit of the task with its part, lead first."""
        for part, units in (
            (Part.LEAD, self.lead),
            (Part.SUPPORTING, self.supporting),
            (Part.OBLIGATION, self.obliged),
        ):
            for unit in units:
                yield unit, part

    def part_of(self, unit: str) -> Part | None:
        """Return what `unit` is for this task, or None where the task does not name it."""
        return next((part for name, part in self.parts() if name == unit), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stage of the campaign; the last one has no end."""

    name: str
    from_on: date
    until_on: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A city-wide goal (一（二）), for instance 20,000 亩 by 2022-12-31."""

    key: str
    name: str
    amount: Decimal
    measure: str
    due_on: date | None
    due_text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post of the leading group (附件1): people change, posts do not."""

    role: str
    title: str
    unit: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What stands around the plan's own table of tasks: 附件2, its title, its 说明."""

    label: str
    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A whole campaign, valid by construction; see `config.campaign.load`.

    A section that another city's plan does not have is None, or empty.
    """

    title: str
    short: str
    """How everybody calls it: 百园增效."""
    document: str
    issued_on: date
    timezone: str
    units: tuple[Unit, ...]
    parks: tuple[Park, ...]
    tasks: tuple[Task, ...]
    obligations: tuple[Task, ...]
    phases: tuple[Phase, ...]
    goals: tuple[Goal, ...]
    lights: Lights
    ladder: Ladder
    notices: Notices
    returns: Returns | None = None
    scoring: Scoring | None = None
    sanctions: Sanctions | None = None
    assessment: Assessment | None = None
    account: LandAccount | None = None
    boundaries: Boundaries | None = None
    publicity: Publicity | None = None
    stated_totals: StatedTotals | None = None
    leading_group: tuple[Seat, ...] = ()
    collectives: tuple[Collective, ...] = ()
    annex: Annex | None = None

    @property
    def area_goal(self) -> Goal | None:
        """Return the goal that is an area in 亩, if the campaign has one."""
        return next((goal for goal in self.goals if goal.measure == "亩"), None)

    @cached_property
    def _units_by_word(self) -> dict[str, Unit]:
        words = {word: unit for unit in self.units for word in unit.synonyms}
        return words | {unit.id: unit for unit in self.units} | {unit.name: unit for unit in self.units}

    @cached_property
    def _parks_by_word(self) -> dict[str, Park]:
        words = {word: park for park in self.parks for word in park.synonyms}
        return words | {park.id: park for park in self.parks} | {park.name: park for park in self.parks}

    @cached_property
    def _tasks_by_code(self) -> dict[str, Task]:
        return {task.code: task for task in (*self.tasks, *self.obligations)}

    def unit(self, word: str) -> Unit | None:
        """Find a unit by canonical name, id or synonym."""
        return self._units_by_word.get(word)

    def park(self, word: str) -> Park | None:
        """Find a park by canonical name, id or synonym; a county's name means its park here (FACTS 1)."""
        return self._parks_by_word.get(word)

    def parks_of(self, unit: str, on: date) -> tuple[Park, ...]:
        """Return the parks that a unit governs on a day, by its canonical name."""
        return tuple(each for each in self.parks if (row := each.governor(on)) and row.unit == unit)

    def task(self, code: str) -> Task | None:
        """Find a ledger task or an obligation by code."""
        return self._tasks_by_code.get(code)

    def phase(self, on: date) -> Phase | None:
        """Return the phase of that day; None before the campaign."""
        return next(
            (p for p in self.phases if p.from_on <= on and (p.until_on is None or on <= p.until_on)), None
        )

    @property
    def land_units(self) -> tuple[Unit, ...]:
        """The counties and zones."""
        return tuple(unit for unit in self.units if unit.answers_for_land)

    @property
    def office(self) -> Unit:
        """The unit that runs the campaign."""
        return next(unit for unit in self.units if unit.group is UnitGroup.OFFICE)

    @property
    def supervisor(self) -> Unit:
        """The unit that inspects; the office where the plan names none."""
        return next((unit for unit in self.units if unit.inspects), self.office)

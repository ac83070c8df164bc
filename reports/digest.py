"""Every number of /status on one day; picture, JSON, pages and sentences lay it out.

Pure: a campaign, everything recorded, a day. What was known is filtered by the store; `known` is only kept
here to be said. Annex 2 and the obligations of the body are counted apart (FACTS 2).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reports.tally import Tally, tally, tally_of
from reports.year_digest import YearDigest
from tracker.model import Holdings, Light
from tracker.plan import Campaign, Goal, Part, Unit, UnitGroup
from tracker.returns import ReturnRecord, ReturnStanding, opened_quarters, return_standing
from tracker.standing import Standing, standing, worst
from tracker.unit_year import UnitYear


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A ledger task on the day. `dues` are the dates in force, several where units differ."""

    code: str
    content: str
    source: str
    dues: tuple[date, ...]
    light: Light
    tally: Tally

    @property
    def due_on(self) -> date | None:
        """The one date of the task; None where units differ or no date is set."""
        return self.dues[0] if len(self.dues) == 1 else None

    @property
    def due_mixed(self) -> bool:
        """Whether units have different dates."""
        return len(self.dues) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit on the day, ledger tasks alone. `light` is None where the ledger has no row for it.

    `filing` is its newest quarterly return that is open by the day.
    """

    unit: str
    group: UnitGroup
    lead: Tally
    supporting: Tally
    light: Light | None
    filing: ReturnStanding | None = None

    @property
    def total(self) -> int:
        """All assignments of the unit."""
        return self.lead.total + self.supporting.total

    @property
    def closed(self) -> int:
        """Closed assignments, lead and supporting."""
        return self.lead.closed + self.supporting.closed

    @property
    def red(self) -> int:
        """Overdue assignments, lead and supporting."""
        return self.lead.red + self.supporting.red

    @property
    def submitted(self) -> int:
        """Assignments that await review."""
        return self.lead.submitted + self.supporting.submitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The units that share one task and one due date; `days` to that date, negative when it is past."""

    code: str
    content: str
    due_on: date
    days: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A day of the campaign.

    `matrix` has a row for each of `units` and a column for each of `tasks`, None where the unit has no part.
    Before the plan was issued (or known) `issued` is false and every list but `units` is empty.
    `years` are the annual tasks, None where the plan stops nothing or none was asked for; `open_years` are
    those of any year that wait for the director or stop a unit, `goal_done_mu` what is done for the goal.
    `upcoming` and `overdue` leave out what is closed or awaits review, `overdue_duties` are the obligations';
    `reds` has the longest overdue first, `overdue_returns` the oldest quarter.
    """

    title: str
    document: str
    issued_on: date
    on: date
    known: date | None
    issued: bool
    phase: str | None
    task_tally: Tally
    tally: Tally
    tasks: tuple[TaskRow, ...]
    units: tuple[UnitRow, ...]
    matrix: tuple[tuple[Standing | None, ...], ...] = field(repr=False)
    standings: tuple[Standing, ...] = field(repr=False)
    obligations: tuple[Standing, ...] = field(repr=False)
    reds: tuple[Standing, ...] = field(repr=False)
    overdue: tuple[Deadline, ...]
    overdue_duties: tuple[Deadline, ...]
    overdue_returns: tuple[ReturnStanding, ...]
    upcoming: tuple[Deadline, ...]
    soon_days: int
    behind_points: int
    goal: Goal | None
    unreachable: tuple[str, ...]
    years: YearDigest | None
    open_years: tuple[UnitYear, ...] = field(repr=False)
    goal_done_mu: Decimal | None

    def due_within(self, days: int) -> tuple[Deadline, ...]:
        """Return what is still to be submitted and due from today to `days` days ahead."""
        return tuple(deadline for deadline in self.upcoming if deadline.days <= days)

    @property
    def overdue_obligations(self) -> tuple[Standing, ...]:
        """Obligations of the body that are past due, in ledger order."""
        return tuple(each for each in self.obligations if each.overdue)


def digest(
    campaign: Campaign,
    holdings: Sequence[Holdings],
    *,
    on: date,
    known: date | None,
    unreachable: Sequence[str],
    returns: Sequence[ReturnRecord] = (),
    years: YearDigest | None = None,
    open_years: Sequence[UnitYear] = (),
    goal_done_mu: Decimal | None = None,
) -> Digest:
    """Judge everything recorded on the day `on`.

    For one unit's view pass that unit's holdings and returns alone. `unreachable` are names of units.
    """
    issued = on >= campaign.issued_on and (known is None or known >= campaign.issued_on)
    judged = _in_ledger_order(campaign, holdings, on) if issued else ()
    ledger = tuple(each for each in judged if each.assignment.part is not Part.OBLIGATION)
    tasks = _task_rows(campaign, ledger)
    opened = opened_returns(campaign, returns, on) if issued else ()
    units = _unit_rows(campaign, ledger, {each.unit: each for each in opened})
    placed = {(each.assignment.unit, each.assignment.code): each for each in ledger}
    phase = campaign.phase(on) if known is None or issued else None
    obliged = tuple(each for each in judged if each.assignment.part is Part.OBLIGATION)
    open_ones = [each for each in ledger if each.light is not Light.CLOSED and not each.submitted]
    return Digest(
        title=campaign.title,
        document=campaign.document,
        issued_on=campaign.issued_on,
        on=on,
        known=known,
        issued=issued,
        phase=phase.name if phase else None,
        task_tally=tally_of((row.light, row.tally.submitted > 0) for row in tasks),
        tally=tally(ledger),
        tasks=tasks,
        units=units,
        matrix=tuple(tuple(placed.get((unit.unit, task.code)) for task in tasks) for unit in units),
        standings=ledger,
        obligations=obliged,
        reds=tuple(sorted((each for each in ledger if each.overdue), key=lambda each: -each.days)),
        overdue=_deadlines(campaign, (each for each in open_ones if each.overdue), on),
        overdue_duties=_deadlines(campaign, (each for each in obliged if each.overdue), on),
        overdue_returns=tuple(each for each in opened if each.days),
        upcoming=_deadlines(campaign, (each for each in open_ones if not each.overdue), on),
        soon_days=campaign.lights.due_within_days,
        behind_points=campaign.lights.behind_points,
        goal=campaign.area_goal,
        unreachable=tuple(unreachable),
        years=years,
        open_years=tuple(open_years),
        goal_done_mu=goal_done_mu,
    )


def _in_ledger_order(campaign: Campaign, holdings: Iterable[Holdings], on: date) -> tuple[Standing, ...]:
    """Judge all, by task and then by unit, both as the campaign lists them.

    What the campaign file no longer names is history, and is left out.
    """
    places = {unit.name: place for place, unit in enumerate(campaign.units)}
    judged = {
        (each.assignment.code, each.assignment.unit): standing(each, on, campaign.lights) for each in holdings
    }
    ordered = (
        (task.code, unit)
        for task in (*campaign.tasks, *campaign.obligations)
        for unit in sorted((unit for unit, _ in task.parts()), key=places.__getitem__)
    )
    return tuple(judged[name] for name in ordered if name in judged)


def _task_rows(campaign: Campaign, ledger: Sequence[Standing]) -> tuple[TaskRow, ...]:
    """Return a row for every task that somebody has."""
    by_task = _grouped(ledger, lambda each: each.assignment.code)
    return tuple(
        TaskRow(
            code=task.code,
            content=task.content,
            source=task.source,
            dues=tuple(sorted({each.due_on for each in held if each.due_on})),
            light=worst(each.light for each in held),
            tally=tally(held),
        )
        for task in campaign.tasks
        if (held := by_task.get(task.code))
    )


def opened_returns(
    campaign: Campaign, returns: Iterable[ReturnRecord], on: date
) -> tuple[ReturnStanding, ...]:
    """Judge the returns of the quarters whose first prompt has come, the newest quarter last."""
    rule = campaign.returns
    if rule is None:
        return ()
    opened = opened_quarters(rule, on)
    ordered = sorted(returns, key=lambda each: each.quarter)
    return tuple(return_standing(each, on, rule) for each in ordered if each.quarter in opened)


def _unit_rows(
    campaign: Campaign, ledger: Sequence[Standing], filings: Mapping[str, ReturnStanding]
) -> tuple[UnitRow, ...]:
    """Return a row for every unit that the ledger names or that owes quarterly returns."""
    named = {name for task in campaign.tasks for name, _ in task.parts()}
    by_unit = _grouped(ledger, lambda each: each.assignment.unit)
    return tuple(
        _unit_row(unit, by_unit.get(unit.name, []), filings.get(unit.name))
        for unit in campaign.units
        if unit.quarterly_return or unit.name in named
    )


def _unit_row(unit: Unit, held: Sequence[Standing], filing: ReturnStanding | None) -> UnitRow:
    return UnitRow(
        unit=unit.name,
        group=unit.group,
        lead=tally(each for each in held if each.assignment.part is Part.LEAD),
        supporting=tally(each for each in held if each.assignment.part is Part.SUPPORTING),
        light=worst(each.light for each in held) if held else None,
        filing=filing,
    )


def _grouped(ledger: Iterable[Standing], by: Callable[[Standing], str]) -> dict[str, list[Standing]]:
    """Gather assignments of one task or one unit, in ledger order."""
    groups: dict[str, list[Standing]] = {}
    for each in ledger:
        groups.setdefault(by(each), []).append(each)
    return groups


def _deadlines(campaign: Campaign, standings: Iterable[Standing], on: date) -> tuple[Deadline, ...]:
    """Gather assignments by due date and task, the earliest first; what has no date is left out."""
    units: dict[tuple[date, str], list[str]] = {}
    for each in standings:
        if each.due_on:
            units.setdefault((each.due_on, each.assignment.code), []).append(each.assignment.unit)
    contents = {task.code: task.content for task in (*campaign.tasks, *campaign.obligations)}
    gathered = (
        Deadline(
            code=code, content=contents[code], due_on=due_on, days=(due_on - on).days, units=tuple(names)
        )
        for (due_on, code), names in units.items()
    )
    return tuple(sorted(gathered, key=lambda deadline: deadline.due_on))

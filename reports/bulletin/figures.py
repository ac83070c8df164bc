"""Every number of a quarter's 通报; pure. Sentences and tables say them, the JSON answer has them by path."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.digest import Deadline, Digest, TaskRow
from tracker.assessment import Place
from tracker.measures import Returns, Sanctions
from tracker.model import Light
from tracker.orders import Order
from tracker.parcels import Category
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnStanding, opens_on, owed_quarters
from tracker.sanctions import SanctionStanding, midyear_of
from tracker.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in its group: its year, what it disposed of in the quarter, its rank, what it is late with.

    `year` and `place` are None where the plan has no such rules; `before` is the rank at the end of the
    quarter before; `orders` stop its applications on the day.
    """

    unit: str
    group: str
    year: SanctionStanding | None
    quarter_mu: Decimal
    place: Place | None
    before: int | None
    red: int
    orders: tuple[Order, ...]

    @property
    def target_mu(self) -> Decimal | None:
        """Return the year's task; None where none is set."""
        return self.year.target_mu if self.year else None

    @property
    def done_mu(self) -> Decimal:
        """Return what is done of the year, verified."""
        return self.year.done_mu if self.year else Decimal(0)

    @property
    def rank(self) -> int | None:
        """Return the rank in its group."""
        return self.place.rank if self.place else None

    @property
    def path(self) -> str:
        """Return where the JSON of the 通报 has it."""
        return f"bulletin.units[{self.unit}]"

    @property
    def year_path(self) -> str:
        """Return where the JSON of the sanctions has its year."""
        return f"sanctions.units[{self.unit}]"

    @property
    def rank_path(self) -> str:
        """Return where the JSON of the ranking has it."""
        return f"ranking.groups[{self.group}].rows[{self.unit}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units ranked among themselves, the best first."""

    group: str
    lines: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFigures:
    """A quarter on the day `on`, drafted on `drafted_on`: returns are of that day, all else of `on`.

    `categories` is what was disposed of in the quarter; `notes` say what figures rest on; `left_out` what the
    office has to know and no unit may read.
    """

    campaign: Campaign
    quarter: Quarter
    on: date
    drafted_on: date
    digest: Digest
    rules: Sanctions | None
    groups: tuple[Group, ...]
    categories: tuple[tuple[Category, Decimal], ...]
    returns: tuple[ReturnStanding, ...]
    notes: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def running(self) -> bool:
        """Whether the quarter has not ended."""
        return self.on < self.quarter.last_on

    @property
    def lines(self) -> tuple[UnitLine, ...]:
        """Return the units of all groups."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def tasked(self) -> tuple[UnitLine, ...]:
        """Return the units that have a task for the year."""
        return tuple(line for line in self.lines if line.target_mu is not None)

    @property
    def quarter_mu(self) -> Decimal:
        """Return what all units disposed of in the quarter, verified."""
        return sum((area for _, area in self.categories), Decimal(0))

    @property
    def midyear_on(self) -> date | None:
        """Return by when half is to be done."""
        return midyear_of(self.on.year, self.rules) if self.rules else None

    @property
    def cutoff_ahead(self) -> date | None:
        """Return by when the next cut-off asks for half, or for the whole; the day of mid-year is past it."""
        if self.midyear_on is None:
            return None
        return self.midyear_on if self.on < self.midyear_on else date(self.on.year, 12, 31)

    @property
    def next_return(self) -> Quarter | None:
        """Return the quarter whose return is due next; None where the plan asks for none."""
        upcoming = self.quarter if self.running else self.quarter.next
        rule = self.campaign.returns
        return upcoming if rule and upcoming in owed_quarters(rule) else None

    @property
    def clause(self) -> str:
        """Return by which clause the 通报 is made, empty where the plan has none."""
        rule = self.campaign.returns
        return "" if rule is None or rule.source == OFFICE_DEFAULT else rule.source

    @property
    def ahead_until(self) -> date:
        """Return until when what falls due is said: the end of the next quarter."""
        return self.quarter.next.last_on

    @property
    def ahead(self) -> tuple[Deadline, ...]:
        """Return what falls due after the day until then, and is neither closed nor submitted."""
        return tuple(each for each in self.digest.upcoming if self.on < each.due_on <= self.ahead_until)

    @property
    def fell_due(self) -> tuple[Standing, ...]:
        """Return the assignments whose date in force lay in the quarter, up to the day."""
        first_on = self.quarter.first_on
        return tuple(
            each for each in self.digest.standings if each.due_on and first_on <= each.due_on <= self.on
        )

    @property
    def returns_rule(self) -> Returns | None:
        """Return what the plan says of quarterly returns, where this quarter's is owed."""
        return self.campaign.returns if self.returns else None

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the topics that the office scores in a return."""
        return self.returns_rule.topics if self.returns_rule else ()

    @property
    def returns_open_on(self) -> date | None:
        """Return the first day of the quarter's returns, while it has not come."""
        if self.returns_rule is None:
            return None
        opening = opens_on(self.quarter, self.returns_rule)
        return opening if opening > self.drafted_on else None


def is_due_today(each: Standing, figures: QuarterFigures) -> bool:
    """Whether it falls due on the very day and is still to be submitted: not late, and too late to urge."""
    return each.due_on == figures.on and each.light is not Light.CLOSED and not each.submitted


def task_path(row: TaskRow | Deadline, key: str) -> str:
    """Return where the JSON of the 通报 has a task."""
    return f"bulletin.tasks[{row.code}].{key}"


def named(lines: Iterable[UnitLine], key: str = "unit") -> list[tuple[str, str]]:
    """Return names with their paths in the JSON of the sanctions."""
    return [(line.unit, f"{line.year_path}.{key}") for line in lines]

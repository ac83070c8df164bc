"""The numbers that the rules use, from lights to boundaries.

They are in the campaign file, each with the clause it stands on, because the office may change them.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

MEASURED = ("tax", "investment", "plot_ratio", "coverage")
"""The values of a parcel that can be measured, by the words of commands, files and JSON (CONTRACT)."""


class Method(StrEnum):
    """How a value earns its weight: wholly from its threshold on, or in proportion up to it (FACTS 4)."""

    THRESHOLD = "threshold"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights:
    """When an open assignment turns yellow (FACTS 3)."""

    due_within_days: int
    behind_points: int
    elapsed_from: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """When a reminder is sent (FACTS 8): days before the date, working days after it, then weekly."""

    send_at: time
    before_days: tuple[int, ...]
    after_workdays: int
    then_weekday: int
    """0 is Monday; the first working day of that week stands in for a day off."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The three colours of a 督办单 (FACTS 8): days before the date, days overdue, days overdue."""

    blue_before_days: int
    yellow_from_overdue_day: int
    red_from_overdue_day: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """The quarterly return (四（三）): quarters owed (`2021Q1`), assessed topics, days of its prompts."""

    first_quarter: str
    last_quarter: str
    topics: tuple[str, ...]
    source: str
    prompt_before_days: tuple[int, ...]
    prompt_after_workdays: tuple[int, ...]
    prompts_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringIndicator:
    """One measured value of a parcel: its weight, and its threshold by park (`""` is every other park)."""

    key: str
    name: str
    measure: str
    weight: Decimal
    thresholds: dict[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How a parcel is judged (二（三）1); weights add up to 1."""

    cutoff: Decimal
    indicators: tuple[ScoringIndicator, ...]
    source: str
    method: Method
    method_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectKind:
    """A kind of project that a suspension does not stop; `key` is what commands write."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanctions:
    """What stops new land applications (四（四）): the cut-off day of mid-year and what counts as done."""

    midyear_month: int
    midyear_day: int
    midyear_share: Decimal
    exempt_kinds: tuple[ProjectKind, ...]
    source: str
    counted_categories: tuple[str, ...]
    counted_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The quantified score (四（四）): weights adding up to 100, and the red days that call for a 约谈.

    A part of weight 0 is no part of the score; the area's is above 0. `groups` are the groups of units that
    are ranked, each apart, in the order in which they are listed.
    """

    area_weight: Decimal
    tasks_weight: Decimal
    returns_weight: Decimal
    groups: tuple[str, ...]
    source: str
    talk_after_red_days: int
    talk_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyUse:
    """What decides about 已批未供即用 (二（三）5), and by when its papers are to be in order.

    Where only `output_conditions` are not met, the parcel is rectified by a date instead.
    """

    conditions: tuple[str, ...]
    output_conditions: tuple[str, ...]
    regularise_by: date
    source: str

    @property
    def all_conditions(self) -> tuple[str, ...]:
        """Return every condition, those of the output last."""
        return (*self.conditions, *self.output_conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandAccount:
    """The account of parcels: which measures the plan suggests (二（三）4, any other is taken too)."""

    measures: tuple[str, ...]
    source: str
    ready_use: ReadyUse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a parcel of this campaign can lie, in degrees of longitude and latitude."""

    west: Decimal
    south: Decimal
    east: Decimal
    north: Decimal
    source: str

    def covers(self, longitude: Decimal, latitude: Decimal) -> bool:
        """Whether a point lies in it, its edges included."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """How the boundary of a parcel is checked (FACTS 5): where it lies, how far its area may be off.

    `tolerance` is a share of the stated area; what exceeds it is remarked on, not refused.
    """

    region: Region
    tolerance: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """What the plan orders to publish: the areas of these categories of land, beside exemplary cases."""

    categories: tuple[str, ...]
    source: str

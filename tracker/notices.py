"""三色督办单: which colour an assignment calls for on a day, who hears of it, what becomes of it (FACTS 8).

Pure functions of a standing and a day. A notice is about one due date: a date that is moved starts another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tracker.measures import Notices
from tracker.model import Light, Role
from tracker.plan import Campaign
from tracker.standing import Standing


class Colour(StrEnum):
    """How serious it is, the mildest first."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


class NoticeState(StrEnum):
    """What became of a notice: computed from the facts, never recorded."""

    OPEN = "open"
    CLOSED = "closed"
    MOVED = "moved"


COLOUR_NAMES: Final = MappingProxyType({Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.RED: "红色"})
COLOUR_MARKS: Final = MappingProxyType({Colour.BLUE: "🔵", Colour.YELLOW: "🟡", Colour.RED: "🔴"})

HEARERS: Final[Mapping[Colour, tuple[Role, ...]]] = MappingProxyType(
    {
        Colour.BLUE: (Role.LIAISON,),
        Colour.YELLOW: (Role.LIAISON, Role.LEADER),
        Colour.RED: (Role.LIAISON, Role.LEADER, Role.DIRECTOR, Role.INSPECTOR),
    }
)
"""Who is told: liaison and leader of the unit, above them everybody who has the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What calls for a notice: issued once for a subject, a due date and a colour.

    `subject` is `KIND:WHAT:UNIT`, for instance `assignment:3.2:清丰县`; `unit` is whom it urges.
    """

    subject: str
    unit: str
    due_on: date
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that was issued; `number` counts from 1 in each `year` of issue."""

    id: int
    year: int
    number: int
    call: Call
    issued_on: date

    @property
    def code(self) -> str:
        """Return what it is about: of an assignment the task's code."""
        return self.call.subject.split(":")[1]

    @property
    def short_number(self) -> str:
        """Return `〔2021〕12号`."""
        return f"〔{self.year}〕{self.number}号"


def full_number(notice: Notice, campaign: Campaign) -> str:
    """Return `百园增效督〔2021〕12号`."""
    return f"{campaign.short}督{notice.short_number}"


def colour_due(standing: Standing, rule: Notices, on: date) -> Colour | None:
    """Return the colour that an assignment calls for, standing so on the day `on`.

    None where it is closed, awaits review, has no date, or its date is far.
    """
    if standing.due_on is None or standing.submitted or standing.light is Light.CLOSED:
        return None
    overdue = (on - standing.due_on).days
    if overdue >= rule.red_from_overdue_day:
        return Colour.RED
    if overdue >= rule.yellow_from_overdue_day:
        return Colour.YELLOW
    return Colour.BLUE if -overdue <= rule.blue_before_days else None


def call_of(standing: Standing, rule: Notices, on: date) -> Call | None:
    """Return the notice that an assignment calls for on the day `on`, if any."""
    colour = colour_due(standing, rule, on)
    if colour is None or standing.due_on is None:
        return None
    assignment = standing.assignment
    return Call(subject=assignment.subject, unit=assignment.unit, due_on=standing.due_on, colour=colour)


def state_of(notice: Notice, standing: Standing) -> NoticeState:
    """Say what became of a notice, as its assignment stands: closed with it, or its date was moved."""
    if standing.light is Light.CLOSED:
        return NoticeState.CLOSED
    return NoticeState.OPEN if standing.due_on == notice.call.due_on else NoticeState.MOVED

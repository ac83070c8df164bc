"""三色督办单: which colour a case calls for on a day, who hears of it, what becomes of it (FACTS 8).

Pure functions of a case and a day. A notice is about one due date: a date that is moved starts another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tracker.cases import Case, Stage
from tracker.measures import Notices
from tracker.model import Role
from tracker.plan import Campaign
from tracker.quantities import plain


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
    LAPSED = "lapsed"
    DROPPED = "dropped"


COLOUR_NAMES: Final = MappingProxyType({Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.RED: "红色"})
COLOUR_MARKS: Final = MappingProxyType({Colour.BLUE: "🔵", Colour.YELLOW: "🟡", Colour.RED: "🔴"})

_WRITTEN: Final = re.compile(
    r"([^\W\d]*督)?\s*((?P<year>\d{4})\s*[-年\s]\s*|[〔\[(【［（](?P<bracketed>\d{4})[〕\])】］）]\s*)?"
    r"(?P<number>\d{1,6})\s*号?"
)

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

    `subject` is that of its case, for instance `assignment:3.2:清丰县`; `unit` is whom it urges.
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
    issued_at: datetime

    @property
    def short_number(self) -> str:
        """Return `〔2021〕12号`."""
        return f"〔{self.year}〕{self.number}号"

    @property
    def mark(self) -> str:
        """Return what stands for it in a line: `🔴〔2021〕12号`."""
        return f"{COLOUR_MARKS[self.call.colour]}{self.short_number}"


def full_number(notice: Notice, campaign: Campaign) -> str:
    """Return `百园增效督〔2021〕12号`."""
    return f"{campaign.short}督{notice.short_number}"


def colour_due(case: Case, rule: Notices, on: date) -> Colour | None:
    """Return the colour that a case calls for, standing so on the day `on`.

    None where it is closed, awaits review, has no date, or its date is far.
    """
    if case.due_on is None or case.stage is not Stage.OPEN:
        return None
    overdue = (on - case.due_on).days
    if overdue >= rule.red_from_overdue_day:
        return Colour.RED
    if overdue >= rule.yellow_from_overdue_day:
        return Colour.YELLOW
    return Colour.BLUE if -overdue <= rule.blue_before_days else None


def call_of(case: Case, rule: Notices, on: date) -> Call | None:
    """Return the notice that a case calls for on the day `on`, if any."""
    colour = colour_due(case, rule, on)
    if colour is None or case.due_on is None:
        return None
    return Call(subject=case.subject, unit=case.unit, due_on=case.due_on, colour=colour)


def state_of(notice: Notice, case: Case) -> NoticeState:
    """Say what became of a notice, as its case stands: closed with it, or its date was moved, or is past."""
    if case.stage in {Stage.CLOSED, Stage.DROPPED}:
        return NoticeState(case.stage.value)
    if case.due_on != notice.call.due_on:
        return NoticeState.MOVED
    return NoticeState.LAPSED if case.stage is Stage.LAPSED else NoticeState.OPEN


def number_meant(words: str, year: int) -> tuple[int, int] | None:
    """Read the number of a notice as (year, number): `12`, `2021-12`, `2021 12`, `〔2021〕12号`.

    `year` is meant where none is written; None for what is no number of a notice.
    """
    found = _WRITTEN.fullmatch(plain(words))
    if found is None:
        return None
    return int(found["year"] or found["bracketed"] or year), int(found["number"])

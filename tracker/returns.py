"""Quarterly returns (四（三）): what one says, and how a unit's return stands on a day (FACTS 3, 7, 8).

Pure functions of recorded facts and a day. What was known is filtered before: see `tracker.store`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from tracker.calendar import working_day_at_or_before, working_days_from
from tracker.measures import Returns
from tracker.model import Light, Review, Verdict
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant, quarters_between

_DAY = timedelta(days=1)


class ReturnState(StrEnum):
    """Where a return is; `LATE` is one submitted after its day, whether approved or awaiting review."""

    DUE = "due"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProgress:
    """How far a task is, in per cent: as the return says, and as the ledger had it then."""

    code: str
    percent: int
    recorded: int

    @property
    def differs(self) -> bool:
        """Whether the unit says something else than the ledger."""
        return self.percent != self.recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRevived:
    """What of a category was disposed of in the quarter, in 亩: as the return says, and as recorded."""

    category: Category
    area_mu: Decimal
    recorded_mu: Decimal

    @property
    def differs(self) -> bool:
        """Whether the unit says something else than the account."""
        return self.area_mu != self.recorded_mu


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnContent:
    """What a return says; `topics` has a sentence by topic. An imported one says nothing."""

    progress: tuple[TaskProgress, ...] = ()
    areas: tuple[AreaRevived, ...] = ()
    problems: str = ""
    topics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCorrection:
    """The office's later word on the scores of an approved return."""

    scores: Mapping[str, Decimal]
    corrected_on: date
    reason: str
    corrected_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReview:
    """The office's word on a return; `scores` has 0 to 100 by topic, and nothing for a returned one.

    They are those of the approval; `corrections` are what became of them as far as known, the newest last.
    """

    review: Review
    scores: Mapping[str, Decimal]
    corrections: tuple[ScoreCorrection, ...] = ()

    @property
    def scores_in_force(self) -> Mapping[str, Decimal]:
        """Return the scores as they were corrected last."""
        return self.corrections[-1].scores if self.corrections else self.scores

    @property
    def approves(self) -> bool:
        """Whether the return is closed with it."""
        return self.review.verdict is Verdict.APPROVED

    def returned_by(self, on: date) -> bool:
        """Whether the return was sent back by that day: from then on, inclusive, it was never submitted."""
        return not self.approves and self.review.reviewed_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A return as a unit submitted it. `id` is the order of arrival."""

    id: int
    quarter: Quarter
    unit: str
    content: ReturnContent
    submitted_on: date
    reporter: str
    imported: bool
    judged: ReturnReview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRecord:
    """What a unit submitted for a quarter, filtered by what was known; in order of submission."""

    quarter: Quarter
    unit: str
    submissions: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnStanding:
    """A return on one day.

    `awaits` means that the office has yet to review it, `closed_on` is the day of the submission that was
    approved, `returned` the one sent back that no newer one answers; `counts` is the submission that stands;
    `days` are those past the due day while nothing is submitted; on `chased_on` it is asked for again.
    """

    quarter: Quarter
    unit: str
    state: ReturnState
    awaits: bool
    closed_on: date | None
    days: int
    counts: Submission | None
    returned: Submission | None
    chased_on: tuple[date, ...]

    @property
    def code(self) -> str:
        """Return `R2021Q2`."""
        return f"R{self.quarter}"

    @property
    def subject(self) -> str:
        """Return how keys name it: `return:2021Q2:清丰县`."""
        return f"return:{self.quarter}:{self.unit}"

    @property
    def light(self) -> Light:
        """Return the light of a return, which opens less than 30 days before its day (FACTS 3)."""
        if self.days:
            return Light.RED
        return Light.YELLOW if self.closed_on is None else Light.CLOSED

    @property
    def last_chase_on(self) -> date:
        """Return the day after which the return is missing."""
        return max(self.chased_on, default=self.quarter.last_on)

    @property
    def owed(self) -> bool:
        """Whether nothing is submitted, in time or not."""
        return self.counts is None


def owed_quarters(rule: Returns) -> Iterator[Quarter]:
    """Yield the quarters for which returns are owed."""
    first, last = quarter_meant(rule.first_quarter), quarter_meant(rule.last_quarter)
    if first is None or last is None:
        raise ValueError(f"no quarters: {rule.first_quarter!r}, {rule.last_quarter!r}")
    return quarters_between(first, last)


def reporting_units(campaign: Campaign) -> tuple[str, ...]:
    """Return the units that owe returns, in the order of the plan."""
    return tuple(unit.name for unit in campaign.units if unit.quarterly_return)


def opens_on(quarter: Quarter, rule: Returns) -> date:
    """Return the day of the first prompt, with which the return is opened."""
    longest = max(rule.prompt_before_days, default=0)
    return working_day_at_or_before(quarter.last_on - longest * _DAY)


def chases(owed_since: date, rule: Returns) -> tuple[date, ...]:
    """Return the days on which a return is asked for again: counted from its due day, or its sending back."""
    last = max(rule.prompt_after_workdays, default=0)
    days = tuple(islice(working_days_from(owed_since + _DAY), last))
    return tuple(days[number - 1] for number in sorted(rule.prompt_after_workdays))


def opened_quarters(rule: Returns, on: date) -> tuple[Quarter, ...]:
    """Return the quarters whose first prompt has come, the newest last."""
    return tuple(quarter for quarter in owed_quarters(rule) if opens_on(quarter, rule) <= on)


def return_standing(record: ReturnRecord, on: date, rule: Returns) -> ReturnStanding:
    """Judge one return on the day `on`."""
    due_on = record.quarter.last_on
    said = sorted(
        (each for each in record.submissions if each.submitted_on <= on),
        key=lambda each: (each.submitted_on, each.id),
    )
    last = said[-1] if said else None
    closing = next((each for each in said if each.judged and each.judged.approves), None)
    sent_back = last is not None and last.judged is not None and last.judged.returned_by(on)
    counts = closing or (None if sent_back else last)
    returned = last if sent_back and closing is None else None
    chased_on = chases(_owed_since(due_on, returned), rule)
    return ReturnStanding(
        quarter=record.quarter,
        unit=record.unit,
        state=_state(
            counts,
            on,
            due_on=due_on,
            last_chase_on=max(chased_on, default=due_on),
            closed=closing is not None,
        ),
        awaits=counts is not None and closing is None,
        closed_on=closing.submitted_on if closing else None,
        days=(on - due_on).days if counts is None and on > due_on else 0,
        counts=counts,
        returned=returned,
        chased_on=chased_on,
    )


def _owed_since(due_on: date, returned: Submission | None) -> date:
    """Return the day from which chases count: sent back after the due day, the unit begins anew (FACTS 3)."""
    if returned is None or returned.judged is None:
        return due_on
    return max(due_on, returned.judged.review.reviewed_on)


def _state(
    counts: Submission | None, on: date, *, due_on: date, last_chase_on: date, closed: bool
) -> ReturnState:
    if counts is None:
        return ReturnState.MISSING if on > last_chase_on else ReturnState.DUE
    if counts.submitted_on > due_on:
        return ReturnState.LATE
    return ReturnState.APPROVED if closed else ReturnState.SUBMITTED

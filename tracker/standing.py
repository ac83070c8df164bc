"""How an assignment stands on a day: its state, its light, its overdue days (FACTS 3).

Pure functions of recorded facts and a day. What was known is filtered before: see `tracker.store`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.measures import Lights
from tracker.model import Assignment, Holdings, Light, Report, Revision, State, Verdict

WHOLE = 100
"""Per cent at which a report submits its assignment for review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An assignment on one day.

    `percent` is the newest report that counts; `submitted` means that it awaits review; `days` counts
    from the due date in force (0 unless past it and red); `returned` is the return that no newer report
    has answered; `last` is what was said last, whatever became of it.
    """

    assignment: Assignment
    due_on: date | None
    state: State
    light: Light
    percent: int
    submitted: bool
    closed_on: date | None
    days: int
    last: Report | None
    returned: Report | None
    ticked: tuple[str, ...]

    @property
    def overdue(self) -> bool:
        """Past due and neither closed nor awaiting review."""
        return self.light is Light.RED


def standing(holdings: Holdings, on: date, lights: Lights) -> Standing:
    """Judge one assignment on the day `on` (FACTS 3)."""
    said = sorted((r for r in holdings.reports if r.said_on <= on), key=lambda r: (r.said_on, r.id))
    kept = [report for report in said if not _returned_by(report, on)]
    closing = next((r for r in kept if r.review and r.review.verdict is Verdict.APPROVED), None)
    last = said[-1] if said else None
    newest = _newest(kept, last)
    percent = WHOLE if closing else newest.percent if newest else 0
    submitted = closing is None and percent == WHOLE
    due_on = due_in_force(holdings.due_on, holdings.revisions, on)
    light = _light(due_on, on, lights, percent=percent, submitted=submitted, closed=closing is not None)
    return Standing(
        assignment=holdings.assignment,
        due_on=due_on,
        state=_state(holdings, on, closing=closing, newest=newest, last=last),
        light=light,
        percent=percent,
        submitted=submitted,
        closed_on=closing.said_on if closing else None,
        days=(on - due_on).days if due_on and light is Light.RED else 0,
        last=last,
        returned=last if last and _returned_by(last, on) else None,
        ticked=_ticked(kept),
    )


def due_in_force(planned: date | None, revisions: Iterable[Revision], on: date) -> date | None:
    """Return the due date that the newest order of `on` or before gives, else the plan's.

    The newest order rules, whether it moved the whole task or one unit's assignment.
    """
    ordered = [revision for revision in revisions if revision.ordered_on <= on]
    newest = max(ordered, key=lambda revision: (revision.ordered_on, revision.id), default=None)
    return newest.due_on if newest else planned


def worst(lights: Iterable[Light]) -> Light:
    """Return the light of a task: closed when all are, otherwise its worst."""
    seen = set(lights)
    return next(light for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.CLOSED) if light in seen)


def _returned_by(report: Report, on: date) -> bool:
    return report.review is not None and report.review.sends_back(on)


def _newest(kept: Sequence[Report], last: Report | None) -> Report | None:
    """Return the report that counts: what was said last, or the newest progress before a returned one.

    A submission that a newer report replaced does not await review again when that newer one is returned.
    """
    if kept and kept[-1] is last:
        return last
    return next((report for report in reversed(kept) if report.percent < WHOLE), None)


def _state(
    holdings: Holdings, on: date, *, closing: Report | None, newest: Report | None, last: Report | None
) -> State:
    if closing:
        return State.CLOSED
    if last and _returned_by(last, on):
        return State.RETURNED
    if newest:
        return State.SUBMITTED if newest.percent == WHOLE else State.IN_PROGRESS
    if holdings.accepted_on is not None and holdings.accepted_on <= on:
        return State.ACCEPTED
    return State.ISSUED


def _light(
    due_on: date | None, on: date, lights: Lights, *, percent: int, submitted: bool, closed: bool
) -> Light:
    if closed:
        return Light.CLOSED
    if due_on is None:
        return Light.GREEN
    if on > due_on:
        return Light.YELLOW if submitted else Light.RED
    if (due_on - on).days <= lights.due_within_days or _behind(due_on, on, lights, percent):
        return Light.YELLOW
    return Light.GREEN


def _behind(due_on: date, on: date, lights: Lights, percent: int) -> bool:
    """Whether the report is more than `behind_points` under the elapsed share; in whole numbers, exact."""
    total = (due_on - lights.elapsed_from).days
    elapsed = (on - lights.elapsed_from).days
    return total > 0 and elapsed * WHOLE > (percent + lights.behind_points) * total


def _ticked(kept: Iterable[Report]) -> tuple[str, ...]:
    """Return the checklist items that stand ticked, in the order in which they were last ticked."""
    ticks: dict[str, bool] = {}
    for report in kept:
        if report.item is not None:
            ticks.pop(report.item, None)
            ticks[report.item] = report.item_done
    return tuple(item for item, done in ticks.items() if done)

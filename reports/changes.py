"""What has changed between two pictures of the campaign, and what now waits for somebody; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.digest import Digest
from tracker.model import Light
from tracker.standing import Standing
from tracker.unit_year import UnitYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new on the day of a digest against the one before, Annex 2's assignments alone.

    `closed`, `overdue` and `submitted` stand so now and did not then; `moved` have another date in force.
    `reopened` were closed then and are not now. `revived_mu` is what was added to the area done for the
    campaign's goal, negative where a disposal was withdrawn; None where the plan has no such goal.
    """

    since: date
    closed: tuple[Standing, ...]
    reopened: tuple[Standing, ...]
    overdue: tuple[Standing, ...]
    submitted: tuple[Standing, ...]
    moved: tuple[Standing, ...]
    revived_mu: Decimal | None

    @property
    def nothing(self) -> bool:
        """Whether everything stands as it did."""
        told = (self.closed, self.reopened, self.overdue, self.submitted, self.moved)
        return not any(told) and not self.revived_mu


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a decision: submissions for the office's review, annual tasks for the director's word.

    `oldest_on` is the day of the submission that has waited longest, None where none does.
    """

    reports: int
    disposals: int
    returns: int
    oldest_on: date | None
    cases: Sequence[UnitYear]
    unreachable: Sequence[str]

    @property
    def reviews(self) -> int:
        """Return how many submissions await the office."""
        return self.reports + self.disposals + self.returns


def changes(before: Digest, now: Digest) -> Changes:
    """Compare two days, each by what was known then."""
    then = {each.assignment.subject: each for each in before.standings}
    pairs = [(each, then.get(each.assignment.subject)) for each in now.standings]
    return Changes(
        since=before.on,
        closed=tuple(each for each, was in pairs if _closed(each) and not _closed(was)),
        reopened=tuple(each for each, was in pairs if _closed(was) and not _closed(each)),
        overdue=tuple(each for each, was in pairs if each.overdue and not (was and was.overdue)),
        submitted=tuple(each for each, was in pairs if each.submitted and not (was and was.submitted)),
        moved=tuple(each for each, was in pairs if was and each.due_on != was.due_on),
        revived_mu=_revived(before, now),
    )


def _closed(standing: Standing | None) -> bool:
    return standing is not None and standing.light is Light.CLOSED


def _revived(before: Digest, now: Digest) -> Decimal | None:
    if now.goal_done_mu is None:
        return None
    return now.goal_done_mu - (before.goal_done_mu or Decimal(0))

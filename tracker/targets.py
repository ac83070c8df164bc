"""Annual tasks and what counts towards them (四（四）, FACTS 6): targets, quotas, areas disposed of.

Areas are in 亩, exact. What became known later is not in these values: the store filters by `known`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tracker.parcels import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An area to be disposed of in a year by a park or, with `park` None, by a unit as a whole.

    In force and known from `issued_on`; of one place, year and category the newest rules. `stage_on` is an
    earlier date within the year.
    """

    park: str | None
    unit: str | None
    year: int
    category: Category
    area_mu: Decimal
    document: str
    issued_on: date
    stage_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A unit's plan quota of new construction land for a year (新增建设用地计划指标); the newest rules."""

    unit: str
    year: int
    area_mu: Decimal
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDone:
    """An area disposed of on a day in a park or, with `park` None, by a unit as a whole.

    `verified`: the office verified it; it counts from `disposed_on`, whenever it was verified. From
    `returned_on` on it is as if it had never been submitted; `withdrawn`: because its verification was taken
    back. `renewed`: another was submitted anew instead of it, so that it counts on no day any more. `parcel`
    is the number of its parcel, if any.
    """

    park: str | None
    unit: str | None
    category: Category
    area_mu: Decimal
    disposed_on: date
    verified: bool
    returned_on: date | None = None
    withdrawn: bool = False
    renewed: bool = False
    parcel: str | None = None

    def returned_by(self, on: date) -> bool:
        """Whether it was sent back by that day: from then on, inclusive, it was never submitted."""
        return self.renewed or (self.returned_on is not None and self.returned_on <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandYears:
    """What is recorded of targets, quotas and areas done; quotas in order of recording."""

    targets: tuple[Target, ...] = ()
    quotas: tuple[Quota, ...] = ()
    done: tuple[AreaDone, ...] = ()

    def all_verified(self) -> "LandYears":
        """Return the facts as if all that awaits review were verified."""
        return replace(
            self, done=tuple(replace(each, verified=each.returned_on is None) for each in self.done)
        )

    def done_between(self, first: date, last: date, categories: Collection[str], *, on: date) -> Decimal:
        """Return what was disposed of from one day to another and stands verified on a day, by whomever."""
        return sum(
            (
                each.area_mu
                for each in self.done
                if each.verified
                and first <= each.disposed_on <= last
                and each.category in categories
                and not each.returned_by(on)
            ),
            Decimal(0),
        )

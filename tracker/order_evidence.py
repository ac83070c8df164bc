"""What a decision of the director rests on, kept as it was (四（四）): typed, with one writer and one reader.

Papers, circulars and chat say of an order what this holds, and nothing newer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracker.measures import Sanctions
from tracker.parcels import Category
from tracker.sanctions import SanctionRule, SanctionStanding, SanctionState
from tracker.scoring import figure
from tracker.targets import AreaDone, LandYears, Target
from tracker.whose import Governor, own_areas, targets_in_force

_NONE = Decimal(0)
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDisposal:
    """A disposal of the list: its park or, where none was named, its unit; `parcel` is a number, if any."""

    place: str
    parcel: str | None
    category: Category
    area_mu: Decimal
    disposed_on: date
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTarget:
    """A target that the task is made of."""

    place: str
    category: Category
    area_mu: Decimal
    document: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvidence:
    """The figures of one unit's year, gathered on a day, with all they are added up from.

    What was disposed of until `cutoff` counts; `share` of the target was to be exceeded by mid-year, 1 is the
    whole. `target_mu` is None where nothing is issued any more; the cut comes with a year's end alone.
    """

    on: date
    clause: str
    cutoff: date
    state: SanctionState
    share: Decimal
    target_mu: Decimal | None
    done_mu: Decimal
    cut_ratio: Fraction | None
    cut_mu: Decimal | None
    assumed_parks: tuple[str, ...]
    counted: tuple[str, ...]
    counted_source: str
    exempt: tuple[str, ...]
    disposals: tuple[ListedDisposal, ...]
    targets: tuple[ListedTarget, ...]

    @property
    def line_mu(self) -> Decimal | None:
        """Return what was to be done: the share of the target, or all of it."""
        return self.target_mu * self.share if self.target_mu is not None else None

    @property
    def pending_mu(self) -> Decimal:
        """Return what of the list awaited review."""
        return sum((each.area_mu for each in self.disposals if not each.verified), _NONE)

    @property
    def verified(self) -> tuple[ListedDisposal, ...]:
        """Return what of the list counted."""
        return tuple(each for each in self.disposals if each.verified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What counts no more of a list of disposals, and what counts instead."""

    gone: tuple[ListedDisposal, ...]
    come: tuple[ListedDisposal, ...]


def exchanged(then: OrderEvidence, now: OrderEvidence) -> Exchanged:
    """Set two lists beside each other by what counted; rows may be alike in everything."""
    before, after = Counter(then.verified), Counter(now.verified)
    return Exchanged(gone=_by_day((before - after).elements()), come=_by_day((after - before).elements()))


def order_evidence(
    standing: SanctionStanding,
    rule: SanctionRule,
    facts: LandYears,
    rules: Sanctions,
    governor: Governor,
    *,
    on: date,
    until: date,
    assumed_parks: tuple[str, ...],
) -> OrderEvidence:
    """Gather what a unit's year rests on by a rule, on the day of `standing`; what is done counts `until`."""
    unit, year = standing.unit, standing.year
    areas = [
        _disposal(each, unit)
        for each in own_areas(unit, year, facts.done, rules, governor)
        # What was disposed of later cannot count, whatever its review says.
        if each.disposed_on <= until and not each.returned_by(on)
    ]
    in_force = targets_in_force(unit, year, facts.targets, rules, governor, on=until)
    midyear = rule is SanctionRule.MIDYEAR
    return OrderEvidence(
        on=on,
        clause=rules.source,
        cutoff=until,
        state=standing.state,
        share=rules.midyear_share if midyear else _WHOLE,
        target_mu=standing.counted(rule)[0],
        done_mu=sum((each.area_mu for each in areas if each.verified), _NONE),
        cut_ratio=None if midyear else standing.cut_ratio,
        cut_mu=None if midyear else standing.cut_mu,
        assumed_parks=assumed_parks,
        counted=tuple(rules.counted_categories),
        counted_source=rules.counted_source,
        exempt=tuple(each.name for each in rules.exempt_kinds),
        disposals=_by_day(areas),
        targets=tuple(_target(each) for each in in_force),
    )


def write_evidence(evidence: OrderEvidence) -> dict[str, Any]:
    """Write it as JSON values: areas and the cut as exact texts, days as `2021-06-30`."""
    return {
        "on": evidence.on.isoformat(),
        "clause": evidence.clause,
        "cutoff": evidence.cutoff.isoformat(),
        "state": evidence.state.value,
        "share": figure(evidence.share),
        "target_mu": _area(evidence.target_mu),
        "done_mu": _area(evidence.done_mu),
        "cut_ratio": str(evidence.cut_ratio) if evidence.cut_ratio is not None else None,
        "cut_mu": _area(evidence.cut_mu),
        "assumed_parks": list(evidence.assumed_parks),
        "counted": list(evidence.counted),
        "counted_source": evidence.counted_source,
        "exempt": list(evidence.exempt),
        "disposals": [
            {
                "place": each.place,
                "parcel": each.parcel,
                "category": each.category.value,
                "area_mu": figure(each.area_mu),
                "disposed_on": each.disposed_on.isoformat(),
                "verified": each.verified,
            }
            for each in evidence.disposals
        ],
        "targets": [
            {
                "place": each.place,
                "category": each.category.value,
                "area_mu": figure(each.area_mu),
                "document": each.document,
                "issued_on": each.issued_on.isoformat(),
            }
            for each in evidence.targets
        ],
    }


def read_evidence(kept: Mapping[str, Any]) -> OrderEvidence:
    """Read what `write_evidence` wrote; evidence that lacks something is none (KeyError)."""
    return OrderEvidence(
        on=date.fromisoformat(kept["on"]),
        clause=kept["clause"],
        cutoff=date.fromisoformat(kept["cutoff"]),
        state=SanctionState(kept["state"]),
        share=Decimal(kept["share"]),
        target_mu=_read_area(kept["target_mu"]),
        done_mu=Decimal(kept["done_mu"]),
        cut_ratio=Fraction(kept["cut_ratio"]) if kept["cut_ratio"] is not None else None,
        cut_mu=_read_area(kept["cut_mu"]),
        assumed_parks=tuple(kept["assumed_parks"]),
        counted=tuple(kept["counted"]),
        counted_source=kept["counted_source"],
        exempt=tuple(kept["exempt"]),
        disposals=tuple(
            ListedDisposal(
                place=each["place"],
                parcel=each["parcel"],
                category=Category(each["category"]),
                area_mu=Decimal(each["area_mu"]),
                disposed_on=date.fromisoformat(each["disposed_on"]),
                verified=each["verified"],
            )
            for each in kept["disposals"]
        ),
        targets=tuple(
            ListedTarget(
                place=each["place"],
                category=Category(each["category"]),
                area_mu=Decimal(each["area_mu"]),
                document=each["document"],
                issued_on=date.fromisoformat(each["issued_on"]),
            )
            for each in kept["targets"]
        ),
    )


def _disposal(each: AreaDone, unit: str) -> ListedDisposal:
    return ListedDisposal(
        place=each.park or unit,
        parcel=each.parcel,
        category=each.category,
        area_mu=each.area_mu,
        disposed_on=each.disposed_on,
        verified=each.verified,
    )


def _target(each: Target) -> ListedTarget:
    return ListedTarget(
        place=each.park or each.unit or "",
        category=each.category,
        area_mu=each.area_mu,
        document=each.document,
        issued_on=each.issued_on,
    )


def _by_day(listed: Iterable[ListedDisposal]) -> tuple[ListedDisposal, ...]:
    """Put a list in one order, in whichever it was recorded."""
    return tuple(
        sorted(
            listed,
            key=lambda each: (
                each.disposed_on,
                each.place,
                each.parcel or "",
                each.category,
                not each.verified,
                each.area_mu,
            ),
        )
    )


def _area(area_mu: Decimal | None) -> str | None:
    return figure(area_mu) if area_mu is not None else None


def _read_area(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None

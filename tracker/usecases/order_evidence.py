"""What an order rests on, kept as it was: its paper is written from this and from nothing newer."""

from decimal import Decimal
from typing import Any

from tracker.sanctions import SanctionRule, cutoff_of
from tracker.scoring import figure
from tracker.targets import AreaDone, Target
from tracker.usecases.look_at_sanctions import SanctionsSeen, UnitYear, governor_of
from tracker.whose import own_areas, targets_in_force


def order_evidence(seen: SanctionsSeen, found: UnitYear, rule: SanctionRule) -> dict[str, Any]:
    """Keep figures, targets, disposals, mapping, clause and day of one unit; areas are exact texts.

    `line_mu` is what was to be done by `cutoff`: half of the target, or all of it.
    """
    standing, rules, governor = found.standing, seen.rules, governor_of(seen.campaign)
    unit, year = standing.unit, standing.year
    midyear = rule is SanctionRule.MIDYEAR
    cutoff = cutoff_of(year, rule, rules)
    target, done = standing.counted(rule)
    line = target * rules.midyear_share if target is not None and midyear else target
    areas = [
        each
        for each in own_areas(unit, year, seen.facts.done, rules, governor)
        if each.disposed_on <= cutoff and each.returned_on is None
    ]
    # What was disposed of later cannot count, whatever its review says.
    pending = sum((each.area_mu for each in areas if not each.verified), Decimal(0))
    return {
        "on": seen.asked.on.isoformat(),
        "clause": rules.source,
        "cutoff": cutoff.isoformat(),
        "state": standing.state.value,
        "target_mu": figure(target) if target is not None else None,
        "line_mu": figure(line) if line is not None else None,
        "done_mu": figure(done),
        "pending_mu": figure(pending),
        "cut_ratio": str(standing.cut_ratio) if standing.cut_ratio is not None else None,
        "cut_mu": figure(standing.cut_mu) if standing.cut_mu is not None else None,
        "mapping": "assumed" if found.assumed else "confirmed",
        "assumed_parks": list(found.assumed_parks),
        "counted": list(rules.counted_categories),
        "counted_source": rules.counted_source,
        "exempt": [each.name for each in rules.exempt_kinds],
        "disposals": [_disposal(each) for each in areas],
        "targets": [
            _target(each)
            for each in targets_in_force(unit, year, seen.facts.targets, rules, governor, on=cutoff)
        ],
    }


def _disposal(each: AreaDone) -> dict[str, Any]:
    return {
        "park": each.park,
        "parcel": each.parcel,
        "category": each.category.value,
        "area_mu": figure(each.area_mu),
        "disposed_on": each.disposed_on.isoformat(),
        "verified": each.verified,
    }


def _target(each: Target) -> dict[str, Any]:
    return {
        "place": each.park or each.unit,
        "category": each.category.value,
        "area_mu": figure(each.area_mu),
        "document": each.document,
        "issued_on": each.issued_on.isoformat(),
    }

"""The JSON of `sanctions` and `may-apply`, in the shapes that CONTRACT promises."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from tracker.orders import Order
from tracker.sanctions import SanctionStanding
from tracker.scoring import figure
from tracker.unit_year import UnitYear
from tracker.usecases.ask_application import ApplicationAnswered
from tracker.usecases.look_at_sanctions import SanctionsSeen

_SIXTH = Decimal("0.000001")
_WIDE = Context(prec=200)


def sanctions_answer(seen: SanctionsSeen) -> dict[str, object]:
    """Give every unit's year: what the figures trigger, and what the director confirmed."""
    known = seen.asked.known
    return {
        "year": seen.asked.year,
        "on": seen.asked.on.isoformat(),
        "known": known.isoformat() if known else None,
        "units": [_unit(each, seen.rules.midyear_share) for each in seen.years],
    }


def application_answer(answer: ApplicationAnswered) -> dict[str, object]:
    """Give yes or no with the reason and the clause."""
    return {"allowed": answer.allowed, "reason": answer.reason, "clause": answer.clause}


def six_places(share: Fraction | None) -> str | None:
    """Write a share with at most six places, half-up; shown, never compared."""
    if share is None:
        return None
    exact = _WIDE.divide(Decimal(share.numerator), Decimal(share.denominator))
    return figure(exact.quantize(_SIXTH, ROUND_HALF_UP, _WIDE))


def _unit(each: UnitYear, midyear_share: Decimal) -> dict[str, object]:
    standing = each.standing
    return {
        "unit": standing.unit,
        "target_mu": _area(standing.target_mu),
        "midyear_mu": figure(standing.midyear_mu),
        "done_mu": figure(standing.done_mu),
        "pending_mu": figure(standing.pending_mu),
        "state": standing.state.value,
        "rule": standing.rule.value if standing.rule else None,
        "midyear_ratio": six_places(standing.midyear_ratio),
        "ratio": six_places(standing.ratio),
        "short_of_half_mu": _area(_short_of_half(standing, midyear_share)),
        "working_days_left": standing.working_days_left,
        "pace_mu_per_day": six_places(standing.pace),
        "pace_so_far_mu_per_day": six_places(standing.course.pace_so_far if standing.course else None),
        "projected_mu": six_places(standing.course.projected_mu if standing.course else None),
        "cut_ratio": six_places(standing.cut_ratio),
        "cut_mu": _area(standing.cut_mu),
        "mapping": "assumed" if each.assumed else "confirmed",
        "order": _order(each.order),
    }


def _short_of_half(standing: SanctionStanding, share: Decimal) -> Decimal | None:
    """Return what was, or is, missing to half by mid-year; None where nothing was due by then."""
    target = standing.midyear_target_mu
    return None if target is None else max(target * share - standing.midyear_mu, Decimal(0))


def _order(order: Order | None) -> dict[str, object] | None:
    if order is None:
        return None
    return {
        "number": order.code,
        "confirmed_on": order.decided_on.isoformat(),
        "lifted_on": order.lifted_on.isoformat() if order.lifted_on else None,
    }


def _area(area: Decimal | None) -> str | None:
    return None if area is None else figure(area)

"""Counting assignments and tasks by their light."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Light
from tracker.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many stand how: closed + red + yellow + green = total; `submitted` cuts across (FACTS 3)."""

    total: int = 0
    closed: int = 0
    submitted: int = 0
    red: int = 0
    yellow: int = 0
    green: int = 0


def tally(standings: Iterable[Standing]) -> Tally:
    """Count assignments by their light."""
    return tally_of((each.light, each.submitted) for each in standings)


def tally_of(marks: Iterable[tuple[Light, bool]]) -> Tally:
    """Count lights, each with whether something awaits review."""
    seen = list(marks)
    lights = [light for light, _ in seen]
    return Tally(
        total=len(seen),
        closed=lights.count(Light.CLOSED),
        submitted=sum(submitted for _, submitted in seen),
        red=lights.count(Light.RED),
        yellow=lights.count(Light.YELLOW),
        green=lights.count(Light.GREEN),
    )

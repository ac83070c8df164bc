"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether `run` works: well, with something missing, or not at all."""

    OK = "ok"
    WEAK = "weak"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the answer: `what` is so, `remedy` is what to do about it (empty where it is well)."""

    level: Level
    what: str
    remedy: str = ""


def well(what: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(level=Level.OK, what=what)


def weak(what: str, remedy: str) -> Finding:
    """Say what `run` will do without."""
    return Finding(level=Level.WEAK, what=what, remedy=remedy)


def stop(what: str, remedy: str) -> Finding:
    """Say what `run` cannot do without."""
    return Finding(level=Level.STOP, what=what, remedy=remedy)

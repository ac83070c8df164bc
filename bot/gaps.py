"""Waiting longer each time while something outside is out of reach."""

from collections.abc import Sequence


def gap(gaps: Sequence[float], failures: int) -> float:
    """Return the seconds to wait after that many failures before; from its end on the last gap."""
    return gaps[min(failures, len(gaps) - 1)]

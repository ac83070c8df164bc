"""How the share that mid-year asks for is said: 半数 where it is one half, otherwise in per cent."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.scoring import figure

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWords:
    """A share in words: as a line, exactly on it and not past it."""

    line: str
    exactly: str
    not_passed: str


def half_words(share: Decimal) -> ShareWords:
    """Return the words of a share of the year's task."""
    if share == _HALF:
        return ShareWords(line="半数", exactly="恰为半数", not_passed="未完成过半")
    percent = f"{figure(share * 100)}%"
    return ShareWords(line=percent, exactly=f"恰为 {percent}", not_passed=f"完成未超过 {percent}")

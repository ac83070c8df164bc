"""Judging many parcels at once by one standard: `tracker.scoring.score` over columns of whole numbers.

A value is an `int64` of millionths, rounded down; `UNKNOWN` is one that is not known. What a row comes to
is looked up by its pattern, which indicators are met and which unknown; each pattern was judged by `score`
itself, so that both ways cannot drift apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tracker.measures import Method
from tracker.model import Conclusion, Criterion, Standard
from tracker.scoring import Scored, score

Int64s: TypeAlias = NDArray[np.int64]
Bytes: TypeAlias = NDArray[np.uint8]

UNKNOWN = -1
MILLION = 1_000_000
CONCLUSIONS = (Conclusion.LOW, Conclusion.UNDETERMINED, Conclusion.ADEQUATE)

_MISSING = 4
"""A pattern has one bit for each indicator that is met, and four higher one for each that is unknown."""
_PATTERNS = 256
_MOST = 2**62
"""No sum of points over the common denominator leaves an int64 below this."""
_BLOCK = 1 << 15
"""Rows judged at a time, so that they stay in the processor's cache between two looks at them."""
_WIDE = Context(prec=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRules:
    """A standard made ready for columns; arrays are by pattern, points are numerators over `denominator`.

    `exact_only`: a value that `millionths` rounds may be misjudged, and its row is for `score`.
    `earning` is what a millionth of each indicator earns below its threshold; nothing by threshold.
    """

    standard: Standard
    thresholds: tuple[int, ...]
    earning: tuple[int, ...]
    exact_only: bool
    denominator: int
    cutoff: Fraction
    scored: tuple[Scored | None, ...]
    conclusions: Bytes
    low: Int64s
    unknown: Int64s


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredColumns:
    """A verdict a row, as its place in `CONCLUSIONS`, and the pattern that decided it."""

    rules: ColumnRules
    patterns: Bytes
    conclusions: Bytes
    partial: Int64s | None = None
    """What rows earned below thresholds; None by threshold, where that is nothing."""

    def bounds(self) -> tuple[Int64s, Int64s]:
        """Return the worst and best score of each row, as numerators over the denominator of the rules."""
        low = self.rules.low[self.patterns]
        if self.partial is not None:
            low += self.partial
        return low, low + self.rules.unknown[self.patterns]


def millionths(value: Decimal | None) -> tuple[int, bool]:
    """Return a value of a column, and whether rounding it down to millionths lost nothing."""
    if value is None:
        return UNKNOWN, True
    scaled = value.scaleb(6, _WIDE)
    whole = scaled.to_integral_value(ROUND_FLOOR)
    return int(whole), whole == scaled


def met(pattern: int, place: int) -> bool:
    """Whether the indicator at that place of the standard is met."""
    return bool(pattern >> place & 1)


def missing(pattern: int, place: int | None = None) -> bool:
    """Whether the indicator at that place, or any, is unknown."""
    unknown = pattern >> _MISSING
    return bool(unknown if place is None else unknown >> place & 1)


@lru_cache(maxsize=1024)
def column_rules(standard: Standard) -> ColumnRules | None:
    """Make a standard ready; None where its figures are too fine for whole numbers of 64 bits."""
    asked = [Fraction(each.threshold) * MILLION for each in standard.criteria]
    proportional = standard.method is Method.PROPORTIONAL
    weights = [Fraction(each.weight) for each in standard.criteria]
    earning = [
        weight / threshold if proportional and threshold else Fraction()
        for weight, threshold in zip(weights, asked, strict=True)
    ]
    denominator = lcm(*(each.denominator for each in (*weights, *earning)))
    if denominator >= _MOST or max(asked) >= _MOST:
        return None
    scored = tuple(_judged(standard, pattern) for pattern in range(_PATTERNS))
    return ColumnRules(
        standard=standard,
        thresholds=tuple(ceil(each) for each in asked),
        earning=tuple(int(each * denominator) for each in earning),
        exact_only=proportional or any(each.denominator > 1 for each in asked),
        denominator=denominator,
        cutoff=Fraction(standard.cutoff),
        scored=scored,
        conclusions=np.array(
            [CONCLUSIONS.index(each.conclusion) if each else 0 for each in scored], np.uint8
        ),
        low=_numerators([each.low_bound if each else Fraction() for each in scored], denominator),
        unknown=_numerators(
            [each.high_bound - each.low_bound if each else Fraction() for each in scored], denominator
        ),
    )


def score_columns(rules: ColumnRules, values: Mapping[str, Int64s]) -> ScoredColumns:
    """Judge each row of `values`: columns of one length, one for every indicator of the standard."""
    columns = [values[each.key] for each in rules.standard.criteria]
    rows = len(columns[0])
    patterns, conclusions = np.empty(rows, np.uint8), np.empty(rows, np.uint8)
    partial = np.zeros(rows, np.int64) if any(rules.earning) else None
    for block in _blocks(rows):
        parts = [column[block] for column in columns]
        _find_patterns(rules, parts, patterns[block])
        if partial is None:
            # No byte is outside the table, so nothing is ever wrapped, and nothing need be checked.
            np.take(rules.conclusions, patterns[block], out=conclusions[block], mode="wrap")
        else:
            partial[block] = _earned_below(rules, parts, patterns[block])
            conclusions[block] = _concluded(rules, patterns[block], partial[block])
    return ScoredColumns(rules=rules, patterns=patterns, conclusions=conclusions, partial=partial)


def _blocks(rows: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, rows)) for start in range(0, rows, _BLOCK))


def _find_patterns(rules: ColumnRules, parts: list[Int64s], found: Bytes) -> None:
    found[:] = 0
    yes = np.empty(len(found), np.bool_)
    bit = yes.view(np.uint8)
    for place, (part, threshold) in enumerate(zip(parts, rules.thresholds, strict=True)):
        # Unknown is below every threshold; zero, the lowest, is not.
        np.greater_equal(part, threshold, out=yes)
        found |= np.left_shift(bit, place, out=bit)
        np.less(part, 0, out=yes)
        found |= np.left_shift(bit, _MISSING + place, out=bit)


def _earned_below(rules: ColumnRules, parts: list[Int64s], patterns: Bytes) -> Int64s:
    earned = np.zeros(len(patterns), np.int64)
    for place, (part, earning) in enumerate(zip(parts, rules.earning, strict=True)):
        below = patterns & (1 << place | 1 << _MISSING + place) == 0
        # Only below its threshold is a value small enough for the product.
        earned += np.where(below, part, 0) * earning
    return earned


def _concluded(rules: ColumnRules, patterns: Bytes, partial: Int64s) -> Bytes:
    low = rules.low[patterns] + partial
    # A numerator reaches the cut-off exactly when it reaches the next whole number above it.
    cutoff = ceil(rules.cutoff * rules.denominator)
    highest = low + rules.unknown[patterns]
    return (low >= cutoff).astype(np.uint8) + (highest >= cutoff)


def _numerators(points: list[Fraction], denominator: int) -> Int64s:
    return np.array([int(each * denominator) for each in points], np.int64)


def _judged(standard: Standard, pattern: int) -> Scored | None:
    """Judge a parcel with this pattern; None where no parcel has it."""
    values = {
        criterion.key: _typical(criterion, pattern, place)
        for place, criterion in enumerate(standard.criteria)
        if not missing(pattern, place)
    }
    places = range(len(standard.criteria))
    if any(met(pattern, place) and missing(pattern, place) for place in places):
        return None
    if pattern & ~sum(1 << place | 1 << _MISSING + place for place in places):
        return None
    return score(standard, values)


def _typical(criterion: Criterion, pattern: int, place: int) -> Decimal:
    return criterion.threshold if met(pattern, place) else Decimal(0)

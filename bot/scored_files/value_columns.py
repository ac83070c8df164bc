"""One indicator over some thousands of rows: each value that differs is read once, as any value is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.verdicts import doubt_line
from tracker.errors import ValueRefused
from tracker.measures import ScoringIndicator
from tracker.scoring import may_be_a_share, read_value
from tracker.scoring_columns import Int64s, millionths

Rows: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """The values of one indicator, None where unknown or refused.

    `scaled` are millionths; `exact` says where they lose nothing. `refused` and `doubted` are by row.
    """

    key: str
    values: tuple[Decimal | None, ...]
    scaled: Int64s
    exact: NDArray[np.bool_]
    refused: Mapping[int, str]
    doubted: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    value: Decimal | None = None
    refused: str = ""
    doubted: str = ""


def value_column(indicator: ScoringIndicator, texts: Sequence[str]) -> ValueColumn:
    """Read the cells of one column, all rows of it."""
    which, different = pd.factorize(np.array(texts, dtype=np.object_))
    read = [_read(indicator, text) for text in different]
    values = [each.value for each in read]
    scaled = [millionths(value) for value in values]
    return ValueColumn(
        key=indicator.key,
        values=tuple(values[each] for each in which),
        scaled=np.array([number for number, _ in scaled], np.int64)[which],
        exact=np.array([exact for _, exact in scaled], np.bool_)[which],
        refused=_by_row(which, [each.refused for each in read]),
        doubted=_by_row(which, [each.doubted for each in read]),
    )


def _read(indicator: ScoringIndicator, text: str) -> _Read:
    try:
        value = read_value(indicator, text)
    except ValueRefused as refusal:
        return _Read(refused=str(refusal))
    if value is None or not may_be_a_share(indicator, value):
        return _Read(value=value)
    return _Read(value=value, doubted=doubt_line(indicator, value))


def _by_row(which: Rows, said: Sequence[str]) -> dict[int, str]:
    """Spread what is said of some values over the rows that hold them."""
    about = np.array([bool(each) for each in said], np.bool_)
    return {int(row): said[which[row]] for row in np.flatnonzero(about[which])}

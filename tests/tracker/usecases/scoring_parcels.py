"""Short ways to record a standard and to score a parcel through the use cases."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.acting import NOW, OFFICE, QINGFENG, Act
from tracker.measures import MEASURED
from tracker.usecases.score_parcel import ParcelScored, ScoreParcel, score_parcel
from tracker.usecases.set_standard import SetStandard, StandardSet, set_standard

MAY = date(2021, 5, 1)
TODAY = date(2021, 6, 25)
DOCUMENT = "清政办〔2021〕5号"
STRICTER = {
    "tax": Decimal(2),
    "investment": Decimal(130),
    "plot_ratio": Decimal("0.6"),
    "coverage": Decimal(40),
}
"""The plan's own thresholds would let a parcel with 1.5 and 120 pass."""


def decide(act: Act, place: str = "清丰县", **fields: Any) -> StandardSet:
    given = {"thresholds": STRICTER, "document": DOCUMENT, "from_on": MAY, "at": NOW, **fields}
    return act(set_standard, OFFICE, SetStandard(place=place, **given))


def score(act: Act, park: str = "清丰", *values: str | None, on: date = TODAY, **fields: Any) -> ParcelScored:
    """Score `values` in the order of the command, by default exactly the plan's thresholds."""
    numbers = [None if value is None else Decimal(value) for value in values or ("1.5", "120", "0.6", "40")]
    given = dict(zip(MEASURED, numbers, strict=True))
    return act(score_parcel, QINGFENG, ScoreParcel(park=park, values=given, on=on, **fields))

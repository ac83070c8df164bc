"""Standards and parcels as hypothesis draws them, often those that decide."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from config.campaign import PUYANG, load
from tests.tracker.judging_parcels import PARKS, plans
from tracker.measures import MEASURED, Method
from tracker.model import Standard

CAMPAIGN = load(PUYANG)

Values = dict[str, Decimal | None]

HIGHEST = {"tax": 6, "investment": 300, "plot_ratio": 2, "coverage": 100}


def _numbers(highest: int) -> st.SearchStrategy[Decimal]:
    """Values of any kind, and often those that decide: the thresholds and their neighbours."""
    decisive = [Decimal(word) for word in ("1.5", "3", "120", "150", "0.6", "40", "0", "119.999999", "39.9")]
    anything = st.decimals(0, highest, places=6, allow_nan=False, allow_infinity=False)
    return anything | st.sampled_from([each for each in decisive if each <= highest])


@st.composite
def parcels(draw: st.DrawFn, *, complete: bool = False) -> Values:
    unknown = st.nothing() if complete else st.none()
    return {key: draw(unknown | _numbers(HIGHEST[key])) for key in MEASURED}


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """The plan's standards, and others with any weights that add up to 1."""
    standard = plans(CAMPAIGN, draw(st.sampled_from(PARKS)), draw(st.sampled_from(Method)))
    if draw(st.booleans()):
        return standard
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    weights = [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    criteria = zip(standard.criteria, weights, strict=True)
    return replace(
        standard,
        criteria=tuple(replace(each, weight=weight) for each, weight in criteria),
        cutoff=Decimal(draw(st.integers(1, 100))) / 100,
    )

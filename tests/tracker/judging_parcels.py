"""The plan's two kinds of parks, and short ways to judge a parcel in them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.measures import MEASURED, Method
from tracker.model import Standard
from tracker.plan import Campaign
from tracker.scoring import Scored, plan_standard, score

ECONOMIC = "濮阳经济技术产业集聚区"
OTHER = "清丰县产业集聚区"
PARKS = (ECONOMIC, OTHER)
THRESHOLDS = {
    ECONOMIC: {"tax": "3", "investment": "150", "plot_ratio": "0.6", "coverage": "40"},
    OTHER: {"tax": "1.5", "investment": "120", "plot_ratio": "0.6", "coverage": "40"},
}
"""FACTS 4, written down again by hand."""
WEIGHTS = {"tax": "0.40", "investment": "0.30", "plot_ratio": "0.15", "coverage": "0.15"}
TODAY = date(2021, 6, 25)


def plans(campaign: Campaign, park: str = OTHER, method: Method = Method.THRESHOLD) -> Standard:
    assert campaign.scoring is not None
    return replace(plan_standard(campaign, campaign.scoring, park), method=method)


def judge(standard: Standard, *values: str | Decimal | None) -> Scored:
    """Judge values in the order of the command: tax, investment, plot ratio, coverage; None is unknown."""
    given = [None if value is None else Decimal(value) for value in values]
    return score(standard, dict(zip(MEASURED, given, strict=True)))


def weighed(campaign: Campaign, *weights: str) -> Standard:
    """The plan's standard with other weights, in the order of the command."""
    standard = plans(campaign)
    given = zip(standard.criteria, weights, strict=True)
    return replace(standard, criteria=tuple(replace(each, weight=Decimal(w)) for each, w in given))

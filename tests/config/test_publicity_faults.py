"""What can be wrong with what is published."""

import pytest

from config.campaign import read_campaign
from tests.config.spoiling import GOOD, assert_refused
from tracker.plan import Campaign

_CATEGORIES = 'categories = ["批而未供", "闲置", "低效"]\nsource = "四（五）"'
MUTATIONS = {
    "a category that no parcel has": (
        _CATEGORIES,
        _CATEGORIES.replace("闲置", "闲置地"),
        "publicity · categories",
        "没有“闲置地”这一类别，可以写：批而未供、闲置、低效、已批未供即用、违法占地。是否应为“闲置”？",
    ),
    "no categories": (
        _CATEGORIES,
        'source = "四（五）"',
        "publicity · categories",
        "缺少 categories。",
    ),
    "no source": (
        _CATEGORIES,
        'categories = ["批而未供", "闲置", "低效"]',
        "publicity · source",
        "缺少 source。",
    ),
    "an unknown field": (
        _CATEGORIES,
        _CATEGORIES.replace("categories", "category"),
        "publicity · category",
        "是否应为“categories”？",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_what_is_published_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])


def test_published_is_what_the_plan_names(campaign: Campaign) -> None:
    assert campaign.publicity is not None
    assert campaign.publicity.categories == ("批而未供", "闲置", "低效")
    assert campaign.publicity.source == "四（五）"


def test_a_plan_may_be_silent_on_publishing() -> None:
    assert read_campaign(GOOD.replace(f"[publicity]\n{_CATEGORIES}", "")).publicity is None

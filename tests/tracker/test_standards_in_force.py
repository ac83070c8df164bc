from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.tracker.judging_parcels import OTHER, TODAY, plans
from tracker.model import Standard
from tracker.plan import Campaign
from tracker.scoring import own_standard_in_force

DAY = timedelta(days=1)
MAY, AUGUST = date(2021, 5, 1), date(2021, 8, 1)


def own(
    campaign: Campaign,
    source: str,
    from_on: date = MAY,
    *,
    park: str | None = None,
    unit: str | None = None,
    industry: str | None = None,
    until_on: date | None = None,
) -> Standard:
    return replace(
        plans(campaign),
        source=source,
        from_on=from_on,
        until_on=until_on,
        park=park,
        unit=unit,
        industry=industry,
    )


def ruling(
    *recorded: Standard, on: date = TODAY, industry: str | None = None, unit: str | None = "清丰县"
) -> str | None:
    found = own_standard_in_force(recorded, park=OTHER, unit=unit, industry=industry, on=on)
    return found.source if found else None


def test_the_most_specific_standard_is_the_first_match(campaign: Campaign) -> None:
    recorded = [
        own(campaign, "unit", unit="清丰县"),
        own(campaign, "park", park=OTHER),
        own(campaign, "unit and industry", unit="清丰县", industry="化工"),
        own(campaign, "park and industry", park=OTHER, industry="化工"),
    ]
    expected = ["park and industry", "unit and industry", "park", "unit", None]
    for name in expected:
        assert ruling(*recorded, industry="化工") == name
        recorded = [each for each in recorded if each.source != name]


def test_an_industrys_standard_is_for_that_industry_alone(campaign: Campaign) -> None:
    recorded = own(campaign, "chemistry", unit="清丰县", industry="化工")
    assert ruling(recorded, industry="化工") == "chemistry"
    assert ruling(recorded, industry="家居") is None
    assert ruling(recorded) is None


def test_the_standards_of_other_places_do_not_count(campaign: Campaign) -> None:
    others = own(campaign, "a", unit="濮阳县"), own(campaign, "b", park="范县产业集聚区")
    assert ruling(*others) is None
    assert ruling(own(campaign, "c", unit="清丰县"), unit=None) is None


@pytest.mark.parametrize(
    ("on", "found"), [(MAY - DAY, None), (MAY, "5号"), (AUGUST, "5号"), (AUGUST + DAY, None)]
)
def test_a_standard_rules_from_its_first_day_to_its_last(
    campaign: Campaign, on: date, found: str | None
) -> None:
    assert ruling(own(campaign, "5号", unit="清丰县", until_on=AUGUST), on=on) == found


def test_a_newer_one_rules_from_its_date_and_the_past_keeps_the_old_one(campaign: Campaign) -> None:
    recorded = own(campaign, "5号", unit="清丰县"), own(campaign, "8号", AUGUST, unit="清丰县")
    assert ruling(*recorded, on=AUGUST - DAY) == "5号"
    assert ruling(*recorded, on=AUGUST) == "8号"
    assert ruling(*reversed(recorded), on=AUGUST) == "8号"


def test_of_two_from_the_same_day_the_one_recorded_later_rules(campaign: Campaign) -> None:
    assert ruling(own(campaign, "wrong", unit="清丰县"), own(campaign, "right", unit="清丰县")) == "right"


def test_what_was_replaced_does_not_come_back_when_its_successor_ends(campaign: Campaign) -> None:
    ended = own(campaign, "8号", AUGUST, unit="清丰县", until_on=AUGUST)
    recorded = own(campaign, "5号", unit="清丰县"), ended
    assert ruling(*recorded, on=AUGUST + DAY) is None


def test_an_industrys_standard_that_has_ended_makes_way_for_the_next_match(campaign: Campaign) -> None:
    ended = own(campaign, "chemistry", unit="清丰县", industry="化工", until_on=MAY)
    assert ruling(ended, own(campaign, "unit", unit="清丰县"), industry="化工") == "unit"

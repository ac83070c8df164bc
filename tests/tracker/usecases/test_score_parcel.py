from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.acting import Act
from tests.tracker.judging_parcels import ECONOMIC
from tests.tracker.usecases.scoring_parcels import DOCUMENT, MAY, TODAY, decide, score
from tracker.errors import NoScoring, NoStandardInForce, UnknownPark, UnknownUnit
from tracker.model import Conclusion
from tracker.parks import Basis, Governs

DAY = timedelta(days=1)


def test_without_a_standard_of_its_own_a_park_is_judged_by_the_plan(act: Act) -> None:
    outcome = score(act)
    assert outcome.park.name == "清丰县产业集聚区"
    assert outcome.scored.standard.source == "二（三）1"
    assert outcome.scored.standard.from_on == date(2021, 1, 25)
    assert outcome.scored.conclusion is Conclusion.ADEQUATE
    assert (outcome.unit, outcome.assumed, outcome.industries) == ("清丰县", None, ())


def test_the_economic_parks_thresholds_are_higher(act: Act) -> None:
    assert score(act, "经济技术产业集聚区").scored.conclusion is Conclusion.LOW
    assert score(act, ECONOMIC, "3", "150", "0.6", "40").scored.conclusion is Conclusion.ADEQUATE


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("清风县", ("清丰县产业集聚区",)),
        ("清丰产业聚集区", ("清丰县产业集聚区",)),
        ("化工集聚", ("濮阳市化工产业集聚区",)),
        ("开发区", (ECONOMIC,)),
        ("华龙", ("濮阳市濮东产业集聚区",)),
        ("火星", ()),
        ("", ()),
    ],
)
def test_an_unknown_park_is_refused_with_the_nearest_names(
    act: Act, word: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownPark) as refused:
        score(act, word)
    assert refused.value.nearest[: len(nearest)] == nearest
    assert bool(refused.value.nearest) == bool(nearest)


def test_a_countys_own_standard_rules_from_its_day(act: Act) -> None:
    decide(act)
    assert score(act, on=MAY - DAY).scored.standard.source == "二（三）1"
    outcome = score(act, on=MAY)
    assert (outcome.scored.standard.source, outcome.scored.conclusion) == (DOCUMENT, Conclusion.LOW)
    assert score(act, "范县", on=MAY).scored.standard.source == "二（三）1"


def test_a_parks_own_standard_goes_before_its_countys(act: Act) -> None:
    decide(act)
    decide(act, "清丰县产业集聚区", document="清集〔2021〕1号")
    assert score(act).scored.standard.source == "清集〔2021〕1号"


def test_the_unit_that_governed_the_park_on_the_day_decides(act: Act) -> None:
    decide(act)
    handed_over = Governs(unit="南乐县", basis=Basis.STATED, from_on=TODAY, source="x")
    parks = tuple(
        replace(park, governed=(*park.governed, handed_over)) if park.id == "qingfeng" else park
        for park in act.campaign.parks
    )
    moved = Act(act.store, replace(act.campaign, parks=parks))
    assert score(moved, on=TODAY - DAY).scored.standard.source == DOCUMENT
    assert score(moved, on=TODAY).scored.standard.source == "二（三）1"
    assert score(moved, on=TODAY).unit == "南乐县"


def test_a_unit_that_is_given_goes_before_the_one_that_governs(act: Act) -> None:
    decide(act)
    assert score(act, "范县", unit="清丰").scored.standard.source == DOCUMENT
    with pytest.raises(UnknownUnit):
        score(act, unit="火星")


def test_an_assumed_unit_is_named_once_it_can_make_a_difference(act: Act) -> None:
    assert score(act, "化工产业集聚区").assumed is None
    decide(act)
    assumed = score(act, "化工产业集聚区").assumed
    assert (assumed and assumed.unit) == "濮阳县"
    assert score(act, "化工产业集聚区", unit="濮阳县").assumed is None
    assert score(act, "清丰县").assumed is None


def test_an_industry_is_the_same_with_its_last_word_and_without(act: Act) -> None:
    decide(act, industry="化工行业")
    for industry in ("化工", "化工行业", " 化工 "):
        assert score(act, industry=industry).scored.standard.source == DOCUMENT
    assert score(act, industry="家居").scored.standard.source == "二（三）1"


def test_industries_with_a_standard_of_their_own_are_named_where_none_was_given(act: Act) -> None:
    decide(act, industry="化工")
    decide(act, "清丰县产业集聚区", industry="家居")
    decide(act, industry="食品", until_on=MAY)
    decide(act, industry="纺织", from_on=TODAY + DAY)
    assert score(act).industries == ("化工", "家居")
    assert score(act, industry="化工").industries == ()


def test_before_the_plan_nothing_is_judged(act: Act) -> None:
    with pytest.raises(NoStandardInForce, match="2021-01-25"):
        score(act, on=date(2021, 1, 24))
    assert score(act, on=date(2021, 1, 25)).scored.conclusion is Conclusion.ADEQUATE


def test_a_plan_that_says_nothing_of_scoring_scores_nothing(act: Act) -> None:
    with pytest.raises(NoScoring):
        score(Act(act.store, replace(act.campaign, scoring=None)))

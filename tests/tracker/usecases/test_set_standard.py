from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.acting import OFFICE, Act
from tests.tracker.judging_parcels import ECONOMIC
from tests.tracker.usecases.scoring_parcels import DOCUMENT, MAY, STRICTER, TODAY, decide, score
from tracker.errors import NoScoring, ReasonMissing, TrackerError, UnknownPlace, ValueRefused
from tracker.measures import Method
from tracker.plan import OFFICE_DEFAULT
from tracker.store.tables import audit
from tracker.usecases.set_standard import (
    EndsBeforeItBegins,
    MakesNoStandard,
    SameStandard,
    ThresholdsMissing,
    WeightsDoNotAddUp,
)
from tracker.usecases.show_standards import ShowStandards, StandardsShown, show_standards

DAY = timedelta(days=1)
WEIGHTS = {key: Decimal("0.25") for key in STRICTER}


def _recorded(act: Act) -> int:
    return len(act.read(lambda books: books.standards.all()))


def test_where_the_document_is_silent_the_plans_weights_cutoff_and_method_hold(act: Act) -> None:
    standard = decide(act).standard
    assert [str(each.weight) for each in standard.criteria] == ["0.40", "0.30", "0.15", "0.15"]
    assert (standard.cutoff, standard.method) == (Decimal("0.70"), Method.THRESHOLD)
    assert standard.method_source == OFFICE_DEFAULT
    assert (standard.name, standard.source, standard.unit) == ("清丰县", DOCUMENT, "清丰县")


def test_a_standard_may_have_everything_its_own(act: Act) -> None:
    decide(
        act,
        "清丰产业集聚区",
        industry="化工",
        weights=WEIGHTS,
        cutoff=Decimal("0.5"),
        method=Method.PROPORTIONAL,
        until_on=date(2022, 12, 31),
        reason="参照制定",
    )
    (standard,) = act.read(lambda books: books.standards.all())
    assert (standard.name, standard.park, standard.unit) == (
        "清丰县产业集聚区化工行业",
        "清丰县产业集聚区",
        None,
    )
    assert {each.weight for each in standard.criteria} == {Decimal("0.25")}
    assert (standard.cutoff, standard.method, standard.method_source) == (
        Decimal("0.5"),
        Method.PROPORTIONAL,
        DOCUMENT,
    )
    assert standard.reason == "参照制定"


def test_a_word_that_means_a_county_and_a_park_is_the_county(act: Act) -> None:
    assert decide(act, "清丰").standard.unit == "清丰县"
    assert decide(act, "经开区").standard.unit == "开发区"
    assert decide(act, "濮东").standard.park == "濮阳市濮东产业集聚区"


def test_the_one_before_is_named_and_is_over(act: Act) -> None:
    assert decide(act).before is None
    newer = decide(act, document="清政办〔2021〕9号", from_on=TODAY)
    assert (newer.before and newer.before.source) == DOCUMENT
    assert score(act, on=TODAY - DAY).scored.standard.source == DOCUMENT
    assert score(act, on=TODAY).scored.standard.source == "清政办〔2021〕9号"


@pytest.mark.parametrize(
    ("fields", "refusal", "sentence"),
    [
        ({"place": "火星"}, UnknownPlace, "没有名为“火星”"),
        ({"place": "清风县"}, UnknownPlace, "您是指：清丰县、清丰县产业集聚区"),
        ({"place": "市财政局"}, MakesNoStandard, "市财政局不制定认定标准"),
        ({"document": " "}, ReasonMissing, "请写明文号"),
        ({"until_on": MAY - DAY}, EndsBeforeItBegins, "2021-04-30 早于"),
        ({"thresholds": {"tax": Decimal(2)}}, ThresholdsMissing, "还缺投资强度、容积率、建筑系数"),
        ({"thresholds": STRICTER | {"tax": Decimal(0)}}, ValueRefused, "亩均税收“0”应大于 0"),
        ({"thresholds": STRICTER | {"tax": Decimal("1.0000001")}}, ValueRefused, "最多写 6 位小数"),
        ({"thresholds": STRICTER | {"coverage": Decimal(101)}}, ValueRefused, "超过 100%"),
        ({"weights": WEIGHTS | {"tax": Decimal("0.26")}}, WeightsDoNotAddUp, "现为 1.01"),
        ({"weights": WEIGHTS | {"tax": Decimal("0.249999")}}, WeightsDoNotAddUp, "现为 0.999999"),
        ({"weights": {"tax": Decimal("0.7")}}, WeightsDoNotAddUp, "现为 0.7"),
        ({"weights": {"tax": Decimal(2), "coverage": Decimal(-1)}}, ValueRefused, "应在 0 到 1 之间"),
        ({"cutoff": Decimal(0)}, ValueRefused, "分数线“0”应在 0 到 1 之间"),
        ({"cutoff": Decimal(70)}, ValueRefused, "分数线“70”应在 0 到 1 之间"),
    ],
    ids=str,
)
def test_what_is_no_standard_is_refused_and_nothing_is_recorded(
    act: Act, fields: dict[str, Any], refusal: type[TrackerError], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        decide(act, **{"place": "清丰县", **fields})
    assert _recorded(act) == 0


def test_the_same_standard_twice_is_refused_and_a_correction_is_not(act: Act) -> None:
    decide(act)
    with pytest.raises(SameStandard):
        decide(act)
    corrected = STRICTER | {"tax": Decimal("2.5")}
    decide(act, thresholds=corrected)
    decide(act)
    assert _recorded(act) == 3
    assert score(act).scored.standard.criteria[0].threshold == Decimal(2)


def test_who_recorded_what_is_in_the_audit(act: Act) -> None:
    decide(act, industry="化工")
    (entry,) = act.read(lambda books: books.connection.execute(select(audit)).all())
    assert (entry.actor, entry.action, entry.subject) == ("王办", "standard.set", "清丰县化工行业")
    assert entry.detail == {"document": DOCUMENT, "from_on": "2021-05-01"}


def test_a_plan_that_says_nothing_of_scoring_takes_no_standard(act: Act) -> None:
    with pytest.raises(NoScoring):
        decide(Act(act.store, replace(act.campaign, scoring=None)))


def _shown(act: Act, place: str | None, on: date = TODAY) -> StandardsShown:
    return act(show_standards, OFFICE, ShowStandards(place=place, on=on))


def _rulings(shown: StandardsShown) -> list[tuple[str, str | None, str]]:
    return [(each.place, each.industry, each.standard.source) for each in shown.rulings]


def test_a_units_standards_are_those_of_its_parks(act: Act) -> None:
    decide(act, industry="化工")
    decide(act, document="清政办〔2021〕9号", from_on=TODAY + DAY)
    shown = _shown(act, "清丰县")
    park = "清丰县产业集聚区"
    assert _rulings(shown) == [(park, "化工", DOCUMENT), (park, None, "二（三）1")]
    assert [each.source for each in shown.coming] == ["清政办〔2021〕9号"]
    assert [each.place for each in _shown(act, "濮阳县").rulings] == [
        "濮阳市化工产业集聚区",
        "濮阳县产业集聚区",
    ]


def test_a_unit_without_a_park_shows_what_it_has_ready(act: Act) -> None:
    decide(act, "示范区")
    assert _rulings(_shown(act, "示范区")) == [("示范区", None, DOCUMENT)]


def test_without_a_place_every_park_is_shown(act: Act) -> None:
    decide(act, ECONOMIC)
    rulings = _rulings(_shown(act, None))
    assert len(rulings) == 9
    assert (ECONOMIC, None, DOCUMENT) in rulings

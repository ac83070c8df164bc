from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from tests.tracker.judging_parcels import ECONOMIC, OTHER, PARKS, THRESHOLDS, WEIGHTS, judge, plans, weighed
from tracker.errors import ValueRefused
from tracker.measures import MEASURED, Method
from tracker.model import Conclusion
from tracker.plan import Campaign
from tracker.scoring import Scored, rounded_up, sentence, shown

LOW, ADEQUATE, UNDETERMINED = Conclusion.LOW, Conclusion.ADEQUATE, Conclusion.UNDETERMINED
JUST_BELOW = Decimal("0.000000000000001")
EVERY_COMBINATION = list(product((True, False), repeat=4))


def _text(scored: Scored) -> str:
    assert scored.score is not None
    return shown(scored.score, scored.standard.method)


@pytest.mark.parametrize("park", PARKS)
@pytest.mark.parametrize("met", EVERY_COMBINATION)
def test_all_sixteen_combinations_at_the_very_threshold_and_just_below(
    campaign: Campaign, park: str, met: tuple[bool, ...]
) -> None:
    thresholds = [Decimal(THRESHOLDS[park][key]) for key in MEASURED]
    values = [at if reached else at - JUST_BELOW for at, reached in zip(thresholds, met, strict=True)]
    scored = judge(plans(campaign, park), *values)
    # Written as the plan words it, in hundredths: 40 and 30 and 15 and 15.
    hundredths = sum(worth for worth, reached in zip((40, 30, 15, 15), met, strict=True) if reached)
    assert scored.score == Fraction(hundredths, 100)
    assert scored.conclusion is (LOW if hundredths < 70 else ADEQUATE)
    assert [mark.met for mark in scored.marks] == list(met)
    assert scored.missing == ()


@pytest.mark.parametrize("park", PARKS)
def test_thresholds_and_weights_are_those_of_the_plan(campaign: Campaign, park: str) -> None:
    standard = plans(campaign, park)
    assert {each.key: str(each.threshold) for each in standard.criteria} == THRESHOLDS[park]
    assert {each.key: str(each.weight) for each in standard.criteria} == WEIGHTS
    assert (standard.source, standard.cutoff) == ("二（三）1", Decimal("0.70"))
    assert (park in standard.name) == (park == ECONOMIC)


def test_exactly_70_hundredths_is_not_low(campaign: Campaign) -> None:
    scored = judge(plans(campaign), "1.5", "0", "0.6", "40")
    assert (_text(scored), scored.conclusion) == ("0.70", ADEQUATE)


def test_failing_tax_alone_is_always_low_and_failing_investment_alone_is_not(campaign: Campaign) -> None:
    assert judge(plans(campaign), "1.49", "9999", "9", "100").conclusion is LOW
    assert judge(plans(campaign), "99", "119.99", "9", "100").conclusion is ADEQUATE


@pytest.mark.parametrize("known", EVERY_COMBINATION)
@pytest.mark.parametrize("met", EVERY_COMBINATION)
def test_with_any_values_missing_the_bounds_decide(
    campaign: Campaign, known: tuple[bool, ...], met: tuple[bool, ...]
) -> None:
    given = ["0" if not reached else best for best, reached in zip(("9", "999", "9", "99"), met, strict=True)]
    scored = judge(
        plans(campaign), *(value if told else None for value, told in zip(given, known, strict=True))
    )
    worth = (40, 30, 15, 15)
    least = sum(w for w, told, reached in zip(worth, known, met, strict=True) if told and reached)
    most = least + sum(w for w, told in zip(worth, known, strict=True) if not told)
    assert (scored.low_bound, scored.high_bound) == (Fraction(least, 100), Fraction(most, 100))
    assert scored.conclusion is (LOW if most < 70 else ADEQUATE if least >= 70 else UNDETERMINED)
    assert (scored.score is None) == (least != most)
    assert [each.key for each in scored.missing] == [
        key for key, told in zip(MEASURED, known, strict=True) if not told
    ]


def test_a_missing_value_is_never_zero(campaign: Campaign) -> None:
    assert judge(plans(campaign), None, "120", "0.6", "40").conclusion is UNDETERMINED
    assert judge(plans(campaign), "0", "120", "0.6", "40").conclusion is LOW


def test_a_missing_value_that_weighs_nothing_leaves_the_score_whole(campaign: Campaign) -> None:
    standard = weighed(campaign, "1", "0", "0", "0")
    scored = judge(standard, "1.5", None, None, None)
    assert (scored.score, scored.conclusion) == (Fraction(1), ADEQUATE)
    assert len(scored.missing) == 3


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (("-1", "1", "1", "1"), "亩均税收“-1”是负数"),
        (("1", "1", "1", "140"), "建筑系数“140”超过 100%"),
        (("1", "NaN", "1", "1"), "投资强度“NaN”不是有限的数"),
        (("1", "1", "Infinity", "1"), "容积率“Infinity”不是有限的数"),
        (("1", "1e400", "1", "1"), "投资强度“1E[+]400”超出可以处理的范围"),
    ],
)
def test_what_no_parcel_can_have_is_refused(campaign: Campaign, values: tuple[str, ...], what: str) -> None:
    with pytest.raises(ValueRefused, match=what):
        judge(plans(campaign), *values)


def test_in_proportion_a_value_earns_its_share_exactly(campaign: Campaign) -> None:
    scored = judge(plans(campaign, method=Method.PROPORTIONAL), "1", "40", "0.7", "39")
    points = [mark.points for mark in scored.marks]
    assert points == [Fraction(4, 15), Fraction(1, 10), Fraction(15, 100), Fraction(15 * 39, 4000)]
    assert _text(scored) == "0.6629"
    assert [mark.met for mark in scored.marks] == [False, False, True, False]


def test_half_is_rounded_up_to_four_places() -> None:
    assert shown(Fraction(1, 3), Method.PROPORTIONAL) == "0.3333"
    assert shown(Fraction(66665, 100000), Method.PROPORTIONAL) == "0.6667"
    assert shown(Fraction(66645, 100000), Method.PROPORTIONAL) == "0.6665"


def test_a_score_that_rounds_to_the_cut_off_is_low_and_says_why(campaign: Campaign) -> None:
    # 0.4 + 0.15 + 0.15 less one part in 300,000 of the tax.
    scored = judge(plans(campaign, method=Method.PROPORTIONAL), "1.49999", "0", "0.6", "40")
    assert (_text(scored), scored.conclusion, rounded_up(scored)) == ("0.7000", LOW, True)
    assert "实际不足" in sentence(scored)
    unknown = judge(plans(campaign, method=Method.PROPORTIONAL), "1.49999", None, "0.6", "40")
    assert (unknown.conclusion, rounded_up(unknown)) == (UNDETERMINED, True)
    assert "0.7000（四舍五入所得，实际不足）与" in sentence(unknown)
    exact = judge(plans(campaign, method=Method.PROPORTIONAL), "1.5", "0", "0.6", "40")
    assert (_text(exact), exact.conclusion, rounded_up(exact)) == ("0.7000", ADEQUATE, False)


def test_the_single_improvements_that_would_do_are_named_the_smallest_step_first(campaign: Campaign) -> None:
    scored = judge(plans(campaign), "2", "60", "0.6", "38")
    assert [(each.criterion.key, each.needed, each.score) for each in scored.improvements] == [
        ("coverage", Decimal(40), Fraction(70, 100)),
        ("investment", Decimal(120), Fraction(85, 100)),
    ]


def test_no_improvement_is_named_where_no_single_one_does(campaign: Campaign) -> None:
    assert judge(plans(campaign), "1", "60", "0.5", "40").improvements == ()


def test_an_adequate_parcel_needs_no_improvement(campaign: Campaign) -> None:
    assert judge(plans(campaign), "2", "60", "0.6", "40").improvements == ()


def test_what_is_missing_counts_as_nothing_in_an_improvement(campaign: Campaign) -> None:
    scored = judge(plans(campaign), "1", None, "0.6", "40")
    assert scored.conclusion is LOW
    assert [each.criterion.key for each in scored.improvements] == ["tax"]
    undetermined = judge(plans(campaign), None, "120", "0.6", "40")
    assert [(each.criterion.key, each.value) for each in undetermined.improvements] == [("tax", None)]


def test_the_sentence_says_value_by_value_what_decided(campaign: Campaign) -> None:
    assert sentence(judge(plans(campaign), "1.2", "130", "0.60", "40")) == (
        "亩均税收1.2万元/亩，低于1.5万元/亩；投资强度130万元/亩，达到120万元/亩；容积率0.6，达到0.6；"
        "建筑系数40%，达到40%。综合得分0.60，少于0.70，认定为低效。"
        "依据：濮政办〔2021〕6号 其他产业集聚区标准（二（三）1），2021-01-25 起执行，达标得分（办公室暂定）。"
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("1.5", "120", "0.6", "40"), "综合得分1.00，不少于0.70，不认定为低效"),
        (("1", None, "0.6", "40"), "投资强度无论多少，综合得分最高0.60，少于0.70，认定为低效"),
        (("2", "130", None, None), "容积率、建筑系数无论多少，综合得分至少0.70，不少于0.70，不认定为低效"),
        ((None, "130", "0.6", "1"), "缺少亩均税收，综合得分在0.45与0.85之间，无法认定"),
    ],
)
def test_the_sentence_says_what_is_missing_and_whether_it_matters(
    campaign: Campaign, values: tuple[str | None, ...], said: str
) -> None:
    assert said in sentence(judge(plans(campaign, OTHER), *values))

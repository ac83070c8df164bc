"""What holds for all values, all standards and both methods."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.campaign import PUYANG, load
from tests.tracker.drawn_parcels import HIGHEST, Values, parcels, standards
from tests.tracker.judging_parcels import PARKS, plans
from tracker.measures import MEASURED, Method
from tracker.model import Conclusion, Standard
from tracker.scoring import score, shown

CAMPAIGN = load(PUYANG)
ORDER = (Conclusion.LOW, Conclusion.UNDETERMINED, Conclusion.ADEQUATE)


@given(standards(), parcels(), st.sampled_from(MEASURED), st.data())
def test_raising_a_value_never_worsens_the_verdict(
    standard: Standard, values: Values, key: str, data: st.DataObject
) -> None:
    before = score(standard, values)
    value = values[key]
    if value is None:
        return
    rise = data.draw(st.decimals(0, Decimal(HIGHEST[key]) - value, allow_nan=False, places=6))
    after = score(standard, values | {key: min(value + rise, Decimal(HIGHEST[key]))})
    assert (after.low_bound, after.high_bound) >= (before.low_bound, before.high_bound)
    assert after.high_bound >= before.high_bound
    assert ORDER.index(after.conclusion) >= ORDER.index(before.conclusion)


@given(standards(), parcels(), parcels(complete=True))
def test_whatever_the_missing_values_are_the_bounds_enclose_the_score(
    standard: Standard, values: Values, truth: Values
) -> None:
    part = score(standard, values)
    whole = score(standard, {key: truth[key] if value is None else value for key, value in values.items()})
    assert whole.score is not None
    assert 0 <= part.low_bound <= whole.score <= part.high_bound <= 1
    if part.conclusion is not Conclusion.UNDETERMINED:
        assert whole.conclusion is part.conclusion


@given(standards(), parcels())
def test_a_missing_value_can_turn_out_worst_and_best(standard: Standard, values: Values) -> None:
    part = score(standard, values)
    for bound, extreme in (
        (part.low_bound, {key: Decimal(0) for key in MEASURED}),
        (part.high_bound, _best()),
    ):
        filled = {key: extreme[key] if value is None else value for key, value in values.items()}
        assert score(standard, filled).score == bound


def _best() -> dict[str, Decimal]:
    return {key: Decimal(highest) for key, highest in HIGHEST.items()}


@given(st.sampled_from(PARKS), parcels(complete=True))
def test_by_threshold_the_verdict_is_that_of_the_plans_own_words(park: str, values: Values) -> None:
    tax, investment, plot_ratio, coverage = (values[key] or 0 for key in MEASURED)
    economic = park == PARKS[0]
    hundredths = 0
    if not tax < (Decimal(3) if economic else Decimal("1.5")):  # 亩均税收少于
        hundredths += 40
    if not investment < (150 if economic else 120):  # 投资强度低于
        hundredths += 30
    if not plot_ratio < Decimal("0.6"):  # 容积率小于
        hundredths += 15
    if not coverage < 40:  # 建筑系数小于
        hundredths += 15
    scored = score(plans(CAMPAIGN, park), values)
    assert scored.score == Fraction(hundredths, 100)
    assert (scored.conclusion is Conclusion.LOW) == (hundredths < 70)


@given(standards(), parcels())
def test_each_improvement_suffices_and_a_little_less_would_not(standard: Standard, values: Values) -> None:
    scored = score(standard, values)
    worst = {key: value or Decimal(0) for key, value in values.items()}
    reached = set()
    for each in scored.improvements:
        key = each.criterion.key
        lifted = score(standard, worst | {key: each.needed})
        assert lifted.conclusion is Conclusion.ADEQUATE
        assert lifted.score == each.score
        short = score(standard, worst | {key: max(each.needed - Decimal("0.0002"), Decimal(0))})
        assert short.conclusion is Conclusion.LOW
        reached.add(key)
    if scored.conclusion is not Conclusion.ADEQUATE:
        for key in set(MEASURED) - reached:
            assert score(standard, worst | {key: _best()[key]}).conclusion is Conclusion.LOW


@given(standards(), parcels(complete=True))
def test_a_score_is_the_sum_of_its_points_and_is_shown_nearly_as_it_is(
    standard: Standard, values: Values
) -> None:
    scored = score(standard, values)
    assert sum(mark.points or 0 for mark in scored.marks) == scored.score
    assert abs(Fraction(Decimal(shown(scored.low_bound, standard.method))) - scored.low_bound) <= Fraction(
        1, 20000
    )


@pytest.mark.parametrize("method", Method)
@given(parcels(complete=True))
def test_in_proportion_no_parcel_scores_less_than_by_threshold(method: Method, values: Values) -> None:
    by_threshold = score(plans(CAMPAIGN), values).low_bound
    assert score(plans(CAMPAIGN, method=method), values).low_bound >= by_threshold

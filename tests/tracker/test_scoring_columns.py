"""Columns are judged as `score` judges each row: in verdict, score, bounds, and what is met and missing."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.campaign import PUYANG, load
from tests.tracker.drawn_parcels import HIGHEST, Values, parcels, standards
from tests.tracker.judging_parcels import PARKS, THRESHOLDS, plans, weighed
from tracker.measures import MEASURED, Method
from tracker.model import Conclusion, Standard
from tracker.scoring import score
from tracker.scoring_columns import (
    CONCLUSIONS,
    ScoredColumns,
    column_rules,
    met,
    millionths,
    missing,
    score_columns,
)

CAMPAIGN = load(PUYANG)
JUST_BELOW = Decimal("0.000001")


def in_columns(standard: Standard, rows: Sequence[Values]) -> ScoredColumns:
    rules = column_rules(standard)
    assert rules is not None
    columns = {key: np.array([millionths(row.get(key))[0] for row in rows], np.int64) for key in MEASURED}
    return score_columns(rules, columns)


def assert_same(standard: Standard, rows: Sequence[Values]) -> None:
    """Every row equal in verdict, score, bounds, met and missing."""
    scored = in_columns(standard, rows)
    low, high = scored.bounds()
    for place, row in enumerate(rows):
        alone = score(standard, row)
        pattern = int(scored.patterns[place])
        assert CONCLUSIONS[scored.conclusions[place]] is alone.conclusion
        assert Fraction(int(low[place]), scored.rules.denominator) == alone.low_bound
        assert Fraction(int(high[place]), scored.rules.denominator) == alone.high_bound
        assert (low[place] == high[place]) == (alone.score is not None)
        for at, mark in enumerate(alone.marks):
            assert met(pattern, at) == bool(mark.met)
            assert missing(pattern, at) == (mark.value is None)
        assert missing(pattern) == bool(alone.missing)


@given(standards(), st.lists(parcels(), min_size=1, max_size=40))
def test_columns_are_judged_as_each_row_alone(standard: Standard, rows: list[Values]) -> None:
    assert_same(standard, rows)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("park", PARKS)
def test_every_boundary_and_missing_value_in_every_combination(park: str, method: Method) -> None:
    around: list[list[Decimal | None]] = []
    for key in MEASURED:
        threshold = Decimal(THRESHOLDS[park][key])
        around.append([threshold, threshold - JUST_BELOW, threshold + JUST_BELOW, Decimal(0), None])
    rows: list[Values] = [dict(zip(MEASURED, row, strict=True)) for row in product(*around)]
    assert len(rows) == 625
    assert_same(plans(CAMPAIGN, park, method), rows)


@st.composite
def shared_out(draw: st.DrawFn, hundredths: int, among: Sequence[str]) -> dict[str, str]:
    """Weights that add up to so many hundredths."""
    last = len(among) - 1
    cuts = sorted(draw(st.lists(st.integers(0, hundredths), min_size=last, max_size=last)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, hundredths], strict=True)]
    return {key: str(Decimal(share) / 100) for key, share in zip(among, shares, strict=True)}


@given(st.sets(st.sampled_from(MEASURED), min_size=1, max_size=3), st.data())
def test_every_subset_whose_weights_are_exactly_70_hundredths_is_adequate(
    enough: set[str], data: st.DataObject
) -> None:
    rest = [key for key in MEASURED if key not in enough]
    weights = data.draw(shared_out(70, sorted(enough))) | data.draw(shared_out(30, rest))
    standard = weighed(CAMPAIGN, *(weights[key] for key in MEASURED))
    row: Values = {key: Decimal(HIGHEST[key] if key in enough else 0) for key in MEASURED}
    unknown: Values = {key: value if key in enough else None for key, value in row.items()}
    scored = in_columns(standard, [row, unknown])
    assert [CONCLUSIONS[each] for each in scored.conclusions] == [Conclusion.ADEQUATE] * 2
    assert Fraction(int(scored.bounds()[0][0]), scored.rules.denominator) == Fraction(7, 10)
    assert_same(standard, [row, unknown])


@given(standards(), st.lists(parcels(), min_size=1, max_size=10), st.sets(st.sampled_from(MEASURED)))
def test_a_standard_with_fewer_indicators_is_judged_too(
    standard: Standard, rows: list[Values], left_out: set[str]
) -> None:
    kept = [each for each in standard.criteria if each.key not in left_out] or [standard.criteria[0]]
    weights = [Decimal(1) - Decimal("0.1") * (len(kept) - 1), *[Decimal("0.1")] * (len(kept) - 1)]
    criteria = tuple(replace(each, weight=w) for each, w in zip(kept, weights, strict=True))
    assert_same(replace(standard, criteria=criteria), rows)


@given(st.decimals(0, 200, places=9, allow_nan=False, allow_infinity=False))
def test_rounding_a_value_down_never_moves_it_over_a_threshold(value: Decimal) -> None:
    standard = plans(CAMPAIGN)
    rules = column_rules(standard)
    assert rules is not None
    assert not rules.exact_only
    assert_same(standard, [{"investment": value}])


def test_the_largest_and_smallest_values_that_can_be_are_judged() -> None:
    rows: list[Values] = [
        {"tax": Decimal("999999999999.999999"), "investment": Decimal("1e-40")},
        {"tax": Decimal("1.504862236628849"), "investment": Decimal("119.99999999999999")},
    ]
    assert_same(plans(CAMPAIGN), rows)


def test_a_column_longer_than_a_block_is_judged_to_its_end() -> None:
    rows: list[Values] = [{"tax": Decimal(place % 4)} for place in range(40_000)]
    scored = in_columns(plans(CAMPAIGN, method=Method.PROPORTIONAL), rows)
    assert scored.bounds()[0].tolist() == [
        score(scored.rules.standard, row).low_bound * scored.rules.denominator for row in rows[:4]
    ] * (10_000)


def test_values_finer_than_millionths_are_kept_from_standards_that_need_them_whole() -> None:
    fine = plans(CAMPAIGN)
    fine = replace(
        fine, criteria=tuple(replace(e, threshold=e.threshold + Decimal("1e-7")) for e in fine.criteria)
    )
    for standard in (fine, plans(CAMPAIGN, method=Method.PROPORTIONAL)):
        rules = column_rules(standard)
        assert rules is not None
        assert rules.exact_only
    assert_same(fine, [{"tax": Decimal("1.5")}, {"tax": Decimal("1.500001")}])
    assert millionths(Decimal("1.500001")) == (1_500_001, True)
    assert millionths(Decimal("1.5000019")) == (1_500_001, False)


def test_a_standard_too_fine_for_whole_numbers_is_left_to_the_other_way() -> None:
    fine = plans(CAMPAIGN, method=Method.PROPORTIONAL)
    odd = tuple(
        replace(each, threshold=Decimal(prime))
        for each, prime in zip(fine.criteria, (1_000_003, 1_000_033, 1_000_037, 99), strict=True)
    )
    assert column_rules(replace(fine, criteria=odd)) is None

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ValueRefused
from tracker.quantities import possible, read_area, read_number

PER_MU = "万元/亩"


def read(text: str, measure: str = PER_MU) -> Decimal:
    return read_number(text, what="投资强度", measure=measure)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", "120"),
        ("１２０", "120"),
        (" 120 ", "120"),
        ("　１２０　", "120"),
        ("120.50", "120.50"),
        ("１２０．５", "120.5"),
        ("0。6", "0.6"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+3", "3"),
        ("-0", "0"),
        ("1,234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("12,345,678", "12345678"),
        ("120万元/亩", "120"),
        ("１２０ 万元／亩", "120"),
        ("1.2e2", "120"),
        ("1E-3", "0.001"),
        ("0e999", "0"),
        ("1.504862236628849", "1.504862236628849"),
        ("0.1000000000000000055511151231257827021181583404541015625", None),
    ],
)
def test_a_number_is_read_however_it_is_written_and_to_the_last_place(text: str, number: str | None) -> None:
    assert read(text) == Decimal(number or text)


@pytest.mark.parametrize("text", ["41", "41%", "４１％", "41 ％", "41.0%"])
def test_a_per_cent_is_read_with_its_sign_and_without(text: str) -> None:
    assert read(text, "%") == 41


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "不是数字"),
        ("三", "不是数字"),
        ("一百二", "不是数字"),
        ("1.5.2", "不是数字"),
        ("1 234", "不是数字"),
        ("1_000", "不是数字"),
        ("0x10", "不是数字"),
        ("--3", "不是数字"),
        ("3²", "不是数字"),
        ("①", "不是数字"),
        ("½", "不是数字"),
        ("٣", "不是数字"),
        ("3️⃣", "单位不对"),
        ("😀", "不是数字"),
        ("=1+1", "不是数字"),
        ("约120", "不是数字"),
        ("100-120", "不是数字"),
        ("1,23", "逗号"),
        ("1，5", "逗号"),
        ("1234,567", "逗号"),
        ("120亩", "单位不对，应为万元/亩"),
        ("120元/亩", "单位不对"),
        ("120万元/亩/年", "单位不对"),
        ("41%", "单位不对"),
        ("NaN", "不是有限的数"),
        ("inf", "不是有限的数"),
        ("-Infinity", "不是有限的数"),
        ("∞", "不是有限的数"),
        ("1e400", "超出可以处理的范围"),
        ("1e-400", "超出可以处理的范围"),
        ("1e12", "超出可以处理的范围"),
        ("1e99999999999999999999", "超出可以处理的范围"),
        ("9" * 100, "超出可以处理的范围"),
        ("-5", "是负数"),
        ("－５", "是负数"),
        ("−5", "是负数"),
        ("-0.0001", "是负数"),
    ],
)
def test_what_is_no_possible_number_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused, match=reason) as refused:
        read(text)
    assert str(refused.value).startswith("投资强度“")
    assert len(str(refused.value)) < 60


@pytest.mark.parametrize("text", ["100.0001", "140", "140%"])
def test_a_per_cent_above_100_is_refused_and_100_is_not(text: str) -> None:
    with pytest.raises(ValueRefused, match="超过 100%"):
        read(text, "%")
    assert read("100%", "%") == 100


def test_what_has_no_measure_takes_none() -> None:
    assert read("0.6", "") == Decimal("0.6")
    with pytest.raises(ValueRefused, match="没有单位"):
        read("60%", "")


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-1", "1e400"])
def test_a_number_that_was_read_elsewhere_is_held_to_the_same(number: str) -> None:
    with pytest.raises(ValueRefused, match="容积率"):
        possible(Decimal(number), what="容积率")


@pytest.mark.parametrize(
    ("text", "mu"),
    [
        ("2284", "2284"),
        ("2284亩", "2284"),
        ("1.5公顷", "22.5"),
        ("1 公顷", "15"),
        ("1000平方米", "1.5"),
        ("2,000㎡", "3"),
        ("100m²", "0.15"),
        ("１０００平方米", "1.5"),
        ("12345678901.123456789012345678901234567平方米", "18518518.3516851851835185185183518518505"),
    ],
)
def test_an_area_is_given_in_mu_exactly(text: str, mu: str) -> None:
    assert read_area(text) == Decimal(mu)


@pytest.mark.parametrize("text", ["3平方公里", "3%", "三亩", "-3亩", "1e400亩", "亩"])
def test_an_area_in_no_known_measure_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match="面积"):
        read_area(text)


@given(st.text(max_size=30))
def test_no_text_at_all_is_a_bug(text: str) -> None:
    with suppress(ValueRefused):
        assert 0 <= read(text) < 10**12


@given(st.decimals(min_value=0, max_value=10**11, allow_nan=False, allow_infinity=False, places=6))
def test_every_number_comes_back_as_it_was_written(number: Decimal) -> None:
    full_width = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    for text in (f"{number:f}", f"{number:,f}", f"{number:,f}".translate(full_width)):
        assert read(text) == number

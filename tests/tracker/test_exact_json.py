from decimal import Decimal

import pytest

from tracker.exact_json import read_json, write_json


@pytest.mark.parametrize(
    "digits", ["0.1", "115.0200", "1", "-3", "0.1000000000000000055511151231257827", "1E-7"]
)
def test_a_number_is_written_as_it_was_read(digits: str) -> None:
    assert write_json(read_json(digits)) == digits


def test_everything_else_is_written_as_json_does() -> None:
    text = '{"宗地编号":"\\"A\\"\\n","空":null,"是":true,"点":[[1,2],[]],"里":{}}'
    assert write_json(read_json(text)) == text


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), Decimal("Infinity"), object(), {"a": [0.5]}])
def test_what_is_no_exact_number_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        write_json(value)


@pytest.mark.parametrize("text", ["", "{", "nan", "01", "1.", "'a'"])
def test_what_is_no_json_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        read_json(text)

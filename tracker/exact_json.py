"""JSON whose numbers stay as they were written: Decimal in and out, never a binary float."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any


def read_json(text: str) -> Any:
    """Read a document; every number is a Decimal, `NaN` and `Infinity` too.

    Raises `ValueError` where it is not JSON, `RecursionError` where it nests too deeply to be read.
    """
    return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=Decimal)


def write_json(value: object) -> str:
    """Write a value of mappings, sequences, texts and exact numbers. Raises `TypeError` for any other."""
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(str(key), ensure_ascii=False)}:{write_json(of)}" for key, of in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{','.join(map(write_json, value))}]"
    if isinstance(value, Decimal) and value.is_finite():
        return str(value)
    if value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"no exact JSON for {value!r}")


def _number(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond any number
        return Decimal("Infinity")

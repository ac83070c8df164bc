"""Following the figures of a sentence back into the JSON answers of the same day, by their paths."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Json = Any

_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_KEYS = ("unit", "code", "group", "key")


def value_at(answers: Mapping[str, Json], path: str) -> Json:
    """Return what stands at `status.units[清丰县].lead.red`; nothing there is an error."""
    found: Json = answers
    for picked, named in _STEP.findall(path):
        found = _picked(found, picked) if picked else found[named]
    return found


def _picked(listed: Json, name: str) -> Json:
    if isinstance(listed, dict):
        return listed[name]
    (found,) = (each for each in listed if any(each.get(key) == name for key in _KEYS))
    return found


def is_said_rightly(figure: Json, answers: Mapping[str, Json]) -> bool:
    """Whether a figure says what stands at its paths, in the way that it claims."""
    values = [value_at(answers, path) for path in figure["paths"]]
    return bool(_WAYS[figure["by"]](figure["said"], values))


def loose_digits(sentence: Json) -> str:
    """Return the digits of a sentence that none of its figures has."""
    rest, text = "", sentence["text"]
    for figure in sentence["figures"]:
        before, _, text = text.partition(figure["said"])
        rest += before
    return "".join(re.findall(r"\d", rest + text))


def _day(said: str, values: list[Json]) -> bool:
    day = date.fromisoformat(values[0])
    return said == f"{day.year}年{day.month}月{day.day}日"


def _share(said: str, values: list[Json]) -> bool:
    part, whole = map(Decimal, values)
    return Decimal(said) == (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _quote(said: str, values: list[Json]) -> bool:
    whole = " ".join(values[0].split()).translate(str.maketrans("“”", "‘’"))
    return said.removesuffix("…") in whole


_WAYS = {
    "is": lambda said, values: said == str(values[0]),
    "day": _day,
    # The answer has six places.
    "rounded": lambda said, values: abs(Decimal(said) - Decimal(values[0])) <= Decimal("0.005"),
    "sum": lambda said, values: Decimal(said) == sum(map(Decimal, values)),
    "less": lambda said, values: Decimal(said) == Decimal(values[0]) - Decimal(values[1]),
    "share": _share,
    "count": lambda said, values: int(said) == len(values) and all(values),
    "quote": _quote,
}

"""Reading a line of `名称=值`: what an order says, in any order of its parts."""

import re
from collections.abc import Mapping, Sequence

from bot.requests import UsageError
from tracker.quantities import plain
from tracker.sayings import clip

_EQUALS = re.compile("[=＝]")


def has_field(word: str) -> bool:
    """Whether a word is a field already and no name."""
    return _EQUALS.search(word) is not None


def read_fields(words: Sequence[str], keys: Mapping[str, str], usage: str) -> dict[str, str]:
    """Read fields by the words of `keys`; a word without `=` goes on the value before it."""
    fields: dict[str, str] = {}
    key = ""
    for word in words:
        name, *value = _EQUALS.split(word, maxsplit=1)
        if not value and key:
            # A space within a value: `权重=0.4, 0.3`, or a reason of several words.
            fields[key] += f" {word}"
            continue
        if not value or plain(name) not in keys:
            raise UsageError(f"没有看懂“{clip(word, 20)}”。\n{usage}")
        key = keys[plain(name)]
        if key in fields:
            raise UsageError(f"“{name}”写了两次。")
        fields[key] = value[0]
    return fields

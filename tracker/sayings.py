"""How a day and a task are said in Chinese, wherever they are said: in a chat, a reminder, a picture."""

import re
from datetime import date
from unicodedata import combining, east_asian_width

CLAUSE = 34
"""UTF-16 units of a task's wording in a line: two lines on a phone."""

ASSUMED = "园区归属为推定、待确认"
"""What is said wherever figures rest on a park whose unit the office has not confirmed (FACTS 1)."""

_CLAUSE_END = re.compile("[，。；]")


def long_day(day: date) -> str:
    """`2021年7月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def near_day(day: date, on: date) -> str:
    """`7月1日`, with the year where it is not the year of `on`."""
    return f"{day.month}月{day.day}日" if day.year == on.year else long_day(day)


def first_clause(content: str) -> str:
    """Shorten a task's wording to what a line needs; /task has the rest."""
    return clip(_CLAUSE_END.split(content, maxsplit=1)[0], CLAUSE)


def clip(text: str, units: int) -> str:
    """Cut a plain text to that many UTF-16 units, as Telegram counts, with an ellipsis where it was cut."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", errors="ignore")
    return kept + "…"


def width(text: str) -> int:
    """Return how many columns a text takes, on a terminal or in a sheet: a Chinese character takes two."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

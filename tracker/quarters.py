"""A quarter of a year, as it is owed, named and typed: `2021Q2`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

_WRITTEN = re.compile(r"(\d{4})[年-]?(?:Q([1-4一二三四])(?:季度?)?|第?([1-4一二三四])季度?)")
_UNCLEAR = re.compile(r"(\d{4})[年./-]?(?:0?([1-4])|([一二三四]))")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_NAMES = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months; `number` is 1 to 4. `str()` is `2021Q2`, and quarters sort by time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def name(self) -> str:
        """Return `2021年第二季度`."""
        return f"{self.year}年第{_NAMES[self.number - 1]}季度"

    @property
    def first_on(self) -> date:
        """Return its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_on(self) -> date:
        """Return its last day, on which its return is due."""
        return self.next.first_on - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """Return the quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        """Return the quarter before it."""
        return quarter_of(self.first_on - timedelta(days=1))


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day belongs to."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_meant(text: str) -> Quarter | None:
    """Read 2021Q2, 2021年第2季度, 2021年二季度; None for anything else, 2021-2 too: that may be February."""
    return _read(_WRITTEN, text)


def quarter_unclear(text: str) -> str | None:
    """Say how to write the quarter where a text may mean one or a month; None for any other text."""
    quarter = _read(_UNCLEAR, text)
    if quarter is None:
        return None
    return f"看不出是{quarter.number}月还是第{_NAMES[quarter.number - 1]}季度；指季度请写 {quarter}。"


def _read(pattern: re.Pattern[str], text: str) -> Quarter | None:
    found = pattern.fullmatch("".join(normalize("NFKC", text).split()).upper())
    if found is None or not date.min.year < int(found[1]) < date.max.year:
        return None
    number = found[2] or found[3]
    return Quarter(int(found[1]), _NUMBERS.get(number) or int(number))


def quarters_between(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Yield the quarters from `first` to `last`, both included."""
    while first <= last:
        yield first
        first = first.next

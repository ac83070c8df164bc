"""A quarter of a year, as it is owed, named and typed: `2021Q2`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

_WRITTEN = re.compile(r"(\d{4})(?:年|-)?(?:Q|第)?([1-4一二三四])(?:季度|季)?")
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


def quarter_meant(text: str) -> Quarter | None:
    """Read 2021Q2, 2021年第2季度, 2021年二季度; None for anything else."""
    found = _WRITTEN.fullmatch("".join(normalize("NFKC", text).split()).upper())
    if found is None or not date.min.year < int(found[1]) < date.max.year:
        return None
    return Quarter(int(found[1]), _NUMBERS.get(found[2]) or int(found[2]))


def quarters_between(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Yield the quarters from `first` to `last`, both included."""
    while first <= last:
        yield first
        first = first.next

"""Typed reading of one table of a campaign file.

A value that cannot be read is recorded as a fault and stands in as a neutral one (`""`, 0, `date.min`), so
that reading goes on; `sound` tells the checks which values may be compared. A campaign with a fault is
never built, so no neutral value leaves this package.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from config.faults import did_you_mean
from config.sheet import KeyPath, Sheet

T = TypeVar("T")

# A slip of the finger beyond these would overflow the calendar long after the file was accepted.
_MANY = 99_999
_YEARS = range(1949, 2200)
_SHOWN = 40

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_EXACT = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Table:
    """A table, the keys asked of it, and those that could not be read."""

    def __init__(self, sheet: Sheet, values: Mapping[str, Any], path: KeyPath = (), place: str = "") -> None:
        self._sheet = sheet
        self._values = values
        self._path = path
        self._place = place
        self._asked: set[str] = set()
        self._unsound: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def sound(self, *keys: str) -> bool:
        """Whether all these values are there as the file wrote them."""
        return all(key in self._values and key not in self._unsound for key in keys)

    def fault(self, key: str | None, sentence: str) -> None:
        """Record what is wrong with `key`, or with the table as a whole."""
        if key is None:
            self._sheet.fault(self._place or "文件", self._path, sentence)
            return
        self._unsound.add(key)
        self._sheet.fault(self._place_of(key), (*self._path, key), sentence)

    def finish(self) -> None:
        """Name every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                hint = did_you_mean(key, self._asked)
                self.fault(key, f"没有“{key}”这个键。{hint}")

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text that is not blank, stripped."""
        value = self._value(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._wrong(key, value, "文字，并加英文双引号", "")
        if not value.strip():
            self.fault(key, "不能为空。")
        return value.strip()

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, none blank, none twice."""
        items = self._items(key, required=required)
        words = [item.strip() for item in items if isinstance(item, str) and item.strip()]
        if len(words) < len(items):
            self.fault(key, "名单中的每一项都应是不为空的文字。")
        self._each_once(key, words)
        return tuple(dict.fromkeys(words))

    def whole(self, key: str, low: int, high: int = _MANY) -> int:
        """Return a whole number from `low` to `high`, both included."""
        value = self._value(key)
        if value is None:
            return 0
        if type(value) is not int:  # a bool is an int, but not here
            return self._wrong(key, value, "整数", 0)
        self._within(key, Decimal(value), low, high)
        return value

    def days(self, key: str, *, descending: bool) -> tuple[int, ...]:
        """Return a list of day counts in strict order, none negative."""
        items = self._items(key)
        numbers = [item for item in items if type(item) is int]
        if len(numbers) < len(items):
            self.fault(key, "每一项都应是整数。")
        if any(number < 0 for number in numbers):
            self.fault(key, "天数不能是负数。")
        if any(number > _MANY for number in numbers):
            self.fault(key, f"天数不能大于 {_MANY}。")
        self._each_once(key, numbers)
        if numbers != sorted(numbers, reverse=descending):
            self.fault(key, f"应{'从大到小' if descending else '从小到大'}排列。")
        return tuple(numbers)

    def exact(self, key: str, low: int | None = None, high: int | None = None) -> Decimal:
        """Return an exact decimal from `low` to `high`, written as a whole number or as a text."""
        value = self._value(key)
        if value is None:
            return Decimal(0)
        if isinstance(value, float):
            # TOML's floats are binary: 0.40 + 0.30 + 0.15 + 0.15 would not be 1.
            self.fault(key, f'小数要加英文双引号，写成 "{value}"，才能精确计算。')
            return Decimal(0)
        if type(value) is not int and not (isinstance(value, str) and _EXACT.fullmatch(value)):
            return self._wrong(key, value, "数字", Decimal(0))
        number = Decimal(value)
        self._within(key, number, low, high)
        return number

    def day(self, key: str) -> date:
        """Return a day, written bare or as a text."""
        return self.day_if_given(key, required=True) or date.min

    def day_if_given(self, key: str, *, required: bool = False) -> date | None:
        """Return a day, or None where the file gives none."""
        value = self._value(key, required=required)
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                self.fault(key, f"没有 {value} 这一天。")
                return None
        if value is not None and type(value) is not date:  # a moment is a date, but not here
            return self._wrong(key, value, "日期，如 2021-03-31", None)
        if value is not None and value.year not in _YEARS:
            self.fault(key, f"年份应在 {_YEARS[0]} 到 {_YEARS[-1]} 之间，现为 {value}。")
            return None
        return value

    def clock(self, key: str) -> time:
        """Return a time of day."""
        value = self._value(key)
        if value is None or type(value) is time:
            return value or time.min
        if isinstance(value, str) and _CLOCK.fullmatch(value):
            return time.fromisoformat(value)
        return self._wrong(key, value, "时刻，如 09:00:00", time.min)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the file is silent."""
        value = self._value(key, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        return self._wrong(key, value, " true 或 false，不加引号", False)

    def choice(self, key: str, meanings: Mapping[str, T]) -> T | None:
        """Return what the word means; None, with a fault, where it is none of the known ones."""
        word = self.text(key)
        if word and word not in meanings:
            self.fault(key, f"不认识“{word}”，可以写：{'、'.join(meanings)}。{did_you_mean(word, meanings)}")
        return meanings.get(word)

    def table(self, key: str, *, required: bool = True) -> "Table | None":
        """Return the table under `key`, or None where there is none."""
        value = self._value(key, required=required)
        if value is None or isinstance(value, dict):
            return (
                None if value is None else Table(self._sheet, value, (*self._path, key), self._place_of(key))
            )
        return self._wrong(key, value, f"一个表 [{key}]", None)

    def tables(self, key: str, named_by: str, *, required: bool = True) -> "list[Table]":
        """Return the tables listed under `key`; a fault names each by its `named_by`, or by its number."""
        tables = []
        for index, item in enumerate(self._items(key, required=required)):
            if not isinstance(item, dict):
                self.fault(key, f"第 {index + 1} 项应为一个表。")
                continue
            name = str(item.get(named_by, "")).strip() or f"第 {index + 1} 项"
            label = f"{key} {name}"
            tables.append(Table(self._sheet, item, (*self._path, key, index), self._place_of(label)))
        return tables

    def _place_of(self, key: str) -> str:
        return f"{self._place} · {key}" if self._place else key

    def _value(self, key: str, *, required: bool = True) -> Any:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and required:
            self.fault(key, f"缺少 {key}。")
        return value

    def _items(self, key: str, *, required: bool = True) -> list[Any]:
        value = self._value(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            return self._wrong(key, value, "名单，写在方括号 [ ] 里", [])
        if not value and required:
            self.fault(key, "不能为空。")
        return value

    def _wrong(self, key: str, value: object, expected: str, neutral: T) -> T:
        written = str(value)
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}……"
        self.fault(key, f"应为{expected}，现为 {shown}。")
        return neutral

    def _within(self, key: str, number: Decimal, low: int | None, high: int | None) -> None:
        if low is not None and number < low:
            self.fault(key, f"不能小于 {low}，现为 {number}。")
        if high is not None and number > high:
            self.fault(key, f"不能大于 {high}，现为 {number}。")

    def _each_once(self, key: str, items: list[Any]) -> None:
        for item in dict.fromkeys(items):
            if items.count(item) > 1:
                self.fault(key, f"“{item}”写了 {items.count(item)} 次。")

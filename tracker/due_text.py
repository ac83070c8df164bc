"""The dates that a plan's own words give: `2021年年底前`, `2021年3月底前制定指标体系并实施`."""

import re
from calendar import monthrange
from datetime import date

_FULL_DAY = r"(?P<full>\d{4})年(?P<full_month>\d{1,2})月(?P<full_day>\d{1,2})日"
_MONTH_END = r"(?P<monthly>\d{4})年(?P<month>\d{1,2})月(?:份)?(?:月?底|末)"
_YEAR_PART = r"(?P<yearly>\d{4})年(?P<part>年?底|年末|上半年|下半年|(?:第?[一二三四1-4]季度))"
_STATED = re.compile(f"{_FULL_DAY}|{_MONTH_END}|{_YEAR_PART}")

_QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def stated_days(text: str) -> set[date]:
    """Return the last days that `text` names; empty where it names none that exists."""
    days = (_last_day(found) for found in _STATED.finditer(text))
    return {day for day in days if day is not None}


def _last_day(found: re.Match[str]) -> date | None:
    if found["full"]:
        return _existing(int(found["full"]), int(found["full_month"]), int(found["full_day"]))
    if found["monthly"]:
        return _month_end(int(found["monthly"]), int(found["month"]))
    part = found["part"]
    if part.endswith("季度"):
        return _month_end(int(found["yearly"]), _QUARTER_END[part.removesuffix("季度")[-1]])
    return _month_end(int(found["yearly"]), 6 if part == "上半年" else 12)


def _month_end(year: int, month: int) -> date | None:
    return _existing(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

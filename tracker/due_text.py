"""The dates that a plan's own words give: `2021年年底前`, `2021年3月底前制定指标体系并实施`."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_TO = "[-—–－~～至到]+"
_PART_OF_MONTH = "月?[底末]|[上中下]旬|初"
_TERM = r"(?(year)年?[底末内]|年[底末内])|全年|[上下]半年|第?[一二三四1-4]季度[底末]?"
_STATED = re.compile(
    # 每年6月底前 is no day, and 明年 needs another year than the one that is known.
    r"(?<!每)(?<![每明次翌]年)(?<!\d)(?:"
    r"(?P<iso_year>\d{4})[-./](?P<iso_month>\d{1,2})(?:[-./](?P<iso_day>\d{1,2}))?(?![\d年])"
    rf"|(?:(?:\d{{4}}年?{_TO})?(?P<year>\d{{4}})年度?)?(?:"
    rf"(?:\d{{1,2}}月?{_TO})?(?P<month>\d{{1,2}})月份?(?:(?P<day>\d{{1,2}})[日号]|(?P<part>{_PART_OF_MONTH}))?"
    rf"|(?P<term>{_TERM}))"
    rf"|(?:\d{{4}}年?{_TO})?(?P<year_alone>\d{{4}})年度?)"
)
_BETWEEN = re.compile(f"(?:日|前|份)?{_TO}")
_STARTS = re.compile("起|开始")

_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_IN_WORDS = re.compile(r"[二〇○零一三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=[月日])")
_NUMERALS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_YEARS = range(1949, 2200)
_QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_LAST_OF_PART = {"上旬": 10, "初": 10, "中旬": 20}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """The last day that some words allow; `assumed` says what they leave open and how it was read."""

    words: str
    day: date
    assumed: str = ""


def stated_days(text: str) -> set[date]:
    """Return the last days that `text` names beyond doubt; empty where it names none that exists."""
    return {each.day for each in days_in(text) if not each.assumed}


def days_in(text: str, year: int | None = None) -> tuple[StatedDay, ...]:
    """Return every day that `text` can be read to name, in its order.

    Words without a year are of the year before them, else of `year`, which is an assumption. Of a span
    (3月—6月) the end counts, and what begins (自3月起) names no day.
    """
    plain = _IN_WORDS.sub(_figures, "".join(text.split()).translate(_DIGITS))
    found = list(_STATED.finditer(plain))
    starts = {
        first.start()
        for first, then in pairwise(found)
        if _BETWEEN.fullmatch(plain, first.end(), then.start())
    }
    days = []
    for each, stated_in in zip(found, _years(found), strict=True):
        if each.start() in starts or _STARTS.match(plain, each.end()):
            continue
        in_year = year if stated_in is None else stated_in
        before = plain.startswith("前", each.end())
        if in_year is not None and in_year in _YEARS and (day := _last_day(each, in_year, before=before)):
            assumed = "；".join(_assumptions(each, year if stated_in is None else None, before=before))
            days.append(StatedDay(words=each[0], day=day, assumed=assumed))
    return tuple(days)


def _years(found: list[re.Match[str]]) -> Iterator[int | None]:
    """Yield the year of each, its own or the one before it; None before any."""
    stated = None
    for each in found:
        own = each["iso_year"] or each["year"] or each["year_alone"]
        stated = int(own) if own else stated
        yield stated


def _last_day(found: re.Match[str], year: int, *, before: bool) -> date | None:
    month, day = found["iso_month"] or found["month"], found["iso_day"] or found["day"]
    if day:
        return _existing(year, int(month), int(day))
    if found["part"] in _LAST_OF_PART:
        return _existing(year, int(month), _LAST_OF_PART[found["part"]])
    end = _month_end(year, int(month) if month else _term_end(found["term"]))
    if end and before and _bare(found):
        return end.replace(day=1) - timedelta(days=1) if month else date(year - 1, 12, 31)
    return end


def _term_end(term: str | None) -> int:
    """Return the last month of a part of a year, or of a whole one."""
    if term and "季度" in term:
        return _QUARTER_END[term[term.index("季") - 1]]
    return 6 if term == "上半年" else 12


def _bare(found: re.Match[str]) -> bool:
    """Whether only a month or a year is named, which may mean its first day or its last."""
    return not (found["iso_day"] or found["day"] or found["part"] or found["term"])


def _assumptions(found: re.Match[str], year: int | None, *, before: bool) -> Iterator[str]:
    if year is not None:
        yield f"没有写年份，按 {year} 年"
    if _bare(found):
        whole = "月" if found["iso_month"] or found["month"] else "年"
        yield f"没有写“底前”，按{'上' if before else '当'}{whole}的最后一天"
    if found["part"] == "初":
        yield "“初”按 10 日"


def _figures(words: re.Match[str]) -> str:
    """Return 二〇二一 and 十二 in figures."""
    if len(words[0]) == 4:
        return "".join(_NUMERALS[character] for character in words[0])
    tens, ten, ones = words[0].rpartition("十")
    value = (int(_NUMERALS.get(tens, "1")) * 10 if ten else 0) + int(_NUMERALS.get(ones, "0"))
    return str(value)


def _month_end(year: int, month: int) -> date | None:
    return _existing(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

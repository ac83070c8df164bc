"""The summary behind the rows: by park with a chart, by indicator that was not met, and the standards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.scored_files.scored_row import conclusion_name
from bot.scored_files.scored_workbook import HEAD_COLOUR
from bot.scored_files.tally import UNRECOGNISED, Tally
from reports.verdicts import standard_line
from reports.workbooks import print_on_a4
from tracker.measures import Method
from tracker.model import Conclusion
from tracker.plan import OFFICE_DEFAULT
from tracker.scoring import METHOD_NAMES

SHEET = "汇总"
_KINDS = (Conclusion.LOW, Conclusion.ADEQUATE, Conclusion.UNDETERMINED, None)
_NAMES_WIDTH, _NUMBERS_WIDTH = 42, 11
_COLUMNS = 7
_CHART_WIDTH, _CHART_HEAD, _BAR_HEIGHT = 560, 80, 34
"""Pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the summary says of the file itself; `read_over` are rows that only repeat the headings.

    `parks` and `indicators` are in the order of the plan.
    """

    file: str
    titles: tuple[str, ...]
    on: date
    parks: tuple[str, ...]
    indicators: tuple[str, ...]
    read_over: tuple[int, ...]


class _Page:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Any) -> None:
        self.sheet = book.add_worksheet(SHEET)
        self.row = 0
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._section = book.add_format({"bold": True, "font_size": 12})
        self._head = book.add_format({"bold": True, "bg_color": HEAD_COLOUR, "border": 1, "align": "center"})
        self._name = book.add_format({"border": 1, "shrink": True})
        self._text = book.add_format({"border": 1, "align": "center", "shrink": True})
        self._count = book.add_format({"border": 1, "num_format": "#,##0"})
        self._share = book.add_format({"border": 1, "num_format": "0.0%"})

    def title(self, words: str) -> None:
        self._line(words, self._title)

    def section(self, words: str) -> None:
        self.row += 1
        self._line(words, self._section)

    def say(self, words: str) -> None:
        self._line(words, None)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a table: texts, counts as whole numbers, and shares as fractions of 1."""
        for column, heading in enumerate(headings):
            self.sheet.write_string(self.row, column, heading, self._head)
        self.row += 1
        for row in rows:
            for column, value in enumerate(row):
                self._cell(column, value)
            self.row += 1

    def _cell(self, column: int, value: object) -> None:
        match value:
            case int():
                self.sheet.write_number(self.row, column, value, self._count)
            case float():
                self.sheet.write_number(self.row, column, value, self._share)
            case _:
                shape = self._text if column else self._name
                self.sheet.write_string(self.row, column, str(value), shape)

    def _line(self, words: str, shape: Any) -> None:
        self.sheet.write_string(self.row, 0, words, shape)
        self.row += 1


def write_summary(book: Any, tally: Tally, facts: Facts) -> None:
    """Add the sheet to a workbook."""
    page = _Page(book)
    page.sheet.set_column(0, 0, _NAMES_WIDTH)
    page.sheet.set_column(1, _COLUMNS - 1, _NUMBERS_WIDTH)
    _write_facts(page, tally, facts)
    _write_parks(page, book, tally, facts)
    _write_indicators(page, tally, facts)
    _write_standards(page, tally)
    print_on_a4(page.sheet)


def _write_facts(page: _Page, tally: Tally, facts: Facts) -> None:
    page.title("宗地评分汇总")
    page.say(f"文件：{'　'.join((facts.file, *facts.titles))}")
    page.say(f"评分日期：{facts.on}")
    counts = "，".join(f"{conclusion_name(kind)} {tally.rows(kind):,}" for kind in _KINDS)
    page.say(f"共 {tally.rows():,} 宗：{counts}。")
    for method in dict.fromkeys(standard.method for standard, _ in tally.standards()):
        page.say(f"评分方法：{_method(tally, method)}")
    if facts.read_over:
        some = "、".join(str(each) for each in facts.read_over[:10])
        rest = "等" if len(facts.read_over) > 10 else ""
        page.say(f"第 {some}{rest} 行只是重复的表头或计量单位，没有计入。")


def _write_parks(page: _Page, book: Any, tally: Tally, facts: Facts) -> None:
    found = {park for park, _ in tally.parks}
    parks = [park for park in (*facts.parks, UNRECOGNISED) if park in found]
    page.section("一、按产业集聚区")
    heads = ("产业集聚区", "宗数", *(conclusion_name(kind) for kind in _KINDS), "低效占比")
    top, first = page.row, page.row + 1
    rows = [_counts(park, [tally.parks[park, kind] for kind in _KINDS]) for park in parks]
    page.table(heads, [*rows, _counts("合计", [tally.rows(kind) for kind in _KINDS])])
    page.say("低效占比以已评分的宗数（不含拒绝）为分母。")
    known = [park for park in parks if park != UNRECOGNISED]
    if known:
        _insert_chart(page, book, top, first, first + len(known) - 1)


def _counts(name: str, counts: Sequence[int]) -> list[object]:
    low, *_, refused = counts
    return [name, sum(counts), *counts, _share(low, sum(counts) - refused)]


def _share(part: int, whole: int) -> float | str:
    """Return a share to be shown; no verdict rests on it."""
    return part / whole if whole else "—"


def _insert_chart(page: _Page, book: Any, top: int, first: int, last: int) -> None:
    """Draw the low parcels of each park, whose rows are `first` to `last`, beside their table."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": conclusion_name(Conclusion.LOW),
            "categories": [SHEET, first, 0, last, 0],
            "values": [SHEET, first, 2, last, 2],
            "fill": {"color": "#C00000"},
            "gap": 60,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": "各产业集聚区低效宗数", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis(
        {"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": False}, "visible": False}
    )
    bars = last - first + 1
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEAD + bars * _BAR_HEIGHT})
    page.sheet.insert_chart(top, _COLUMNS, chart, {"x_offset": 20})


def _write_indicators(page: _Page, tally: Tally, facts: Facts) -> None:
    page.section("二、按未达标指标")
    scored = tally.rows() - tally.rows(None)
    heads = ("指标", "未达标宗数", *(f"其中{conclusion_name(kind)}" for kind in _KINDS[:3]), "占已评分")
    rows: list[list[object]] = []
    for name in facts.indicators:
        counts = [tally.failing[name, kind] for kind in _KINDS[:3]]
        rows.append([name, sum(counts), *counts, _share(sum(counts), scored)])
    page.table(heads, rows)
    page.say("一宗地可以有几项指标未达标；未知的指标不算未达标。")


def _write_standards(page: _Page, tally: Tally) -> None:
    page.section("三、适用标准")
    used = tally.standards()
    page.table(
        ("标准", "宗数", "依据", "执行日期", "截止日期"),
        [[each.name, rows, each.source, each.from_on, each.until_on or "—"] for each, rows in used],
    )
    for standard, _ in used:
        page.say(f"{standard.name}：{standard_line(standard)}。")


def _method(tally: Tally, method: Method) -> str:
    sources = {standard.method_source for standard, _ in tally.standards() if standard.method is method}
    default = "（办公室暂定，方案未明确）" if OFFICE_DEFAULT in sources else ""
    return f"{METHOD_NAMES[method]}{default}"

"""五、存在问题: what the figures show, and what the units say in their returns."""

from collections.abc import Iterator, Sequence
from typing import Final

from reports.bulletin.content import Part, Section, paragraphs
from reports.bulletin.figures import QuarterFigures, UnitLine, named
from reports.bulletin.filings import return_path
from reports.bulletin.traced import (
    Sentence,
    joined,
    listed,
    one_line,
    quoted,
    tell,
    told,
    told_count,
    told_sum,
)
from reports.digest import UnitRow
from tracker.returns import ReturnStanding
from tracker.sayings import clip

_QUOTED: Final = 200
"""UTF-16 units of what a unit says: seven lines of the page."""


def problems(figures: QuarterFigures) -> Section:
    """Say what is late or behind, then quote the units."""
    shown = Part(
        heading="进度方面",
        paragraphs=paragraphs(_late(figures), _behind(figures), _nothing(figures)),
    )
    quotes = paragraphs(*([said] for said in _quotes(figures)))
    own = (Part(heading="各单位反映的问题", paragraphs=quotes),) if quotes else ()
    return Section(heading="存在问题", parts=(shown, *own))


def _late(figures: QuarterFigures) -> Iterator[Sentence]:
    late = [row for row in figures.digest.units if row.red]
    if not late:
        return
    longest = figures.digest.reds[0].days
    longest_ones = [each.assignment for each in figures.digest.reds if each.days == longest]
    codes = list(dict.fromkeys(each.code for each in longest_ones))
    first = longest_ones[0]
    yield tell(
        "{count}家单位有逾期分工，{most}；逾期时间最长的是任务{codes}，已逾期{days}天。",
        count=told_count([f"overdue.units[{row.unit}].unit" for row in late]),
        most=_most(late),
        codes=joined([told(code, f"ledger.tasks[{code}].code") for code in codes], "、"),
        days=told(longest, f"overdue.units[{first.unit}].items[{first.code}].days"),
    )


def _most(late: Sequence[UnitRow]) -> Sentence:
    most = max(row.red for row in late)
    rows = [row for row in late if row.red == most]
    names = listed([(row.unit, f"overdue.units[{row.unit}].unit") for row in rows])
    each = "均为" if len(rows) > 1 else ""
    path = f"status.units[{rows[0].unit}]"
    red = told_sum((rows[0].lead.red, rows[0].supporting.red), (f"{path}.lead.red", f"{path}.supporting.red"))
    return tell("最多的是{names}（" + each + "{red}项）", names=names, red=red)


def _behind(figures: QuarterFigures) -> Iterator[Sentence]:
    """Name who is not past half from mid-year on, and not done at the year's end: plain figures alone."""
    if figures.midyear_on is None or figures.rules is None:
        return
    year_end = (figures.on.month, figures.on.day) == (12, 31)
    share = figures.rules.midyear_share
    for words, found in (
        ("全年任务没有完成的是{names}。", [each for each in figures.tasked if year_end and _is_open(each)]),
        (
            "完成面积没有过半的是{names}。",
            [
                each
                for each in figures.tasked
                if not year_end
                and figures.on >= figures.midyear_on
                and each.done_mu <= (each.target_mu or 0) * share
            ],
        ),
    ):
        if found:
            yield tell(words, names=listed(named(found)))
    idle = [each for each in figures.tasked if not each.quarter_mu and _is_open(each)]
    if idle:
        names = [(each.unit, f"{each.path}.unit") for each in idle]
        yield tell("任务没有完成、本季又没有经核验的处置面积的是{names}。", names=listed(names))


def _is_open(line: UnitLine) -> bool:
    return line.target_mu is not None and line.done_mu < line.target_mu


def _nothing(figures: QuarterFigures) -> Iterator[Sentence]:
    if not any((*_late(figures), *_behind(figures))):
        yield tell("没有逾期的分工，各单位的年度任务没有落后。" if figures.tasked else "没有逾期的分工。")


def _quotes(figures: QuarterFigures) -> Iterator[Sentence]:
    for each in figures.returns:
        words = one_line(each.counts.content.problems) if each.counts else ""
        if words:
            yield _quote(each, words)


def _quote(each: ReturnStanding, words: str) -> Sentence:
    cut = clip(words, _QUOTED) != words
    whole = "（全文见该单位{quarter}季报）" if cut else ""
    return tell(
        "{unit}：“{words}”" + whole,
        unit=told(each.unit, return_path(each, "unit")),
        words=quoted(words, return_path(each, "problems"), units=_QUOTED),
        quarter=told(each.quarter.name, "bulletin.quarter_name"),
    )

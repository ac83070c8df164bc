"""四、季报和专题: who submitted the quarter's return and when, and the office's scores by topic."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from reports.bulletin.content import Part, Section, Table, paragraphs
from reports.bulletin.figures import QuarterFigures
from reports.bulletin.table import NOTHING
from reports.bulletin.traced import Figure, Sentence, listed, tell, told_count, told_day
from reports.wording import RETURNS
from tracker.returns import ReturnStanding, ReturnState
from tracker.scoring import figure

_IN_TIME: Final = frozenset({ReturnState.SUBMITTED, ReturnState.APPROVED})


def filings(figures: QuarterFigures) -> Section | None:
    """Say it in sentences and a table; None where the plan asks for no return of the quarter."""
    rule = figures.returns_rule
    if rule is None:
        return None
    heading = f"{'、'.join(rule.topics)}情况" if rule.topics else "季报报送情况"
    opened = figures.returns_open_on is None
    part = Part(
        heading="",
        paragraphs=paragraphs(_submitted(figures) if opened else _not_open(figures)),
        table=_table(figures) if opened else None,
    )
    return Section(heading=heading, parts=(part,))


def _not_open(figures: QuarterFigures) -> Iterator[Sentence]:
    if figures.returns_open_on:
        opening = told_day(figures.returns_open_on, "bulletin.returns_open_on")
        yield tell("本季季报{opening}开始填报，报送后评分。", opening=opening)


def _submitted(figures: QuarterFigures) -> Iterator[Sentence]:
    """Count and name, as of the day of drafting."""
    returns = figures.returns
    in_time = [each for each in returns if each.state in _IN_TIME]
    late = [each for each in returns if each.state is ReturnState.LATE]
    owed = [each for each in returns if each.owed]
    yield tell(
        "截至{drafted_on}，应报季报的{all}家单位中，按期报送{in_time}家、迟报{late}家、未报{owed}家。",
        drafted_on=told_day(figures.drafted_on, "bulletin.drafted_on"),
        all=_count(returns, "unit"),
        in_time=_count(in_time, "submitted_on"),
        late=_count(late, "submitted_on"),
        owed=_count(owed, "unit"),
    )
    for words, found in (
        ("迟报的是{names}。", late),
        ("未报的是{names}。", owed),
        ("已报待核验、尚未评分的是{names}。", [each for each in returns if each.awaits]),
    ):
        if found:
            yield tell(words, names=listed([(each.unit, return_path(each, "unit")) for each in found]))


def _count(returns: Sequence[ReturnStanding], key: str) -> Figure:
    return told_count([return_path(each, key) for each in returns])


def scores_of(each: ReturnStanding) -> Mapping[str, Decimal]:
    """Return the scores in force by topic; none before the return is approved."""
    judged = each.counts.judged if each.counts else None
    return judged.scores_in_force if judged and judged.approves else {}


def return_path(each: ReturnStanding, key: str) -> str:
    """Return where the JSON of the 通报 has a return."""
    return f"bulletin.returns[{each.unit}].{key}"


def _table(figures: QuarterFigures) -> Table:
    topics = figures.topics
    return Table(
        caption=f"{figures.quarter.name}季报和评分情况",
        headings=("单位", "季报", "报送日期", *topics),
        rows=tuple(_row(each, topics) for each in figures.returns),
        notes=(f"“{NOTHING}”表示没有报送或尚未评分",),
    )


def _row(each: ReturnStanding, topics: Sequence[str]) -> tuple[str, ...]:
    submitted_on = each.counts.submitted_on if each.counts else None
    scores = scores_of(each)
    return (
        each.unit,
        RETURNS[each.state],
        f"{submitted_on.month}月{submitted_on.day}日" if submitted_on else NOTHING,
        *(figure(scores[topic]) if topic in scores else NOTHING for topic in topics),
    )

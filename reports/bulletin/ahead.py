"""六、下一步工作: by rule from what is missing, what falls due, what is late and what is not submitted."""

from collections.abc import Iterator
from decimal import Decimal

from reports.bulletin.content import Part, Section, paragraphs
from reports.bulletin.figures import QuarterFigures, UnitLine, is_due_today
from reports.bulletin.filings import return_path
from reports.bulletin.traced import (
    NAMED,
    Sentence,
    joined,
    listed,
    quoted,
    tell,
    told,
    told_count,
    told_day,
    told_difference,
)
from reports.digest import Deadline
from tracker.sayings import CLAUSE, first_clause


def ahead(figures: QuarterFigures) -> Section:
    """Say what is to be done, under a heading of its own each; what has no occasion is left out."""
    parts = [
        Part(heading=heading, paragraphs=said)
        for heading, said in (
            ("加快完成年度处置任务", paragraphs(_missing(figures))),
            ("按期完成到期任务", paragraphs(*([said] for said in _due(figures)))),
            ("抓紧办结逾期任务", paragraphs(_late(figures))),
            ("按时报送季报", paragraphs(_returns(figures))),
        )
        if said
    ]
    if not parts:
        parts = [Part(heading="", paragraphs=((tell("继续做好台账管理和进展报送。"),),))]
    return Section(heading="下一步工作", parts=tuple(parts))


def _missing(figures: QuarterFigures) -> Iterator[Sentence]:
    """Say what every unit lacks: to half before mid-year's day, to the whole from it on."""
    midyear_on = figures.midyear_on
    until = figures.cutoff_ahead
    if until is None:
        return
    if until == midyear_on:
        lacking = [line for line in figures.tasked if _short_of_half(line, figures)]
        said = [_to_half(line, figures) for line in lacking[:NAMED]]
        words = "{until}前年度任务要完成过半，距一半还差的面积：{units}{more}。"
    else:
        lacking = [line for line in figures.tasked if line.done_mu < (line.target_mu or 0)]
        said = [_to_whole(line) for line in lacking[:NAMED]]
        words = "{until}前要完成全年任务，还差的面积：{units}{more}。"
    if lacking:
        count = told_count([f"{line.year_path}.unit" for line in lacking])
        more = tell("等{count}家", count=count) if len(lacking) > NAMED else ""
        day = told_day(until, "bulletin.cutoff_ahead")
        yield tell(words, until=day, units=joined(said, "、"), more=more)


def _short_of_half(line: UnitLine, figures: QuarterFigures) -> Decimal:
    share = figures.rules.midyear_share if figures.rules else Decimal(0)
    return max((line.target_mu or Decimal(0)) * share - line.done_mu, Decimal(0))


def _to_half(line: UnitLine, figures: QuarterFigures) -> Sentence:
    short = told(_short_of_half(line, figures), f"{line.year_path}.short_of_half_mu")
    return tell("{unit}{short}亩", unit=told(line.unit, f"{line.year_path}.unit"), short=short)


def _to_whole(line: UnitLine) -> Sentence:
    paths = (f"{line.year_path}.target_mu", f"{line.year_path}.done_mu")
    short = told_difference(line.target_mu or Decimal(0), line.done_mu, paths)
    return tell("{unit}{short}亩", unit=told(line.unit, f"{line.year_path}.unit"), short=short)


def _due(figures: QuarterFigures) -> Iterator[Sentence]:
    """Say what falls due until the end of the next quarter, the earliest first."""
    if not figures.ahead:
        return
    until = told_day(figures.ahead_until, "bulletin.ahead_until")
    yield tell("到{until}，下列没有办结的分工将到期。", until=until)
    yield from (_falls_due(each) for each in figures.ahead)


def _falls_due(each: Deadline) -> Sentence:
    path = f"bulletin.ahead[{each.code}@{each.due_on}]"
    return tell(
        "{due}：任务{code}（{content}），{count}家：{names}。",
        due=told_day(each.due_on, f"{path}.due"),
        code=told(each.code, f"{path}.code"),
        content=quoted(first_clause(each.content), f"ledger.tasks[{each.code}].content", units=CLAUSE),
        count=told_count([f"{path}.units[{unit}].unit" for unit in each.units]),
        names=listed([(unit, f"{path}.units[{unit}].unit") for unit in each.units]),
    )


def _late(figures: QuarterFigures) -> Iterator[Sentence]:
    late = [row for row in figures.digest.units if row.red]
    if late:
        yield tell(
            "{red}项逾期分工所在的{count}家单位要逐项说明原因、明确办结时间，抓紧办结。",
            red=told(figures.digest.tally.red, "status.assignments.red"),
            count=told_count([f"overdue.units[{row.unit}].unit" for row in late]),
        )
    last = [each.assignment for each in figures.fell_due if is_due_today(each, figures)]
    if last:
        yield tell(
            "{on}到期、当天没有办结的{count}项分工要立即办结，逾期的按台账督办。",
            on=told_day(figures.on, "bulletin.on"),
            count=told_count([f"bulletin.fell_due[{each.code}@{each.unit}].due" for each in last]),
        )


def _returns(figures: QuarterFigures) -> Iterator[Sentence]:
    owed = [each for each in figures.returns if each.owed]
    if owed and figures.drafted_on > figures.quarter.last_on:
        names = listed([(each.unit, return_path(each, "unit")) for each in owed])
        yield tell("还没有报送本季季报的{names}要尽快补报。", names=names)
    upcoming = figures.next_return
    if upcoming is not None:
        yield tell(
            "{quarter}季报请于{due}前报送。",
            quarter=told(upcoming.name, "bulletin.next_return.name"),
            due=told_day(upcoming.last_on, "bulletin.next_return.due"),
        )

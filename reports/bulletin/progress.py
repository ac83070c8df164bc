"""二、面积和任务进展: areas by group and by category, tasks by what fell due and what is late."""

from collections.abc import Iterator

from reports.bulletin.content import Part, Section, paragraphs
from reports.bulletin.figures import Group, QuarterFigures, UnitLine, is_due_today, named, task_path
from reports.bulletin.traced import (
    Sentence,
    joined,
    listed,
    quoted,
    tell,
    told,
    told_count,
    told_share,
    told_sum,
)
from reports.digest import TaskRow
from reports.wording import GROUPS
from tracker.sayings import CLAUSE, first_clause


def progress(figures: QuarterFigures) -> Section:
    """Say how areas and tasks came on in the quarter."""
    areas = Part(
        heading="存量建设用地处置",
        paragraphs=paragraphs(_by_group(figures), _by_category(figures), _by_share(figures)),
    )
    tasks = Part(
        heading="台账任务", paragraphs=paragraphs(_fell_due(figures), *([s] for s in _late(figures)))
    )
    return Section(heading="面积和任务进展", parts=(*((areas,) if figures.rules else ()), tasks))


def _by_group(figures: QuarterFigures) -> Iterator[Sentence]:
    """Say what the groups have to do and have done, each as a whole."""
    said = [_group(group) for group in figures.groups if any(line.target_mu for line in group.lines)]
    if said:
        yield tell("{groups}。", groups=joined(said, "；"))


def _group(group: Group) -> Sentence:
    lines = [line for line in group.lines if line.target_mu is not None]
    targets = [line.target_mu or 0 for line in lines]
    done = [line.done_mu for line in lines]
    target_paths = [f"{line.year_path}.target_mu" for line in lines]
    done_paths = [f"{line.year_path}.done_mu" for line in lines]
    return tell(
        "{group}{count}家有年度任务{target}亩，累计完成{done}亩",
        group=GROUPS[group.group],
        count=told_count(target_paths),
        target=told_sum(targets, target_paths),
        done=told_sum(done, done_paths),
    )


def _by_category(figures: QuarterFigures) -> Iterator[Sentence]:
    done = [(category, area) for category, area in figures.categories if area]
    if not done:
        yield tell("本季没有经核验的处置面积。")
    else:
        parts = [
            tell(
                f"{category.value}{{area}}亩",
                area=told(area, f"bulletin.area.categories[{category.value}].quarter_mu"),
            )
            for category, area in done
        ]
        yield tell("本季完成的面积中，{parts}。", parts=joined(parts, "、"))
    waiting = [line for line in figures.lines if line.year and line.year.pending_mu]
    if waiting:
        areas = [line.year.pending_mu for line in waiting if line.year]
        paths = [f"{line.year_path}.pending_mu" for line in waiting]
        yield tell("另有{area}亩已报处置、待核验，没有计入。", area=told_sum(areas, paths))


def _by_share(figures: QuarterFigures) -> Iterator[Sentence]:
    """Name who has done all, and who has done most and least of the others, by the exact share."""
    whole = [line for line in figures.tasked if line.done_mu >= (line.target_mu or 0)]
    if whole:
        yield tell("已完成全年任务的是{names}。", names=listed(named(whole)))
    rest = [line for line in figures.tasked if line.done_mu < (line.target_mu or 0)]
    shares = sorted({line.year.ratio for line in rest if line.year and line.year.ratio is not None})
    if len(shares) > 1:
        best = [line for line in rest if line.year and line.year.ratio == shares[-1]]
        least = [line for line in rest if line.year and line.year.ratio == shares[0]]
        others = "其余单位中，" if whole else ""
        yield tell(others + "完成率最高的是{best}，最低的是{least}。", best=_share(best), least=_share(least))


def _share(lines: list[UnitLine]) -> Sentence:
    first = lines[0]
    paths = (f"{first.year_path}.done_mu", f"{first.year_path}.target_mu")
    each = "均为" if len(lines) > 1 else ""
    share = told_share(first.done_mu, first.target_mu or first.done_mu, paths)
    return tell("{names}（" + each + "{share}%）", names=listed(named(lines)), share=share)


def _fell_due(figures: QuarterFigures) -> Iterator[Sentence]:
    due = figures.fell_due
    codes = list(dict.fromkeys(each.assignment.code for each in due))
    if not due:
        yield tell("截至目前，本季没有到期的台账任务。" if figures.running else "本季没有到期的台账任务。")
        return
    where = [(each, f"bulletin.fell_due[{each.assignment.code}@{each.assignment.unit}]") for each in due]
    last = [f"{path}.due" for each, path in where if is_due_today(each, figures)]
    yield tell(
        "本季到期的任务有{codes}，涉及{total}项分工，已办结{closed}项、待核验{waiting}项、逾期{red}项"
        + ("、当天到期还没有办结{last}项。" if last else "。"),
        codes=joined([told(code, f"ledger.tasks[{code}].code") for code in codes], "、"),
        last=told_count(last),
        total=told_count([f"{path}.due" for _, path in where]),
        closed=told_count([f"{path}.closed_on" for each, path in where if each.closed_on]),
        waiting=told_count([f"{path}.submitted" for each, path in where if each.submitted]),
        red=told_count([f"{path}.overdue" for each, path in where if each.overdue]),
    )


def _late(figures: QuarterFigures) -> Iterator[Sentence]:
    """Say of every late task who is late with it, the whole ledger, not the quarter's alone."""
    for row in figures.digest.tasks:
        if row.tally.red:
            yield _late_task(row, figures)


def _late_task(row: TaskRow, figures: QuarterFigures) -> Sentence:
    late = [each.assignment.unit for each in figures.digest.reds if each.assignment.code == row.code]
    return tell(
        "任务{code}（{content}）逾期{red}项：{names}。",
        code=told(row.code, f"ledger.tasks[{row.code}].code"),
        content=quoted(first_clause(row.content), f"ledger.tasks[{row.code}].content", units=CLAUSE),
        red=told(row.tally.red, task_path(row, "red")),
        names=listed([(unit, f"overdue.units[{unit}].unit") for unit in late]),
    )

"""一、总体情况: how tasks and areas stand on the day of the 通报."""

from collections.abc import Iterator

from reports.bulletin.content import Part, Section, paragraphs
from reports.bulletin.figures import QuarterFigures
from reports.bulletin.traced import Piece, Sentence, tell, told, told_day, told_difference, told_share


def overall(figures: QuarterFigures) -> Section:
    """Say how it stands in two paragraphs."""
    return Section(
        heading="总体情况",
        parts=(Part(heading="", paragraphs=paragraphs(_tasks(figures), _areas(figures))),),
    )


def day_words(figures: QuarterFigures) -> Sentence:
    """Say `截至2021年6月30日`."""
    return tell("截至{on}", on=told_day(figures.on, "status.on"))


def area_words(figures: QuarterFigures) -> Sentence:
    """Say `年度任务 7000 亩，本季完成 800 亩，累计完成 3100 亩，完成率 44.29%`.

    The share is of the units that have a task; what others have done stands beside it.
    """
    years = figures.digest.years
    if years is None:
        return tell("方案没有年度处置任务")
    target = years.target_mu
    pieces: dict[str, Piece] = {
        "quarter": told(figures.quarter_mu, "bulletin.area.quarter_mu"),
        "done": told(years.done_mu, "status.area.done_mu"),
    }
    if target is None:
        # What nobody was asked for is no zero.
        done = "，本季处置{quarter}亩，累计处置{done}亩" if years.done_mu else ""
        return tell("年度处置任务还没有下达" + done, **pieces)
    whole, of_target = "status.area.done_mu", "status.area.done_of_target_mu"
    pieces["target"] = told(target, "status.area.target_mu")
    pieces["done"] = told(years.set_done_mu, of_target)
    pieces["share"] = told_share(years.set_done_mu, target, (of_target, "status.area.target_mu"))
    said = "年度处置任务{target}亩，本季完成{quarter}亩，累计完成{done}亩，完成率{share}%"
    if years.done_mu != years.set_done_mu:
        said += "，没有下达任务的单位另完成{rest}亩"
        pieces["rest"] = told_difference(years.done_mu, years.set_done_mu, (whole, of_target))
    return tell(said, **pieces)


def _tasks(figures: QuarterFigures) -> Iterator[Sentence]:
    tally, tasks = figures.digest.tally, figures.digest.task_tally
    if not tally.total:
        yield tell("{day}，台账中没有分工。", day=day_words(figures))
        return
    whole = "已有{tasks_closed}项全部办结" if tasks.closed else "还没有全部办结的"
    yield tell(
        "{day}，工作台账{tasks}项任务" + whole + "；{total}项分工已办结{closed}项、"
        "正常{green}项、预警{yellow}项、逾期{red}项，待核验{submitted}项。",
        day=day_words(figures),
        tasks=told(tasks.total, "status.tasks.total"),
        tasks_closed=told(tasks.closed, "status.tasks.closed"),
        total=told(tally.total, "status.assignments.total"),
        closed=told(tally.closed, "status.assignments.closed"),
        submitted=told(tally.submitted, "status.assignments.submitted"),
        green=told(tally.green, "status.assignments.green"),
        yellow=told(tally.yellow, "status.assignments.yellow"),
        red=told(tally.red, "status.assignments.red"),
    )


def _areas(figures: QuarterFigures) -> Iterator[Sentence]:
    goal, done = figures.digest.goal, figures.digest.goal_done_mu
    if figures.digest.years is not None:
        yield tell("{area}。", area=area_words(figures))
    if goal is not None and done:
        paths = ("status.area.goal_done_mu", "status.area.goal_mu")
        yield tell(
            "行动以来完成处置{done}亩，占总目标{goal}亩的{share}%。",
            done=told(done, paths[0]),
            goal=told(goal.amount, paths[1]),
            share=told_share(done, goal.amount, paths),
        )

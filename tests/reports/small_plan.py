"""An invented plan, small enough to count by hand, and facts recorded under it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from reports.digest import Digest, digest
from reports.year_digest import YearDigest
from tracker.measures import Ladder, Lights, Notices
from tracker.model import Assignment, Holdings, Report, Review, Verdict
from tracker.plan import (
    OFFICE_DEFAULT,
    Campaign,
    ChecklistItem,
    Goal,
    Indicator,
    Milestone,
    Phase,
    Task,
    Unit,
    UnitGroup,
)
from tracker.returns import ReturnRecord

Speaks = Callable[[Task, str, int], tuple[Report, ...]]


def day(words: str) -> date:
    return date.fromisoformat(f"2021-{words}")


def a_unit(name: str, group: UnitGroup = UnitGroup.COUNTY, *, returns: bool = False) -> Unit:
    return Unit(id=name, name=name, group=group, quarterly_return=returns)


def a_task(code: str, due_on: date | None, *, lead: Iterable[str], supporting: Iterable[str] = ()) -> Task:
    return Task(
        code=code,
        indicator=Indicator(number=1, name="绘好一张图"),
        content=f"完成{code}号任务。",
        due_on=due_on,
        due_text="按期",
        lead=tuple(lead),
        supporting=tuple(supporting),
        source="附件2",
    )


def an_obligation(code: str, due_on: date | None, *units: str) -> Task:
    return replace(a_task(code, due_on, lead=()), indicator=None, obliged=units)


_CHECKED = replace(
    a_task("1.1", day("03-31"), lead=["甲县", "乙区"]),
    checklist=(ChecklistItem(name="节能"), ChecklistItem(name="文物保护")),
    milestones=(Milestone(text="先行", due_on=day("02-28"), units=("甲县",), source="二（一）1"),),
)

PLAN = Campaign(
    title="某市“百园增效”行动",
    short="百园增效",
    document="某政办〔2021〕1号",
    issued_on=day("01-25"),
    timezone="Asia/Shanghai",
    units=(
        a_unit("甲县", returns=True),
        a_unit("乙区", UnitGroup.ZONE, returns=True),
        a_unit("丁区", UnitGroup.ZONE, returns=True),
        a_unit("市丙局", UnitGroup.DEPARTMENT),
        a_unit("市戊局", UnitGroup.DEPARTMENT),
        a_unit("办公室", UnitGroup.OFFICE),
    ),
    parks=(),
    tasks=(_CHECKED, a_task("2.1", day("06-30"), lead=["市丙局"], supporting=["乙区", "甲县"])),
    obligations=(
        an_obligation("O1", day("01-31"), "甲县", "乙区", "丁区"),
        an_obligation("O2", None, "办公室"),
    ),
    phases=(
        Phase(name="启动部署", from_on=day("01-01"), until_on=day("01-31"), source="三（一）"),
        Phase(name="集中攻坚", from_on=day("02-01"), until_on=None, source="三（二）"),
    ),
    goals=(
        Goal(
            key="tax",
            name="税收",
            amount=Decimal(15),
            measure="万元/亩",
            due_on=None,
            due_text="经过3—5年",
            source="一（二）",
        ),
        Goal(
            key="revived",
            name="盘活存量土地",
            amount=Decimal(20000),
            measure="亩",
            due_on=date(2022, 12, 31),
            due_text="到2022年年底",
            source="一（二）",
        ),
    ),
    lights=Lights(due_within_days=30, behind_points=20, elapsed_from=day("01-25"), source=OFFICE_DEFAULT),
    ladder=Ladder(send_at=time(9), before_days=(7,), after_workdays=5, then_weekday=0, source=OFFICE_DEFAULT),
    notices=Notices(
        blue_before_days=7, yellow_from_overdue_day=1, red_from_overdue_day=11, source=OFFICE_DEFAULT
    ),
)


def silence(_task: Task, _unit: str, _number: int) -> tuple[Report, ...]:
    return ()


def holdings_of(campaign: Campaign = PLAN, speaks: Speaks = silence) -> list[Holdings]:
    """Record every assignment, with the reports that `speaks(task, unit, id)` makes of it."""
    named = [
        (task, unit, part) for task in (*campaign.tasks, *campaign.obligations) for unit, part in task.parts()
    ]
    return [
        Holdings(
            assignment=Assignment(id=number, code=task.code, unit=unit, part=part),
            due_on=task.due_on,
            accepted_on=None,
            reports=speaks(task, unit, number),
            revisions=(),
        )
        for number, (task, unit, part) in enumerate(named, start=1)
    ]


def said(
    number: int, percent: int, when: date, *, approved: date | None = None, returned: date | None = None
) -> Report:
    review = None
    if approved:
        review = Review(verdict=Verdict.APPROVED, reason="", reviewed_on=approved)
    if returned:
        review = Review(verdict=Verdict.RETURNED, reason="缺附图", reviewed_on=returned)
    return Report(
        id=number,
        assignment_id=number,
        percent=percent,
        text="已完成外业",
        said_on=when,
        reporter="张三",
        review=review,
    )


def speaking(words: dict[str, Report]) -> Speaks:
    """Give the reports by key: `1.1@甲县`."""

    def speaks(task: Task, unit: str, number: int) -> tuple[Report, ...]:
        report = words.get(f"{task.code}@{unit}")
        return (replace(report, assignment_id=number),) if report else ()

    return speaks


def everything_closed(_task: Task, _unit: str, number: int) -> tuple[Report, ...]:
    return (said(number, 100, day("01-28"), approved=day("02-01")),)


def digest_of(
    on: date,
    *,
    campaign: Campaign = PLAN,
    speaks: Speaks = silence,
    known: date | None = None,
    unreachable: Iterable[str] = (),
    returns: Sequence[ReturnRecord] = (),
    years: YearDigest | None = None,
) -> Digest:
    return digest(
        campaign,
        holdings_of(campaign, speaks),
        on=on,
        known=known,
        unreachable=tuple(unreachable),
        returns=returns,
        years=years,
    )

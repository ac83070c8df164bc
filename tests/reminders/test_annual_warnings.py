"""Before a cut-off the liaison's morning says what is still missing to it (四（四）)."""

from datetime import date, datetime

import pytest

from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.acting import Act
from tests.reminders.conftest import SHANGHAI, Bind
from tests.reminders.noticing import DAY
from tests.reminders.sweeping import Office
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue
from tracker.plan import Campaign
from tracker.store.store import Store

MIDYEAR = "sanction:2021:midyear:清丰县"


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


@pytest.fixture
def office(store: Store, campaign: Campaign, bind: Bind) -> Office:
    bind(7)
    return Office(store, campaign)


@pytest.fixture
def act(office: Office) -> Act:
    return Act(office.store, office.campaign)


async def rungs(office: Office, *periods: tuple[date, date]) -> dict[date, str]:
    """The rungs of annual tasks that each morning of these periods told."""
    jobs = standing_jobs(office.campaign)
    office.store.write_now(open_cursors, jobs, nine(periods[0][0] - DAY))
    schedule = Schedule(office.store, jobs)
    for first, last in periods:
        for day in (first + n * DAY for n in range((last - first).days + 1)):
            await schedule.tick(nine(day))
            office.deliver(nine(day))
    return {
        date.fromisoformat(row.key.split(":")[1]): item["key"].removeprefix("sanction:")
        for row in office.rows()
        if row.key.startswith("morning:") and row.state == "sent"
        for item in row.items
        if item["subject"].startswith("sanction:")
    }


async def test_the_liaison_is_warned_on_the_rungs_before_each_cut_off_and_never_after(
    office: Office, act: Act
) -> None:
    issue(act)
    decide(act, date(2021, 7, 1))
    midyear, year_end = "2021:midyear:清丰县:due:2021-06-30", "2021:year_end:清丰县:due:2021-12-31"
    assert await rungs(
        office,
        (date(2021, 5, 28), date(2021, 7, 9)),
        (date(2021, 12, 1), date(2022, 1, 14)),
    ) == {
        date(2021, 5, 31): f"{midyear}:30",
        date(2021, 6, 16): f"{midyear}:14",
        date(2021, 6, 23): f"{midyear}:7",
        # 27 June is a Sunday.
        date(2021, 6, 25): f"{midyear}:3",
        date(2021, 6, 29): f"{midyear}:1",
        date(2021, 6, 30): f"{midyear}:0",
        date(2021, 12, 1): f"{year_end}:30",
        date(2021, 12, 17): f"{year_end}:14",
        date(2021, 12, 24): f"{year_end}:7",
        date(2021, 12, 28): f"{year_end}:3",
        date(2021, 12, 30): f"{year_end}:1",
        date(2021, 12, 31): f"{year_end}:0",
    }


async def test_who_gets_past_half_hears_nothing_more_before_30_june(office: Office, act: Act) -> None:
    issue(act)
    disposed(act, "750.0001", 处置日期="2021-06-20")
    told = await rungs(office, (date(2021, 5, 28), date(2021, 7, 9)))
    assert list(told) == [date(2021, 5, 31), date(2021, 6, 16)]


async def test_a_unit_without_a_task_is_not_warned(office: Office) -> None:
    assert await rungs(office, (date(2021, 6, 21), date(2021, 7, 1))) == {}


async def test_the_line_says_what_is_missing_and_what_review_would_give(office: Office, act: Act) -> None:
    issue(act)
    disposed(act, "700")
    disposed(act, "60", 核验日期="", 处置日期="2021-06-21")
    await rungs(office, (date(2021, 6, 23), date(2021, 6, 23)))
    text = office.text("morning:2021-06-23:清丰县:liaison")
    line = next(line for line in text.splitlines() if line.startswith("2021年度任务"))
    assert line.startswith(
        "2021年度任务 上半年须超过 750 亩，已核验 700 亩，还差 50 亩，"
        "每个工作日需 8.34 亩，待核验 60 亩，通过后即够，6月30日到期，还有 7 天，🔵"
    )

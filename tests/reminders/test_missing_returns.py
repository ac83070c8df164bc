"""A return that is given up is told of once: to the office, and to the unit's leader."""

from datetime import date, timedelta

import pytest

from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.acting import Act
from tests.reminders.conftest import Bind
from tests.reminders.noticing import DAY, nine
from tests.reminders.sweeping import OFFICE, Office
from tests.tracker.usecases.filing_returns import file
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.store import Store

LAST_CHASE = date(2021, 7, 7)


@pytest.fixture
def office(each_store: Store, campaign: Campaign, bind: Bind) -> Office:
    bind(11, OFFICE, Role.OFFICE)
    bind(12, OFFICE, Role.OFFICE)
    bind(7)
    bind(8, role=Role.LEADER)
    return Office(each_store, campaign)


async def live(office: Office, first: date, last: date, *, stopped: range = range(0)) -> dict[str, date]:
    """Every morning from the first start on; the key of what was told of missing returns, and when.

    `stopped` are the days of the stop, counted from the first.
    """
    jobs = standing_jobs(office.campaign)
    office.store.write_now(open_cursors, jobs, nine(first - DAY))
    schedule = Schedule(office.store, jobs)
    told: dict[str, date] = {}
    for n in range((last - first).days + 1):
        if n in stopped:
            continue
        day = first + n * DAY
        await schedule.tick(nine(day))
        for key in (row.key for row in office.rows() if row.key.startswith("missing:")):
            told.setdefault(key, day)
        office.deliver(nine(day))
    return told


async def test_it_is_told_once_on_the_morning_after_the_last_chase(office: Office) -> None:
    told = await live(office, date(2021, 6, 21), date(2021, 8, 1))
    day = LAST_CHASE + DAY
    assert told == {"missing:2021Q2:11": day, "missing:2021Q2:12": day, "missing:2021Q2:清丰县:leader": day}


async def test_the_morning_after_follows_the_calendar(office: Office) -> None:
    told = await live(office, date(2021, 9, 20), date(2021, 10, 31))
    # After the National Day days off 8, 9 (a Saturday), 11, 12 and 13 October are worked.
    assert told["missing:2021Q3:11"] == date(2021, 10, 14)


async def test_what_it_says_is_which_units_and_that_it_may_still_come(office: Office) -> None:
    await live(office, date(2021, 6, 21), LAST_CHASE + DAY)
    to_office, to_leader = (office.text(f"missing:2021Q2:{whose}") for whose in ("11", "清丰县:leader"))
    assert to_office == (
        "<b>季报缺报</b> 2021年7月8日（周四）\n\n<b>2021年第二季度季报，9 个单位催报后仍未报送</b>\n"
        "濮阳县、清丰县、南乐县、范县、台前县、华龙区、开发区、工业园区、示范区"
    )
    assert to_leader == (
        "<b>季报缺报</b> 2021年7月8日（周四）\n清丰县\n\n<b>已记为缺报</b>\n"
        "2021年第二季度季报，6月30日截止，催报后仍未报送\n\n仍可补报，请督促联络员报送季报。"
    )


async def test_a_return_that_came_on_the_day_of_the_last_chase_is_not_missing(office: Office) -> None:
    file(Act(office.store, office.campaign), on=LAST_CHASE)
    told = await live(office, LAST_CHASE, date(2021, 7, 20))
    assert set(told) == {"missing:2021Q2:11", "missing:2021Q2:12"}
    assert "清丰县" not in office.text("missing:2021Q2:11")


async def test_a_stop_over_that_morning_is_made_up_for(office: Office) -> None:
    first = date(2021, 6, 21)
    told = await live(office, first, date(2021, 7, 30), stopped=range(16, 25))
    assert set(told.values()) == {first + timedelta(days=25)}


async def test_a_first_start_later_does_not_tell_of_what_was_given_up_before(office: Office) -> None:
    assert await live(office, LAST_CHASE + 2 * DAY, date(2021, 7, 30)) == {}


async def test_a_first_start_on_that_morning_tells(office: Office) -> None:
    assert set((await live(office, LAST_CHASE + DAY, date(2021, 7, 30))).values()) == {LAST_CHASE + DAY}

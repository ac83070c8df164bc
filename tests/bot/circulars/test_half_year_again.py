"""A half-year's list is one list: whoever gets it, and however late, reads what was known at its end."""

from datetime import date, datetime

import pytest

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DAY, DIRECTOR, LEADER, LIAISON, Mornings, nine
from tests.reminders.sweeping import OFFICE
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tracker.model import Role

END, JULY_1 = date(2021, 6, 30), date(2021, 7, 1)
JULY_2, JULY_5 = date(2021, 7, 2), date(2021, 7, 5)


async def test_a_list_that_a_blocked_chat_gets_later_is_the_list_of_its_day(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.block(DIRECTOR, blocked=True)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    disposed(act, "700", 核验日期="2021-07-02")
    mornings.block(DIRECTOR, blocked=False)
    await mornings.live(JULY_5, JULY_5)
    for kind in ("ranking", "talks"):
        (first,), (later,) = (mornings.told(kind, each).values() for each in (CLERK, DIRECTOR))
        assert later == first.replace("2021年7月1日（周四）", "2021年7月5日（周一）")
        assert "按6月30日掌握的情况列出" in later


async def test_the_rank_before_is_said_to_be_judged_by_what_was_known_then(
    mornings: Mornings, act: Act
) -> None:
    for place in ("清丰县产业集聚区", "南乐县产业集聚区"):
        issue(act, place=place)
    mornings.begin(date(2021, 12, 31))
    await mornings.live(date(2021, 12, 31), date(2022, 1, 4))
    assert "上期为6月30日，按12月31日掌握的情况计算" in mornings.told("ranking", CLERK)[date(2022, 1, 4)]


async def test_two_half_years_that_ended_in_an_outage_are_told_in_one_morning_the_older_first(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 20))
    day = date(2022, 1, 4)
    await mornings.live(day, day)
    for kind in ("ranking", "talks"):
        keys = [row.key for row in mornings.rows() if row.key.startswith(f"{kind}:") and row.sent_to == CLERK]
        ends = ("2021-06-30", "2021-12-31")
        assert keys == [f"{kind}:{day}:{OFFICE}:office:{CLERK}:{end}" for end in ends]
    await mornings.live(day + DAY, day + DAY)
    assert not [row for row in mornings.rows() if row.key.startswith(f"ranking:{day + DAY}")]


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (nine(END), [JULY_1]),
        (nine(JULY_1).replace(hour=8), [JULY_1]),
        (nine(JULY_1).replace(hour=14), []),
        (nine(JULY_2), []),
    ],
)
async def test_who_comes_after_the_list_went_out_asks_for_it(
    mornings: Mornings, act: Act, since: datetime, told: list[date]
) -> None:
    issue(act)
    mornings.begin(END)
    if since <= nine(JULY_1):
        mornings.bind_to(12, OFFICE, Role.OFFICE, since=since)
    await mornings.live(END, JULY_1)
    if since > nine(JULY_1):
        mornings.bind_to(12, OFFICE, Role.OFFICE, since=since)
    await mornings.live(JULY_2, JULY_5)
    assert list(mornings.told("ranking", 12)) == list(mornings.told("talks", 12)) == told


async def test_who_takes_over_a_post_that_heard_is_not_told_again(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.leave(LIAISON, nine(JULY_2))
    mornings.bind_to(12, "清丰县", Role.LIAISON, since=nine(JULY_2))
    await mornings.live(JULY_5, JULY_5)
    assert mornings.told("ranking", 12) == {}


async def test_who_takes_over_a_post_that_could_not_hear_is_told(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.block(LIAISON, blocked=True)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.leave(LIAISON, nine(JULY_2))
    mornings.bind_to(12, "清丰县", Role.LIAISON, since=nine(JULY_2))
    await mornings.live(JULY_5, JULY_5)
    assert list(mornings.told("ranking", 12)) == [JULY_5]


async def test_a_leader_who_becomes_liaison_and_a_director_who_joins_the_office_hear_once(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.leave(LEADER, nine(JULY_2))
    mornings.leave(LIAISON, nine(JULY_2))
    mornings.bind_to(LEADER, "清丰县", Role.LIAISON, since=nine(JULY_2))
    mornings.bind_to(DIRECTOR, OFFICE, Role.OFFICE, since=nine(JULY_2))
    await mornings.live(JULY_2, JULY_5)
    assert list(mornings.told("ranking", LEADER)) == list(mornings.told("ranking", DIRECTOR)) == [JULY_1]


async def test_a_director_who_joined_the_office_meanwhile_still_gets_what_could_not_be_sent(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.block(DIRECTOR, blocked=True)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.bind_to(DIRECTOR, OFFICE, Role.OFFICE, since=nine(JULY_2))
    mornings.block(DIRECTOR, blocked=False)
    await mornings.live(JULY_5, JULY_5)
    assert list(mornings.told("ranking", DIRECTOR)) == list(mornings.told("talks", DIRECTOR)) == [JULY_5]

"""A unit in which a ranking or a missing return reaches nobody is named to the office, once."""

from datetime import date

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DAY, DIRECTOR, LEADER, LIAISON, Mornings, nine
from tests.reminders.sweeping import OFFICE
from tests.tracker.usecases.filing_returns import take
from tests.tracker.usecases.keeping_tasks import issue
from tracker.model import Role

END, JULY_1, JULY_8 = date(2021, 6, 30), date(2021, 7, 1), date(2021, 7, 8)


async def test_units_whose_posts_are_empty_or_refuse_us_are_named_with_the_list(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.block(LIAISON, blocked=True)
    mornings.block(LEADER, blocked=True)
    mornings.bind_to(12, "南乐县", Role.LEADER)
    mornings.begin(END)
    await mornings.live(END, JULY_1 + DAY)
    assert mornings.told("unserved", CLERK) == {
        JULY_1: "<b>没有送到单位的通知</b> 2021年7月1日（周四）\n\n"
        "<b>2021年上半年观摩评比（截至6月30日）</b>\n清丰县\n濮阳县\n范县\n台前县\n华龙区\n开发区\n工业园区\n示范区"
        "\n\n未绑定或屏蔽了机器人，请电话告知，并用 /invite 邀请。"
    }
    assert mornings.told("unserved", DIRECTOR) == {}


async def test_a_unit_of_which_one_person_hears_is_not_named(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.block(LIAISON, blocked=True)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    assert "清丰县" not in mornings.told("unserved", CLERK)[JULY_1]


async def test_a_chat_that_refuses_the_list_itself_is_named_on_the_next_morning(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.leave(LEADER, nine(END))
    mornings.begin(END)
    await mornings.plan(JULY_1)
    mornings.deliver_but(LIAISON, nine(JULY_1))
    await mornings.live(JULY_1 + DAY, date(2021, 7, 6))
    named = {day for day, text in mornings.told("unserved", CLERK).items() if "清丰县" in text}
    assert named == {JULY_1 + DAY}


async def test_who_refuses_us_after_having_heard_is_not_named(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.bind_to(LIAISON, "南乐县", Role.LIAISON)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.block(LIAISON, blocked=True)
    mornings.block(LEADER, blocked=True)
    await mornings.live(JULY_1 + DAY, date(2021, 7, 6))
    assert list(mornings.told("unserved", CLERK)) == [JULY_1]
    assert "清丰县" not in mornings.told("unserved", CLERK)[JULY_1]
    assert "南乐县" not in mornings.told("unserved", CLERK)[JULY_1]


async def test_a_missing_return_that_no_leader_hears_of_is_named_once(mornings: Mornings, act: Act) -> None:
    for unit in ("濮阳县", "南乐县", "范县", "台前县", "华龙区", "开发区", "工业园区", "示范区"):
        take(act, f"2021Q2,{unit},{END},,,,,", on=END)
    mornings.block(LEADER, blocked=True)
    mornings.begin(JULY_1)
    await mornings.live(date(2021, 7, 7), date(2021, 7, 12))
    told = mornings.told("unserved", CLERK)
    assert list(told) == [JULY_8]
    assert "\n<b>2021年第二季度季报缺报（分管领导）</b>\n清丰县\n" in told[JULY_8]


async def test_who_joins_the_office_later_is_not_told_of_what_did_not_arrive_before(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    mornings.bind_to(12, OFFICE, Role.OFFICE, since=nine(date(2021, 7, 2)))
    await mornings.live(date(2021, 7, 5), date(2021, 7, 5))
    assert mornings.told("unserved", 12) == {}

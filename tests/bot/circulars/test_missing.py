"""A return that is given up is told of once: to the office, and to the unit's leader."""

from datetime import date

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DAY, DIRECTOR, LEADER, LIAISON, Mornings
from tests.tracker.usecases.filing_returns import file

BEGIN, LAST_CHASE = date(2021, 6, 28), date(2021, 7, 7)
NEXT = LAST_CHASE + DAY


async def test_it_is_told_once_on_the_morning_after_the_last_chase(mornings: Mornings) -> None:
    mornings.begin(BEGIN)
    await mornings.live(BEGIN, date(2021, 7, 20))
    for user_id in (CLERK, LEADER):
        assert list(mornings.told("missing", user_id)) == [NEXT]
    for user_id in (LIAISON, DIRECTOR):
        assert mornings.told("missing", user_id) == {}


async def test_the_morning_after_follows_the_calendar(mornings: Mornings) -> None:
    mornings.begin(date(2021, 10, 8))
    await mornings.live(date(2021, 10, 8), date(2021, 10, 20))
    # After the National Day days off 8, 9 (a Saturday), 11, 12 and 13 October are worked.
    assert list(mornings.told("missing", CLERK)) == [date(2021, 10, 14)]


async def test_what_it_says_is_which_units_and_that_it_may_still_come(mornings: Mornings) -> None:
    mornings.begin(NEXT)
    await mornings.live(NEXT, NEXT)
    assert mornings.told("missing", CLERK)[NEXT] == (
        "<b>季报缺报</b> 2021年7月8日（周四）\n\n<b>2021年第二季度季报，催报后仍未报送</b>\n"
        "濮阳县\n清丰县\n南乐县\n范县\n台前县\n华龙区\n开发区\n工业园区\n示范区"
    )
    assert mornings.told("missing", LEADER)[NEXT] == (
        "<b>季报缺报</b> 2021年7月8日（周四）\n清丰县\n\n<b>2021年第二季度季报，催报后仍未报送</b>\n"
        "6月30日截止，已记为缺报\n\n仍可补报，请督促联络员报送季报。"
    )


async def test_a_return_that_came_on_the_day_of_the_last_chase_is_not_missing(
    mornings: Mornings, act: Act
) -> None:
    file(act, on=LAST_CHASE)
    mornings.begin(LAST_CHASE)
    await mornings.live(LAST_CHASE, date(2021, 7, 12))
    assert mornings.told("missing", LEADER) == {}
    assert "清丰县" not in mornings.told("missing", CLERK)[NEXT]


async def test_a_stop_over_that_morning_is_made_up_for(mornings: Mornings) -> None:
    mornings.begin(BEGIN)
    await mornings.live(BEGIN, date(2021, 7, 6))
    await mornings.live(date(2021, 7, 16), date(2021, 7, 20))
    assert list(mornings.told("missing", LEADER)) == [date(2021, 7, 16)]


async def test_a_first_start_later_does_not_tell_of_what_was_given_up_before(mornings: Mornings) -> None:
    mornings.begin(NEXT + DAY)
    await mornings.live(NEXT + DAY, date(2021, 7, 20))
    assert mornings.told("missing", CLERK) == mornings.told("missing", LEADER) == {}

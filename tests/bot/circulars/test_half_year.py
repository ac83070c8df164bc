"""The lists of a half-year: on the first working morning after it, once, to whom they are for."""

from datetime import date

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DIRECTOR, INSPECTOR, LEADER, LIAISON, Mornings, nine
from tests.reminders.sweeping import OFFICE
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tracker.model import Role

JULY_1, JANUARY_4 = date(2021, 7, 1), date(2022, 1, 4)
EVERYBODY = (LIAISON, LEADER, DIRECTOR, CLERK, INSPECTOR)


async def test_the_ranking_goes_to_everybody_after_each_half_year_once(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 28))
    await mornings.live(date(2021, 6, 28), date(2021, 7, 6))
    await mornings.live(date(2021, 12, 30), date(2022, 1, 7))
    for user_id in EVERYBODY:
        assert list(mornings.told("ranking", user_id)) == [JULY_1, JANUARY_4]
    told = mornings.told("ranking", LIAISON)
    assert told[JULY_1].startswith("<b>2021年上半年观摩评比（截至6月30日）</b>")
    assert told[JANUARY_4].startswith("<b>2021年度考评（截至12月31日）</b>")


async def test_the_list_for_talks_goes_above_the_units_alone(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 28))
    await mornings.live(date(2021, 6, 28), date(2021, 7, 9))
    for user_id in (DIRECTOR, CLERK, INSPECTOR):
        assert list(mornings.told("talks", user_id)) == [JULY_1]
        assert "2021 年度任务不到一半（0/1500 亩）" in mornings.told("talks", user_id)[JULY_1]
    assert mornings.told("talks", LIAISON) == mornings.told("talks", LEADER) == {}


async def test_a_unit_reads_its_own_figures_and_of_others_what_is_published(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    issue(act, place="南乐县产业集聚区")
    disposed(act, "700")
    mornings.begin(date(2021, 6, 30))
    await mornings.live(date(2021, 6, 30), JULY_1)
    own, above = (mornings.told("ranking", user_id)[JULY_1] for user_id in (LEADER, DIRECTOR))
    assert "700/1500 亩" in own
    assert "0/1500 亩" not in own.replace("700/1500 亩", "")
    assert "0/1500 亩" in above.replace("700/1500 亩", "")


async def test_a_program_that_began_later_tells_nothing_of_the_half_year_before(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(date(2021, 9, 1))
    await mornings.live(date(2021, 9, 1), date(2021, 9, 10))
    assert mornings.told("ranking", DIRECTOR) == mornings.told("talks", DIRECTOR) == {}


async def test_an_outage_over_the_day_loses_no_list(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 20))
    await mornings.live(date(2021, 7, 14), date(2021, 7, 16))
    assert list(mornings.told("ranking", DIRECTOR)) == [date(2021, 7, 14)]
    assert list(mornings.told("talks", DIRECTOR)) == [date(2021, 7, 14)]


async def test_who_is_liaison_of_two_units_reads_one_ranking_with_the_figures_of_both(
    mornings: Mornings, act: Act
) -> None:
    mornings.bind_to(LIAISON, "南乐县", Role.LIAISON)
    issue(act)
    issue(act, place="南乐县产业集聚区", area="1000")
    mornings.begin(date(2021, 6, 30))
    await mornings.live(date(2021, 6, 30), JULY_1)
    keys = [row.key for row in mornings.rows() if row.key.startswith("ranking:") and row.sent_to == LIAISON]
    assert len(keys) == 1
    told = mornings.told("ranking", LIAISON)[JULY_1]
    assert "0/1500 亩" in told
    assert "0/1000 亩" in told


async def test_who_comes_to_a_post_later_is_not_sent_the_list_of_before(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 30))
    await mornings.live(date(2021, 6, 30), date(2021, 7, 8))
    mornings.bind_to(12, OFFICE, Role.OFFICE, since=nine(date(2021, 8, 2)))
    await mornings.live(date(2021, 8, 3), date(2021, 8, 3))
    assert mornings.told("ranking", 12) == mornings.told("talks", 12) == mornings.told("missing", 12) == {}


async def test_without_any_annual_task_no_ranking_goes_out(mornings: Mornings) -> None:
    mornings.begin(date(2021, 6, 30))
    await mornings.live(date(2021, 6, 30), JULY_1)
    assert mornings.told("ranking", DIRECTOR) == mornings.told("ranking", LIAISON) == {}

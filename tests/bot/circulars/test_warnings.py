"""Who is short of a cut-off ahead is told to leaders, office and director on the rungs before it."""

from datetime import date

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DAY, DIRECTOR, INSPECTOR, LEADER, LIAISON, Mornings
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tracker.model import Role

FIRST, LAST = date(2021, 5, 28), date(2021, 7, 6)
RUNGS = [date(2021, 5, 31), *(date(2021, 6, day) for day in (16, 23, 25, 29, 30))]


async def test_each_rung_is_told_once_and_none_after_the_cut_off(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(FIRST)
    await mornings.live(FIRST, LAST)
    for user_id in (LEADER, DIRECTOR, CLERK):
        assert list(mornings.told("warning", user_id)) == RUNGS
    for user_id in (LIAISON, INSPECTOR):
        assert mornings.told("warning", user_id) == {}


async def test_a_leader_reads_of_the_own_unit_what_is_missing_the_pace_and_what_review_would_give(
    mornings: Mornings, act: Act
) -> None:
    issue(act, place="南乐县产业集聚区")
    issue(act)
    disposed(act, "700")
    disposed(act, "60", 核验日期="", 处置日期="2021-06-21")
    day = date(2021, 6, 23)
    mornings.begin(day)
    await mornings.live(day, day)
    assert mornings.told("warning", LEADER)[day] == (
        "<b>年度任务预警</b> 2021年6月23日（周三）\n"
        "清丰县\n\n"
        "<b>2021年度任务，6月30日到期，还有 7 天</b>\n"
        "上半年须超过 750 亩，已核验 700 亩，还差 50 亩，每个工作日需 8.34 亩，待核验 60 亩，通过后即够"
    )


async def test_the_director_reads_every_unit_and_which_leader_to_telephone(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    issue(act, place="南乐县产业集聚区")
    day = date(2021, 6, 23)
    mornings.begin(day)
    await mornings.live(day, day)
    text = mornings.told("warning", DIRECTOR)[day]
    assert "\n清丰县：上半年须超过 750 亩" in text
    assert "\n南乐县：上半年须超过 750 亩" in text
    assert text.endswith("分管领导联系不上，请电话告知：南乐县")


async def test_who_gets_past_half_is_warned_no_more(mornings: Mornings, act: Act) -> None:
    issue(act)
    disposed(act, "750.0001", 处置日期="2021-06-24")
    mornings.begin(FIRST)
    await mornings.live(FIRST, LAST)
    assert list(mornings.told("warning", LEADER)) == RUNGS[:3]


async def test_a_warning_that_still_waits_is_replaced_by_the_next_with_its_numbers(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 23))
    await mornings.plan(date(2021, 6, 23))
    await mornings.live(date(2021, 6, 25), date(2021, 6, 25))
    assert list(mornings.told("warning", LEADER)) == [date(2021, 6, 25)]
    assert mornings.states()["warning:2021-06-23:清丰县:leader"] == "superseded"


async def test_what_waits_when_the_cut_off_has_passed_is_never_sent(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 30))
    await mornings.plan(date(2021, 6, 30))
    await mornings.live(date(2021, 7, 1), LAST)
    assert mornings.told("warning", LEADER) == {}


async def test_after_an_outage_the_newest_rung_is_told(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 5, 31))
    await mornings.live(date(2021, 5, 31), date(2021, 5, 31))
    await mornings.live(date(2021, 6, 24), date(2021, 6, 24))
    assert list(mornings.told("warning", DIRECTOR)) == [date(2021, 5, 31), date(2021, 6, 24)]


async def test_a_first_start_between_two_rungs_says_once_how_it_stands(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 18))
    await mornings.live(date(2021, 6, 18), date(2021, 6, 22))
    assert list(mornings.told("warning", DIRECTOR)) == [date(2021, 6, 18)]


async def test_who_blocked_the_bot_hears_when_it_is_unblocked(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.block(LEADER, blocked=True)
    mornings.begin(date(2021, 6, 16))
    await mornings.live(date(2021, 6, 16), date(2021, 6, 17))
    assert mornings.told("warning", LEADER) == {}
    mornings.block(LEADER, blocked=False)
    await mornings.live(date(2021, 6, 18), date(2021, 6, 18))
    assert list(mornings.told("warning", LEADER)) == [date(2021, 6, 18)]


async def test_the_year_end_has_its_own_rungs(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 12, 1))
    await mornings.live(date(2021, 12, 1), date(2022, 1, 6))
    days = [date(2021, 12, day) for day in (1, 17, 24, 28, 30, 31)]
    assert list(mornings.told("warning", LEADER)) == days
    assert "全年须完成 1500 亩" in mornings.told("warning", LEADER)[days[0]]


async def test_the_same_morning_planned_twice_warns_once(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 23))
    await mornings.live(date(2021, 6, 23), date(2021, 6, 23))
    await mornings.live(date(2021, 6, 23), date(2021, 6, 23) + DAY)
    assert [row.key for row in mornings.rows() if row.key.startswith("warning:")] == [
        f"warning:2021-06-23:{whose}"
        for whose in ("清丰县:leader", "领导小组办公室:director:9", "领导小组办公室:office:11")
    ]


async def test_a_director_who_also_leads_a_unit_reads_of_it_once(mornings: Mornings, act: Act) -> None:
    mornings.bind_to(DIRECTOR, "南乐县", Role.LEADER)
    issue(act, place="南乐县产业集聚区")
    mornings.begin(date(2021, 6, 23))
    await mornings.live(date(2021, 6, 23), date(2021, 6, 23))
    rows = [row for row in mornings.rows() if row.key.startswith("warning:") and row.sent_to == DIRECTOR]
    assert len(rows) == 1

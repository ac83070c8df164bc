"""Orders that later facts overtook: the director is told what changed, and that lifting may be proposed."""

from datetime import date

from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DIRECTOR, LEADER, LIAISON, Mornings
from tests.fewer_units import with_units
from tests.tracker.usecases.keeping_tasks import decide, deciding, disposed, issue, lift, withdraw_area

JULY_1, AUGUST_6 = date(2021, 7, 1), date(2021, 8, 6)


async def test_an_order_whose_figures_stand_is_not_spoken_of(mornings: Mornings, act: Act) -> None:
    issue(act)
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, date(2021, 7, 14))
    assert mornings.told("order", DIRECTOR) == {}


async def test_the_director_is_told_once_when_a_late_verification_changes_the_figures(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(date(2021, 8, 2), date(2021, 8, 5))
    disposed(act, "20", 核验日期="2021-08-05")
    await mornings.live(AUGUST_6, date(2021, 8, 13))
    for user_id in (DIRECTOR, CLERK):
        told = mornings.told("order", user_id)
        assert list(told) == [AUGUST_6]
        assert (
            "决〔2021〕1号决定的依据有变：清丰县当时任务 1500 亩、完成 700 亩，现为任务 1500 亩、完成 720 亩"
        ) in told[AUGUST_6]
    assert mornings.told("order", LIAISON) == mornings.told("order", LEADER) == {}


async def test_of_several_orders_only_those_that_changed_are_spoken_of(mornings: Mornings, act: Act) -> None:
    issue(act)
    issue(act, place="南乐县产业集聚区")
    for unit in ("清丰县", "南乐县"):
        act.write(deciding(JULY_1, unit=unit))
    disposed(act, "700")
    mornings.begin(date(2021, 7, 2))
    await mornings.live(date(2021, 7, 2), date(2021, 7, 2))
    told = mornings.told("order", DIRECTOR)[date(2021, 7, 2)]
    assert "决〔2021〕1号决定的依据有变" in told
    assert "决〔2021〕2号" not in told


async def test_lifting_is_proposed_once_the_unit_has_caught_up(mornings: Mornings, act: Act) -> None:
    issue(act)
    decide(act, JULY_1)
    disposed(act, "760", 处置日期="2021-08-02", 核验日期="2021-08-05")
    mornings.begin(JULY_1)
    await mornings.live(date(2021, 7, 28), date(2021, 8, 6))
    told = mornings.told("order", DIRECTOR)
    assert list(told) == [date(2021, 8, 2)]
    assert "清丰县已补齐，可以解除决〔2021〕1号决定" in told[date(2021, 8, 2)]


async def test_a_lifted_order_is_not_spoken_of(mornings: Mornings, act: Act) -> None:
    issue(act)
    order = decide(act, JULY_1)
    lift(act, order, date(2021, 7, 5))
    disposed(act, "760")
    mornings.begin(date(2021, 7, 6))
    await mornings.live(date(2021, 7, 6), date(2021, 7, 14))
    assert mornings.told("order", DIRECTOR) == {}


async def test_figures_that_change_back_are_said_to_agree_again(mornings: Mornings, act: Act) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "700", 核验日期="")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 5))
    disposed(act, "700", 核验日期="2021-07-06")
    await mornings.live(date(2021, 7, 6), date(2021, 7, 12))
    told = mornings.told("order", DIRECTOR)
    assert list(told) == [date(2021, 7, 2), date(2021, 7, 6)]
    assert "的依据与决定时一致" in told[date(2021, 7, 6)]


async def test_disposals_exchanged_for_others_of_the_same_area_are_told_too(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    withdraw_area(act, on=date(2021, 7, 2))
    disposed(act, "700", 处置日期="2021-06-21")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 6))
    told = mornings.told("order", DIRECTOR)
    assert list(told) == [date(2021, 7, 2)]
    assert (
        "决〔2021〕1号决定的处置清单有变：不再计入 6月20日清丰县产业集聚区 批而未供 700 亩；"
        "新计入 6月21日清丰县产业集聚区 批而未供 700 亩"
    ) in told[date(2021, 7, 2)]


async def test_an_area_that_is_corrected_to_another_category_is_told_too(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    withdraw_area(act, on=date(2021, 7, 2))
    disposed(act, "700", 类别="闲置")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 6))
    assert list(mornings.told("order", DIRECTOR)) == [date(2021, 7, 2)]


async def test_a_corrected_day_of_verification_changes_nothing_of_what_counts(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "500")
    disposed(act, "200")
    decide(act, JULY_1)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "500", 核验日期="2021-06-28")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 6))
    assert mornings.told("order", DIRECTOR) == {}


async def test_changed_figures_under_a_waiver_are_told(mornings: Mornings, act: Act) -> None:
    issue(act)
    disposed(act, "750")
    decide(act, JULY_1, suspends=False, reason="七月已供地")
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "20", 核验日期="2021-07-02")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 6))
    told = mornings.told("order", DIRECTOR)
    assert list(told) == [date(2021, 7, 2)]
    said = told[date(2021, 7, 2)]
    assert "决〔2021〕1号决定的依据有变：清丰县当时任务 1500 亩、完成 750 亩" in said
    assert "可以解除" not in said


async def test_a_waiver_whose_case_is_open_again_is_told_as_a_case_alone(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "750")
    decide(act, JULY_1, suspends=False, reason="七月已供地")
    withdraw_area(act, on=date(2021, 7, 2))
    mornings.begin(date(2021, 7, 2))
    await mornings.live(date(2021, 7, 2), date(2021, 7, 2))
    assert mornings.told("order", DIRECTOR) == {}
    assert "触发暂停" in mornings.told("case", DIRECTOR)[date(2021, 7, 2)]


async def test_the_order_of_a_unit_that_the_campaign_drops_is_spoken_of_once(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    decide(act, JULY_1)
    mornings.campaign = with_units(act.campaign, {unit.name for unit in act.campaign.units} - {"清丰县"})
    mornings.begin(date(2021, 7, 5))
    await mornings.live(date(2021, 7, 5), date(2021, 7, 6))
    told = mornings.told("order", DIRECTOR)
    assert list(told) == [date(2021, 7, 5)]
    assert "清丰县已不在方案里，决〔2021〕1号决定仍然有效" in told[date(2021, 7, 5)]

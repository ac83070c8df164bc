"""What a cut-off triggered goes to director and office, and to nobody else before it is decided."""

from datetime import date

from bot.circulars.cases import TO_SANCTIONS
from reminders.layout import one_message
from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DIRECTOR, INSPECTOR, LEADER, LIAISON, Mornings
from tests.tracker.usecases.keeping_parcels import dispose, hand_back, row, take, withdraw
from tests.tracker.usecases.keeping_parcels import disposed as verified
from tests.tracker.usecases.keeping_tasks import decide, disposed, enter_quota, issue, lift, withdraw_area

JULY_1 = date(2021, 7, 1)


async def test_the_first_morning_after_30_june_tells_of_every_case_once(mornings: Mornings, act: Act) -> None:
    issue(act)
    disposed(act, "700")
    mornings.begin(date(2021, 6, 28))
    await mornings.live(date(2021, 6, 28), date(2021, 7, 20))
    for user_id in (DIRECTOR, CLERK):
        told = mornings.told("case", user_id)
        assert list(told) == [JULY_1]
        assert "\n清丰县 2021 年度触发暂停：上半年：任务 1500 亩，经核验的处置面积 700 亩" in told[JULY_1]
    for user_id in (LIAISON, LEADER, INSPECTOR):
        assert mornings.told("case", user_id) == {}


async def test_no_unit_reads_of_a_suspension_before_the_director_decides(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(date(2021, 6, 28))
    await mornings.live(date(2021, 6, 28), date(2021, 7, 20))
    sent = [str(row.payload) for row in mornings.rows() if row.sent_to in {LIAISON, LEADER}]
    assert sent
    assert not [text for text in sent if "暂停" in text]


async def test_what_is_decided_is_not_told_as_open(mornings: Mornings, act: Act) -> None:
    issue(act)
    decide(act, JULY_1)
    mornings.begin(date(2021, 7, 2))
    await mornings.live(date(2021, 7, 2), date(2021, 7, 9))
    assert mornings.told("case", DIRECTOR) == {}


async def test_a_case_is_told_again_when_its_figures_change(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, date(2021, 7, 9))
    disposed(act, "750")
    await mornings.live(date(2021, 7, 12), date(2021, 7, 20))
    told = mornings.told("case", DIRECTOR)
    assert list(told) == [JULY_1, date(2021, 7, 12)]
    assert "清丰县 2021 年度恰好一半，待定" in told[date(2021, 7, 12)]


async def test_a_case_that_stays_what_it_is_with_other_figures_is_told_again(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "100")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 5))
    assert "经核验的处置面积 100 亩" in mornings.told("case", DIRECTOR)[date(2021, 7, 2)]


async def test_a_verification_that_settles_a_case_is_no_news(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "800")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 9))
    assert list(mornings.told("case", DIRECTOR)) == [JULY_1]


async def test_the_years_end_is_told_on_the_first_working_morning_with_the_cut(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    enter_quota(act)
    disposed(act, "1200")
    mornings.begin(date(2021, 12, 20))
    await mornings.live(date(2021, 12, 20), date(2022, 1, 12))
    told = mornings.told("case", DIRECTOR)
    # 1 to 3 January 2022 are days off.
    assert list(told) == [date(2022, 1, 4)]
    assert "核减下一年指标 200 亩" in told[date(2022, 1, 4)]


async def test_a_case_that_was_settled_by_what_is_withdrawn_since_is_told_again(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    disposed(act, "100")
    await mornings.live(date(2021, 7, 2), date(2021, 7, 2))
    withdraw_area(act, 2, on=date(2021, 7, 3))
    await mornings.live(date(2021, 7, 5), date(2021, 7, 9))
    assert list(mornings.told("case", DIRECTOR)) == [JULY_1, date(2021, 7, 5)]


async def test_what_is_triggered_again_after_an_order_was_lifted_is_told(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    order = decide(act, JULY_1)
    disposed(act, "100", on=date(2021, 7, 14), 核验日期="2021-07-14")
    lift(act, order, date(2021, 7, 15))
    mornings.begin(date(2021, 7, 16))
    await mornings.live(date(2021, 7, 16), date(2021, 7, 16))
    assert mornings.told("case", DIRECTOR) == {}
    withdraw_area(act, 2, on=date(2021, 7, 18))
    await mornings.live(date(2021, 7, 19), date(2021, 7, 23))
    assert list(mornings.told("case", DIRECTOR)) == [date(2021, 7, 19)]


async def test_an_order_that_was_lifted_while_the_unit_was_short_is_not_told_again(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    lift(act, decide(act, JULY_1), date(2021, 7, 15))
    mornings.begin(date(2021, 7, 16))
    await mornings.live(date(2021, 7, 16), date(2021, 7, 20))
    assert mornings.told("case", DIRECTOR) == {}


async def test_what_is_returned_without_having_counted_is_no_news_of_a_case_that_was_lifted(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    take(act, row(类别="批而未供"))
    waits = dispose(act, "20").disposal_id
    lift(act, decide(act, JULY_1), date(2021, 7, 5))
    hand_back(act, waits, on=date(2021, 7, 8))
    mornings.begin(date(2021, 7, 9))
    await mornings.live(date(2021, 7, 9), date(2021, 7, 12))
    assert mornings.told("case", DIRECTOR) == {}


async def test_what_is_only_submitted_anew_is_no_news_of_a_case_that_was_lifted(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    take(act, row(类别="批而未供"))
    withdraw(act, verified(act, "20"), on=JULY_1)
    lift(act, decide(act, JULY_1), date(2021, 7, 5))
    dispose(act, "20", on=date(2021, 7, 8), disposed_on=date(2021, 6, 30))
    mornings.begin(date(2021, 7, 9))
    await mornings.live(date(2021, 7, 9), date(2021, 7, 12))
    assert mornings.told("case", DIRECTOR) == {}


async def test_what_cannot_count_for_the_cut_off_is_no_news_of_its_case(mornings: Mornings, act: Act) -> None:
    issue(act)
    disposed(act, "300", 处置日期="2021-07-01", 核验日期="2021-07-01")
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    withdraw_area(act, 1, on=date(2021, 7, 3))
    await mornings.live(date(2021, 7, 5), date(2021, 7, 7))
    assert list(mornings.told("case", DIRECTOR)) == [JULY_1]


async def test_a_year_s_end_that_nobody_decided_is_still_told_two_years_later(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    mornings.begin(date(2023, 3, 1))
    await mornings.live(date(2023, 3, 1), date(2023, 3, 2))
    told = mornings.told("case", DIRECTOR)
    assert list(told) == [date(2023, 3, 1)]
    assert "清丰县 2021 年度触发暂停" in told[date(2023, 3, 1)]


async def test_a_button_leads_from_the_morning_to_the_cases(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(JULY_1)
    await mornings.live(JULY_1, JULY_1)
    sent = [each.payload for each in mornings.rows() if each.key.startswith("case:")]
    keyboards = [one_message([each])["parameters"]["reply_markup"]["inline_keyboard"] for each in sent]
    assert keyboards == [[[{"text": "年度任务", "callback_data": TO_SANCTIONS}]]] * 2

"""Notices about quarterly returns and annual tasks: on their days, to whom they concern, in their words."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from reminders import outbox
from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.acting import Act
from tests.reminders.conftest import Bind
from tests.reminders.noticing import DAY, Mornings, bind_everybody, nine
from tests.tracker.usecases.filing_returns import approve, file
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue, lift
from tracker.notices import Colour
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.store import Store

RETURN, SANCTION = "return:2021Q2:清丰县", "sanction:2021:midyear:清丰县"


@pytest.fixture
def mornings(store: Store, campaign: Campaign) -> Mornings:
    return Mornings(store, campaign)


@pytest.fixture
def everybody(bind: Bind) -> None:
    bind_everybody(bind)


@pytest.fixture
def act(mornings: Mornings) -> Act:
    return Act(mornings.store, mornings.campaign)


async def live(mornings: Mornings, first: date, last: date) -> None:
    """Every morning is planned and arrives."""
    jobs = standing_jobs(mornings.campaign)
    mornings.store.write_now(open_cursors, jobs, nine(first - DAY))
    schedule = Schedule(mornings.store, jobs)
    for n in range((last - first).days + 1):
        day = first + n * DAY
        await schedule.tick(nine(day))
        mornings.deliver(nine(day))


def texts_to(mornings: Mornings, user_id: int) -> list[str]:
    """Every line that a person was sent."""
    query = (
        select(tables.outbox.c.payload).where(tables.outbox.c.sent_to == user_id).order_by(tables.outbox.c.id)
    )
    payloads = mornings.store.read_now(lambda c: c.execute(query).scalars().all())
    return [line for payload in payloads for _, line in payload["section"]["lines"]]


@pytest.mark.usefixtures("everybody")
async def test_a_return_that_never_comes_gets_each_colour_once(mornings: Mornings) -> None:
    await live(mornings, date(2021, 6, 1), date(2021, 8, 1))
    due_on = date(2021, 6, 30)
    # 11 July 2021, the eleventh day overdue, is a Sunday; the last chase was on the seventh.
    assert mornings.issued(RETURN) == [
        (Colour.BLUE, due_on, date(2021, 6, 23)),
        (Colour.YELLOW, due_on, date(2021, 7, 1)),
        (Colour.RED, due_on, date(2021, 7, 12)),
    ]


@pytest.mark.usefixtures("everybody")
async def test_the_days_of_a_return_follow_the_calendar_with_its_made_up_working_days(
    mornings: Mornings,
) -> None:
    await live(mornings, date(2021, 9, 10), date(2021, 10, 20))
    due_on = date(2021, 9, 30)
    # 23 September follows the Mid-Autumn days off; 1 to 7 October are off, 8 and 9 October are worked.
    assert mornings.issued("return:2021Q3:清丰县") == [
        (Colour.BLUE, due_on, date(2021, 9, 23)),
        (Colour.YELLOW, due_on, date(2021, 10, 8)),
        (Colour.RED, due_on, date(2021, 10, 11)),
    ]


@pytest.mark.usefixtures("everybody")
async def test_a_return_in_hand_is_not_urged_and_an_approved_one_is_closed(
    mornings: Mornings, act: Act
) -> None:
    approve(act, file(act, on=date(2021, 6, 22)), on=date(2021, 6, 28))
    await live(mornings, date(2021, 6, 21), date(2021, 7, 15))
    assert [colour for colour, *_ in mornings.issued(RETURN)] == []


async def test_a_reminder_of_a_return_carries_its_notice(
    mornings: Mornings, bind: Bind, campaign: Campaign
) -> None:
    bind(7)
    await live(mornings, date(2021, 6, 18), date(2021, 6, 24))
    jobs = standing_jobs(campaign)
    await Schedule(mornings.store, jobs).tick(nine(date(2021, 6, 25)))
    (message,) = mornings.claim(nine(date(2021, 6, 25)))
    text = message.payload["parameters"]["text"]
    assert re.search(r"\n2021年第二季度季报，.+，🔵〔2021〕\d+号（依据：四（三））", text)
    assert text.count("2021年第二季度") == 1


def told_on(mornings: Mornings, day: date, user_id: int) -> tuple[str, list[str]]:
    """What one person reads of notices alone on a morning, and the buttons under it."""
    mornings.tell(day)
    (message,) = (each for each in mornings.claim(nine(day)) if each.chat_id == user_id)
    mornings.store.write_now(outbox.settle_sent, message, message_id=1, at=nine(day))
    parameters = message.payload["parameters"]
    (row,) = parameters["reply_markup"]["inline_keyboard"]
    return parameters["text"], [button["text"] for button in row]


def test_a_warning_before_the_cut_off_gives_figures_and_the_way_to_report(
    mornings: Mornings, bind: Bind, act: Act
) -> None:
    bind(7)
    issue(act)
    disposed(act, "700")
    text, buttons = told_on(mornings, date(2021, 6, 23), 7)
    assert re.search(
        r"\n🔵〔2021〕\d+号 2021年度任务 上半年须超过 750 亩，已核验 700 亩，还差 50 亩，"
        r"6月30日到期，还有 7 天（依据：四（四））",
        text,
    )
    assert "暂停" not in text
    assert buttons == ["填报", "填季报", "报处置", "已知悉"]


@pytest.mark.usefixtures("everybody")
async def test_after_the_cut_off_nothing_of_a_sanction_is_told_before_the_director_decides(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    await live(mornings, date(2021, 7, 1), date(2021, 8, 31))
    assert mornings.issued(SANCTION) == []
    lines = [line for user_id in (7, 8) for line in texts_to(mornings, user_id)]
    assert lines
    assert not [line for line in lines if "年度任务" in line or "暂停" in line]


@pytest.mark.usefixtures("everybody")
async def test_exactly_half_is_warned_of_and_never_escalated_while_nobody_has_decided(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "750")
    await live(mornings, date(2021, 6, 21), date(2021, 8, 31))
    assert mornings.issued(SANCTION) == [(Colour.BLUE, date(2021, 6, 30), date(2021, 6, 23))]


@pytest.mark.usefixtures("everybody")
async def test_an_order_is_told_in_the_colour_of_the_days_since_the_cut_off(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    decide(act, date(2021, 7, 6))
    await live(mornings, date(2021, 7, 1), date(2021, 8, 1))
    due_on = date(2021, 6, 30)
    assert mornings.issued(SANCTION) == [
        (Colour.YELLOW, due_on, date(2021, 7, 6)),
        (Colour.RED, due_on, date(2021, 7, 12)),
    ]
    for hearer, colours in ((7, "🟡🔴"), (8, "🟡🔴"), (9, "🔴"), (10, "🔴")):
        of_it = [line for line in texts_to(mornings, hearer) if "已决定暂停申请（决〔2021〕1号）" in line]
        assert "".join(line[0] for line in of_it) == colours


@pytest.mark.usefixtures("everybody")
async def test_a_lifted_order_is_not_escalated_any_further(mornings: Mornings, act: Act) -> None:
    issue(act)
    lift(act, decide(act, date(2021, 7, 1)), date(2021, 7, 9))
    await live(mornings, date(2021, 7, 1), date(2021, 8, 1))
    assert [colour for colour, *_ in mornings.issued(SANCTION)] == [Colour.YELLOW]


@pytest.mark.usefixtures("everybody")
async def test_a_second_order_of_the_same_rule_issues_notices_of_its_own(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    lift(act, decide(act, date(2021, 7, 12)), date(2021, 7, 15))
    decide(act, date(2021, 7, 16))
    await live(mornings, date(2021, 7, 12), date(2021, 7, 20))
    due_on = date(2021, 6, 30)
    assert mornings.issued(SANCTION) == [(Colour.RED, due_on, date(2021, 7, 12))]
    second = "sanction:2021:midyear:2021-2:清丰县"
    assert mornings.issued(second) == [(Colour.RED, due_on, date(2021, 7, 16))]

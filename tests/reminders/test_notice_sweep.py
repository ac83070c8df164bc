"""三色督办单 of a morning: each issued once, on its day, and told once to whom it concerns."""

import re
from datetime import date

import pytest

from reminders import outbox
from reminders.messages import Lane
from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.acting import Act
from tests.reminders.conftest import LEASE, Bind
from tests.reminders.noticing import DAY, Mornings, bind_everybody, nine
from tests.reminders.sweeping import OFFICE
from tests.tracker.usecases.recording import move
from tracker.model import Role
from tracker.notices import Colour
from tracker.plan import Campaign
from tracker.store.store import Store

DUE = date(2021, 6, 30)


@pytest.fixture
def mornings(each_store: Store, campaign: Campaign) -> Mornings:
    return Mornings(each_store, campaign)


@pytest.fixture
def everybody(bind: Bind) -> None:
    bind_everybody(bind)


@pytest.mark.usefixtures("everybody")
async def test_each_colour_is_issued_once_on_the_day_the_plan_says(
    mornings: Mornings, campaign: Campaign
) -> None:
    jobs = standing_jobs(campaign)
    mornings.store.write_now(open_cursors, jobs, nine(date(2021, 5, 31)))
    schedule, day = Schedule(mornings.store, jobs), date(2021, 6, 1)
    heard: dict[str, list[date]] = {}
    while day < date(2021, 8, 1):
        await schedule.tick(nine(day))
        for hearer in mornings.told(day):
            heard.setdefault(hearer, []).append(day)
        for row in mornings.claim(nine(day)):
            mornings.store.write_now(outbox.settle_sent, row, message_id=row.id, at=nine(day))
        day += DAY
    # 11 July 2021, the eleventh day overdue, is a Sunday.
    assert mornings.issued() == [
        (Colour.BLUE, DUE, date(2021, 6, 23)),
        (Colour.YELLOW, DUE, date(2021, 7, 1)),
        (Colour.RED, DUE, date(2021, 7, 12)),
    ]
    assert heard["清丰县:leader"][-2:] == [date(2021, 7, 1), date(2021, 7, 12)]
    assert (
        heard[f"{OFFICE}:director:9"][-1] == heard["市委市政府督查局:inspector:10"][-1] == date(2021, 7, 12)
    )


@pytest.mark.parametrize(
    ("back_on", "colour"), [(date(2021, 7, 1), Colour.YELLOW), (date(2021, 7, 20), Colour.RED)]
)
def test_after_an_outage_the_colour_that_is_due_is_issued_and_none_that_was_skipped(
    mornings: Mornings, bind: Bind, back_on: date, colour: Colour
) -> None:
    bind(7)
    mornings.tell(back_on)
    assert mornings.issued() == [(colour, DUE, back_on)]


@pytest.mark.usefixtures("everybody")
def test_a_first_start_in_the_middle_of_the_plan_is_one_message_for_each(mornings: Mornings) -> None:
    assert mornings.tell(date(2022, 3, 1)).messages == 4
    mornings.deliver(nine(date(2022, 3, 1)))
    assert mornings.tell(date(2022, 3, 2)).messages == 0


@pytest.mark.usefixtures("everybody")
def test_telling_again_on_the_same_morning_changes_nothing(mornings: Mornings) -> None:
    mornings.tell(date(2021, 7, 1))
    before = mornings.rows()
    assert mornings.tell(date(2021, 7, 1)).messages == 0
    assert mornings.rows() == before


def test_what_waited_over_night_is_told_with_todays_numbers_and_once(mornings: Mornings, bind: Bind) -> None:
    bind(7)
    mornings.tell(date(2021, 7, 1))
    mornings.tell(date(2021, 7, 2))
    (message,) = mornings.claim(nine(date(2021, 7, 2)))
    assert "已逾期 2 天" in message.payload["parameters"]["text"]
    mornings.store.write_now(outbox.settle_sent, message, message_id=1, at=nine(date(2021, 7, 2)))
    assert mornings.tell(date(2021, 7, 5)).messages == 0


def test_what_awaits_review_is_not_urged(mornings: Mornings, bind: Bind) -> None:
    bind(7)
    mornings.report("3.2", "清丰县", 100, date(2021, 6, 29))
    mornings.tell(date(2021, 7, 1))
    assert mornings.issued() == []


def test_a_moved_date_starts_another_notice(mornings: Mornings, bind: Bind, campaign: Campaign) -> None:
    bind(7)
    mornings.tell(date(2021, 6, 23))
    move(Act(mornings.store, campaign), "3.2", date(2021, 7, 31), unit="清丰县")
    mornings.tell(date(2021, 7, 1))
    mornings.tell(date(2021, 7, 26))
    assert mornings.issued() == [
        (Colour.BLUE, DUE, date(2021, 6, 23)),
        (Colour.BLUE, date(2021, 7, 31), date(2021, 7, 26)),
    ]


async def test_a_liaison_reads_notices_in_the_message_of_the_morning(
    mornings: Mornings, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    jobs = standing_jobs(campaign)
    mornings.store.write_now(open_cursors, jobs, nine(date(2021, 6, 30)))
    await Schedule(mornings.store, jobs).tick(nine(date(2021, 7, 1)))
    claimed = mornings.store.write_now(
        outbox.claim, lane=Lane.REMINDER, now=nine(date(2021, 7, 1)), lease=LEASE, limit=9
    )
    (message,) = claimed
    text = message.payload["parameters"]["text"]
    assert text.startswith("<b>督办提醒</b> 2021年7月1日（周四）\n清丰县\n")
    assert re.search(r"\n3\.2 .+，6月30日到期，已逾期 1 天，🟡〔2021〕\d+号（依据：.+）", text)
    assert text.count("\n3.1 ") == text.count("\n3.2 ") == 1
    # Of the missing return no reminder is sent any more, so its notice stands apart.
    assert re.findall(r"🔴〔2021〕\d+号 (\S+?)，", text.partition("三色督办单")[2]) == ["2021年第一季度季报"]
    (row,) = message.payload["parameters"]["reply_markup"]["inline_keyboard"]
    assert [button["text"] for button in row] == ["填报", "已知悉", "填季报"]


async def test_who_holds_two_posts_has_the_buttons_of_both_once(
    mornings: Mornings, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    bind(7, "南乐县", Role.LEADER)
    jobs = standing_jobs(campaign)
    mornings.store.write_now(open_cursors, jobs, nine(date(2021, 6, 30)))
    await Schedule(mornings.store, jobs).tick(nine(date(2021, 7, 1)))
    (message,) = mornings.claim(nine(date(2021, 7, 1)))
    (row,) = message.payload["parameters"]["reply_markup"]["inline_keyboard"]
    assert [button["text"] for button in row] == ["填报", "已知悉", "填季报"]
    assert "<b>◆ 南乐县</b>" in message.payload["parameters"]["text"]


async def test_a_notice_on_a_morning_without_its_reminder_has_a_section_of_its_own(
    mornings: Mornings, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    jobs, day = standing_jobs(campaign), date(2021, 7, 13)
    mornings.store.write_now(open_cursors, jobs, nine(date(2021, 7, 1)))
    schedule = Schedule(mornings.store, jobs)
    for each in (date(2021, 7, 2), date(2021, 7, 12)):
        await schedule.tick(nine(each))
        mornings.deliver(nine(each))
    move(Act(mornings.store, campaign), "3.3", date(2021, 7, 19), unit="清丰县", on=day - DAY)
    await schedule.tick(nine(day))
    (message,) = mornings.claim(nine(day))
    text = message.payload["parameters"]["text"]
    assert "三色督办单</b> 2021年7月13日（周二）\n清丰县\n\n<b>蓝色督办单 1 份</b>\n🔵〔2021〕" in text
    assert "3.3" in text

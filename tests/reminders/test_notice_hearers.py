"""Who hears of notices and has read them; whom none reaches, and how the office hears of that."""

import re
from datetime import date, datetime

import pytest
from sqlalchemy import update

from reminders import outbox
from reminders.acknowledging import NoticeHeard, acknowledge, heard_of, sent_as
from reminders.notice_sweep import NoticesTold
from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.reminders.conftest import Bind, execute
from tests.reminders.noticing import DAY, Mornings, nine
from tests.reminders.sweeping import OFFICE
from tracker.model import Role
from tracker.notices import Colour
from tracker.plan import Campaign
from tracker.store.notices import NoticesKept
from tracker.store.store import Store
from tracker.store.tables import members


@pytest.fixture
def mornings(each_store: Store, campaign: Campaign) -> Mornings:
    return Mornings(each_store, campaign)


def posts(told: NoticesTold) -> list[tuple[str, Role]]:
    """The posts that none of a morning's notices reaches."""
    return [(each.unit, each.role) for each in told.unheard]


def read_of(mornings: Mornings, subject: str = "assignment:3.2:清丰县") -> list[NoticeHeard]:
    """Who was to hear of the newest notice about something, and what became of it."""
    found = mornings.store.read_now(lambda c: NoticesKept(c).all())
    newest = next(each for each in found if each.call.subject == subject)
    return list(mornings.store.read_now(heard_of, [newest.id]).get(newest.id, ()))


def press(mornings: Mornings, key: str, user_id: int, at: datetime) -> bool:
    """Press 已知悉 under the message that a row became."""
    (row,) = (row for row in mornings.rows() if row.key == key)
    sent = mornings.store.read_now(sent_as, chat_id=user_id, message_id=row.message_id, user_id=user_id)
    return bool(sent.held) and mornings.store.write_now(acknowledge, sent.held, user_id=user_id, at=at)


def leave(mornings: Mornings, user_id: int) -> None:
    left = update(members).where(members.c.user_id == user_id).values(until_at=nine(date(2021, 7, 12)))
    mornings.store.write_now(execute, left)


def test_a_leader_who_is_bound_later_hears_of_what_is_still_due(mornings: Mornings, bind: Bind) -> None:
    bind(7)
    assert ("清丰县", Role.LEADER) in posts(mornings.tell(date(2021, 7, 1)))
    mornings.deliver(nine(date(2021, 7, 1)))
    bind(8, role=Role.LEADER)
    mornings.tell(date(2021, 7, 2))
    assert mornings.told(date(2021, 7, 2)) == ["清丰县:leader"]


def test_the_office_hears_once_of_whom_no_notice_reaches(mornings: Mornings, bind: Bind) -> None:
    bind(7)
    bind(11, OFFICE, Role.OFFICE)
    mornings.tell(date(2021, 7, 1))
    assert "分管领导联系不上" in mornings.text("unheard:2021-07-01:11")
    mornings.deliver(nine(date(2021, 7, 1)))
    mornings.tell(date(2021, 7, 2))
    assert "unheard:2021-07-02:11" not in mornings.states()


def test_a_first_start_with_hardly_anybody_bound_is_a_few_lines_to_the_office(
    mornings: Mornings, bind: Bind
) -> None:
    bind(11, OFFICE, Role.OFFICE)
    day = date(2022, 3, 1)
    unheard = posts(mornings.tell(day))
    units = [unit for unit, role in unheard if role is Role.LEADER]
    assert len(units) > 9
    lines = mornings.text(f"unheard:{day}:11").splitlines()
    assert lines[0] == f"<b>督办单有 {len(unheard)} 处送不到</b> 2022年3月1日（周二）"
    assert f"<b>分管领导联系不上 {len(units)} 处</b>" in lines
    named = lines[lines.index(f"<b>分管领导联系不上 {len(units)} 处</b>") + 1]
    assert [each.split()[0] for each in named.split("、")] == units[:5]
    assert len(lines) <= 15


def test_who_blocked_the_bot_after_the_notice_was_planned_is_named_to_the_office(
    mornings: Mornings, bind: Bind
) -> None:
    bind(11, OFFICE, Role.OFFICE)
    bind(7)
    mornings.tell(date(2021, 7, 1))
    at = nine(date(2021, 7, 1))
    mine, other = sorted(mornings.claim(at), key=lambda row: row.chat_id)
    mornings.store.write_now(outbox.settle_sent, other, message_id=1, at=at)
    mornings.store.write_now(outbox.settle_given_up, mine, reason="blocked", at=at, unreachable=True)
    assert posts(mornings.tell(date(2021, 7, 2))) == [("清丰县", Role.LIAISON)]
    assert "联络员联系不上 1 处</b>\n清丰县 🔴" in mornings.text("unheard:2021-07-02:11")


async def test_a_press_under_a_later_morning_with_the_same_mark_counts(
    mornings: Mornings, campaign: Campaign, bind: Bind
) -> None:
    bind(7)
    jobs, first, later = standing_jobs(campaign), date(2021, 7, 1), date(2021, 7, 2)
    mornings.store.write_now(open_cursors, jobs, nine(first - DAY))
    schedule = Schedule(mornings.store, jobs)
    for day in (first, later):
        await schedule.tick(nine(day))
        mornings.deliver(nine(day))
    assert press(mornings, f"morning:{later}:清丰县:liaison", 7, nine(later))
    (liaison,) = (each for each in read_of(mornings) if each.role is Role.LIAISON)
    assert (liaison.sent_at, liaison.read_at) == (nine(first), nine(later))


def test_a_press_of_a_former_liaison_is_not_the_posts(mornings: Mornings, bind: Bind) -> None:
    bind(7)
    day = date(2021, 7, 12)
    mornings.tell(day)
    mornings.deliver(nine(day))
    leave(mornings, 7)
    assert not press(mornings, f"notice:{day}:清丰县:liaison", 7, nine(day))
    assert [each.read_at for each in read_of(mornings) if each.role is Role.LIAISON] == [None]


def test_a_director_who_left_unread_is_not_counted(mornings: Mornings, bind: Bind) -> None:
    day = date(2021, 7, 12)
    bind(9, OFFICE, Role.DIRECTOR)
    bind(10, OFFICE, Role.DIRECTOR)
    mornings.tell(day)
    mornings.deliver(nine(day))
    press(mornings, f"notice:{day}:{OFFICE}:director:9", 9, nine(day))
    for user_id in (9, 10):
        leave(mornings, user_id)
    directors = [each for each in read_of(mornings) if each.role is Role.DIRECTOR]
    assert [(each.name, each.read_at) for each in directors] == [(f"{OFFICE}9", nine(day))]


def test_whatever_a_message_may_be_answered_for_is_named_in_it(mornings: Mornings, bind: Bind) -> None:
    bind(9, OFFICE, Role.DIRECTOR)
    day = date(2022, 3, 1)
    mornings.tell(day)
    (message,) = mornings.claim(nine(day))
    red = [
        each
        for each in mornings.store.read_now(lambda c: NoticesKept(c).all())
        if each.call.colour is Colour.RED
    ]
    named = re.findall(r"\d{4}-(\d+)（", message.payload["parameters"]["text"])
    assert len(red) > 100
    assert sorted(map(int, named)) == sorted(each.number for each in red)
    assert "未列出" not in message.payload["parameters"]["text"]


def test_an_office_that_is_bound_later_hears_of_whom_no_notice_reaches(
    mornings: Mornings, bind: Bind
) -> None:
    bind(7)
    mornings.tell(date(2021, 7, 12))
    bind(11, OFFICE, Role.OFFICE)
    day = date(2021, 7, 13)
    mornings.tell(day)
    words = mornings.text(f"unheard:{day}:11")
    assert "分管领导联系不上" in words
    assert "办公室主任联系不上 1 处" in words
    mornings.deliver(nine(day))
    mornings.tell(date(2021, 7, 14))
    assert "unheard:2021-07-14:11" not in mornings.states()


def test_a_list_that_did_not_arrive_is_replaced_by_the_next_mornings(mornings: Mornings, bind: Bind) -> None:
    bind(11, OFFICE, Role.OFFICE)
    mornings.tell(date(2021, 7, 1))
    mornings.tell(date(2021, 7, 2))
    states = mornings.states()
    assert [states[f"unheard:{day}:11"] for day in ("2021-07-01", "2021-07-02")] == ["superseded", "pending"]


def test_two_directors_out_of_reach_are_two_to_the_office(mornings: Mornings, bind: Bind) -> None:
    for user_id in (9, 10):
        bind(user_id, OFFICE, Role.DIRECTOR, blocked=True)
    bind(11, OFFICE, Role.OFFICE)
    mornings.tell(date(2021, 7, 12))
    assert "办公室主任联系不上 2 处" in mornings.text("unheard:2021-07-12:11")


def test_a_leader_who_is_director_too_reads_which_list_is_whose(mornings: Mornings, bind: Bind) -> None:
    bind(9, role=Role.LEADER)
    bind(9, OFFICE, Role.DIRECTOR)
    mornings.tell(date(2021, 7, 12))
    (message,) = mornings.claim(nine(date(2021, 7, 12)))
    text = message.payload["parameters"]["text"]
    assert "<b>◆ 清丰县</b>" in text
    assert "<b>◆ 各单位</b>" in text


async def test_the_office_does_not_hear_again_of_a_notice_whose_reminders_it_knows_to_be_lost(
    mornings: Mornings, campaign: Campaign, bind: Bind
) -> None:
    bind(11, OFFICE, Role.OFFICE)
    jobs, first = standing_jobs(campaign), date(2021, 7, 1)
    mornings.store.write_now(open_cursors, jobs, nine(first - DAY))
    schedule = Schedule(mornings.store, jobs)
    # 8 July is the first morning without a reminder: five working days after, then every Monday.
    for day in (first + n * DAY for n in range(8)):
        await schedule.tick(nine(day))
        mornings.deliver(nine(day))
    lists = [key for key in mornings.states() if key.startswith("unheard:")]
    assert lists == ["unheard:2021-07-01:11"]

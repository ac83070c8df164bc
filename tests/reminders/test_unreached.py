"""No liaison bound, or the chat blocked the bot: the office is told, once, and the next liaison too."""

import pytest
from sqlalchemy import update

from tests.reminders.conftest import Bind, execute
from tests.reminders.sweeping import MORNING, OFFICE, Office
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.store import Store


@pytest.fixture
def office(each_store: Store, campaign: Campaign) -> Office:
    return Office(each_store, campaign)


def leave(office: Office, user_id: int) -> None:
    left = update(tables.members).where(tables.members.c.user_id == user_id).values(until_at=MORNING[21])
    office.store.write_now(execute, left)


def test_a_unit_without_a_liaison_is_reported_to_everybody_in_the_office_once(
    office: Office, bind: Bind
) -> None:
    bind(1, OFFICE, Role.OFFICE)
    bind(2, OFFICE, Role.OFFICE)
    done = office.sweep(MORNING[25], MORNING[24])
    assert done.messages == 2
    assert "清丰县" in done.unreachable
    assert list(office.states()) == ["unreached:2021-06-25:1", "unreached:2021-06-25:2"]
    words = office.text("unreached:2021-06-25:1")
    assert "清丰县（未绑定联络员）" in words
    assert "3.2 全面摸清存量低效用地底数" in words


def test_yesterdays_list_of_unreached_units_is_replaced_by_todays(office: Office, bind: Bind) -> None:
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[25], MORNING[24])
    office.sweep(MORNING[29], MORNING[25])
    assert office.states() == {"unreached:2021-06-25:1": "superseded", "unreached:2021-06-29:1": "pending"}


def test_a_blocked_chat_is_told_to_the_office_and_caught_up_once_it_opens(office: Office, bind: Bind) -> None:
    bind(7)
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[23], MORNING[22])
    office.refuse(MORNING[23])
    office.sweep(MORNING[25], MORNING[24])
    assert "清丰县（对方屏蔽了机器人）" in office.text("unreached:2021-06-25:1")
    opened = update(tables.members).where(tables.members.c.user_id == 7).values(blocked_at=None)
    office.store.write_now(execute, opened)
    office.sweep(MORNING[28], MORNING[25])
    assert "3.2:清丰县:due:2021-06-30:3" in office.keys("morning:2021-06-28:清丰县:liaison")
    office.deliver(MORNING[28])
    # The rung of the 29th is its own; what was caught up is not told a third time.
    office.sweep(MORNING[29], MORNING[28])
    assert office.keys("morning:2021-06-29:清丰县:liaison") == ["3.2:清丰县:due:2021-06-30:1"]


def test_nobody_in_the_office_leaves_a_trace_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.sweep(MORNING[25], MORNING[24])
    assert "nobody holds the office" in caplog.text


def test_a_post_that_empties_before_its_message_leaves_is_told_to_the_office_next_morning_once(
    office: Office, bind: Bind
) -> None:
    bind(7)
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[21], MORNING[20])
    leave(office, 7)
    office.deliver(MORNING[21])
    assert office.states()["morning:2021-06-21:清丰县:liaison"] == "given up"
    # No rung of anybody falls on the 22nd.
    assert office.sweep(MORNING[22], MORNING[21]).unreachable == ("清丰县",)
    words = office.text("unreached:2021-06-22:1")
    assert "1 个单位收不到今晨的提醒" in words
    assert "3.1 研究确定低效工业用地标准，3月31日到期，已逾期 83 天" in words
    office.deliver(MORNING[22])
    office.sweep(MORNING[23], MORNING[22])
    assert "清丰县" in office.text("unreached:2021-06-23:1")
    assert "已逾期" not in office.text("unreached:2021-06-23:1")


def test_a_chat_that_refuses_a_morning_is_told_to_the_office_next_morning(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[21], MORNING[20])
    office.refuse(MORNING[21])
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[22], MORNING[21])
    assert "清丰县（对方屏蔽了机器人）" in office.text("unreached:2021-06-22:1")


def test_a_message_that_waits_for_a_lost_unit_is_withdrawn_and_told_to_the_office(
    office: Office, bind: Bind
) -> None:
    bind(7)
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[21], MORNING[20])
    leave(office, 7)
    office.sweep(MORNING[22], MORNING[21])
    assert office.states()["morning:2021-06-21:清丰县:liaison"] == "superseded"
    assert "清丰县（未绑定联络员）" in office.text("unreached:2021-06-22:1")


def test_a_list_that_did_not_reach_the_office_is_carried_by_the_next(office: Office, bind: Bind) -> None:
    bind(1, OFFICE, Role.OFFICE)
    lost = office.sweep(MORNING[21], MORNING[20]).unreachable
    assert len(lost) > 1
    assert office.sweep(MORNING[22], MORNING[21]).unreachable == lost
    assert office.states() == {"unreached:2021-06-21:1": "superseded", "unreached:2021-06-22:1": "pending"}
    office.deliver(MORNING[22])
    assert office.sweep(MORNING[23], MORNING[22]).unreachable != lost


def test_a_new_liaison_hears_next_morning_what_nobody_could_be_told_and_the_list_that_waits_goes(
    office: Office, bind: Bind
) -> None:
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[21], MORNING[20])
    for number, unit in enumerate(office.campaign.units):
        bind(100 + number, unit.name)
    done = office.sweep(MORNING[22], MORNING[21])
    assert done.unreachable == ()
    assert office.states()["unreached:2021-06-21:1"] == "superseded"
    assert "3.1:清丰县:overdue:2021-06-21" in office.keys("morning:2021-06-22:清丰县:liaison")
    assert "已逾期 83 天" in office.text("morning:2021-06-22:清丰县:liaison")

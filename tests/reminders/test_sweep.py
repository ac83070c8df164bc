from datetime import date

import pytest

from reminders import outbox
from reminders.sweep import SweepDone
from tests.reminders.conftest import SECOND, Bind
from tests.reminders.sweeping import MORNING, OFFICE, Office
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.store import Store

FRIDAY = ["3.2:清丰县:due:2021-06-30:3", "return:2021Q2:清丰县:due:2021-06-30:5"]


@pytest.fixture
def office(each_store: Store, campaign: Campaign) -> Office:
    return Office(each_store, campaign)


def test_a_liaison_gets_one_message_a_morning_with_everything_in_it(office: Office, bind: Bind) -> None:
    bind(7)
    done = office.sweep(MORNING[25], MORNING[24])
    assert (done.messages, done.superseded) == (1, 0)
    assert list(office.states()) == ["morning:2021-06-25:清丰县:liaison"]
    assert office.keys("morning:2021-06-25:清丰县:liaison") == FRIDAY
    assert "3.2 全面摸清存量低效用地底数，6月30日到期，还有 5 天" in office.text(
        "morning:2021-06-25:清丰县:liaison"
    )


def test_the_first_start_sums_up_what_is_overdue_once(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[23], None)
    assert office.keys("morning:2021-06-23:清丰县:liaison") == [
        "1.1:清丰县:overdue:2021-06-23",
        "2.2:清丰县:overdue:2021-06-23",
        "3.1:清丰县:overdue:2021-06-23",
        "3.2:清丰县:due:2021-06-30:7",
        "4.1:清丰县:overdue:2021-06-23",
        "O1:清丰县:overdue:2021-06-23",
    ]
    office.deliver(MORNING[23])
    assert office.sweep(MORNING[24], MORNING[23]).messages == 0


def test_a_day_off_sends_nothing(office: Office, bind: Bind) -> None:
    bind(7)
    assert office.sweep(MORNING[26], None) == SweepDone(
        day=date(2021, 6, 26), messages=0, unreachable=(), superseded=0
    )
    assert office.rows() == []


def test_sweeping_a_morning_twice_changes_nothing(office: Office, bind: Bind) -> None:
    bind(7)
    bind(1, OFFICE, Role.OFFICE)
    office.sweep(MORNING[25], MORNING[24])
    before = office.rows()
    assert office.sweep(MORNING[25], MORNING[24]).messages == 0
    assert office.rows() == before


def test_a_morning_that_was_not_delivered_is_carried_by_the_next_with_its_numbers(
    office: Office, bind: Bind
) -> None:
    bind(7)
    office.sweep(MORNING[23], None)
    done = office.sweep(MORNING[24], MORNING[23])
    assert (done.messages, done.superseded) == (1, 1)
    assert office.states() == {
        "morning:2021-06-23:清丰县:liaison": "superseded",
        "morning:2021-06-24:清丰县:liaison": "pending",
    }
    newer = "morning:2021-06-24:清丰县:liaison"
    assert office.keys(newer) == office.keys("morning:2021-06-23:清丰县:liaison")
    assert "6月30日到期，还有 6 天" in office.text(newer)
    assert "3月31日到期，已逾期 85 天" in office.text(newer)


def test_a_carried_rung_gives_way_to_a_newer_one_of_the_same_assignment(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[23], MORNING[22])
    office.sweep(MORNING[24], MORNING[23])
    office.sweep(MORNING[25], MORNING[24])
    assert office.keys("morning:2021-06-25:清丰县:liaison") == FRIDAY
    assert list(office.states().values()) == ["superseded", "superseded", "pending"]


def test_what_was_settled_meanwhile_is_withdrawn_and_not_told(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[23], MORNING[22])
    office.report("3.2", "清丰县", 100, date(2021, 6, 23))
    done = office.sweep(MORNING[24], MORNING[23])
    assert (done.messages, done.superseded) == (0, 1)
    assert office.claim(MORNING[24]) == ()


def test_a_message_in_hand_is_neither_withdrawn_nor_told_again(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[23], MORNING[22])
    office.claim(MORNING[24] - SECOND)
    done = office.sweep(MORNING[24], MORNING[23])
    assert (done.messages, done.superseded) == (0, 0)
    assert office.states() == {"morning:2021-06-23:清丰县:liaison": "pending"}


def test_sweeping_again_withdraws_nothing_that_the_morning_did_not_carry(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[23], None)
    office.claim(MORNING[25] - SECOND)
    office.sweep(MORNING[25], MORNING[23])
    office.store.write_now(outbox.free_claims)
    assert office.sweep(MORNING[25], MORNING[23]).superseded == 0
    assert set(office.states().values()) == {"pending"}


def test_what_was_delivered_is_never_carried_again(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[22], None)
    office.sweep(MORNING[23], MORNING[22])
    office.deliver(MORNING[23])
    assert office.sweep(MORNING[24], MORNING[23]).messages == 0


def test_three_days_of_silence_bring_one_message_with_the_newest_rung(office: Office, bind: Bind) -> None:
    bind(7)
    office.sweep(MORNING[25], MORNING[21])
    assert office.keys("morning:2021-06-25:清丰县:liaison") == FRIDAY

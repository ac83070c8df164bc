"""A person who is liaison of several units gets one message a morning, and never another's items."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from reminders import acknowledging, outbox
from reminders.layout import one_message
from reminders.messages import Lane, Outgoing
from reminders.morning import MorningMessage
from reminders.wording import morning_payload
from tests.reminders.conftest import LEASE, SECOND, Bind, execute
from tests.reminders.sweeping import MORNING, Office
from tests.reminders.test_morning import item
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.store import Store

FIRST = MORNING[23], None
NEXT = MORNING[24], MORNING[23]
QINGFENG, NANLE = (f"morning:2021-06-23:{unit}:liaison" for unit in ("清丰县", "南乐县"))


@pytest.fixture
def office(each_store: Store, campaign: Campaign) -> Office:
    return Office(each_store, campaign)


def words(message: Outgoing) -> str:
    return str(message.payload["parameters"]["text"])


def hand_over(office: Office, bind: Bind, unit: str, successor: int) -> None:
    left = update(tables.members).where(tables.members.c.unit == unit).values(until_at=MORNING[23])
    office.store.write_now(execute, left)
    bind(successor, unit)


def test_the_liaison_of_two_units_gets_one_message_with_a_section_for_each(
    office: Office, bind: Bind
) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    (message,) = office.claim(MORNING[23])
    assert (message.chat_id, words(message).count("督办提醒")) == (7, 1)
    text = words(message)
    assert text.startswith("<b>督办提醒</b> 2021年6月23日（周三）\n<b>◆ 清丰县</b>\n\n<b>已逾期（牵头）")
    own, other = text.split("\n\n<b>◆ 南乐县</b>\n\n")
    assert other.startswith("<b>已逾期（牵头）")
    for section in (own, other):
        assert section.count("3.1 研究确定低效工业用地标准，3月31日到期，已逾期 84 天") == 1
        assert section.index("已逾期") < section.index("即将到期")
    assert message.payload["parameters"]["reply_markup"]["inline_keyboard"]
    assert office.claim(MORNING[23]) == ()


def test_both_units_were_told_with_that_message_and_nothing_is_carried_on(office: Office, bind: Bind) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    office.deliver(MORNING[23])
    assert office.states() == {QINGFENG: "sent", NANLE: "sent"}
    assert office.sweep(*NEXT).messages == 0


def test_who_reads_the_message_has_read_it_for_every_unit(office: Office, bind: Bind) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    (message,) = office.claim(MORNING[23])
    office.store.write_now(outbox.settle_sent, message, message_id=40, at=MORNING[23])
    sent = office.store.read_now(acknowledging.sent_as, chat_id=7, message_id=40, user_id=7)
    for first in (True, False):
        read = office.store.write_now(acknowledging.acknowledge, sent.held, user_id=7, at=MORNING[24])
        assert read is first
    for unit in ("清丰县", "南乐县"):
        told = office.store.read_now(acknowledging.last_told, unit)
        assert told is not None
        assert (told.sent_at, told.read_at) == (MORNING[23], MORNING[24])


def test_a_post_handed_over_before_the_message_leaves_takes_its_items_along(
    office: Office, bind: Bind
) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    hand_over(office, bind, "清丰县", 8)
    to = {message.chat_id: words(message) for message in office.claim(MORNING[23])}
    assert set(to) == {7, 8}
    assert "清丰县" not in to[7]
    assert "南乐县" not in to[8]


def test_a_post_handed_over_between_two_attempts_takes_its_items_along(office: Office, bind: Bind) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    (message,) = office.claim(MORNING[23])
    again = MORNING[23] + 30 * SECOND
    office.store.write_now(outbox.settle_retry, message, retry_at=again, reason="network")
    hand_over(office, bind, "南乐县", 8)
    assert office.claim(again - SECOND) == ()
    assert {each.chat_id: each.key for each in office.claim(again)} == {7: QINGFENG, 8: NANLE}


def test_a_message_that_is_put_back_or_refused_is_so_for_every_unit(office: Office, bind: Bind) -> None:
    bind(7, "清丰县")
    bind(7, "南乐县")
    office.sweep(*FIRST)
    office.store.write_now(outbox.release, office.claim(MORNING[23]))
    assert {row.claimed_until for row in office.rows()} == {None}
    office.refuse(MORNING[23])
    assert office.states() == {QINGFENG: "given up", NANLE: "given up"}


def test_only_the_units_of_the_same_person_and_the_same_morning_share_a_message(
    office: Office, bind: Bind
) -> None:
    bind(7, "清丰县")
    bind(8, "南乐县")
    office.sweep(*FIRST)
    late = (
        update(tables.outbox)
        .where(tables.outbox.c.key == QINGFENG)
        .values(claimed_until=MORNING[25] + SECOND)
    )
    office.store.write_now(execute, late)
    office.sweep(MORNING[25], MORNING[23])
    hand_over(office, bind, "南乐县", 7)
    messages = office.store.write_now(
        outbox.claim, lane=Lane.REMINDER, now=MORNING[25] + SECOND, lease=LEASE, limit=9
    )
    assert [(each.key, each.riders) for each in messages] == [(QINGFENG, ())]


def test_several_units_keep_to_the_limit_and_each_has_its_share(campaign: Campaign) -> None:
    day = date(2021, 3, 22)
    payloads = [
        morning_payload(
            MorningMessage(recipient=Role.LIAISON, unit=unit.name, day=day, items=items), campaign
        )
        for unit in campaign.units
        for items in [tuple(replace(item("2.3"), due_on=date(2099, 1, 4)) for _ in range(40))]
    ]
    text = str(one_message(payloads)["parameters"]["text"])
    assert len(text.encode("utf-16-le")) // 2 <= 4000
    for unit in campaign.units:
        assert f"<b>◆ {unit.name}</b>\n\n" in text
    assert text.count("项未列出，发送 /due 查看全部。") == len(campaign.units)
    assert text.count("2099年的调休安排尚未公布") == 1

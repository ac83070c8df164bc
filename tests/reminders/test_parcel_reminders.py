"""Parcels with a date climb the same ladder as tasks, in the same message."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminders.ladder import Kind, Reminder, owed_parcel, reminder, retold
from reminders.layout import one_message
from reminders.morning import mornings
from reminders.wording import item_line, morning_payload
from tests.acting import OFFICE as KEEPER
from tests.acting import Act
from tests.reminders.conftest import SECOND, Bind
from tests.reminders.judging import LADDER, owed
from tests.reminders.sweeping import MORNING, Office
from tests.tracker.parcels_on_paper import (
    QINGFENG_PARK,
    READY,
    entry,
    handed_in,
    planned,
    recorded,
    returned,
    stepped,
    verified,
)
from tests.tracker.usecases.keeping_parcels import dispose, hand_back, move, plan, row, take
from tracker.account import ParcelStanding, parcel_standing
from tracker.model import Role
from tracker.parcels import ParcelRecord, UseStep
from tracker.plan import Campaign
from tracker.store.store import Store

DUE = date(2021, 6, 30)
MESSAGE = "morning:2021-06-{}:清丰县:liaison"


def on(day: date, record: ParcelRecord, campaign: Campaign) -> ParcelStanding:
    return parcel_standing(record, day, campaign)


def told(day: date, record: ParcelRecord, campaign: Campaign) -> Reminder | None:
    standing = on(day, record, campaign)
    return reminder(owed_parcel(standing, standing.units[0]), LADDER, day - timedelta(days=1), day)


RUNGS = {
    date(2021, 5, 31): "due:2021-06-30:30",
    date(2021, 6, 16): "due:2021-06-30:14",
    date(2021, 6, 23): "due:2021-06-30:7",
    date(2021, 6, 25): "due:2021-06-30:3",
    date(2021, 6, 29): "due:2021-06-30:1",
    date(2021, 6, 30): "due:2021-06-30:0",
    date(2021, 7, 1): "overdue:2021-07-01",
    date(2021, 7, 7): "overdue:2021-07-07",
    date(2021, 7, 12): "overdue:2021-07-12",
}


@pytest.mark.parametrize("day", RUNGS)
def test_a_parcel_is_told_on_the_rungs_of_the_ladder(campaign: Campaign, day: date) -> None:
    found = told(day, recorded(), campaign)
    assert found is not None
    assert (found.key, found.unit) == (f"parcel:QF-001:{RUNGS[day]}", "清丰县")


@pytest.mark.parametrize("day", [date(2021, 6, 24), date(2021, 7, 9), date(2021, 6, 26)])
def test_between_the_rungs_a_parcel_is_silent(campaign: Campaign, day: date) -> None:
    assert told(day, recorded(), campaign) is None


def test_what_awaits_review_whole_is_not_reminded_of_until_it_is_returned(campaign: Campaign) -> None:
    record = recorded(handed_in("40", date(2021, 6, 20), returned(date(2021, 7, 2))))
    assert told(date(2021, 7, 1), record, campaign) is None
    assert told(date(2021, 7, 2), record, campaign) is not None


def test_part_of_it_awaiting_review_is_reminded_of(campaign: Campaign) -> None:
    assert told(date(2021, 7, 1), recorded(handed_in("39", date(2021, 6, 20))), campaign) is not None


def test_what_is_done_or_has_no_date_is_not_reminded_of(campaign: Campaign) -> None:
    done = recorded(handed_in("40", date(2021, 6, 20), verified(date(2021, 6, 21))))
    assert told(date(2021, 7, 1), done, campaign) is None
    assert told(date(2021, 7, 1), recorded(plans=()), campaign) is None
    ended = replace(READY, decisions=(stepped(UseStep.EXIT, date(2021, 6, 20)),))
    assert told(date(2021, 7, 1), ended, campaign) is None


def test_a_moved_date_starts_another_ladder(campaign: Campaign) -> None:
    moved = planned(date(2021, 8, 31), from_on=date(2021, 6, 25))
    record = recorded(plans=(planned(), moved))
    assert told(date(2021, 6, 25), record, campaign) is None
    assert told(date(2021, 7, 1), record, campaign) is None
    again = told(date(2021, 8, 17), record, campaign)
    assert again is not None
    assert again.key == "parcel:QF-001:due:2021-08-31:14"


def test_a_reminder_of_a_date_that_was_moved_since_is_not_told_again(campaign: Campaign) -> None:
    before = told(date(2021, 6, 23), recorded(), campaign)
    assert before is not None
    moved = recorded(plans=(planned(), planned(date(2021, 8, 31), from_on=date(2021, 6, 24))))
    owing = owed_parcel(on(date(2021, 6, 24), moved, campaign), "清丰县")
    assert retold(owing, before, date(2021, 6, 24)) is None


def test_a_step_with_a_date_is_reminded_of_by_it(campaign: Campaign) -> None:
    record = replace(READY, decisions=(stepped(UseStep.RECTIFY, date(2021, 6, 1), date(2021, 7, 7)),))
    found = told(DUE, record, campaign)
    assert found is not None
    assert found.key == "parcel:QF-001:due:2021-07-07:7"


def test_parcels_come_last_in_the_one_message_of_their_unit(campaign: Campaign) -> None:
    standing = on(date(2021, 6, 23), recorded(), campaign)
    (message,) = mornings([owed(DUE)], campaign, date(2021, 6, 22), date(2021, 6, 23), parcels=[standing])
    assert [each.subject for each in message.items] == ["assignment:3.2:清丰县", "parcel:QF-001"]
    payload = morning_payload(message, campaign)
    text = str(one_message([payload])["parameters"]["text"])
    assert "<b>宗地处置，即将到期 1 项</b>\nQF-001 闲置 40 亩，6月30日到期，还有 7 天" in text
    assert "'callback_data': 'ds:0'" in str(payload)


def test_without_parcels_no_button_for_them_is_there(campaign: Campaign) -> None:
    (message,) = mornings([owed(DUE)], campaign, date(2021, 6, 22), date(2021, 6, 23))
    assert "ds:0" not in str(morning_payload(message, campaign))


def test_a_parcel_goes_to_its_responsible_unit_or_to_who_governs_its_park(campaign: Campaign) -> None:
    day = date(2021, 6, 23)
    given = on(day, recorded(plans=(planned(unit="市水利局"),)), campaign)
    bare = on(day, recorded(plans=(planned(unit=None),)), campaign)
    found = mornings([], campaign, date(2021, 6, 22), day, parcels=[given, bare])
    assert sorted(each.unit for each in found) == sorted(["市水利局", "清丰县"])


def test_a_parcel_of_nobody_reminds_nobody(campaign: Campaign) -> None:
    elsewhere = ParcelRecord(entry=entry(park="别处"), plans=(planned(unit=None),))
    standing = on(date(2021, 6, 23), elsewhere, campaign)
    assert (standing.units, entry().park) == ((), QINGFENG_PARK)
    assert mornings([], campaign, date(2021, 6, 22), date(2021, 6, 23), parcels=[standing]) == ()


def test_a_hostile_number_comes_out_literally(campaign: Campaign) -> None:
    item = told(date(2021, 7, 1), recorded(), campaign)
    assert item is not None
    line = item_line(replace(item, code="<B>&1"), campaign, date(2021, 7, 1))
    assert line == "&lt;B&gt;&amp;1 闲置 40 亩，6月30日到期，已逾期 1 天"
    assert item.kind is Kind.OVERDUE


@pytest.fixture
def office(each_store: Store, campaign: Campaign) -> Office:
    return Office(each_store, campaign)


def parcel_keys(office: Office, day: int) -> list[str]:
    return [key for key in office.keys(MESSAGE.format(day)) if key.startswith("parcel:")]


def test_a_morning_tells_of_a_parcel_once(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, row(完成时限="2021-07-02"))
    done = office.sweep(MORNING[25], MORNING[24])
    assert done.messages == 1
    assert parcel_keys(office, 25) == ["parcel:QF-001:due:2021-07-02:7"]
    assert office.sweep(MORNING[25], MORNING[24]).messages == 0
    assert "QF-001 闲置 45.2 亩，7月2日到期，还有 7 天" in office.text(MESSAGE.format(25))


def test_the_first_start_sums_up_an_overdue_parcel_once(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, row(完成时限="2021-03-01"))
    office.sweep(MORNING[24], None)
    assert parcel_keys(office, 24) == ["parcel:QF-001:overdue:2021-06-24"]
    office.deliver(MORNING[24])
    office.sweep(MORNING[25], MORNING[24])
    assert parcel_keys(office, 25) == []


def test_a_parcel_that_never_arrived_is_told_again(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, row(完成时限="2021-07-01"))
    office.sweep(MORNING[24], MORNING[23])
    office.sweep(MORNING[25], MORNING[24])
    assert parcel_keys(office, 25) == ["parcel:QF-001:due:2021-07-01:7"]
    assert office.states()[MESSAGE.format(24)] == "superseded"
    assert "还有 6 天" in office.text(MESSAGE.format(25))


def test_what_was_handed_in_since_is_not_told_again(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, row(完成时限="2021-07-01"))
    office.sweep(MORNING[24], MORNING[23])
    made = dispose(each_act, None, on=date(2021, 6, 24))
    office.sweep(MORNING[25], MORNING[24])
    assert parcel_keys(office, 25) == []
    hand_back(each_act, made.disposal_id, on=date(2021, 6, 28))
    office.sweep(MORNING[28], MORNING[25])
    assert parcel_keys(office, 28) == ["parcel:QF-001:due:2021-07-01:3"]


def test_a_date_moved_beyond_the_ladder_falls_silent(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, row(完成时限="2021-07-02"))
    move(each_act, date(2021, 12, 31), on=date(2021, 6, 24))
    office.sweep(MORNING[25], MORNING[24])
    assert parcel_keys(office, 25) == []


def test_a_parcel_given_to_another_unit_is_told_to_that_one(
    office: Office, each_act: Act, bind: Bind
) -> None:
    bind(7)
    bind(8, "濮阳县")
    take(each_act, row(完成时限="2021-07-02"))
    plan(each_act, unit="濮阳县", on=date(2021, 6, 24))
    office.sweep(MORNING[25], MORNING[24])
    assert parcel_keys(office, 25) == []
    assert "QF-001" in office.text("morning:2021-06-25:濮阳县:liaison")


def test_the_office_is_told_of_a_parcel_that_reaches_nobody(
    office: Office, each_act: Act, bind: Bind
) -> None:
    bind(1, KEEPER.posts[0].unit, Role.OFFICE)
    take(each_act, row(责任单位="市水利局", 完成时限="2021-07-02"))
    done = office.sweep(MORNING[25], MORNING[24])
    assert "市水利局" in done.unreachable
    assert "QF-001 闲置 45.2 亩" in office.text("unreached:2021-06-25:1")
    office.deliver(MORNING[25] + SECOND)


def test_a_thousand_parcels_still_make_one_message(office: Office, each_act: Act, bind: Bind) -> None:
    bind(7)
    take(each_act, *(row(n, 宗地编号=f"QF-{n:04}", 完成时限="2021-07-02") for n in range(1, 1001)))
    assert office.sweep(MORNING[25], MORNING[24]).messages == 1
    text = office.text(MESSAGE.format(25))
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    assert "宗地处置，即将到期 1000 项" in text
    assert "项未列出，发送 /due 查看全部。" in text

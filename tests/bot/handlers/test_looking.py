"""/tasks /task /due /overdue /status /extend on the real plan; what a restricted viewer may see."""

from datetime import datetime, timedelta

import pytest

from bot import words
from reminders import outbox
from reminders.messages import Lane
from reminders.sweep import sweep
from tests.acting import DIRECTOR, FGW, INSPECTOR, OFFICE, QINGFENG, QINGFENG_LEADER, SHANGHAI, TWO_COUNTIES
from tests.bot.handlers.telephone import Answered, Telephones, read
from tests.tracker.usecases.recording import report, review, send_back, stands
from tracker.model import Sender


async def _press_everything(phones: Telephones, sender: Sender, first: Answered) -> int:
    """Press every reading button that can be reached; each answer is checked as it comes."""
    reading = ("t:", "ts:", "du:", "ov:", "su:", "sk:", "sU:", "sT:", "rl:", "rv:", "mb:")
    waiting, pressed = list(first.buttons.values()), set[str]()
    while waiting:
        data = waiting.pop()
        if data in pressed or not data.startswith(reading):
            continue
        pressed.add(data)
        answered = await phones.press(sender, data)
        assert answered.outcome == "done", (data, answered.text)
        waiting += answered.buttons.values()
    return len(pressed)


@pytest.mark.parametrize(
    "sender", [OFFICE, DIRECTOR, INSPECTOR, QINGFENG, TWO_COUNTIES, FGW, QINGFENG_LEADER]
)
@pytest.mark.parametrize("command", ["/tasks", "/due", "/overdue", "/status"])
async def test_every_button_that_can_be_reached_leads_to_an_answer(
    phones: Telephones, sender: Sender, command: str
) -> None:
    send_back(phones.act, report(phones.act, "3.1", 100, text="<b>&" * 500).report_id)
    review(phones.act, report(phones.act, "2.2", 100).report_id)
    answered = await phones.say(sender, command)
    assert answered.outcome == "done"
    assert answered.replies
    await _press_everything(phones, sender, answered)


async def test_the_status_of_the_director_leads_to_every_unit_and_every_task(phones: Telephones) -> None:
    assert await _press_everything(phones, DIRECTOR, await phones.say(DIRECTOR, "/status")) > 40


async def test_the_first_page_under_the_picture_is_a_message_of_its_own(phones: Telephones) -> None:
    shown = await phones.say(DIRECTOR, "/status")
    assert shown.replies[0]["picture"] == {"kind": "status", "on": "2021-06-25", "known": None}
    first = await phones.press(DIRECTOR, shown.button("按单位看"))
    assert first.replies[0]["method"] == "sendMessage"
    again = await phones.press(DIRECTOR, first.button("🔴"))
    assert again.replies[0]["method"] == "editMessageText"


async def test_status_asks_about_the_past_and_not_about_the_future(phones: Telephones) -> None:
    past = await phones.say(DIRECTOR, "/status 2021年4月1日")
    assert past.replies[0]["picture"]["on"] == "2021-04-01"
    refused = await phones.say(DIRECTOR, "/status 2021-06-26")
    assert (refused.outcome, "还没有到" in refused.text) == ("refused", True)


@pytest.mark.parametrize("day", ["2021-02-30", "昨天", "😀", "2021-13-01", "0000-01-01", "99999999"])
async def test_a_day_that_is_none_is_refused(phones: Telephones, day: str) -> None:
    assert "不是有效日期" in (await phones.say(DIRECTOR, f"/status {day}")).text


@pytest.mark.parametrize("sender", [DIRECTOR, QINGFENG])
async def test_before_the_plan_there_is_nothing_to_show(phones: Telephones, sender: Sender) -> None:
    assert (await phones.say(sender, "/status 2020-12-31")).outcome == "done"


@pytest.mark.parametrize(
    "data", ["su:2021-99-99:0", "sk:2021-02-30", "sU:2021-06-25:mars:0", "sT:2021-06-25:9.9:0", "t:9.9:0"]
)
async def test_a_button_about_nothing_is_refused_in_a_sentence(phones: Telephones, data: str) -> None:
    answered = await phones.press(DIRECTOR, data)
    assert (answered.outcome, len(answered.replies)) == ("refused", 1)


@pytest.mark.parametrize("data", ["rubbish", "t:", "x" * 64, "g:1:zz", "report:<b>", "ts:99999", "ack2"])
async def test_a_button_of_another_time_is_answered_politely(phones: Telephones, data: str) -> None:
    answered = await phones.press(OFFICE, data)
    assert (answered.outcome, answered.text) == ("refused", words.OLD_BUTTON)


async def test_a_page_beyond_the_last_shows_the_last(phones: Telephones) -> None:
    assert (await phones.press(QINGFENG, "ts:9999")).outcome == "done"


async def test_a_liaison_sees_the_own_unit_alone(phones: Telephones) -> None:
    report(phones.act, "3.1", 30, text="清丰的话")
    for sender, seen in ((QINGFENG, True), (QINGFENG_LEADER, True), (FGW, False), (TWO_COUNTIES, False)):
        shown = (await phones.say(sender, "/task 3.1")).text
        assert ("清丰的话" in shown) == seen
    other = await phones.press(FGW, "sU:2021-06-25:qingfeng:0")
    assert "清丰的话" not in other.text
    assert "清丰的话" not in (await phones.press(FGW, "sT:2021-06-25:3.1:0")).text


async def test_a_leader_sees_no_button_to_report_or_accept(phones: Telephones) -> None:
    shown = await phones.say(QINGFENG_LEADER, "/task 3.1")
    assert not {"签收", "填报"} & set(shown.buttons)
    assert {"签收", "填报"} <= set((await phones.say(QINGFENG, "/task 3.1")).buttons)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("/task", "请写任务编号"), ("/task 9.9", "没有编号为“9.9”的任务"), ("/task 😀", "不是任务编号")],
)
async def test_a_task_that_does_not_exist_is_refused_in_a_sentence(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert (answered.outcome, sentence in answered.text) == ("refused", True)


async def test_overdue_counts_lead_supporting_and_what_is_outside_the_ledger(phones: Telephones) -> None:
    phones.clock.move_to(datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI))
    shown = await phones.say(OFFICE, "/overdue")
    lead, supporting = (int(shown.text.split(word)[1].split(" 项")[0]) for word in ("牵头 ", "责任 "))
    assert lead + supporting == 53
    assert "台账外 9 项" in shown.text


async def test_what_is_due_today_says_so_and_tomorrow_it_is_overdue(phones: Telephones) -> None:
    phones.clock.move_to(datetime(2021, 6, 30, 9, 0, tzinfo=SHANGHAI))
    assert "就是今天" in (await phones.say(QINGFENG, "/due")).text
    phones.clock.move_to(phones.clock.now() + timedelta(days=1))
    overdue = "".join(read(each) for each in (await phones.say(QINGFENG, "/overdue")).replies)
    assert "6月30日到期，逾期 1 天" in overdue


async def test_an_extension_is_recorded_and_told_to_every_unit(phones: Telephones) -> None:
    answered = await phones.say(OFFICE, "/extend 3.1 2021-09-30 濮百园办〔2021〕3号 省里 <调整>")
    assert "调整为9月30日" in answered.text
    assert len(answered.told) == 8
    assert "原因：省里 <调整>" in answered.told["清丰县"]
    assert stands(phones.act, "3.1").due_on == datetime(2021, 9, 30, tzinfo=SHANGHAI).date()


async def test_what_awaits_review_is_owed_no_more(phones: Telephones) -> None:
    own, all_units = [(await phones.say(sender, "/due")).text for sender in (QINGFENG, OFFICE)]
    report(phones.act, "3.2", 100)
    assert "3.2" in own
    assert "3.2" not in (await phones.say(QINGFENG, "/due")).text
    left = (await phones.say(OFFICE, "/due")).text
    assert left.count("清丰县") == all_units.count("清丰县") - 1


@pytest.mark.parametrize("code", ["3.1", "3.2", "3.3"])
async def test_what_awaits_review_says_so_before_its_date_and_after(phones: Telephones, code: str) -> None:
    report(phones.act, code, 100)
    assert "到期，待核验" in (await phones.say(QINGFENG, f"/task {code}")).text


async def test_an_extension_names_the_units_that_hear_nothing_of_it(phones: Telephones) -> None:
    answered = await phones.say(OFFICE, "/extend 3.1 2021-09-30 文号 原因")
    silent = "请另行告知：台前县、华龙区、开发区、工业园区。"
    assert silent in answered.text
    alone = await phones.say(OFFICE, "/extend 3.1@清丰县 2021-10-30 文号 原因")
    assert "请另行告知" not in alone.text


async def test_an_extension_of_one_unit_is_told_to_that_unit(phones: Telephones) -> None:
    answered = await phones.say(OFFICE, "/extend 3.1@清丰 ２０２１－０９－３０ 濮百园办〔2021〕3号 原因")
    assert set(answered.told) == {"清丰县"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/extend", "请写：/extend"),
        ("/extend 3.1 2021-09-30 文号", "请写：/extend"),
        ("/extend 3.1 2021-06-24 文号 原因", "早于今天"),
        ("/extend 3.1 明天 文号 原因", "不是有效日期"),
        ("/extend 3.1 2021-02-30 文号 原因", "不是有效日期"),
        ("/extend 😀 2021-09-30 文号 原因", "不是任务编号"),
        ("/extend 9.9 2021-09-30 文号 原因", "没有编号为"),
        ("/extend 3.1@示范区 2021-09-30 文号 原因", "没有分配给示范区"),
        ("/extend 3.2 2021-06-30 文号 原因", "本来就是"),
    ],
)
async def test_an_extension_that_cannot_be_is_refused_in_a_sentence(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(OFFICE, typed)
    assert (answered.outcome, sentence in answered.text, answered.notices) == ("refused", True, ())


@pytest.mark.parametrize("sender", [QINGFENG, DIRECTOR, INSPECTOR])
async def test_only_the_office_moves_dates(phones: Telephones, sender: Sender) -> None:
    answered = await phones.say(sender, "/extend 3.1 2021-09-30 文号 原因")
    assert (answered.text, answered.notices) == (words.NOT_ALLOWED, ())
    assert stands(phones.act, "3.1").due_on == datetime(2021, 3, 31, tzinfo=SHANGHAI).date()


async def test_an_acknowledgement_of_no_message_of_ours_is_refused(phones: Telephones) -> None:
    assert (await phones.press(QINGFENG, "ack", message_id=123_456)).text == words.OLD_BUTTON


async def test_an_acknowledgement_of_a_morning_is_recorded_once(phones: Telephones) -> None:
    store, slot = phones.act.store, datetime(2021, 6, 25, 9, tzinfo=SHANGHAI)
    store.write_now(sweep, phones.act.campaign, slot, None)
    lease = timedelta(minutes=5)
    for row in store.write_now(outbox.claim, lane=Lane.REMINDER, now=slot, lease=lease, limit=99):
        store.write_now(outbox.settle_sent, row, message_id=40, at=slot)
    first = await phones.press(QINGFENG, "ack", message_id=40)
    assert "知悉" in first.text
    assert first.outcome == "done"
    assert "先前已经确认过" in (await phones.press(QINGFENG, "ack", message_id=40)).text


async def test_an_acknowledgement_of_a_reply_is_refused(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/tasks")
    assert (await phones.press(QINGFENG, "ack", message_id=1)).text == words.OLD_BUTTON

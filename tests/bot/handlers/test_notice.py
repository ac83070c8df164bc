"""三色督办单 in chat: who sees which, who has read it, and the paper."""

from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from sqlalchemy import select

from bot.recipes import Recipes
from reminders import outbox
from reminders.messages import Lane
from reminders.notice_sweep import issue_due, tell_of_notices
from tests.acting import (
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    STRANGER,
)
from tests.bot.handlers.telephone import Telephones
from tests.reminders.conftest import LEASE
from tests.tracker.usecases.recording import move, report, review
from tracker.model import Sender
from tracker.store import tables
from tracker.store.notice_tables import notices

MORNING = datetime(2021, 7, 12, 9, tzinfo=SHANGHAI)
"""3.2 is red for 清丰县: its eleventh day overdue was the Sunday before."""


@pytest.fixture
def phones(phones: Telephones) -> Telephones:
    """On the morning of 12 July everybody has got their notices."""
    store = phones.act.store
    due = store.write_now(issue_due, phones.act.campaign, MORNING)
    store.write_now(tell_of_notices, phones.act.campaign, MORNING, due)
    for row in store.write_now(outbox.claim, lane=Lane.REMINDER, now=MORNING, lease=LEASE, limit=99):
        store.write_now(outbox.settle_sent, row, message_id=row.id, at=MORNING)
    return Telephones(phones.act, MORNING)


def notice_id(phones: Telephones, code: str = "3.2", unit: str = "清丰县") -> int:
    query = select(notices.c.id).where(notices.c.subject == f"assignment:{code}:{unit}")
    return phones.act.read(lambda books: int(books.connection.execute(query).scalar_one()))


def message_to(phones: Telephones, sender: Sender) -> int:
    """The message in which somebody got the notices."""
    query = select(tables.outbox.c.message_id).where(tables.outbox.c.sent_to == sender.chat_id)
    return phones.act.read(lambda books: int(books.connection.execute(query).scalars().first() or 0))


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, INSPECTOR])
async def test_those_above_see_every_units_notices(phones: Telephones, sender: Sender) -> None:
    listed = await phones.say(sender, "/notice 红色 濮阳县")
    assert "三色督办单（濮阳县，红色）" in listed.text
    assert "逾期 12 天" in (await phones.say(sender, "/notice 清丰县")).text


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_unit_sees_its_own_alone(phones: Telephones, sender: Sender) -> None:
    listed = await phones.say(sender, "/notice")
    assert "清丰县" in listed.text
    assert "濮阳县" not in listed.text
    assert "：0 份" in (await phones.say(sender, "/notice 濮阳县")).text
    foreign = notice_id(phones, unit="濮阳县")
    for button in ("nt", "nd"):
        assert "没有这份督办单" in (await phones.press(sender, f"{button}:{foreign}")).text


async def test_a_stranger_learns_nothing(phones: Telephones) -> None:
    assert "督办" not in (await phones.say(STRANGER, "/notice")).text
    assert (await phones.press(STRANGER, f"nd:{notice_id(phones)}")).outcome == "refused"


async def test_the_office_sees_who_has_read_it_and_when(phones: Telephones) -> None:
    for sender in (QINGFENG, INSPECTOR):
        assert "知悉" in (await phones.press(sender, "ack", message_id=message_to(phones, sender))).text
    shown = (await phones.press(OFFICE, f"nt:{notice_id(phones)}")).text
    assert "✅ 清丰县联络员 张三：7月12日 09:00 送达，7月12日 09:0" in shown
    assert "▫️ 清丰县分管领导 孙县长：7月12日 09:00 送达，尚未确认知悉" in shown
    assert "✅ 市委市政府督查局督查 督查员" in shown
    assert "知悉 2/4" in (await phones.say(OFFICE, "/notice 清丰县")).text


async def test_a_unit_does_not_see_who_above_has_read_it(phones: Telephones) -> None:
    shown = (await phones.press(QINGFENG, f"nt:{notice_id(phones)}")).text
    assert "孙县长" in shown
    assert "督查员" not in shown


async def test_a_notice_nobody_could_be_told_of_says_so(phones: Telephones) -> None:
    shown = (await phones.press(OFFICE, f"nt:{notice_id(phones, unit='台前县')}")).text
    assert "台前县联络员：7月12日 09:00 起尚未送达" in shown


async def test_a_notice_is_closed_when_the_task_is(phones: Telephones) -> None:
    said = report(phones.act, "3.2", 100, sender=PUYANGXIAN, on=date(2021, 7, 12))
    assert "未销号，待核验" in (await phones.press(OFFICE, f"nt:{notice_id(phones, unit='濮阳县')}")).text
    review(phones.act, said.report_id, on=date(2021, 7, 12))
    assert "〔2021〕" in (await phones.say(OFFICE, "/notice 濮阳县 已销号")).text
    assert "3.2" not in (await phones.say(OFFICE, "/notice 濮阳县 未销号")).text


async def test_a_moved_date_ends_the_notice_about_the_old_one(phones: Telephones) -> None:
    move(phones.act, "3.2", date(2021, 8, 31), unit="清丰县", on=date(2021, 7, 12))
    assert "期限已调整" in (await phones.press(OFFICE, f"nt:{notice_id(phones)}")).text


async def test_filters_and_pages_are_buttons(phones: Telephones) -> None:
    first = await phones.say(OFFICE, "/notice")
    assert "下一页 ›" in first.buttons
    red = await phones.press(OFFICE, first.buttons["🔴"])
    assert red.text.startswith("三色督办单")
    units = await phones.press(OFFICE, first.button("按单位"))
    assert "三色督办单（清丰县）" in (await phones.press(OFFICE, units.button("清丰县"))).text


async def test_an_unknown_word_is_refused_with_what_may_be_meant(phones: Telephones) -> None:
    refused = await phones.say(OFFICE, "/notice 清丰")
    assert refused.outcome == "done"
    assert (await phones.say(OFFICE, "/notice 紫色")).outcome == "refused"


async def test_the_paper_is_drafted_as_the_notice_was_issued(phones: Telephones) -> None:
    report(phones.act, "3.2", 60, on=date(2021, 7, 14))
    drafted = await phones.press(OFFICE, f"nd:{notice_id(phones)}")
    recipe = drafted.replies[0]["document"]
    assert recipe["name"].endswith("（红色）清丰县.docx")
    content = await Recipes(phones.act.store, phones.act.campaign).draw(recipe)
    paper = docx.Document(BytesIO(content))
    assert paper.paragraphs[0].text == "督办单（红色）"
    rows = dict(tuple(cell.text for cell in row.cells) for row in paper.tables[0].rows)
    assert (rows["时限状况"], rows["最近填报"]) == ("已逾期 12 天", "无")

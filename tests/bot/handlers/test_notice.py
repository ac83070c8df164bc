"""三色督办单 in chat: who sees which, who has read it, and the paper."""

import re
from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from sqlalchemy import select, update

from bot.recipes import Recipes
from reminders import outbox
from reminders.messages import Lane
from reminders.notice_sweep import issue_due, tell_of_notices
from tests.acting import (
    DAY,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    STRANGER,
    person,
)
from tests.bot.handlers.telephone import Answered, Telephones
from tests.reminders.conftest import LEASE
from tests.tracker.usecases.keeping_tasks import decide, issue, lift
from tests.tracker.usecases.recording import move, report, review
from tracker.model import Role, Sender
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
    return id_of(phones, f"assignment:{code}:{unit}")


def id_of(phones: Telephones, subject: str) -> int:
    query = select(notices.c.id).where(notices.c.subject == subject)
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
    number = (await phones.press(OFFICE, f"nt:{foreign}")).text.partition("〔2021〕")[2].partition("号")[0]
    for refused in (
        await phones.press(sender, f"nt:{foreign}"),
        await phones.press(sender, f"nd:{foreign}"),
        await phones.say(sender, f"/notice {number}"),
    ):
        assert refused.text == f"没有〔2021〕{number}号督办单。发送 /notice 查看清单。"


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


async def test_a_moved_date_ends_the_notice_about_the_old_one_and_does_not_close_it(
    phones: Telephones,
) -> None:
    move(phones.act, "3.2", date(2021, 8, 31), unit="清丰县", on=date(2021, 7, 12))
    assert "期限已调整" in (await phones.press(OFFICE, f"nt:{notice_id(phones)}")).text
    for word, is_listed in (("已销号", False), ("未销号", False), ("不再催办", True)):
        listed = await phones.say(OFFICE, f"/notice 清丰县 {word}")
        assert ("期限已调整" in listed.text) is is_listed


async def test_a_notice_about_what_the_plan_names_no_more_is_still_listed_and_drafted(
    phones: Telephones,
) -> None:
    gone, opened = "9.9", notice_id(phones)
    renamed = update(notices).where(notices.c.id == opened).values(subject=f"assignment:{gone}:清丰县")
    phones.act.write(lambda books: books.connection.execute(renamed))
    assert "清丰县 9.9 （方案文件中已无此事项）" in (await phones.say(OFFICE, "/notice 清丰县 不再催办")).text
    assert "方案中已无此事项" in (await phones.press(OFFICE, f"nt:{opened}")).text
    paper = await paper_of(phones, await phones.press(OFFICE, f"nd:{opened}"))
    assert paper["时限状况"] == "已逾期 12 天"


async def test_who_is_liaison_and_office_may_choose_the_unit(phones: Telephones) -> None:
    both = person(301, "周七", ("台前县", Role.LIAISON), ("领导小组办公室", Role.OFFICE))
    phones.act.appoint(both)
    assert "按单位" in (await phones.say(both, "/notice")).buttons
    assert "按单位" not in (await phones.say(QINGFENG_LEADER, "/notice")).buttons


async def test_another_unit_can_be_chosen_from_the_list_of_one(phones: Telephones) -> None:
    listed = await phones.say(OFFICE, "/notice 清丰县")
    units = await phones.press(OFFICE, listed.button("按单位"))
    assert {"✓清丰县", "濮阳县", "各单位"} <= set(units.buttons)


async def test_the_paper_says_nothing_of_what_was_said_later_that_day(phones: Telephones) -> None:
    report(phones.act, "3.2", 60, on=MORNING.date())
    paper = await paper_of(phones, await phones.press(OFFICE, f"nd:{notice_id(phones)}"))
    assert (paper["目前进度"], paper["最近填报"]) == ("0%", "无")


@pytest.mark.parametrize("words", ["1", "2021-1", "2021 1", "〔2021〕1号", "百园增效督〔2021〕1 号"])
async def test_a_number_opens_its_notice_with_the_paper(phones: Telephones, words: str) -> None:
    shown = await phones.say(OFFICE, f"/notice {words}")
    assert "百园增效督〔2021〕1号" in shown.text
    assert "督办单文件" in shown.buttons


@pytest.mark.parametrize("words", ["9999", "2020-1"])
async def test_a_number_that_was_never_given_is_refused_in_words(phones: Telephones, words: str) -> None:
    refused = await phones.say(OFFICE, f"/notice {words}")
    assert (refused.outcome, "号督办单。发送 /notice 查看清单。" in refused.text) == ("refused", True)


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


async def paper_of(phones: Telephones, pressed: Answered) -> dict[str, str]:
    """The table of a notice's paper: heading and text."""
    content = await Recipes(phones.act.store, phones.act.campaign).draw(pressed.replies[0]["document"])
    table = docx.Document(BytesIO(content)).tables[0]
    return dict(tuple(cell.text for cell in row.cells) for row in table.rows)


async def test_what_is_overdue_says_which_notice_it_is_under(phones: Telephones) -> None:
    listed = (await phones.say(QINGFENG, "/overdue")).text
    assert re.search(r"6月30日到期，逾期 12 天 · 🔴〔2021〕\d+号", listed)


async def test_what_is_due_says_which_notice_it_is_under(phones: Telephones) -> None:
    september = MORNING.replace(month=9, day=24)
    phones.act.store.write_now(issue_due, phones.act.campaign, september)
    listed = (await Telephones(phones.act, september).say(QINGFENG, "/due")).text
    assert re.search(r"🟡 清丰县 2021Q3 9月30日截止，还有 6 天 · 🔵〔2021〕\d+号", listed)


async def test_a_return_has_its_page_and_its_paper(phones: Telephones) -> None:
    opened = id_of(phones, "return:2021Q2:清丰县")
    shown = (await phones.press(QINGFENG, f"nt:{opened}")).text
    assert "清丰县 报送2021年第二季度季报\n期限 6月30日，7月12日发出\n现状：未销号，逾期 12 天" in shown
    assert await paper_of(phones, await phones.press(QINGFENG, f"nd:{opened}")) == {
        "事项": "报送2021年第二季度季报",
        "完成时限": "2021年6月30日",
        "时限状况": "已逾期 12 天",
        "依据": "濮政办〔2021〕6号 四（三）",
        "报送情况": "未报送",
    }


@pytest.fixture
def stopped(phones: Telephones) -> Telephones:
    """The next morning, a day after the director has stopped 清丰县."""
    issue(phones.act)
    decide(phones.act, MORNING.date())
    phones.act.store.write_now(issue_due, phones.act.campaign, MORNING + DAY)
    return Telephones(phones.act, MORNING + DAY)


async def test_a_stopped_unit_reads_the_order_and_its_figures(stopped: Telephones) -> None:
    opened = id_of(stopped, "sanction:2021:midyear:清丰县")
    shown = (await stopped.press(QINGFENG, f"nt:{opened}")).text
    assert "清丰县 2021年度任务 上半年任务，已决定暂停申请（决〔2021〕1号）\n" in shown
    assert await paper_of(stopped, await stopped.press(QINGFENG, f"nd:{opened}")) == {
        "事项": "2021年度盘活任务（上半年）",
        "完成时限": "2021年6月30日",
        "时限状况": "已逾期 13 天",
        "依据": "濮政办〔2021〕6号 四（四）",
        "应完成": "750 亩",
        "已核验": "0 亩",
        "还差": "750 亩",
        "有关决定": "决〔2021〕1号，2021年7月12日：暂停新增建设用地申请",
    }


async def test_the_notice_of_a_lifted_order_is_closed(stopped: Telephones) -> None:
    opened = id_of(stopped, "sanction:2021:midyear:清丰县")
    (order,) = stopped.act.read(lambda books: books.orders.all())
    lift(stopped.act, order, (MORNING + DAY).date())
    assert "现状：已销号" in (await stopped.press(OFFICE, f"nt:{opened}")).text

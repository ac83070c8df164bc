"""The papers of orders in chat: a draft for who prepares it, the notice for whom it concerns."""

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
import pytest

from bot import words
from bot.clock import Clock
from bot.recipes import Recipes
from tests.acting import (
    ADMIN,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
)
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.keeping_tasks import AUGUST_5, decide, disposed, issue, lift
from tracker.model import Sender

JULY = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)
DRAFT = "oq:qingfeng:2021"


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """On the first day after mid-year 清丰县 has 700 of 1500 亩."""
    issue(phones.act)
    disposed(phones.act, "700")
    return Telephones(phones.act, JULY)


async def paper(phones: Telephones, answered: Answered) -> Any:
    (reply,) = answered.replies
    return docx.Document(
        BytesIO(await Recipes(phones.act.store, phones.act.campaign).draw(reply["document"]))
    )


def rows_of(document: Any) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR])
async def test_a_triggered_case_has_a_draft_that_says_so_on_every_page(
    july: Telephones, sender: Sender
) -> None:
    shown = await july.say(sender, "/sanctions")
    opened = await july.press(sender, shown.button("🔴 清丰县"))
    drafted = await july.press(sender, opened.button("通知草稿"))
    assert "不得外发" in drafted.text
    document = await paper(july, drafted)
    assert document.sections[0].header.paragraphs[0].text == "草稿　未经主任确认，不得外发"
    said = [each.text for each in document.paragraphs]
    assert (said[1], "决〔" in "".join(said)) == ("（未编号）", False)
    assert rows_of(document)["差额"] == "距半数 750 亩差 50 亩"


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, PUYANGXIAN, INSPECTOR, ADMIN])
async def test_a_forged_button_of_anybody_else_gets_no_draft(july: Telephones, sender: Sender) -> None:
    assert DRAFT not in (await july.press(sender, "sv:qingfeng:2021")).buttons.values()
    refused = await july.press(sender, DRAFT)
    assert (refused.text, "document" in refused.replies[0]) == (words.NOT_ALLOWED, False)


async def test_a_draft_is_of_what_was_triggered_when_it_was_asked_for(july: Telephones) -> None:
    drafted = await july.press(OFFICE, DRAFT)
    disposed(july.act, "100", 处置方式="收回")
    assert rows_of(await paper(july, drafted))["完成面积"].startswith("700 亩")


async def test_what_is_not_triggered_has_no_draft(july: Telephones) -> None:
    disposed(july.act, "100", 处置方式="收回")
    assert DRAFT not in (await july.press(OFFICE, "sv:qingfeng:2021")).buttons.values()
    assert "没有触发暂停" in (await july.press(OFFICE, DRAFT)).text


async def test_a_confirmed_order_brings_its_notice_to_the_director_and_its_unit(july: Telephones) -> None:
    asked = await july.press(DIRECTOR, "so:qingfeng:2021:s")
    confirmed = await july.press(DIRECTOR, asked.button("确认"))
    assert confirmed.button("通知文件") == "od:1"
    keyboards = [payload["parameters"]["reply_markup"] for _, payload in confirmed.notices]
    assert [each["inline_keyboard"][0][0]["callback_data"] for each in keyboards] == ["od:1"] * 4
    had = await july.press(QINGFENG, "od:1")
    assert had.replies[0]["document"]["name"] == "决〔2021〕1号 清丰县.docx"
    assert had.text == "百园增效决〔2021〕1号（清丰县，2021 年度）"
    document = await paper(july, had)
    assert document.sections[0].header.paragraphs[0].text == ""
    assert document.paragraphs[1].text == "百园增效决〔2021〕1号"


async def test_another_unit_gets_no_order_not_even_by_a_forged_button(july: Telephones) -> None:
    decide(july.act, JULY_1)
    assert "od:1" in (await july.press(QINGFENG, "sv:qingfeng:2021")).buttons.values()
    assert "od:1" not in (await july.press(PUYANGXIAN, "sv:qingfeng:2021")).buttons.values()
    for order in ("od:1", "od:2"):
        refused = await july.press(PUYANGXIAN, order)
        assert (refused.outcome, refused.text) == ("refused", "没有这份决定的文件。发送 /sanctions 查看。")


async def test_the_notice_is_written_from_what_the_order_kept(july: Telephones) -> None:
    order = decide(july.act, JULY_1)
    disposed(july.act, "400", 处置方式="收回")
    lift(july.act, order, AUGUST_5)
    august = Telephones(july.act, datetime(2021, 8, 6, 9, 0, tzinfo=SHANGHAI))
    shown = await august.say(INSPECTOR, "/sanctions")
    opened = await august.press(INSPECTOR, shown.button("🟢 清丰县"))
    document = await paper(august, await august.press(INSPECTOR, opened.button("决〔2021〕1号文件")))
    rows = rows_of(document)
    assert rows["完成面积"] == "700 亩（经核验），占年度任务 46.66%"
    assert [row.cells[4].text for row in document.tables[1].rows] == ["面积（亩）", "700", "700"]


async def test_a_lifting_has_its_own_paper_for_who_may_read_that_of_its_order(july: Telephones) -> None:
    order = decide(july.act, JULY_1)
    before = rows_of(await paper(july, await july.press(INSPECTOR, "od:1")))
    assert (await july.press(INSPECTOR, "ol:1")).text == "决〔2021〕1号没有解除。"
    lift(july.act, order, AUGUST_5)
    july.clock = Clock("Asia/Shanghai", datetime(2021, 8, 6, 9, 0, tzinfo=SHANGHAI))
    july.restart()
    shown = await july.say(QINGFENG, "/sanctions")
    opened = await july.press(QINGFENG, shown.button("▪️ 清丰县"))
    had = await july.press(QINGFENG, opened.button("解〔2021〕1号文件"))
    assert (had.text, had.replies[0]["document"]["name"]) == (
        "百园增效解〔2021〕1号（清丰县，2021 年度）",
        "解〔2021〕1号 清丰县.docx",
    )
    document = await paper(july, had)
    assert document.paragraphs[1].text == "百园增效解〔2021〕1号"
    assert rows_of(document)["原决定"] == "百园增效决〔2021〕1号（2021年7月1日）"
    assert rows_of(await paper(july, await july.press(INSPECTOR, "od:1"))) == before
    assert (await july.press(PUYANGXIAN, "ol:1")).outcome == "refused"

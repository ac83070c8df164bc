"""/bulletin: the document with its three sentences, for who drafts and signs it."""

from datetime import datetime
from io import BytesIO

import docx
import pytest

from bot import words
from bot.recipes import Recipes
from tests.acting import ADMIN, DIRECTOR, INSPECTOR, OFFICE, QINGFENG, QINGFENG_LEADER, SHANGHAI
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tracker.model import Sender

JULY = datetime(2021, 7, 8, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """After mid-year, at which 清丰县 had 700 of 1500 亩."""
    issue(phones.act)
    disposed(phones.act, "700")
    return Telephones(phones.act, JULY)


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, INSPECTOR])
async def test_the_last_quarter_that_ended_comes_with_three_sentences(
    july: Telephones, sender: Sender
) -> None:
    drafted = await july.say(sender, "/bulletin")
    assert drafted.text == (
        "2021年第二季度通报（截至6月30日）：119项分工办结0项、逾期35项；"
        "年度处置任务1500亩，本季完成700亩，累计完成700亩，完成率46.67%。\n"
        "县（区）第1名是清丰县。\n"
        "签发前请核对，填写文号、联系人和成文日期；没有写入通报的有1件："
        "清丰县2021年度上半年触发暂停（700/1500 亩），主任还没有决定。"
    )


async def test_the_document_is_the_one_that_the_command_writes(july: Telephones) -> None:
    (reply,) = (await july.say(OFFICE, "/bulletin 2021Q2")).replies
    assert reply["document"]["name"] == "2021年第二季度通报.docx"
    drawn = await Recipes(july.act.store, july.act.campaign).draw(reply["document"])
    document = docx.Document(BytesIO(drawn))
    (row,) = (row for row in document.tables[0].rows if row.cells[1].text == "清丰县")
    assert [cell.text for cell in row.cells][2:7] == ["1500", "700", "700", "46.67%", "1"]


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, ADMIN])
async def test_nobody_else_has_it(july: Telephones, sender: Sender) -> None:
    refused = await july.say(sender, "/bulletin")
    assert (refused.text, "document" in refused.replies[0]) == (words.NOT_ALLOWED, False)


async def test_a_forged_button_gives_a_liaison_nothing(july: Telephones) -> None:
    assert (await july.press(QINGFENG, "bq:2021Q2")).text == words.NOT_ALLOWED


async def test_buttons_lead_to_the_other_quarters_that_have_begun(july: Telephones) -> None:
    drafted = await july.say(OFFICE, "/bulletin")
    assert list(drafted.buttons) == ["2021年第一季度", "2021年第三季度"]
    running = await july.press(OFFICE, drafted.buttons["2021年第三季度"])
    assert running.text.startswith("2021年第三季度通报（截至7月8日，本季尚未结束）")


async def test_a_quarter_that_has_not_begun_is_refused(july: Telephones) -> None:
    assert (await july.say(OFFICE, "/bulletin 2021Q4")).text == "2021年第四季度还没有开始，不能起草通报。"


async def test_before_any_quarter_has_ended_it_is_of_the_running_one(phones: Telephones) -> None:
    early = Telephones(phones.act, datetime(2021, 2, 20, 9, 0, tzinfo=SHANGHAI))
    assert (await early.say(OFFICE, "/bulletin")).text.startswith("2021年第一季度通报（截至2月20日，")

"""A sheet sent in chat is worked on, unless a conversation waits for it as evidence."""

from typing import Any

import pytest
from sqlalchemy import Row, select

from bot import words
from bot.incoming import FILE_LIMIT
from tests.acting import FGW, OFFICE, QINGFENG, STRANGER, Act
from tests.bot.handlers.steps import at_evidence, at_percent, reports_of
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.recording import report, stands
from tracker.store.file_tables import sent_files

SHEET = "宗地<一>.xlsx"
TAKEN = "已收到《宗地<一>.xlsx》，正在处理……"


def waiting(act: Act) -> list[Row[*tuple[Any, ...]]]:
    query = select(sent_files).order_by(sent_files.c.id)
    return act.read(lambda books: list(books.connection.execute(query)))


@pytest.mark.parametrize("name", ["宗地.xlsx", "宗地.CSV", "边界.geojson", "边界.json"])
@pytest.mark.parametrize("caption", ["", "请评分", "/score", "/score@baiyuan_bot 请评分"])
async def test_a_sheet_or_a_map_waits_for_its_turn(phones: Telephones, name: str, caption: str) -> None:
    answered = await phones.document(FGW, caption, name=name)
    assert (answered.outcome, answered.text) == ("done", f"已收到《{name}》，正在处理……")
    (file,) = waiting(phones.act)
    assert (file.name, file.chat_id, file.user_id) == (name, FGW.chat_id, FGW.user_id)
    assert file.not_before == file.said_at
    assert file.reply_key == "update:1:1"


async def test_a_sheet_waits_for_its_turn_on_either_database(each_act: Act) -> None:
    each_act.appoint(FGW)
    assert (await Telephones(each_act).document(FGW, name=SHEET)).text == TAKEN
    (file,) = waiting(each_act)
    assert (file.failures, file.deaths, file.handled_at) == (0, 0, None)


@pytest.mark.parametrize("name", ["宗地.xls", "宗地.XLSM", "宗地.et", "宗地.ods"])
async def test_a_sheet_of_another_program_is_to_be_saved_anew(phones: Telephones, name: str) -> None:
    answered = await phones.document(QINGFENG, name=name)
    assert answered.outcome == "refused"
    assert answered.text == f"《{name}》不是 .xlsx 或 .csv：请用表格软件打开后另存为 .xlsx，再发送。"
    assert waiting(phones.act) == []


@pytest.mark.parametrize("caption", ["", "/score"])
async def test_a_sheet_over_20_mb_is_refused_with_the_command_line(phones: Telephones, caption: str) -> None:
    answered = await phones.document(QINGFENG, caption, name=SHEET, size=FILE_LIMIT + 1)
    assert answered.outcome == "refused"
    assert "《宗地<一>.xlsx》超过 20 MB，Telegram 不把这么大的文件交给机器人" in answered.text
    assert "baiyuan score-file 输入.xlsx 结果.xlsx" in answered.text
    assert waiting(phones.act) == []


@pytest.mark.parametrize("caption", ["", "/score"])
async def test_a_stranger_with_a_sheet_learns_nothing(phones: Telephones, caption: str) -> None:
    for size in (1000, FILE_LIMIT + 1):
        answered = await phones.document(STRANGER, caption, name=SHEET, size=size)
        assert answered.text == words.stranger(phones.act.campaign)
    assert waiting(phones.act) == []


async def test_a_sheet_is_evidence_where_a_report_waits_for_it(phones: Telephones) -> None:
    await at_evidence(phones)
    asked = await phones.document(QINGFENG, name=SHEET)
    assert "附材料 1 份" in (await phones.press(QINGFENG, asked.button("完成"))).text
    assert waiting(phones.act) == []


async def test_a_sheet_under_a_report_in_one_line_is_its_evidence(phones: Telephones) -> None:
    assert "附材料 1 份" in (await phones.document(QINGFENG, "/report 3.1 60 见表", name=SHEET)).text
    assert waiting(phones.act) == []


async def test_a_sheet_with_the_command_is_scored_though_a_report_waits_for_evidence(
    phones: Telephones,
) -> None:
    asked = await at_evidence(phones)
    assert (await phones.document(QINGFENG, "/score", name=SHEET)).text == TAKEN
    assert "附材料" not in (await phones.press(QINGFENG, asked.button("完成"))).text
    assert len(reports_of(phones.act)) == 1


async def test_where_a_percentage_is_asked_for_a_sheet_is_no_answer(phones: Telephones) -> None:
    await at_percent(phones)
    assert "请先填写进度" in (await phones.document(QINGFENG, name=SHEET)).text
    assert waiting(phones.act) == []


async def test_a_sheet_as_a_reason_is_asked_for_in_words(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{report(phones.act, '3.1', 100).report_id}")
    assert "请用文字写明退回原因" in (await phones.document(OFFICE, name=SHEET)).text
    assert stands(phones.act, "3.1").submitted
    assert waiting(phones.act) == []


async def test_a_sheet_in_the_middle_of_a_guided_score_is_worked_on_and_the_score_goes_on(
    phones: Telephones,
) -> None:
    await phones.say(QINGFENG, "/score 清丰县产业集聚区")
    assert (await phones.document(QINGFENG, name=SHEET)).text == TAKEN
    assert "第 2/4 项" in (await phones.say(QINGFENG, "1.2")).text


async def test_each_sheet_of_an_album_is_worked_on(phones: Telephones) -> None:
    for name in ("一.csv", "二.csv", "三.xlsx"):
        answered = await phones.document(QINGFENG, name=name, media_group_id="7")
        assert answered.text == f"已收到《{name}》，正在处理……"
    assert [file.name for file in waiting(phones.act)] == ["一.csv", "二.csv", "三.xlsx"]


async def test_an_album_whose_first_sheet_has_the_command_becomes_no_evidence(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    await phones.document(QINGFENG, "/score", name="一.csv", media_group_id="7")
    await phones.document(QINGFENG, name="二.csv", media_group_id="7")
    assert len(waiting(phones.act)) == 2
    assert "附材料" not in (await phones.press(QINGFENG, asked.button("完成"))).text


async def test_the_command_under_what_is_no_sheet_says_what_to_attach(phones: Telephones) -> None:
    for answered in (
        await phones.document(QINGFENG, "/score", name="说明.pdf"),
        await phones.photo(QINGFENG, "/score"),
    ):
        assert answered.outcome == "refused"
        assert answered.text == "请把 .xlsx 或 .csv 表格以“文件”方式发送，说明写 /score 或不写。"


async def test_a_file_that_is_no_sheet_is_still_asked_about(phones: Telephones) -> None:
    for name in ("图纸.pdf", "没有结尾", ".xlsx"):
        assert "不知道属于哪一项任务" in (await phones.document(QINGFENG, name=name)).text
    assert waiting(phones.act) == []

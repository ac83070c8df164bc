"""Sheets sent in chat are scored beside it: counts and a workbook come back, whatever happens on the way."""

from collections import Counter
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from bot.sandbox.phone import Phone, Seen, Stage
from tests.e2e.cast import ADMIN, FANXIAN, NANLE, OFFICE, QINGFENG, STRANGER, TAIQIAN, pick_up
from tests.e2e.process import Baiyuan

HEADINGS = "宗地编号,产业集聚区,行业,投资强度,容积率,建筑系数,亩均税收"
PARK = "清丰县产业集聚区"
FOUR = f"""{HEADINGS}
1,{PARK},,130,0.7,45,1.2
2,{PARK},,130,0.7,45,2
3,{PARK},,130,0.7,45,
4,某集聚区,,130,0.7,45,2
"""
COUNTS = "共 4 行：低效 1，非低效 1，无法认定 1，拒绝 1"
LONG = 40_000
"""Rows that take so long that something can happen meanwhile."""


def long_sheet() -> bytes:
    rows = (f"{number},{PARK},,130,0.7,45,{number % 3}" for number in range(LONG))
    return "\n".join([HEADINGS, *rows]).encode()


def shown(messages: list[Seen]) -> list[str]:
    """What stands in a chat, without the mark of the rehearsal."""
    return [seen.text.removeprefix("【演练】") for seen in messages if seen.from_bot]


async def conclusions(phone: Phone, seen: Seen) -> Counter[str]:
    """How often each conclusion stands in the workbook that came."""
    book = load_workbook(BytesIO(await phone.download(seen)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    place = rows[0].index("结论")
    return Counter(str(row[place]) for row in rows[1:])


async def test_a_sheet_comes_back_as_a_workbook_with_the_counts_of_the_command_line(
    shared_stage: Stage, shared_program: Baiyuan, tmp_path: Path
) -> None:
    phone = await pick_up(shared_stage, NANLE)
    await phone.send_document(FOUR.encode(), "宗地.csv")
    receipt = await phone.next_message()
    assert receipt.text == "【演练】已收到《宗地.csv》，正在处理……"
    workbook = await phone.next_message(30)
    assert workbook.raw["document"]["file_name"] == "宗地-评分结果.xlsx"
    assert await conclusions(phone, workbook) == {"低效": 1, "非低效": 1, "无法认定": 1, "拒绝": 1}
    (summary,) = (seen.text for seen in await phone.messages() if seen.message_id == receipt.message_id)
    assert "《宗地.csv》已按2021年6月24日执行的标准评分" in summary
    assert COUNTS in summary
    (tmp_path / "宗地.csv").write_text(FOUR, "utf-8")
    asked = shared_program.ask("score-file", str(tmp_path / "宗地.csv"), str(tmp_path / "结果.xlsx"))
    assert asked == {"rows": 4, "low": 1, "adequate": 1, "undetermined": 1, "refused": 1}


async def test_the_same_sheet_sent_twice_is_scored_twice_and_records_nothing(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone, before = await pick_up(shared_stage, OFFICE), shared_program.facts()
    for _ in range(2):
        await phone.send_document(FOUR.encode(), "宗地.csv", "/score")
        await phone.next_message()
        assert (await phone.next_message(30)).file_id
    assert sum(COUNTS in text for text in shown(await phone.messages())) == 2
    assert shared_program.facts() == before


async def test_each_sheet_of_an_album_comes_back(shared_stage: Stage, shared_program: Baiyuan) -> None:
    phone = await pick_up(shared_stage, TAIQIAN)
    await phone.send_files("document", [("甲.csv", FOUR.encode()), ("乙.csv", FOUR.encode())])
    came = [await phone.next_message(30) for _ in range(4)]
    names = [seen.raw["document"]["file_name"] for seen in came if seen.file_id]
    assert names == ["甲-评分结果.xlsx", "乙-评分结果.xlsx"]


async def test_a_truncated_workbook_is_answered_with_one_sentence(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, FANXIAN)
    before = len(await phone.messages())
    await phone.send_document(b"PK\x03\x04" + bytes(999), "断了.xlsx")
    await phone.next_message()
    said = (await phone.next_edit(30)).text
    assert "断了.xlsx 已损坏，或不是 .xlsx 表格" in said
    assert len(await phone.messages()) == before + 2


async def test_a_sheet_of_something_else_is_answered_with_the_headings_that_are_known(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, FANXIAN)
    await phone.send_document("宗地编号,面积\n1,20\n".encode(), "别的.csv")
    await phone.next_message()
    said = (await phone.next_edit(30)).text
    assert "没有认出《别的.csv》是什么表" in said
    assert "宗地评分表：宗地编号、产业集聚区、行业（可无）、" in said


async def test_a_file_over_20_mb_is_answered_with_the_way_on_the_command_line(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, FANXIAN)
    await phone.send_document(b"x", "大.xlsx", size=21 * 1024 * 1024)
    said = (await phone.next_message()).text
    assert "超过 20 MB，Telegram 不把这么大的文件交给机器人" in said
    assert "baiyuan score-file 输入.xlsx 结果.xlsx" in said


async def test_a_stranger_who_sends_a_sheet_learns_nothing(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, STRANGER)
    await phone.send_document(FOUR.encode(), "宗地.csv", "/score")
    assert "只为受邀单位服务" in (await phone.next_message()).text
    fetched = [call["params"] for call in shared_program.calls("getFile")]
    assert (await phone.messages())[-2].file_id not in {params["file_id"] for params in fetched}


async def test_a_sheet_is_evidence_where_a_guided_report_waits_for_it(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, QINGFENG)
    await phone.say("/report 3.2")
    await phone.press("60%", on=await phone.next_message())
    await phone.press("跳过", on=await phone.next_edit())
    await phone.next_edit()
    await phone.send_document(FOUR.encode(), "宗地.csv")
    await phone.press("完成", on=await phone.next_message())
    assert "（清丰县）60%，附材料 1 份" in (await phone.next_edit()).text


async def test_commands_are_answered_while_a_long_sheet_is_scored(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone, other = await pick_up(shared_stage, NANLE), await pick_up(shared_stage, FANXIAN)
    await phone.send_document(long_sheet(), "全县.csv")
    receipt = await phone.next_message()
    progress = await phone.next_edit(60)
    assert progress.text.startswith("【演练】正在评分《全县.csv》：已处理 ")
    for each in (phone, other):
        await each.say("/whoami")
        assert "编号" in (await each.next_message()).text
    assert not any(COUNTS[:3] in text and "40,000" in text for text in shown(await phone.messages()))
    workbook = await phone.next_message(60)
    assert await conclusions(phone, workbook) == {"低效": 26_667, "非低效": 13_333}
    (summary,) = (seen.text for seen in await phone.messages() if seen.message_id == receipt.message_id)
    assert "共 40,000 行：低效 26,667，非低效 13,333，无法认定 0，拒绝 0" in summary


async def test_killed_in_the_middle_the_sheet_is_scored_after_the_restart_and_answered_once(
    stage: Stage, program: Baiyuan
) -> None:
    phone = await pick_up(stage, NANLE)
    program.start()
    await phone.send_document(long_sheet(), "全县.csv")
    await phone.send_document(FOUR.encode(), "宗地.csv")
    await phone.next_edit(60)
    program.kill()
    program.start()
    came = [await phone.next_message(60) for _ in range(4)]
    assert [seen.raw["document"]["file_name"] for seen in came if seen.file_id] == [
        "全县-评分结果.xlsx",
        "宗地-评分结果.xlsx",
    ]
    first, second, *workbooks = shown(await phone.messages())
    assert "共 40,000 行" in first
    assert COUNTS in second
    assert workbooks == ["评分结果", "评分结果"]
    program.wait(lambda: not program.waiting_to_leave())
    assert program.stop() == 0


async def test_stopped_in_the_middle_the_program_ends_at_once_and_scores_after_the_restart(
    stage: Stage, program: Baiyuan
) -> None:
    phone = await pick_up(stage, NANLE)
    program.start()
    await phone.send_document(long_sheet(), "全县.csv")
    await phone.next_message()
    await phone.next_edit(60)
    assert program.stop() == 0
    program.start()
    assert (await phone.next_message(60)).file_id
    summary, workbook = shown(await phone.messages())
    assert "共 40,000 行" in summary
    assert workbook == "评分结果"


async def test_a_network_that_fails_for_a_while_delays_a_sheet_and_loses_nothing(
    stage: Stage, program: Baiyuan
) -> None:
    phone = await pick_up(stage, NANLE)
    program.start()
    await stage.fail("getFile", "drop")
    await stage.fail("sendDocument", "502")
    await phone.send_document(FOUR.encode(), "宗地.csv")
    await phone.next_message()
    assert (await phone.next_message(60)).raw["document"]["file_name"] == "宗地-评分结果.xlsx"
    assert shown(await stage.phone(ADMIN).messages()) == []


async def test_killed_in_the_middle_a_sheet_of_disposals_is_recorded_once_after_the_restart(
    stage: Stage, program: Baiyuan
) -> None:
    phone = await pick_up(stage, OFFICE)
    program.start()
    headings = "宗地编号,产业集聚区或单位,类别,面积,处置日期,处置方式,核验日期"
    rows = (f",{PARK},批而未供,0.001,2021-06-20,第{number}笔,2021-06-21" for number in range(20_000))
    await phone.send_document("\n".join([headings, *rows]).encode(), "处置.csv")
    await phone.next_message()
    program.kill()
    program.start()
    said = (await phone.next_edit(60)).text
    while "已处理" in said:
        said = (await phone.next_edit(60)).text
    assert "《处置.csv》读到 20000 行：新增 20000，更正 0，已有 0，未导入 0。" in said
    program.wait(lambda: not program.waiting_to_leave())
    assert program.stop() == 0
    years = program.ask("sanctions", "--year", "2021", "--on", "2021-06-24", "--unit", "清丰县")["units"]
    assert [year["done_mu"] for year in years] == ["20"]

import sqlite3
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tests.bot.commands.conftest import Said, Terminal

MEMBERS = "单位,角色,姓名,电话\n"
REPORTS = "任务编号,单位,进度,情况,报送日期,核验日期,结果\n"
GOOD = "3.2,清丰县,60%,外业,2021-03-01,,\n"


@pytest.fixture
def june(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-06-25T09:00")
    return baiyuan


def reports(baiyuan: Terminal, rows: str, *words: str) -> Said:
    return baiyuan("import", "reports", baiyuan.write("r.csv", REPORTS + rows), "--json", *words)


def members(baiyuan: Terminal, rows: str, *words: str) -> Said:
    return baiyuan("import", "members", baiyuan.write("m.csv", MEMBERS + rows), "--json", *words)


def stored(baiyuan: Terminal, table: str) -> int:
    database = sqlite3.connect(baiyuan.folder / "baiyuan.db")
    count = int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    database.close()
    return count


def test_reports_are_imported_once_however_often(june: Terminal) -> None:
    rows = GOOD + "3.2,清丰县,100,完成,2021-03-20,2021-03-30,办结\n"
    first = reports(june, rows)
    assert (first.code, first.err) == (0, "")
    assert first.json == {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []}
    assert reports(june, rows).json == {"read": 2, "added": 0, "changed": 0, "unchanged": 2, "refused": []}
    assert (stored(june, "reports"), stored(june, "reviews")) == (2, 1)


def test_an_imported_report_counts_on_its_own_day(june: Terminal) -> None:
    reports(june, "3.1,清丰县,100,完成,2021-03-31,2021-04-05,办结\n")
    late = {unit["unit"]: unit["lead"] for unit in june.json("overdue", "--on", "2021-04-01")["units"]}
    assert (late["清丰县"], late["南乐县"]) == (2, 3)
    assert june.json("status", "--on", "2021-04-10", "--known", "2021-03-30")["assignments"]["closed"] == 0
    assert june.json("status", "--on", "2021-04-10")["assignments"]["closed"] == 1


WRONG_ROWS = [
    ("9.9,清丰县,60,x,2021-03-01,,", "任务编号", "9.9", "没有编号为“9.9”的任务。"),
    ("😀,清丰县,60,x,2021-03-01,,", "任务编号", "😀", "没有编号为“😀”的任务。"),
    (",清丰县,60,x,2021-03-01,,", "任务编号", "", "不能为空。"),
    ("3.2,月球,60,x,2021-03-01,,", "单位", "月球", "没有名为“月球”的单位。"),
    ("3.2,示范区,60,x,2021-03-01,,", "单位", "示范区", "任务 3.2 没有分配给示范区。"),
    ("3.2,清丰县,120,x,2021-03-01,,", "进度", "120", "应为 0 到 100 的整数，如 60 或 60%。"),
    ("3.2,清丰县,-5,x,2021-03-01,,", "进度", "-5", "应为 0 到 100 的整数，如 60 或 60%。"),
    ("3.2,清丰县,0.6,x,2021-03-01,,", "进度", "0.6", "应为 0 到 100 的整数，如 60 或 60%。"),
    ("3.2,清丰县,😀,x,2021-03-01,,", "进度", "😀", "应为 0 到 100 的整数，如 60 或 60%。"),
    ("3.2,清丰县,,x,2021-03-01,,", "进度", "", "不能为空。"),
    ("3.2,清丰县,60,x,,,", "报送日期", "", "不能为空。"),
    ("3.2,清丰县,60,x,去年,,", "报送日期", "去年", "应为日期，如 2021-03-31。"),
    ("3.2,清丰县,60,x,2021-02-30,,", "报送日期", "2021-02-30", "没有这一天。"),
    ("3.2,清丰县,60,x,2021-01-24,,", "报送日期", "2021-01-24", "早于方案印发日期 2021-01-25。"),
    ("3.2,清丰县,60,x,2021-06-26,,", "报送日期", "2021-06-26", "晚于今天（2021-06-25）。"),
    ("3.2,清丰县,100,x,2021-03-02,2021-03-01,办结", "核验日期", "2021-03-01", "早于报送日期 2021-03-02。"),
    ("3.2,清丰县,100,x,2021-03-02,2021-06-26,退回", "核验日期", "2021-06-26", "晚于今天（2021-06-25）。"),
    ("3.2,清丰县,100,x,2021-03-02,,办结", "核验日期", "", "结果为办结时，应填核验日期。"),
    ("3.2,清丰县,100,x,2021-03-02,2021-03-03,", "结果", "", "填了核验日期，结果应为 办结 或 退回。"),
    ("3.2,清丰县,100,x,2021-03-02,2021-03-03,很好", "结果", "很好", "应为 办结 或 退回，待核验的留空。"),
    ("3.2,清丰县,90,x,2021-03-02,2021-03-03,退回", "进度", "90", "结果为退回时，进度应为 100。"),
    ("3.2,清丰县,60,x,2021-03-02,,,多", "第 8 列", "多", "这一格上面没有列名：请检查这一行是否多了一格。"),
]


@pytest.mark.parametrize(("row", "column", "value", "reason"), WRONG_ROWS)
def test_a_wrong_row_is_named_and_nothing_changes(
    june: Terminal, row: str, column: str, value: str, reason: str
) -> None:
    said = reports(june, f"{GOOD}\n{row}\n")
    assert (said.code, said.err) == (1, "")
    refused = [{"row": 4, "column": column, "value": value, "reason": reason}]
    assert said.json == {"read": 2, "added": 0, "changed": 0, "unchanged": 0, "refused": refused} | {
        "error": "有 1 行不能导入，没有导入任何内容。改正后重新导入，或加 --partial 只导入其余各行。"
    }
    assert (stored(june, "reports"), stored(june, "audit")) == (0, 0)
    partly = reports(june, f"{GOOD}\n{row}\n", "--partial")
    assert partly.code == 0
    assert partly.json == {"read": 2, "added": 1, "changed": 0, "unchanged": 0, "refused": refused}


def test_without_json_the_refused_rows_are_a_table(june: Terminal) -> None:
    said = june("import", "reports", june.write("r.csv", REPORTS + GOOD + "9.9,月球,x,,,,\n"))
    assert (said.code, said.out) == (1, "")
    assert "没有编号为“9.9”的任务" in said.err
    assert "读到 1 行：新增 1" in june("import", "reports", june.write("r.csv", REPORTS + GOOD)).out


def test_members_get_an_invitation_each_once(june: Terminal) -> None:
    rows = "清丰,联络员,张三,13900000001\n领导小组办公室,director,王主任,\n督查局,督查,赵六,\n"
    said = members(june, rows)
    assert (said.code, said.err) == (0, "")
    assert {k: said.json[k] for k in ("read", "added", "changed", "unchanged", "refused")} == {
        "read": 3,
        "added": 3,
        "changed": 0,
        "unchanged": 0,
        "refused": [],
    }
    invitations = said.json["invitations"]
    assert [(each["unit"], each["role"], each["name"]) for each in invitations] == [
        ("清丰县", "liaison", "张三"),
        ("领导小组办公室", "director", "王主任"),
        ("市委市政府督查局", "inspector", "赵六"),
    ]
    assert list(invitations[0]) == ["unit", "role", "name", "code", "expires"]
    assert datetime.fromisoformat(invitations[0]["expires"]).date() == date(2021, 7, 2)
    again = members(june, rows).json
    assert (again["added"], again["unchanged"], again["invitations"]) == (0, 3, [])
    assert stored(june, "invitations") == 3


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("月球,联络员,张三,", "单位", "没有名为“月球”的单位。"),
        ("清丰县,皇帝,张三,", "角色", "应为联络员、分管领导、办公室、办公室主任、督查、管理员之一。"),
        ("清丰县,办公室主任,张三,", "角色", "“办公室主任”只能设在领导小组办公室。"),
        ("清丰县,督查,张三,", "角色", "“督查”只能设在市委市政府督查局。"),
        ("清丰县,联络员,,", "姓名", "不能为空。"),
        ("濮阳县,联络员,钱七,", "姓名", "濮阳县联络员只能有一人，第 2 行已是李四。"),
    ],
)
def test_a_wrong_member_is_named_and_nobody_is_invited(
    june: Terminal, row: str, column: str, reason: str
) -> None:
    said = members(june, f"濮阳县,联络员,李四,\n{row}\n")
    assert said.code == 1
    assert [(each["row"], each["column"], each["reason"]) for each in said.json["refused"]] == [
        (3, column, reason)
    ]
    assert stored(june, "invitations") == 0
    partly = members(june, f"濮阳县,联络员,李四,\n{row}\n", "--partial")
    assert (partly.code, partly.json["added"], len(partly.json["invitations"])) == (0, 1, 1)


def test_a_file_imported_twice_says_that_nothing_has_changed(june: Terminal) -> None:
    file = june.write("r.csv", REPORTS + GOOD)
    june("import", "reports", file)
    assert june("import", "reports", file).out == "读到 1 行，与已有内容完全相同，没有变动。\n"


def test_the_page_of_members_shows_each_code(june: Terminal) -> None:
    page = june("import", "members", june.write("m.csv", f"{MEMBERS}清丰县,联络员,张三,\n")).out
    assert "读到 1 行：新增 1" in page
    assert "/start " in page
    assert "不会再次显示" in page


def test_a_workbook_is_read_as_it_is_seen(june: Terminal) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2021年工作进度"])
    sheet.append(["任务", "责任单位", "完成进度", "进展情况", "填报日期", "审核日期", "核验结果", "备注"])
    sheet.append([3.2, "清丰县", 0.6, "=外业", date(2021, 3, 1), None, None, "无"])
    sheet["C3"].number_format = "0%"
    sheet["D3"].data_type = "s"
    sheet.append([])
    sheet.append(["3.2", "清丰县", 100, -1.5, "2021年3月20日", datetime(2021, 3, 30, 10, 5), "办结"])  # noqa: DTZ001  (cells have no zone)
    book.create_sheet("别的").append(["不读"])
    book.save(june.folder / "r.xlsx")
    said = june("import", "reports", "r.xlsx", "--json")
    assert said.json == {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []}
    assert said.err == "没有用到的列：备注。\n"
    listed = june.json("reports")["reports"]
    assert [(each["percent"], each["text"], each["said_on"], each["reviewed_on"]) for each in listed] == [
        (60, "=外业", "2021-03-01", None),
        (100, "-1.5", "2021-03-20", "2021-03-30"),
    ]


def test_a_formula_without_its_result_is_refused(june: Terminal) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(REPORTS.strip().split(","))
    sheet.append(["3.2", "清丰县", 50, "甲", "2021-03-01"])
    sheet.append(["3.2", "清丰县", "=30+30", "乙", "2021-03-02"])
    book.save(june.folder / "r.xlsx")
    said = june("import", "reports", "r.xlsx", "--json")
    assert (said.code, said.json["read"]) == (1, 2)
    assert [(each["row"], each["column"]) for each in said.json["refused"]] == [(3, "进度")]
    assert "公式没有保存计算结果" in said.json["refused"][0]["reason"]


def test_text_that_begins_like_a_formula_is_text(june: Terminal) -> None:
    for sign in ("=SUM(A1:A9)", "+86", "-", "@所有人"):
        assert reports(june, f"3.2,清丰县,10,{sign},2021-03-01,,\n").code == 0
        assert june.json("reports")["reports"][-1]["text"] == sign


def test_synonyms_and_spaces_in_headings_are_understood(june: Terminal) -> None:
    head = " 任务编号 ,责任单位,完成进度,进 展情况,填报日期,审核日期,审核结果\n"
    row = " ３.２ ,清丰县人民政府,６０％,外业,2021年3月1日,,\n"
    assert june.json("import", "reports", june.write("r.csv", head + row))["added"] == 1
    head = head.replace("完成进度", "进度（%）")
    assert june.json("import", "reports", june.write("r.csv", head + row))["unchanged"] == 1


def test_a_file_that_is_no_table_is_refused_in_one_sentence(june: Terminal) -> None:
    june.write("missing.csv", "任务编号,单位\n3.2,清丰县\n")
    for name in ("none.csv", "missing.csv"):
        said = june("import", "reports", name, "--json")
        assert (said.code, said.err, list(said.json)) == (1, "", ["error"])


def test_a_file_of_too_many_rows_is_refused_with_the_limit(june: Terminal) -> None:
    june.write("long.csv", REPORTS + GOOD * 100_001)
    assert "超过 100,000 行" in june("import", "reports", "long.csv").err
    assert stored(june, "reports") == 0


def test_without_a_database_nothing_is_imported(empty: Terminal) -> None:
    said = reports(empty, GOOD)
    assert (said.code, list(said.json)) == (1, ["error"])
    assert "baiyuan init" in said.json["error"]

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.test_scoring import record

HEAD = "宗地编号,产业集聚区,行业,投资强度,容积率,建筑系数,亩均税收\n"
ROWS = "P1,清丰县,,120,0.6,40,1.5\nP2,清丰县,,120,0.6,40,1.4\nP3,清丰县,,,,,\nP4,火星,,,,,\n"
COUNTS = {"rows": 4, "low": 1, "adequate": 1, "undetermined": 1, "refused": 1}


def conclusions(folder: Path) -> list[Any]:
    sheet = load_workbook(folder / "out.xlsx").worksheets[0]
    return [row[8] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_counts_are_one_document_and_the_workbook_has_the_verdicts(baiyuan: Terminal) -> None:
    source = baiyuan.write("in.csv", HEAD + ROWS)
    assert baiyuan.json("score-file", source, "out.xlsx", "--on", "2021-06-25") == COUNTS
    assert conclusions(baiyuan.folder) == ["非低效", "低效", "无法认定", "拒绝"]


def test_the_page_says_what_came_of_it_and_where_it_is(empty: Terminal) -> None:
    said = empty("score-file", empty.write("in.csv", HEAD + ROWS), "out.xlsx", "--on", "2021-06-25")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "共 4 行：低效 1，非低效 1，无法认定 1，拒绝 1。",
        "拒绝的行标为红色，原因见“说明”一列。",
        "还没有数据库，只按方案标准评分。",
        "已存为 out.xlsx",
    ]


def test_with_a_database_the_countys_own_standard_rules_from_its_day(baiyuan: Terminal) -> None:
    record("清丰县", "清政办〔2021〕5号")
    words = ("score-file", baiyuan.write("in.csv", HEAD + ROWS), "out.xlsx", "--on")
    assert baiyuan.json(*words, "2021-04-30") == COUNTS
    assert baiyuan.json(*words, "2021-05-01") == COUNTS | {"low": 2, "adequate": 0}


def test_what_cannot_be_scored_or_written_is_refused_in_one_sentence(empty: Terminal) -> None:
    empty.write("in.csv", HEAD + ROWS)
    empty.write("bad.csv", "编号\n1\n")
    for words, sentence in (
        (("none.csv", "out.xlsx"), "没有这个文件"),
        (("bad.csv", "out.xlsx"), "表头缺少列"),
        (("in.csv", "in.csv"), "不能覆盖原文件"),
        (("in.csv", "out.xlsx", "--on", "2020-12-31"), "还没有生效的认定标准"),
    ):
        said = empty("score-file", *words, "--json")
        assert (said.code, said.err, list(said.json)) == (1, "", ["error"])
        assert sentence in said.json["error"]
    assert not (empty.folder / "out.xlsx").exists()


def test_a_terminal_is_told_how_far_it_is(empty: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.scoring_files.sys.stderr.isatty", lambda: True)
    said = empty("score-file", empty.write("in.csv", HEAD + ROWS), "out.csv", "--on", "2021-06-25")
    assert said.err == "\r已评分 4 行\n"

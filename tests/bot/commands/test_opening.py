import os
import sqlite3
from pathlib import Path

import pytest

from config.campaign import PUYANG
from tests.bot.commands.conftest import Terminal

READING = ("status", "overdue", "due", "reports")


def counts(path: Path) -> dict[str, int]:
    database = sqlite3.connect(path)
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    database.close()
    return found


def test_init_makes_the_database_and_a_second_time_changes_nothing(empty: Terminal) -> None:
    empty.write(".env", "BAIYUAN_ADMINS=77")
    first = empty("init")
    assert first.code == 0
    assert "13 项任务，119 项分工" in first.out
    before = counts(empty.folder / "baiyuan.db")
    assert (before["assignments"], before["members"]) == (131, 1)
    assert before["jobs"] >= 2
    assert "新载入 0 项，新增管理员 0 人" in empty("init").out
    assert counts(empty.folder / "baiyuan.db") == before


def test_without_a_database_reading_says_to_run_init_and_makes_none(empty: Terminal) -> None:
    for command in READING:
        said = empty(command, "--json")
        assert (said.code, said.err) == (1, "")
        assert "baiyuan init" in said.json["error"]
        assert "没有数据库" in empty(command).err
    assert list(empty.folder.iterdir()) == []


def test_the_database_of_another_campaign_is_refused(baiyuan: Terminal) -> None:
    other = PUYANG.read_text("utf-8").replace("濮政办〔2021〕6号", "安政办〔2021〕9号")
    baiyuan.write("anyang.toml", other)
    for words in (("init",), ("status", "--json")):
        said = baiyuan(*words, "--campaign", "anyang.toml")
        assert said.code == 1
        assert "安政办〔2021〕9号" in said.out + said.err


def test_a_campaign_file_with_more_assignments_wants_init_first(baiyuan: Terminal) -> None:
    database = sqlite3.connect(baiyuan.folder / "baiyuan.db")
    database.execute("DELETE FROM assignments WHERE code = '3.2' AND unit = '清丰县'")
    database.commit()
    database.close()
    assert "baiyuan init" in baiyuan("status").err
    assert "新载入 1 项" in baiyuan("init").out
    assert baiyuan("status").code == 0


@pytest.mark.parametrize(("version", "sentence"), [("0000", "baiyuan init"), ("9999", "请升级本程序")])
def test_another_schema_is_refused(baiyuan: Terminal, version: str, sentence: str) -> None:
    database = sqlite3.connect(baiyuan.folder / "baiyuan.db")
    database.execute("UPDATE alembic_version SET version_num = ?", (version,))
    database.commit()
    database.close()
    said = baiyuan("status", "--json")
    assert said.code == 1
    assert sentence in said.json["error"]
    if version == "9999":
        assert sentence in baiyuan("init").err


def test_an_empty_database_wants_init(empty: Terminal) -> None:
    sqlite3.connect(empty.folder / "baiyuan.db").close()
    (empty.folder / "baiyuan.db").touch()
    assert "请先运行 baiyuan init" in empty("status").err


def test_a_file_that_is_no_database_is_refused(empty: Terminal) -> None:
    empty.write("baiyuan.db", "这不是数据库" * 500)
    for command in ("init", "status"):
        said = empty(command)
        assert said.code == 1
        assert "不是 SQLite 数据库" in said.err


def test_a_folder_that_is_missing_or_in_the_way_is_refused(empty: Terminal) -> None:
    assert "没有文件夹" in empty("init", "--db", "sqlite:///nowhere/baiyuan.db").err
    (empty.folder / "folder.db").mkdir()
    for command in ("init", "status"):
        said = empty(command, "--db", "sqlite:///folder.db")
        assert said.code == 1
        assert "打不开数据库文件" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_may_not_be_written_is_refused(baiyuan: Terminal) -> None:
    (baiyuan.folder / "baiyuan.db").chmod(0o444)
    assert "只读" in baiyuan("invite", "--unit", "清丰县", "--role", "联络员").err


def test_a_database_that_another_program_holds_is_refused(
    baiyuan: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.engine.BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(baiyuan.folder / "baiyuan.db")
    holder.execute("BEGIN IMMEDIATE")
    said = baiyuan("invite", "--unit", "清丰县", "--role", "联络员", "--json")
    holder.close()
    assert said.code == 1
    assert "另一个程序占用" in said.json["error"]


def test_a_postgresql_that_is_not_there_is_refused_without_its_password(empty: Terminal) -> None:
    said = empty("init", "--db", "postgresql://office:hidden@127.0.0.1:9/baiyuan")
    assert said.code == 1
    assert "连接不上数据库" in said.err
    assert "hidden" not in said.err + said.out


def test_what_is_no_address_of_a_database_is_wrong_usage(empty: Terminal) -> None:
    for address in ("nonsense", "mysql://a/b", "sqlite://", "sqlite:///:memory:"):
        said = empty("status", "--db", address, "--json")
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("数据库地址：")


def test_wrong_settings_are_said_one_line_each(empty: Terminal) -> None:
    empty.write(".env", "BAIYUAN_ADMINS=me\nBAIYUAN_TOKEN=x\n")
    said = empty("status", "--json")
    assert (said.code, said.out) == (2, "")
    assert [line.partition("：")[0] for line in said.err.splitlines()] == ["BAIYUAN_TOKEN", "BAIYUAN_ADMINS"]


def test_a_broken_campaign_file_is_said_one_line_a_fault(empty: Terminal) -> None:
    broken = PUYANG.read_text("utf-8").replace('"清丰县"', '"青丰县"').replace("2021-03-31", "2021-02-31")
    empty.write("broken.toml", broken)
    checked = empty("campaign", "check", "broken.toml")
    assert checked.code == 1
    faults = checked.out.splitlines()
    assert len(faults) > 2
    assert f"共 {len(faults)} 处错误" in checked.err
    for command in ("init", "ledger", "status"):
        said = empty(command, "--campaign", "broken.toml")
        assert (said.code, said.out) == (2, "")
        assert said.err.splitlines() == faults


def test_a_good_campaign_file_is_ok(empty: Terminal) -> None:
    said = empty("campaign", "check", str(PUYANG))
    assert (said.code, said.out, said.err) == (0, "ok\n", "")
    assert "没有这个文件" in empty("campaign", "check", "nowhere.toml").out


def test_a_setting_that_is_no_setting_is_mentioned_beside_the_answer(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_TOKN=1:a")
    said = baiyuan("status", "--json")
    assert said.code == 0
    assert said.json["on"]
    assert "BAIYUAN_TOKEN" in said.err


def test_the_whole_way_on_every_kind_of_database(empty: Terminal, database_url: str) -> None:
    db = ("--db", database_url)
    assert empty("init", *db).code == 0
    assert "新载入 0 项" in empty("init", *db).out
    rows = "任务编号,单位,进度,情况,报送日期,核验日期,结果\n3.1,清丰县,100,完成,2021-03-31,2021-04-05,办结\n"
    file = empty.write("r.csv", rows)
    assert empty.json("import", "reports", file, *db)["added"] == 1
    assert empty.json("import", "reports", file, *db)["unchanged"] == 1
    assert empty.json("status", "--on", "2021-07-01", *db)["assignments"]["closed"] == 1
    assert sum(unit["lead"] for unit in empty.json("overdue", "--on", "2021-04-01", *db)["units"]) == 23
    assert empty.json("invite", "--unit", "清丰县", "--role", "liaison", *db)["unit"] == "清丰县"
    assert empty.json("due", "--on", "2021-06-23", *db)["messages"]

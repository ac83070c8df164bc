import re
import sqlite3
from datetime import datetime, timedelta

from tests.bot.commands.conftest import Terminal


def test_an_invitation_is_a_code_that_is_valid_for_a_week(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-06-25T09:00")
    answer = baiyuan.json("invite", "--unit", "清丰", "--role", "联络员")
    assert list(answer) == ["code", "link", "unit", "role", "expires"]
    assert re.fullmatch("[2-9A-HJ-NP-Z]{10}", answer["code"])
    assert (answer["unit"], answer["role"], answer["link"]) == ("清丰县", "liaison", None)
    expires = datetime.fromisoformat(answer["expires"])
    opened = datetime.fromisoformat("2021-06-25T09:00+08:00")
    assert timedelta(days=7) <= expires - opened < timedelta(days=7, minutes=5)


def test_once_the_bot_has_a_name_there_is_a_link(baiyuan: Terminal) -> None:
    with sqlite3.connect(baiyuan.folder / "baiyuan.db") as database:
        database.execute("INSERT INTO bots (bot_id, username) VALUES (42, 'baiyuan_bot')")
    database.close()
    answer = baiyuan.json("invite", "--unit", "濮阳县", "--role", "liaison")
    assert answer["link"] == f"https://t.me/baiyuan_bot?start={answer['code']}"
    baiyuan.write(".env", "BAIYUAN_TOKEN=43:another")
    assert baiyuan.json("invite", "--unit", "濮阳县", "--role", "liaison")["link"] is None


def test_whoever_sits_at_the_machine_may_invite_an_admin(baiyuan: Terminal) -> None:
    answer = baiyuan.json("invite", "--unit", "领导小组办公室", "--role", "管理员", "--name", "王五")
    assert answer["role"] == "admin"
    page = baiyuan("invite", "--unit", "领导小组办公室", "--role", "director", "--name", "王五").out
    assert "邀请 领导小组办公室 办公室主任 王五" in page
    assert re.search(r"/start [2-9A-Z]{10}\n", page)


def test_what_cannot_be_offered_is_refused_and_changes_nothing(baiyuan: Terminal) -> None:
    for unit, role in (("月球", "联络员"), ("清丰县", "皇帝"), ("清丰县", "办公室主任"), ("清丰县", "😀")):
        said = baiyuan("invite", "--unit", unit, "--role", role, "--json")
        assert (said.code, said.err, list(said.json)) == (1, "", ["error"])
    with sqlite3.connect(baiyuan.folder / "baiyuan.db") as database:
        assert database.execute("SELECT count(*) FROM invitations").fetchone() == (0,)
    database.close()

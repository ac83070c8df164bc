import json
import socket
import sqlite3
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.clock import Clock
from bot.commands.checkup import machine
from bot.commands.checkup.finding import Level
from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from config.campaign import PUYANG
from tests.bot.commands.conftest import Said, Terminal
from tracker.calendar import published_through


class OneBot(BaseHTTPRequestHandler):
    """A Bot API that knows one token and, unlike the sandbox, sends a Date as Telegram does."""

    def do_GET(self) -> None:
        user = {"id": 1, "is_bot": True, "first_name": "百园", "username": "baiyuan_bot"}
        known = self.path == f"/bot{TOKEN}/getMe"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": known, "result": user} if known else {"ok": False}).encode())

    def log_message(self, *_args: object) -> None:
        """Write nothing to stderr."""


@pytest.fixture
def bot_api() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), OneBot) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_sandbox_passes_for_telegram(baiyuan: Terminal) -> None:
    with running(create_app(World(now=Clock("Asia/Shanghai").now, rates=UNLIMITED))) as url:
        baiyuan.write(".env", f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_API_URL={url}\n")
        assert "机器人 @baiyuan_sandbox_bot 可用" in remarks(baiyuan("doctor", "--json"), "ok")


def test_a_server_that_is_no_bot_api_is_named(
    baiyuan: Terminal, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OneBot, "do_GET", lambda self: self.send_error(500))
    baiyuan.write(".env", f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_API_URL={bot_api}\n")
    assert "HTTP 500" in remarks(baiyuan("doctor", "--json"), "stop")[0]


def remarks(said: Said, level: str) -> list[str]:
    return [each["what"] for each in said.json["findings"] if each["level"] == level]


def test_without_a_token_run_would_not_start(baiyuan: Terminal) -> None:
    said = baiyuan("doctor", "--json")
    assert (said.code, said.err) == (1, "")
    assert remarks(said, "stop") == ["没有设置机器人令牌"]
    assert {tuple(each) for each in said.json["findings"]} == {("level", "what", "remedy")}
    page = baiyuan("doctor")
    assert page.code == 1
    assert [line for line in page.out.splitlines() if line[0] not in "✔⚠✘"] == []


def test_with_everything_in_place_nothing_stops_run(baiyuan: Terminal, bot_api: str) -> None:
    baiyuan.write(".env", f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_API_URL={bot_api}\nBAIYUAN_ADMINS=77\n")
    baiyuan("init")
    said = baiyuan("doctor", "--json")
    assert said.code == 0
    assert remarks(said, "stop") == []
    assert "机器人 @baiyuan_bot 可用" in remarks(said, "ok")
    assert "本机时钟准确" in remarks(said, "ok")
    assert [what for what in remarks(said, "weak") if "没有管理员" in what] == []


def test_a_rejected_token_is_named_without_being_shown(baiyuan: Terminal, bot_api: str) -> None:
    baiyuan.write(".env", f"BAIYUAN_TOKEN=123456:wrong-token\nBAIYUAN_API_URL={bot_api}\n")
    said = baiyuan("doctor", "--json")
    assert remarks(said, "stop") == ["Telegram 不认可 BAIYUAN_TOKEN"]
    assert "wrong-token" not in said.out + said.err


def test_an_api_out_of_reach_is_named_without_the_token(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_TOKEN=123456:wrong-token\nBAIYUAN_API_URL=http://127.0.0.1:9\n")
    said = baiyuan("doctor", "--json")
    assert remarks(said, "stop") == ["连接不上 http://127.0.0.1:9（ConnectError）"]
    assert "wrong-token" not in said.out + said.err


def test_a_clock_that_is_off_is_named(
    baiyuan: Terminal, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.fromisoformat("2035-01-01T00:00+00:00")
    monkeypatch.setattr("bot.clock._real", lambda: late)
    baiyuan.write(".env", f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_API_URL={bot_api}\n")
    assert [what for what in remarks(baiyuan("doctor", "--json"), "weak") if "本机时钟" in what]


def test_a_rehearsal_is_mentioned_and_does_not_disturb_the_clock(baiyuan: Terminal, bot_api: str) -> None:
    baiyuan.write(
        ".env",
        f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_API_URL={bot_api}\nBAIYUAN_REHEARSE_FROM=2021-06-25T09:00\n",
    )
    said = baiyuan("doctor", "--json")
    assert [what for what in remarks(said, "weak") if "演练" in what]
    assert "本机时钟准确" in remarks(said, "ok")


def test_wrong_settings_and_a_broken_campaign_stop_run(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_ADMINS=me\nBAIYUAN_WEBHOOK_URL=ftp://x\n")
    assert len(remarks(baiyuan("doctor", "--json"), "stop")) == 4
    baiyuan.write(".env", "")
    baiyuan.write("broken.toml", PUYANG.read_text("utf-8").replace('"清丰县"', '"青丰县"', 1))
    said = baiyuan("doctor", "--json", "--campaign", "broken.toml")
    assert said.code == 1
    assert [what for what in remarks(said, "stop") if what.startswith("方案文件：")]


def test_a_missing_database_weakens_and_an_impossible_one_stops(empty: Terminal) -> None:
    assert [what for what in remarks(empty("doctor", "--json"), "weak") if "还没有数据库" in what]
    assert not (empty.folder / "baiyuan.db").exists()
    for address, what in (("sqlite:///no/where.db", "没有文件夹"), ("mysql://a/b", "不支持的数据库")):
        assert [said for said in remarks(empty("doctor", "--json", "--db", address), "stop") if what in said]
    empty.write("junk.db", "这不是数据库" * 500)
    stops = remarks(empty("doctor", "--json", "--db", "sqlite:///junk.db"), "stop")
    assert [what for what in stops if "不是 SQLite 数据库" in what]


@pytest.mark.parametrize(("version", "level"), [("0000", "weak"), ("9999", "stop")])
def test_another_schema_is_named(baiyuan: Terminal, version: str, level: str) -> None:
    change(baiyuan, "UPDATE alembic_version SET version_num = ?", version)
    assert [what for what in remarks(baiyuan("doctor", "--json"), level) if "版本" in what]


def test_another_campaigns_database_stops_run(baiyuan: Terminal) -> None:
    change(baiyuan, "UPDATE campaigns SET document = ?", "安政办〔2021〕9号")
    assert [what for what in remarks(baiyuan("doctor", "--json"), "stop") if "安政办〔2021〕9号" in what]


def test_units_without_a_liaison_and_blocked_chats_are_named(baiyuan: Terminal) -> None:
    change(
        baiyuan,
        "INSERT INTO members (user_id, chat_id, name, unit, role, since_at, blocked_at) VALUES"
        " (1, 1, '张三', '清丰县', 'liaison', '2021-01-25', ?),"
        " (2, 2, '李四', '濮阳县', 'liaison', '2021-01-25', NULL)",
        "2021-02-01 00:00:00.000000",
    )
    weak = remarks(baiyuan("doctor", "--json"), "weak")
    assert [what for what in weak if "1 人屏蔽了机器人：清丰县 张三" in what]
    missing = next(what for what in weak if "没有联络员" in what)
    assert "17 家" in missing
    assert not [name for name in ("清丰县", "濮阳县") if name in missing]


def test_a_disk_that_is_nearly_full_is_named(baiyuan: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.checkup.records._ENOUGH_BYTES", 1 << 62)
    assert [what for what in remarks(baiyuan("doctor", "--json"), "weak") if "磁盘只剩" in what]


def test_a_webhook_port_that_is_taken_stops_run(baiyuan: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        baiyuan.write(
            ".env",
            f"BAIYUAN_WEBHOOK_URL=https://b.cn/h\nBAIYUAN_WEBHOOK_LISTEN=127.0.0.1:{port}\n"
            "BAIYUAN_WEBHOOK_SECRET=s\n",
        )
        assert [what for what in remarks(baiyuan("doctor", "--json"), "stop") if str(port) in what]
    assert [what for what in remarks(baiyuan("doctor", "--json"), "ok") if str(port) in what]


def test_all_five_packages_come_from_one_folder() -> None:
    assert [each.level for each in machine.check_packages()] == [Level.OK]


def test_a_package_from_elsewhere_stops_run() -> None:
    found = list(machine.check_packages(("bot", "json")))
    assert [each.level for each in found] == [Level.STOP]
    assert "json" in found[0].what


def test_a_typeface_that_is_missing_is_named() -> None:
    assert [each.level for each in machine.check_typeface()] == [Level.OK]
    assert [each.level for each in machine.check_typeface("no_such_typeface")] == [Level.STOP]


def test_a_year_whose_days_off_are_not_published_is_named() -> None:
    assert [each.level for each in machine.check_calendar(date(2021, 6, 1))] == [Level.OK]
    beyond = published_through() - timedelta(days=10)
    assert [each.level for each in machine.check_calendar(beyond)] == [Level.WEAK]


def change(baiyuan: Terminal, statement: str, value: str) -> None:
    database = sqlite3.connect(baiyuan.folder / "baiyuan.db")
    database.execute(statement, (value,))
    database.commit()
    database.close()

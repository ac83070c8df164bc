"""What keeps the program from starting, what it waits out, and how it ends."""

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from bot.sandbox.phone import Stage
from bot.sandbox.server import create_app, serve
from bot.sandbox.world import World
from config.campaign import PUYANG
from tests.e2e.cast import QINGFENG, appoint, pick_up
from tests.e2e.process import TRUSTING_NONE, Baiyuan, command_line, free_port


def test_without_a_token_it_says_so_in_one_line_and_does_not_start(tmp_path: Path) -> None:
    done = command_line("run", settings={}, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("BAIYUAN_TOKEN：没有设置机器人令牌")
    assert list(tmp_path.iterdir()) == []


def test_every_wrong_setting_is_named_in_a_line_of_its_own(tmp_path: Path) -> None:
    wrong = {
        "BAIYUAN_TOKEN": "not a token",
        "BAIYUAN_API_URL": "telegram.org",
        "BAIYUAN_ADMINS": "zhangsan",
        "BAIYUAN_REHEARSE_FROM": "yesterday",
        "BAIYUAN_WEBHOOK_LISTEN": "8443",
    }
    done = command_line("run", settings=wrong, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    named = {line.partition("：")[0] for line in done.stderr.splitlines()}
    assert named == wrong.keys() | {"BAIYUAN_WEBHOOK_URL", "BAIYUAN_WEBHOOK_SECRET"}
    assert "not a token" not in done.stderr


def test_every_fault_of_the_campaign_file_is_named_in_a_line_of_its_own(tmp_path: Path) -> None:
    broken = tmp_path / "plan.toml"
    text = PUYANG.read_text("utf-8")
    broken.write_text(text.replace("due_on = 2021-06-30", 'due_on = "30.6."'), "utf-8")
    given = {"BAIYUAN_TOKEN": "1:x", "BAIYUAN_CAMPAIGN": str(broken)}
    done = command_line("run", settings=given, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    faults = text.count("due_on = 2021-06-30")
    assert faults > 1
    assert len(done.stderr.splitlines()) == faults
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_a_token_that_telegram_refuses_ends_it_with_a_sentence(program: Baiyuan) -> None:
    program.settings["BAIYUAN_TOKEN"] = "100200300:refused-by-telegram-whatever-it-is"
    program.start(wait=False)
    assert program.ended() == 1
    assert "Telegram 不认可 BAIYUAN_TOKEN" in program.output
    assert "Traceback" not in program.output


def test_a_second_runner_on_the_same_database_is_refused(program: Baiyuan) -> None:
    program.start()
    done = command_line("run", settings=program.settings, folder=program.folder)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "另一个 baiyuan 正在使用这个数据库，请先停止它。"
    assert program.alive()


async def test_it_waits_for_a_telegram_that_is_down_at_the_start(world: World, tmp_path: Path) -> None:
    port = free_port()
    with Baiyuan(tmp_path, f"http://127.0.0.1:{port}") as program:
        appoint(program)
        program.start(wait=False)
        await asyncio.to_thread(program.wait, lambda: "Telegram is out of reach" in program.output)
        async with asyncio.TaskGroup() as tasks, Stage(program.api_url) as stage:
            sandbox = tasks.create_task(serve(create_app(world), port=port))
            await asyncio.sleep(0)
            liaison = stage.phone(QINGFENG)
            await asyncio.to_thread(program.wait, lambda: world.updates.allowed)
            await liaison.say("/whoami")
            assert "清丰县 联络员" in (await liaison.next_message()).text
            assert await asyncio.to_thread(program.stop) == 0
            sandbox.cancel()


def test_told_to_stop_while_telegram_is_down_it_ends_at_once(tmp_path: Path) -> None:
    with Baiyuan(tmp_path, f"http://127.0.0.1:{free_port()}") as program:
        program.start(wait=False)
        program.wait(lambda: "Telegram is out of reach" in program.output)
        assert program.stop() == 0


async def test_it_waits_until_another_poller_with_its_token_has_gone(
    program: Baiyuan, stage: Stage, world: World
) -> None:
    program.start()
    program.wait(lambda: world.updates.allowed)
    url = f"{program.api_url}/bot{program.settings['BAIYUAN_TOKEN']}/getUpdates"
    async with httpx.AsyncClient(trust_env=False, verify=TRUSTING_NONE) as other:
        assert (await other.post(url, json={"timeout": 0})).status_code == 200
    program.wait(lambda: "another program polls with this token" in program.output)
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/whoami")
    assert "清丰县 联络员" in (await liaison.next_message(15)).text


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_settles_what_is_in_hand_and_ends_with_0(
    program: Baiyuan, stage: Stage, order: signal.Signals
) -> None:
    program.start()
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/report 3.2 60 最后一条")
    await liaison.next_message()
    assert program.stop(order) == 0
    assert program.waiting_to_leave() == 0
    assert "Traceback" not in program.output


async def test_the_log_tells_of_every_call_and_fault_without_the_token(
    program: Baiyuan, stage: Stage
) -> None:
    await stage.fail("*", "500")
    await stage.fail("*", "drop")
    program.start()
    liaison = await pick_up(stage, QINGFENG)
    await stage.fail("sendMessage", "drop")
    await liaison.say("/whoami")
    await liaison.next_message(10)
    assert "/bot***/sendMessage" in program.output
    assert "Telegram is out of reach" in program.output
    assert program.settings["BAIYUAN_TOKEN"].partition(":")[2] not in program.output

"""Updates brought by Telegram instead of fetched: stored before they are confirmed, from Telegram alone."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.entities import Json
from bot.sandbox.phone import Stage
from bot.web import PATH, SECRET_HEADER
from tests.e2e.cast import QINGFENG, pick_up, real_now
from tests.e2e.process import TRUSTING_NONE, Baiyuan, free_port

SECRET = "only-telegram-knows-this"


@pytest.fixture
def program(program: Baiyuan) -> Baiyuan:
    port = free_port()
    program.settings |= {
        "BAIYUAN_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "BAIYUAN_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "BAIYUAN_WEBHOOK_SECRET": SECRET,
    }
    program.start()
    return program


@pytest.fixture
async def door(program: Baiyuan) -> AsyncIterator[httpx.AsyncClient]:
    """Knock where Telegram does, with the secret."""
    url = program.settings["BAIYUAN_WEBHOOK_URL"]
    secret = {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(base_url=url, headers=secret, trust_env=False, verify=TRUSTING_NONE) as door:
        yield door


def update(number: int, text: str) -> Json:
    person = {"id": QINGFENG, "is_bot": False, "first_name": "人员"}
    message = {
        "message_id": number,
        "from": person,
        "chat": {"id": QINGFENG, "type": "private", "first_name": "人员"},
        "date": int(real_now().timestamp()),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}],
    }
    return {"update_id": number, "message": message}


async def test_an_update_that_telegram_brings_is_answered(program: Baiyuan, stage: Stage) -> None:
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/report 3.2 60 由网络钩子送达")
    assert "（清丰县）60%" in (await liaison.next_message()).text
    assert program.facts()["reports"] == 1


async def test_what_was_confirmed_is_stored_so_that_a_kill_loses_nothing(
    program: Baiyuan, stage: Stage, door: httpx.AsyncClient
) -> None:
    liaison = await pick_up(stage, QINGFENG)
    for number in range(1, 41):
        assert (await door.post(PATH, json=update(number, f"/report 3.2 {number} 情况"))).status_code == 200
    program.kill()
    program.start()
    for number in range(41, 51):
        assert (await door.post(PATH, json=update(number, f"/report 3.2 {number} 情况"))).status_code == 200
    program.wait(lambda: program.facts()["reports"] == 50)
    program.wait(lambda: not program.waiting_to_leave())
    answers = [one.text for one in await liaison.unread()]
    for number in range(1, 51):
        assert any(f"（清丰县）{number}%" in answer for answer in answers)


async def test_an_update_that_is_brought_twice_has_one_effect(
    program: Baiyuan, stage: Stage, door: httpx.AsyncClient
) -> None:
    liaison = await pick_up(stage, QINGFENG)
    for _ in range(3):
        assert (await door.post(PATH, json=update(7, "/report 3.2 30 只算一次"))).status_code == 200
    assert (await door.post(PATH, json=update(8, "/whoami"))).status_code == 200
    assert "（清丰县）30%" in (await liaison.next_message()).text
    assert "编号" in (await liaison.next_message()).text
    assert program.facts()["reports"] == 1


async def test_only_telegram_is_let_in_and_only_with_an_update(
    program: Baiyuan, door: httpx.AsyncClient
) -> None:
    said = update(9, "/report 3.2 90 冒充")
    for headers in ({SECRET_HEADER: "guessed"}, {SECRET_HEADER: ""}):
        assert (await door.post(PATH, json=said, headers=headers)).status_code == 401
    for garbage in (
        b"",
        b"garbage",
        b"[]",
        b"{}",
        b'{"update_id": "9"}',
        b'{"update_id": 9, "x": "' + b"x" * 2**20,
    ):
        assert (await door.post(PATH, content=garbage)).status_code == 400
    assert (await door.get(PATH)).status_code == 405
    health = await door.get("/health")
    assert (health.status_code, health.json()["inbox_waiting"]) == (200, 0)
    assert program.facts()["reports"] == 0


async def test_webhook_mode_ends_at_once_when_told_to(program: Baiyuan) -> None:
    assert program.stop() == 0

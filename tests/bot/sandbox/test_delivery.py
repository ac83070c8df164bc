"""How updates reach the bot: polling, confirming, webhooks; and what a test can make go wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter

from bot.sandbox.bell import Bell
from bot.sandbox.people import TOKEN
from bot.sandbox.phone import NothingCameError, Phone, Stage
from bot.sandbox.server import running
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import LIAISON, Hands


async def test_an_update_is_told_again_until_it_is_confirmed(bot: Bot, phone: Phone) -> None:
    await phone.say("二")
    first, second = await bot.get_updates()
    assert [update.update_id for update in await bot.get_updates(limit=1)] == [first.update_id]
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, phone: Phone) -> None:
    await phone.say("二")
    await phone.say("三")
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "三"
    assert len(await bot.get_updates()) == 1


async def test_updates_older_than_a_day_are_gone(bot: Bot, phone: Phone, hands: Hands) -> None:
    hands.advance(hours=23)
    await phone.say("新")
    hands.advance(hours=1)
    (kept,) = await bot.get_updates()
    assert kept.message is not None
    assert kept.message.text == "新"


async def test_kinds_that_the_bot_did_not_ask_for_are_not_queued(bot: Bot, phone: Phone) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await phone.say("没人要")
    assert len(await bot.get_updates()) == 1
    await bot.get_updates(allowed_updates=[])
    await phone.say("有人要")
    assert len(await bot.get_updates()) == 2


async def test_ids_may_begin_again_lower_and_updates_may_be_unreadable(bot: Bot, stage: Stage) -> None:
    await stage.ask("updates/next", {"update_id": 5})
    assert await stage.add_update({"message": {"nonsense": True}}) == 5
    answer = await stage.http.get(f"/bot{TOKEN}/getUpdates")
    assert answer.json()["result"] == [{"update_id": 5, "message": {"nonsense": True}}]


class Hook:
    """A webhook that answers with the statuses it was given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.received: list[tuple[str, int]] = []
        self.app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])
        self.app.state.bell = Bell()
        self.taken = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    async def take(self, request: Request) -> Response:
        secret = request.headers.get("x-telegram-bot-api-secret-token", "")
        self.received.append((secret, (await request.json())["update_id"]))
        if self.statuses:
            return Response(status_code=self.statuses.pop(0))
        self.loop.call_soon_threadsafe(self.taken.set)
        return Response()


@asynccontextmanager
async def webhook(bot: Bot, hook: Hook) -> AsyncIterator[None]:
    with running(hook.app) as url:
        await bot.set_webhook(f"{url}/hook", secret_token="s-1")
        yield
        await bot.delete_webhook()


async def test_a_webhook_is_tried_again_until_it_takes_the_update(bot: Bot, phone: Phone) -> None:
    hook = Hook(503, 500)
    async with webhook(bot, hook), asyncio.timeout(10):
        await hook.taken.wait()
    assert len(hook.received) == 3
    assert len(set(hook.received)) == 1
    assert hook.received[0][0] == "s-1"


async def test_polling_ends_where_a_webhook_begins(bot: Bot, phone: Phone) -> None:
    async with webhook(bot, Hook()):
        with pytest.raises(Conflict, match="use deleteWebhook to delete the webhook first"):
            await bot.get_updates()
    with pytest.raises(BadRequest, match="Bad webhook: an https url must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="密")


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
async def test_faults_come_as_planned_and_then_end(bot: Bot, stage: Stage, phone: Phone) -> None:
    await stage.fail("sendMessage", "429", retry_after=7)
    await stage.fail("sendMessage", "502", times=2)
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.send_message(LIAISON, "x")
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(LIAISON, "x")
    assert (await bot.send_message(LIAISON, "x")).text == "x"


async def test_a_connection_drops_before_or_after_the_message_is_sent(
    bot: Bot, stage: Stage, phone: Phone
) -> None:
    for kind, arrived in (("drop", 0), ("drop_after", 1)):
        await stage.ask("faults", {"method": "sendMessage", "kind": kind})
        with pytest.raises(NetworkError):
            await bot.send_message(LIAISON, "x")
        assert len(await phone.unread()) == arrived


async def test_calls_are_on_record_with_their_outcome(bot: Bot, stage: Stage, phone: Phone) -> None:
    await bot.send_message(LIAISON, "x")
    with pytest.raises(BadRequest):
        await bot.send_message(7, "y")
    sent, refused = await stage.calls("sendMessage")
    assert (sent["ok"], sent["params"]["text"]) == (True, "x")
    assert (refused["error_code"], refused["description"]) == (400, "Bad Request: chat not found")
    assert await stage.calls("sendMessage", after=refused["number"]) == []


async def test_a_silent_bot_is_noticed(stage: Stage) -> None:
    with pytest.raises(NothingCameError):
        await stage.phone(LIAISON).next_message(seconds=0.05)


async def test_the_rehearsal_moves_forward_only(stage: Stage, phone: Phone, rehearsal: Hands) -> None:
    moved = await stage.http.post("/sandbox/clock", json={"move_to": "2021-06-26T09:00"})
    assert moved.json() == {"now": "2021-06-26T09:00:00+08:00"}
    back = await stage.http.post("/sandbox/clock", json={"move_to": "2021-06-25T09:00"})
    assert (back.status_code, back.json()) == (409, {"error": "时钟只能向前拨。"})
    said = (await stage.look(f"chats/{LIAISON}/messages"))["messages"][0]
    assert said["shown_at"] == "2021-06-25T09:00:00+08:00"


async def test_telephones_refuse_the_impossible_in_chinese(stage: Stage, phone: Phone, world: World) -> None:
    for path, body in (
        (f"chats/{LIAISON}/press", {"from": LIAISON, "message_id": 1, "data": "x"}),
        ("chats/5/say", {"from": LIAISON, "text": "x"}),
        (f"chats/{LIAISON}/say", {"from": "谁", "text": "x"}),
        (f"chats/{LIAISON}/say", {"from": LIAISON, "text": ""}),
        ("faults", {"kind": "earthquake"}),
        ("people", {"id": LIAISON}),
    ):
        answer = await stage.http.post(f"/sandbox/{path}", json=body)
        assert answer.status_code == 409
        assert answer.json()["error"].endswith("。")
    assert len(world.chats[LIAISON].messages) == 1


def test_the_page_and_its_parts_come_from_here_alone(base_url: str) -> None:
    for path in ("/", "/app.js", "/messages.js", "/style.css"):
        answer = httpx.get(base_url + path, trust_env=False)
        assert answer.status_code == 200
        assert "https://" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]

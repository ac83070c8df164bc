"""The client: what it raises when the token is refused, the server is gone, or nobody listens."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ExtBot

from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN, BotAccount
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from bot.telegram import call, open_bot
from config.settings import Settings


@pytest.fixture
def world() -> World:
    return World(now=lambda: datetime.now(UTC), rates=UNLIMITED)  # noqa: TID251  (Telegram's own clock)


@pytest.fixture
def api_url(world: World) -> Iterator[str]:
    with running(create_app(world)) as url:
        yield url


@pytest.fixture
async def bot(api_url: str) -> AsyncIterator[ExtBot[None]]:
    opened = open_bot(Settings.read({"BAIYUAN_TOKEN": TOKEN, "BAIYUAN_API_URL": api_url}, None))
    await opened.initialize()
    yield opened
    await opened.shutdown()


async def test_a_call_gives_plain_json(bot: ExtBot[None]) -> None:
    assert (await call(bot, "getMe", {}))["username"] == BotAccount().username


async def test_a_token_that_is_revoked_while_we_run_is_called_so(bot: ExtBot[None], world: World) -> None:
    world.bot = BotAccount(token="7:another")
    with pytest.raises(InvalidToken):
        await call(bot, "getUpdates", {"timeout": 0})


async def test_a_refused_connection_is_a_network_error() -> None:
    nobody = "http://127.0.0.1:9"
    bot = open_bot(Settings.read({"BAIYUAN_TOKEN": TOKEN, "BAIYUAN_API_URL": nobody}, None))
    with pytest.raises(NetworkError):
        await bot.initialize()
    await bot.shutdown()

from collections.abc import AsyncIterator

import pytest

from tests.bot.delivery.desk import Desk, client
from tests.bot.delivery.scripted import ScriptedTelegram, scripted_telegram
from tracker.store.store import Store


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with scripted_telegram() as telegram:
        yield telegram


@pytest.fixture
async def desk(telegram: ScriptedTelegram, store: Store) -> AsyncIterator[Desk]:
    async with client(telegram.url) as bot:
        yield Desk(store, bot)

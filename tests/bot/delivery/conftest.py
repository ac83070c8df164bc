from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.delivery.desk import Desk, client
from tests.bot.delivery.scripted import ScriptedTelegram, scripted_telegram
from tracker.store import tables
from tracker.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'baiyuan.db'}")
    opened.write_now(tables.metadata.create_all)
    yield opened
    opened.close()


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with scripted_telegram() as telegram:
        yield telegram


@pytest.fixture
async def desk(telegram: ScriptedTelegram, store: Store) -> AsyncIterator[Desk]:
    async with client(telegram.url) as bot:
        yield Desk(store, bot)

"""A real database with the packaged campaign and people on its posts."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Executable, insert

from config.campaign import PUYANG, load
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.ledger import Ledger
from tracker.store.store import Store
from tracker.store.tables import members, metadata

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 6, 25, 9, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
LEASE = timedelta(minutes=5)


def execute(connection: Connection, statement: Executable) -> None:
    connection.execute(statement)


Bind = Callable[..., None]


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return load(PUYANG)


@pytest.fixture
def store(tmp_path: Path, campaign: Campaign) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'baiyuan.db'}")
    opened.write_now(metadata.create_all)
    opened.write_now(lambda connection: Ledger(connection, campaign).open_assignments())
    yield opened
    opened.close()


@pytest.fixture
def bind(store: Store) -> Bind:
    """Put a person on a post; the chat has the person's number."""

    def put(user_id: int, unit: str = "清丰县", role: Role = Role.LIAISON, *, blocked: bool = False) -> None:
        row = {
            "user_id": user_id,
            "chat_id": user_id,
            "name": f"{unit}{user_id}",
            "unit": unit,
            "role": role.value,
            "since_at": NOW,
            "blocked_at": NOW if blocked else None,
        }
        store.write_now(execute, insert(members).values(row))

    return put

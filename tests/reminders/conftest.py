"""People on the posts of the packaged campaign."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Executable, insert

from tracker.model import Role
from tracker.store.store import Store
from tracker.store.tables import members

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 6, 25, 9, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
LEASE = timedelta(minutes=5)


def execute(connection: Connection, statement: Executable) -> None:
    connection.execute(statement)


Bind = Callable[..., None]


@pytest.fixture
def bind(request: pytest.FixtureRequest) -> Bind:
    """Put a person on a post of the test's database; the chat has the person's number."""
    both = "each_store" in request.fixturenames
    store: Store = request.getfixturevalue("each_store" if both else "store")

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

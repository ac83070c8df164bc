from collections.abc import Sequence

from sqlalchemy import Connection, select

from tests.acting import NOW
from tracker.store.inserting import insert_or_leave
from tracker.store.store import Store
from tracker.store.tables import inbox


def _receive(connection: Connection, *said: tuple[int, int, str]) -> Sequence[str]:
    statement = insert_or_leave(connection, inbox, "bot_id", "update_id").returning(inbox.c.raw)
    rows = [
        {"bot_id": bot, "update_id": update, "raw": raw, "said_at": NOW, "received_at": NOW}
        for bot, update, raw in said
    ]
    return connection.execute(statement, rows).scalars().all()


def test_a_row_whose_unique_columns_are_there_together_is_left_alone_and_not_returned(
    each_store: Store,
) -> None:
    assert each_store.write_now(_receive, (1, 7, "first")) == ["first"]
    assert each_store.write_now(_receive, (1, 7, "again"), (2, 7, "other bot")) == ["other bot"]
    kept = each_store.read_now(lambda c: c.execute(select(inbox.c.raw).order_by(inbox.c.id)).scalars().all())
    assert kept == ["first", "other bot"]

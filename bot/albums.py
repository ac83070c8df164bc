"""An album arrives as one message a picture. What is refused of it is said once, not once a picture."""

import json
from datetime import timedelta

from sqlalchemy import Connection, Row, select

from bot.inbox import Outcome
from bot.incoming import Incoming
from tracker.store.tables import inbox, outbox

_TOGETHER = timedelta(hours=1)
"""Pictures of one album are handled within this time; older rows need not be looked through."""


def captions_refused(connection: Connection, message: Incoming) -> tuple[str, ...]:
    """Return the captions of those pictures of this message's album that were refused before it."""
    updates = (json.loads(row.raw) for row in _refused(connection, message))
    return tuple(update["message"].get("caption", "") for update in updates)


def was_told(connection: Connection, message: Incoming, sentence: str) -> bool:
    """Whether another picture of this message's album was refused with the same sentence."""
    keys = [f"update:{row.id}:1" for row in _refused(connection, message)]
    told = connection.execute(select(outbox.c.payload).where(outbox.c.key.in_(keys))).scalars()
    return any(payload["parameters"].get("text") == sentence for payload in told)


def _refused(connection: Connection, message: Incoming) -> tuple[Row[int, str], ...]:
    if message.media_group_id is None:
        return ()
    query = select(inbox.c.id, inbox.c.raw).where(
        inbox.c.chat_id == message.chat_id,
        inbox.c.handled_at > message.said_at - _TOGETHER,
        inbox.c.outcome == Outcome.REFUSED.value,
        inbox.c.raw.contains(f'"media_group_id": {json.dumps(message.media_group_id)}', autoescape=True),
    )
    return tuple(connection.execute(query))

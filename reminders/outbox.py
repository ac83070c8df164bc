"""Every message that leaves, replies too: put in with the effect it tells of, claimed, sent, settled.

A message goes to a chat, or to a *post* whose holder is looked up only when it is claimed. Within a chat
and lane the oldest goes first: nothing is claimed while an older message waits. A claim is a lease, so a
message in hand at a crash is sent again and never lost.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, func, null, or_, select, update

from reminders.layout import day_of, one_message
from reminders.messages import Chat, Lane, Message, Outgoing, ToPost
from reminders.turns import IN_TURN, OLDEST_OF_CHAT, PENDING, POST_IS_EMPTY, sharing, unclaimed
from tracker.store.inserting import insert_or_leave
from tracker.store.tables import acknowledgements, members, outbox

POST_EMPTY = "post_empty"
"""The reason of a message whose post nobody held when its turn came."""

_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        state="sent",
        settled_at=bindparam("at"),
        sent_to=bindparam("chat"),
        message_id=bindparam("message"),
        claimed_until=null(),
        attempts=outbox.c.attempts + 1,
    )
)


def enqueue(
    connection: Connection,
    messages: Iterable[Message],
    *,
    at: datetime,
    claimed_until: datetime | None = None,
) -> tuple[int | None, ...]:
    """Put messages in; return their ids, None where the key is there already, which is left alone."""
    statement = insert_or_leave(connection, outbox, "key").returning(outbox.c.id)
    return tuple(
        connection.execute(statement, _columns(message, at, claimed_until)).scalar_one_or_none()
        for message in messages
    )


def reply(
    connection: Connection, messages: Iterable[Message], *, at: datetime, lease: timedelta
) -> tuple[Outgoing, ...]:
    """Put messages in and return those that may be sent at once: the rest wait for the delivery's turn.

    A message to a chat is claimed as it is put in, unless something older waits there; one to a post or
    for later is not.
    """
    listed = tuple(messages)
    chats = {(m.address.chat_id, m.lane) for m in listed if isinstance(m.address, Chat)}
    busy = {chat for chat in chats if has_older_pending(connection, *chat)}
    in_hand = []
    for message in listed:
        chat = message.address.chat_id if isinstance(message.address, Chat) else None
        later = message.not_before is not None and message.not_before > at
        if chat is None or later or (chat, message.lane) in busy:
            enqueue(connection, [message], at=at)
            continue
        (row_id,) = enqueue(connection, [message], at=at, claimed_until=at + lease)
        if row_id is not None:
            in_hand.append(_in_hand(message, row_id, chat, at))
    return tuple(in_hand)


def has_older_pending(connection: Connection, chat_id: int, lane: Lane) -> bool:
    """Whether a message of this chat and lane waits, or is being sent: a new one must queue behind it."""
    return connection.execute(OLDEST_OF_CHAT, {"lane": lane.value, "chat": chat_id}).first() is not None


def claim(
    connection: Connection,
    *,
    lane: Lane,
    now: datetime,
    lease: timedelta,
    limit: int,
    except_chats: Collection[int] = (),
) -> tuple[Outgoing, ...]:
    """Take what is due, the oldest of each chat, at most `limit`.

    A message to a post that nobody holds is given up here: there is no chat to send it to.
    """
    _give_up_empty_posts(connection, lane, now)
    due = (
        select(IN_TURN.c.id, IN_TURN.c.chat)
        .where(IN_TURN.c.place == 1, IN_TURN.c.chat.is_not(None))
        .where(IN_TURN.c.not_before <= now, unclaimed(IN_TURN, now))
        .order_by(IN_TURN.c.id)
        .limit(limit)
    )
    if except_chats:
        due = due.where(IN_TURN.c.chat.not_in(except_chats))
    found = connection.execute(due, {"lane": lane.value})
    return _taken(connection, {row.id: row.chat for row in found}, now, lease)


def claim_next(
    connection: Connection, *, lane: Lane, chat_id: int, now: datetime, lease: timedelta
) -> tuple[Outgoing, ...]:
    """Take the one message whose turn it is in a chat, if it is due."""
    oldest = connection.execute(OLDEST_OF_CHAT, {"lane": lane.value, "chat": chat_id}).first()
    if oldest is None or oldest.not_before > now:
        return ()
    return _taken(connection, {oldest.id: chat_id}, now, lease)


def next_due(connection: Connection, lane: Lane, *, except_chats: Collection[int] = ()) -> datetime | None:
    """Return when the next message of this lane can be claimed; None when nothing waits."""
    rows = IN_TURN.c
    claimed_longer = and_(rows.claimed_until.is_not(None), rows.claimed_until > rows.not_before)
    free_at = case((claimed_longer, rows.claimed_until), else_=rows.not_before)
    first = select(func.min(free_at)).where(or_(rows.place == 1, rows.chat.is_(None)))
    if except_chats:
        first = first.where(or_(rows.chat.is_(None), rows.chat.not_in(except_chats)))
    found: datetime | None = connection.execute(first, {"lane": lane.value}).scalar_one()
    return found


def settle_sent(connection: Connection, sent: Outgoing, *, message_id: int | None, at: datetime) -> None:
    """Record that Telegram took it: whatever else was written of it meanwhile, it was sent."""
    rest = {"at": at, "chat": sent.chat_id, "message": message_id}
    connection.execute(_SENT, [{"row": row, **rest} for row in sent.rows])
    _conceal(connection, sent)


def last_message_id(connection: Connection) -> int | None:
    """Return the highest id that Telegram gave to a message."""
    last: int | None = connection.execute(select(func.max(outbox.c.message_id))).scalar_one()
    return last


def settle_retry(connection: Connection, tried: Outgoing, *, retry_at: datetime, reason: str) -> None:
    """Put it back until `retry_at`."""
    _settle(connection, tried, not_before=retry_at, reason=reason)


def settle_given_up(
    connection: Connection, tried: Outgoing, *, reason: str, at: datetime, unreachable: bool
) -> None:
    """Record why it is never sent; `unreachable` marks the chat's members, so that the office sees it."""
    _settle(connection, tried, state="given up", settled_at=at, reason=reason)
    _conceal(connection, tried)
    if unreachable:
        shut_out = (members.c.chat_id == tried.chat_id, members.c.until_at.is_(None))
        connection.execute(
            update(members).where(*shut_out, members.c.blocked_at.is_(None)).values(blocked_at=at)
        )


def release(connection: Connection, untried: Iterable[Outgoing]) -> None:
    """Put back what was claimed and not tried."""
    ids = [row for each in untried for row in each.rows]
    connection.execute(update(outbox).where(outbox.c.id.in_(ids), PENDING).values(claimed_until=null()))


def follow(connection: Connection, *, old_chat: int, new_chat: int) -> None:
    """Move what waits for a group, and whoever is reached there, to the supergroup it became."""
    connection.execute(update(outbox).where(outbox.c.chat_id == old_chat, PENDING).values(chat_id=new_chat))
    connection.execute(update(members).where(members.c.chat_id == old_chat).values(chat_id=new_chat))


def supersede(connection: Connection, ids: Collection[int], *, at: datetime) -> int:
    """Withdraw messages that a newer one replaces; one in hand may be on its way and is left alone."""
    withdrawn = update(outbox).where(outbox.c.id.in_(ids), PENDING, unclaimed(outbox, at))
    return connection.execute(
        withdrawn.values(state="superseded", settled_at=at, claimed_until=null())
    ).rowcount


def give_up(connection: Connection, ids: Collection[int], *, reason: str, at: datetime) -> None:
    """Record of messages that were never tried why they are not sent."""
    hopeless = update(outbox).where(outbox.c.id.in_(ids), PENDING)
    connection.execute(hopeless.values(state="given up", reason=reason, settled_at=at))


def free_claims(connection: Connection) -> int:
    """Drop every claim: for a starting sole runner, since whoever claimed them is dead."""
    claimed = update(outbox).where(PENDING, outbox.c.claimed_until.is_not(None))
    return connection.execute(claimed.values(claimed_until=null())).rowcount


def forget(connection: Connection, *, before: datetime) -> int:
    """Delete replies settled before that moment; reminders stay: they are the record of who was told when."""
    old = and_(outbox.c.lane == Lane.REPLY.value, outbox.c.settled_at < before)
    # None should be there: 已知悉 belongs to a morning. One that is must not stop the forgetting for good.
    read = acknowledgements.c.outbox_id.in_(select(outbox.c.id).where(old))
    connection.execute(delete(acknowledgements).where(read))
    return connection.execute(delete(outbox).where(old)).rowcount


def _columns(message: Message, at: datetime, claimed_until: datetime | None) -> dict[str, Any]:
    chat = message.address if isinstance(message.address, Chat) else None
    post = message.address if isinstance(message.address, ToPost) else None
    return {
        "key": message.key,
        "lane": message.lane.value,
        "chat_id": chat.chat_id if chat else None,
        "post_unit": post.unit if post else None,
        "post_role": post.role.value if post else None,
        "post_user_id": post.user_id if post else None,
        "payload": dict(message.payload),
        "items": [dict(item) for item in message.items],
        "created_at": at,
        "not_before": message.not_before or at,
        "claimed_until": claimed_until,
    }


def _in_hand(message: Message, row_id: int, chat_id: int, at: datetime) -> Outgoing:
    return Outgoing(
        id=row_id,
        key=message.key,
        lane=message.lane,
        chat_id=chat_id,
        payload=message.payload,
        attempts=0,
        created_at=at,
    )


def _taken(
    connection: Connection, chats: Mapping[int, int], now: datetime, lease: timedelta
) -> tuple[Outgoing, ...]:
    """Claim messages, given with the chat each goes to now, and what shares a message with them."""
    leads = _claimed(connection, chats, now, lease)
    behind = sharing(connection, {chats[row.id]: day_of(row.payload) for row in leads}, now)
    riders = _claimed(connection, behind, now, lease)
    return tuple(
        _together(lead, [row for row in riders if behind[row.id] == chats[lead.id]], chats[lead.id])
        for lead in leads
    )


def _claimed(
    connection: Connection, ids: Collection[int], now: datetime, lease: timedelta
) -> list[Row[*tuple[Any, ...]]]:
    if not ids:
        return []
    # The condition again: on PostgreSQL another delivery may have been faster.
    free = update(outbox).where(outbox.c.id.in_(ids), PENDING, unclaimed(outbox, now))
    taken = connection.execute(free.values(claimed_until=now + lease).returning(outbox))
    return sorted(taken, key=lambda row: int(row.id))


def _together(lead: Row[*tuple[Any, ...]], riders: Sequence[Row[*tuple[Any, ...]]], chat: int) -> Outgoing:
    payloads = [row.payload for row in (lead, *riders)]
    return Outgoing(
        id=lead.id,
        key=lead.key,
        lane=Lane(lead.lane),
        chat_id=chat,
        payload=one_message(payloads) if day_of(lead.payload) else lead.payload,
        attempts=lead.attempts,
        created_at=lead.created_at,
        riders=tuple(row.id for row in riders),
    )


def _settle(connection: Connection, tried: Outgoing, **values: Any) -> None:
    """Settle what did not go: what was withdrawn meanwhile stays withdrawn."""
    statement = update(outbox).where(outbox.c.id.in_(tried.rows), PENDING)
    connection.execute(statement.values(claimed_until=null(), attempts=outbox.c.attempts + 1, **values))


def _conceal(connection: Connection, settled: Outgoing) -> None:
    """Forget what a message said that is marked secret: an invitation code is kept nowhere."""
    if settled.payload.get("secret"):
        kept = {"method": settled.payload["method"], "parameters": {}}
        connection.execute(update(outbox).where(outbox.c.id == settled.id).values(payload=kept))


def _give_up_empty_posts(connection: Connection, lane: Lane, now: datetime) -> None:
    orphaned = update(outbox).where(
        PENDING,
        outbox.c.lane == lane.value,
        POST_IS_EMPTY,
        outbox.c.not_before <= now,
        unclaimed(outbox, now),
    )
    connection.execute(
        orphaned.values(state="given up", reason=POST_EMPTY, settled_at=now, claimed_until=null())
    )

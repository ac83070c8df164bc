"""The morning sweep: what today calls for, put into the outbox in the transaction that moves its cursor.

A morning takes over what earlier ones could not deliver: their items are told again with today's numbers
and the messages that still waited are superseded. Nothing is told twice, nothing stale is told.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, func, or_, select

from reminders import outbox
from reminders.ladder import Kind, Reminder
from reminders.messages import Lane, Message, ToPost
from reminders.morning import MorningMessage, mornings
from reminders.turns import is_morning
from reminders.wording import Unreached, morning_payload, unreached_payload
from tracker.calendar import is_working_day
from tracker.model import Member, Role
from tracker.plan import Campaign, Part
from tracker.store import tables
from tracker.store.ledger import Ledger
from tracker.store.people import People

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDone:
    """What a morning put into the outbox: how many messages, whom it could not reach, what it withdrew."""

    day: date
    messages: int
    unreachable: tuple[str, ...]
    superseded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undelivered:
    """A message of an earlier morning that its unit never got; `waits` if it is still to be sent."""

    id: int
    unit: str
    items: tuple[Reminder, ...]
    waits: bool


def sweep(connection: Connection, campaign: Campaign, slot: datetime, since: datetime | None) -> SweepDone:
    """Plan the morning of `slot`; `since` is the slot before, None on the first start.

    A second sweep of the same morning changes nothing: each message has its key.
    """
    day = _day(campaign, slot)
    if not is_working_day(day):
        return SweepDone(day=day, messages=0, unreachable=(), superseded=0)
    people = People(connection)
    blocked = {each.post.unit: each.blocked_at is not None for each in people.with_role(Role.LIAISON)}
    reachable = {unit for unit, refused in blocked.items() if not refused}
    undelivered = _undelivered(connection, reachable, day, slot)
    planned = mornings(
        Ledger(connection, campaign).holdings(),
        campaign,
        _day(campaign, since) if since else None,
        day,
        untold=[item for message in undelivered for item in message.items],
    )
    reached = [each for each in planned if each.unit in reachable]
    unreached = [
        Unreached(message=each, blocked=each.unit in blocked)
        for each in planned
        if each.unit not in reachable
    ]
    added = outbox.enqueue(connection, [_to_liaison(each, campaign) for each in reached], at=slot)
    planned_before = {each.unit for each, row in zip(reached, added, strict=True) if row is None}
    replaced = [each.id for each in undelivered if each.waits and each.unit not in planned_before]
    told = _tell_office(connection, people.with_role(Role.OFFICE), unreached, campaign, slot)
    return SweepDone(
        day=day,
        messages=sum(1 for row in added if row is not None) + told,
        unreachable=tuple(each.message.unit for each in unreached),
        superseded=outbox.supersede(connection, replaced, at=slot),
    )


def morning_key(day: date, unit: str, role: Role) -> str:
    """Name a morning's message: `morning:2021-06-25:清丰县:liaison`."""
    return f"morning:{day}:{unit}:{role}"


def _to_liaison(message: MorningMessage, campaign: Campaign) -> Message:
    return Message(
        key=morning_key(message.day, message.unit, message.recipient),
        address=ToPost(unit=message.unit, role=message.recipient),
        lane=Lane.REMINDER,
        payload=morning_payload(message, campaign),
        items=[_written(item) for item in message.items],
    )


def _tell_office(
    connection: Connection,
    holders: Sequence[Member],
    unreached: Sequence[Unreached],
    campaign: Campaign,
    slot: datetime,
) -> int:
    """Tell each person of the office whom this morning could not reach; yesterday's list is withdrawn."""
    day = _day(campaign, slot)
    if not unreached:
        return 0
    if not holders:
        _log.warning("nobody holds the office: %d units without a reminder go unnoticed", len(unreached))
    payload = unreached_payload(unreached, campaign, day)
    messages = {
        each.user_id: Message(
            key=f"unreached:{day}:{each.user_id}",
            address=ToPost(unit=each.post.unit, role=each.post.role, user_id=each.user_id),
            lane=Lane.REMINDER,
            payload=payload,
        )
        for each in holders
    }
    earlier = select(tables.outbox.c.id).where(
        tables.outbox.c.key.like("unreached:%"),
        tables.outbox.c.key.not_like(f"unreached:{day}:%"),
        tables.outbox.c.state == "pending",
    )
    outbox.supersede(connection, connection.execute(earlier).scalars().all(), at=slot)
    added = outbox.enqueue(connection, messages.values(), at=slot)
    return sum(1 for row in added if row is not None)


def _undelivered(
    connection: Connection, units: Collection[str], day: date, slot: datetime
) -> list[_Undelivered]:
    """Return what these units were meant to get since the last morning they got, in order of planning.

    A message in hand counts as got: it may be on its way, and if it fails it is tried again.
    """
    rows, later = tables.outbox, tables.outbox.alias()
    got = or_(later.c.state == "sent", and_(later.c.state == "pending", later.c.claimed_until > slot))
    last_got = (
        select(func.max(later.c.id))
        .where(is_morning(later), later.c.post_unit == rows.c.post_unit, got)
        .scalar_subquery()
    )
    query = select(rows).where(
        is_morning(rows),
        rows.c.key.not_like(f"morning:{day}:%"),
        rows.c.state.in_(["pending", "given up"]),
        rows.c.id > func.coalesce(last_got, 0),
    )
    return [
        _Undelivered(
            id=row.id,
            unit=row.post_unit,
            items=tuple(_read(item, row.post_unit) for item in row.items),
            waits=row.state == "pending",
        )
        for row in connection.execute(query.order_by(rows.c.id))
        if row.post_unit in units
    ]


def _written(item: Reminder) -> dict[str, Any]:
    return {
        "key": item.key,
        "kind": item.kind.value,
        "code": item.code,
        "part": item.part.value,
        "due": item.due_on.isoformat(),
        "days": item.days,
    }


def _read(item: dict[str, Any], unit: str) -> Reminder:
    return Reminder(
        key=item["key"],
        kind=Kind(item["kind"]),
        code=item["code"],
        unit=unit,
        part=Part(item["part"]),
        due_on=date.fromisoformat(item["due"]),
        days=item["days"],
    )


def _day(campaign: Campaign, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(campaign.timezone)).date()

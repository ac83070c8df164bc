"""The morning sweep: what today calls for, put into the outbox in the transaction that moves its cursor.

A morning takes over what earlier ones could not deliver: their items are told again with today's numbers
and the messages that still waited are superseded. Nothing is told twice, nothing stale is told.

A unit that nobody can be reached in has its row too, given up at once: the office is told what stands in
it, and so is the next liaison.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from reminders import outbox
from reminders.heard import UNREACHABLE, got, last_got_at, of_kind, withdraw_before
from reminders.ladder import Kind, Reminder, horizon
from reminders.messages import Lane, Message, ToPost, to_each
from reminders.morning import MorningMessage, mornings
from reminders.wording import Unreached, morning_payload, unreached_payload
from tracker.calendar import is_working_day
from tracker.model import Member, Role
from tracker.plan import Campaign, Part
from tracker.store import tables
from tracker.store.books import Books
from tracker.store.people import People
from tracker.usecases.cases_on import CasesOn, cutoffs_ahead
from tracker.usecases.look_at_parcels import parcels_due_by
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

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
    """A message of an earlier morning that its unit never got: given up with a reason, or still waiting."""

    id: int
    unit: str
    items: tuple[Reminder, ...]
    settled_at: datetime | None
    reason: str | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.settled_at is None

    def is_news(self, heard_at: datetime | None) -> bool:
        """Whether the office has not heard of this: its newest list is that of `heard_at`."""
        if self.settled_at is None or heard_at is None:
            return True
        # What the sweep itself gave up is on its list; what failed in the same moment is not.
        return self.settled_at > heard_at or (self.settled_at == heard_at and self.reason != UNREACHABLE)


def sweep(
    connection: Connection,
    campaign: Campaign,
    slot: datetime,
    since: datetime | None,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> SweepDone:
    """Plan the morning of `slot`; `since` is the slot before, None on the first start.

    `marks` stand behind the lines of their subjects.

    A second sweep of the same morning changes nothing: each message has its key.
    """
    day = day_in(campaign, slot)
    if not is_working_day(day):
        return SweepDone(day=day, messages=0, unreachable=(), superseded=0)
    people = People(connection)
    blocked = {each.post.unit: each.blocked_at is not None for each in people.with_role(Role.LIAISON)}
    reachable = {unit for unit, refused in blocked.items() if not refused}
    office = people.with_role(Role.OFFICE)
    heard_at = last_got_at(connection, slot, "unreached") if office else slot
    undelivered = [
        each
        for each in _undelivered(connection, day, slot)
        if each.unit in reachable or each.is_news(heard_at)
    ]
    books = Books(connection, campaign)
    planned = mornings(
        books.ledger.holdings(),
        campaign,
        day_in(campaign, since) if since else None,
        day,
        parcels=parcels_due_by(books, horizon(campaign.ladder, day), on=day),
        returns=returns_on(books, LookAtReturns(on=day)),
        annual=cutoffs_ahead(books, CasesOn(on=day)),
        untold=[item for message in undelivered for item in message.items],
    )
    unreached = [
        Unreached(message=each, blocked=each.unit in blocked)
        for each in planned
        if each.unit not in reachable
    ]
    added = outbox.enqueue(connection, [_to_liaison(each, campaign, marks) for each in planned], at=slot)
    new = {each.unit: row for each, row in zip(planned, added, strict=True) if row is not None}
    planned_before = {each.unit for each in planned} - new.keys()
    hopeless = [row for unit, row in new.items() if unit not in reachable]
    outbox.give_up(connection, hopeless, reason=UNREACHABLE, at=slot)
    replaced = [each.id for each in undelivered if each.waits and each.unit not in planned_before]
    told = _tell_office(connection, office, unreached, campaign, slot)
    return SweepDone(
        day=day,
        messages=len(new) - len(hopeless) + told,
        unreachable=tuple(each.message.unit for each in unreached),
        superseded=outbox.supersede(connection, replaced, at=slot),
    )


def morning_key(day: date, unit: str, role: Role) -> str:
    """Name a morning's message: `morning:2021-06-25:清丰县:liaison`."""
    return f"morning:{day}:{unit}:{role}"


def _to_liaison(message: MorningMessage, campaign: Campaign, marks: Mapping[str, str]) -> Message:
    return Message(
        key=morning_key(message.day, message.unit, message.recipient),
        address=ToPost(unit=message.unit, role=message.recipient),
        lane=Lane.REMINDER,
        payload=morning_payload(message, campaign, marks),
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
    day = day_in(campaign, slot)
    withdraw_before(connection, day, slot, "unreached")
    if not unreached:
        return 0
    if not holders:
        _log.warning("nobody holds the office: %d units without a reminder go unnoticed", len(unreached))
    payload = unreached_payload(unreached, campaign, day)
    added = outbox.enqueue(connection, to_each(holders, f"unreached:{day}", payload), at=slot)
    return sum(1 for row in added if row is not None)


def _undelivered(connection: Connection, day: date, slot: datetime) -> list[_Undelivered]:
    """Return what units were meant to get since the last morning they got, in order of planning."""
    rows, later = tables.outbox, tables.outbox.alias()
    last_got = (
        select(later.c.post_unit, func.max(later.c.id).label("id"))
        .where(of_kind(later, "morning"), got(later, slot))
        .group_by(later.c.post_unit)
        .subquery()
    )
    query = (
        select(rows)
        .outerjoin(last_got, last_got.c.post_unit == rows.c.post_unit)
        .where(of_kind(rows, "morning"), rows.c.key.not_like(f"morning:{day}:%"))
        .where(rows.c.state.in_(["pending", "given up"]), rows.c.id > func.coalesce(last_got.c.id, 0))
    )
    return [
        _Undelivered(
            id=row.id,
            unit=row.post_unit,
            items=tuple(_read(item, row.post_unit) for item in row.items),
            settled_at=row.settled_at,
            reason=row.reason,
        )
        for row in connection.execute(query.order_by(rows.c.id))
    ]


def _written(item: Reminder) -> dict[str, Any]:
    return {
        "key": item.key,
        "subject": item.subject,
        "kind": item.kind.value,
        "code": item.code,
        "part": item.part.value if item.part else None,
        "due": item.due_on.isoformat(),
        "days": item.days,
        "what": item.what,
    }


def _read(item: dict[str, Any], unit: str) -> Reminder:
    return Reminder(
        subject=item["subject"],
        rung=item["key"].removeprefix(f"{item['subject']}:"),
        kind=Kind(item["kind"]),
        code=item["code"],
        unit=unit,
        part=Part(item["part"]) if item["part"] else None,
        due_on=date.fromisoformat(item["due"]),
        days=item["days"],
        what=item["what"],
    )


def day_in(campaign: Campaign, moment: datetime) -> date:
    """Return the day that a moment belongs to in the campaign's zone."""
    return moment.astimezone(ZoneInfo(campaign.timezone)).date()

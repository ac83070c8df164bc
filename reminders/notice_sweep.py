"""三色督办单 of a morning: issued as the day calls for them, and told to whom each concerns, once.

Whoever was to hear of a notice and never did hears of it on the next morning, if it is still due: with that
day's numbers, in place of what still waited. Issued by the transaction that sweeps the morning, so that a
liaison finds both in one message.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from reminders import outbox
from reminders.heard import UNREACHABLE, got, last_got_at, withdraw_before
from reminders.hearers import Hearer, hearer_of, unheld
from reminders.messages import Lane, Message, to_each
from reminders.notice_wording import notice_payload, unheard_payload
from reminders.sweep import day_in, morning_key
from tracker.model import SINGLE_HOLDER, Member, Role
from tracker.notices import HEARERS, Colour
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.books import Books
from tracker.store.notice_tables import notice_messages
from tracker.usecases.issue_notices import IssueNotices, NoticeDue, issue_notices

_NOTICE: Final = "notice"
_UNHEARD: Final = "unheard"
"""What the keys of messages begin with: a post's notices, the office's list of whom none reaches."""

_TOLD: Final = (
    notice_messages.c.notice_id,
    tables.outbox.c.post_unit,
    tables.outbox.c.post_role,
    tables.outbox.c.post_user_id,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesTold:
    """What a morning put into the outbox: messages that can leave, and the posts that none reaches."""

    messages: int
    unheard: tuple[Hearer, ...]


_Told = tuple[int, str, str, int | None]
"""What is told to whom: a notice's id, unit, role, and the person where several hold the post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The newest message that tells a post of a notice, where none has arrived."""

    key: str
    reason: str | None
    planned_on: date


def issue_due(connection: Connection, campaign: Campaign, slot: datetime) -> tuple[NoticeDue, ...]:
    """Issue what is due on the morning of `slot`; return all that is due, issued before or now."""
    command = IssueNotices(on=day_in(campaign, slot), at=slot)
    return issue_notices(Books(connection, campaign), command).due


def tell_of_notices(
    connection: Connection, campaign: Campaign, slot: datetime, due: Sequence[NoticeDue]
) -> NoticesTold:
    """Tell of what is due, after the sweep of the same morning; a second time changes nothing.

    What a liaison's reminders name already, marked with the notice, is not said again beside them.
    """
    day, books = day_in(campaign, slot), Books(connection, campaign)
    told = _to_be_told(books, due, day, slot)
    withdraw_before(connection, day, slot, _NOTICE, _UNHEARD)
    told = _less_reminded(told, _reminded(books, due, day))
    for hearer, these in told.items():
        _tell(books, hearer, these, day, slot)
    unheard = {each: these for each, these in told.items() if not each.reachable}
    messages = sum(1 for each in told if each.reachable) + _tell_office(books, unheard, day, slot)
    return NoticesTold(messages=messages, unheard=tuple(unheard))


def _to_be_told(
    books: Books, due: Sequence[NoticeDue], day: date, slot: datetime
) -> dict[Hearer, list[NoticeDue]]:
    arrived, unsent = _arrived(books, due, slot), _unsent(books, due)
    holders = {role: books.people.with_role(role) for role in HEARERS[Colour.RED]}
    heard_on = _office_heard_on(books, day, slot)
    told: dict[Hearer, list[NoticeDue]] = {}
    for each in due:
        for hearer in _hearers(each, books.campaign, holders):
            post = (each.notice.id, hearer.unit, hearer.role.value, hearer.user_id)
            if post not in arrived and _is_news(each, hearer, unsent.get(post), heard_on, day):
                told.setdefault(hearer, []).append(each)
    return told


def _hearers(
    each: NoticeDue, campaign: Campaign, holders: Mapping[Role, Sequence[Member]]
) -> Iterator[Hearer]:
    """Yield the posts that a notice of this colour is for."""
    for role in HEARERS[each.notice.call.colour]:
        if role in SINGLE_HOLDER:
            unit = each.notice.call.unit
            here = [hearer_of(one) for one in holders[role] if one.post.unit == unit]
            yield here[0] if here else unheld(unit, role)
            continue
        yield from map(hearer_of, holders[role])
        if not holders[role]:
            above = campaign.office if role is Role.DIRECTOR else campaign.supervisor
            yield unheld(above.name, role)


def _is_news(each: NoticeDue, hearer: Hearer, last: _Before | None, heard_on: date | None, day: date) -> bool:
    """Whether a post has still to hear of it, or the office that it cannot.

    `last` is what the post was sent of it in vain, `heard_on` the day of the newest list that the office got.
    """
    if last is None:
        return not hearer.is_nobody or heard_on is None or each.notice.issued_on > heard_on
    if last.key in {hearer.key(_NOTICE, day), morning_key(day, hearer.unit, hearer.role)}:
        return False
    # What was given up when it was planned stood on the list of that morning.
    return hearer.reachable or last.reason != UNREACHABLE or heard_on is None or last.planned_on > heard_on


def _reminded(books: Books, due: Sequence[NoticeDue], day: date) -> set[int]:
    """Note which notices stand behind the lines of this morning's reminders; return their ids."""
    keys = {morning_key(day, each.notice.call.unit, Role.LIAISON): each.notice.call.unit for each in due}
    query = select(tables.outbox.c.id, tables.outbox.c.key, tables.outbox.c["items"].label("reminded"))
    named: set[int] = set()
    for row in books.connection.execute(query.where(tables.outbox.c.key.in_(keys))):
        subjects = {item["subject"] for item in row.reminded}
        these = [
            each.notice
            for each in due
            if each.notice.call.unit == keys[row.key] and each.notice.call.subject in subjects
        ]
        books.notices.told_in(row.id, these)
        named |= {each.id for each in these}
    return named


def _less_reminded(
    told: Mapping[Hearer, list[NoticeDue]], named: Collection[int]
) -> dict[Hearer, list[NoticeDue]]:
    """Leave out what a liaison's reminders name already."""
    rest: dict[Hearer, list[NoticeDue]] = {}
    for hearer, these in told.items():
        others = [each for each in these if hearer.role is not Role.LIAISON or each.notice.id not in named]
        if others:
            rest[hearer] = others
    return rest


def _arrived(books: Books, due: Iterable[NoticeDue], slot: datetime) -> set[_Told]:
    """Return what of the notices arrived where, or is in hand: in the end nearly all."""
    query = select(*_TOLD).join(tables.outbox).where(_of(due), got(tables.outbox, slot))
    return {(notice, unit, role, user) for notice, unit, role, user in books.connection.execute(query)}


def _unsent(books: Books, due: Iterable[NoticeDue]) -> dict[_Told, _Before]:
    """Return of each the newest message that was not sent."""
    rows = tables.outbox
    query = select(*_TOLD, rows.c.key, rows.c.reason, rows.c.created_at).join(rows)
    found = books.connection.execute(query.where(_of(due), rows.c.state != "sent").order_by(rows.c.id))
    return {
        (row.notice_id, row.post_unit, row.post_role, row.post_user_id): _Before(
            key=row.key, reason=row.reason, planned_on=day_in(books.campaign, row.created_at)
        )
        for row in found
    }


def _of(due: Iterable[NoticeDue]) -> ColumnElement[bool]:
    return notice_messages.c.notice_id.in_([each.notice.id for each in due])


def _office_heard_on(books: Books, day: date, slot: datetime) -> date | None:
    """Return the day of the newest list that reached the office; `day` itself while nobody holds it."""
    if not books.people.with_role(Role.OFFICE):
        return day
    # What a reminder names stands on the list of the reminders that do not arrive.
    found = last_got_at(books.connection, slot, _UNHEARD, "unreached")
    return day_in(books.campaign, found) if found else None


def _tell(books: Books, hearer: Hearer, these: Sequence[NoticeDue], day: date, slot: datetime) -> None:
    """Put a post's message in; where nobody can be reached its row is given up at once, as the record."""
    if hearer.is_nobody:
        return
    message = Message(
        key=hearer.key(_NOTICE, day),
        address=hearer.address,
        lane=Lane.REMINDER,
        payload=notice_payload(hearer.role, hearer.unit, these, day),
    )
    (row,) = outbox.enqueue(books.connection, [message], at=slot)
    if row is None:
        return
    books.notices.told_in(row, [each.notice for each in these])
    if not hearer.reachable:
        outbox.give_up(books.connection, [row], reason=UNREACHABLE, at=slot)


def _tell_office(
    books: Books, unheard: Mapping[Hearer, Sequence[NoticeDue]], day: date, slot: datetime
) -> int:
    """Tell each person of the office whom no notice reaches."""
    if not unheard:
        return 0
    holders = books.people.with_role(Role.OFFICE)
    if not holders:
        _log.warning("nobody holds the office: %d posts without their notices go unnoticed", len(unheard))
    payload = unheard_payload([(each.unit, each.role, these) for each, these in unheard.items()], day)
    added = outbox.enqueue(books.connection, to_each(holders, f"{_UNHEARD}:{day}", payload), at=slot)
    return sum(1 for row in added if row is not None)

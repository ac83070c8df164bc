"""三色督办单 of a morning: issued as the day calls for them, and told to whom each concerns, once.

Whoever was to hear of a notice and never did hears of it on the next morning, if it is still due: with that
day's numbers, in place of what still waited. Issued by the transaction that sweeps the morning, so that a
liaison finds both in one message.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from reminders import outbox
from reminders.messages import Lane, Message, ToPost, to_each
from reminders.notice_wording import notice_payload, unheard_payload
from reminders.sweep import UNREACHABLE, day_in, morning_key
from reminders.turns import got
from tracker.model import SINGLE_HOLDER, Member, Role
from tracker.notices import HEARERS, Colour
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.books import Books
from tracker.store.notice_tables import notice_messages
from tracker.usecases.issue_notices import IssueNotices, NoticeDue, issue_notices

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesTold:
    """What a morning put into the outbox: messages that can leave, and the posts that none reaches."""

    messages: int
    unheard: tuple[tuple[str, Role], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearer:
    """A post that hears of notices; `user_id` is its holder where several may hold it, None where none does.

    `reachable` is False where nobody holds it or the chat refuses us.
    """

    unit: str
    role: Role
    user_id: int | None
    reachable: bool

    @property
    def address(self) -> ToPost | None:
        """Return where a message to it goes; None where it would have to name a holder and there is none."""
        if self.user_id is None and self.role not in SINGLE_HOLDER:
            return None
        return ToPost(unit=self.unit, role=self.role, user_id=self.user_id)

    def key(self, day: date) -> str:
        """Name its message of a morning: `notice:2021-07-01:清丰县:leader`."""
        person = f":{self.user_id}" if self.user_id is not None else ""
        return f"notice:{day}:{self.unit}:{self.role}{person}"


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
    _withdraw_before(connection, day, slot)
    told = _less_reminded(books, told, day)
    for hearer, these in told.items():
        _tell(books, hearer, these, day, slot)
    unheard = {(each.unit, each.role): these for each, these in told.items() if not each.reachable}
    messages = sum(1 for each in told if each.reachable) + _tell_office(books, unheard, day, slot)
    return NoticesTold(messages=messages, unheard=tuple(unheard))


def _to_be_told(
    books: Books, due: Sequence[NoticeDue], day: date, slot: datetime
) -> dict[Hearer, list[NoticeDue]]:
    before = _newest_messages(books.connection, [each.notice.id for each in due], slot)
    holders = {role: books.people.with_role(role) for role in HEARERS[Colour.RED]}
    told: dict[Hearer, list[NoticeDue]] = {}
    for each in due:
        for hearer in _hearers(each, books.campaign, holders):
            last = before.get((each.notice.id, hearer.unit, hearer.role.value, hearer.user_id))
            if _is_news(each, hearer, last, day):
                told.setdefault(hearer, []).append(each)
    return told


def _hearers(
    each: NoticeDue, campaign: Campaign, holders: Mapping[Role, Sequence[Member]]
) -> Iterator[Hearer]:
    """Yield the posts that a notice of this colour is for."""
    for role in HEARERS[each.notice.call.colour]:
        if role in SINGLE_HOLDER:
            unit = each.notice.call.unit
            here = [one for one in holders[role] if one.post.unit == unit]
            open_to_us = any(one.blocked_at is None for one in here)
            yield Hearer(unit=unit, role=role, user_id=None, reachable=open_to_us)
            continue
        for one in holders[role]:
            reachable = one.blocked_at is None
            yield Hearer(unit=one.post.unit, role=role, user_id=one.user_id, reachable=reachable)
        if not holders[role]:
            above = campaign.office if role is Role.DIRECTOR else campaign.supervisor
            yield Hearer(unit=above.name, role=role, user_id=None, reachable=False)


def _is_news(each: NoticeDue, hearer: Hearer, last: Row[*tuple[Any, ...]] | None, day: date) -> bool:
    """Whether a post has still to hear of it, or the office that it cannot; `last` is its newest message."""
    if last is None:
        return hearer.address is not None or each.notice.issued_on == day
    if last.got or last.key in {hearer.key(day), morning_key(day, hearer.unit, hearer.role)}:
        return False
    # What could not be told was reported to the office when it was planned: that is not said again.
    return hearer.reachable or last.reason != UNREACHABLE


def _less_reminded(
    books: Books, told: Mapping[Hearer, list[NoticeDue]], day: date
) -> dict[Hearer, list[NoticeDue]]:
    """Let this morning's reminders tell of the notices that stand behind their lines; return the rest."""
    rest: dict[Hearer, list[NoticeDue]] = {}
    for hearer, these in told.items():
        key = morning_key(day, hearer.unit, hearer.role)
        query = select(tables.outbox.c.id, tables.outbox.c["items"].label("reminded")).where(
            tables.outbox.c.key == key
        )
        morning = books.connection.execute(query).one_or_none()
        subjects = {item["subject"] for item in morning.reminded} if morning else set()
        named = [each for each in these if each.notice.call.subject in subjects]
        if morning and named:
            books.notices.told_in(morning.id, [each.notice for each in named])
        if others := [each for each in these if each not in named]:
            rest[hearer] = others
    return rest


def _newest_messages(
    connection: Connection, notice_ids: Iterable[int], slot: datetime
) -> dict[tuple[int, str, str, int | None], Row[*tuple[Any, ...]]]:
    """Return the newest message that told a post of a notice: by notice, unit, role and holder."""
    rows = tables.outbox
    query = (
        select(
            notice_messages.c.notice_id,
            rows.c.key,
            rows.c.reason,
            rows.c.post_unit,
            rows.c.post_role,
            rows.c.post_user_id,
            got(rows, slot).label("got"),
        )
        .join(rows, rows.c.id == notice_messages.c.outbox_id)
        .where(notice_messages.c.notice_id.in_(list(notice_ids)))
        .order_by(rows.c.id)
    )
    return {
        (row.notice_id, row.post_unit, row.post_role, row.post_user_id): row
        for row in connection.execute(query)
    }


def _tell(books: Books, hearer: Hearer, these: Sequence[NoticeDue], day: date, slot: datetime) -> None:
    """Put a post's message in; where nobody can be reached its row is given up at once, as the record."""
    if hearer.address is None:
        return
    message = Message(
        key=hearer.key(day),
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
    books: Books, unheard: Mapping[tuple[str, Role], Sequence[NoticeDue]], day: date, slot: datetime
) -> int:
    """Tell each person of the office whom no notice reaches."""
    if not unheard:
        return 0
    holders = books.people.with_role(Role.OFFICE)
    if not holders:
        _log.warning("nobody holds the office: %d posts without their notices go unnoticed", len(unheard))
    payload = unheard_payload(unheard, day)
    added = outbox.enqueue(books.connection, to_each(holders, f"unheard:{day}", payload), at=slot)
    return sum(1 for row in added if row is not None)


def _withdraw_before(connection: Connection, day: date, slot: datetime) -> None:
    """Withdraw what earlier mornings could not deliver: what is still due of it is told anew."""
    rows = tables.outbox
    waiting = select(rows.c.id).where(
        rows.c.state == "pending",
        rows.c.lane == Lane.REMINDER.value,
        rows.c.key.startswith("notice:"),
        rows.c.key.not_like(f"notice:{day}:%"),
    )
    outbox.supersede(connection, connection.execute(waiting).scalars().all(), at=slot)

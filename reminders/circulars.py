"""News that is told to people beside their reminders: whatever they have not heard yet, once.

A piece of news is a subject and what is said of it now. A person hears of a subject when something else is
to be said of it than the last time: so nothing is told twice, an outage loses nothing, and what still waited
of an earlier morning is replaced by today's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from reminders import outbox
from reminders.layout import Section
from reminders.messages import Lane, Message, ToPost
from reminders.turns import got
from reminders.wording import morning_day, section_payload
from tracker.model import SINGLE_HOLDER, Member
from tracker.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be said of a subject now: lines, each behind its heading, both Telegram HTML.

    It is new to whoever last heard another `value` of the `subject`; who heard none is taken to know
    `known_value`, None for nothing.
    """

    subject: str
    value: str
    lines: Sequence[tuple[str, str]]
    known_value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """What a kind of circular says to one person on a morning; `kind` begins its keys.

    `whole`: once anything of it is new, all of it is said; otherwise only what is new. `title`, `whose` (the
    unit), `foot` and `pointer` are Telegram HTML.
    """

    kind: str
    title: str
    news: Sequence[News]
    whole: bool
    whose: str = ""
    foot: str = ""
    pointer: str


def circulate(
    connection: Connection, to: Member, circular: Circular, day: date, slot: datetime
) -> int | None:
    """Put in what is new to a person who can be reached; return the row, None where nothing is.

    What waited of the same kind is withdrawn: if it is still so, it is said again now.
    """
    _withdraw(connection, to, circular.kind, day, slot)
    heard = _heard(connection, to, circular.kind, slot)
    new = [each for each in circular.news if heard.get(each.subject, each.known_value) != each.value]
    if not new or to.blocked_at is not None:
        return None
    told = circular.news if circular.whole else new
    message = Message(
        key=f"{circular.kind}:{day}:{_person(to)}",
        address=_post(to),
        lane=Lane.REMINDER,
        payload=_payload(circular, told, day),
        items=[{"subject": each.subject, "value": each.value} for each in told],
    )
    (row,) = outbox.enqueue(connection, [message], at=slot)
    return row


def each_once(holders: Iterable[Member]) -> tuple[Member, ...]:
    """Return each person once, whatever posts that person holds."""
    return tuple({each.user_id: each for each in holders}.values())


def _payload(circular: Circular, told: Sequence[News], day: date) -> dict[str, Any]:
    return section_payload(
        Section(
            day=day.isoformat(),
            title=f"<b>{circular.title}</b> {morning_day(day)}",
            whose=circular.whose,
            lines=[line for each in told for line in each.lines],
            foot=circular.foot,
            pointer=circular.pointer,
        )
    )


def _heard(connection: Connection, to: Member, kind: str, slot: datetime) -> dict[str, str]:
    """Return by subject what a post, or of several on it this person, was told last."""
    rows = tables.outbox
    query = select(rows.c["items"].label("told")).where(*_mine(to, kind), got(rows, slot)).order_by(rows.c.id)
    found = connection.execute(query).scalars().all()
    return {item["subject"]: item["value"] for items in found for item in items}


def _withdraw(connection: Connection, to: Member, kind: str, day: date, slot: datetime) -> None:
    rows = tables.outbox
    today = f"{kind}:{day}:{_person(to)}"
    waiting = select(rows.c.id).where(*_mine(to, kind), rows.c.state == "pending", rows.c.key != today)
    outbox.supersede(connection, connection.execute(waiting).scalars().all(), at=slot)


def _mine(to: Member, kind: str) -> tuple[Any, ...]:
    rows, post = tables.outbox, _post(to)
    whose = rows.c.post_user_id.is_(None) if post.user_id is None else rows.c.post_user_id == post.user_id
    return (
        rows.c.lane == Lane.REMINDER.value,
        rows.c.key.startswith(f"{kind}:"),
        rows.c.post_unit == post.unit,
        rows.c.post_role == post.role.value,
        whose,
    )


def _post(to: Member) -> ToPost:
    person = None if to.post.role in SINGLE_HOLDER else to.user_id
    return ToPost(unit=to.post.unit, role=to.post.role, user_id=person)


def _person(to: Member) -> str:
    """Name a post, and its holder where several may hold it: `清丰县:leader`, `领导小组办公室:office:12`."""
    post = _post(to)
    return f"{post.unit}:{post.role}" + (f":{post.user_id}" if post.user_id is not None else "")

"""News that is told to people beside their reminders: whatever they have not heard yet, once.

A piece of news is a subject and what is said of it now. A person hears of a subject when something else is
to be said of it than the last time: so nothing is told twice, an outage loses nothing, and what still waited
of an earlier morning is replaced by today's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, select

from reminders import outbox
from reminders.layout import Section
from reminders.messages import Lane, Message, ToPost
from reminders.turns import got
from reminders.wording import morning_day, section_payload
from tracker.model import SINGLE_HOLDER, Member, Role
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
    """What a kind of circular says to one person on a morning; `kind`, without a colon, begins its keys.

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
    connection: Connection, circulars: Iterable[tuple[Member, Circular]], day: date, slot: datetime
) -> int:
    """Put in what is new to each person who can be reached; return how many messages that are.

    What waited of the same kind is withdrawn: if it is still so, it is said again now.
    """
    told = 0
    for kind, letters in groupby(circulars, key=lambda each: each[1].kind):
        earlier = _earlier(connection, kind, slot)
        for to, circular in letters:
            before = earlier.get(_who(_post(to)), _Earlier())
            outbox.supersede(connection, before.waiting_but(day), at=slot)
            new = [each for each in circular.news if before.is_new(each)]
            if new and to.blocked_at is None:
                message = _message(to, circular, circular.news if circular.whole else new, day)
                told += outbox.enqueue(connection, [message], at=slot) != (None,)
    return told


def each_once(holders: Iterable[Member]) -> tuple[Member, ...]:
    """Return each person once, on the first of the posts that the person holds."""
    found: dict[int, Member] = {}
    for each in holders:
        found.setdefault(each.user_id, each)
    return tuple(found.values())


@dataclass(slots=True)
class _Earlier:
    """What a person heard last of each subject, and the rows that still wait, by the day of their morning."""

    heard: dict[str, str] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)

    def is_new(self, news: News) -> bool:
        return self.heard.get(news.subject, news.known_value) != news.value

    def waiting_but(self, day: date) -> list[int]:
        return [row for planned, row in self.waiting if planned != day.isoformat()]


def _earlier(connection: Connection, kind: str, slot: datetime) -> dict[object, _Earlier]:
    """Return by who hears what the circulars of a kind before now came to, in the order they were put in."""
    rows = tables.outbox
    query = (
        select(
            rows.c.id,
            rows.c.post_unit,
            rows.c.post_role,
            rows.c.post_user_id,
            rows.c.payload,
            rows.c["items"].label("told"),
            got(rows, slot).label("got"),
        )
        .where(rows.c.lane == Lane.REMINDER.value, rows.c.key.startswith(f"{kind}:"))
        .where(rows.c.state.in_(["sent", "pending"]))
        .order_by(rows.c.id)
    )
    found: dict[object, _Earlier] = {}
    for row in connection.execute(query):
        post = ToPost(unit=row.post_unit, role=Role(row.post_role), user_id=row.post_user_id)
        before = found.setdefault(_who(post), _Earlier())
        if row.got:
            before.heard |= {item["subject"]: item["value"] for item in row.told}
        else:
            before.waiting.append((row.payload["section"]["day"], row.id))
    return found


def _message(to: Member, circular: Circular, told: Sequence[News], day: date) -> Message:
    section = Section(
        day=day.isoformat(),
        title=f"<b>{circular.title}</b> {morning_day(day)}",
        whose=circular.whose,
        lines=[line for each in told for line in each.lines],
        foot=circular.foot,
        pointer=circular.pointer,
    )
    return Message(
        key=f"{circular.kind}:{day}:{_person(to)}",
        address=_post(to),
        lane=Lane.REMINDER,
        payload=section_payload(section),
        items=[{"subject": each.subject, "value": each.value} for each in told],
    )


def _who(post: ToPost) -> object:
    """Tell who hears: whoever holds a post that one holds, or of several this person, on whatever post."""
    return (post.unit, post.role) if post.user_id is None else post.user_id


def _post(to: Member) -> ToPost:
    person = None if to.post.role in SINGLE_HOLDER else to.user_id
    return ToPost(unit=to.post.unit, role=to.post.role, user_id=person)


def _person(to: Member) -> str:
    """Name a post, and its holder where several may hold it: `清丰县:leader`, `领导小组办公室:office:12`."""
    post = _post(to)
    return f"{post.unit}:{post.role}" + (f":{post.user_id}" if post.user_id is not None else "")

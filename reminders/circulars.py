"""News that is told to people beside their reminders: whatever they have not heard yet, once.

A piece of news is a subject and what is said of it now. A person hears of a subject when something else is
to be said of it than the last time: so nothing is told twice, an outage loses nothing, and what still waited
of an earlier morning is replaced by today's.

Who cannot be reached has a row too, given up at once: the record that it did not arrive, once for each
value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from reminders import outbox
from reminders.heard import UNREACHABLE, got, of_kind
from reminders.hearers import Hearer, Who
from reminders.layout import Section
from reminders.messages import Lane, Message
from reminders.wording import morning_day, section_payload
from tracker.model import Role
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
    unit), `foot` and `pointer` are Telegram HTML. `edition` tells apart what is of one kind and morning;
    `button` is what it says and what it carries.
    """

    kind: str
    title: str
    news: Sequence[News]
    whole: bool
    whose: str = ""
    foot: str = ""
    pointer: str
    edition: str = ""
    button: tuple[str, str] | None = None


Letters = Iterator[tuple[Hearer, Circular]]
"""To whom each circular goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What did not reach anybody in a unit: `at` is the moment when that was recorded."""

    unit: str
    subject: str
    value: str
    at: datetime


@dataclass(slots=True)
class _Told:
    """What was said last of each subject, where it arrived, where it waits, and where it was given up."""

    heard: dict[str, str] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)
    missed: dict[str, tuple[str, datetime]] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """What came of a kind of circular before a morning, by who hears.

    `first_at` is when each value of a subject was put in first, `waiting` are the rows not yet sent, by key.
    """

    told: dict[Who, _Told] = field(default_factory=dict)
    first_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)

    def is_news(self, to: Hearer, news: News) -> bool:
        """Whether it has still to be said, or for who cannot be reached to be recorded that it is not."""
        before = self.told.get(to.who, _Told())
        if before.heard.get(news.subject, news.known_value) == news.value:
            return False
        missed, _ = before.missed.get(news.subject, (None, None))
        return to.reachable or missed != news.value

    def missed(self) -> Iterator[Missed]:
        """Yield what no post of a unit heard or is about to, of the posts that one person holds."""
        posts = {who: told for who, told in self.told.items() if not isinstance(who, int)}
        served = {
            (unit, *each)
            for (unit, _), told in posts.items()
            for each in (*told.heard.items(), *told.waits.items())
        }
        for (unit, _), told in posts.items():
            for subject, (value, at) in told.missed.items():
                if (unit, subject, value) not in served:
                    served.add((unit, subject, value))
                    yield Missed(unit=unit, subject=subject, value=value, at=at)


def record(connection: Connection, kind: str, slot: datetime) -> Record:
    """Read what the circulars of a kind came to before now."""
    found = Record()
    for row in connection.execute(_of_kind(kind), {"slot": slot}):
        if row.state == "pending":
            found.waiting[row.key] = row.id
        for item in row.told:
            found.first_at.setdefault((item["subject"], item["value"]), row.created_at)
        who: Who = (row.post_unit, Role(row.post_role)) if row.post_user_id is None else row.post_user_id
        also = [(unit, Role(role)) for item in row.told[:1] for unit, role in item["also"]]
        for each in (who, *also):
            _note(found.told.setdefault(each, _Told()), row)
    return found


@cache
def _of_kind(kind: str) -> Select[*tuple[Any, ...]]:
    # Kept, because building the statement takes longer than running it.
    rows = tables.outbox
    return (
        select(
            rows.c.id,
            rows.c.key,
            rows.c.post_unit,
            rows.c.post_role,
            rows.c.post_user_id,
            rows.c.state,
            rows.c.created_at,
            rows.c.settled_at,
            rows.c["items"].label("told"),
            got(rows, bindparam("slot")).label("got"),
        )
        .where(of_kind(rows, kind))
        .order_by(rows.c.id)
    )


def _note(told: _Told, row: Row[*tuple[Any, ...]]) -> None:
    said = {item["subject"]: item["value"] for item in row.told}
    if row.got:
        told.heard |= said
    elif row.state == "pending":
        told.waits |= said
    elif row.state == "given up":
        told.missed |= {item["subject"]: (item["value"], row.settled_at) for item in row.told}


def circulate(
    connection: Connection, letters: Iterable[tuple[Hearer, Circular]], day: date, slot: datetime
) -> int:
    """Put in what is new to each person; return how many messages can leave.

    What waited of the same kind is withdrawn: if it is still so, it is said again now.
    """
    told, records = 0, dict[str, Record]()
    for to, circular in letters:
        if circular.kind not in records:
            records[circular.kind] = _replaced(connection, circular.kind, day, slot)
        before = records[circular.kind]
        new = [each for each in circular.news if before.is_news(to, each)]
        if new:
            message = _message(to, circular, circular.news if circular.whole else new, day)
            told += _put_in(connection, to, message, slot)
    return told


def _replaced(connection: Connection, kind: str, day: date, slot: datetime) -> Record:
    """Withdraw what waits of earlier mornings, and return what came of the kind before."""
    before = record(connection, kind, slot)
    todays = f"{kind}:{day}:"
    earlier = [row for key, row in before.waiting.items() if not key.startswith(todays)]
    outbox.supersede(connection, earlier, at=slot)
    return before


def _put_in(connection: Connection, to: Hearer, message: Message, slot: datetime) -> bool:
    """Put a message in; return whether it can leave."""
    added = [row for row in outbox.enqueue(connection, [message], at=slot) if row is not None]
    if not to.reachable:
        outbox.give_up(connection, added, reason=UNREACHABLE, at=slot)
    return bool(added) and to.reachable


def _message(to: Hearer, circular: Circular, told: Sequence[News], day: date) -> Message:
    section = Section(
        day=day.isoformat(),
        title=f"<b>{circular.title}</b> {morning_day(day)}",
        whose=circular.whose,
        lines=[line for each in told for line in each.lines],
        foot=circular.foot,
        pointer=circular.pointer,
    )
    also = [[unit, role.value] for unit, role in to.also]
    return Message(
        key=":".join(filter(None, (to.key(circular.kind, day), circular.edition))),
        address=to.address,
        lane=Lane.REMINDER,
        payload=section_payload(section, **_keyboard(circular)),
        items=[{"subject": each.subject, "value": each.value, "also": also} for each in told],
    )


def _keyboard(circular: Circular) -> dict[str, Any]:
    """Return the parameter that puts the button under the message; none where there is no button."""
    if circular.button is None:
        return {}
    text, carried = circular.button
    return {"reply_markup": {"inline_keyboard": [[{"text": text, "callback_data": carried}]]}}

"""Quarterly returns that are given up: the office and the unit's leader are told once.

On the working day after the last chase, by the transaction that sweeps the morning, so that it is one
message with the rest. A return that comes later is late; that it was missing is not said again.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from sqlalchemy import Connection

from reminders import outbox
from reminders.layout import Section
from reminders.messages import Lane, Message, ToPost, to_each
from reminders.sweep import day_in
from reminders.wording import morning_day, section_payload
from tracker.calendar import working_days_from
from tracker.model import Role
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnStanding, ReturnState
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

_DAY = timedelta(days=1)


def tell_of_missing_returns(
    connection: Connection, campaign: Campaign, slot: datetime, since: datetime | None
) -> int:
    """Tell of the returns whose morning falls after `since`, the slot before; return how many messages.

    `since` None is a first start: what was given up before its day is not told of.
    """
    day, books = day_in(campaign, slot), Books(connection, campaign)
    oldest = day_in(campaign, since) if since else day - _DAY
    missing = [
        each
        for each in returns_on(books, LookAtReturns(on=day))
        if each.state is ReturnState.MISSING and oldest < _told_on(each) <= day
    ]
    messages = (*_to_office(books, missing, day), *_to_leaders(books, missing, day))
    return sum(row is not None for row in outbox.enqueue(connection, messages, at=slot))


def _told_on(each: ReturnStanding) -> date:
    return next(working_days_from(each.last_chase_on + _DAY))


def _to_office(books: Books, missing: Sequence[ReturnStanding], day: date) -> Iterator[Message]:
    holders = books.people.with_role(Role.OFFICE)
    for quarter in dict.fromkeys(each.quarter for each in missing):
        units = [each.unit for each in missing if each.quarter == quarter]
        heading = f"{quarter.name}季报，{len(units)} 个单位催报后仍未报送"
        payload = _payload(day, whose="", line=(heading, "、".join(units)), foot="")
        yield from to_each(holders, f"missing:{quarter}", payload)


def _to_leaders(books: Books, missing: Sequence[ReturnStanding], day: date) -> Iterator[Message]:
    holders = books.people.with_role(Role.LEADER)
    reachable = {each.post.unit for each in holders if each.blocked_at is None}
    for each in missing:
        if each.unit in reachable:
            yield Message(
                key=f"missing:{each.quarter}:{each.unit}:{Role.LEADER}",
                address=ToPost(unit=each.unit, role=Role.LEADER),
                lane=Lane.REMINDER,
                payload=_payload(
                    day,
                    whose=each.unit,
                    line=("已记为缺报", _line(each.quarter, day)),
                    foot="仍可补报，请督促联络员报送季报。",
                ),
            )


def _line(quarter: Quarter, day: date) -> str:
    return f"{quarter.name}季报，{near_day(quarter.last_on, day)}截止，催报后仍未报送"


def _payload(day: date, *, whose: str, line: tuple[str, str], foot: str) -> dict[str, Any]:
    section = Section(
        day=day.isoformat(),
        title=f"<b>季报缺报</b> {morning_day(day)}",
        whose=escape(whose),
        lines=[tuple(escape(each, quote=False) for each in line)],
        foot=foot,
        pointer="发送 /quarter 查看全部。",
    )
    return section_payload(section)

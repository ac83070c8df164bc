"""Sample quarterly returns for the demo: most units are in time, one is late, one is silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from tracker.model import Post, Role, Sender, Verdict
from tracker.quarters import Quarter
from tracker.returns import opened_quarters, opens_on, reporting_units
from tracker.store.books import Books
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.review_return import ReviewReturn, review_return
from tracker.usecases.submit_return import SubmitReturn, submit_return
from tracker.usecases.write_return import WriteReturn, write_return

_SAMPLE = "（示例）"
_PROBLEMS = ("部分企业停产，协商进度慢", "历史遗留手续不全，补办时间长", "收储资金尚有缺口")
_SENTENCE = f"已按方案推进，责任落实到人{_SAMPLE}"
_LATE = timedelta(days=3)
_REVIEW_AFTER = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filed:
    """Who submits which return on which day."""

    quarter: Quarter
    unit: str
    on: date


def seed_returns(books: Books, at: datetime) -> None:
    """Tell who has submitted what until the day before `at`, which is campaign time."""
    yesterday = at.date() - timedelta(days=1)
    chance = Random(f"returns {at.date()}")  # noqa: S311  (a sample, not a secret)
    for filed in _filed(books, yesterday):
        return_id = _submit(books, filed, chance, _noon(filed.on, at))
        reviewed_on = filed.on + _REVIEW_AFTER
        if reviewed_on <= yesterday:
            _approve(books, return_id, chance, _noon(reviewed_on, at))


def _filed(books: Books, until: date) -> Iterator[_Filed]:
    """Yield them two days apart from the first prompt on; the last unit but one is late, the last silent."""
    rule = books.campaign.returns
    if rule is None:
        return
    submitting = reporting_units(books.campaign)[:-1]
    for quarter in opened_quarters(rule, until):
        for place, unit in enumerate(submitting, start=1):
            in_time = min(opens_on(quarter, rule) + timedelta(days=2 * place), quarter.last_on)
            on = quarter.last_on + _LATE if place == len(submitting) else in_time
            if on <= until:
                yield _Filed(quarter=quarter, unit=unit, on=on)


def _submit(books: Books, filed: _Filed, chance: Random, at: datetime) -> int:
    sender = _somebody(filed.unit, Role.LIAISON, f"{filed.unit}联络员{_SAMPLE}")
    written = WriteReturn(
        quarter=filed.quarter,
        unit=filed.unit,
        on=filed.on,
        at=at,
        problems=chance.choice(_PROBLEMS) + _SAMPLE,
        topics=dict.fromkeys(returns_rule(books.campaign).topics, _SENTENCE),
    )
    write_return(books, sender, written)
    command = SubmitReturn(quarter=filed.quarter, unit=filed.unit, on=filed.on, at=at)
    return submit_return(books, sender, command).submission.id


def _approve(books: Books, return_id: int, chance: Random, at: datetime) -> None:
    scores = {topic: Decimal(chance.randint(75, 98)) for topic in returns_rule(books.campaign).topics}
    command = ReviewReturn(
        return_id=return_id, verdict=Verdict.APPROVED, reason="", scores=scores, on=at.date(), at=at
    )
    review_return(books, _somebody(books.campaign.office.name, Role.OFFICE, f"办公室{_SAMPLE}"), command)


def _somebody(unit: str, role: Role, name: str) -> Sender:
    return Sender(user_id=0, chat_id=0, name=name, posts=(Post(unit=unit, role=role),))


def _noon(day: date, at: datetime) -> datetime:
    return datetime.combine(day, time(12), at.tzinfo)

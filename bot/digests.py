"""The digests that go out by themselves: each week, after each quarter, and after a cut-off with its picture.

One job for all, so that "since the last digest" is one question: after a stop the newest digest stands for
those that were missed, and what a quarter's end or a cut-off brought in between is in it. A late one is that
of its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.circulars.audience import director_and_office
from bot.handlers.year_picture import YEAR_RECIPE
from bot.keyboards import Button
from bot.letters import payloads
from bot.picture_recipes import STATUS, PictureOf
from bot.requests import Reply
from bot.words import bold, esc
from reminders import outbox
from reminders.messages import Lane, Message
from reminders.schedule import Gap, Job, mornings, opened_at
from reminders.sweep import day_in
from reports.changes import Waiting, changes
from reports.digest import Digest
from reports.digest_caption import digest_caption
from reports.reading import whole_day, year_digest_of
from reports.year_digest import year_caption
from tracker.calendar import weekly_working_day, working_days_from
from tracker.model import NOBODY
from tracker.plan import Campaign
from tracker.quarters import quarter_of
from tracker.sanctions import SanctionRule, cutoff_of
from tracker.store.books import Books
from tracker.usecases.look import Look
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions
from tracker.usecases.review_queue import ListAwaiting, list_awaiting

DIGEST: Final = "digest"
"""The name of the job's cursor, and how the keys of its messages begin."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a digest looks back on: from the last one, None for the first, or from when the job `began`."""

    last: date | None
    began: date
    day: date

    @property
    def since(self) -> date:
        """Return the day from which on something may have passed that no digest has told."""
        return self.last or self.began


def digest_job(campaign: Campaign) -> Job:
    """Return the job: on the weekly day of the ladder, and on the first working day of a quarter."""
    weekday = campaign.ladder.then_weekday

    def wanted(day: date) -> bool:
        return day in {weekly_working_day(day, weekday), next(working_days_from(quarter_of(day).first_on))}

    def work(connection: Connection, slot: datetime, since: datetime | None) -> None:
        began = day_in(campaign, opened_at(connection, DIGEST))
        span = Span(last=day_in(campaign, since) if since else None, began=began, day=day_in(campaign, slot))
        outbox.enqueue(connection, list(_messages(Books(connection, campaign), span)), at=slot)

    return Job(name=DIGEST, trigger=mornings(campaign, wanted), gap=Gap.LATEST, work=work)


def _messages(books: Books, span: Span) -> Iterator[Message]:
    hearers = director_and_office(books)
    if not hearers:
        return
    told = [payload for reply in _replies(books, span) for payload in payloads(reply)]
    for place, payload in enumerate(told):
        for each in hearers:
            yield Message(
                key=f"{each.key(DIGEST, span.day)}:{place}",
                address=each.address,
                lane=Lane.REMINDER,
                payload=payload,
            )


def _replies(books: Books, span: Span) -> Iterator[Reply]:
    """Yield the picture of the day with its caption, and that of a year whose cut-off has passed since."""
    day = span.day
    now = whole_day(books, NOBODY, Look(on=day))
    # What was recorded on the day of the last digest itself may be told twice, and is never left out.
    then = whole_day(books, NOBODY, Look(on=span.last, known=span.last - _DAY)) if span.last else None
    caption = digest_caption(now, changes(then, now) if then else None, _waiting(books, now))
    yield Reply(
        text=f"{bold(_title(books.campaign, span))}\n{esc(caption)}",
        picture=PictureOf(on=day).recipe(STATUS),
        keyboard=((Button("按单位看", f"su:{day}:0:new"), Button("按任务看", f"sk:{day}:new")),),
    )
    year = _year_cut_off(books.campaign, span)
    if year is not None:
        yield _year_reply(books, LookAtSanctions(year=year, on=day))


def _waiting(books: Books, now: Digest) -> Waiting:
    queue = list_awaiting(books, NOBODY, ListAwaiting(on=now.on))
    return Waiting(
        reports=len(queue.awaiting),
        disposals=queue.disposals,
        returns=len(queue.returns),
        oldest_on=queue.awaiting[0].report.said_on if queue.awaiting else None,
        cases=[each for each in now.open_years if each.waits],
        unreachable=now.unreachable,
    )


def _title(campaign: Campaign, span: Span) -> str:
    """Say `百园增效周报`, or which quarter has ended since the last digest."""
    ended = quarter_of(span.day).before
    name = f"{ended.name}末情况" if span.since <= ended.last_on else "周报"
    return f"{campaign.short}{name}"


def _year_cut_off(campaign: Campaign, span: Span) -> int | None:
    """Return the year of the newest cut-off that has passed since the last digest."""
    rules = campaign.sanctions
    if rules is None:
        return None
    years = (span.day.year - 1, span.day.year)
    cut_offs = [cutoff_of(year, rule, rules) for year in years for rule in SanctionRule]
    passed = [each for each in cut_offs if span.since <= each < span.day]
    return max(passed).year if passed else None


def _year_reply(books: Books, asked: LookAtSanctions) -> Reply:
    numbers = year_digest_of(look_at_sanctions(books, NOBODY, asked), openly=True)
    return Reply(
        text=esc(year_caption(numbers)),
        picture={
            "kind": YEAR_RECIPE,
            "year": asked.year,
            "on": asked.on.isoformat(),
            "known": None,
            "units": None,
        },
    )

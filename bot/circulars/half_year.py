"""After 30 June and 31 December: the ranking to everybody ranked, the list for 约谈 above them (四（三）)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.words import bold, esc
from reminders.circulars import Circular, News, each_once
from reminders.sweep import day_in
from reports.ranking import (
    Entry,
    ranking_entries,
    ranking_notes,
    ranking_title,
    talk_entries,
    talk_list_title,
    talk_notes,
)
from tracker.assessment import period_before
from tracker.calendar import working_days_from
from tracker.model import NOBODY, Member, Role
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.look_at_ranking import LookAtRanking, look_at_ranking
from tracker.usecases.look_at_talks import LookAtTalks, look_at_talks

_ABOVE = (Role.OFFICE, Role.DIRECTOR, Role.INSPECTOR)
_RANKED = (Role.LIAISON, Role.LEADER)


def half_year_lists(books: Books, day: date, *, began_on: date) -> Iterator[tuple[Member, Circular]]:
    """Yield the lists of the newest half-year that ended before `day`.

    None of a half-year that ended before this database `began_on`: what was on record then is not known.
    """
    if books.campaign.assessment is None or books.campaign.sanctions is None:
        return
    end = period_before(day, books.campaign.sanctions)
    if end < max(began_on, books.campaign.issued_on):
        return
    holders = each_once(each for role in _ABOVE for each in books.people.with_role(role))
    above = [each for each in holders if _was_there(books.campaign, each, end)]
    yield from _rankings(books, end, above)
    yield from _talks(books, end, above)


def _rankings(books: Books, end: date, above: Sequence[Member]) -> Iterator[tuple[Member, Circular]]:
    """Yield the ranking; to a unit with the figures of its own score, to those above with all."""
    seen = look_at_ranking(books, NOBODY, LookAtRanking(on=end))
    if not any(row.place.rank for group in seen.groups for row in group.rows):
        return
    notes = "\n".join(esc(note) for note in ranking_notes(seen))
    units = {row.unit for group in seen.groups for row in group.rows}

    def circular(full: tuple[str, ...] | None) -> Circular:
        groups = ranking_entries(seen, full=full)
        lines = [line for group in groups for line in _under(group.heading, group.entries)]
        return Circular(
            kind="ranking",
            title=esc(ranking_title(seen)),
            news=[News(subject=end.isoformat(), value="", lines=lines)],
            whole=True,
            foot=notes,
            pointer="发送 /rank 查看全部。",
        )

    everything = circular(None)
    for each in above:
        yield each, everything
    everywhere = {each.user_id for each in above}
    ranked = [
        each
        for role in _RANKED
        for each in books.people.with_role(role)
        if each.post.unit in units
        and each.user_id not in everywhere
        and _was_there(books.campaign, each, end)
    ]
    for each in each_once(ranked):
        own = tuple(other.post.unit for other in ranked if other.user_id == each.user_id)
        yield each, circular(own)


def _talks(books: Books, end: date, above: Sequence[Member]) -> Iterator[tuple[Member, Circular]]:
    seen = look_at_talks(books, NOBODY, LookAtTalks(on=end))
    reasons = [(esc(each.line), esc(reason)) for each in talk_entries(seen) for reason in each.details]
    circular = Circular(
        kind="talks",
        title=esc(talk_list_title(seen)),
        news=[News(subject=end.isoformat(), value="", lines=reasons)],
        whole=True,
        foot="\n".join(esc(note) for note in talk_notes(seen)),
        pointer="发送 /rank 查看全部。",
    )
    for each in above:
        yield each, circular


def _was_there(campaign: Campaign, member: Member, end: date) -> bool:
    """Whether somebody held the post when the list went out: who came later asks /rank."""
    return day_in(campaign, member.since_at) <= next(working_days_from(end + timedelta(days=1)))


def _under(heading: str, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Put each line behind the heading of its group; units stand out from their figures."""
    for each in entries:
        yield esc(heading), bold(each.line)
        yield from ((esc(heading), esc(detail)) for detail in each.details)

"""After 30 June and 31 December: the ranking to everybody ranked, the list for 约谈 above them (四（三）).

Each half-year's lists are facts of their own, judged at its end by what was known then: whoever gets them
later reads the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.circulars.audience import holders_since
from bot.words import bold, esc
from reminders.circulars import Circular, Letters, News, Record, record
from reminders.hearers import Hearer, each_once, unheld
from reports.ranking import (
    Entry,
    EntryGroup,
    ranking_entries,
    ranking_notes,
    ranking_title,
    talk_entries,
    talk_list_title,
    talk_notes,
)
from tracker.assessment import period_after
from tracker.measures import Sanctions
from tracker.model import NOBODY, Member, Role
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look_at_ranking import LookAtRanking, RankingSeen, look_at_ranking
from tracker.usecases.look_at_talks import LookAtTalks, look_at_talks

RANKING, TALKS = "ranking", "talks"
_ABOVE = (Role.OFFICE, Role.DIRECTOR, Role.INSPECTOR)
_RANKED = (Role.LIAISON, Role.LEADER)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of a half-year: what it is called in its keys, and its last day."""

    kind: str
    end: date
    rules: Sanctions

    @property
    def subject(self) -> str:
        """Return what its news is about. The list of a day is one: its news never changes."""
        return self.end.isoformat()

    @property
    def as_it_was(self) -> str:
        """Say by what it was judged."""
        return f"按{near_day(self.end, self.end)}掌握的情况列出，此后的核验和更正不改变本名单"

    def circular(self, title: str, lines: Sequence[tuple[str, str]], notes: Iterable[str]) -> Circular:
        """Return it as one person reads it."""
        return Circular(
            kind=self.kind,
            title=esc(title),
            news=[News(subject=self.subject, value="", lines=lines)],
            whole=True,
            foot="\n".join(esc(each) for each in (self.as_it_was, *notes)),
            pointer=f"发送 <code>/rank {self.end}</code> 查看全部。",
            edition=self.subject,
        )

    def still_for(self, before: Record, hearers: Iterable[Hearer]) -> list[Hearer]:
        """Return who has still to hear of it."""
        news = News(subject=self.subject, value="", lines=())
        return [each for each in hearers if before.is_news(each, news)]


def half_year_lists(books: Books, slot: datetime, day: date, *, began_on: date) -> Letters:
    """Yield the lists of every half-year that ended before `day`, the oldest first.

    None of a half-year that ended before this database `began_on`: what was on record then is not known.
    """
    rules = books.campaign.sanctions
    if books.campaign.assessment is None or rules is None:
        return
    before = {kind: record(books.connection, kind, slot) for kind in (RANKING, TALKS)}
    for end in _ends(max(began_on, books.campaign.issued_on), day, rules):
        yield from _ranking(books, _List(kind=RANKING, end=end, rules=rules), before[RANKING], slot)
        yield from _talks(books, _List(kind=TALKS, end=end, rules=rules), before[TALKS], slot)


def _ends(first: date, day: date, rules: Sanctions) -> Iterator[date]:
    """Yield the half-years' ends from `first` on that are over on `day`."""
    end = period_after(first - _DAY, rules)
    while end < day:
        yield end
        end = period_after(end, rules)


def _holders(
    books: Books, roles: Collection[Role], it: _List, before: Record, slot: datetime
) -> tuple[Member, ...]:
    """Return who was on a post when the list first went out: who came later asks /rank."""
    return holders_since(books, roles, before.first_at.get((it.subject, ""), slot))


def _ranking(books: Books, it: _List, before: Record, slot: datetime) -> Letters:
    """Yield the ranking; to a unit with the figures of its own score, to those above with all."""
    units = _ranked_units(books)
    holders = _holders(books, (*_ABOVE, *_RANKED), it, before, slot)
    ours = [each for each in holders if each.post.role in _ABOVE or each.post.unit in units]
    hearers = it.still_for(before, (*each_once(ours), *_unheld(books, units)))
    if not hearers:
        return
    seen = look_at_ranking(books, NOBODY, LookAtRanking(on=it.end, known=it.end))
    if not any(row.place.rank for group in seen.groups for row in group.rows):
        return
    title, notes = ranking_title(it.end, it.rules), ranking_notes(seen)
    everything = it.circular(title, list(_blocks(ranking_entries(seen))), notes)
    for each in hearers:
        if each.role in _ABOVE:
            yield each, everything
        else:
            own = (each.unit, *(unit for unit, _ in each.also))
            yield each, it.circular(title, _own_first(seen, own), notes)


def _talks(books: Books, it: _List, before: Record, slot: datetime) -> Letters:
    hearers = it.still_for(before, each_once(_holders(books, _ABOVE, it, before, slot)))
    if not hearers:
        return
    seen = look_at_talks(books, NOBODY, LookAtTalks(on=it.end, known=it.end, over=True))
    called = talk_entries(seen)
    # Every name stands above the reasons, because there may be no room for all of these.
    names = [("名单", esc("、".join(each.unit for each in called)))] if len(called) > 1 else []
    reasons = [(esc(each.line), esc("\n".join(each.details))) for each in called]
    circular = it.circular(talk_list_title(seen), [*names, *reasons], talk_notes(seen))
    for each in hearers:
        yield each, circular


def _ranked_units(books: Books) -> tuple[str, ...]:
    assessment = books.campaign.assessment
    groups = assessment.groups if assessment else ()
    return tuple(unit.name for unit in books.campaign.units if unit.group in groups)


def _unheld(books: Books, units: Iterable[str]) -> Iterator[Hearer]:
    """Yield a post of each unit in which nobody holds any: that it heard nothing is put on record."""
    held = {each.post.unit for role in _RANKED for each in books.people.with_role(role)}
    yield from (unheld(unit, Role.LIAISON) for unit in units if unit not in held)


def _own_first(seen: RankingSeen, own: Collection[str]) -> list[tuple[str, str]]:
    """Put a person's own units with all their figures first: for the rest there may be no room."""
    mine = (each for group in ranking_entries(seen, full=own) for each in group.entries if each.unit in own)
    return [*(("本单位", _block(each)) for each in mine), *_blocks(ranking_entries(seen, full=()))]


def _blocks(groups: Iterable[EntryGroup]) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield from ((esc(group.heading), _block(each)) for each in group.entries)


def _block(entry: Entry) -> str:
    """Lay out a unit as one piece, said whole or not at all; it stands out from its figures."""
    return "\n".join((bold(entry.line), *map(esc, entry.details)))

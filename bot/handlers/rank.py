"""The ranking by the quantified score, and who is called to a 约谈: /rank."""

from collections.abc import Iterator
from datetime import date

from bot.access import Right, may, sees_all
from bot.handlers.looking import own_units
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
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
from tracker.quantities import plain
from tracker.sayings import near_day
from tracker.usecases.look_at_ranking import LookAtRanking, RankingSeen, look_at_ranking
from tracker.usecases.look_at_talks import LookAtTalks, TalksSeen, look_at_talks

_USAGE = "请写：/rank，或写年度、日期：/rank 2021，/rank 2021-06-30"


def rank(message: Incoming) -> Request[LookAtRanking, RankingSeen]:
    """Answer /rank [YEAR or DAY]; a year is asked about as at its end, the present one as of today."""
    today = message.said_at.date()
    if len(message.words) > 1:
        raise UsageError(_USAGE)
    on = _asked(message.words[0], today) if message.words else today
    return Request(look_at_ranking, LookAtRanking(on=on), lambda seen: _shown(seen, today, None), reads=True)


def rank_button(message: Incoming) -> Request[LookAtRanking, RankingSeen]:
    """Answer the button `rk:DAY`: the ranking of another period, in place."""
    today = message.said_at.date()
    on = min(read_day(message.data.removeprefix("rk:")), today)
    edit = message.message_id
    return Request(look_at_ranking, LookAtRanking(on=on), lambda seen: _shown(seen, today, edit), reads=True)


def talks_button(message: Incoming) -> Request[LookAtTalks, TalksSeen]:
    """Answer the button `kt:DAY`: who is called to a 约谈, and why."""
    today = message.said_at.date()
    on = min(read_day(message.data.removeprefix("kt:")), today)
    return Request(look_at_talks, LookAtTalks(on=on, over=on < today), _called, reads=True)


def _asked(word: str, today: date) -> date:
    text = plain(word).removesuffix("年度").removesuffix("年")
    if len(text) == 4 and text.isdecimal() and int(text) > 0:
        if int(text) > today.year:
            raise UsageError(f"{text} 年还没有到，只能查询今天或以前的日期。\n{_USAGE}")
        return min(date(int(text), 12, 31), today)
    on = read_day(word)
    if on > today:
        raise UsageError(f"{on} 还没有到，只能查询今天或以前的日期。\n{_USAGE}")
    return on


def _shown(seen: RankingSeen, today: date, edit: int | None) -> Answer:
    full = None if sees_all(seen.sender) else own_units(seen.sender)
    lines = [
        bold(ranking_title(seen.asked.on, seen.land.rules)),
        *(line for group in ranking_entries(seen, full=full) for line in _group_lines(group)),
        "",
        *(esc(note) for note in ranking_notes(seen)),
    ]
    return says("\n".join(lines), keyboard=_ways_on(seen, today), edit=edit)


def _group_lines(group: EntryGroup) -> Iterator[str]:
    yield f"\n{bold(group.heading)}"
    for each in group.entries:
        yield from _entry_lines(each)


def _entry_lines(entry: Entry) -> Iterator[str]:
    """Set off the unit; what is under it stays plain."""
    yield bold(entry.line)
    yield from (esc(detail) for detail in entry.details)


def _ways_on(seen: RankingSeen, today: date) -> Keyboard:
    """Lay out the periods before and after, the picture, and the list for who may see it."""
    on = seen.asked.on
    turn = []
    if seen.before_on is not None:
        turn.append(Button(f"‹ {near_day(seen.before_on, today)}", f"rk:{seen.before_on}"))
    if on < today:
        after = min(period_after(on, seen.land.rules), today)
        turn.append(Button(f"{near_day(after, today)} ›", f"rk:{after}"))
    talks = ((Button("约谈名单", f"kt:{on}"),),) if may(seen.sender, Right.SEE_TALKS) else ()
    return (*((tuple(turn),) if turn else ()), (Button("排名图", f"cr:{on}"),), *talks)


def _called(seen: TalksSeen) -> Answer:
    lines = [
        bold(talk_list_title(seen)),
        *(line for each in talk_entries(seen) for line in _entry_lines(each)),
        "",
        *(esc(note) for note in talk_notes(seen)),
    ]
    return says("\n".join(lines))

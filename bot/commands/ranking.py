"""`ranking`: the quantified score of counties and zones, and who is called to a 约谈."""

from collections.abc import Iterator
from datetime import date

import click

from bot.commands.frame import Given, OfficeCommand, as_json, known_by, office_command, on_day, print_json
from bot.commands.office import open_office
from bot.commands.table import table
from reports.ranking import (
    PARTS,
    measured_words,
    moved_words,
    points_words,
    rank_words,
    ranking_notes,
    ranking_title,
    rounded,
    talk_entries,
    talk_list_title,
    talk_notes,
)
from reports.ranking_answers import ranking_answer
from reports.wording import GROUPS
from tracker.usecases.look_at_ranking import LookAtRanking, RankedGroup, RankingSeen, Row, look_at_ranking
from tracker.usecases.look_at_talks import LookAtTalks, TalksSeen, look_at_talks


@click.command(
    cls=OfficeCommand, help="某一天的量化得分排名和约谈名单；半年用 6 月 30 日，全年用 12 月 31 日。"
)
@on_day
@known_by
@as_json
@office_command
def ranking(given: Given, *, on: date | None, known: date | None, as_json: bool) -> None:
    """Print the ranking by group with what each part gave, and the list for 约谈."""
    with open_office(given.settings()) as office:
        today = office.today()
        day = on or today
        seen = office.read(look_at_ranking, LookAtRanking(on=day, known=known))
        talks = office.read(look_at_talks, LookAtTalks(on=day, known=known, over=day < today))
    if as_json:
        print_json(ranking_answer(seen, talks))
    else:
        click.echo(_page(seen, talks))


def _page(seen: RankingSeen, talks: TalksSeen) -> str:
    parts = [
        ranking_title(seen.asked.on, seen.land.rules),
        *(f"{GROUPS[group.group]}\n{_table(group)}" for group in seen.groups),
        "\n".join(ranking_notes(seen)),
        "\n".join((talk_list_title(talks), *_talk_lines(talks))),
        "\n".join(talk_notes(talks)),
    ]
    return "\n\n".join(parts)


def _talk_lines(talks: TalksSeen) -> Iterator[str]:
    for each in talk_entries(talks):
        yield from (each.line, *each.details)


def _table(group: RankedGroup) -> str:
    held = group.rows[0].place.scored.parts if group.rows else ()
    headings = ("名次", "单位", "得分", *(head for each in held for head in (PARTS[each.part], "")), "较上期")
    return table(headings, (tuple(_cells(row)) for row in group.rows))


def _cells(row: Row) -> Iterator[str]:
    scored = row.place.scored
    yield rank_words(row.place)
    yield row.unit + ("（园区归属推定）" if row.assumed else "")
    yield rounded(scored.score) if scored.score is not None else "-"
    for each in scored.parts:
        yield points_words(each)
        yield measured_words(each)
    yield moved_words(row)

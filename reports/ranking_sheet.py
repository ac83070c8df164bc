"""A ranking as the pieces of its picture: what 观摩评比 publishes, the same for every viewer; pure.

Rank, score, points and rate of completion of each unit; no areas, no counts, nothing of orders or triggers.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reports.ranking import (
    PARTS,
    moved_words,
    points_words,
    rank_words,
    ranking_notes,
    ranking_title,
    rate_words,
    rounded,
)
from reports.wording import GROUPS
from tracker.assessment import FULL, PartScore, ScorePart
from tracker.sayings import near_day
from tracker.usecases.look_at_ranking import RankingSeen, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedBar:
    """A unit in its group. `shares` are the points of each part as shares of a full score.

    `moved` is by how many ranks it rose since the period before, negative where it fell; None: not ranked at
    both times.
    """

    unit: str
    rank: str
    ranked: bool
    score: str
    shares: tuple[tuple[ScorePart, Fraction], ...]
    points: str
    moved: int | None
    moved_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarGroup:
    """The units of a group under its heading, the best first, the unranked last."""

    heading: str
    bars: tuple[RankedBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSheet:
    """A ranking: `against` says which period is compared with, empty where there was none."""

    title: str
    on: date
    known: date | None
    against: str
    parts: tuple[tuple[ScorePart, str], ...]
    groups: tuple[BarGroup, ...]
    notes: tuple[str, ...]


def ranking_sheet(seen: RankingSeen) -> RankingSheet:
    """Gather what the picture shows."""
    asked = seen.asked
    weighed = {each.part for group in seen.groups for row in group.rows for each in row.place.scored.parts}
    return RankingSheet(
        title=ranking_title(asked.on, seen.land.rules),
        on=asked.on,
        known=asked.known,
        against=f"较{near_day(seen.before_on, asked.on)}" if seen.before_on else "",
        parts=tuple((part, name) for part, name in PARTS.items() if part in weighed),
        groups=tuple(
            BarGroup(heading=GROUPS[group.group], bars=tuple(map(_bar, group.rows)))
            for group in seen.groups
            if group.rows
        ),
        notes=ranking_notes(seen),
    )


def ranking_caption(sheet: RankingSheet) -> str:
    """Say in a line a group who leads it, and who is not ranked."""
    lines = [sheet.title]
    for group in sheet.groups:
        first = [each for each in group.bars if each.ranked][:1]
        said = [f"{each.rank} {each.unit}（{each.score} 分）" for each in first]
        unranked = sum(not each.ranked for each in group.bars)
        said += [f"{unranked} 家没有年度任务，不排名"] if unranked else []
        lines.append(f"{group.heading}：{'；'.join(said)}")
    return "\n".join(lines)


def _bar(row: Row) -> RankedBar:
    place = row.place
    scored = place.scored
    ranked = place.rank is not None
    return RankedBar(
        unit=row.unit,
        rank=rank_words(place),
        ranked=ranked,
        score="" if scored.score is None else rounded(scored.score),
        shares=tuple((each.part, each.points / FULL) for each in scored.parts if each.points)
        if ranked
        else (),
        points="，".join(map(_points, scored.parts)) if ranked else "",
        moved=row.before - place.rank if place.rank is not None and row.before is not None else None,
        moved_words=moved_words(row),
    )


def _points(each: PartScore) -> str:
    rate = f"（{rate_words(each)}）" if each.part is ScorePart.AREA and each.weight is not None else ""
    return f"{PARTS[each.part]} {points_words(each)}{rate}"

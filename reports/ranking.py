"""How a ranking and the list for 约谈 are said in Chinese: each unit, its parts, and what both rest on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from reports.sanctions import notes, trigger_words
from reports.wording import GROUPS, moved
from tracker.assessment import FULL, PartScore, Place, ScorePart, Talk, weights_of
from tracker.measures import Assessment, Sanctions
from tracker.plan import OFFICE_DEFAULT
from tracker.sanctions import hundredth, midyear_of
from tracker.sayings import long_day, near_day
from tracker.scoring import figure
from tracker.usecases.look_at_ranking import RankingSeen, Row
from tracker.usecases.look_at_talks import TalksSeen

PARTS = MappingProxyType({ScorePart.AREA: "面积", ScorePart.TASKS: "任务", ScorePart.RETURNS: "季报"})
_MEANT = MappingProxyType(
    {
        ScorePart.AREA: "年度任务面积",
        ScorePart.TASKS: "牵头任务按期办结",
        ScorePart.RETURNS: "季报按期报送",
    }
)
_COUNTED = MappingProxyType({ScorePart.TASKS: "牵头任务", ScorePart.RETURNS: "季报"})
_NO_TARGET = "没有年度任务"


def ranking_title(on: date, rules: Sanctions) -> str:
    """Say `2021年上半年观摩评比（截至6月30日）`: the half-year's ends have names of their own."""
    name = "年度量化得分排名"
    if on == midyear_of(on.year, rules):
        name = "年上半年观摩评比"
    elif (on.month, on.day) == (12, 31):
        name = "年度考评"
    return f"{on.year}{name}（截至{near_day(on, on)}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line about a unit, and what stands under it."""

    unit: str
    line: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryGroup:
    """Entries under the heading of their group, the best first."""

    heading: str
    entries: tuple[Entry, ...]


def ranking_entries(seen: RankingSeen, *, full: Collection[str] | None = None) -> tuple[EntryGroup, ...]:
    """Say every group. Units in `full` (None: all) have the figures of each part under them.

    Of the others there is what the ranking publishes: rank, score, points and rate of completion.
    """
    return tuple(
        EntryGroup(
            heading=f"【{GROUPS[group.group]}】",
            entries=tuple(
                Entry(
                    unit=row.unit,
                    line=_row_line(row),
                    details=_details(row.place, full=full is None or row.unit in full),
                )
                for row in group.rows
            ),
        )
        for group in seen.groups
    )


def ranking_notes(seen: RankingSeen) -> tuple[str, ...]:
    """Say how the score is made, and what it rests on that the plan does not settle."""
    places = [row.place for group in seen.groups for row in group.rows]
    said = [_formula(seen.rule), *_rescaled(places)]
    if not any(each.rank for each in places):
        said.append("还没有下达年度任务，暂不排名")
    if any(each.tied for each in places):
        said.append("得分相同的并列，后面的名次空出")
    if any(_looks_tied(group.rows) for group in seen.groups):
        said.append("得分只显示到 0.01，名次按精确得分排")
    if seen.before_on is not None and any(moved_words(row) for group in seen.groups for row in group.rows):
        known = seen.asked.known
        then = "现在" if known is None else near_day(known, seen.asked.on)
        said.append(f"上期为{near_day(seen.before_on, seen.asked.on)}，按{then}掌握的情况计算")
    said += notes(seen.land, seen.land.years)
    said.append(
        "本评分办法暂由办公室确定" if seen.rule.source == OFFICE_DEFAULT else f"依据：{seen.rule.source}"
    )
    return tuple(said)


def talk_list_title(seen: TalksSeen) -> str:
    """Say `约谈名单（截至2021年6月30日）：2 家`."""
    on = seen.asked.on
    count = f"{len(seen.talks)} 家" if seen.talks else "没有单位"
    return f"约谈名单（截至{long_day(on)}）：{count}"


def talk_entries(seen: TalksSeen) -> tuple[Entry, ...]:
    """Say of every unit why it is called; for who sees every unit alone, for it tells what is not decided."""
    return tuple(
        Entry(unit=each.unit, line=each.unit, details=tuple(_reasons(each, seen.asked.on)))
        for each in seen.talks
    )


def talk_notes(seen: TalksSeen) -> tuple[str, ...]:
    """Say what the list rests on that the plan does not settle."""
    source = seen.rule.talk_source
    basis = "约谈条件暂由办公室确定" if source == OFFICE_DEFAULT else f"依据：{source}"
    return (*notes(seen.land, seen.land.years), basis)


def moved_words(row: Row) -> str:
    """Say `升 2 位` against the period before; nothing where the unit was not ranked at both times."""
    rank = row.place.rank
    return "" if rank is None or row.before is None else moved(rank, row.before)


def rank_words(place: Place) -> str:
    """Say `第 2 名`, `并列第 2 名`, `不排名`."""
    if place.rank is None:
        return "不排名"
    return f"{'并列' if place.tied else ''}第 {place.rank} 名"


def rounded(number: Fraction) -> str:
    """Write points or a percentage with at most two places, half-up."""
    return figure(hundredth(number))


def measured_words(each: PartScore) -> str:
    """Say what a part was measured by: `1200/1500 亩，完成 80%`, `按期办结 18/23 项，待核验 2 项暂不计`."""
    measured = each.measured
    if each.weight is None:
        return _nothing_measured(each)
    share = f"{figure(measured.done)}/{figure(measured.of)}"
    if each.part is ScorePart.AREA:
        return f"{share} 亩，{rate_words(each)}"
    if each.part is ScorePart.RETURNS:
        return f"按期 {share} 份"
    waiting = f"，待核验 {measured.waiting} 项暂不计" if measured.waiting else ""
    return f"按期办结 {share} 项{waiting}"


def rate_words(each: PartScore) -> str:
    """Say `完成 120%`: the share done of the whole task, which may exceed 100 %; its points do not."""
    return f"完成 {rounded(Fraction(each.measured.done) / Fraction(each.measured.of) * 100)}%"


def points_words(each: PartScore) -> str:
    """Say `48/60`: the points of the part, of its weight."""
    if each.points is None or each.weight is None:
        return "不计"
    return f"{rounded(each.points)}/{rounded(each.weight)}"


def _row_line(row: Row) -> str:
    score = row.place.scored.score
    said = f"{rank_words(row.place)} {row.unit}"
    if score is None:
        return f"{said}（{_NO_TARGET}）"
    moved = moved_words(row)
    return f"{said} {rounded(score)} 分" + (f"（名次较上期{moved}）" if moved else "")


def _details(place: Place, *, full: bool) -> tuple[str, ...]:
    scored = place.scored
    if len(scored.left_out) == len(scored.parts):
        return ()
    if not full:
        return (_short_line(place),)
    return tuple(
        f"· {PARTS[each.part]} {points_words(each)}：{measured_words(each)}" for each in scored.parts
    )


def _short_line(place: Place) -> str:
    parts = (
        f"{PARTS[each.part]} {points_words(each)}"
        + (f"（{rate_words(each)}）" if each.part is ScorePart.AREA and each.weight is not None else "")
        for each in place.scored.parts
    )
    return f"· {'，'.join(parts)}"


def _nothing_measured(each: PartScore) -> str:
    measured = each.measured
    if each.part is ScorePart.AREA:
        return _NO_TARGET + (f"，已完成 {figure(measured.done)} 亩" if measured.done else "")
    if measured.waiting:
        return f"到期的 {measured.waiting} 项都在待核验，暂不计"
    return f"没有到期的{_COUNTED[each.part]}"


def _formula(rule: Assessment) -> str:
    parts = "、".join(f"{_MEANT[part]} {figure(weight)}" for part, weight in weights_of(rule).items())
    return f"满分 {FULL}：{parts}"


def _rescaled(places: list[Place]) -> Iterator[str]:
    """Say of which units a part was left out, the same for all in one sentence."""
    units: dict[tuple[ScorePart, ...], list[str]] = {}
    for each in places:
        if each.scored.rescaled:
            units.setdefault(each.scored.left_out, []).append(each.scored.unit)
    ranked = sum(each.rank is not None for each in places)
    for left_out, names in units.items():
        missing = "、".join(_COUNTED[part] for part in left_out)
        whose = "各单位" if len(names) == ranked and ranked > 1 else "、".join(names)
        yield f"{whose}没有可计的{missing}，其余权重按比例折算成 {FULL}"


def _looks_tied(rows: tuple[Row, ...]) -> bool:
    """Whether two units with different ranks read alike."""
    shown = {
        (rounded(row.place.scored.score), row.place.rank)
        for row in rows
        if row.place.scored.score is not None
    }
    return len({score for score, _ in shown}) < len(shown)


def _reasons(each: Talk, on: date) -> Iterator[str]:
    for order in each.orders:
        day = near_day(order.decided_on, on)
        yield f"· {order.year} 年度暂停用地申请（{order.name}，{day}决定）"
    for year in each.triggered:
        yield f"· {year.year} 年度{trigger_words(year)}，待主任确认"
    if each.below_half is not None and each.below_half.target_mu is not None:
        done, target = figure(each.below_half.done_mu), figure(each.below_half.target_mu)
        yield f"· {each.below_half.year} 年度任务不到一半（{done}/{target} 亩）"
    for red in each.red:
        due = near_day(red.due_on, on) if red.due_on else ""
        yield f"· 牵头任务 {red.assignment.code} {due}到期，已逾期 {red.days} 天"

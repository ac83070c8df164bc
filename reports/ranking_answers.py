"""The JSON of `ranking`, in the shape that CONTRACT promises, with what the ranking rests on."""

from collections.abc import Iterator

from reports.sanction_answers import six_places
from tracker.assessment import PartScore, Talk
from tracker.scoring import figure
from tracker.usecases.look_at_ranking import RankingSeen, Row
from tracker.usecases.look_at_talks import TalksSeen


def ranking_answer(seen: RankingSeen, talks: TalksSeen) -> dict[str, object]:
    """Give every group, the best first, and who is called to a 约谈 with the reasons.

    `rank` and `score` are null for a unit without a target; a part's `points` and `weight` are null where
    it has nothing to measure, and then the others are `rescaled`.
    """
    known = seen.asked.known
    return {
        "on": seen.asked.on.isoformat(),
        "known": known.isoformat() if known else None,
        "previous_on": seen.before_on.isoformat() if seen.before_on else None,
        "source": seen.rule.source,
        "groups": [
            {"group": group.group, "rows": [_row(row) for row in group.rows]} for group in seen.groups
        ],
        "talks": [{"unit": each.unit, "reasons": list(_reasons(each))} for each in talks.talks],
        "talk_source": talks.rule.talk_source,
    }


def _row(row: Row) -> dict[str, object]:
    scored = row.place.scored
    return {
        "rank": row.place.rank,
        "unit": row.unit,
        "score": six_places(scored.score),
        "parts": {each.part.value: _part(each) for each in scored.parts},
        "tied": row.place.tied,
        "rescaled": scored.rescaled,
        "mapping": "assumed" if row.assumed else "confirmed",
        "previous_rank": row.before,
    }


def _part(each: PartScore) -> dict[str, object]:
    return {
        "points": six_places(each.points),
        "weight": six_places(each.weight),
        "done": figure(each.measured.done),
        "of": figure(each.measured.of) if each.measured.of else None,
        "waiting": each.measured.waiting,
    }


def _reasons(each: Talk) -> Iterator[dict[str, object]]:
    for order in each.orders:
        decided_on = order.decided_on.isoformat()
        yield {"kind": "order", "year": order.year, "number": order.code, "decided_on": decided_on}
    for year in each.triggered:
        target_mu, done_mu = year.counted(year.rule)
        yield {
            "kind": "triggered",
            "year": year.year,
            "rule": year.rule.value if year.rule else None,
            "target_mu": figure(target_mu) if target_mu is not None else None,
            "done_mu": figure(done_mu),
        }
    if each.below_half is not None and each.below_half.target_mu is not None:
        yield {
            "kind": "below_half",
            "year": each.below_half.year,
            "target_mu": figure(each.below_half.target_mu),
            "done_mu": figure(each.below_half.done_mu),
        }
    for red in each.red:
        due = red.due_on.isoformat() if red.due_on else None
        yield {"kind": "red", "code": red.assignment.code, "due": due, "days": red.days}

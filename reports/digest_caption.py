"""The caption of a digest that goes out by itself: what changed, what is late, what needs a decision.

Three sentences, made by rules; at most 1,000 UTF-16 units whatever the names (Telegram: 1,024).
"""

from collections.abc import Iterable, Sequence

from reports.changes import Changes, Waiting
from reports.digest import Digest
from reports.sanctions import trigger_words
from reports.wording import some
from tracker.sayings import long_day, near_day
from tracker.scoring import figure
from tracker.standing import Standing

_NAMED = 3
"""Names said before 等: more are not remembered in a corridor."""


def digest_caption(digest: Digest, changed: Changes | None, waiting: Waiting) -> str:
    """Join the three sentences as lines; `changed` is None for the first digest of a campaign."""
    return "\n".join((_changed(digest, changed), _late(digest, changed), _to_decide(digest, waiting)))


def _changed(digest: Digest, changed: Changes | None) -> str:
    """6月14日以来：新办结8项分工（1.1、2.2等），新报送5项，调整期限2项，盘活120亩."""
    tally = digest.tally
    if changed is None:
        return f"截至{long_day(digest.on)}，{tally.total}项分工办结{tally.closed}项。"
    counted = [
        *_counted("新办结", changed.closed),
        *_counted("不再算办结", changed.reopened),
        *_counted("新报送待核验", changed.submitted),
        *_counted("调整期限", changed.moved),
        *_revived(changed),
    ]
    said = "，".join(counted) or "没有新的办结、报送和处置"
    return (
        f"{near_day(changed.since, digest.on)}以来：{said}；"
        f"截至{near_day(digest.on, digest.on)}，{tally.total}项分工办结{tally.closed}项。"
    )


def _late(digest: Digest, changed: Changes | None) -> str:
    """新逾期5项（2.2、3.1），现逾期53项、涉及18家，最多的是市自然资源和规划局（6项）."""
    red = digest.tally.red
    if not red:
        return "目前没有逾期的分工。"
    new = "，".join(_counted("新逾期", changed.overdue if changed else ()))
    late = [row for row in digest.units if row.red]
    most = max(row.red for row in late)
    worst = [row.unit for row in late if row.red == most]
    more = f"等{len(worst)}家各" if len(worst) > _NAMED else "各" if len(worst) > 1 else ""
    fresh = f"{new}；" if new else "没有新的逾期；" if changed else ""
    return f"{fresh}现逾期{red}项、涉及{len(late)}家，最多的是{some(worst, _NAMED)}（{more}{most}项）。"


def _to_decide(digest: Digest, waiting: Waiting) -> str:
    """需要决定：待核验7项（最早6月10日报送）；清丰县上半年触发暂停（700/1500 亩），待主任决定."""
    parts = [*_reviews(digest, waiting), *_cases(waiting), *_silent(waiting.unreachable)]
    return f"需要决定：{'；'.join(parts)}。" if parts else "没有等待决定的事项。"


def _counted(words: str, standings: Sequence[Standing]) -> list[str]:
    """Say `新办结8项分工（1.1、2.2、3.1等）`; nothing for none."""
    if not standings:
        return []
    codes = list(dict.fromkeys(each.assignment.code for each in standings))
    return [f"{words}{len(standings)}项（{_some(codes)}）"]


def _revived(changed: Changes) -> list[str]:
    if not changed.revived_mu:
        return []
    word = "盘活" if changed.revived_mu > 0 else "盘活面积核减"
    return [f"{word}{figure(abs(changed.revived_mu))}亩"]


def _reviews(digest: Digest, waiting: Waiting) -> list[str]:
    if not waiting.reviews:
        return []
    kinds = (("任务", waiting.reports), ("处置", waiting.disposals), ("季报", waiting.returns))
    counts = "、".join(f"{kind}{count}项" for kind, count in kinds if count)
    oldest = f"，最早{near_day(waiting.oldest_on, digest.on)}报送" if waiting.oldest_on else ""
    return [f"待办公室核验{waiting.reviews}项（{counts}{oldest}）"]


def _cases(waiting: Waiting) -> list[str]:
    if not waiting.cases:
        return []
    first, *rest = waiting.cases
    if not rest:
        return [f"{first.standing.unit}{first.standing.year}年{trigger_words(first.standing)}，待主任决定"]
    units = list(dict.fromkeys(each.standing.unit for each in waiting.cases))
    return [f"{_some(units)}的年度任务待主任决定，共{len(waiting.cases)}件"]


def _silent(names: Sequence[str]) -> list[str]:
    return [f"{len(names)}家单位联系不上（{_some(names)}）"] if names else []


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return some(listed, _NAMED) + ("等" if len(listed) > _NAMED else "")

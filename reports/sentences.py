"""What the director can say aloud in a corridor: three sentences, made from a digest by rules."""

from collections.abc import Sequence

from reports.digest import Deadline, Digest, UnitRow
from reports.wording import some
from tracker.sayings import long_day, near_day
from tracker.standing import Standing
from tracker.unit_year import UnitYear

_NAMED = 3
"""Names said before 等: more are not remembered in a corridor."""


def caption(digest: Digest) -> str:
    """Join the sentences as lines; at most 1,000 UTF-16 units whatever the names (Telegram: 1,024)."""
    return "\n".join(sentences(digest))


def sentences(digest: Digest) -> tuple[str, ...]:
    """Say how it stands; who is late and how long; what comes next. One alone before the issue."""
    if not digest.issued:
        return (_not_issued(digest),)
    return _standing(digest), _late(digest), _next(digest)


def _day(digest: Digest) -> str:
    known = f"（按{long_day(digest.known)}已知情况）" if digest.known else ""
    return f"截至{long_day(digest.on)}{known}"


def _not_issued(digest: Digest) -> str:
    document = some([digest.document], 1)
    return (
        f"{_day(digest)}，方案（{document}）尚未印发，没有下达任务；印发日期为{long_day(digest.issued_on)}。"
    )


def _standing(digest: Digest) -> str:
    """13项任务已办结1项，119项分工办结12项、待核验5项、逾期53项."""
    tally, tasks = digest.tally, digest.task_tally
    if not tally.total:
        return f"{_day(digest)}，没有分工。"
    if tally.closed == tally.total:
        return f"{_day(digest)}，{tasks.total}项任务、{tally.total}项分工全部办结。"
    whole = f"已办结{tasks.closed}项" if tasks.closed else "尚无办结"
    done = f"{tasks.total}项任务{whole}，{tally.total}项分工办结{tally.closed}项"
    if not tally.closed:
        done = f"{tasks.total}项任务、{tally.total}项分工尚无办结"
    submitted = f"、待核验{tally.submitted}项" if tally.submitted else ""
    red = f"、逾期{tally.red}项" if tally.red else ""
    return f"{_day(digest)}，{done}{submitted}{red}。"


def _late(digest: Digest) -> str:
    """逾期涉及18家单位，最多的是市自然资源和规划局（6项）；时间最长的是1.1、3.1、4.1，已逾期92天."""
    if not digest.reds:
        return "目前没有逾期的分工。"
    late = [row for row in digest.units if row.red]
    longest = digest.reds[0].days
    codes = list(dict.fromkeys(each.assignment.code for each in digest.reds if each.days == longest))
    more = f"等{len(codes)}项任务" if len(codes) > _NAMED else ""
    return f"{_worst(late)}；时间最长的是{some(codes, _NAMED)}{more}，已逾期{longest}天。"


def _worst(late: Sequence[UnitRow]) -> str:
    most = max(row.red for row in late)
    names = [row.unit for row in late if row.red == most]
    each = "各" if len(names) > 1 else ""
    more = f"等{len(names)}家" if len(names) > _NAMED else ""
    said = f"{some(names, _NAMED)}{more}（{each}{most}项）"
    return f"逾期的是{said}" if len(names) == len(late) else f"逾期涉及{len(late)}家单位，最多的是{said}"


def _next(digest: Digest) -> str:
    """30天内有8项分工到期，最近的是4月30日到期的2.2；台账外义务逾期9项；1家单位联系不上：示范区."""
    parts = [
        _coming(digest),
        *_obliged(digest.overdue_obligations),
        *_open(digest),
        *_silent(digest.unreachable),
    ]
    return "；".join(parts) + "。"


def _coming(digest: Digest) -> str:
    if not digest.upcoming:
        return "没有尚待到期的分工"
    first = digest.upcoming[0]
    said = _first(digest, [each for each in digest.upcoming if each.due_on == first.due_on])
    if first.days > digest.soon_days:
        return f"{digest.soon_days}天内没有分工到期，下一批是{said}"
    soon = sum(len(each.units) for each in digest.due_within(digest.soon_days))
    return f"{digest.soon_days}天内有{soon}项分工到期，最近的是{said}"


def _first(digest: Digest, together: Sequence[Deadline]) -> str:
    """Say the tasks that fall due on one day."""
    codes = [each.code for each in together]
    more = f"等{len(codes)}项任务" if len(codes) > _NAMED else ""
    due = together[0]
    day = "当天" if due.days == 0 else near_day(due.due_on, digest.on)
    return f"{day}到期的{some(codes, _NAMED)}{more}"


def _obliged(overdue: Sequence[Standing]) -> list[str]:
    if not overdue:
        return []
    codes = list(dict.fromkeys(each.assignment.code for each in overdue))
    return [f"台账外义务逾期{len(overdue)}项（{some(codes, _NAMED)}{'等' if len(codes) > _NAMED else ''}）"]


def _open(digest: Digest) -> list[str]:
    """年度任务待主任决定2家（2021年度清丰县、范县），暂停申请中1家（2021年度濮阳县）: whatever its year."""
    waiting = [each for each in digest.open_years if each.waits]
    stopped = [each for each in digest.open_years if each.in_force]
    said = (("年度任务待主任决定", waiting), ("暂停用地申请中", stopped))
    return [f"{what}{len(years)}家（{_whose(years)}）" for what, years in said if years]


def _whose(years: Sequence[UnitYear]) -> str:
    """Name the units behind their year, each year once."""
    named, parts = years[:_NAMED], []
    for year in dict.fromkeys(each.standing.year for each in named):
        units = [each.standing.unit for each in named if each.standing.year == year]
        parts.append(f"{year}年度{some(units, _NAMED)}")
    return "，".join(parts) + ("等" if len(years) > _NAMED else "")


def _silent(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = "等" if len(names) > _NAMED else ""
    return [f"{len(names)}家单位联系不上：{some(names, _NAMED)}{more}"]

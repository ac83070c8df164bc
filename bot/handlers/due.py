"""What is due soon and what is overdue: /due, /overdue."""

from collections.abc import Sequence

from bot.access import sees_all
from bot.handlers.lines import said_line, task_line
from bot.handlers.looking import look_as_allowed
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager
from bot.requests import Answer, Request, says
from bot.words import bold, esc
from reports.digest import Digest
from reports.pages import entries_of
from reports.reading import digest_of
from tracker.model import Light, Role
from tracker.sayings import first_clause, near_day
from tracker.standing import Standing
from tracker.usecases.look import Look, Seen

_PAGE = 12


def due(message: Incoming) -> Request[Look, Seen]:
    """Answer /due: what is still to be submitted within the days in which it shows yellow."""
    page, edit = _page(message, "du:")
    look = Look(on=message.said_at.date())
    return Request(look_as_allowed, look, lambda seen: _due(seen, page, edit), reads=True)


def overdue(message: Incoming) -> Request[Look, Seen]:
    """Answer /overdue: who, since when, what was said last."""
    page, edit = _page(message, "ov:")
    look = Look(on=message.said_at.date())
    return Request(look_as_allowed, look, lambda seen: _overdue(seen, page, edit), reads=True)


def _page(message: Incoming, prefix: str) -> tuple[int, int | None]:
    if not message.data:
        return 0, None
    return int(message.data.removeprefix(prefix)), message.message_id


def _due(seen: Seen, page: int, edit: int | None) -> Answer:
    digest, days = digest_of(seen), seen.campaign.lights.due_within_days
    soon = [
        each
        for each in (*digest.standings, *digest.obligations)
        if each.light is not Light.CLOSED
        and not each.submitted
        and each.due_on is not None
        and 0 <= (each.due_on - seen.on).days <= days
    ]
    soon.sort(key=lambda each: each.due_on or seen.on)
    heading = f"{days} 天内到期"
    if not soon:
        return says(f"{heading}的任务：没有。", edit=edit)
    if sees_all(seen.sender):
        return _by_task(seen, heading, soon, edit)
    return _entries(seen, heading, soon, page, edit, prefix="du:")


def _overdue(seen: Seen, page: int, edit: int | None) -> Answer:
    digest = digest_of(seen)
    late = [*digest.reds, *(each for each in digest.obligations if each.light is Light.RED)]
    if not late:
        return says("没有逾期任务。", edit=edit)
    return _entries(seen, f"逾期（{_counts(digest)}）", late, page, edit, prefix="ov:")


def _counts(digest: Digest) -> str:
    """Count the ledger by part, and obligations apart."""
    lead = sum(row.lead.red for row in digest.units)
    supporting = sum(row.supporting.red for row in digest.units)
    outside = sum(1 for each in digest.obligations if each.light is Light.RED)
    return f"牵头 {lead} 项，责任 {supporting} 项" + (f"，台账外 {outside} 项" if outside else "")


def _by_task(seen: Seen, heading: str, soon: Sequence[Standing], edit: int | None) -> Answer:
    """Group by task and date for who sees every unit: one line for a task, not one for each unit."""
    lines = [bold(heading)]
    groups: dict[tuple[str, object], list[Standing]] = {}
    for each in soon:
        groups.setdefault((each.assignment.code, each.due_on), []).append(each)
    for (code, _), members in groups.items():
        task, due_on = seen.campaign.task(code), members[0].due_on
        if task is None or due_on is None:
            continue
        left = (due_on - seen.on).days
        units = "、".join(each.assignment.unit for each in members)
        lines.append(f"🟡 {bold(code)} {esc(first_clause(task.content))}")
        lines.append(f"      {near_day(due_on, seen.on)}到期，还有 {left} 天：{esc(units)}")
    return says("\n".join(lines), edit=edit)


def _entries(
    seen: Seen, heading: str, standings: Sequence[Standing], page: int, edit: int | None, *, prefix: str
) -> Answer:
    shown, page, last = page_of(standings, page, _PAGE)
    lines = [bold(heading)]
    several = sees_all(seen.sender) or len(seen.sender.units(Role.LIAISON, Role.LEADER)) > 1
    for entry in entries_of(seen.campaign, shown):
        lines.append(task_line(entry, seen.on, unit=several))
        lines += said_line(entry, seen.on, 60).splitlines()
    return says("\n".join(lines), keyboard=(*_report(seen), *pager(prefix, page, last)), edit=edit)


def _report(seen: Seen) -> Keyboard:
    return ((Button("填报", "report"),),) if seen.sender.holds(Role.LIAISON) else ()

"""What is due soon and what is overdue: /due, /overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.access import sees_all
from bot.handlers.export import calendar_button
from bot.handlers.lines import said_line, task_line
from bot.handlers.looking import look_as_allowed, own_units
from bot.handlers.parcel_lines import parcel_line
from bot.handlers.parcels import Choice
from bot.handlers.return_lines import return_line
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager
from bot.requests import Answer, Reply, Request
from bot.words import bold, esc
from reminders.wording import due_words
from reports.digest import Digest
from reports.pages import entries_of
from reports.reading import digest_of
from tracker.cases import CutoffAhead
from tracker.model import Light, Role, Sender
from tracker.notices import Notice
from tracker.returns import ReturnStanding
from tracker.sayings import first_clause, near_day
from tracker.standing import Standing
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, cutoffs_ahead
from tracker.usecases.issue_notices import notices_in_force
from tracker.usecases.look import Look, Seen
from tracker.usecases.look_at_parcels import LookAtParcels, ParcelsSeen, Which, look_at_parcels
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

_DAY = timedelta(days=1)
_PAGE = 12
_PARCELS = 5
"""Parcels that are named under the tasks; the list of parcels has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Tasks as they are recorded, the parcels whose date is near or past, and the returns that are due.

    `annual` are the units short of a cut-off that is near; `notices` are those in force, by subject.
    """

    seen: Seen
    parcels: ParcelsSeen
    returns: tuple[ReturnStanding, ...]
    annual: tuple[CutoffAhead, ...]
    notices: Mapping[str, Notice]

    def mark(self, subject: str) -> str:
        """Say behind a line which notice its subject is under: ` · 🟡〔2021〕12号`."""
        notice = self.notices.get(subject)
        return f" · {notice.mark}" if notice else ""


def due(message: Incoming) -> Request[LookAtParcels, Owing]:
    """Answer /due: what is still to be submitted within the days in which it shows yellow."""
    page, edit = _page(message, "du:")
    command = LookAtParcels(on=message.said_at.date(), which=Which.DUE)
    return Request(_look, command, lambda owing: _due(owing, page, edit), reads=True)


def overdue(message: Incoming) -> Request[LookAtParcels, Owing]:
    """Answer /overdue: who, since when, what was said last."""
    page, edit = _page(message, "ov:")
    command = LookAtParcels(on=message.said_at.date(), which=Which.OVERDUE)
    return Request(_look, command, lambda owing: _overdue(owing, page, edit), reads=True)


def _look(books: Books, sender: Sender, command: LookAtParcels) -> Owing:
    """Read tasks, parcels and returns as far as this sender may see them."""
    units = None if sees_all(sender) else own_units(sender)
    late = command.which is Which.OVERDUE
    # A cut-off that has passed is the director's: nothing of it is overdue.
    annual = () if late else cutoffs_ahead(books, CasesOn(on=command.on, units=units))
    last = command.on + books.campaign.lights.due_within_days * _DAY
    returns = returns_on(books, LookAtReturns(on=command.on, units=units))
    return Owing(
        seen=look_as_allowed(books, sender, Look(on=command.on)),
        parcels=look_at_parcels(books, sender, replace(command, units=units)),
        returns=tuple(each for each in returns if each.owed and (each.days > 0) == late),
        annual=tuple(each for each in annual if each.due_on <= last),
        notices=notices_in_force(books, command.on, units),
    )


def _page(message: Incoming, prefix: str) -> tuple[int, int | None]:
    if not message.data:
        return 0, None
    return int(message.data.removeprefix(prefix)), message.message_id


def _due(owing: Owing, page: int, edit: int | None) -> Answer:
    seen = owing.seen
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
        answer = Reply(text=f"{heading}的任务：没有。", edit=edit)
    elif sees_all(seen.sender):
        answer = _by_task(seen, heading, soon, edit)
    else:
        answer = _entries(owing, heading, soon, page, edit, prefix="du:")
    picture = (Button("时间图", f"ct:{seen.on}"), calendar_button())
    answer = replace(answer, keyboard=(*answer.keyboard, picture))
    return _with_parcels(_with_annual(_with_returns(answer, owing), owing), owing, "即将到期的宗地")


def _overdue(owing: Owing, page: int, edit: int | None) -> Answer:
    seen = owing.seen
    digest = digest_of(seen)
    late = [*digest.reds, *(each for each in digest.obligations if each.light is Light.RED)]
    if late:
        answer = _entries(owing, f"逾期（{_counts(digest)}）", late, page, edit, prefix="ov:")
    else:
        answer = Reply(text="没有逾期任务。", edit=edit)
    return _with_parcels(_with_returns(answer, owing), owing, "已逾期的宗地")


def _with_returns(tasks: Reply, owing: Owing) -> Reply:
    """Put the quarterly returns that nobody has submitted under the tasks."""
    if not owing.returns:
        return tasks
    lines = [tasks.text, "", f"{bold('季报')}（{len(owing.returns)} 份未报）"]
    lines += _return_lines(owing)
    button = (Button("季报", "rt:new"),)
    return replace(tasks, text="\n".join(lines), keyboard=(*tasks.keyboard, button))


def _return_lines(owing: Owing) -> list[str]:
    """Name each return; for who sees every unit those of a quarter that stand alike in one line."""
    on = owing.seen.on
    if not sees_all(owing.seen.sender):
        return [
            return_line(each, on, f"{each.unit} {each.quarter}") + owing.mark(each.subject)
            for each in owing.returns
        ]
    alike: dict[str, list[str]] = {}
    for each in owing.returns:
        alike.setdefault(return_line(each, on, str(each.quarter)), []).append(each.unit)
    return [f"{line}：{esc('、'.join(units))}" for line, units in alike.items()]


def _with_annual(tasks: Reply, owing: Owing) -> Reply:
    """Put what is missing to a cut-off that is near under the tasks."""
    if not owing.annual:
        return tasks
    lines = [tasks.text, "", bold("年度任务")]
    lines += [
        f"🟡 {esc(each.unit)} {esc(due_words(each.due_on, owing.seen.on))}：{esc(each.urging)}"
        + owing.mark(each.subject)
        for each in owing.annual
    ]
    return replace(tasks, text="\n".join(lines))


def _with_parcels(tasks: Reply, owing: Owing, heading: str) -> Answer:
    """Put the parcels under the tasks: the first by their date, and the way to all."""
    held, asked = owing.parcels.parcels, owing.parcels.asked
    if not held:
        return Answer(replies=(tasks,))
    lines = [tasks.text, "", f"{bold(heading)}（{len(held)} 宗）"]
    whose = asked.units is None or len(asked.units) > 1
    lines += [parcel_line(each, asked.on, whose=whose) for each in held[:_PARCELS]]
    more = Button(f"全部 {len(held)} 宗", f"pl:{Choice(which=asked.which)}:0")
    return Answer(replies=(replace(tasks, text="\n".join(lines), keyboard=(*tasks.keyboard, (more,))),))


def _counts(digest: Digest) -> str:
    """Count the ledger by part, and obligations apart."""
    lead = sum(row.lead.red for row in digest.units)
    supporting = sum(row.supporting.red for row in digest.units)
    outside = sum(1 for each in digest.obligations if each.light is Light.RED)
    return f"牵头 {lead} 项，责任 {supporting} 项" + (f"，台账外 {outside} 项" if outside else "")


def _by_task(seen: Seen, heading: str, soon: Sequence[Standing], edit: int | None) -> Reply:
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
    return Reply(text="\n".join(lines), edit=edit)


def _entries(
    owing: Owing, heading: str, standings: Sequence[Standing], page: int, edit: int | None, *, prefix: str
) -> Reply:
    seen = owing.seen
    shown, page, last = page_of(standings, page, _PAGE)
    lines = [bold(heading)]
    several = sees_all(seen.sender) or len(seen.sender.units(Role.LIAISON, Role.LEADER)) > 1
    for each, entry in zip(shown, entries_of(seen.campaign, shown), strict=True):
        lines.append(task_line(entry, seen.on, unit=several) + owing.mark(each.assignment.subject))
        lines += said_line(entry, seen.on, 60).splitlines()
    keyboard = (*_report(seen), *pager(prefix, page, last))
    return Reply(text="\n".join(lines), keyboard=keyboard, edit=edit)


def _report(seen: Seen) -> Keyboard:
    return ((Button("填报", "report"),),) if seen.sender.holds(Role.LIAISON) else ()

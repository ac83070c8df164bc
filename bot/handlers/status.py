"""/status: one picture that can be shown, three sentences that can be said aloud, and what is behind each.

`/status 2021-07-01` asks about the past. A liaison or leader gets the own unit's page instead of the city's.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.access import hears_triggers, sees_all
from bot.handlers.lines import MARKS, said_line, task_line, unit_line
from bot.handlers.looking import look_as_allowed, own_units
from bot.handlers.parsing import day as read_day
from bot.handlers.return_lines import return_line
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.picture_recipes import STATUS, PictureOf
from bot.requests import Answer, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc, minute
from reminders.acknowledging import Told, last_told
from reports.digest import Digest
from reports.pages import UnitPage, task_entries, unit_page
from reports.reading import digest_of
from reports.sanctions import unit_lines
from reports.sentences import caption
from tracker.model import Sender
from tracker.plan import Unit, UnitGroup
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.choosing import find_task, find_unit
from tracker.usecases.look import Look, Seen
from tracker.usecases.look_at_annual_tasks import AnnualTasks, look_at_annual_tasks
from tracker.usecases.look_at_open_years import LookAtOpenYears

_PAGE = 8
_UNITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSeen:
    """What is recorded, and the annual tasks beside it; None where the plan has none."""

    seen: Seen
    annual: AnnualTasks | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSeen:
    """A status, the unit asked for, and what it was told last."""

    status: StatusSeen
    unit: Unit
    told: Told | None


def status(message: Incoming) -> Request[Look, StatusSeen]:
    """Answer /status and /status DAY."""
    today = message.said_at.date()
    on = read_day(message.words[0]) if message.words else today
    if on > today:
        raise UsageError(f"{on} 还没有到，只能查询今天或以前的日期。")
    return Request(_look, Look(on=on), _shown, reads=True)


def drill_down(message: Incoming) -> Request[Look, Seen]:
    """Answer the buttons under the picture.

    `su:DAY:PAGE` lists units, `sk:DAY` tasks, `sT:DAY:CODE:PAGE` shows a task.
    """
    what, on, *rest = message.data.split(":")
    edit = message.message_id
    views = {
        "su": lambda seen: _units(seen, int(rest[0]), _in_place(message)),
        "sk": lambda seen: _tasks(seen, _in_place(message)),
        "sT": lambda seen: _task(seen, rest[0], int(rest[1]), edit),
    }
    look = Look(on=min(read_day(on), message.said_at.date()))
    return Request(look_as_allowed, look, views[what], reads=True)


def unit_button(message: Incoming) -> Request[Look, UnitSeen]:
    """Answer the button `sU:DAY:UNIT:PAGE`: one unit, and whether it was told and has read it."""
    _, on, unit_id, page = message.data.split(":")
    look = Look(on=min(read_day(on), message.said_at.date()))

    def see(books: Books, sender: Sender, command: Look) -> UnitSeen:
        unit = find_unit(books.campaign, unit_id)
        if not sees_all(sender) and unit.name not in own_units(sender):
            raise UsageError(NOT_ALLOWED)
        told = last_told(books.connection, unit.name) if sees_all(sender) else None
        return UnitSeen(status=_look(books, sender, command), unit=unit, told=told)

    return Request(see, look, lambda shown: _unit(shown, int(page), message.message_id), reads=True)


def _look(books: Books, sender: Sender, command: Look) -> StatusSeen:
    """Read ledger and annual tasks as far as this sender may see them."""
    units = None if sees_all(sender) else own_units(sender)
    asked = LookAtOpenYears(on=command.on, known=command.known, units=units)
    return StatusSeen(
        seen=look_as_allowed(books, sender, command), annual=look_at_annual_tasks(books, sender, asked)
    )


def _in_place(message: Incoming) -> int | None:
    """Return None for the first press under the picture, whose caption is to stay; later ones edit."""
    return None if message.data.endswith(":new") else message.message_id


def _shown(shown: StatusSeen) -> Answer:
    seen = shown.seen
    if not sees_all(seen.sender):
        return _own(shown, digest_of(seen))
    digest = digest_of(seen, shown.annual)
    recipe = PictureOf(on=seen.on, known=seen.known).recipe(STATUS)
    ways = (Button("按单位看", f"su:{seen.on}:0:new"), Button("按任务看", f"sk:{seen.on}:new"))
    keyboard = ((*ways, Button("单位任务图", f"cm:{seen.on}:0")),)
    return Answer(replies=(Reply(text=esc(caption(digest)), picture=recipe, keyboard=keyboard),))


def _own(shown: StatusSeen, digest: Digest) -> Answer:
    seen = shown.seen
    found = [unit for name in own_units(seen.sender) if (unit := seen.campaign.unit(name))]
    return Answer(
        replies=tuple(_unit_reply(shown, unit_page(seen.campaign, digest, unit), 0, None) for unit in found)
    )


def _units(seen: Seen, page: int, edit: int | None) -> Answer:
    digest = digest_of(seen)
    shown, page, last = page_of(digest.units, page, _UNITS)
    lines = [f"{bold('各单位')}（{near_day(seen.on, seen.on)}）"]
    buttons = []
    for row in shown:
        light = MARKS[row.light] if row.light else "▫️"
        red = f"，逾期 {row.red}" if row.red else ""
        lines.append(f"{light} {bold(row.unit)} 办结 {row.closed}/{row.total}{red}")
        unit = find_unit(seen.campaign, row.unit)
        buttons.append(Button(f"{light}{row.unit[:8]}", f"sU:{seen.on}:{unit.id}:0"))
    turn = pager(f"su:{seen.on}:", page, last)
    return says("\n".join(lines), keyboard=(*rows(buttons, 2), *turn), edit=edit)


def _tasks(seen: Seen, edit: int | None) -> Answer:
    digest = digest_of(seen)
    lines = [f"{bold('各任务')}（{near_day(seen.on, seen.on)}）"]
    for row in digest.tasks:
        red = f"，逾期 {row.tally.red}" if row.tally.red else ""
        waiting = f"，待核验 {row.tally.submitted}" if row.tally.submitted else ""
        lines.append(
            f"{MARKS[row.light]} {bold(row.code)} 办结 {row.tally.closed}/{row.tally.total}{waiting}{red}"
        )
    buttons = tuple(
        Button(f"{MARKS[row.light]}{row.code}", f"sT:{seen.on}:{row.code}:0") for row in digest.tasks
    )
    return says("\n".join(lines), keyboard=rows(buttons, 4), edit=edit)


def _unit(shown: UnitSeen, page: int, edit: int) -> Answer:
    seen = shown.status.seen
    view = unit_page(seen.campaign, digest_of(seen), shown.unit)
    return Answer(replies=(_unit_reply(shown.status, view, page, edit, _told(shown.told, seen)),))


def _told(told: Told | None, seen: Seen) -> str:
    """Say when the unit was last reminded, and whether somebody has read it."""
    if told is None:
        return ""
    zone = ZoneInfo(seen.campaign.timezone)
    if told.sent_at is None:
        return f"最近提醒：{minute(told.planned_at.astimezone(zone))} 尚未送达"
    read = f"，{minute(told.read_at.astimezone(zone))} 已知悉" if told.read_at else "，尚未确认知悉"
    return f"最近提醒：{minute(told.sent_at.astimezone(zone))} 已送达{read}"


def _unit_reply(status: StatusSeen, shown: UnitPage, page: int, edit: int | None, told: str = "") -> Reply:
    seen, annual = status.seen, status.annual
    entries, page, last = page_of((*shown.entries, *shown.obligations), page, _PAGE)
    lines = [f"{bold(shown.unit.name)}（{near_day(seen.on, seen.on)}）{_tally(shown)}"]
    if sees_all(seen.sender) and not shown.reachable:
        lines.append("⚠️ 没有联络员或联系不上")
    lines += [told] if told else []
    filing = shown.row.filing if shown.row else None
    lines += [return_line(filing, seen.on, f"{filing.quarter.name}季报")] if filing else []
    if annual and shown.unit.group is not UnitGroup.DEPARTMENT:
        said = unit_lines(annual, shown.unit.name, openly=hears_triggers(seen.sender))
        lines += [esc(line) for line in said]
    for entry in entries:
        lines.append(task_line(entry, seen.on))
        lines += said_line(entry, seen.on, 80).splitlines()
    keyboard = (*pager(f"sU:{seen.on}:{shown.unit.id}:", page, last), *_back(seen, f"su:{seen.on}:0"))
    return Reply(text="\n".join(lines), keyboard=keyboard, edit=edit)


def _tally(shown: UnitPage) -> str:
    return "" if shown.row is None else f" 办结 {shown.row.closed}/{shown.row.total}，逾期 {shown.row.red}"


def _task(seen: Seen, code: str, page: int, edit: int | None) -> Answer:
    task = find_task(seen.campaign, code)
    units = None if sees_all(seen.sender) else own_units(seen.sender)
    held = task_entries(seen.campaign, digest_of(seen), task, units=units)
    entries, page, last = page_of(held, page, _PAGE)
    lines = [f"{bold(task.code)} {esc(task.content)}（{near_day(seen.on, seen.on)}）"]
    for entry in entries:
        lines.append(unit_line(entry, seen.on))
        lines += said_line(entry, seen.on, 80).splitlines()
    keyboard = (*pager(f"sT:{seen.on}:{code}:", page, last), *_back(seen, f"sk:{seen.on}"))
    return says("\n".join(lines), keyboard=keyboard, edit=edit)


def _back(seen: Seen, data: str) -> Keyboard:
    return ((Button("‹ 返回", data),),) if sees_all(seen.sender) else ()

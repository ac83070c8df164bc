"""Looking at tasks and taking them on: /tasks, /task 3.2, the checklist, 签收."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.access import Right, may, sees_all
from bot.handlers.lines import MARKS, said_line, task_line, unit_line
from bot.handlers.looking import look_as_allowed, own_units
from bot.handlers.parsing import task_and_unit
from bot.handlers.report import REPLACED, report_anew, submission_notices
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Reply, Request, UsageError, says
from bot.words import bold, esc
from reports.digest import Digest
from reports.pages import Entry, task_entries, unit_page
from reports.reading import digest_of
from tracker.model import Light, Role, State
from tracker.plan import Task
from tracker.sayings import first_clause, near_day
from tracker.usecases.accept_tasks import AcceptTasks, TasksAccepted, accept_tasks
from tracker.usecases.choosing import find_task
from tracker.usecases.look import Look, Seen
from tracker.usecases.report_progress import ProgressReported, ReportProgress

_UNITS_PAGE = 10


def tasks(message: Incoming) -> Request[Look, Seen]:
    """Answer /tasks, and the buttons that turn its pages."""
    page = _number(message.data, "ts:")
    edit = message.message_id if message.data else None
    look = Look(on=message.said_at.date())
    return Request(look_as_allowed, look, lambda seen: _listed(seen, page, edit), reads=True)


def task(message: Incoming) -> Request[Look, Seen]:
    """Answer /task 3.2."""
    if not message.words:
        raise UsageError("请写任务编号，例如：/task 3.2")
    code, _ = task_and_unit(message.words[0])
    look = Look(on=message.said_at.date())
    return Request(look_as_allowed, look, lambda seen: shown_task(seen, code, 0, None), reads=True)


def task_button(message: Incoming) -> Request[Look, Seen]:
    """Answer the button `t:CODE:PAGE`, in place."""
    _, code, page = message.data.split(":")
    look = Look(on=message.said_at.date())
    return Request(
        look_as_allowed, look, lambda seen: shown_task(seen, code, int(page), message.message_id), reads=True
    )


def tick(message: Incoming) -> Request[ReportProgress, ProgressReported]:
    """Answer the button `tk:CODE@UNIT_ID:INDEX:1`, which ticks or unticks a checklist item."""
    _, where, item, done = message.data.split(":")
    code, unit = task_and_unit(where)
    command = ReportProgress(
        code=code,
        unit=unit,
        percent=None,
        text="",
        item=item,
        item_done=done == "1",
        said_on=message.said_at.date(),
        at=message.said_at,
    )
    return Request(report_anew, command, lambda reported: _ticked(reported, where, message.message_id))


def accept(message: Incoming) -> Request[AcceptTasks, TasksAccepted]:
    """Answer the buttons `ac:all` and `ac:CODE@UNIT_ID`."""
    word = message.data.removeprefix("ac:")
    code, unit = (None, None) if word == "all" else task_and_unit(word)
    command = AcceptTasks(code=code, unit=unit, on=message.said_at.date(), at=message.said_at)
    return Request(accept_tasks, command, _accepted)


def shown_task(seen: Seen, code: str, page: int, edit: int | None) -> Answer:
    """Show a task as far as the viewer may see it."""
    viewed = find_task(seen.campaign, code)
    units = None if sees_all(seen.sender) else own_units(seen.sender)
    held = task_entries(seen.campaign, digest_of(seen), viewed, units=units)
    entries, page, last = page_of(held, page, _UNITS_PAGE)
    lines = [*_heading(viewed, seen.on), *_who_has_it(viewed), ""]
    for entry in entries:
        lines.append(unit_line(entry, seen.on))
        lines += said_line(entry, seen.on).splitlines()
        # A unit that closed by per cent ticked nothing; empty boxes beside its ✅ would mislead.
        ticking = entry.checklist and (entry.ticked or entry.light is not Light.CLOSED)
        lines += [_checklist_line(entry)] if ticking else []
    keyboard = (
        *_own_buttons(seen, viewed, held),
        *_office_buttons(seen, viewed),
        *pager(f"t:{code}:", page, last),
    )
    return says("\n".join(lines), keyboard=keyboard, edit=edit)


def _listed(seen: Seen, page: int, edit: int | None) -> Answer:
    digest = digest_of(seen)
    if sees_all(seen.sender):
        return _whole_ledger(digest, edit)
    entries = [entry for unit in own_units(seen.sender) for entry in _entries_of(seen, digest, unit)]
    shown, page, last = page_of(entries, page)
    several = len(own_units(seen.sender)) > 1
    lines = [f"{bold('本单位任务')}（{len(entries)} 项）"]
    lines += [task_line(entry, seen.on, unit=several) for entry in shown]
    buttons = rows(tuple(Button(e.code, f"t:{e.code}:0") for e in shown), 4)
    accept_all = _accept_all(seen, entries)
    return says("\n".join(lines), keyboard=(*buttons, *accept_all, *pager("ts:", page, last)), edit=edit)


def _entries_of(seen: Seen, digest: Digest, unit: str) -> tuple[Entry, ...]:
    found = seen.campaign.unit(unit)
    if found is None:
        return ()
    shown = unit_page(seen.campaign, digest, found)
    return (*shown.entries, *shown.obligations)


def _whole_ledger(digest: Digest, edit: int | None) -> Answer:
    lines = [bold(f"台账 {len(digest.tasks)} 项任务")]
    for row in digest.tasks:
        tally = row.tally
        counts = f"办结 {tally.closed}/{tally.total}"
        counts += f"，待核验 {tally.submitted}" if tally.submitted else ""
        counts += f"，逾期 {tally.red}" if tally.red else ""
        lines.append(f"{MARKS[row.light]} {bold(row.code)} {esc(first_clause(row.content))}\n      {counts}")
    buttons = rows(tuple(Button(row.code, f"t:{row.code}:0") for row in digest.tasks), 5)
    return says("\n".join(lines), keyboard=buttons, edit=edit)


def _heading(viewed: Task, on: date) -> list[str]:
    lines = [f"{bold(viewed.code)} {esc(viewed.content)}", f"期限：{esc(viewed.due_text)}"]
    lines += [
        f"正文节点：{near_day(each.due_on, on)} {esc(each.text)}（{esc(each.source)}）"
        for each in viewed.milestones
    ]
    return [*lines, f"依据：{esc(viewed.source)}"]


def _who_has_it(viewed: Task) -> list[str]:
    parts = (("牵头", viewed.lead), ("责任", viewed.supporting), ("责任单位", viewed.obliged))
    return [f"{name}：{esc('、'.join(units))}" for name, units in parts if units]


def _checklist_line(entry: Entry) -> str:
    items = " ".join(f"{_box(item, entry.ticked)}{esc(item)}" for item in entry.checklist)
    return f"      {items}（{len(entry.ticked)}/{len(entry.checklist)}）"


def _own_buttons(seen: Seen, viewed: Task, held: Sequence[Entry]) -> Keyboard:
    """Lay out what the sender may do with the own assignments: take on, report, tick."""
    keyboard: list[tuple[Button, ...]] = []
    for unit in seen.sender.units(Role.LIAISON):
        entry = next((each for each in held if each.unit == unit), None)
        found = seen.campaign.unit(unit)
        if entry is None or found is None or entry.light is Light.CLOSED:
            continue
        where = f"{viewed.code}@{found.id}"
        if entry.state is State.ISSUED:
            keyboard.append((Button("签收", f"ac:{where}"),))
        keyboard.append((Button("填报", f"report:{where}"),))
        # A tick would take a submission back unasked; a report in words still may.
        if entry.state is not State.SUBMITTED:
            keyboard += _checklist_buttons(entry.checklist, entry.ticked, where)
    return tuple(keyboard)


def _office_buttons(seen: Seen, viewed: Task) -> Keyboard:
    if not may(seen.sender, Right.MARK_CASES):
        return ()
    return ((Button("标为典型案例", f"ct:{viewed.code}:0"),),)


def _checklist_buttons(items: Sequence[str], ticked: Collection[str], where: str) -> Keyboard:
    buttons = tuple(
        # The beginning of an item's name is enough, and keeps the data within 64 bytes.
        Button(f"{_box(item, ticked)} {item}", f"tk:{where}:{item[:8]}:{int(item not in ticked)}")
        for item in items
    )
    return rows(buttons, 2)


def _box(item: str, ticked: Collection[str]) -> str:
    return "☑" if item in ticked else "☐"


def _ticked(reported: ProgressReported, where: str, edit: int) -> Answer:
    items = tuple(item.name for item in reported.task.checklist)
    ticked = reported.after.ticked
    lines = [f"{bold(reported.task.code)} {esc(first_clause(reported.task.content))} · {reported.percent}%"]
    lines += [f"{_box(item, ticked)} {esc(item)}" for item in items]
    if reported.before.submitted:
        lines.append(REPLACED)
    if reported.submitted:
        lines.append("全部事项已完成，已提交核验。")
    keyboard = () if reported.submitted else _checklist_buttons(items, ticked, where)
    replies = (Reply(text="\n".join(lines), keyboard=keyboard, edit=edit),)
    return Answer(replies=replies, notices=submission_notices(reported))


def _accept_all(seen: Seen, entries: list[Entry]) -> Keyboard:
    issued = sum(1 for entry in entries if entry.state is State.ISSUED)
    if not issued or not seen.sender.holds(Role.LIAISON):
        return ()
    return ((Button(f"全部签收（{issued} 项）", "ac:all"),),)


def _accepted(accepted: TasksAccepted) -> Answer:
    if not accepted.accepted:
        return says("这些任务先前已经签收。")
    codes = "、".join(each.code for each in accepted.accepted)
    return says(f"已签收 {len(accepted.accepted)} 项任务：{esc(codes)}。", toast="已签收")


def _number(data: str, prefix: str) -> int:
    return int(data.removeprefix(prefix)) if data.startswith(prefix) else 0

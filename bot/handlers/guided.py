"""Reporting by buttons: which task, how far, a sentence, the evidence. Each step is one small function.

Where the conversation stands is in the database (`dialogs`); every button carries the version of its step,
so an old one is answered politely and changes nothing.
"""

from dataclasses import asdict, dataclass
from typing import Any

from bot.handlers.lines import MARKS, when
from bot.handlers.looking import look_as_allowed
from bot.handlers.parsing import evidence, percent, task_and_unit
from bot.handlers.report import confirmation, report_anew, submission_notices
from bot.handlers.tasks import shown_task
from bot.handlers.unread import NotUnderstood
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Reply, Request, UsageError
from bot.words import OLD_BUTTON, bold, esc
from reports.pages import Entry, unit_page
from reports.reading import digest_of
from tracker.model import Evidence, Light, Role, Sender, State
from tracker.sayings import first_clause
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing import own_assignment
from tracker.usecases.look import Look, Seen, look
from tracker.usecases.report_progress import ProgressReported, ReportProgress

PICK, PERCENT, TEXT, EVIDENCE = "report:task", "report:percent", "report:text", "report:evidence"
_PICK_FIRST = "请先在上面的列表里选择任务，或重新发送 /report。"
_NOT_ISSUED = "方案还没有印发，不能填报。"
_PERCENT_FIRST = "请先填写进度：0 到 100 的整数，例如：60"
_WHOLE_CAPTION = (
    "文件说明里还缺进度，没有收下。请写全，例如：/report 任务编号 60 情况；或先发送 /report 再上传。"
)
_MORE_FILES = "已收到材料。还可以继续发送，或按“完成”提交。"
_ANY_FILES = "需要附照片或文件吗？可直接发送，或按“完成”提交。"
_STEPS = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the conversation says next. `prompt` is empty where an album's later pictures are taken in."""

    prompt: str = ""
    keyboard: Keyboard = ()
    edit: int | None = None
    reported: ProgressReported | None = None


def report(message: Incoming) -> Request[Incoming, Step]:
    """Answer a bare /report, or /report 3.2 without a per cent."""
    if message.evidence:
        raise UsageError(_WHOLE_CAPTION)
    evidence(message)
    return Request(_begin, message, _said)


def report_button(message: Incoming) -> Request[Incoming, Step]:
    """Answer the buttons `report` and `report:CODE@UNIT_ID`."""
    return Request(_begin, message, _said)


def pressed(message: Incoming) -> Request[Incoming, Step]:
    """Answer a button of the conversation: `g:VERSION:WHAT:VALUE`."""
    return Request(_press, message, _said)


def tick_instead(message: Incoming) -> Request[Incoming, Seen]:
    """Answer the button `gc:VERSION:CODE`: the boxes of the task take the conversation's place."""
    _, version, code = message.data.split(":")

    def leave(books: Books, sender: Sender, message: Incoming) -> Seen:
        _current(books, message, version)
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return look_as_allowed(books, sender, Look(on=message.said_at.date()))

    return Request(leave, message, lambda seen: shown_task(seen, code, 0, message.message_id))


def carries_on(dialog: Dialog) -> bool:
    """Whether the conversation under way is about a report."""
    return dialog.step in {PICK, PERCENT, TEXT, EVIDENCE}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take what was typed or sent as the answer to the step that is asked for."""
    # At any step: a video is no evidence, and must not be left lying without a word.
    evidence(message)
    return _said(_take(books, sender, message, dialog))


def _take(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Step:
    if dialog.step == PERCENT:
        if not message.text:
            raise UsageError(_PERCENT_FIRST)
        return _take_percent(books, message, dialog, percent(message.text))
    if dialog.step in {TEXT, EVIDENCE} and message.evidence:
        return _take_evidence(books, message, dialog)
    if dialog.step == TEXT and message.text and not message.text.startswith("/"):
        return _take_text(books, message, dialog)
    if dialog.step == EVIDENCE and message.text:
        raise UsageError("请发送照片或文件，或按“完成”提交。")
    raise UsageError(_PICK_FIRST) if dialog.step == PICK else NotUnderstood(sender)


def _begin(books: Books, sender: Sender, message: Incoming) -> Step:
    word = message.data.partition(":")[2] if message.data else " ".join(message.words[:1])
    if word:
        code, unit = task_and_unit(word)
        return _ask_percent(books, sender, message, code, unit)
    return _ask_task(books, sender, message, 0)


def _press(books: Books, sender: Sender, message: Incoming) -> Step:
    _, version, what, value = (*message.data.split(":", 3), "")[:4]
    dialog = _current(books, message, version)
    if what == "x":
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return Step(prompt="已取消，没有记录任何内容。", edit=message.message_id)
    if what == "p" and dialog.step == PICK:
        return _ask_task(books, sender, message, int(value))
    if what == "t" and dialog.step == PICK:
        code, unit = task_and_unit(value)
        return _ask_percent(books, sender, message, code, unit)
    if what == "n" and dialog.step == PERCENT:
        return _take_percent(books, message, dialog, percent(value))
    if what == "s" and dialog.step == TEXT:
        return _ask_evidence(books, message, dialog.answers | {"text": ""})
    if what == "d" and dialog.step == EVIDENCE:
        return _finish(books, sender, message, dialog)
    raise UsageError(OLD_BUTTON)


def _current(books: Books, message: Incoming, version: str) -> Dialog:
    """Return the conversation to whose present step a button belongs; refuse a button of any other."""
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or str(dialog.version) != version:
        raise UsageError(OLD_BUTTON)
    return dialog


def _ask_task(books: Books, sender: Sender, message: Incoming, page: int) -> Step:
    open_ones = _open_entries(books, sender, message)
    if not open_ones:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return Step(prompt="本单位没有需要填报的任务。", edit=_here(message))
    dialog = _move(books, message, PICK, {})
    shown, page, last = page_of(open_ones, page)
    buttons = tuple(
        (
            Button(
                f"{MARKS[entry.light]} {entry.code} {first_clause(entry.content)[:16]} {entry.percent}%",
                f"g:{dialog.version}:t:{entry.code}@{_unit_id(books, entry)}",
            ),
        )
        for entry in shown
    )
    keyboard = (*buttons, *pager(f"g:{dialog.version}:p:", page, last), _cancel(dialog))
    return Step(prompt="填报哪一项任务？", keyboard=keyboard, edit=_here(message))


def _ask_percent(books: Books, sender: Sender, message: Incoming, code: str, unit: str | None) -> Step:
    asked = own_assignment(books, sender, code, unit)
    own = _entries(books, sender, message)
    entry = next((each for each in own if (each.code, each.unit) == (asked.code, asked.unit)), None)
    if entry is None:
        raise UsageError(_NOT_ISSUED)
    if entry.light is Light.CLOSED:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return Step(prompt=f"任务 {esc(code)} 已经办结，无需再填报。", edit=_here(message))
    dialog = _move(books, message, PERCENT, {"code": asked.code, "unit": asked.unit})
    buttons = tuple(Button(f"{value}%", f"g:{dialog.version}:n:{value}") for value in _STEPS)
    # What awaits review has no boxes to tick.
    ticking = entry.checklist and entry.state is not State.SUBMITTED
    checklist = ((Button("逐项勾选", f"gc:{dialog.version}:{code}"),),) if ticking else ()
    text = (
        f"{bold(entry.code)} {esc(first_clause(entry.content))}（{esc(entry.unit)}）\n"
        f"{esc(when(entry, message.said_at.date()))}，上次 {entry.percent}%。\n"
        "现在完成多少？也可以直接输入数字。"
    )
    return Step(prompt=text, keyboard=(*rows(buttons, 5), *checklist, _cancel(dialog)), edit=_here(message))


def _take_percent(books: Books, message: Incoming, dialog: Dialog, value: int) -> Step:
    moved = _move(books, message, TEXT, dialog.answers | {"percent": value})
    text = f"{bold(dialog.answers['code'])} 填 {value}%。\n请用一句话说明情况（也可直接发照片）："
    keyboard = ((Button("跳过", f"g:{moved.version}:s"), *_cancel(moved)),)
    return Step(prompt=text, keyboard=keyboard, edit=_here(message))


def _take_text(books: Books, message: Incoming, dialog: Dialog) -> Step:
    return _ask_evidence(books, message, dialog.answers | {"text": message.text})


def _take_evidence(books: Books, message: Incoming, dialog: Dialog) -> Step:
    """Add a file, and its caption where nothing was said yet. An album's later pictures go without a word."""
    pieces = [*dialog.answers.get("evidence", []), *(asdict(piece) for piece in evidence(message))]
    album = message.media_group_id
    text = dialog.answers.get("text") or message.text
    answers: dict[str, Any] = {**dialog.answers, "text": text, "evidence": pieces, "album": album}
    if album is not None and dialog.answers.get("album") == album and dialog.step == EVIDENCE:
        # The version stays: the button under the first picture's answer goes on working.
        books.dialogs.amend(message.chat_id, message.user_id, answers=answers, at=message.said_at)
        return Step()
    return _ask_evidence(books, message, answers)


def _ask_evidence(books: Books, message: Incoming, answers: dict[str, Any]) -> Step:
    dialog = _move(books, message, EVIDENCE, answers)
    text = _MORE_FILES if answers.get("evidence") else _ANY_FILES
    keyboard = ((Button("完成", f"g:{dialog.version}:d"), *_cancel(dialog)),)
    return Step(prompt=text, keyboard=keyboard, edit=_here(message))


def _finish(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Step:
    answers = dialog.answers
    command = ReportProgress(
        code=answers["code"],
        unit=answers["unit"],
        percent=answers["percent"],
        text=answers.get("text", ""),
        said_on=message.said_at.date(),
        at=message.said_at,
        evidence=tuple(Evidence(**piece) for piece in answers.get("evidence", [])),
        media_group_id=answers.get("album"),
    )
    return Step(reported=report_anew(books, sender, command), edit=message.message_id)


def _said(step: Step) -> Answer:
    if step.reported is not None:
        done = Reply(text=confirmation(step.reported), edit=step.edit)
        return Answer(replies=(done,), notices=submission_notices(step.reported))
    if not step.prompt:
        return Answer()
    return Answer(replies=(Reply(text=step.prompt, keyboard=step.keyboard, edit=step.edit),))


def _entries(books: Books, sender: Sender, message: Incoming) -> tuple[Entry, ...]:
    units = sender.units(Role.LIAISON)
    seen = look(books, sender, Look(on=message.said_at.date(), units=units))
    digest = digest_of(seen)
    pages = [unit_page(books.campaign, digest, unit) for unit in books.campaign.units if unit.name in units]
    return tuple(entry for page in pages for entry in (*page.entries, *page.obligations))


def _open_entries(books: Books, sender: Sender, message: Incoming) -> tuple[Entry, ...]:
    """Return what is not closed, the most urgent first."""
    order = (Light.RED, Light.YELLOW, Light.GREEN)
    open_ones = [e for e in _entries(books, sender, message) if e.light is not Light.CLOSED]
    return tuple(sorted(open_ones, key=lambda entry: order.index(entry.light)))


def _unit_id(books: Books, entry: Entry) -> str:
    unit = books.campaign.unit(entry.unit)
    return unit.id if unit else entry.unit


def _move(books: Books, message: Incoming, step: str, answers: dict[str, Any]) -> Dialog:
    return books.dialogs.put(message.chat_id, message.user_id, step=step, answers=answers, at=message.said_at)


def _cancel(dialog: Dialog) -> tuple[Button, ...]:
    return (Button("取消", f"g:{dialog.version}:x"),)


def _here(message: Incoming) -> int | None:
    """Return the message whose button was pressed, to be changed in place; None for a typed answer."""
    return message.message_id if message.data.startswith("g:") else None

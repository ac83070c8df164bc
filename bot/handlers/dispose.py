"""Reporting a disposal: `/dispose QF-001 12.5 已收回`, or by buttons: how much, how, the evidence.

Where the conversation stands is in the database (`dialogs`); every button carries the version of its step,
so an old one is answered politely and changes nothing.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.handlers.parcel_lines import when
from bot.handlers.parsing import as_day, evidence
from bot.handlers.unread import NotUnderstood
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Notice, Reply, Request, UsageError, tell_all
from bot.words import OLD_BUTTON, bold, esc
from tracker.model import Evidence, Role, Sender
from tracker.quantities import AREA_MEASURES, plain, read_area
from tracker.sayings import near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.dispose_parcel import (
    DisposeParcel,
    ParcelDisposed,
    area_to_dispose,
    dispose_parcel,
)
from tracker.usecases.show_parcel import ParcelShown, ShowParcel, show_parcel

AREA, MEASURE, EVIDENCE = "dispose:area", "dispose:measure", "dispose:evidence"
_STEPS = frozenset({AREA, MEASURE, EVIDENCE})
_USAGE = (
    "请写：/dispose 宗地编号 面积 情况\n面积以亩计，也可带公顷、平方米；全部剩余写 全部。"
    "不是今天处置的，在面积后面写日期。"
)
_ALL_LEFT = frozenset({"全部", "剩余", "全部剩余"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the conversation says next. `prompt` is empty where an album's later pictures are taken in."""

    prompt: str = ""
    keyboard: Keyboard = ()
    edit: int | None = None
    disposed: ParcelDisposed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """One message of the conversation, and the transaction that answers it."""

    books: Books
    sender: Sender
    message: Incoming

    @property
    def on(self) -> date:
        return self.message.said_at.date()

    @property
    def edit(self) -> int | None:
        """The message whose button was pressed, to be changed in place; None for a typed answer."""
        return self.message.message_id if self.message.data.startswith("dg:") else None

    def move(self, step: str, answers: dict[str, Any]) -> Dialog:
        message = self.message
        return self.books.dialogs.put(
            message.chat_id, message.user_id, step=step, answers=answers, at=message.said_at
        )

    def end(self) -> None:
        self.books.dialogs.end(self.message.chat_id, self.message.user_id, self.message.said_at)

    def shown(self, **which: Any) -> ParcelShown:
        units = self.sender.units(Role.LIAISON)
        return show_parcel(self.books, self.sender, ShowParcel(on=self.on, units=units, **which))


def dispose(message: Incoming) -> Request[Incoming, ParcelDisposed] | Request[Incoming, Step]:
    """Answer /dispose NO AREA [DAY] [text], also as the caption of a photo; /dispose NO asks step by step."""
    if len(message.words) == 1 and not message.evidence:
        return Request(_begin, message, _said)
    return Request(_dispose, message, disposed)


def begin(message: Incoming) -> Request[Incoming, Step]:
    """Answer the button `dp:PARCEL`."""
    return Request(_begin, message, _said)


def pressed(message: Incoming) -> Request[Incoming, Step]:
    """Answer a button of the conversation: `dg:VERSION:WHAT`."""
    return Request(_press, message, _said)


def carries_on(dialog: Dialog) -> bool:
    """Whether the conversation under way is about a disposal."""
    return dialog.step in _STEPS


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take what was typed or sent as the answer to the step that is asked for."""
    if message.text.startswith("/"):
        raise NotUnderstood(sender)
    return _said(_take(_Talk(books=books, sender=sender, message=message), dialog))


def _take(talk: _Talk, dialog: Dialog) -> Step:
    text = talk.message.text
    if dialog.step == EVIDENCE:
        return _take_evidence(talk, dialog)
    if not text:
        raise UsageError("请先用文字回答上面的问题，再发照片或文件。")
    if dialog.step == AREA:
        return _take_area(talk, dialog, text)
    return _ask_evidence(talk, dialog.answers | {"measure": text})


def _said(step: Step) -> Answer:
    if step.disposed is not None:
        done = Reply(text=_confirmation(step.disposed), edit=step.edit)
        return Answer(replies=(done,), notices=_notices(step.disposed))
    if not step.prompt:
        return Answer()
    return Answer(replies=(Reply(text=step.prompt, keyboard=step.keyboard, edit=step.edit),))


def disposed(outcome: ParcelDisposed) -> Answer:
    """Confirm a disposal to its sender, and tell the office of it."""
    return Answer(replies=(Reply(text=_confirmation(outcome)),), notices=_notices(outcome))


def _dispose(books: Books, sender: Sender, message: Incoming) -> ParcelDisposed:
    return dispose_parcel(books, sender, _read_line(message))


def _read_line(message: Incoming) -> DisposeParcel:
    words = message.text.split()[1:]
    if len(words) < 2:
        raise UsageError(_USAGE)
    number, area, *rest = words
    read = 2
    if rest and plain(rest[0]) in AREA_MEASURES:
        # `2 公顷`, a space between: never 2 亩.
        area, read = area + rest.pop(0), 3
    on = message.said_at.date()
    day = as_day(rest[0]) if rest else None
    return DisposeParcel(
        number=number,
        area_mu=None if area in _ALL_LEFT else read_area(area),
        disposed_on=day or on,
        text=message.rest(read + 1 if day else read),
        on=on,
        at=message.said_at,
        evidence=evidence(message),
        media_group_id=message.media_group_id,
    )


def _begin(books: Books, sender: Sender, message: Incoming) -> Step:
    talk = _Talk(books=books, sender=sender, message=message)
    if message.data:
        shown = talk.shown(parcel_id=int(message.data.removeprefix("dp:")))
    else:
        shown = talk.shown(number=message.text.split()[1])
    standing = shown.standing
    number = standing.entry.number
    if standing.closed_on is not None or standing.left_mu <= 0:
        raise UsageError(f"宗地 {number} {when(standing, talk.on)}，没有剩余面积可报。")
    dialog = talk.move(AREA, {"number": number, "measure": standing.plan.measure})
    left = figure(standing.left_mu)
    text = (
        f"{bold(number)} {standing.entry.category} {esc(standing.entry.park)}\n"
        f"面积 {figure(standing.entry.area_mu)} 亩，还剩 {bold(left)} 亩。\n"
        "这次处置了多少亩？请输入数字。"
    )
    keyboard = ((Button(f"全部剩余 {left} 亩", f"dg:{dialog.version}:a"),), _cancel(dialog))
    return Step(prompt=text, keyboard=keyboard, edit=talk.edit)


def _press(books: Books, sender: Sender, message: Incoming) -> Step:
    talk = _Talk(books=books, sender=sender, message=message)
    _, version, what, *rest = message.data.split(":")
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or str(dialog.version) != version:
        raise UsageError(OLD_BUTTON)
    if what == "x":
        talk.end()
        return Step(prompt="已取消，没有记录任何内容。", edit=talk.edit)
    if what == "a" and dialog.step == AREA:
        return _ask_measure(talk, dialog.answers | {"area": None})
    if what == "m" and dialog.step == MEASURE:
        return _take_measure(talk, dialog, int(rest[0]))
    if what == "d" and dialog.step == EVIDENCE:
        return _finish(talk, dialog)
    raise UsageError(OLD_BUTTON)


def _take_area(talk: _Talk, dialog: Dialog, text: str) -> Step:
    """Take an area that may be disposed of; one beyond the parcel is refused before more is asked."""
    area_mu = area_to_dispose(talk.shown(number=dialog.answers["number"]).record, read_area(text))
    return _ask_measure(talk, dialog.answers | {"area": figure(area_mu)})


def _ask_measure(talk: _Talk, answers: dict[str, Any]) -> Step:
    dialog = talk.move(MEASURE, answers)
    buttons = [
        Button(measure[:20], f"dg:{dialog.version}:m:{place}")
        for place, measure in enumerate(_measures(talk, dialog))
    ]
    text = "采取了什么处置方式？可按按钮，也可直接输入。"
    return Step(prompt=text, keyboard=(*rows(buttons, 2), _cancel(dialog)), edit=talk.edit)


def _take_measure(talk: _Talk, dialog: Dialog, place: int) -> Step:
    measures = _measures(talk, dialog)
    if place >= len(measures):
        raise UsageError(OLD_BUTTON)
    return _ask_evidence(talk, dialog.answers | {"measure": measures[place]})


def _measures(talk: _Talk, dialog: Dialog) -> tuple[str, ...]:
    """Return what may be pressed: the plan of the parcel first, then what the campaign suggests."""
    account = talk.books.campaign.account
    listed = (dialog.answers["measure"], *(account.measures if account else ()))
    return tuple(dict.fromkeys(each for each in listed if each))


def _ask_evidence(talk: _Talk, answers: dict[str, Any]) -> Step:
    dialog = talk.move(EVIDENCE, answers)
    files = len(answers.get("evidence", []))
    taken = f"已收到材料 {files} 份。" if files else ""
    text = f"{taken}可发照片、文件或一句说明，然后按“完成”提交。"
    keyboard = ((Button("完成", f"dg:{dialog.version}:d"), *_cancel(dialog)),)
    return Step(prompt=text, keyboard=keyboard, edit=talk.edit)


def _take_evidence(talk: _Talk, dialog: Dialog) -> Step:
    """Add a file or a sentence. An album's later pictures go without a word."""
    message, before = talk.message, dialog.answers
    pieces = [*before.get("evidence", []), *(asdict(piece) for piece in evidence(message))]
    album = message.media_group_id
    text = "\n".join(filter(None, (before.get("text"), message.text)))
    answers: dict[str, Any] = {**before, "text": text, "evidence": pieces, "album": album}
    if album is not None and before.get("album") == album:
        # The version stays: the button under the first picture's answer goes on working.
        talk.books.dialogs.amend(message.chat_id, message.user_id, answers=answers, at=message.said_at)
        return Step()
    return _ask_evidence(talk, answers)


def _finish(talk: _Talk, dialog: Dialog) -> Step:
    answers = dialog.answers
    command = DisposeParcel(
        number=answers["number"],
        area_mu=read_area(answers["area"]) if answers["area"] else None,
        measure=answers["measure"],
        text=answers.get("text") or "",
        disposed_on=talk.on,
        on=talk.on,
        at=talk.message.said_at,
        evidence=tuple(Evidence(**piece) for piece in answers.get("evidence", [])),
        media_group_id=answers.get("album"),
    )
    outcome = dispose_parcel(talk.books, talk.sender, command)
    talk.end()
    return Step(disposed=outcome, edit=talk.edit)


def _confirmation(outcome: ParcelDisposed) -> str:
    after, entry = outcome.after, outcome.record.entry
    files = f"，附材料 {outcome.evidence} 份" if outcome.evidence else ""
    how = f"（{esc(outcome.measure)}）" if outcome.measure else ""
    day = near_day(outcome.disposed_on, outcome.on)
    return (
        f"✔ 已记录：宗地 {bold(entry.number)} {day}处置 {bold(figure(outcome.area_mu))} 亩{how}{files}\n"
        f"面积 {figure(entry.area_mu)} 亩：已核验 {figure(after.verified_mu)}，"
        f"待核验 {figure(after.pending_mu)}，剩余 {figure(after.left_mu)}\n"
        "已提交办公室核验，结果会通知您。"
    )


def _notices(outcome: ParcelDisposed) -> tuple[Notice, ...]:
    """Tell each of the office that a disposal awaits review."""
    entry = outcome.record.entry
    text = (
        f"宗地 {bold(entry.number)}（{entry.category}，{esc(entry.park)}）"
        f"报处置 {bold(figure(outcome.area_mu))} 亩，待核验"
    )
    keyboard = ((Button("核验", f"dv:{outcome.disposal_id}"), Button("待核验清单", "dl:0:new")),)
    return tell_all(outcome.reviewers, Reply(text=text, keyboard=keyboard))


def _cancel(dialog: Dialog) -> tuple[Button, ...]:
    return (Button("取消", f"dg:{dialog.version}:x"),)

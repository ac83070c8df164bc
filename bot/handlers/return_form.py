"""Filling in a quarterly return by buttons: one page shows all of it, each part is asked for on its own.

What is written is kept with the unit at once (`return_drafts`), so it can be left at any time and taken up
again; where the conversation stands is in `dialogs`, and every button carries the version of its step.
"""

from dataclasses import dataclass

from bot.handlers.parsing import evidence
from bot.handlers.return_lines import when
from bot.handlers.return_parts import (
    ATTACHMENTS,
    Written,
    joint,
    may_be_cut,
    overview,
    part_name,
    parts_of,
    question,
    read_part,
    rest_of,
    takes_text,
    text_of,
)
from bot.handlers.return_submitted import submitted
from bot.handlers.return_talk import Talk
from bot.handlers.unread import NotUnderstood
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Reply, Request, UsageError
from bot.words import OLD_BUTTON, bold, esc
from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.returns import ReturnState
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing_returns import find_quarter
from tracker.usecases.submit_return import ReturnSubmitted, SubmitReturn, submit_return
from tracker.usecases.write_return import (
    OpenReturn,
    ReturnForm,
    clear_attachments,
)

PAGE, PART = "return:page", "return:part"
_NO_CAPTION = "附件已收下；附件上的文字不属于任何一项，没有记录。"
_FILES_KEPT = "附件已收下，文字没有记录："
_CHOOSE_FIRST = "请先按上面的按钮选择要填的部分；照片和文件可直接发送。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the conversation says next. `prompt` is empty where an album's later pictures are taken in."""

    prompt: str = ""
    keyboard: Keyboard = ()
    edit: int | None = None
    submitted: ReturnSubmitted | None = None


def begin(message: Incoming) -> Request[Incoming, Step]:
    """Answer the button `rf:UNIT_ID:QUARTER`."""
    return Request(_begin, message, _said)


def pressed(message: Incoming) -> Request[Incoming, Step]:
    """Answer a button of the conversation: `rg:VERSION:WHAT:VALUE`."""
    return Request(_press, message, _said)


def carries_on(dialog: Dialog) -> bool:
    """Whether the conversation under way is about a quarterly return."""
    return dialog.step in {PAGE, PART}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take what was typed as the answer to the part that is asked for, and files at any time."""
    if message.text.startswith("/"):
        raise NotUnderstood(sender)
    return _said(_take(_talk(books, sender, message, dialog), dialog))


def _talk(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Talk:
    quarter = find_quarter(books.campaign, dialog.answers["quarter"])
    return Talk(books=books, sender=sender, message=message, quarter=quarter, unit=dialog.answers["unit"])


def _begin(books: Books, sender: Sender, message: Incoming) -> Step:
    _, unit, word = message.data.split(":")
    quarter = find_quarter(books.campaign, word)
    talk = Talk(books=books, sender=sender, message=message, quarter=quarter, unit=unit)
    return _show_page(talk, talk.form())


def _press(books: Books, sender: Sender, message: Incoming) -> Step:
    _, version, what, *rest = message.data.split(":")
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or not carries_on(dialog) or str(dialog.version) != version:
        raise UsageError(OLD_BUTTON)
    talk = _talk(books, sender, message, dialog)
    match what:
        case "z":
            talk.end()
            return Step(prompt="已保存，还没有报送。发送 /returns 可继续填写。", edit=talk.edit)
        case "o":
            return _submit(talk)
        case "s":
            return _ask_part(talk, talk.form(), int(rest[0]))
        case "f" if dialog.step == PART:
            return _go_on(talk, talk.form(), dialog.answers["part"])
        case "n" if dialog.step == PART:
            return _go_on(talk, talk.write(Written(problems="无")), dialog.answers["part"])
        case "c":
            clear_attachments(
                books, sender, OpenReturn(quarter=talk.quarter, unit=talk.unit, on=talk.on), message.said_at
            )
    return _show_page(talk, talk.form())


def _take(talk: Talk, dialog: Dialog) -> Step:
    message = talk.message
    album, worded = message.media_group_id, dialog.answers.get("worded")
    if album is not None and dialog.answers.get("album") == album:
        # An album's later pictures: the step and its buttons stay as they are.
        if not message.text:
            talk.write(Written())
            return Step()
        if worded is not None:
            return _take_later_words(talk, worded)
    part = dialog.answers.get("part") if dialog.step == PART else None
    asked = part is not None and part_name(talk.books.campaign, part) != ATTACHMENTS
    after = dialog.answers.get("after")
    if part is not None and asked and message.text:
        return _take_words(talk, part, after=after)
    if not evidence(message):
        raise UsageError(_CHOOSE_FIRST)
    form = talk.write(Written())
    if part is not None and asked:
        return _ask_part(talk, form, part) if after is None else _ask_rest(talk, form, part, after=after)
    return _show_page(talk, form, above=_NO_CAPTION if message.text else "")


def _take_words(talk: Talk, part: int, *, after: str | None) -> Step:
    """Take what was typed; `after` joins it to the piece before it, None where it stands alone.

    Files stay whatever is wrong with the words that came with them.
    """
    campaign, text = talk.books.campaign, talk.message.text
    try:
        said = text if after is None else text_of(talk.form(), part) + after + text
        form = talk.write(read_part(campaign, part, said))
    except (UsageError, TrackerError) as refusal:
        if not talk.message.evidence:
            raise
        return _ask_part(talk, talk.write(Written()), part, above=f"{_FILES_KEPT}{esc(refusal)}\n")
    if takes_text(campaign, part) and may_be_cut(text):
        return _ask_rest(talk, form, part, after=joint(text))
    return _go_on(talk, form, part)


def _take_later_words(talk: Talk, part: int) -> Step:
    """Put the words on a later picture of an album where its first words went, whatever is asked for now."""
    campaign, text = talk.books.campaign, talk.message.text
    name = esc(part_name(campaign, part))
    said = f"{text_of(talk.form(), part)}\n{text}" if takes_text(campaign, part) else text
    try:
        talk.write(read_part(campaign, part, said))
    except (UsageError, TrackerError) as refusal:
        talk.write(Written())
        return Step(prompt=f"{_FILES_KEPT}{esc(refusal)}")
    return Step(prompt=f"同一组照片上的文字，已一并记入“{name}”。")


def _go_on(talk: Talk, form: ReturnForm, part: int) -> Step:
    """Ask for the next part that says nothing; with none behind this one, show the page.

    Words of an album that answered a part belong to that part, also those that are still to come.
    """
    names = parts_of(form.campaign)
    ahead = [place for place, name in enumerate(names) if place > part and name in form.lacking]
    worded = part if talk.message.text and talk.message.media_group_id else None
    return _ask_part(talk, form, ahead[0], worded=worded) if ahead else _show_page(talk, form, worded=worded)


def _ask_part(talk: Talk, form: ReturnForm, part: int, *, above: str = "", worded: int | None = None) -> Step:
    if part >= len(parts_of(form.campaign)):
        raise UsageError(OLD_BUTTON)
    dialog = talk.move(PART, part=part, worded=worded)
    text, shortcuts = question(form, part)
    return Step(prompt=above + text, keyboard=_under(dialog, shortcuts), edit=talk.edit)


def _ask_rest(talk: Talk, form: ReturnForm, part: int, *, after: str) -> Step:
    """Keep the part open for the rest of a long text."""
    dialog = talk.move(PART, part=part, after=after)
    return Step(prompt=rest_of(form, part), keyboard=_under(dialog, (("写完了，下一项", "f"),)))


def _under(dialog: Dialog, shortcuts: tuple[tuple[str, str], ...]) -> Keyboard:
    buttons = ((Button(word, f"rg:{dialog.version}:{what}"),) for word, what in shortcuts)
    return (*buttons, (Button("‹ 返回季报", f"rg:{dialog.version}:h"), _later(dialog)))


def _show_page(talk: Talk, form: ReturnForm, *, above: str = "", worded: int | None = None) -> Step:
    dialog = talk.move(PAGE, worded=worded)
    head = f"{bold(form.standing.unit)} {bold(form.standing.quarter.name + '季报')}\n{esc(_stands(form))}"
    parts = [
        Button(f"{'▫️' if name in form.lacking else '✔'} {name}", f"rg:{dialog.version}:s:{place}")
        for place, name in enumerate(parts_of(form.campaign))
    ]
    last = (Button("报送", f"rg:{dialog.version}:o"), _later(dialog))
    lacking = f"\n还缺：{esc('、'.join(form.lacking))}" if form.lacking else "\n已填完，可以报送。"
    prompt = "\n".join(filter(None, (above, head, overview(form)))) + lacking
    return Step(prompt=prompt, keyboard=(*rows(parts, 2), last), edit=talk.edit)


def _stands(form: ReturnForm) -> str:
    """Say how the return stands, and what a correction after the day would do to it."""
    standing = form.standing
    said = when(standing, form.on)
    if standing.returned is not None and standing.returned.judged is not None:
        said += f"\n退回原因：{standing.returned.judged.review.reason}"
    if standing.state is ReturnState.SUBMITTED and form.on > standing.quarter.last_on:
        said += "\n注意：现在改报，报送日期按今天计，将记为迟报。"
    return said


def _submit(talk: Talk) -> Step:
    command = SubmitReturn(quarter=talk.quarter, unit=talk.unit, on=talk.on, at=talk.message.said_at)
    outcome = submit_return(talk.books, talk.sender, command)
    talk.end()
    return Step(submitted=outcome, edit=talk.edit)


def _later(dialog: Dialog) -> Button:
    return Button("以后再填", f"rg:{dialog.version}:z")


def _said(step: Step) -> Answer:
    if step.submitted is not None:
        return submitted(step.submitted, step.edit)
    if not step.prompt:
        return Answer()
    return Answer(replies=(Reply(text=step.prompt, keyboard=step.keyboard, edit=step.edit),))

"""Why something is sent back, withdrawn or corrected: a usual reason by a button, or typed words.

A usual reason is carried out at once.
Typed words are shown first: they may have been meant for somebody else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.access import Right, may
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, esc
from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.store.books import Books
from tracker.store.dialogs import Dialog

_SUBJECT, _WHAT, _REASON = "subject", "what", "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """The next words of this person are the reason; `subject` is what the buttons carry.

    `what` says in Telegram HTML what is to be done, for instance `退回 <b>3.2</b> 清丰县`.
    """

    subject: str
    what: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The `usual` reasons of one act (退回, 撤销), on buttons `BUTTON:SUBJECT:N`.

    `step` names the dialog in which the words are waited for, `follows` says what the act brings about.
    Typed words are confirmed by `BUTTON:SUBJECT:vVERSION`. `late` is raised where somebody was faster.
    """

    step: str
    button: str
    act: str
    usual: tuple[str, ...]
    late: tuple[type[TrackerError], ...]
    follows: str = ""

    def ask(self, books: Books, message: Incoming, *, subject: str, what: str, **more: Any) -> ReasonAsked:
        """Begin to wait for the reason; `more` is kept until it is given."""
        answers = {_SUBJECT: subject, _WHAT: what, **more}
        dialog = books.dialogs.put(
            message.chat_id, message.user_id, step=self.step, answers=answers, at=message.said_at
        )
        return ReasonAsked(subject=subject, what=what, version=dialog.version)

    def asked(self, asked: ReasonAsked) -> Answer:
        """Lay out the question with the usual answers."""
        usual = tuple(
            (Button(reason, f"{self.button}:{asked.subject}:{number}"),)
            for number, reason in enumerate(self.usual)
        )
        text = f"{asked.what}：请选择或直接输入原因。" + self._follows()
        return says(text, keyboard=(*usual, (_cancel(asked.version),)))

    def carries_on(self, dialog: Dialog) -> bool:
        """Whether the reason is waited for."""
        return dialog.step == self.step

    def take(self, books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
        """Take the typed words as the reason, and show them before anything is done."""
        if not may(sender, Right.REVIEW):
            raise UsageError(NOT_ALLOWED)
        if not message.text or message.text.startswith("/"):
            raise UsageError(f"请用文字写明{self.act}原因。")
        answers = dialog.answers | {_REASON: message.text}
        put = books.dialogs.put(
            message.chat_id, message.user_id, step=self.step, answers=answers, at=message.said_at
        )
        text = f"{answers[_WHAT]}\n原因：{esc(message.text)}{self._follows()}\n原因要改，请重新输入。"
        confirm = Button(f"确认{self.act}", f"{self.button}:{answers[_SUBJECT]}:v{put.version}")
        return says(text, keyboard=((confirm, _cancel(put.version)),))

    def carry_out(self, books: Books, message: Incoming, act: Callable[[str, str], Answer]) -> Answer:
        """Let `act` do it for the subject and the reason of the button that was pressed.

        Too late is an answer where a reason was waited for: an error would keep waiting.
        """
        _, *parts, which = message.data.split(":")
        subject = ":".join(parts)
        waited = self.waited(books, message, subject)
        reason = _typed(waited, which) if which.startswith("v") else self._chosen(which)
        if waited is None:
            return act(subject, reason)
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        try:
            return act(subject, reason)
        except self.late as late:
            return says(esc(late))

    def waited(self, books: Books, message: Incoming, subject: str) -> Dialog | None:
        """Return the dialog that waits for the reason of this subject."""
        return self._about(books, message.chat_id, message.user_id, subject, message.said_at)

    def settle(self, books: Books, sender: Sender, subject: str, at: datetime) -> None:
        """Stop waiting for words about a subject that was settled by a button."""
        if self._about(books, sender.chat_id, sender.user_id, subject, at):
            books.dialogs.end(sender.chat_id, sender.user_id, at)

    def _about(self, books: Books, chat_id: int, user_id: int, subject: str, at: datetime) -> Dialog | None:
        dialog = books.dialogs.find(chat_id, user_id, at)
        about = dialog and self.carries_on(dialog) and dialog.answers[_SUBJECT] == subject
        return dialog if about else None

    def _chosen(self, number: str) -> str:
        if int(number) >= len(self.usual):
            raise UsageError(OLD_BUTTON)
        return self.usual[int(number)]

    def _follows(self) -> str:
        return f"\n{self.follows}" if self.follows else ""


def _typed(waited: Dialog | None, which: str) -> str:
    """Return the words that a confirmation was shown under; no later ones."""
    if waited is None or which != f"v{waited.version}" or _REASON not in waited.answers:
        raise UsageError(OLD_BUTTON)
    return str(waited.answers[_REASON])


def _cancel(version: int) -> Button:
    return Button("取消", f"g:{version}:x")

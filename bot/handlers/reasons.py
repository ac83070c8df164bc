"""Why something is sent back or withdrawn: one of the usual reasons by a button, or typed words."""

from dataclasses import dataclass
from datetime import datetime

from bot.access import Right, may
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON
from tracker.model import Sender
from tracker.store.books import Books
from tracker.store.dialogs import Dialog

_SUBJECT = "subject"


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
    """The `usual` reasons of one act, on buttons `BUTTON:SUBJECT:N`; `word` says which: 退回原因.

    `step` names the dialog in which the words are waited for.
    """

    step: str
    button: str
    word: str
    usual: tuple[str, ...]

    def ask(self, books: Books, message: Incoming, subject: str, what: str) -> ReasonAsked:
        """Begin to wait for the reason."""
        answers = {_SUBJECT: subject}
        dialog = books.dialogs.put(
            message.chat_id, message.user_id, step=self.step, answers=answers, at=message.said_at
        )
        return ReasonAsked(subject=subject, what=what, version=dialog.version)

    def asked(self, asked: ReasonAsked, *, follows: str = "") -> Answer:
        """Lay out the question with the usual answers; `follows` says what the act brings about."""
        usual = tuple(
            (Button(reason, f"{self.button}:{asked.subject}:{number}"),)
            for number, reason in enumerate(self.usual)
        )
        cancel = (Button("取消", f"g:{asked.version}:x"),)
        text = f"{asked.what}：请选择或直接输入原因。" + (f"\n{follows}" if follows else "")
        return says(text, keyboard=(*usual, cancel))

    def chosen(self, number: str) -> str:
        """Return the reason of a button."""
        if int(number) >= len(self.usual):
            raise UsageError(OLD_BUTTON)
        return self.usual[int(number)]

    def carries_on(self, dialog: Dialog) -> bool:
        """Whether the reason is waited for."""
        return dialog.step == self.step

    def typed(self, books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> tuple[str, str]:
        """Return the subject and the words that were typed; nothing is waited for any longer."""
        if not may(sender, Right.REVIEW):
            raise UsageError(NOT_ALLOWED)
        if not message.text:
            raise UsageError(f"请用文字写明{self.word}。")
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return str(dialog.answers[_SUBJECT]), message.text

    def settle(self, books: Books, sender: Sender, subject: str, at: datetime) -> None:
        """Stop waiting for words about a subject that was settled by a button."""
        dialog = books.dialogs.find(sender.chat_id, sender.user_id, at)
        if dialog and self.carries_on(dialog) and dialog.answers[_SUBJECT] == subject:
            books.dialogs.end(sender.chat_id, sender.user_id, at)

"""Messages that are no command: the answer to a step of a conversation, or an album's later pictures."""

from dataclasses import dataclass

from bot.albums import captions_refused
from bot.handlers import guided, review, score
from bot.handlers.parsing import evidence
from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError
from bot.words import NOT_UNDERSTOOD
from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.review_report import ReportReviewed

_LOOSE_FILE = (
    "收到了文件，但不知道属于哪一项任务。"
    "请在文件说明里写 /report 3.2 60 情况，或先发送 /report 再按提示上传。"
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A later picture of an album was put with the report that the first one made."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A later picture of an album whose command was refused is taken without a word."""


Continued = guided.Step | score.Step | ReportReviewed | review.ReasonTooLate | Attached | LeftOut


def talk(message: Incoming) -> Request[Incoming, Continued]:
    """Answer a message that is no command."""
    return Request(_continue, message, _said)


def _continue(books: Books, sender: Sender, message: Incoming) -> Continued:
    if message.media_group_id is not None:
        report_id = books.ledger.report_of_album(message.media_group_id, message.user_id)
        if report_id is not None:
            books.ledger.add_evidence(report_id, evidence(message), message.media_group_id)
            return Attached()
        if any(caption.startswith("/") for caption in captions_refused(books.connection, message)):
            # Its command was refused: the rest of the album belongs to no other report that is begun.
            return LeftOut()
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog and dialog.step == review.REASON:
        return review.take_reason(books, sender, message, dialog)
    if dialog and score.carries_on(dialog):
        return score.carry_on(books, sender, message, dialog)
    files = evidence(message)
    if dialog is None:
        raise UsageError(_LOOSE_FILE if files else NOT_UNDERSTOOD)
    return guided.carry_on(books, message, dialog)


def _said(outcome: Continued) -> Answer:
    if isinstance(outcome, Attached | LeftOut):
        return Answer()
    if isinstance(outcome, review.ReasonTooLate):
        return review.too_late(outcome)
    if isinstance(outcome, score.Step):
        return score.said(outcome)
    return review.reviewed(outcome) if isinstance(outcome, ReportReviewed) else guided.said(outcome)

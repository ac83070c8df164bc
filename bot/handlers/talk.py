"""Messages that are no command: the answer to a step of a conversation, or an album's later pictures."""

from collections.abc import Callable

from bot.albums import captions_refused
from bot.handlers import disposals, dispose, guided, review, score
from bot.handlers.parsing import evidence
from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError
from bot.words import NOT_UNDERSTOOD
from tracker.model import Sender
from tracker.store.books import Books
from tracker.store.dialogs import Dialog

_LOOSE_FILE = (
    "收到了文件，但不知道属于哪一项任务。"
    "请在文件说明里写 /report 3.2 60 情况，或先发送 /report 再按提示上传。"
)

CONVERSATIONS: tuple[
    tuple[Callable[[Dialog], bool], Callable[[Books, Sender, Incoming, Dialog], Answer]], ...
] = (
    (review.carries_on, review.take_reason),
    (disposals.carries_on, disposals.take_reason),
    (score.carries_on, score.carry_on),
    (dispose.carries_on, dispose.carry_on),
    (guided.carries_on, guided.carry_on),
)
"""Whose a conversation is, and who takes the next message of it."""


def talk(message: Incoming) -> Request[Incoming, Answer]:
    """Answer a message that is no command."""
    return Request(_continue, message, lambda answer: answer)


def _continue(books: Books, sender: Sender, message: Incoming) -> Answer:
    if _joins_album(books, message):
        return Answer()
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    for carries_on, carry_on in CONVERSATIONS:
        if dialog and carries_on(dialog):
            return carry_on(books, sender, message, dialog)
    raise UsageError(_LOOSE_FILE if evidence(message) else NOT_UNDERSTOOD)


def _joins_album(books: Books, message: Incoming) -> bool:
    """Put a later picture of an album with what its first one made; of a refused one it is left out."""
    if message.media_group_id is None:
        return False
    whose = books.evidence.of_album(message.media_group_id, message.user_id)
    if whose is not None:
        books.evidence.add(whose, evidence(message), message.media_group_id)
        return True
    # Its command was refused: the rest of the album belongs to no other report that is begun.
    return any(caption.startswith("/") for caption in captions_refused(books.connection, message))

"""Messages that are no command: the answer to a step of a conversation, the rest of an album, a sheet."""

from collections.abc import Callable

from bot.albums import captions_refused
from bot.handlers import (
    disposals,
    dispose,
    files,
    guided,
    mark_case,
    orders,
    return_form,
    return_review,
    review,
    score,
    score_correction,
    what_if,
    withdraw,
)
from bot.handlers.parsing import evidence
from bot.handlers.unread import LooseFile, NotUnderstood
from bot.incoming import Incoming
from bot.requests import Answer, Request
from tracker.model import Sender
from tracker.store.books import Books
from tracker.store.dialogs import Dialog

_REASONS = (
    review.REASONS,
    disposals.REASONS,
    withdraw.REASONS,
    return_review.REASONS,
)

CONVERSATIONS: tuple[
    tuple[Callable[[Dialog], bool], Callable[[Books, Sender, Incoming, Dialog], Answer]], ...
] = (
    *((each.carries_on, each.take) for each in _REASONS),
    (mark_case.carries_on, mark_case.carry_on),
    (orders.carries_on, orders.take_reason),
    (what_if.carries_on, what_if.carry_on),
    (return_review.carries_on, return_review.carry_on),
    (score_correction.carries_on, score_correction.carry_on),
    (return_form.carries_on, return_form.carry_on),
    (score.carries_on, score.carry_on),
    (dispose.carries_on, dispose.carry_on),
    (guided.carries_on, guided.carry_on),
)
"""Whose a conversation is, and who takes the next message of it."""


def talk(message: Incoming) -> Request[Incoming, Answer]:
    """Answer a message that is no command."""
    return Request(_continue, message, lambda answer: answer)


def _continue(books: Books, sender: Sender, message: Incoming) -> Answer:
    together = _with_its_album(books, message)
    if together is not None:
        return together
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    # No number of a score is a file; anywhere else one is an answer: evidence, or the wrong thing.
    if files.is_worked_on(message) and (dialog is None or score.carries_on(dialog)):
        return files.taken(files.take(message))
    for carries_on, carry_on in CONVERSATIONS:
        if dialog and carries_on(dialog):
            return carry_on(books, sender, message, dialog)
    raise LooseFile(sender) if evidence(message) else NotUnderstood(sender)


def _with_its_album(books: Books, message: Incoming) -> Answer | None:
    """Put a later picture or file of an album where the first one went; None for any other message."""
    if message.media_group_id is None:
        return None
    whose = books.evidence.of_album(message.media_group_id, message.user_id)
    if whose is not None:
        books.evidence.add(whose, evidence(message), message.media_group_id)
        return Answer()
    if any(caption.startswith("/") for caption in captions_refused(books.connection, message)):
        # Its command was refused: the rest of the album belongs to no other report that is begun.
        return Answer()
    return files.taken(files.take(message)) if files.continues_album(books, message) else None

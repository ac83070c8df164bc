"""已知悉 under a reminder: the office sees who has read it."""

from dataclasses import dataclass
from datetime import datetime

from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError, says
from bot.words import OLD_BUTTON, minute
from reminders import acknowledging
from tracker.model import Sender
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The message that was read, by its place in the chat."""

    chat_id: int
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """`first` is False where the same person had acknowledged it before."""

    first: bool
    at: datetime


def acknowledge(message: Incoming) -> Request[Acknowledge, Acknowledged]:
    """Answer the button `ack`."""
    command = Acknowledge(chat_id=message.chat_id, message_id=message.message_id, at=message.said_at)
    return Request(_acknowledge, command, _said)


def _acknowledge(books: Books, sender: Sender, command: Acknowledge) -> Acknowledged:
    sent = acknowledging.sent_as(
        books.connection,
        chat_id=command.chat_id,
        message_id=command.message_id,
        user_id=sender.user_id,
    )
    if not sent.rows:
        raise UsageError(OLD_BUTTON)
    if not sent.held:
        raise UsageError("这条消息是发给原来岗位的，该岗位已不由您担任，没有记录知悉。")
    first = acknowledging.acknowledge(books.connection, sent.held, user_id=sender.user_id, at=command.at)
    return Acknowledged(first=first, at=command.at)


def _said(acknowledged: Acknowledged) -> Answer:
    if not acknowledged.first:
        return says("先前已经确认过知悉。")
    return says(f"已记录：{minute(acknowledged.at)} 知悉。", toast="已记录知悉")

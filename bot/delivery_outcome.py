"""What became of one attempt to send: Telegram's answer, judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from reminders import pacing
from reminders.messages import Lane, Outgoing

REPLY_LIFETIME: Final = timedelta(hours=24)
"""A reply that could not be sent for so long is given up; a reminder is tried until a newer replaces it."""

FAULT_ATTEMPTS: Final = 5
"""How often a message is tried that fails by a fault of ours, such as a picture that cannot be drawn."""


class Reason(StrEnum):
    """Why a message was given up or put back; a fault of ours adds its description after a colon."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    FORBIDDEN = "forbidden"
    CHAT_NOT_FOUND = "chat_not_found"
    NO_RIGHTS = "no_rights"
    BAD_REQUEST = "bad_request"
    EXPIRED = "expired"
    RETRY_AFTER = "retry_after"
    MIGRATED = "migrated"
    NETWORK = "network"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Telegram took it, or it stands there already."""

    message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Put back until `at`; `pauses` stops the whole reminder lane until then."""

    at: datetime
    reason: str
    pauses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The group has another chat id now."""

    new_chat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """What was to be edited is gone: the same text goes out as a new message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """Never to be sent. `unreachable`: the chat refuses us; `fault`: the mistake is ours."""

    reason: str
    unreachable: bool = False
    fault: bool = False


Outcome: TypeAlias = Sent | Again | Moved | Anew | GivenUp

# Telegram's words, lower case, as https://github.com/tdlib/telegram-bot-api sends them.
_SHUT_OUT: Final = (
    ("blocked", Reason.BLOCKED),
    ("deactivated", Reason.DEACTIVATED),
    ("kicked", Reason.KICKED),
    ("chat not found", Reason.CHAT_NOT_FOUND),
    ("user not found", Reason.CHAT_NOT_FOUND),
    ("chat was deleted", Reason.CHAT_NOT_FOUND),
    ("peer_id_invalid", Reason.CHAT_NOT_FOUND),
    ("not enough rights", Reason.NO_RIGHTS),
    ("have no rights", Reason.NO_RIGHTS),
    ("chat_write_forbidden", Reason.NO_RIGHTS),
    ("chat_restricted", Reason.NO_RIGHTS),
)
_NOT_EDITABLE: Final = ("message to edit not found", "can't be edited", "message_id_invalid")
_EDITS: Final = {"editMessageText": "text", "editMessageCaption": "caption"}


def judge(refusal: TelegramError, tried: Outgoing, now: datetime) -> Outcome:
    """Decide what an answer other than `ok` means for the message."""
    match refusal:
        case RetryAfter():
            return Again(at=now + asked_wait(refusal), reason=Reason.RETRY_AFTER, pauses=True)
        case ChatMigrated():
            return Moved(new_chat=refusal.new_chat_id)
        case Forbidden():
            return GivenUp(reason=_shut_out(refusal) or Reason.FORBIDDEN, unreachable=True)
        case BadRequest():
            return _bad_request(refusal, tried)
        case _:
            # Also a rejected token and words that are no answer at all: none of it is the message's fault.
            return _failed(refusal, tried, now)


def judge_fault(fault: Exception, tried: Outgoing, now: datetime) -> Outcome:
    """Decide what a fault of ours means for the message: a few more tries, for it may have been passing."""
    reason = f"{Reason.FAULT}: {type(fault).__name__}"
    if tried.attempts + 1 < FAULT_ATTEMPTS:
        return Again(at=now + pacing.gap(tried.attempts + 1), reason=reason)
    return GivenUp(reason=reason, fault=True)


def as_new_message(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Turn an edit into the message that says the same."""
    parameters = dict(payload["parameters"])
    parameters["text"] = parameters.pop(_EDITS[payload["method"]])
    del parameters["message_id"]
    return {"method": "sendMessage", "parameters": parameters}


def asked_wait(refusal: RetryAfter) -> timedelta:
    """Return how long Telegram asks to be left alone."""
    asked = refusal.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)


def _bad_request(refusal: BadRequest, tried: Outgoing) -> Outcome:
    words, method = refusal.message.lower(), tried.payload["method"]
    if "message is not modified" in words:
        return Sent(message_id=tried.payload["parameters"].get("message_id"))
    if method.startswith("edit") and any(gone in words for gone in _NOT_EDITABLE):
        # Buttons alone go with their message; a text must still be read.
        return Anew() if method in _EDITS else Sent(message_id=None)
    if shut_out := _shut_out(refusal):
        return GivenUp(reason=shut_out, unreachable=True)
    return GivenUp(reason=f"{Reason.BAD_REQUEST}: {refusal.message}", fault=True)


def _failed(refusal: TelegramError, tried: Outgoing, now: datetime) -> Outcome:
    reason = f"{Reason.NETWORK}: {refusal.message}"
    if tried.lane is Lane.REPLY and now - tried.created_at >= REPLY_LIFETIME:
        return GivenUp(reason=f"{Reason.EXPIRED}: {reason}")
    return Again(at=now + pacing.gap(tried.attempts + 1), reason=reason)


def _shut_out(refusal: TelegramError) -> Reason | None:
    words = refusal.message.lower()
    return next((reason for word, reason in _SHUT_OUT if word in words), None)

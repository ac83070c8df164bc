"""Replies and notices -> rows of the outbox, within Telegram's limits."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.keyboards import markup
from bot.requests import Answer, Reply
from bot.words import CAPTION_LIMIT, length, split
from reminders.messages import Chat, Lane, Message


def letters(answer: Answer, *, chat_id: int, origin: str) -> tuple[Message, ...]:
    """Turn an answer into messages. `origin` says what they answer and makes their keys unique."""
    here = Chat(chat_id=chat_id)
    secret = {"secret": True} if answer.secret else {}
    replies = [payload for reply in answer.replies for payload in payloads(reply)]
    notices = [(each.to, payload) for each in answer.notices for payload in payloads(each.reply)]
    return (
        *(
            Message(key=f"{origin}:{place}", address=here, lane=Lane.REPLY, payload=secret | dict(payload))
            for place, payload in enumerate(replies, 1)
        ),
        *(
            Message(key=f"{origin}:notice:{place}", address=to, lane=Lane.REMINDER, payload=payload)
            for place, (to, payload) in enumerate(notices, 1)
        ),
    )


def payloads(reply: Reply) -> Iterator[Mapping[str, Any]]:
    """Turn a reply into Bot API calls: more than one where its text is too long for one message."""
    keyboard = {"reply_markup": markup(reply.keyboard)} if reply.keyboard else {}
    if reply.picture is not None or reply.document is not None or reply.evidence is not None:
        yield from _with_file(reply, keyboard)
        return
    *leading, last = split(reply.text)
    edit = reply.edit
    for part in leading:
        yield _text(part, {}, edit)
        edit = None
    yield _text(last, keyboard, edit)


def _with_file(reply: Reply, keyboard: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the picture or document; a caption that is too long becomes a message of its own under it."""
    fits = length(reply.text) <= CAPTION_LIMIT
    caption = {"caption": reply.text, "parse_mode": "HTML"} if fits and reply.text else {}
    under = keyboard if fits else {}
    if reply.evidence is not None:
        photo = reply.evidence.kind == "photo"
        method, field = ("sendPhoto", "photo") if photo else ("sendDocument", "document")
        yield {"method": method, "parameters": {field: reply.evidence.file_id, **caption, **under}}
    elif reply.document is not None:
        parameters = {**caption, **under}
        yield {"method": "sendDocument", "parameters": parameters, "document": reply.document}
    else:
        yield {"method": "sendPhoto", "parameters": {**caption, **under}, "picture": reply.picture}
    if not fits:
        yield from payloads(Reply(text=reply.text, keyboard=reply.keyboard))


def _text(text: str, keyboard: Mapping[str, Any], edit: int | None) -> Mapping[str, Any]:
    parameters = {"text": text, "parse_mode": "HTML", **keyboard}
    if edit is None:
        return {"method": "sendMessage", "parameters": parameters}
    return {"method": "editMessageText", "parameters": {"message_id": edit, **parameters}}

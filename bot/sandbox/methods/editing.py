"""What a bot changes afterwards: edits, deletions, answers to buttons."""

from datetime import timedelta
from typing import Final

from bot.sandbox.entities import Json, units
from bot.sandbox.limits import ANSWER_UNITS, inline_keyboard, message_text
from bot.sandbox.methods.sending import caption_content, media_content
from bot.sandbox.params import Params
from bot.sandbox.people import Chat
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

DELETABLE: Final = timedelta(hours=48)
CONTENT: Final = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Json:
    """Change the words of a text message."""
    kept = message_text(params.text("text"), params.text("parse_mode"), params.json("entities"), edited=True)
    chat, message = _editable(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": kept.text}
    if kept.entities:
        content["entities"] = list(kept.entities)
    return _edit(world, chat, params, message, _without(message, "text", "entities") | content)


def edit_message_caption(world: World, params: Params) -> Json:
    """Change the words under a photo or document."""
    caption = caption_content(
        params.text("caption"), params.text("parse_mode"), params.json("caption_entities")
    )
    chat, message = _editable(world, params)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    bare = _without(message, "caption", "caption_entities")
    return _edit(world, chat, params, message, bare | caption)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change the buttons alone."""
    chat, message = _editable(world, params)
    return _edit(world, chat, params, message, message)


def edit_message_media(world: World, params: Params) -> Json:
    """Put another photo or document in its place, caption included."""
    item = params.json("media")
    if not isinstance(item, dict):
        raise bad_request("can't parse input media JSON object")
    chat, message = _editable(world, params)
    content = media_content(world, params, item)
    bare = _without(message, "text", "entities", "caption", "caption_entities", "photo", "document")
    return _edit(world, chat, params, message, bare | content)


def delete_message(world: World, params: Params) -> bool:
    """Take a message away, within 48 hours."""
    chat = world.open_chat(params.chat_id())
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    if message["from"]["id"] != world.bot.id and chat.kind != "private":
        raise bad_request("message can't be deleted")
    if world.now().timestamp() - message["date"] > DELETABLE.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    world.remove(chat, message["message_id"])
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a pressed button."""
    text = params.text("text")
    if units(text) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer(params.text("callback_query_id"), {"text": text, "show_alert": params.truth("show_alert")})
    return True


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    return message_id


def _editable(world: World, params: Params) -> tuple[Chat, Json]:
    chat_id = params.chat_id()
    message_id = _message_id(params)
    chat = world.open_chat(chat_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, params: Params, old: Json, new: Json) -> Json:
    """Replace a message; an edit that names no keyboard takes the keyboard away, as Telegram does."""
    markup = inline_keyboard(params.json("reply_markup"))
    edited = _without(new, "reply_markup") | ({"reply_markup": markup} if markup else {})
    if all(old.get(name) == edited.get(name) for name in CONTENT):
        raise bad_request(NOT_MODIFIED)
    return world.replace(chat, edited)


def _without(message: Json, *names: str) -> Json:
    return {name: value for name, value in message.items() if name not in names}

"""What a bot sends: messages, pictures, documents, albums."""

from typing import Any, Final

from bot.sandbox.entities import Json
from bot.sandbox.files import Kind, check_upload
from bot.sandbox.limits import ALBUM, inline_keyboard, message_caption, message_text
from bot.sandbox.params import Params
from bot.sandbox.people import Chat
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

ACTIONS: Final = {
    "typing",
    "upload_photo",
    "upload_document",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat = world.open_chat(params.chat_id())
    kept = message_text(params.text("text"), params.text("parse_mode"), params.json("entities"), edited=False)
    content: Json = {"text": kept.text}
    if kept.entities:
        content["entities"] = list(kept.entities)
    return _send(world, chat, params, content)


def send_photo(world: World, params: Params) -> Json:
    """Send a picture."""
    return _send_media(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """Send a document."""
    return _send_media(world, params, "document")


def send_media_group(world: World, params: Params) -> list[Json]:
    """Send an album of two to ten."""
    chat = world.open_chat(params.chat_id())
    items = params.json("media")
    fewest, most = ALBUM
    if not isinstance(items, list) or not items:
        raise bad_request("there are no messages to send")
    if len(items) > most:
        raise bad_request("too many messages to send as an album")
    if len(items) < fewest:
        raise bad_request("media group must include 2-10 items")
    kinds = {item.get("type") for item in items}
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [media_content(world, params, item) for item in items]
    reply = _replied(chat, params)
    _admit(world, chat, len(items))
    album = str(13_700_000_000_000_000 + world.last_message_id)
    return [world.by_bot(chat, reply | {"media_group_id": album} | content) for content in contents]


def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is typing or uploading."""
    chat = world.open_chat(params.chat_id())
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell("action", chat.id, {"action": action})
    return True


def media_content(world: World, params: Params, item: Json) -> Json:
    """Give the fields of a Message for an InputMedia; uploads are `attach://name`."""
    kind = _kind(item.get("type"))
    media = _media(world, params, kind, str(item.get("media") or ""))
    caption = str(item.get("caption") or "")
    return media | caption_content(caption, str(item.get("parse_mode") or ""), item.get("caption_entities"))


def caption_content(caption: str, parse_mode: str, entities: list[Json] | None) -> Json:
    """Give the fields of a Message that hold its caption."""
    kept = message_caption(caption, parse_mode, entities)
    content: Json = {"caption": kept.text} if kept.text else {}
    return content | ({"caption_entities": list(kept.entities)} if kept.entities else {})


def _send_media(world: World, params: Params, kind: Kind) -> Json:
    chat = world.open_chat(params.chat_id())
    caption = caption_content(
        params.text("caption"), params.text("parse_mode"), params.json("caption_entities")
    )
    reference = f"attach://{kind}" if kind in params.files else params.text(kind)
    return _send(world, chat, params, _media(world, params, kind, reference) | caption)


def _kind(name: Any) -> Kind:
    if name == "photo":
        return "photo"
    if name == "document":
        return "document"
    raise bad_request("type of the media is not supported by the sandbox")


def _media(world: World, params: Params, kind: Kind, reference: str) -> Json:
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the sandbox stays on loopback
    if not reference.startswith("attach://"):
        return world.files.again(kind, reference)
    upload = params.files.get(reference.removeprefix("attach://"))
    if upload is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    check_upload(kind, upload)
    return world.files.media(kind, upload)


def _send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    markup = inline_keyboard(params.json("reply_markup"))
    reply = _replied(chat, params)
    _admit(world, chat, 1)
    return world.by_bot(chat, reply | content | ({"reply_markup": markup} if markup else {}))


def _admit(world: World, chat: Chat, cost: int) -> None:
    group = chat.kind != "private"
    world.flood.admit(chat.id, group=group, now=world.now().timestamp(), cost=cost)


def _replied(chat: Chat, params: Params) -> Json:
    given: Any = params.json("reply_parameters") or {}
    message_id = int(given.get("message_id") or params.integer("reply_to_message_id"))
    if not message_id:
        return {}
    replied = chat.messages.get(message_id)
    if replied is not None:
        return {"reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"}}
    if given.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")

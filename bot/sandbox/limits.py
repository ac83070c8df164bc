"""What Telegram refuses, in its words: sizes, shapes and rates."""

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from bot.sandbox.entities import Formatted, Json, parse_html, trimmed, units, with_found
from bot.sandbox.refusal import bad_request, too_many

TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024
CALLBACK_BYTES: Final = 64
ANSWER_UNITS: Final = 200
BUTTONS: Final = 100
MARKUP_BYTES: Final = 10_000
ALBUM: Final = (2, 10)
FETCH_BYTES: Final = 20 * 1024 * 1024
UPLOAD_BYTES: Final = 50 * 1024 * 1024
PHOTO_BYTES: Final = 10 * 1024 * 1024
COMMANDS: Final = 100
COMMAND_NAME: Final = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_UNITS: Final = 256
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
BUTTON_ACTIONS: Final = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def formatted(text: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    """Give the text that Telegram keeps of what a bot sent."""
    if parse_mode.lower() == "html":
        parsed = parse_html(text)
    elif parse_mode == "":
        parsed = Formatted(text=text, entities=tuple(entities or ()))
    else:
        raise bad_request("unsupported parse_mode")  # Markdown too: this bot speaks HTML only
    return with_found(trimmed(parsed))


def message_text(text: str, parse_mode: str, entities: list[Json] | None, *, edited: bool) -> Formatted:
    """Keep the text of a message, 1 to 4096 units of it."""
    if not text:
        raise bad_request("message text is empty")
    kept = formatted(text, parse_mode, entities)
    if not kept.text:
        raise bad_request("text must be non-empty")
    if units(kept.text) > TEXT_UNITS:
        raise bad_request("MESSAGE_TOO_LONG" if edited else "message is too long")
    return kept


def message_caption(text: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    """Keep a caption of up to 1024 units."""
    kept = formatted(text, parse_mode, entities)
    if units(kept.text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return kept


def inline_keyboard(markup: Any) -> Json | None:
    """Give the inline keyboard to keep with the message; None for no markup or one of another kind."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS or len(json.dumps(rows, ensure_ascii=False).encode()) > MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    kept = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        found = 'Can\'t find field "text"' if text is None else 'Field "text" must be of type String'
        raise bad_request(f"can't parse inline keyboard button: {found}")
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not any(button.get(action) for action in BUTTON_ACTIONS):
        unallowed = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {unallowed}")
    if len(str(button.get("callback_data", "")).encode()) > CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in {"http", "https", "tg"}:
        raise bad_request("BUTTON_URL_INVALID")
    return dict(button)


def commands(listed: Any) -> list[Json]:
    """Keep a command menu of up to 100 commands."""
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    if len(listed) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if not COMMAND_NAME.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", "")).strip()) <= DESCRIPTION_UNITS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [{"command": one["command"], "description": one["description"]} for one in listed]


def webhook(url: str, secret: str) -> None:
    """Check a webhook's address and secret."""
    parts = urlsplit(url)
    # A Bot API server of one's own takes plain HTTP too; here only on this machine.
    local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    if parts.scheme != "https" and not local:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Messages a second or minute that pass; `chat_burst` is what Telegram lets through at once in a chat."""

    overall_per_second: float = 30
    chat_per_second: float = 1
    chat_burst: float = 5
    group_per_minute: float = 20


UNLIMITED: Final = Rates(
    overall_per_second=math.inf, chat_per_second=math.inf, chat_burst=math.inf, group_per_minute=math.inf
)


@dataclass(slots=True)
class Bucket:
    """Holds up to `capacity` messages and fills at `rate` a second."""

    rate: float
    capacity: float
    level: float
    seen: float

    def wait(self, now: float, cost: float) -> float:
        """Seconds until `cost` messages fit; an album larger than the bucket waits for a full one."""
        if math.isinf(self.rate):
            return 0.0
        self.level = min(self.capacity, self.level + max(now - self.seen, 0.0) * self.rate)
        self.seen = now
        # A millionth is the rounding of floats, not a message.
        return max(min(cost, self.capacity) - self.level - 1e-6, 0.0) / self.rate


@dataclass(slots=True)
class Flood:
    """Flood control over all chats, each chat and each group."""

    rates: Rates
    buckets: dict[tuple[str, int], Bucket] = field(default_factory=dict)

    def admit(self, chat_id: int, *, group: bool, now: float, cost: int = 1) -> None:
        """Count the messages or refuse with the whole seconds to wait; a refused call costs nothing."""
        rates = self.rates
        asked = [
            self._bucket(("all", 0), rates.overall_per_second, rates.overall_per_second, now),
            self._bucket(("chat", chat_id), rates.chat_per_second, rates.chat_burst, now),
        ]
        if group:
            per_minute = rates.group_per_minute
            asked.append(self._bucket(("group", chat_id), per_minute / 60, per_minute, now))
        wait = max(bucket.wait(now, cost) for bucket in asked)
        if wait > 0:
            raise too_many(math.ceil(wait))
        for bucket in asked:
            bucket.level -= cost

    def _bucket(self, key: tuple[str, int], rate: float, capacity: float, now: float) -> Bucket:
        return self.buckets.setdefault(key, Bucket(rate, capacity, capacity, now))

"""A call's parameters, however they came: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.files import Upload
from bot.sandbox.refusal import bad_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Telegram takes every value as text or as JSON; so does this."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a text; empty when it is absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Give a whole number."""
        value = self.text(name).strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError as fault:
            raise bad_request(f'field "{name}" must be a valid Number') from fault

    def truth(self, name: str) -> bool:
        """Give a boolean; false when it is absent."""
        return self.text(name).strip().lower() in {"true", "1", "yes", "t", "y"}

    def json(self, name: str) -> Any:
        """Give a structured value; None when it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else None
        except ValueError as fault:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from fault

    def chat_id(self) -> int:
        """Give the chat that the call names."""
        value = self.text("chat_id").strip()
        if not value:
            raise bad_request("chat_id is empty")
        try:
            return int(value)
        except ValueError:
            raise bad_request(
                "chat not found"
            ) from None  # @usernames are of public chats, and there are none

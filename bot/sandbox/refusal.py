"""What Telegram says when it refuses a call."""

from collections.abc import Mapping
from typing import Final

PREFIXES: Final[Mapping[int, str]] = {
    400: "Bad Request: ",
    403: "Forbidden: ",
    409: "Conflict: ",
}


class Refusal(Exception):
    """An answer with `ok: false`: Telegram's error code and description, word for word."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        self.code = code
        self.description = PREFIXES.get(code, "") + description
        self.parameters = parameters
        super().__init__(self.description)


def bad_request(description: str) -> Refusal:
    """Make a 400."""
    return Refusal(400, description)


def too_many(retry_after: int) -> Refusal:
    """Flood control: Telegram gives whole seconds, at least one."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)

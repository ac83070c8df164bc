"""Inline keyboards as plain values; what a button carries fits Telegram's 64 bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

DATA_LIMIT = 64
"""Bytes of UTF-8 in a button's callback data."""

PAGE = 8
"""Rows on a page of buttons: what a phone shows without scrolling."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its text and what it sends back."""

    text: str
    data: str

    def __post_init__(self) -> None:
        if len(self.data.encode()) > DATA_LIMIT:
            raise ValueError(f"callback data too long: {self.data!r}")


Keyboard = tuple[tuple[Button, ...], ...]


def rows(buttons: Sequence[Button], width: int) -> Keyboard:
    """Lay buttons out in rows of that width."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def page_of(items: Sequence[T], page: int, size: int = PAGE) -> tuple[Sequence[T], int, int]:
    """Return the items of a page with its number (kept in range) and the number of pages, both from 0."""
    last = max(0, (len(items) - 1) // size)
    page = min(max(page, 0), last)
    return items[page * size : (page + 1) * size], page, last


def pager(prefix: str, page: int, last: int) -> Keyboard:
    """Lay out the row that turns pages; nothing for a single page. `prefix` ends with a colon."""
    if last == 0:
        return ()
    before = (Button("‹ 上一页", f"{prefix}{page - 1}"),) if page > 0 else ()
    after = (Button("下一页 ›", f"{prefix}{page + 1}"),) if page < last else ()
    return ((*before, *after),)


def markup(keyboard: Keyboard) -> dict[str, Any]:
    """Turn a keyboard into the Bot API's JSON."""
    return {
        "inline_keyboard": [
            [{"text": button.text, "callback_data": button.data} for button in row] for row in keyboard
        ]
    }

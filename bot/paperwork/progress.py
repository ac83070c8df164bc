"""How far the work on a file is, shown in the message that said it was received.

Best effort, beside the outbox: what is lost of it was only of the moment.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from telegram import Bot
from telegram.error import TelegramError

from bot.paperwork.sent import SentFile, progress_message
from bot.telegram import call
from bot.words import esc
from tracker.store.store import Store

_GAP: Final = 3.0
"""Seconds between two edits: Telegram takes one message a second of a chat, and replies come first."""

_AFTER_REFUSAL: Final = 30.0

_log = logging.getLogger(__name__)


class Progress:
    """The message of one file; `mark` is that of a rehearsal."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        file: SentFile,
        mark: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> None:
        self._bot = bot
        self._store = store
        self._file = file
        self._mark = mark
        self._not_before = 0.0

    async def tell(self, words: str) -> None:
        """Show how far the work is, unless that was shown a moment ago or the message has not been sent."""
        now = asyncio.get_running_loop().time()
        if now < self._not_before:
            return
        self._not_before = now + _GAP
        message_id = await self._store.read(progress_message, self._file)
        if message_id is not None:
            await self._edit(message_id, words)

    async def _edit(self, message_id: int, words: str) -> None:
        parameters = {"message_id": message_id, "text": esc(words), "parse_mode": "HTML"}
        payload = self._mark({"method": "editMessageText", "parameters": parameters})
        try:
            await call(self._bot, payload["method"], {**payload["parameters"], "chat_id": self._file.chat_id})
        except TelegramError as refusal:
            _log.info("a progress was not shown: %s", type(refusal).__name__)
            self._not_before += _AFTER_REFUSAL

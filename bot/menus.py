"""Each person's command menu shows what that person may do; a stranger's shows how to begin."""

import asyncio
import logging
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import TelegramError

from bot.access import menu_of
from bot.telegram import call
from tracker.model import Role
from tracker.store.people import People
from tracker.store.store import DATABASE_FAULTS, Store

_log = logging.getLogger(__name__)

_STRANGERS = (("start", "输入邀请码加入"), ("help", "使用说明"))
_DEFAULT: dict[str, Any] = {"type": "default"}


class Menus:
    """Sets menus that differ from what was set before. What fails is tried again at the next refresh."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self._bot = bot
        self._store = store
        self._set: dict[int, frozenset[Role]] = {}
        self._default_set = False
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self) -> None:
        """Bring every chat's menu in line with its person's posts."""
        async with self._one_at_a_time:
            try:
                wanted = await self._store.read(_roles_by_chat)
            except DATABASE_FAULTS as fault:
                _log.error("the command menus wait for the database: %s", type(fault).__name__)
                return
            if not self._default_set:
                self._default_set = await self._put(_DEFAULT, _STRANGERS)
            for chat_id in self._set.keys() | wanted.keys():
                roles = wanted.get(chat_id, frozenset())
                if self._set.get(chat_id) != roles and await self._put_chat(chat_id, roles):
                    self._set[chat_id] = roles

    async def _put_chat(self, chat_id: int, roles: frozenset[Role]) -> bool:
        listed = tuple((command.name, command.menu) for command in menu_of(roles)) if roles else _STRANGERS
        return await self._put({"type": "chat", "chat_id": chat_id}, listed)

    async def _put(self, scope: dict[str, Any], listed: tuple[tuple[str, str], ...]) -> bool:
        commands = [{"command": name, "description": text} for name, text in listed]
        try:
            await call(self._bot, "setMyCommands", {"commands": commands, "scope": scope})
        except TelegramError as refusal:
            _log.info("a command menu was not set: %s", refusal)
            return False
        return True


def _roles_by_chat(connection: Connection) -> dict[int, frozenset[Role]]:
    found: dict[int, set[Role]] = defaultdict(set)
    for member in People(connection).all():
        found[member.chat_id].add(member.post.role)
    return {chat_id: frozenset(roles) for chat_id, roles in found.items()}

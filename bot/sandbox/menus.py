"""Command menus by scope and language."""

from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.entities import Json

# The telephones of the sandbox are set to Chinese.
LANGUAGES: Final = ("zh", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuKey:
    """Where a command menu holds: scope, its chat and user, language."""

    scope: str = "default"
    chat_id: int = 0
    user_id: int = 0
    language: str = ""


@dataclass(slots=True)
class Menus:
    """What setMyCommands has set."""

    listed: dict[MenuKey, list[Json]] = field(default_factory=dict)

    def shown(self, chat_id: int, person: int) -> list[Json]:
        """List what Telegram shows this person in this chat: the narrowest scope that has commands."""
        wide = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes = (("chat_member", chat_id, person), ("chat", chat_id, 0), (wide, 0, 0), ("default", 0, 0))
        for scope, chat, user in scopes:
            for language in LANGUAGES:
                found = self.listed.get(MenuKey(scope=scope, chat_id=chat, user_id=user, language=language))
                if found:
                    return found
        return []

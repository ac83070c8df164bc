"""Updates that wait for the bot: numbered, kept for a day, gone once confirmed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.entities import Json

KEPT: Final = timedelta(hours=24)
FIRST_ID: Final = 870_000_001
# Telegram sends these only to a bot that names them.
ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that the bot has not confirmed."""

    update: Json
    kind: str
    chat_id: int
    since: datetime

    @property
    def update_id(self) -> int:
        """Give Telegram's number."""
        number: int = self.update["update_id"]
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where updates go instead of getUpdates."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class Updates:
    """The queue of one bot. `allowed` is empty for Telegram's default kinds."""

    now: Callable[[], datetime]
    next_id: int = FIRST_ID
    waiting: list[Waiting] = field(default_factory=list)
    allowed: frozenset[str] = frozenset()
    webhook: Webhook | None = None
    last_fault: Json = field(default_factory=dict)

    def add(self, kind: str, payload: Json, chat_id: int) -> None:
        """Queue an update unless the bot has not asked for its kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return
        update = {"update_id": self.next_id, kind: payload}
        self.next_id += 1
        self.waiting.append(Waiting(update=update, kind=kind, chat_id=chat_id, since=self.now()))

    def add_raw(self, update: Json) -> int:
        """Queue an update as it is, readable or not; the id it got."""
        number, self.next_id = self.next_id, self.next_id + 1
        raw = {"update_id": number, **update}
        self.waiting.append(Waiting(update=raw, kind="raw", chat_id=0, since=self.now()))
        return number

    def confirm(self, offset: int) -> None:
        """Forget what the bot has: all before `offset`, or all but the last `-offset`."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            # The queue grows by id unless a test restarts the numbers, so every id is looked at.
            self.waiting = [one for one in self.waiting if one.update_id >= offset]

    def listed(self, limit: int) -> list[Json]:
        """List the oldest, without confirming them."""
        self._drop_old()
        return [one.update for one in self.waiting[:limit]]

    def settle(self, ids: Collection[int]) -> None:
        """Forget what the webhook has taken."""
        self.waiting = [one for one in self.waiting if one.update_id not in ids]

    def heads(self, limit: int) -> Sequence[Waiting]:
        """List the oldest update of each chat: what a webhook may carry side by side."""
        self._drop_old()
        heads: dict[int, Waiting] = {}
        for one in self.waiting:
            heads.setdefault(one.chat_id, one)
            if len(heads) == limit:
                break
        return tuple(heads.values())

    def _drop_old(self) -> None:
        if self.waiting and self.waiting[0].since <= self.now() - KEPT:
            kept_since = self.now() - KEPT
            self.waiting = [one for one in self.waiting if one.since > kept_since]

"""getUpdates: one poller at a time, waiting for as long as it asks."""

import asyncio
from typing import Final

from bot.sandbox.bell import Bell
from bot.sandbox.entities import Json
from bot.sandbox.methods.webhooks import set_allowed
from bot.sandbox.params import Params
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import World

LONGEST_WAIT: Final = 50
OTHER_POLLER: Final = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
HOOK_IS_SET: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Polling:
    """The poll that is waiting now; a newer one sends it away with 409."""

    def __init__(self, world: World, bell: Bell) -> None:
        self.world = world
        self.bell = bell
        self.turn = 0

    async def get_updates(self, params: Params) -> list[Json]:
        """Confirm, then wait for updates until the timeout, a newer poll or a webhook."""
        updates = self.world.updates
        if updates.webhook is not None:
            raise Refusal(409, HOOK_IS_SET)
        self.turn += 1
        mine = self.turn
        self.bell.ring()
        set_allowed(self.world, params.json("allowed_updates"))
        updates.confirm(params.integer("offset"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        until = asyncio.get_running_loop().time() + min(params.integer("timeout"), LONGEST_WAIT)
        while not (found := updates.listed(limit)):
            left = until - asyncio.get_running_loop().time()
            if left <= 0 or self.bell.closed:
                break
            await self.bell.wait(left)
            if self.turn != mine:
                raise Refusal(409, OTHER_POLLER)
            if updates.webhook is not None:
                raise Refusal(409, "terminated by setWebhook request")
        return found

"""Carries updates to the webhook, again and again until it answers 2xx."""

import asyncio
from collections.abc import Sequence
from typing import Final

import httpx

from bot.sandbox.bell import Bell
from bot.sandbox.updates import Waiting, Webhook
from bot.sandbox.world import World

FIRST_GAP: Final = 0.1
LONGEST_GAP: Final = 60.0
PATIENCE: Final = 30.0
IDLE: Final = 60.0


class Postman:
    """One update of a chat at a time, chats side by side, growing gaps after a failure."""

    def __init__(self, world: World, bell: Bell) -> None:
        self.world = world
        self.bell = bell

    async def deliver(self) -> None:
        """Run until the bell is closed."""
        gap = FIRST_GAP
        async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
            while not self.bell.closed:
                hook = self.world.updates.webhook
                heads = self.world.updates.heads(hook.max_connections) if hook else ()
                if hook is None or not heads:
                    await self.bell.wait(IDLE)
                    continue
                taken = await self._carry(client, hook, heads)
                self.world.updates.settle(taken)
                gap = FIRST_GAP if taken else min(gap * 2, LONGEST_GAP)
                if len(taken) < len(heads):
                    await asyncio.sleep(gap)

    async def _carry(self, client: httpx.AsyncClient, hook: Webhook, heads: Sequence[Waiting]) -> set[int]:
        """Post each; the ids that the webhook took."""
        results = await asyncio.gather(*(self._post(client, hook, one) for one in heads))
        return {one.update_id for one, taken in zip(heads, results, strict=True) if taken}

    async def _post(self, client: httpx.AsyncClient, hook: Webhook, one: Waiting) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            response = await client.post(hook.url, json=one.update, headers=headers)
        except httpx.HTTPError as fault:
            self._note(f"Connection failed: {type(fault).__name__}")
            return False
        if response.is_success:
            return True
        self._note(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")
        return False

    def _note(self, words: str) -> None:
        at = int(self.world.now().timestamp())
        self.world.updates.last_fault = {"last_error_date": at, "last_error_message": words}

"""Waiting for something to change."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes everybody who waits; once closed nobody waits any more, so that a server can stop."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Wake everybody who waits now."""
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """Let everybody go, now and from now on."""
        self.closed = True
        self.ring()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring or after so many seconds."""
        if self.closed or seconds <= 0:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)

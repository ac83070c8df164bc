"""What wakes the loops: a bell each, rung at a moment, by hand, and at every heartbeat."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

HEARTBEAT: Final = timedelta(seconds=30)
"""A loop looks up at least so often: a system clock that is set, or a forgotten ring, costs no more."""


class Bell:
    """One loop's bell. A ring while the loop is at work is kept for its next `wait`."""

    def __init__(self, alarm: "Alarm", name: str) -> None:
        self._alarm = alarm
        self._name = name
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the loop now."""
        self._rung.set()

    async def wait(self, until: datetime | None) -> None:
        """Sleep until a moment of campaign time, a ring or the heartbeat; None: until one of the latter."""
        self._alarm.set(self._name, self.ring, until)
        await self._rung.wait()
        self._rung.clear()


class Alarm:
    """Wakes and nothing else: what a loop does is told by its own state, so a missed ring loses nothing.

    `real` turns a moment of campaign time into the real one at which it comes.
    """

    def __init__(self, real: Callable[[datetime], datetime]) -> None:
        self._real = real
        self._bells: dict[str, Bell] = {}
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def bell(self, name: str) -> Bell:
        """Hang up the bell of one loop."""
        return self._bells.setdefault(name, Bell(self, name))

    def start(self) -> None:
        """Begin; the event loop is running."""
        seconds = HEARTBEAT.total_seconds()
        self._scheduler.add_job(
            _in_loop, "interval", [self.ring_all], seconds=seconds, misfire_grace_time=None
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Ring no more."""
        self._scheduler.shutdown(wait=False)

    def ring_all(self) -> None:
        """Wake every loop: the campaign's clock was moved, or a heartbeat."""
        for bell in self._bells.values():
            bell.ring()

    def set(self, name: str, ring: Callable[[], None], until: datetime | None) -> None:
        """Ring at a moment of campaign time, and at none that was set before under this name."""
        if self._scheduler.get_job(name):
            self._scheduler.remove_job(name)
        if until is None:
            return
        at = self._real(until)
        self._scheduler.add_job(_in_loop, "date", [ring], run_date=at, id=name, misfire_grace_time=None)


async def _in_loop(ring: Callable[[], None]) -> None:
    """Ring from the event loop: APScheduler would run a plain function in a thread."""
    ring()

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from reminders.alarm import Alarm

YEAR = timedelta(days=365)
PATIENCE = 5
"""Seconds after which a bell that does not ring has failed; a bell that rings takes none of them."""


@pytest.fixture
def clock() -> Clock:
    return Clock("Asia/Shanghai", datetime(2021, 6, 25, 1, 0, tzinfo=UTC))


@pytest.fixture
async def alarm(clock: Clock) -> AsyncIterator[Alarm]:
    alarm = Alarm(clock.real)
    alarm.start()
    yield alarm
    alarm.stop()


async def test_a_bell_rings_at_a_moment_of_campaign_time(alarm: Alarm, clock: Clock) -> None:
    moment = clock.now() + timedelta(milliseconds=50)
    await asyncio.wait_for(alarm.bell("sweep").wait(moment), PATIENCE)
    assert clock.now() >= moment


async def test_a_moment_that_has_passed_rings_at_once(alarm: Alarm, clock: Clock) -> None:
    await asyncio.wait_for(alarm.bell("sweep").wait(clock.now() - YEAR), PATIENCE)


async def test_a_ring_before_the_wait_is_kept_for_it(alarm: Alarm, clock: Clock) -> None:
    bell = alarm.bell("delivery")
    bell.ring()
    await asyncio.wait_for(bell.wait(clock.now() + YEAR), PATIENCE)


async def test_all_bells_ring_when_the_clock_is_moved(alarm: Alarm, clock: Clock) -> None:
    clock.on_move(alarm.ring_all)
    waits = [alarm.bell(name).wait(clock.now() + YEAR) for name in ("sweep", "delivery")]
    sleeping = asyncio.gather(*waits)
    await asyncio.sleep(0)
    clock.move_to(clock.now() + timedelta(days=1))
    await asyncio.wait_for(sleeping, PATIENCE)


async def test_a_moment_set_before_no_longer_rings(alarm: Alarm, clock: Clock) -> None:
    bell = alarm.bell("delivery")
    bell.ring()
    await bell.wait(clock.now() + timedelta(milliseconds=20))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bell.wait(None), 0.1)

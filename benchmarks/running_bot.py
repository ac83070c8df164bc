"""The real process on a sample database, in front of a sandbox without rates."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from benchmarks.processes import baiyuan
from benchmarks.sample_office import REHEARSE_FROM, SampleOffice, sample_office
from bot.clock import Clock
from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN
from bot.sandbox.phone import Phone, Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World

DIRECTOR = 1001
_STARTS_WITHIN = 30.0
_QUIET = 0.5
"""Seconds without a call after which the start is over: the command menus have been set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBot:
    """The process, the sandbox that it talks to, and the people in it."""

    process: "subprocess.Popen[bytes]"
    url: str
    world: World
    stage: Stage
    sample: SampleOffice
    director: Phone


@asynccontextmanager
async def running_bot() -> AsyncIterator[RunningBot]:
    """Start it and wait until it has answered somebody and come to rest."""
    world = World(now=Clock("UTC").now, rates=UNLIMITED)
    with sample_office() as sample, running(create_app(world, personas=sample.personas)) as url:
        settings = {
            "BAIYUAN_TOKEN": TOKEN,
            "BAIYUAN_API_URL": url,
            "BAIYUAN_DB_URL": sample.office.settings.db_url,
            "BAIYUAN_REHEARSE_FROM": REHEARSE_FROM,
        }
        with baiyuan("run", folder=sample.folder, settings=settings) as process:
            async with Stage(url) as stage:
                director = stage.phone(DIRECTOR)
                await director.say("/whoami")
                await director.next_message(_STARTS_WITHIN)
                await _come_to_rest(stage)
                yield RunningBot(
                    process=process, url=url, world=world, stage=stage, sample=sample, director=director
                )


async def _come_to_rest(stage: Stage) -> None:
    before, now = -1, 0
    while before != now:
        before = now
        await asyncio.sleep(_QUIET)
        now = (await stage.look("calls", {"after": 1_000_000}))["next"]

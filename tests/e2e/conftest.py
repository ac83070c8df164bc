"""A pretend Telegram in this process, and the real program beside it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.sandbox.phone import Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from tests.e2e.cast import appoint, new_world
from tests.e2e.process import Baiyuan


@pytest.fixture
def world() -> World:
    return new_world()


@pytest.fixture
def api_url(world: World) -> Iterator[str]:
    with running(create_app(world)) as url:
        yield url


@pytest.fixture
async def stage(api_url: str) -> AsyncIterator[Stage]:
    async with Stage(api_url) as stage:
        yield stage


@pytest.fixture
def program(api_url: str, tmp_path: Path) -> Iterator[Baiyuan]:
    """With a database in which the cast holds its posts; not started."""
    with Baiyuan(tmp_path, api_url) as program:
        appoint(program)
        yield program


@pytest.fixture(scope="module")
def shared_world() -> World:
    return new_world()


@pytest.fixture(scope="module")
def shared_program(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Baiyuan]:
    """Run one program for the tests of a module that leave each other alone."""
    with (
        running(create_app(shared_world)) as url,
        Baiyuan(tmp_path_factory.mktemp("shared"), url) as program,
    ):
        appoint(program)
        program.start()
        yield program


@pytest.fixture
async def shared_stage(shared_program: Baiyuan) -> AsyncIterator[Stage]:
    async with Stage(shared_program.api_url) as stage:
        yield stage

"""The disk fills while commands commit: nobody hears of what is not on disk, and nothing is lost."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from tests.e2e.cast import appoint, new_world
from tests.e2e.process import Baiyuan
from tests.e2e.reporting import REPORTERS, answered, answers, recorded, say_reports

UPDATES = 100


@pytest.fixture
def world() -> World:
    return new_world(*REPORTERS)


@pytest.fixture
def program(world: World, tmp_path: Path) -> Iterator[Baiyuan]:
    with running(create_app(world)) as url, Baiyuan(tmp_path, url) as program:
        appoint(program, REPORTERS)
        program.start()
        yield program


def leave_room(program: Baiyuan, size: int) -> None:
    """Let the program's files grow to that many bytes and no further: to SQLite the disk is full."""
    unlimited = resource.prlimit(program.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (size, unlimited))


def free_the_disk(program: Baiyuan) -> None:
    leave_room(program, resource.prlimit(program.pid, resource.RLIMIT_FSIZE)[1])


def written(program: Baiyuan) -> int:
    """Give the size of the file that SQLite appends to."""
    return program.database.with_name("baiyuan.db-wal").stat().st_size


@pytest.mark.parametrize("room", [200_000, 400_000])
def test_while_the_disk_is_full_nobody_hears_of_a_success_that_is_not_on_disk(
    program: Baiyuan, world: World, room: int
) -> None:
    leave_room(program, written(program) + room)
    said = say_reports(world, UPDATES)
    world.wake()
    program.wait(lambda: "OperationalError" in program.output)
    heard, on_disk = answered(world), recorded(program)
    assert 0 < answers(world) < UPDATES
    for person, percents in heard.items():
        assert set(percents) <= set(on_disk[person])
    free_the_disk(program)
    program.wait(lambda: answers(world) == UPDATES)
    assert program.stop() == 0
    assert recorded(program) == said
    assert answered(world) == said


def test_an_update_that_a_full_disk_does_not_take_stays_with_telegram(program: Baiyuan, world: World) -> None:
    leave_room(program, written(program))
    said = say_reports(world, len(REPORTERS))
    world.wake()
    program.wait(lambda: len(program.calls("getUpdates")) > 2)
    assert len(world.updates.waiting) == len(REPORTERS)
    assert answers(world) == 0
    free_the_disk(program)
    program.wait(lambda: answers(world) == len(REPORTERS))
    assert recorded(program) == said
    assert answered(world) == said

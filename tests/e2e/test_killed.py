"""The process is killed with hundreds of updates in flight: each has one effect, and each is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.phone import Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from tests.e2e.cast import appoint, new_world
from tests.e2e.process import Baiyuan
from tests.e2e.reporting import REPORTERS, answered, answers, recorded, repeated, say_reports


@pytest.fixture
def world() -> World:
    return new_world(*REPORTERS)


@pytest.fixture
def program(world: World, tmp_path: Path) -> Iterator[Baiyuan]:
    with running(create_app(world)) as url, Baiyuan(tmp_path, url) as program:
        appoint(program, REPORTERS)
        yield program


def test_killed_twice_with_500_updates_in_flight_each_has_one_effect_and_an_answer(
    program: Baiyuan, world: World
) -> None:
    said = say_reports(world, 500)
    for reached in (1, 200):
        program.start(wait=False)
        program.wait(lambda reached=reached: answers(world) >= reached)  # type: ignore[misc]
        program.kill()
    assert answers(world) < 500
    program.start(wait=False)
    program.wait(lambda: answers(world) == 500)
    assert program.stop() == 0
    assert recorded(program) == said
    for person, percents in answered(world).items():
        assert percents == sorted(percents), "a chat was answered out of order"
        assert sorted(set(percents)) == said[person]
    # Only what was in hand when the process died can come again: one message a chat.
    assert repeated(answered(world), said) <= 2 * len(REPORTERS)


async def test_killed_while_telegram_takes_no_message_everything_is_answered_once_in_the_end(
    program: Baiyuan, world: World
) -> None:
    said = say_reports(world, 150)
    async with Stage(program.api_url) as stage:
        await stage.fail("sendMessage", "drop", times=100_000)
        program.start(wait=False)
        program.wait(lambda: not world.updates.waiting)
        program.kill()
        assert answers(world) == 0
        await stage.forget_faults()
    program.start(wait=False)
    program.wait(lambda: answers(world) == 150)
    assert program.stop() == 0
    assert recorded(program) == said
    assert answered(world) == said


async def test_a_message_that_telegram_took_and_did_not_confirm_before_the_kill_comes_again(
    program: Baiyuan, world: World
) -> None:
    said = say_reports(world, len(REPORTERS))
    async with Stage(program.api_url) as stage:
        await stage.fail("sendMessage", "drop_after", times=len(REPORTERS))
        program.start(wait=False)
        program.wait(lambda: answers(world) == len(REPORTERS))
        program.kill()
    program.start(wait=False)
    program.wait(lambda: repeated(answered(world), said) == len(REPORTERS))
    assert program.stop() == 0
    assert recorded(program) == said

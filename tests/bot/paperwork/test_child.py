"""Work in a process of its own: its result, its end, and that it never outlives who asked for it."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.paperwork.child import ChildBroken, ChildLost, in_child
from bot.requests import UsageError
from tracker.errors import UnknownPark

Told = Callable[[str], None]

ASKING = """
import asyncio, sys
from pathlib import Path
from bot.paperwork.child import in_child
from tests.bot.paperwork.test_child import wait_for_ever

async def told(words):
    pass

asyncio.run(in_child(wait_for_ever, told, Path(sys.argv[1])))
"""


def count(told: Told, up_to: int) -> tuple[int, int]:
    for number in range(up_to):
        told(f"{number}")
    return up_to, os.getpid()


def refuse(_told: Told) -> None:
    raise UnknownPark(word="某集聚区")


def return_what_cannot_travel(_told: Told) -> Callable[[], None]:
    return lambda: None


def leave(_told: Told) -> None:
    os._exit(3)


def wait_for_ever(_told: Told, place: Path) -> None:
    (place / "unfinished").write_text(str(os.getpid()))
    (place / "unfinished").rename(place / "pid")
    while True:
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


async def nobody(_words: str) -> None:
    """Hears what is of no interest."""


async def test_a_result_comes_from_another_process_after_what_was_told_of_it() -> None:
    heard: list[str] = []

    async def hear(words: str) -> None:
        heard.append(words)

    counted, pid = await in_child(count, hear, 3)
    assert (counted, heard) == (3, ["0", "1", "2"])
    assert pid != os.getpid()


async def test_more_is_told_than_a_pipe_holds() -> None:
    assert (await in_child(count, nobody, 5_000))[0] == 5_000


async def test_a_refusal_keeps_its_sentence() -> None:
    with pytest.raises(UsageError, match="没有名为“某集聚区”的产业集聚区"):
        await in_child(refuse, nobody)


async def test_a_result_that_does_not_pickle_is_a_bug_with_its_traceback() -> None:
    with pytest.raises(ChildBroken, match="Traceback"):
        await in_child(return_what_cannot_travel, nobody)


async def test_an_end_without_a_result_says_how_it_ended() -> None:
    with pytest.raises(ChildLost, match="意外结束（3）"):
        await in_child(leave, nobody)


async def test_a_cancel_ends_the_process(tmp_path: Path) -> None:
    working = asyncio.ensure_future(in_child(wait_for_ever, nobody, tmp_path))
    while not (tmp_path / "pid").exists():  # noqa: ASYNC110  (another process makes it)
        await asyncio.sleep(0.01)
    pid = int((tmp_path / "pid").read_text())
    assert alive(pid)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert not alive(pid)


def test_the_work_ends_with_the_process_that_asked_for_it(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ASKING, str(tmp_path)]) as asking:  # noqa: S603  (our own program)
        while not (tmp_path / "pid").exists():
            assert asking.poll() is None
            time.sleep(0.01)
        asking.kill()
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 20
    while alive(pid):
        assert time.monotonic() < until
        time.sleep(0.01)

"""From the command to the page: `baiyuan demo` started afresh."""

import asyncio
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from benchmarks.figures import Figure
from benchmarks.processes import baiyuan

STARTS = 3
_PATIENCE = 30.0
_LOOK = 0.02


async def demo_start() -> list[Figure]:
    """Start the demo a few times; say when the page answered and when the bot said it was ready."""
    times = [await _started() for _ in range(STARTS)]
    return [
        Figure(what="demo: until the page answers", value=_said([page for page, _ in times]), on=_ON),
        Figure(what="demo: until the bot takes messages", value=_said([ready for _, ready in times]), on=_ON),
    ]


_ON = f"{STARTS} starts"


async def _started() -> tuple[float, float]:
    port = _free_port()
    with TemporaryDirectory(prefix="baiyuan-bench-") as name:
        folder = Path(name)
        start = perf_counter()
        with baiyuan("demo", "--port", str(port), folder=folder, settings={}):
            page = await _until_page(port, start)
            while str(port) not in (folder / "log").read_text(encoding="utf-8"):
                await _wait_a_little(start, folder)
            return page, perf_counter() - start


async def _until_page(port: int, start: float) -> float:
    async with aiohttp.ClientSession() as client:
        while True:
            try:
                async with client.get(f"http://127.0.0.1:{port}/") as answer:
                    answer.raise_for_status()
                    return perf_counter() - start
            except aiohttp.ClientConnectionError:
                await _wait_a_little(start, None)


async def _wait_a_little(start: float, folder: Path | None) -> None:
    if perf_counter() - start > _PATIENCE:
        log = (folder / "log").read_text(encoding="utf-8") if folder else ""
        raise RuntimeError(f"the demo is not up after {_PATIENCE:.0f} s\n{log}")
    await asyncio.sleep(_LOOK)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _said(seconds: list[float]) -> str:
    middle = sorted(seconds)[len(seconds) // 2]
    return f"{middle:.2f} s median, {max(seconds):.2f} s worst"

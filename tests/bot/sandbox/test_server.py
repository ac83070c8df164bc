"""The sandbox as a task of the program that runs it."""

import asyncio
import socket

import httpx

from bot.sandbox.people import TOKEN
from bot.sandbox.server import create_app, serve
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import PERSONAS, Hands


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_it_serves_as_a_task_and_stops_at_once_while_a_bot_waits(hands: Hands) -> None:
    port = free_port()
    app = create_app(World(now=hands.now), personas=PERSONAS)
    async with asyncio.TaskGroup() as group, httpx.AsyncClient(trust_env=False, timeout=30) as client:
        served = group.create_task(serve(app, port=port))
        while not served.done():
            try:
                await client.get(f"http://127.0.0.1:{port}/sandbox/people")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0)
        async with httpx.AsyncClient(trust_env=False, timeout=30) as waiting:
            poll = group.create_task(waiting.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getUpdates?timeout=30"))
            await app.state.bell.wait(5)  # a poll rings when it begins
            served.cancel()
            async with asyncio.timeout(5):
                assert (await poll).json() == {"ok": True, "result": []}

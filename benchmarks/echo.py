"""What the server alone can do: plain sendMessage calls from a process of its own. Prints the seconds."""

import asyncio
import sys
from time import perf_counter

import aiohttp

from benchmarks.running_bot import DIRECTOR
from bot.sandbox.people import TOKEN
from bot.telegram import CONNECTIONS

_TEXT = "已记录。" * 40
"""About as long as an answer."""


async def echo(url: str, count: int) -> float:
    """Send `count` messages over as many connections as the bot has; return the seconds."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as client:

        async def send(chat_id: int) -> None:
            body = {"chat_id": chat_id, "text": _TEXT, "parse_mode": "HTML"}
            async with client.post(f"{url}/bot{TOKEN}/sendMessage", json=body) as answer:
                answer.raise_for_status()
                await answer.read()

        await asyncio.gather(*(send(DIRECTOR) for _ in range(CONNECTIONS)))
        start = perf_counter()
        await asyncio.gather(*(send(DIRECTOR) for _ in range(count)))
        return perf_counter() - start


if __name__ == "__main__":
    print(asyncio.run(echo(sys.argv[1], int(sys.argv[2]))))

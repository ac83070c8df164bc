"""Measure one thing after the other and print a table."""

import asyncio
from time import perf_counter

from benchmarks.answers import answers
from benchmarks.bulletins import bulletins
from benchmarks.commits import commits
from benchmarks.demo_start import demo_start
from benchmarks.drawing import drawing
from benchmarks.figures import machine, printed
from benchmarks.mornings import mornings
from benchmarks.running_bot import running_bot
from benchmarks.scoring import scoring
from benchmarks.throughput import throughput
from benchmarks.workbooks import workbooks


async def main() -> None:
    """Run every measurement; each cleans up behind itself."""
    start = perf_counter()
    print(f"{machine()}\n")
    printed(await demo_start())
    async with running_bot() as bot:
        printed(await answers(bot))
        printed(await throughput(bot))
    printed(await commits())
    printed(mornings())
    printed(drawing())
    printed(scoring())
    printed(workbooks())
    printed(bulletins())
    print(f"\nthe whole took {perf_counter() - start:.0f} s; rates of the sandbox are off, loopback only")


if __name__ == "__main__":
    asyncio.run(main())

"""Many chats at once: everything waits at the server, then the bot is let go."""

import asyncio
import signal
from collections.abc import Iterable, Sequence
from itertools import islice
from time import perf_counter

from benchmarks.answers import open_task, report_lines
from benchmarks.figures import Figure
from benchmarks.processes import said_by
from benchmarks.running_bot import RunningBot
from bot.sandbox.world import World

UPDATES = 500
_PATIENCE = 60.0
_LOOK = 0.002
_READING = ("/task 3.2", "/due", "/overdue", "/tasks", "/task 1.1")


async def throughput(bot: RunningBot) -> list[Figure]:
    """Measure against the bare server: the path alone, commands that judge the whole plan, reports."""
    bare = UPDATES / float(said_by("echo", bot.url, str(UPDATES)))
    asking = [(player.persona.id, line) for line in _READING for player in bot.sample.crowd]
    open_tasks = [
        (player.persona.id, code)
        for player in bot.sample.cast
        if (code := open_task(bot.sample.office.campaign, player))
    ]
    rounds = UPDATES // len(open_tasks)
    reporting = [(person, line) for person, code in open_tasks for line in islice(report_lines(code), rounds)]
    naming = [(player.persona.id, "/whoami") for _ in range(5) for player in bot.sample.crowd]
    return [
        Figure(what="bare server, messages a second", value=f"{bare:.0f}/s", on=f"{UPDATES} sendMessage"),
        await _released(bot, "/whoami (the path of an update alone)", naming, bare),
        await _released(bot, "commands that judge the whole plan", asking, bare),
        await _released(bot, "reports", reporting, bare),
    ]


async def _released(bot: RunningBot, what: str, lines: Sequence[tuple[int, str]], bare: float) -> Figure:
    """Queue the lines while the process stands still, let it go, and wait for every answer."""
    bot.process.send_signal(signal.SIGSTOP)
    try:
        for person, line in lines:
            await bot.stage.phone(person).say(line)
        seen = len(bot.world.changes)
        start = perf_counter()
    finally:
        bot.process.send_signal(signal.SIGCONT)
    await _answered(bot.world, seen, {person for person, _ in lines}, len(lines))
    rate = len(lines) / (perf_counter() - start)
    chats = len({person for person, _ in lines})
    return Figure(
        what=f"{what} a second",
        value=f"{rate:.0f}/s, {rate / bare:.2f} of the bare server",
        on=f"{len(lines)} from {chats} chats",
    )


async def _answered(world: World, seen: int, chats: Iterable[int], expected: int) -> None:
    """Wait until so many answers are there. The world is only looked at: its own thread changes it."""
    asked, came, until = frozenset(chats), 0, perf_counter() + _PATIENCE
    while came < expected:
        if perf_counter() > until:
            raise RuntimeError(f"{came} of {expected} were answered within {_PATIENCE:.0f} s")
        await asyncio.sleep(_LOOK)
        fresh = world.changes[seen:]
        seen += len(fresh)
        came += sum(
            1
            for change in fresh
            if change.kind == "message" and change.chat_id in asked and change.content["from"]["is_bot"]
        )

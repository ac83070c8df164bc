"""One chat at a time, once warm: how long until the answer is in the chat."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from time import perf_counter

from benchmarks.figures import Figure, spread
from benchmarks.running_bot import RunningBot
from bot.sandbox.phone import Phone
from bot.sandbox.sample import Player
from tracker.model import Role
from tracker.plan import Campaign

PICTURES = 15
WORDS = 30
_PATIENCE = 20.0
_OPEN_UNTIL = date(2021, 12, 31)
"""The sample closes nothing that is due so late."""


async def answers(bot: RunningBot) -> list[Figure]:
    """Ask for the picture, then for words, and report."""
    able = ((player, open_task(bot.sample.office.campaign, player)) for player in bot.sample.cast)
    liaison, code = next((player, code) for player, code in able if code)
    pictures = await _asked(bot.director, cycle(["/status"]), PICTURES, photo=True)
    found = [
        Figure(what="/status until its picture is there", value=spread(pictures), on=f"{PICTURES} times")
    ]
    for command in ("/tasks", "/due", "/overdue", "/task 3.2"):
        seconds = await _asked(bot.director, cycle([command]), WORDS)
        found.append(Figure(what=f"{command} (director)", value=spread(seconds), on=f"{WORDS} times"))
    phone = bot.stage.phone(liaison.persona.id)
    seconds = await _asked(phone, report_lines(code), WORDS)
    found.append(Figure(what="/report in one line (liaison)", value=spread(seconds), on=f"{WORDS} times"))
    return found


def report_lines(code: str) -> Iterator[str]:
    """Give reports on a task, none of which submits it."""
    return (f"/report {code} {percent} 已完成外业调查" for percent in cycle(range(1, 100)))


def open_task(campaign: Campaign, player: Player) -> str | None:
    """Return a task of this person's units that stays open; None for who is no liaison, or has none."""
    units = {post.unit for post in player.posts if post.role is Role.LIAISON}
    late = (task for task in campaign.tasks if task.due_on and task.due_on >= _OPEN_UNTIL)
    return next((task.code for task in late if any(task.part_of(unit) for unit in units)), None)


async def _asked(phone: Phone, lines: Iterator[str], times: int, *, photo: bool = False) -> list[float]:
    """Ask once for the warmth of it, then so many times; return the seconds of each."""
    return [await _seconds(phone, next(lines), photo=photo) for _ in range(times + 1)][1:]


async def _seconds(phone: Phone, line: str, *, photo: bool) -> float:
    start = perf_counter()
    await phone.say(line)
    answer = await phone.next_message(_PATIENCE)
    seconds = perf_counter() - start
    if photo and not answer.raw.get("photo"):
        raise RuntimeError(f"no picture came for {line}: {answer.text}")
    return seconds

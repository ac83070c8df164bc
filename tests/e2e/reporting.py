"""Many liaisons who report at the same time, and what their telephones show for it."""

import re
from collections.abc import Mapping
from typing import Final

from bot.sandbox.world import World, text_fields
from config.campaign import PUYANG, load
from tests.e2e.process import Baiyuan
from tracker.model import Post, Role

_CAMPAIGN: Final = load(PUYANG)
_CODES: Final[Mapping[int, str]] = {
    3001 + place: task.code
    for place, unit in enumerate(_CAMPAIGN.units)
    if (task := next((each for each in _CAMPAIGN.tasks if each.part_of(unit.name)), None))
}
REPORTERS: Final[Mapping[int, Post]] = {
    person: Post(unit=_CAMPAIGN.units[person - 3001].name, role=Role.LIAISON) for person in _CODES
}
"""A liaison for each unit that has a task."""

Percents = dict[int, list[int]]
"""Per cents by person, in order."""

_RECORDED: Final = re.compile(r"已记录：.*）(\d+)%")


def say_reports(world: World, count: int) -> Percents:
    """Let the reporters speak in turn, each with a growing per cent and words of its own; who said what.

    The world is touched directly: its server must not be answering anybody at this moment.
    """
    said: Percents = {person: [] for person in REPORTERS}
    people = list(REPORTERS)
    for number in range(count):
        person = people[number % len(people)]
        said[person].append(len(said[person]) + 1)
        words = f"/report {_CODES[person]} {said[person][-1]} 第{number}号情况"
        world.hear(person, person, text_fields(words))
    return said


def answered(world: World) -> Percents:
    """Read from every telephone the per cents that the bot says are recorded, in order."""
    found: Percents = {person: [] for person in REPORTERS}
    for person, percents in found.items():
        for message in tuple(world.chats[person].messages.values()):
            if message["from"]["is_bot"]:
                percents += [int(percent) for percent in _RECORDED.findall(message["text"])]
    return found


def answers(world: World) -> int:
    """Count what has been answered, a repeated answer once."""
    return sum(len(set(percents)) for percents in answered(world).values())


def recorded(program: Baiyuan) -> Percents:
    """Read the per cents that are on disk, in order of arrival."""
    people = {post.unit: person for person, post in REPORTERS.items()}
    found: Percents = {person: [] for person in REPORTERS}
    for report in program.ask("reports")["reports"]:
        found[people[report["unit"]]].append(report["percent"])
    return found


def repeated(shown: Percents, said: Percents) -> int:
    """Count the answers that came more than once."""
    return sum(len(percents) - len(said[person]) for person, percents in shown.items())

"""/bulletin: the 通报 of a quarter as a document for who drafts and signs it."""

from typing import Final

from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Reply, Request
from bot.words import esc
from reports.bulletin.caption import bulletin_caption
from reports.bulletin.reading import quarter_figures
from tracker.usecases.look_at_quarter import (
    LookAtQuarter,
    QuarterSeen,
    look_at_quarter,
    quarters_to_report,
)

BULLETIN_RECIPE: Final = "bulletin"
_OTHERS: Final = 8
"""Quarters before that have a button: the two years of a plan."""


def bulletin(message: Incoming) -> Request[LookAtQuarter, QuarterSeen]:
    """Answer /bulletin [QUARTER] and the button `bq:QUARTER`; without one, of the last that ended."""
    word = message.data.removeprefix("bq:") if message.data else " ".join(message.words)
    command = LookAtQuarter(word=word, today=message.said_at.date())
    return Request(look_at_quarter, command, _drafted, reads=True)


def _drafted(seen: QuarterSeen) -> Answer:
    recipe = {
        "kind": BULLETIN_RECIPE,
        "quarter": str(seen.quarter),
        "today": seen.drafted_on.isoformat(),
        "name": f"{seen.quarter.name}通报.docx",
    }
    caption = bulletin_caption(quarter_figures(seen))
    return Answer(replies=(Reply(text=esc(caption), document=recipe, keyboard=_others(seen)),))


def _others(seen: QuarterSeen) -> Keyboard:
    found = [each for each in quarters_to_report(seen.campaign, seen.drafted_on) if each != seen.quarter]
    return rows([Button(each.name, f"bq:{each}") for each in found[-_OTHERS:]], 2)

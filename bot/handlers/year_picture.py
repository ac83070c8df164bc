"""The picture under /sanctions: the units of a year against half and whole of their tasks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.access import hears_triggers, sees_all
from bot.handlers.looking import own_units
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Reply, Request
from bot.words import esc
from reports.reading import year_digest_of
from reports.year_digest import year_caption
from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, look_at_sanctions

YEAR_RECIPE: Final = "sanctions"


def picture_button(asked: LookAtSanctions) -> Button:
    """Return the button under which the picture of a year on a day is had."""
    return Button("进度图", f"sp:{asked.year}:{asked.on}")


def year_picture(message: Incoming) -> Request[LookAtSanctions, SanctionsSeen]:
    """Answer the button `sp:YEAR:DAY`."""
    _, year, on = message.data.split(":")
    command = LookAtSanctions(year=int(year), on=min(read_day(on), message.said_at.date()))
    return Request(look_at_years, command, _pictured, reads=True)


def look_at_years(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen:
    """Judge what the sender may see of a year."""
    return look_at_sanctions(books, sender, as_allowed(sender, command))


def as_allowed(sender: Sender, command: LookAtSanctions) -> LookAtSanctions:
    """Ask for all units for who sees all, for others their own alone; units that are named stay so."""
    units = None if sees_all(sender) else own_units(sender)
    return replace(command, units=units) if command.units is None else command


def read_year_recipe(recipe: Mapping[str, Any]) -> LookAtSanctions:
    """Return which year of which units a recipe asks for; `units` is null for who sees all."""
    known, units = recipe["known"], recipe["units"]
    return LookAtSanctions(
        year=recipe["year"],
        on=date.fromisoformat(recipe["on"]),
        known=date.fromisoformat(known) if known else None,
        units=None if units is None else tuple(units),
    )


def _pictured(seen: SanctionsSeen) -> Answer:
    asked = seen.asked
    recipe = {
        "kind": YEAR_RECIPE,
        "year": asked.year,
        "on": asked.on.isoformat(),
        "known": asked.known.isoformat() if asked.known else None,
        "units": None if asked.units is None else list(asked.units),
    }
    caption = year_caption(year_digest_of(seen, openly=hears_triggers(seen.sender)))
    return Answer(replies=(Reply(text=esc(caption), picture=recipe),))

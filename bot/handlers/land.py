"""The account of parcels as a map picture and as a workbook: the ways on under /parcels."""

from dataclasses import dataclass

from bot.handlers.parcels import Chosen, look_at_choice, read_choice
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.land_recipes import BOOK, MAP, land_recipe
from bot.requests import Answer, Reply, Request, says
from bot.words import bold, esc
from tracker.model import Sender
from tracker.store.books import Books

_NAMED = 30
"""Numbers of parcels without a boundary in a caption; /parcels has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """The parcels of a choice, and the numbers of those that have no boundary."""

    chosen: Chosen
    missing: tuple[str, ...]


def land_map(message: Incoming) -> Request[Incoming, Drawable]:
    """Answer the button `pm:CHOICE`: the parcels of a list, drawn to scale."""
    return Request(_look, message, _drawn, reads=True)


def land_book(message: Incoming) -> Request[Incoming, Drawable]:
    """Answer the button `px:CHOICE`: the parcels of a list as an .xlsx file."""
    return Request(_look, message, _written, reads=True)


def _look(books: Books, sender: Sender, message: Incoming) -> Drawable:
    chosen = look_at_choice(books, sender, read_choice(message.data), message.said_at.date())
    located = books.boundaries.parcels()
    held = chosen.seen.parcels
    return Drawable(
        chosen=chosen, missing=tuple(each.entry.number for each in held if each.entry.id not in located)
    )


def _drawn(found: Drawable) -> Answer:
    held, missing = found.chosen.seen.parcels, found.missing
    if len(held) == len(missing):
        return says("这些宗地都还没有界址，画不出地图。办公室可以发送 .geojson 文件导入界址。")
    lines = [f"{bold('宗地图')}：画出 {len(held) - len(missing)} 宗"]
    if missing:
        more = " 等，发送 /parcels 查看全部" if len(missing) > _NAMED else ""
        lines.append(f"没有界址的 {len(missing)} 宗：{esc('、'.join(missing[:_NAMED]))}{more}")
    recipe = land_recipe(MAP, found.chosen.seen.asked)
    keyboard = ((Button("表格", f"px:{found.chosen.choice}"),),)
    return Answer(replies=(Reply(text="\n".join(lines), picture=recipe, keyboard=keyboard),))


def _written(found: Drawable) -> Answer:
    seen = found.chosen.seen
    recipe = land_recipe(BOOK, seen.asked) | {"name": f"宗地台账{seen.asked.on}.xlsx"}
    return Answer(replies=(Reply(text=f"宗地台账，{len(seen.parcels)} 宗", document=recipe),))

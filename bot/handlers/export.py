"""Files to take away: /export, with a button for each that the asker may have."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.access import sees_all
from bot.handlers.looking import look_as_allowed, own_units
from bot.incoming import Incoming
from bot.keyboards import Button, rows
from bot.picture_recipes import PictureOf
from bot.requests import Answer, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc
from tracker.model import Sender
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.look import Look, Seen

LEDGER_BOOK: Final = "ledger book"
CALENDAR: Final = "calendar"
ANNEX: Final = "annex"
PUBLICITY: Final = "publicity"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A file: its recipe, its name and ending, what it is. `apart`: only for who sees every unit."""

    recipe: str
    name: str
    ending: str
    words: str
    apart: bool = False


KINDS: Final = MappingProxyType(
    {
        "l": FileKind(
            recipe=LEDGER_BOOK, name="工作台账", ending="xlsx", words="附件2各栏加进展，每个单位一张表"
        ),
        "c": FileKind(
            recipe=CALENDAR, name="到期日历", ending="ics", words="在手机上打开即导入日历，到期前会响"
        ),
        "a": FileKind(
            recipe=ANNEX, name="附件2", ending="docx", words="公文格式，注明调整过的时限", apart=True
        ),
        "p": FileKind(
            recipe=PUBLICITY, name="公布材料", ending="docx", words="可以公布的面积和典型案例", apart=True
        ),
    }
)


def calendar_button() -> Button:
    """Return the button under which the own due dates are had."""
    return Button("到期日历", "xf:c")


def export(message: Incoming) -> Request[Look, Seen]:
    """Answer /export: what there is, as buttons."""
    return Request(look_as_allowed, Look(on=message.said_at.date()), _offered, reads=True)


def file(message: Incoming) -> Request[Look, Seen]:
    """Answer the button `xf:KIND`: the file of today, as far as the asker may see."""
    kind = KINDS[message.data.removeprefix("xf:")]

    def see(books: Books, sender: Sender, command: Look) -> Seen:
        if kind.apart and not sees_all(sender):
            raise UsageError(NOT_ALLOWED)
        return look_as_allowed(books, sender, command)

    at = message.said_at
    return Request(see, Look(on=at.date()), lambda seen: _written(seen, kind, at), reads=True)


def _offered(seen: Seen) -> Answer:
    offered = {key: kind for key, kind in KINDS.items() if sees_all(seen.sender) or not kind.apart}
    lines = [f"{bold('导出文件')}（{near_day(seen.on, seen.on)}）"]
    lines += [f"· {bold(kind.name)}：{esc(kind.words)}" for kind in offered.values()]
    lines.append(f"· {bold('宗地台账')}：可修改后再导入")
    buttons = [Button(kind.name, f"xf:{key}") for key, kind in offered.items()]
    buttons.append(Button("宗地台账", "px:a:-:-"))
    return says("\n".join(lines), keyboard=rows(buttons, 2))


def _written(seen: Seen, kind: FileKind, at: datetime) -> Answer:
    units = None if sees_all(seen.sender) else own_units(seen.sender)
    recipe = PictureOf(on=seen.on, units=units).recipe(kind.recipe)
    named = recipe | {"name": f"{kind.name}{seen.on}.{kind.ending}", "at": at.isoformat()}
    caption = f"{kind.name}（{near_day(seen.on, seen.on)}）：{kind.words}"
    return Answer(replies=(Reply(text=esc(caption), document=named),))

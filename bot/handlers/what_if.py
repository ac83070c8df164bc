"""What would follow for a unit: in one line, or by buttons and the area typed. Nothing is recorded.

Where the conversation stands is in the database (`dialogs`); every button carries the version of its step,
so an old one is answered politely.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.access import hears_triggers
from bot.handlers.looking import refuse_others
from bot.handlers.parsing import day as read_day
from bot.handlers.sanction_lines import MARKS
from bot.handlers.unread import NotUnderstood
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Request, UsageError, says
from bot.words import OLD_BUTTON, bold, esc
from reports.sanctions import STATES, outlook_line, year_line
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.quantities import plain, read_area
from tracker.sanctions import SanctionStanding, SanctionState
from tracker.sayings import ASSUMED, near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing import find_unit
from tracker.usecases.what_if import WhatFollows, WhatIf, what_if

WORDS = frozenset({"如果", "假如"})
"""What a line that asks begins with, behind the command."""

USAGE = "假设：/sanctions 如果 单位 120 2021-06-25"
AREA, DAY = "what if:area", "what if:day"
_EXAMPLE = "请输入数字，例如：120"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What would follow; `openly`: the viewer may hear what is triggered and not decided."""

    outcome: WhatFollows
    openly: bool
    campaign: Campaign


def line(message: Incoming) -> Request[Incoming, Given]:
    """Answer /sanctions 如果 UNIT AREA [DAY]."""
    if len(message.words) < 3:
        raise UsageError(USAGE)
    return Request(_ask_by_line, message, _followed, reads=True)


def unit_button(message: Incoming) -> Request[WhatIf, Given]:
    """Answer the button `sw:UNIT_ID:YEAR`: what follows for one unit."""
    return Request(_ask, _of_button(message), _followed, reads=True)


def begin(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `wi:UNIT_ID:YEAR`: ask for the area."""
    return Request(_begin, message, lambda answer: answer)


def day_button(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `wy:VERSION:DAY`."""
    return Request(_take_day_button, message, lambda answer: answer)


def carries_on(dialog: Dialog) -> bool:
    """Whether the conversation under way asks what if."""
    return dialog.step in {AREA, DAY}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the area or the day that is asked for."""
    if message.text.startswith("/"):
        raise NotUnderstood(sender)
    if dialog.step == DAY:
        if not message.text:
            raise UsageError("请按按钮，或输入日期，例如：2021-06-25")
        return _finish(books, sender, message, dialog.answers, read_day(message.text))
    if not message.text:
        raise UsageError(_EXAMPLE)
    return _take_area(books, sender, message, dialog)


def _of_button(message: Incoming) -> WhatIf:
    _, unit, year = message.data.split(":")
    return WhatIf(unit=unit, year=int(year), on=message.said_at.date())


def _ask_by_line(books: Books, sender: Sender, message: Incoming) -> Given:
    _, unit, *rest = message.words
    on = message.said_at.date()
    area, day = _area_and_day(" ".join(rest))
    return _ask(books, sender, WhatIf(unit=unit, year=(day or on).year, on=on, area=area, day=day))


def _ask(books: Books, sender: Sender, command: WhatIf) -> Given:
    refuse_others(sender, find_unit(books.campaign, command.unit).name)
    outcome = what_if(books, sender, command)
    return Given(outcome=outcome, openly=hears_triggers(sender), campaign=books.campaign)


def _begin(books: Books, sender: Sender, message: Incoming) -> Answer:
    now = _ask(books, sender, _of_button(message)).outcome.now
    standing = now.standing
    if standing.state is SanctionState.NO_TARGET:
        raise UsageError(_no_task(standing))
    dialog = _move(books, message, AREA, {"unit": standing.unit, "year": standing.year})
    text = (
        f"{bold(f'{standing.unit} {standing.year} 年度')}：假设再处置多少亩？\n"
        f"{esc(year_line(now))}\n{_EXAMPLE}"
    )
    return says(text, keyboard=((_cancel(dialog),),))


def _take_area(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take an area, and with it the day where it is said at once."""
    area, day = _area_and_day(message.text)
    answers = dialog.answers | {"area": area}
    if day is not None:
        return _finish(books, sender, message, answers, day)
    moved = _move(books, message, DAY, answers)
    on, year = message.said_at.date(), dialog.answers["year"]
    first = max(on, date(year, 1, 1))
    cutoff = _given(books, sender, message, answers, first).outcome.cutoff
    days = dict.fromkeys((first, cutoff, date(year, 12, 31)))
    buttons = tuple(
        Button("今天" if each == on else near_day(each, on), f"wy:{moved.version}:{each}") for each in days
    )
    text = f"什么时候处置 {area} 亩？可按按钮，也可直接输入日期，例如：{first}"
    return says(text, keyboard=(buttons, (_cancel(moved),)))


def _area_and_day(text: str) -> tuple[str, date | None]:
    """Read `120`, `8 公顷`, `120 2021-06-25` as 亩 and a day; `UsageError` for nothing or no such day."""
    *words, last = text.split()
    # No measure begins with a digit: what does, behind the area, is meant as a day.
    day = read_day(last) if words and plain(last)[:1].isdigit() else None
    area = read_area(" ".join(words) if day else text)
    if not area:
        raise UsageError(f"面积要大于 0。{_EXAMPLE}")
    return figure(area), day


def _take_day_button(books: Books, sender: Sender, message: Incoming) -> Answer:
    _, version, day = message.data.split(":")
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != DAY or str(dialog.version) != version:
        raise UsageError(OLD_BUTTON)
    return _finish(books, sender, message, dialog.answers, read_day(day))


def _finish(books: Books, sender: Sender, message: Incoming, answers: dict[str, Any], day: date) -> Answer:
    given = _given(books, sender, message, answers, day)
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    return _followed(given)


def _given(books: Books, sender: Sender, message: Incoming, answers: dict[str, Any], day: date) -> Given:
    command = WhatIf(
        unit=answers["unit"],
        year=answers["year"],
        on=message.said_at.date(),
        area=answers["area"],
        day=day,
    )
    return _ask(books, sender, command)


def _move(books: Books, message: Incoming, step: str, answers: dict[str, Any]) -> Dialog:
    return books.dialogs.put(message.chat_id, message.user_id, step=step, answers=answers, at=message.said_at)


def _cancel(dialog: Dialog) -> Button:
    return Button("取消", f"g:{dialog.version}:x")


def _followed(given: Given) -> Answer:
    outcome = given.outcome
    now, asked = outcome.now, outcome.asked
    if outcome.recorded.state is SanctionState.NO_TARGET:
        return says(esc(_no_task(outcome.recorded)))
    pending = now.standing.pending_mu
    lines = [
        f"{bold(now.standing.unit)} {asked.year} 年度",
        esc(year_line(now)),
        esc(outlook_line(now, openly=given.openly)),
        "",
        *([ASSUMED] if now.assumed else []),
        f"到{near_day(outcome.cutoff, asked.on)}以后：",
        f"· 按已核验的：{_state(outcome.recorded)}",
    ]
    if pending:
        lines.append(f"· 待核验的 {figure(pending)} 亩全部通过：{_state(outcome.reviewed)}")
    if outcome.more is not None:
        day = near_day(asked.day or asked.on, asked.on)
        lines.append(f"· 如果{day}再处置 {figure(outcome.more_mu)} 亩并通过核验：{_state(outcome.more)}")
    unit = find_unit(given.campaign, now.standing.unit)
    again = "换一个面积" if outcome.more is not None else "假设再处置一些"
    return says("\n".join(lines), keyboard=((Button(again, f"wi:{unit.id}:{asked.year}"),),))


def _no_task(standing: SanctionStanding) -> str:
    return f"{standing.unit}没有 {standing.year} 年度任务，处置多少面积都不会触发暂停；处置仍可照常填报。"


def _state(standing: SanctionStanding) -> str:
    return f"{MARKS[standing.state]} {STATES[standing.state]}"

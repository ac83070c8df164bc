"""How units stand against their annual tasks, and what if: /sanctions.

What waits for the director stands first; a button a unit leads to what may be done about it.
"""

from dataclasses import replace
from functools import partial

from bot.access import Right, hears_triggers, may, sees_all
from bot.handlers.looking import own_units
from bot.handlers.order_papers import paper_button
from bot.handlers.parsing import day as read_day
from bot.handlers.sanction_lines import block_lines, year_mark
from bot.handlers.what_if import USAGE as WHAT_IF_USAGE
from bot.handlers.what_if import WORDS, Given
from bot.handlers.what_if import line as what_if_line
from bot.handlers.year_picture import as_allowed, picture_button
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from reports.sanction_page import SanctionPage, sanction_page
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.quantities import plain
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.unit_year import UnitYear
from tracker.usecases.choosing import land_unit
from tracker.usecases.look_at_open_years import look_at_year
from tracker.usecases.look_at_sanctions import LookAtSanctions

_USAGE = (
    "查看：/sanctions，或写年度、日期、单位：/sanctions 2021，/sanctions 2021-06-29，/sanctions 单位\n"
    f"{WHAT_IF_USAGE}"
)


def sanctions(
    message: Incoming,
) -> Request[LookAtSanctions, SanctionPage] | Request[Incoming, Given]:
    """Answer /sanctions [UNIT] [YEAR] [DAY], and /sanctions 如果 UNIT AREA [DAY]."""
    words, today = message.words, message.said_at.date()
    if words and words[0] in WORDS:
        return what_if_line(message)
    on, year, units = today, None, []
    for word in words:
        text = plain(word).removesuffix("年度").removesuffix("年")
        if len(text) == 4 and text.isdecimal():
            year = int(text)
        elif text[:1].isdecimal():
            on = read_day(word)
        else:
            units.append(word)
    if len(units) > 1:
        raise UsageError(_USAGE)
    if on > today:
        raise UsageError(f"{on} 还没有到，只能查询今天或以前的日期。\n{_USAGE}")
    command = LookAtSanctions(
        year=on.year if year is None else year, on=on, units=tuple(units) if units else None
    )
    return Request(page_as_allowed, command, partial(_listed, acts=on == today), reads=True)


def today_button(message: Incoming) -> Request[LookAtSanctions, SanctionPage]:
    """Answer the button `ss` under a morning's message: how it stands today."""
    today = message.said_at.date()
    command = LookAtSanctions(year=today.year, on=today)
    return Request(page_as_allowed, command, partial(_listed, acts=True), reads=True)


def page_as_allowed(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionPage:
    """Show what the sender may see, and to a unit no trigger."""
    found = look_at_year(books, sender, as_allowed(sender, _one_unit(books, sender, command)))
    return sanction_page(found, openly=hears_triggers(sender))


def _one_unit(books: Books, sender: Sender, command: LookAtSanctions) -> LookAtSanctions:
    """Find the unit that was named, if one was; refuse one that is not the sender's to see."""
    if command.units is None:
        return command
    unit = land_unit(books.campaign, command.units[0]).name
    if not sees_all(sender) and unit not in own_units(sender):
        raise UsageError("只能查询本单位。")
    return replace(command, units=(unit,))


def _listed(page: SanctionPage, *, acts: bool) -> Answer:
    asked = page.seen.asked
    lines = [f"{bold(f'{asked.year} 年度任务')}（{near_day(asked.on, asked.on)}）"]
    for heading, blocks in page.sections:
        # With nothing before it, the year needs no second heading.
        lines += ["", bold(heading)] if page.waiting or page.stopped else []
        for block in blocks:
            lines += block_lines(block, openly=page.openly)
    if page.unset:
        lines.append(f"⚪ 未下达任务：{esc('、'.join(page.unset))}")
    lines += [f"❗ {esc(line)}" for line in page.dropped]
    lines += ["", *(esc(note) for note in page.notes), f"依据：{esc(page.seen.rules.source)}"]
    picture = ((picture_button(asked),),)
    return says("\n".join(lines), keyboard=(*(_ways_on(page) if acts else ()), *picture))


def _ways_on(page: SanctionPage) -> Keyboard:
    """Lay out a button for each unit: first where something is decided or to decide, then what if."""
    campaign, asked = page.seen.campaign, page.seen.asked
    others = [block.year for block in page.others]
    cases = [block.year for block in (*page.waiting, *page.stopped)]
    cases += [each for each in others if each.orders]
    decide = [_case_button(page, each) for each in cases]
    ask = [
        Button(f"{each.standing.unit}会怎样", f"sw:{_id(campaign, each)}:{asked.year}")
        for each in others
        if not each.orders and asked.on.year == asked.year
    ]
    return *rows(decide, 2), *rows(_dropped(page), 2), *rows(ask, 2)


def _dropped(page: SanctionPage) -> list[Button]:
    """Offer what may be done about orders whose unit has no year any more."""
    lifts = may(page.seen.sender, Right.DECIDE)
    return [
        button
        for order in page.seen.dropped
        for button in (
            *([Button(f"解除 {order.unit} 的暂停（{order.name}）", f"sl:{order.id}")] if lifts else []),
            paper_button(order, f"{order.unit} {order.name}文件"),
        )
    ]


def _case_button(page: SanctionPage, each: UnitYear) -> Button:
    standing = each.standing
    year = "" if standing.year == page.seen.asked.year else f" {standing.year}"
    mark = year_mark(each, openly=page.openly)
    return Button(f"{mark} {standing.unit}{year}", f"sv:{_id(page.seen.campaign, each)}:{standing.year}")


def _id(campaign: Campaign, each: UnitYear) -> str:
    unit = campaign.unit(each.standing.unit)
    return unit.id if unit else each.standing.unit

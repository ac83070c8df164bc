"""How units stand against their annual tasks, and what if: /sanctions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.access import Right, may, sees_all
from bot.handlers.looking import own_units
from bot.handlers.order_papers import lifting_button, paper_button
from bot.handlers.parsing import day as read_day
from bot.handlers.sanction_lines import year_mark
from bot.handlers.what_if import USAGE as WHAT_IF_USAGE
from bot.handlers.what_if import WORDS, Given
from bot.handlers.what_if import line as what_if_line
from bot.handlers.year_picture import look_at_years, picture_button
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from reports.order_notes import dropped_lines, order_notes
from reports.sanctions import notes, outlook_line, review_line, year_line
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.quantities import plain
from tracker.sanctions import SanctionState
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.choosing import land_unit
from tracker.usecases.if_reviewed import if_reviewed
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    UnitYear,
    look_at_sanctions,
)
from tracker.usecases.what_if import WhatIf

_USAGE = (
    "查看：/sanctions，或写年度、日期、单位：/sanctions 2021，/sanctions 2021-06-29，/sanctions 单位\n"
    f"{WHAT_IF_USAGE}"
)


def sanctions(
    message: Incoming,
) -> Request[LookAtSanctions, SanctionsSeen] | Request[WhatIf, Given]:
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
    return Request(_look, command, lambda seen: _listed(seen, today), reads=True)


def _look(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen:
    """Show the unit that was named, or all that the sender may see."""
    if command.units is None:
        return look_at_years(books, sender, command)
    unit = land_unit(books.campaign, command.units[0]).name
    if not sees_all(sender) and unit not in own_units(sender):
        raise UsageError("只能查询本单位。")
    return look_at_sanctions(books, sender, replace(command, units=(unit,)))


def _listed(seen: SanctionsSeen, today: date) -> Answer:
    asked, openly = seen.asked, sees_all(seen.sender)
    lines = [f"{bold(f'{asked.year} 年度任务')}（{near_day(asked.on, today)}）"]
    for each in seen.years:
        lines.append(f"{year_mark(each, openly=openly)} {esc(year_line(each))}")
        if _has_something(each):
            lines.append(f"      {esc(outlook_line(each, openly=openly))}")
        if openly and (outlook := if_reviewed(seen, each)) and (said := review_line(each, outlook)):
            lines.append(f"      ⏳ {esc(said)}")
    others = [order for order in seen.running if order.year != asked.year]
    if others:
        lines += ["", bold("仍在生效的以前年度决定")]
        lines += [f"{esc(order.unit)} {order.year} 年度：暂停申请（{order.name}）" for order in others]
    lines += [f"❗ {esc(line)}" for line in dropped_lines(seen)]
    if openly:
        lines += [f"❗ {esc(note)}" for note in order_notes(seen)]
    lines += ["", *(esc(note) for note in notes(seen)), f"依据：{esc(seen.rules.source)}"]
    picture = ((picture_button(asked),),)
    return says("\n".join(lines), keyboard=(*picture, *(_ways_on(seen) if asked.on == today else ())))


def _ways_on(seen: SanctionsSeen) -> Keyboard:
    """Lay out what may be asked, and for the director what is to be decided."""
    held = [each for each in seen.years if _has_something(each)]
    ahead = seen.asked.on.year == seen.asked.year
    ask = [Button(f"{e.standing.unit}会怎样", f"sw:{_id(seen.campaign, e)}:{seen.asked.year}") for e in held]
    decide: list[Button] = []
    if may(seen.sender, Right.DECIDE):
        decide = [button for each in held for button in _decisions(seen, each)]
        decide += [
            Button(f"解除 {order.unit} 的暂停（{order.name}）", f"sl:{order.id}")
            for order in (*seen.running, *seen.dropped)
        ]
    return *rows(decide, 1), *rows(_papers(seen, held), 2), *(rows(ask, 2) if ahead else ())


def _papers(seen: SanctionsSeen, held: list[UnitYear]) -> list[Button]:
    """Offer the paper of every order, and the draft of what may be decided to who prepares it."""
    drafts = [
        Button(f"{each.standing.unit}通知草稿", f"oq:{_id(seen.campaign, each)}:{each.standing.year}")
        for each in held
        if each.may_be_decided and may(seen.sender, Right.DRAFT_ORDERS)
    ]
    of_years = (order for each in held for order in each.orders)
    decided = {order.id: order for order in (*of_years, *seen.running, *seen.dropped)}
    papers = [paper_button(o, f"{o.unit} {o.name}文件") for o in decided.values()]
    lifted = [lifting_button(o, f"{o.unit} {o.lifting.name}文件") for o in decided.values() if o.lifting]
    return drafts + papers + lifted


def _decisions(seen: SanctionsSeen, each: UnitYear) -> Iterator[Button]:
    standing = each.standing
    where = f"{_id(seen.campaign, each)}:{standing.year}"
    if not each.may_be_decided:
        return
    if standing.state is SanctionState.SUSPENDED:
        yield Button(f"确认暂停 {standing.unit}", f"so:{where}:s")
    else:
        yield Button(f"{standing.unit}恰好一半：暂停", f"so:{where}:s")
        yield Button(f"{standing.unit}恰好一半：不暂停", f"so:{where}:c")


def _id(campaign: Campaign, each: UnitYear) -> str:
    unit = campaign.unit(each.standing.unit)
    return unit.id if unit else each.standing.unit


def _has_something(each: UnitYear) -> bool:
    return each.standing.state is not SanctionState.NO_TARGET or bool(each.orders)

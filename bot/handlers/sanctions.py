"""How units stand against their annual tasks, and what if: /sanctions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.access import Right, may, sees_all
from bot.handlers.looking import own_units
from bot.handlers.order_papers import paper_button
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from reports.sanctions import ASSUMED, STATES, notes, order_notes, outlook_line, year_line
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.quantities import plain
from tracker.sanctions import SanctionStanding, SanctionState
from tracker.sayings import near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.choosing import find_unit
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, UnitYear, look_at_sanctions
from tracker.usecases.what_if import WhatFollows, WhatIf, what_if

_WHAT_IF = frozenset({"如果", "假如"})
_USAGE = (
    "查看：/sanctions，或写年度、日期：/sanctions 2021，/sanctions 2021-06-29\n"
    "假设：/sanctions 如果 单位 120 2021-06-25"
)
MARKS = {
    SanctionState.NO_TARGET: "⚪",
    SanctionState.WATCH: "🟡",
    SanctionState.SUSPENDED: "🔴",
    SanctionState.UNDECIDED: "🟠",
    SanctionState.CLEAR: "🟢",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What would follow; `openly`: the viewer may hear what is triggered and not decided."""

    outcome: WhatFollows
    openly: bool


def sanctions(
    message: Incoming,
) -> Request[LookAtSanctions, SanctionsSeen] | Request[WhatIf, Given]:
    """Answer /sanctions [YEAR] [DAY], and /sanctions 如果 UNIT AREA [DAY]."""
    words, today = message.words, message.said_at.date()
    if words and words[0] in _WHAT_IF:
        return _ask_what_if(message)
    on, year = today, None
    for word in words:
        text = plain(word).removesuffix("年度").removesuffix("年")
        if len(text) == 4 and text.isdecimal():
            year = int(text)
        else:
            on = read_day(word)
    if on > today:
        raise UsageError(f"{on} 还没有到，只能查询今天或以前的日期。\n{_USAGE}")
    command = LookAtSanctions(year=on.year if year is None else year, on=on)
    return Request(_look, command, lambda seen: _listed(seen, today), reads=True)


def unit_button(message: Incoming) -> Request[WhatIf, Given]:
    """Answer the button `sw:UNIT_ID:YEAR`: what follows for one unit."""
    _, unit, year = message.data.split(":")
    command = WhatIf(unit=unit, year=int(year), on=message.said_at.date())
    return Request(_what_if, command, _followed, reads=True)


def _ask_what_if(message: Incoming) -> Request[WhatIf, Given]:
    words = message.words[1:]
    if len(words) < 2:
        raise UsageError(_USAGE)
    on = message.said_at.date()
    day = read_day(words[2]) if len(words) > 2 else None
    command = WhatIf(unit=words[0], year=(day or on).year, on=on, area=words[1], day=day)
    return Request(_what_if, command, _followed, reads=True)


def _look(books: Books, sender: Sender, command: LookAtSanctions) -> SanctionsSeen:
    """Show all units to who sees all, others their own alone."""
    if sees_all(sender):
        return look_at_sanctions(books, sender, command)
    own = LookAtSanctions(year=command.year, on=command.on, units=own_units(sender))
    return look_at_sanctions(books, sender, own)


def _what_if(books: Books, sender: Sender, command: WhatIf) -> Given:
    unit = find_unit(books.campaign, command.unit).name
    if not sees_all(sender) and unit not in own_units(sender):
        raise UsageError("只能查询本单位。")
    return Given(outcome=what_if(books, sender, command), openly=sees_all(sender))


def _listed(seen: SanctionsSeen, today: date) -> Answer:
    asked, openly = seen.asked, sees_all(seen.sender)
    lines = [f"{bold(f'{asked.year} 年度任务')}（{near_day(asked.on, today)}）"]
    for each in seen.years:
        lines.append(f"{_mark(each, openly=openly)} {esc(year_line(each))}")
        if _has_something(each):
            lines.append(f"      {esc(outlook_line(each, openly=openly))}")
    others = [order for order in seen.running if order.year != asked.year]
    if others:
        lines += ["", bold("仍在生效的以前年度决定")]
        lines += [f"{esc(order.unit)} {order.year} 年度：暂停申请（{order.name} 号）" for order in others]
    if openly:
        lines += [f"❗ {esc(note)}" for note in order_notes(seen)]
    lines += ["", *(esc(note) for note in notes(seen)), f"依据：{esc(seen.rules.source)}"]
    keyboard = _ways_on(seen) if asked.on == today else ()
    return says("\n".join(lines), keyboard=keyboard)


def _ways_on(seen: SanctionsSeen) -> Keyboard:
    """Lay out what may be asked, and for the director what is to be decided."""
    held = [each for each in seen.years if _has_something(each)]
    ahead = seen.asked.on.year == seen.asked.year
    ask = [Button(f"{e.standing.unit}会怎样", f"sw:{_id(seen.campaign, e)}:{seen.asked.year}") for e in held]
    decide: list[Button] = []
    if may(seen.sender, Right.DECIDE):
        decide = [button for each in held for button in _decisions(seen, each)]
        decide += [
            Button(f"解除 {order.unit} 的暂停（{order.name} 号）", f"sl:{order.id}") for order in seen.running
        ]
    return *rows(decide, 1), *rows(_papers(seen, held), 2), *(rows(ask, 2) if ahead else ())


def _papers(seen: SanctionsSeen, held: list[UnitYear]) -> list[Button]:
    """Offer the paper of every order, and the draft of what may be decided to who prepares it."""
    drafts = [
        Button(f"{each.standing.unit}通知草稿", f"oq:{_id(seen.campaign, each)}:{each.standing.year}")
        for each in held
        if each.may_be_decided and may(seen.sender, Right.DRAFT_ORDERS)
    ]
    decided = {order.id: order for order in (*(o for each in held for o in each.orders), *seen.running)}
    return drafts + [paper_button(o, f"{o.unit} {o.name} 号文件") for o in decided.values()]


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


def _mark(each: UnitYear, *, openly: bool) -> str:
    """Mark how a unit stands; what a cut-off has triggered shows to the unit itself by no colour."""
    state = each.standing.state
    return MARKS[state] if openly or state in {SanctionState.WATCH, SanctionState.NO_TARGET} else "▪️"


def _followed(given: Given) -> Answer:
    outcome = given.outcome
    now, asked = outcome.now, outcome.asked
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
    return says("\n".join(lines))


def _state(standing: SanctionStanding) -> str:
    return f"{MARKS[standing.state]} {STATES[standing.state]}"

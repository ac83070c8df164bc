"""/returns: the quarterly returns of the own unit, and by quarter for who sees every unit."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.access import sees_all
from bot.handlers.looking import own_units
from bot.handlers.return_lines import return_line
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Request, says
from bot.words import bold, esc
from reports.wording import RETURNS
from tracker.model import Role, Sender
from tracker.returns import ReturnStanding, reporting_units
from tracker.store.books import Books
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.look_at_returns import LookAtReturns, ReturnsSeen, look_at_returns

_NONE_OPEN = "还没有开始填报的季报。"
_NOT_OURS = "您的单位不用报送季报。"


def returns(message: Incoming) -> Request[LookAtReturns, ReturnsSeen]:
    """Answer /returns and the buttons `rt`, which changes its message, and `rt:new`."""
    edit = message.message_id if message.data == "rt" else None
    command = LookAtReturns(on=message.said_at.date())
    return Request(_look, command, lambda seen: _listed(seen, edit), reads=True)


def _look(books: Books, sender: Sender, command: LookAtReturns) -> ReturnsSeen:
    """Read what this sender may see: all, or their own units."""
    returns_rule(books.campaign)
    units = None if sees_all(sender) else own_units(sender)
    return look_at_returns(books, sender, LookAtReturns(on=command.on, units=units))


def _listed(seen: ReturnsSeen, edit: int | None) -> Answer:
    own = [unit for unit in own_units(seen.sender) if unit in reporting_units(seen.campaign)]
    if not own and not sees_all(seen.sender):
        return says(_NOT_OURS, edit=edit)
    if not seen.opened:
        return says(_NONE_OPEN, edit=edit)
    lines: list[str] = []
    keyboard: Keyboard = ()
    for unit in own:
        theirs = [each for each in reversed(seen.returns) if each.unit == unit]
        lines += [f"{bold(unit)} 季报", *_of_unit(theirs, seen)]
        keyboard += _buttons_of_unit(theirs, seen)
    if sees_all(seen.sender):
        lines += [bold("各季度报送情况"), *_by_quarter(seen.returns)]
        opened = [Button(str(quarter), f"qt:{quarter}") for quarter in reversed(seen.opened)]
        keyboard += rows(opened, 4)
    return says("\n".join(lines), keyboard=keyboard, edit=edit)


def _of_unit(theirs: Sequence[ReturnStanding], seen: ReturnsSeen) -> list[str]:
    lines = []
    for each in theirs:
        lines.append(return_line(each, seen.on, each.quarter.name))
        if each.returned is not None and each.returned.judged is not None:
            lines.append(f"      退回原因：{esc(each.returned.judged.review.reason)}")
    return lines


def _buttons_of_unit(theirs: Sequence[ReturnStanding], seen: ReturnsSeen) -> Keyboard:
    keyboard = []
    for each in theirs:
        unit = seen.campaign.unit(each.unit)
        row: tuple[Button, ...] = ()
        if unit is not None and each.closed_on is None and unit.name in seen.sender.units(Role.LIAISON):
            word = "填报" if each.counts is None else "改报"
            row = (Button(f"{word} {each.quarter}", f"rf:{unit.id}:{each.quarter}"),)
        if each.counts is not None:
            row += (Button(f"查看 {each.quarter}", f"qv:{each.counts.id}"),)
        keyboard += [row] if row else []
    return tuple(keyboard)


def _by_quarter(listed: Sequence[ReturnStanding]) -> list[str]:
    lines = []
    for quarter, group in groupby(listed, key=lambda each: each.quarter):
        counted = Counter(RETURNS[each.state] for each in group)
        lines.append(f"{bold(quarter)} " + "，".join(f"{word} {number}" for word, number in counted.items()))
    return lines[::-1]

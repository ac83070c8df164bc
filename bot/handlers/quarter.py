"""/quarter: who has submitted the return of a quarter, who has not, who was late; and one return in full."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.access import Right, may, sees_all
from bot.handlers import return_review
from bot.handlers.looking import own_units
from bot.handlers.return_lines import return_line, submission_text
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, rows
from bot.requests import Answer, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold
from tracker.model import Sender
from tracker.quarters import Quarter
from tracker.returns import ReturnState, opens_on
from tracker.sayings import long_day
from tracker.store.books import Books
from tracker.usecases.choosing_returns import find_quarter, returns_rule
from tracker.usecases.look_at_returns import LookAtReturns, ReturnsSeen, look_at_returns
from tracker.usecases.review_return import ReturnShown, ShowReturn, show_return


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSeen:
    """The returns of one quarter; `quarter` None where none is open yet and none was asked for."""

    seen: ReturnsSeen
    quarter: Quarter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSeen:
    """One submission, and who looks at it."""

    shown: ReturnShown
    sender: Sender


def quarter(message: Incoming) -> Request[LookAtReturns, QuarterSeen]:
    """Answer /quarter [QUARTER] and the buttons `qt:QUARTER`, `qt:QUARTER:new`."""
    word, edit = " ".join(message.words), None
    if message.data:
        _, word, *new = message.data.split(":")
        edit = None if new else message.message_id
    command = LookAtReturns(on=message.said_at.date())
    return Request(_looking_at(word), command, lambda found: _listed(found, edit), reads=True)


def show(message: Incoming) -> Request[ShowReturn, ReturnSeen]:
    """Answer the button `qv:RETURN`: one return in full, with what came with it."""
    command = ShowReturn(return_id=int(message.data.removeprefix("qv:")), on=message.said_at.date())

    def show_alone(books: Books, sender: Sender, asked: ShowReturn) -> ReturnSeen:
        return_review.leave_others(books, sender, asked.return_id, message.said_at)
        return _show(books, sender, asked)

    return Request(show_alone, command, _shown)


def _looking_at(word: str) -> Callable[[Books, Sender, LookAtReturns], QuarterSeen]:
    def look(books: Books, sender: Sender, command: LookAtReturns) -> QuarterSeen:
        returns_rule(books.campaign)
        asked = find_quarter(books.campaign, word) if word else None
        opened = look_at_returns(books, sender, command).opened
        asked = asked or (opened[-1] if opened else None)
        wanted = LookAtReturns(on=command.on, quarters=(asked,) if asked else ())
        return QuarterSeen(seen=look_at_returns(books, sender, wanted), quarter=asked)

    return look


def _show(books: Books, sender: Sender, command: ShowReturn) -> ReturnSeen:
    shown = show_return(books, sender, command)
    if not sees_all(sender) and shown.submission.unit not in own_units(sender):
        raise UsageError(NOT_ALLOWED)
    return ReturnSeen(shown=shown, sender=sender)


def _listed(found: QuarterSeen, edit: int | None) -> Answer:
    seen, asked = found.seen, found.quarter
    if asked is None:
        return says("还没有开始填报的季报。", edit=edit)
    turn = _neighbours(seen, asked)
    rule = seen.campaign.returns
    if asked not in seen.opened and rule is not None:
        opening = long_day(opens_on(asked, rule))
        return says(f"{bold(asked.name)}的季报 {opening}开始填报。", keyboard=turn, edit=edit)
    count = {state: sum(each.state is state for each in seen.returns) for state in ReturnState}
    handed_in = sum(each.counts is not None for each in seen.returns)
    counted = (
        f"{len(seen.returns)} 家单位：已报 {handed_in}（其中迟报 {count[ReturnState.LATE]}），"
        f"未报 {count[ReturnState.DUE]}，缺报 {count[ReturnState.MISSING]}"
    )
    lines = [
        f"{bold(asked.name)}季报（{long_day(asked.last_on)}截止）",
        counted,
        *(return_line(each, seen.on, each.unit) for each in seen.returns),
    ]
    verb = "核验" if may(seen.sender, Right.REVIEW) else "查看"
    buttons = [
        Button(f"{verb if each.awaits else '查看'} {each.unit}", f"qv:{each.counts.id}")
        for each in seen.returns
        if each.counts is not None
    ]
    return says("\n".join(lines), keyboard=(*rows(buttons, 2), *turn), edit=edit)


def _neighbours(seen: ReturnsSeen, asked: Quarter) -> Keyboard:
    before = [each for each in seen.opened if each < asked][-1:]
    after = [each for each in seen.opened if each > asked][:1]
    row = (
        *(Button(f"‹ {each}", f"qt:{each}") for each in before),
        *(Button(f"{each} ›", f"qt:{each}") for each in after),
    )
    return (row,) if row else ()


def _shown(found: ReturnSeen) -> Answer:
    shown, submission = found.shown, found.shown.submission
    text = submission_text(submission, shown.standing, shown.campaign, shown.on)
    files = tuple(Reply(text="", evidence=piece) for piece in shown.evidence)
    if not submission.imported:
        text += f"\n材料 {len(files)} 份"
    keyboard: Keyboard = ()
    if shown.awaits and may(found.sender, Right.REVIEW):
        verdicts = (
            Button("核验评分", f"qa:{submission.id}"),
            Button("退回", f"qn:{submission.id}"),
        )
        keyboard = (verdicts, (Button("本季清单", f"qt:{submission.quarter}:new"),))
    elif submission.judged and submission.judged.approves and may(found.sender, Right.REVIEW):
        keyboard = ((Button("更正得分", f"qe:{submission.id}"),),)
    return Answer(replies=(*files, Reply(text=text, keyboard=keyboard)))

"""Scoring a parcel in one line or by buttons: the park, its industry where that matters, value by value.

Where the conversation stands is in the database (`dialogs`); every button carries the version of its step,
so an old one is answered politely and changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.handlers.verdict import verdict_page
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import OLD_BUTTON, bold, esc
from tracker.errors import UnknownPark
from tracker.measures import MEASURED, ScoringIndicator
from tracker.model import Sender
from tracker.parks import Park
from tracker.quantities import plain
from tracker.sayings import near_day
from tracker.scoring import read_value
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing import find_park
from tracker.usecases.score_parcel import (
    ParcelScored,
    ScoreParcel,
    industries_of,
    score_parcel,
    scoring_of,
)

PARK, INDUSTRY, VALUE = "score:park", "score:industry", "score:value"
_USAGE = (
    "请写：/score 产业集聚区 亩均税收 投资强度 容积率 建筑系数 行业\n"
    "不知道的写 ?，行业可以不写；或只发送 /score，按提示填写。"
)
_PARKS = 10
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the conversation says next: a question, or the verdict."""

    prompt: str = ""
    keyboard: Keyboard = ()
    edit: int | None = None
    outcome: ParcelScored | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """One message of the conversation, and the transaction that answers it."""

    books: Books
    sender: Sender
    message: Incoming

    @property
    def on(self) -> date:
        return self.message.said_at.date()

    @property
    def edit(self) -> int | None:
        """The message whose button was pressed, to be changed in place; None for a typed answer."""
        return self.message.message_id if self.message.data.startswith("sc:") else None

    @property
    def indicators(self) -> tuple[ScoringIndicator, ...]:
        """What the plan measures, in the order in which the command takes it."""
        found = {each.key: each for each in scoring_of(self.books.campaign).indicators}
        return tuple(found[key] for key in MEASURED if key in found)

    def move(self, step: str, answers: dict[str, Any]) -> Dialog:
        message = self.message
        return self.books.dialogs.put(
            message.chat_id, message.user_id, step=step, answers=answers, at=message.said_at
        )

    def end(self) -> None:
        self.books.dialogs.end(self.message.chat_id, self.message.user_id, self.message.said_at)


def score(message: Incoming) -> Request[Incoming, Step]:
    """Answer /score with as much as was written, and the button `score`."""
    return Request(_begin, message, _said)


def pressed(message: Incoming) -> Request[Incoming, Step]:
    """Answer a button of the conversation: `sc:VERSION:WHAT:VALUE`."""
    return Request(_press, message, _said)


def carries_on(dialog: Dialog) -> bool:
    """Whether the conversation under way is about a score."""
    return dialog.step in {PARK, INDUSTRY, VALUE}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take what was typed as the answer to the step that is asked for."""
    if not message.text:
        raise UsageError("请用文字回答，或按按钮。")
    return _said(_take(_Talk(books=books, sender=sender, message=message), dialog))


def _take(talk: _Talk, dialog: Dialog) -> Step:
    text = talk.message.text
    if dialog.step == PARK:
        return _go_on(talk, dialog.answers | {"park": plain(text)})
    if dialog.step == INDUSTRY:
        return _go_on(talk, dialog.answers | {"industry": text})
    return _take_value(talk, dialog.answers, text)


def _said(step: Step) -> Answer:
    if step.outcome is None:
        return says(step.prompt, keyboard=step.keyboard, edit=step.edit)
    outcome = step.outcome
    heading = f"{bold(outcome.park.name)}（{near_day(outcome.on, outcome.on)}）"
    lines = (heading, *(esc(line) for line in verdict_page(outcome)))
    return says("\n".join(lines), keyboard=((Button("再评一宗", "score"),),), edit=step.edit)


def _begin(books: Books, sender: Sender, message: Incoming) -> Step:
    talk = _Talk(books=books, sender=sender, message=message)
    # As typed: what `words` has done to it would read 3² as 32.
    park, *rest = [plain(word) for word in message.text.split()[1:]] or [""]
    indicators = talk.indicators
    texts, more = rest[: len(indicators)], rest[len(indicators) :]
    if len(more) > 1:
        raise UsageError(_USAGE)
    for indicator, text in zip(indicators, texts, strict=False):
        read_value(indicator, text)
    answers: dict[str, Any] = {"values": {e.key: t for e, t in zip(indicators, texts, strict=False)}}
    answers |= {"park": park} if park else {}
    answers |= {"industry": more[0].removeprefix("行业=")} if more else {}
    if len(texts) < len(indicators):
        return _go_on(talk, answers)
    try:
        step = Step(outcome=_score(talk, find_park(books.campaign, park, talk.on), answers))
    except UnknownPark as unknown:
        return _offer(talk, answers, unknown)
    begun = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if begun is not None and begun.step in {PARK, INDUSTRY, VALUE}:
        # The next number is no answer to the score that was begun by buttons before this one.
        talk.end()
    return step


def _press(books: Books, sender: Sender, message: Incoming) -> Step:
    talk = _Talk(books=books, sender=sender, message=message)
    _, version, what, value = (*message.data.split(":", 3), "")[:4]
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or str(dialog.version) != version:
        raise UsageError(OLD_BUTTON)
    if what == "x":
        talk.end()
        return Step(prompt="已取消评分。", edit=talk.edit)
    if what == "p" and dialog.step == PARK:
        return _ask_park(talk, dialog.answers, int(value))
    if what == "k" and dialog.step == PARK:
        return _go_on(talk, dialog.answers | {"park": value})
    if what == "i" and dialog.step == INDUSTRY:
        kinds = dialog.answers["industries"]
        chosen = kinds[int(value)] if int(value) < len(kinds) else None
        return _go_on(talk, dialog.answers | {"industry": chosen})
    if what == "u" and dialog.step == VALUE:
        return _take_value(talk, dialog.answers, _UNKNOWN)
    raise UsageError(OLD_BUTTON)


def _take_value(talk: _Talk, answers: dict[str, Any], text: str) -> Step:
    indicator = next(each for each in talk.indicators if each.key not in answers["values"])
    read_value(indicator, text)
    return _go_on(talk, answers | {"values": answers["values"] | {indicator.key: text}})


def _go_on(talk: _Talk, answers: dict[str, Any]) -> Step:
    """Ask for the first thing that is not known yet; with everything known, judge."""
    if "park" not in answers:
        return _ask_park(talk, answers, 0)
    try:
        park = find_park(talk.books.campaign, answers["park"], talk.on)
    except UnknownPark as unknown:
        return _offer(talk, answers, unknown)
    lacking = [each for each in talk.indicators if each.key not in answers["values"]]
    if lacking and "industry" not in answers:
        kinds = _industries(talk, park)
        if kinds:
            return _ask_industry(talk, answers | {"industries": kinds}, park)
    if lacking:
        return _ask_value(talk, answers, park, lacking[0])
    outcome = _score(talk, park, answers)
    talk.end()
    return Step(outcome=outcome, edit=talk.edit)


def _score(talk: _Talk, park: Park, answers: dict[str, Any]) -> ParcelScored:
    command = ScoreParcel(
        park=park.name,
        values={each.key: read_value(each, answers["values"][each.key]) for each in talk.indicators},
        industry=answers.get("industry"),
        on=talk.on,
    )
    return score_parcel(talk.books, talk.sender, command)


def _industries(talk: _Talk, park: Park) -> list[str]:
    row = park.governor(talk.on)
    recorded = talk.books.standards.all()
    return list(industries_of(recorded, park.name, row.unit if row else None, talk.on))


def _offer(talk: _Talk, answers: dict[str, Any], unknown: UnknownPark) -> Step:
    """Offer the nearest parks as buttons; what was written with the name is kept."""
    nearest = [park for name in unknown.nearest if (park := talk.books.campaign.park(name))]
    if not nearest:
        raise unknown
    dialog = talk.move(PARK, {key: value for key, value in answers.items() if key != "park"})
    text = f"没有名为“{esc(unknown.word)}”的产业集聚区。您是指……？"
    return Step(prompt=text, keyboard=(*_choices(dialog, nearest), _cancel(dialog)), edit=talk.edit)


def _ask_park(talk: _Talk, answers: dict[str, Any], page: int) -> Step:
    parks = talk.books.campaign.parks
    dialog = talk.move(PARK, answers)
    shown, page, last = page_of(parks, page, _PARKS)
    keyboard = (*_choices(dialog, shown), *pager(f"sc:{dialog.version}:p:", page, last), _cancel(dialog))
    text = "给哪个产业集聚区的宗地评分？也可以直接输入名称。"
    return Step(prompt=text, keyboard=keyboard, edit=talk.edit)


def _ask_industry(talk: _Talk, answers: dict[str, Any], park: Park) -> Step:
    dialog = talk.move(INDUSTRY, answers)
    kinds = [*answers["industries"], "其他行业"]
    buttons = [Button(kind[:20], f"sc:{dialog.version}:i:{place}") for place, kind in enumerate(kinds)]
    text = f"{bold(park.name)} 有分行业标准。宗地属于哪个行业？"
    return Step(prompt=text, keyboard=(*rows(buttons, 2), _cancel(dialog)), edit=talk.edit)


def _ask_value(talk: _Talk, answers: dict[str, Any], park: Park, indicator: ScoringIndicator) -> Step:
    dialog = talk.move(VALUE, answers | {"park": park.name})
    values = answers["values"]
    known = [f"{each.name}：{esc(values[each.key])}" for each in talk.indicators if each.key in values]
    measure = f"（{esc(indicator.measure)}）" if indicator.measure else ""
    count = f"第 {len(known) + 1}/{len(talk.indicators)} 项"
    question = f"{count}：{bold(indicator.name)}{measure}是多少？请输入数字，不知道按“未知”。"
    keyboard = ((Button("未知", f"sc:{dialog.version}:u"), *_cancel(dialog)),)
    return Step(prompt="\n".join((bold(park.name), *known, question)), keyboard=keyboard, edit=talk.edit)


def _choices(dialog: Dialog, parks: Sequence[Park]) -> Keyboard:
    return tuple((Button(park.name, f"sc:{dialog.version}:k:{park.id}"),) for park in parks)


def _cancel(dialog: Dialog) -> tuple[Button, ...]:
    return (Button("取消", f"sc:{dialog.version}:x"),)

"""三色督办单 in chat: what was issued and who has read it; a page and a document of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.access import sees_all
from bot.handlers.looking import own_units
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Reply, Request, UsageError, says
from bot.words import bold, esc, minute
from reminders.acknowledging import NoticeHeard, heard_of
from tracker.cases import AnnualTask, Case, Stage
from tracker.model import Sender
from tracker.notices import COLOUR_MARKS, COLOUR_NAMES, Colour, NoticeState, full_number, number_meant
from tracker.sayings import near_day
from tracker.store.books import Books
from tracker.usecases.choosing import find_unit
from tracker.usecases.invite_member import ROLE_NAMES
from tracker.usecases.look_at_notices import LookAtNotices, NoticeSeen, NoticesSeen, look_at_notices

NOTICE_RECIPE = "notice"
_PAGE = 6
_COLOURS = {"b": Colour.BLUE, "y": Colour.YELLOW, "r": Colour.RED}
_COLOUR_WORDS = {"蓝": "b", "黄": "y", "红": "r"}
_STATE_NAMES = {"-": "全部", "o": "未销号", "c": "已销号", "m": "不再催办"}
_STATE_WORDS = {
    "未销号": "o",
    "未办结": "o",
    "已销号": "c",
    "已办结": "c",
    "销号": "c",
    "不再催办": "m",
    "已调整": "m",
}
_STATES_MEANT = {
    "o": frozenset({NoticeState.OPEN}),
    "c": frozenset({NoticeState.CLOSED}),
    "m": frozenset({NoticeState.MOVED, NoticeState.LAPSED, NoticeState.DROPPED}),
}
_STATES = {
    NoticeState.OPEN: "未销号",
    NoticeState.CLOSED: "已销号",
    NoticeState.MOVED: "期限已调整，本单不再催办",
    NoticeState.LAPSED: "截止日已过，本单不再催办",
    NoticeState.DROPPED: "方案中已无此事项，本单不再催办",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list shows, as buttons carry it: `qingfeng:r:o`; `-` is every one."""

    unit: str = "-"
    colour: str = "-"
    state: str = "-"

    def __str__(self) -> str:
        return f"{self.unit}:{self.colour}:{self.state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The notices of a filter, as far as the sender may see them, and who has heard of which."""

    seen: NoticesSeen
    chosen: Filter
    heard: Mapping[int, Sequence[NoticeHeard]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed behind /notice, or carried by a button, on a day."""

    words: tuple[str, ...]
    chosen: Filter
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A notice by its year and number, as it stands on a day."""

    number: tuple[int, int]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A notice by the id that a button carries, as it stands on a day."""

    notice_id: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One notice, and who has heard of it."""

    seen: NoticesSeen
    one: NoticeSeen
    heard: Sequence[NoticeHeard]


def notices(message: Incoming) -> Request[Asked, Listed] | Request[Numbered, Shown]:
    """Answer /notice NUMBER, /notice with any filters, and the buttons `nl:FILTER:PAGE`."""
    on = message.said_at.date()
    if meant := number_meant(" ".join(message.words), on.year):
        return Request(_show, Numbered(number=meant, on=on), _page_of_one, reads=True)
    page, edit = (int(message.data.split(":")[4]), message.message_id) if message.data else (0, None)
    return Request(_look, _asked(message), lambda listed: _listed(listed, page, edit), reads=True)


def pick_unit(message: Incoming) -> Request[Asked, Listed]:
    """Answer the button `nu:FILTER`: every unit that has such notices, as a button."""
    asked = _asked(message)
    every = replace(asked, chosen=replace(asked.chosen, unit="-"))
    return Request(_look, every, lambda listed: _units(listed, asked.chosen, message.message_id), reads=True)


def notice(message: Incoming) -> Request[Identified, Shown]:
    """Answer the button `nt:ID`: a notice's page."""
    return Request(_show_identified, _identified(message), _page_of_one, reads=True)


def document(message: Incoming) -> Request[Identified, Shown]:
    """Answer the button `nd:ID`: a notice as a .docx file."""
    return Request(_show_identified, _identified(message), _drafted, reads=True)


def _identified(message: Incoming) -> Identified:
    return Identified(notice_id=int(message.data[3:]), on=message.said_at.date())


def _asked(message: Incoming) -> Asked:
    chosen = Filter(**dict(zip(("unit", "colour", "state"), message.data.split(":")[1:4], strict=False)))
    return Asked(words=message.words, chosen=chosen, on=message.said_at.date())


def _look(books: Books, sender: Sender, asked: Asked) -> Listed:
    chosen = asked.chosen
    for word in asked.words:
        chosen = _narrowed(books, chosen, word)
    allowed = None if sees_all(sender) else own_units(sender)
    unit = None if chosen.unit == "-" else find_unit(books.campaign, chosen.unit).name
    if unit is not None:
        allowed = (unit,) if allowed is None or unit in allowed else ()
    command = LookAtNotices(
        on=asked.on,
        units=allowed,
        colour=_COLOURS.get(chosen.colour),
        states=_STATES_MEANT.get(chosen.state),
    )
    seen = look_at_notices(books, sender, command)
    heard = heard_of(books.connection, [each.notice.id for each in seen.notices])
    return Listed(seen=seen, chosen=chosen, heard=heard)


def _narrowed(books: Books, chosen: Filter, word: str) -> Filter:
    """Read a word behind /notice: a colour, open or closed, or a unit."""
    if state := _STATE_WORDS.get(word):
        return replace(chosen, state=state)
    if colour := _COLOUR_WORDS.get(word.removesuffix("色")):
        return replace(chosen, colour=colour)
    return replace(chosen, unit=find_unit(books.campaign, word).id)


def _show_identified(books: Books, sender: Sender, asked: Identified) -> Shown:
    found = books.notices.find(asked.notice_id)
    if found is None:
        raise UsageError("没有这份督办单。发送 /notice 查看清单。")
    return _show(books, sender, Numbered(number=(found.year, found.number), on=asked.on))


def _show(books: Books, sender: Sender, asked: Numbered) -> Shown:
    units = None if sees_all(sender) else own_units(sender)
    seen = look_at_notices(books, sender, LookAtNotices(on=asked.on, units=units))
    one = seen.numbered(*asked.number)
    heard = heard_of(books.connection, [one.notice.id]).get(one.notice.id, ())
    # Who above has read of it is no business of the unit.
    visible = [each for each in heard if units is None or each.unit in units]
    return Shown(seen=seen, one=one, heard=visible)


def _listed(listed: Listed, page: int, edit: int | None) -> Answer:
    seen, chosen = listed.seen, listed.chosen
    shown, page, last = page_of(seen.notices, page, _PAGE)
    units = None if sees_all(seen.sender) else own_units(seen.sender)
    lines = [f"{bold('三色督办单')}{esc(_filtered(listed))}：{len(seen.notices)} 份"]
    for each in shown:
        heard = [one for one in listed.heard.get(each.notice.id, ()) if units is None or one.unit in units]
        lines += _lines(seen, each, heard)
    buttons = [Button(each.notice.mark, f"nt:{each.notice.id}") for each in shown]
    keyboard = (*rows(buttons, 2), *pager(f"nl:{chosen}:", page, last), *_filters(listed))
    return says("\n".join(lines), keyboard=keyboard, edit=edit)


def _lines(seen: NoticesSeen, each: NoticeSeen, heard: Sequence[NoticeHeard]) -> list[str]:
    read = sum(1 for one in heard if one.read_at)
    issued = f"{near_day(each.notice.issued_on, seen.on)}发出"
    return [
        f"{each.notice.mark} {bold(each.case.unit)} {_called(each.case, each.case.name)}",
        f"      {issued} · {_stands(each, seen.on)} · 知悉 {read}/{len(heard)}",
    ]


def _stands(each: NoticeSeen, on: date) -> str:
    if each.state is not NoticeState.OPEN:
        return _STATES[each.state]
    if each.case.stage is Stage.AWAITING:
        return "未销号，待核验"
    days = each.case.overdue_days(on)
    return f"未销号，逾期 {days} 天" if days else _STATES[each.state]


def _filtered(listed: Listed) -> str:
    chosen, unit = listed.chosen, listed.seen.campaign.unit(listed.chosen.unit)
    words = [unit.name] if unit else []
    words += [COLOUR_NAMES[_COLOURS[chosen.colour]]] if chosen.colour in _COLOURS else []
    words += [] if chosen.state == "-" else [_STATE_NAMES[chosen.state]]
    return f"（{'，'.join(words)}）" if words else ""


def _filters(listed: Listed) -> Keyboard:
    chosen = listed.chosen
    colours = [
        _pick(COLOUR_MARKS[colour], replace(chosen, colour=letter), chosen)
        for letter, colour in _COLOURS.items()
    ]
    colours.append(_pick("各色", replace(chosen, colour="-"), chosen))
    states = [_pick(name, replace(chosen, state=letter), chosen) for letter, name in _STATE_NAMES.items()]
    sender = listed.seen.sender
    several = sees_all(sender) or len(own_units(sender)) > 1
    units = [Button("按单位", f"nu:{chosen}")] if several else []
    return (*colours, *units), tuple(states)


def _pick(name: str, to: Filter, now: Filter) -> Button:
    return Button(f"✓{name}" if to == now else name, f"nl:{to}:0")


def _units(listed: Listed, chosen: Filter, edit: int) -> Answer:
    """Lay out the units that have such notices, in the plan's order."""
    named = {each.notice.call.unit for each in listed.seen.notices}
    buttons = [
        _pick(unit.name, replace(chosen, unit=unit.id), chosen)
        for unit in listed.seen.campaign.units
        if unit.name in named
    ]
    buttons.append(_pick("各单位", replace(chosen, unit="-"), chosen))
    return says("哪个单位的督办单？", keyboard=rows(buttons, 2), edit=edit)


def _page_of_one(shown: Shown) -> Answer:
    seen, one = shown.seen, shown.one
    call, case = one.notice.call, one.case
    number = bold(full_number(one.notice, seen.campaign))
    lines = [
        f"{COLOUR_MARKS[call.colour]} {number} {COLOUR_NAMES[call.colour]}督办单",
        f"{bold(call.unit)} {_called(case, _in_full(case))}",
        f"期限 {near_day(call.due_on, seen.on)}，{near_day(one.notice.issued_on, seen.on)}发出",
        f"现状：{_stands(one, seen.on)}",
        *([f"依据：{esc(case.source)}"] if case.source else []),
        "",
        *(_heard_line(each, ZoneInfo(seen.campaign.timezone)) for each in shown.heard),
    ]
    buttons = (Button("督办单文件", f"nd:{one.notice.id}"), Button("‹ 清单", f"nl:{Filter()}:0"))
    return says("\n".join(lines), keyboard=(buttons,))


def _called(case: Case, words: str) -> str:
    return f"{bold(case.label)} {esc(words)}" if case.label else esc(words)


def _in_full(case: Case) -> str:
    # Of an annual task the line has the figures, and the words on its year nothing more.
    return case.name if isinstance(case.standing, AnnualTask) else case.content


def _heard_line(heard: NoticeHeard, zone: ZoneInfo) -> str:
    who = esc(f"{heard.unit}{ROLE_NAMES[heard.role]} {heard.name}".strip())
    if heard.sent_at is None:
        return f"▫️ {who}：{minute(heard.planned_at.astimezone(zone))} 起尚未送达"
    sent = f"{minute(heard.sent_at.astimezone(zone))} 送达"
    if heard.read_at is None:
        return f"▫️ {who}：{sent}，尚未确认知悉"
    return f"✅ {who}：{sent}，{minute(heard.read_at.astimezone(zone))} 已知悉"


def _drafted(shown: Shown) -> Answer:
    one, campaign = shown.one.notice, shown.seen.campaign
    colour = COLOUR_NAMES[one.call.colour]
    name = f"督办单{one.year}-{one.number}号（{colour}）{one.call.unit}.docx"
    recipe = {"kind": NOTICE_RECIPE, "id": one.id, "name": name}
    caption = f"{esc(full_number(one, campaign))}（{colour}），签发前请核对。"
    return Answer(replies=(Reply(text=caption, document=recipe),))

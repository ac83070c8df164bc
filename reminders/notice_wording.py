"""三色督办单 in words: Telegram HTML, one section for each post that hears of some."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Final

from reminders.layout import Section
from reminders.wording import due_words, morning_day, section_payload
from tracker.cases import AnnualTask
from tracker.model import Role
from tracker.notices import COLOUR_MARKS, COLOUR_NAMES, Colour
from tracker.returns import ReturnStanding
from tracker.standing import Standing
from tracker.usecases.issue_notices import NoticeDue

_READ: Final = {"text": "已知悉", "callback_data": "ack"}
_ANSWERS: Final = (
    (Standing, {"text": "填报", "callback_data": "report"}),
    (ReturnStanding, {"text": "填季报", "callback_data": "rt:new"}),
    (AnnualTask, {"text": "报处置", "callback_data": "ds:0"}),
)
"""What a liaison can do about each kind of case."""
_HEARERS: Final = MappingProxyType(
    {Role.LIAISON: "联络员", Role.LEADER: "分管领导", Role.DIRECTOR: "办公室主任", Role.INSPECTOR: "督查"}
)

_EVERY_UNIT: Final = "各单位"
_ROOM: Final = 2400
"""Characters of a section in which each notice has a line of its own."""
_NAMED: Final = 5
"""Units named in a line to the office; the rest are counted."""


def notice_payload(role: Role, unit: str, told: Sequence[NoticeDue], day: date) -> dict[str, Any]:
    """Word what a post hears: the reddest first; the unit above its own, or in each line of all units'."""
    own = role in {Role.LIAISON, Role.LEADER}
    section = Section(
        day=day.isoformat(),
        title=f"<b>三色督办单</b> {morning_day(day)}",
        whose=escape(unit) if own else _EVERY_UNIT,
        lines=_fitting(told, day, own=own),
        foot="",
        pointer="发送 /notice 查看全部。",
    )
    kinds = {type(each.case.standing) for each in told} if role is Role.LIAISON else set()
    answers = [button for kind, button in _ANSWERS if kind in kinds]
    return section_payload(section, reply_markup={"inline_keyboard": [[*answers, _READ]]})


def unheard_payload(unheard: Sequence[tuple[str, Role, Sequence[NoticeDue]]], day: date) -> dict[str, Any]:
    """Word what the office is told of the posts that no notice reaches: how many of each, the first by name.

    `unheard` are unit, role and notices. A line for each kind of post, however many there are: a first start
    may find hardly anybody bound.
    """
    section = Section(
        day=day.isoformat(),
        title=f"<b>督办单有 {len(unheard)} 处送不到</b> {morning_day(day)}",
        whose="",
        lines=list(_by_hearer(unheard)),
        foot="未绑定或屏蔽了机器人的，请电话告知，并用 /invite 邀请；哪份没有送达，见 /notice。",
        pointer="发送 /notice 查看全部。",
    )
    return section_payload(section)


def notice_line(each: NoticeDue, day: date, *, own: bool) -> str:
    """Word one: `🟡〔2021〕12号 3.2 开展低效用地认定，6月30日到期，已逾期 1 天（依据：附件2 3.2）`."""
    call, case = each.notice.call, each.case
    whose = "" if own else f" {call.unit}"
    head = " ".join(filter(None, (f"{each.notice.mark}{whose}", case.label, case.name)))
    return escape(f"{head}，{due_words(call.due_on, day)}{_clause(each)}", quote=False)


def notice_marks(due: Iterable[NoticeDue]) -> dict[str, str]:
    """Say behind a reminder which notice it is under: subject -> `，🔴〔2021〕28号（依据：附件2）`."""
    return {each.case.subject: f"，{each.notice.mark}{_clause(each)}" for each in due}


def _clause(each: NoticeDue) -> str:
    return f"（依据：{each.case.source}）"


def _fitting(told: Sequence[NoticeDue], day: date, *, own: bool) -> list[tuple[str, str]]:
    """Word each in a line of its own; where these are too many, all of a unit in one, by number and code.

    So that what is recorded as told, and may be answered with 已知悉, is named in the message.
    """
    lines = list(_by_colour(told, day, own=own))
    if sum(len(line) + 1 for _, line in lines) <= _ROOM:
        return lines
    return list(_by_unit(told))


def _by_unit(told: Sequence[NoticeDue]) -> Iterator[tuple[str, str]]:
    for colour in reversed(Colour):
        these = [each for each in told if each.notice.call.colour is colour]
        for unit in dict.fromkeys(each.case.unit for each in these):
            named = "，".join(
                f"{each.notice.year}-{each.notice.number}（{each.case.code}）"
                for each in these
                if each.case.unit == unit
            )
            heading = f"{_heading(colour, these)}（发送 /notice 年-号 查看一份）"
            yield heading, escape(f"{unit}：{named}", quote=False)


def _heading(colour: Colour, these: Sequence[NoticeDue]) -> str:
    return f"{COLOUR_NAMES[colour]}督办单 {len(these)} 份"


def _by_colour(told: Iterable[NoticeDue], day: date, *, own: bool) -> Iterator[tuple[str, str]]:
    """Yield each notice's heading and line, the reddest first."""
    for colour in reversed(Colour):
        these = [each for each in told if each.notice.call.colour is colour]
        for each in these:
            yield _heading(colour, these), notice_line(each, day, own=own)


def _by_hearer(
    unheard: Sequence[tuple[str, Role, Sequence[NoticeDue]]],
) -> Iterator[tuple[str, str]]:
    """Yield a heading and a line for each kind of post: `分管领导联系不上 9 处`, `清丰县 🔴2🟡1、…`."""
    for role, name in _HEARERS.items():
        posts = [(unit, told) for unit, each, told in unheard if each is role]
        named = "、".join(f"{unit} {_counted(told)}" for unit, told in posts[:_NAMED])
        if posts:
            more = " 等" if len(posts) > _NAMED else ""
            yield f"{name}联系不上 {len(posts)} 处", escape(named + more, quote=False)


def _counted(told: Sequence[NoticeDue]) -> str:
    """Say `🔴2🟡1`."""
    count = Counter(each.notice.call.colour for each in told)
    return "".join(f"{COLOUR_MARKS[colour]}{count[colour]}" for colour in reversed(Colour) if count[colour])

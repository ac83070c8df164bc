"""A morning's messages in words: Telegram HTML, laid out as one message when they are claimed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Final

from reminders.ladder import Kind, Matter, Reminder
from reminders.layout import Section
from reminders.morning import MorningMessage
from tracker.calendar import published_through
from tracker.plan import Campaign, Part
from tracker.sayings import first_clause, long_day, near_day

_WEEKDAYS: Final = "一二三四五六日"
_BUTTONS: Final = [[{"text": "填报", "callback_data": "report"}, {"text": "已知悉", "callback_data": "ack"}]]
_HEADINGS: Final = (
    ("已逾期（牵头）", Kind.OVERDUE, Part.LEAD),
    ("已逾期（责任）", Kind.OVERDUE, Part.SUPPORTING),
    ("即将到期（牵头）", Kind.DUE, Part.LEAD),
    ("即将到期（责任）", Kind.DUE, Part.SUPPORTING),
    ("台账以外的要求，已逾期", Kind.OVERDUE, Part.OBLIGATION),
    ("台账以外的要求，即将到期", Kind.DUE, Part.OBLIGATION),
    ("季报，已逾期", Kind.OVERDUE, Matter.RETURN),
    ("季报，即将到期", Kind.DUE, Matter.RETURN),
    ("年度任务", Kind.DUE, Matter.SANCTION),
    ("宗地处置，已逾期", Kind.OVERDUE, Matter.PARCEL),
    ("宗地处置，即将到期", Kind.DUE, Matter.PARCEL),
)
_MORE_BUTTONS: Final = (
    (Matter.PARCEL, {"text": "报处置", "callback_data": "ds:0"}),
    (Matter.RETURN, {"text": "填季报", "callback_data": "rt:new"}),
)
_WHY: Final = {False: "未绑定联络员", True: "对方屏蔽了机器人"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A morning's message that nobody can receive: no liaison is bound, or the chat refuses us."""

    message: MorningMessage
    blocked: bool


def morning_payload(
    message: MorningMessage, campaign: Campaign, marks: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Word a liaison's message: overdue first, lead before supporting, obligations apart.

    `marks` are what stands behind the line of a subject, plain text: its notice.
    """
    section = Section(
        day=message.day.isoformat(),
        title=f"<b>督办提醒</b> {morning_day(message.day)}",
        whose=escape(message.unit),
        lines=list(_by_urgency(message, campaign, marks)),
        foot=_guessed_years(message.items, message.day),
        pointer="发送 /due 查看全部。",
    )
    matters = {item.matter for item in message.items}
    more = [button for matter, button in _MORE_BUTTONS if matter in matters]
    keyboard = [[*row, *more] for row in _BUTTONS]
    return section_payload(section, reply_markup={"inline_keyboard": keyboard})


def unreached_payload(unreached: Sequence[Unreached], campaign: Campaign, day: date) -> dict[str, Any]:
    """Word what the office is told: which units could not be reminded, why, and of what.

    Every unit is named above the items, because there may be no room for all of these.
    """
    section = Section(
        day=day.isoformat(),
        title=f"<b>{len(unreached)} 个单位收不到今晨的提醒</b> {morning_day(day)}",
        whose="",
        lines=[*_by_reason(unreached), *_by_unit(unreached, campaign)],
        foot="请电话告知，并用 /invite 邀请联络员；屏蔽了机器人的，请其在对话中重新发送 /start。",
        pointer="发送 /overdue 查看全部。",
    )
    return section_payload(section)


def item_line(item: Reminder, campaign: Campaign, day: date) -> str:
    """Word one item: `3.1 研究确定低效工业用地标准，3月31日到期，还有 9 天`.

    A parcel goes by its number, a return by its quarter.
    """
    if item.matter is Matter.RETURN:
        return escape(f"{item.what}，{due_words(item.due_on, day)}", quote=False)
    task = campaign.task(item.code) if item.part is not None else None
    content = f" {first_clause(task.content)}" if task else f" {item.what}" if item.what else ""
    return escape(f"{item.code}{content}，{due_words(item.due_on, day)}", quote=False)


def due_words(due_on: date, day: date) -> str:
    """Say how a date stands on a day: `3月31日到期，还有 9 天`."""
    days = (due_on - day).days
    left = f"还有 {days} 天" if days else "就在今天"
    return f"{near_day(due_on, day)}到期，" + (f"已逾期 {-days} 天" if days < 0 else left)


def _by_urgency(
    message: MorningMessage, campaign: Campaign, marks: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each item's heading and line, in reading order."""
    for heading, kind, sort in _HEADINGS:
        items = [item for item in message.items if (item.kind, item.part or item.matter) == (kind, sort)]
        for item in items:
            mark = escape(marks.get(item.subject, ""), quote=False)
            yield f"{heading} {len(items)} 项", item_line(item, campaign, message.day) + mark


def _by_reason(unreached: Sequence[Unreached]) -> Iterator[tuple[str, str]]:
    for why in _WHY.values():
        units = [each.message.unit for each in unreached if _WHY[each.blocked] == why]
        if units:
            yield f"{why} {len(units)} 个", escape("、".join(units))


def _by_unit(unreached: Iterable[Unreached], campaign: Campaign) -> Iterator[tuple[str, str]]:
    for each in unreached:
        for item in each.message.items:
            heading = escape(f"{each.message.unit}（{_WHY[each.blocked]}）")
            yield heading, item_line(item, campaign, each.message.day)


def _guessed_years(items: Iterable[Reminder], day: date) -> str:
    """Say which years' working days are guessed; empty where all are published."""
    known = published_through().year
    years = sorted(year for year in {day.year, *(item.due_on.year for item in items)} if year > known)
    if not years:
        return ""
    listed = "、".join(f"{year}年" for year in years)
    return f"{listed}的调休安排尚未公布，工作日按周末和法定节假日推算。"


def morning_day(day: date) -> str:
    """Say `2021年7月1日（周四）`."""
    return f"{long_day(day)}（周{_WEEKDAYS[day.weekday()]}）"


def section_payload(section: Section, **parameters: Any) -> dict[str, Any]:
    """Make a message of a section."""
    return {
        "method": "sendMessage",
        "parameters": {"parse_mode": "HTML", **parameters},
        "section": section,
    }

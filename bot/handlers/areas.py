"""The office's list of areas disposed of without a parcel's number, and one of them."""

from collections.abc import Iterator
from datetime import date

from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Request, says
from bot.words import bold, esc
from tracker.sayings import clip, near_day
from tracker.scoring import figure
from tracker.store.area_disposals import AreaDisposal
from tracker.usecases.look_at_areas import (
    AreaShown,
    AreasSeen,
    ListedArea,
    LookAtAreas,
    ShowArea,
    look_at_areas,
    show_area,
)

_EVERY = "-"
"""What a button carries where no unit is chosen."""


def areas(message: Incoming) -> Request[LookAtAreas, AreasSeen]:
    """Answer the buttons `al:UNIT:PAGE`, and `al:UNIT:0:new` under a message that is to stay."""
    _, unit, page, *new = message.data.split(":")
    edit = None if new else message.message_id
    command = LookAtAreas(on=message.said_at.date(), unit=None if unit == _EVERY else unit)
    return Request(look_at_areas, command, lambda seen: _listed(seen, int(page), edit), reads=True)


def pick_unit(message: Incoming) -> Request[LookAtAreas, AreasSeen]:
    """Answer the button `au`: whose areas to list."""
    command = LookAtAreas(on=message.said_at.date())
    return Request(look_at_areas, command, lambda seen: _units(seen, message.message_id), reads=True)


def area(message: Incoming) -> Request[ShowArea, AreaShown]:
    """Answer the button `av:AREA`."""
    command = ShowArea(area_id=int(message.data.removeprefix("av:")), on=message.said_at.date())
    return Request(show_area, command, _shown, reads=True)


def area_name(each: AreaDisposal, on: date) -> str:
    """Say `清丰县产业集聚区 批而未供 6月20日处置 700 亩`."""
    place = bold(each.park or each.unit)
    return f"{place} {each.category} {near_day(each.disposed_on, on)}处置 {figure(each.area_mu)} 亩"


def _listed(seen: AreasSeen, page: int, edit: int | None) -> Answer:
    if not seen.areas:
        return says("没有不带宗地编号的处置。", edit=edit)
    shown, page, last = page_of(seen.areas, page)
    whose = f"：{esc(seen.unit.name)}" if seen.unit else ""
    lines = [f"{bold('没有宗地编号的处置')}{whose}（{len(seen.areas)} 笔）"]
    for each in shown:
        lines += _lines(each, seen.on)
    views = [
        Button(f"{near_day(each.area.disposed_on, seen.on)} {figure(each.area.area_mu)} 亩", f"av:{each.id}")
        for each in shown
    ]
    pages = pager(f"al:{seen.unit.id if seen.unit else _EVERY}:", page, last)
    choose: Keyboard = ((Button("按单位看", "au"),),) if len(seen.units) > 1 else ()
    return says("\n".join(lines), keyboard=(*rows(views, 2), *pages, *choose), edit=edit)


def _lines(each: ListedArea, on: date) -> Iterator[str]:
    found = each.area
    yield f"{bold(found.park or found.unit)} {found.category} {figure(found.area_mu)} 亩"
    measure = f" {esc(clip(found.measure, 40))}" if found.measure else ""
    yield f"      {near_day(found.disposed_on, on)}{measure}，{_fate(found, on)}"


def _fate(found: AreaDisposal, on: date) -> str:
    if found.withdrawn_on is not None:
        return f"{near_day(found.withdrawn_on, on)}撤销：{esc(clip(found.reason, 80))}"
    return f"{near_day(found.verified_on, on)}核验" if found.verified_on is not None else "待核验"


def _units(seen: AreasSeen, edit: int) -> Answer:
    buttons = [Button(each.name, f"al:{each.id}:0") for each in seen.units]
    every = Button("全部", f"al:{_EVERY}:0")
    return says("看哪个单位的？", keyboard=(*rows(buttons, 2), (every,)), edit=edit)


def _shown(shown: AreaShown) -> Answer:
    each, found, on = shown.found, shown.found.area, shown.on
    measure = f"\n处置方式：{esc(found.measure)}" if found.measure else ""
    whose = f"\n计入：{esc(each.unit)}" if each.unit else ""
    text = f"{area_name(found, on)}{measure}\n核验：{_fate(found, on)}{whose}\n来自导入的表格"
    listed = Button("清单", f"al:{_EVERY}:0:new")
    ways: Keyboard = ((listed,),)
    if found.withdrawn_on is None:
        ways = ((Button("撤销", f"wd:a:{each.id}"), listed),)
    return says(text, keyboard=ways)

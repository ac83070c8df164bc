"""The draft of a campaign -> the text of its file; what a person must decide is marked 待定."""

from collections.abc import Iterable, Iterator
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from config.importing.draft import Draft, DraftTask
from tracker.plan import OFFICE_DEFAULT, Collective, Unit

_OPEN = "待定"
_WEEKDAYS = "一二三四五六日"


def campaign_text(draft: Draft) -> str:
    """Write the file. What is open has no value, or the one that was taken, with a remark behind it."""
    document = tomlkit.document()
    for line in _opening(draft):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    heading = draft.heading
    _put(document, "title", heading.title)
    _put(document, "short", heading.short or heading.title, mark="" if heading.short else "简称")
    _put(document, "document", heading.document)
    _put(document, "issued_on", heading.issued_on)
    _put(document, "timezone", draft.office.timezone)
    document.add("units", _tables(_unit(unit) for unit in draft.units))
    if draft.collectives:
        document.add("groups", _tables(_collective(each) for each in draft.collectives))
    if heading.table_title:
        document.add("annex", _annex(draft))
    document.add(
        "indicators",
        _tables(_table(number=each.number, name=each.name) for each in draft.indicators),
    )
    document.add("tasks", _tables(_task(task) for task in draft.tasks))
    document.add("phases", _tables([_phase(draft)]))
    for name, table in _defaults(draft):
        document.add(name, table)
    return tomlkit.dumps(document)


def _opening(draft: Draft) -> Iterator[str]:
    yield f"由 {draft.paper} 的任务台账读出。"
    yield f"写着“{_OPEN}”的，请核实后改好并删去这两个字；改后运行 baiyuan campaign check 本文件。"
    yield '写法见 puyang-2021.toml。source = "office default" 的，是办公室暂定，方案没有规定。'


def _put(table: Any, key: str, value: Any, *, mark: str = "") -> None:
    """Write a value, or where there is none the key alone, as a comment."""
    if _is_nothing(value):
        table.add(tomlkit.comment(f"{key} =   # {_OPEN}"))
        return
    table.add(key, list(value) if isinstance(value, tuple) else value)
    if mark:
        table[key].comment(f"{_OPEN}：{mark}")


def _table(**values: Any) -> Table:
    """Return a table of what is given."""
    table = tomlkit.table()
    for key, value in values.items():
        if value is not False and not _is_nothing(value):
            table.add(key, list(value) if isinstance(value, tuple) else value)
    return table


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", ())


def _tables(tables: Iterable[Table]) -> AoT:
    listed = tomlkit.aot()
    for table in tables:
        listed.append(table)
    return listed


def _unit(unit: Unit) -> Table:
    return _table(
        id=unit.id, name=unit.name, group=unit.group.value, synonyms=unit.synonyms, inspects=unit.inspects
    )


def _collective(each: Collective) -> Table:
    table = _table(name=each.name)
    table.add("units", list(each.units))
    if not each.units:
        table["units"].comment(f"{_OPEN}：包括哪些单位")
    if each.source:
        table.add("source", each.source)
    return table


def _annex(draft: Draft) -> Table:
    heading = draft.heading
    return _table(label=heading.label or "附件", title=heading.table_title, note=heading.note)


def _task(task: DraftTask) -> Table:
    deadline, responsible = task.deadline, task.responsible
    table = _table(code=task.code, indicator=task.indicator)
    _put(table, "content", task.content)
    _put(table, "due_on", deadline.due_on, mark="时限" if deadline.open else "")
    _put(table, "due_text", deadline.text)
    _put(table, "lead", responsible.lead, mark="牵头" if responsible.open else "")
    for key, value in (
        ("supporting", responsible.supporting),
        ("lead_text", _unless_plain(responsible.lead_text, responsible.lead)),
        ("supporting_text", _unless_plain(responsible.supporting_text, responsible.supporting)),
    ):
        if value:
            _put(table, key, value)
    table.add("source", task.source)
    if deadline.earlier and responsible.lead:
        units = list(responsible.lead)
        table.add(
            "milestones",
            _tables(
                _table(text=deadline.text, due_on=each.day, units=tuple(units), source=task.source)
                for each in deadline.earlier
            ),
        )
    return table


def _unless_plain(text: str, names: tuple[str, ...]) -> str:
    """Return the cell's wording where it says more than the list."""
    return "" if text == "、".join(names) else text


def _phase(draft: Draft) -> Table:
    table = _table(name="实施")
    _put(table, "from_on", draft.heading.issued_on, mark="阶段")
    table.add("source", OFFICE_DEFAULT)
    return table


def _defaults(draft: Draft) -> Iterator[tuple[str, Table]]:
    lights, ladder, notices = draft.office.lights, draft.office.ladder, draft.office.notices
    table = _table(due_within_days=lights.due_within_days, behind_points=lights.behind_points)
    _put(table, "elapsed_from", draft.heading.issued_on)
    table.add("source", OFFICE_DEFAULT)
    yield "lights", table
    table = _table(send_at=ladder.send_at, before_days=ladder.before_days)
    table.add("after_workdays", ladder.after_workdays)
    table.add("then_weekday", f"星期{_WEEKDAYS[ladder.then_weekday]}")
    table.add("source", OFFICE_DEFAULT)
    yield "ladder", table
    table = tomlkit.table()
    table.add("blue_before_days", notices.blue_before_days)
    table.add("yellow_from_overdue_day", notices.yellow_from_overdue_day)
    table.add("red_from_overdue_day", notices.red_from_overdue_day)
    table.add("source", OFFICE_DEFAULT)
    yield "notices", table

"""The ledger of a campaign file: indicators, tasks, obligations, with checklists and milestones."""

import re
from datetime import date

from config.roster import Names, Roster
from config.table import Table
from config.unit_list import read_units
from tracker.due_text import days_in, stated_days
from tracker.plan import Annex, ChecklistItem, Indicator, Milestone, Task

_TASK_CODE = re.compile(r"[1-9][0-9]*\.[1-9][0-9]*")
_OBLIGATION_CODE = re.compile(r"O[1-9][0-9]*")


def read_annex(root: Table) -> Annex | None:
    """Read what stands around the plan's own table of tasks."""
    table = root.table("annex", required=False)
    if table is None:
        return None
    annex = Annex(
        label=table.text("label"), title=table.text("title"), note=table.text("note", required=False)
    )
    table.finish()
    return annex


class LedgerReader:
    """Reads tasks and obligations, which share one range of codes."""

    def __init__(self, root: Table, roster: Roster, issued_on: date) -> None:
        self._root = root
        self._roster = roster
        self._known = roster.known_names()
        self._issued_on = issued_on
        self._codes: set[str] = set()
        self._indicators = self._read_indicators()

    def tasks(self) -> tuple[Task, ...]:
        """Read the rows of the ledger, in the file's order."""
        return tuple(self._task(table) for table in self._root.tables("tasks", named_by="code"))

    def obligations(self) -> tuple[Task, ...]:
        """Read what the body of the plan orders outside its ledger."""
        tables = self._root.tables("obligations", named_by="code", required=False)
        return tuple(self._obligation(table) for table in tables)

    def _read_indicators(self) -> dict[int, Indicator]:
        indicators: dict[int, Indicator] = {}
        for table in self._root.tables("indicators", named_by="number"):
            indicator = Indicator(number=table.whole("number", 1), name=table.text("name"))
            if table.sound("number") and indicator.number in indicators:
                table.fault("number", f"指标 {indicator.number} 写了两次。")
            indicators[indicator.number] = indicator
            table.finish()
        return indicators

    def _task(self, table: Table) -> Task:
        code = self._code(table, _TASK_CODE, "3.2")
        indicator = self._indicator(table, code)
        due_on = table.day("due_on")
        lead, supporting = self._columns(table)
        task = Task(
            code=code,
            indicator=indicator,
            content=table.text("content"),
            due_on=due_on,
            due_text=table.text("due_text"),
            lead=lead,
            supporting=supporting,
            lead_text=self._wording(table, "lead", lead, ()),
            supporting_text=self._wording(table, "supporting", supporting, lead),
            checklist=self._checklist(table),
            milestones=self._milestones(table),
            note=table.text("note", required=False),
            source=table.text("source"),
        )
        self._check_due(table, task)
        table.finish()
        return task

    def _obligation(self, table: Table) -> Task:
        task = Task(
            code=self._code(table, _OBLIGATION_CODE, "O1"),
            indicator=None,
            content=table.text("content"),
            due_on=table.day_if_given("due_on"),
            due_text=table.text("due_text", required=False),
            obliged=self._roster.names(table, "units").units,
            note=table.text("note", required=False),
            source=table.text("source"),
        )
        self._check_due(table, task)
        table.finish()
        return task

    def _code(self, table: Table, form: re.Pattern[str], example: str) -> str:
        code = table.text("code")
        if table.sound("code") and not form.fullmatch(code):
            table.fault("code", f"编号应写成 {example} 的样子，现为 {code}。")
        elif code in self._codes:
            table.fault("code", f"编号 {code} 写了两次。")
        self._codes.add(code)
        return code

    def _indicator(self, table: Table, code: str) -> Indicator | None:
        number = table.whole("indicator", 1)
        if not table.sound("indicator"):
            return None
        if number not in self._indicators:
            table.fault("indicator", f"没有编号为 {number} 的指标。")
        elif table.sound("code") and code.partition(".")[0] != str(number):
            table.fault("code", f"编号 {code} 与 indicator = {number} 不符。")
        return self._indicators.get(number)

    def _columns(self, table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
        lead = self._roster.names(table, "lead")
        supporting = self._roster.names(table, "supporting", required=False)
        _report_written_twice(table, lead, supporting)
        # A unit named in both columns is lead (FACTS 2).
        return lead.units, tuple(name for name in supporting.units if name not in lead.units)

    def _wording(self, table: Table, column: str, units: tuple[str, ...], apart: tuple[str, ...]) -> str:
        """Read how the plan's own table names the units of a column; it names the same, but for `apart`."""
        text = table.text(f"{column}_text", required=False)
        if not text or not table.sound(column):
            return text
        named = [
            each.name
            for each in read_units(text, self._known).mentions
            if column != "lead" or each.leads is not False
        ]
        read = {unit for name in named for unit in self._roster.members(name)} - set(apart)
        differing = [*(f"多{name}" for name in sorted(read - set(units)))]
        differing += [f"少{name}" for name in units if name not in read]
        if differing:
            table.fault(f"{column}_text", f"“{text}”与 {column} 不符：原文{'、'.join(differing)}。")
        return text

    def _checklist(self, task: Table) -> tuple[ChecklistItem, ...]:
        table = task.table("checklist", required=False)
        if table is None:
            return ()
        helpers_source = table.text("helpers_source")
        items: list[ChecklistItem] = []
        for row in table.tables("items", named_by="name"):
            name = row.text("name")
            if name and any(name == item.name for item in items):
                row.fault("name", f"事项“{name}”写了两次。")
            helpers = self._roster.names(row, "helpers", required=False).units
            items.append(ChecklistItem(name=name, helpers=helpers, helpers_source=helpers_source))
            row.finish()
        table.finish()
        return tuple(items)

    def _milestones(self, task: Table) -> tuple[Milestone, ...]:
        milestones = []
        for table in task.tables("milestones", named_by="due_on", required=False):
            milestone = Milestone(
                text=table.text("text"),
                due_on=table.day("due_on"),
                units=self._roster.names(table, "units").units,
                source=table.text("source"),
            )
            _check_wording(table, "text", milestone.text, milestone.due_on)
            table.finish()
            milestones.append(milestone)
        return tuple(milestones)

    def _check_due(self, table: Table, task: Task) -> None:
        if task.due_on is None or not table.sound("due_on"):
            return
        if task.due_on < self._issued_on:
            table.fault("due_on", f"{task.due_on} 早于方案印发日 {self._issued_on}。")
        _check_wording(table, "due_text", task.due_text, task.due_on)


def _report_written_twice(table: Table, lead: Names, supporting: Names) -> None:
    for name in supporting.written:
        if name in lead.written:
            table.fault(
                "supporting", f"“{name}”在 lead 和 supporting 中都写了，按牵头计，请从 supporting 删去。"
            )


def _check_wording(table: Table, key: str, wording: str, due_on: date) -> None:
    stated = stated_days(wording)
    possible = {each.day for each in days_in(wording, due_on.year)}
    if table.sound("due_on") and stated and due_on not in possible:
        days = "或".join(str(day) for day in sorted(stated))
        table.fault("due_on", f"{due_on} 与 {key}“{wording}”不符，按原文应为 {days}。")

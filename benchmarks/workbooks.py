"""The ledger's workbook of 36,000 assignments against xlsxwriter alone writing the same cells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from statistics import median
from time import perf_counter

import xlsxwriter

from benchmarks.figures import Figure
from config.campaign import PUYANG, load
from reports.digest import digest
from reports.ledger_workbook import LedgerBook, ledger_workbook, sheets_of
from reports.pages import entries_of
from reports.workbooks import Value
from tracker.model import Assignment, Holdings, Report
from tracker.plan import Campaign, Part, Unit, UnitGroup

TIMES = 3
_UNITS, _TASKS = 600, 60
_ON = date(2021, 7, 1)


def workbooks() -> list[Figure]:
    """Write both in turn and compare."""
    content = _content()
    cells = [[list(sheet.columns), *(row for row, _ in sheet.rows)] for sheet in sheets_of(content)]
    ours, bare = [], []
    for _ in range(TIMES):
        start = perf_counter()
        ledger_workbook(content)
        ours.append(perf_counter() - start)
        start = perf_counter()
        _write_bare(cells)
        bare.append(perf_counter() - start)
    return [
        Figure(
            what=f"workbook of {len(content.entries):,} assignments",
            value=f"{median(ours):.1f} s, {median(ours) / median(bare):.2f} of xlsxwriter alone",
            on=f"median of {TIMES}; {sum(map(len, cells)):,} rows",
        )
    ]


def _content() -> LedgerBook:
    plan = _crowded(load(PUYANG))
    holdings = [
        Holdings(
            assignment=Assignment(id=number, code=task.code, unit=unit.name, part=Part.LEAD),
            due_on=task.due_on,
            accepted_on=None,
            reports=(_said(number),),
            revisions=(),
        )
        for number, (task, unit) in enumerate(((t, u) for t in plan.tasks for u in plan.units), start=1)
    ]
    numbers = digest(plan, holdings, on=_ON, known=None, unreachable=())
    return LedgerBook(
        campaign=plan,
        digest=numbers,
        entries=entries_of(plan, numbers.standings),
        obligations=(),
        returns=(),
    )


def _crowded(plan: Campaign) -> Campaign:
    units = tuple(
        Unit(id=f"u{number}", name=f"示例单位{number:03}", group=UnitGroup.COUNTY) for number in range(_UNITS)
    )
    names = tuple(unit.name for unit in units)
    tasks = tuple(
        replace(plan.tasks[number % len(plan.tasks)], code=f"9.{number + 1}", lead=names, supporting=())
        for number in range(_TASKS)
    )
    return replace(plan, units=units, tasks=tasks, obligations=())


def _said(number: int) -> Report:
    return Report(
        id=number,
        assignment_id=number,
        percent=number % 100,
        text=f"第{number}项：已完成外业调查，正在汇总成果，月底前报送。",
        said_on=date(2021, 6, 1 + number % 28),
        reporter="张三",
    )


def _write_bare(sheets: Sequence[Sequence[Sequence[Value]]]) -> None:
    """Write the same values with one format and nothing else."""
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    plain, day = book.add_format({"text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for rows in sheets:
        page = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                match value:
                    case None | "":
                        page.write_blank(row, column, None, plain)
                    case int() | Decimal():
                        page.write_number(row, column, value, plain)
                    case date():
                        page.write_datetime(row, column, value, day)
                    case _:
                        page.write_string(row, column, value, plain)
    book.close()

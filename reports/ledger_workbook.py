"""The ledger of a day -> an .xlsx file: Annex 2 with how it stands, and a sheet for each unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reports.annex_sheet import lead_words, supporting_words
from reports.digest import Digest, TaskRow, opened_returns
from reports.pages import Entry, entries_of
from reports.reading import digest_of
from reports.wording import LIGHTS, PARTS, RETURNS, STATES
from reports.workbooks import OfficeWorkbook, Sheet, Value
from tracker.model import Light
from tracker.plan import Campaign, Task
from tracker.returns import ReturnStanding
from tracker.usecases.look import Seen

Row = tuple[Sequence[Value], Light | None]

_TASKS: Final = MappingProxyType(
    {
        "序号": 6,
        "指标名称": 20,
        "编号": 7,
        "指标内容": 40,
        "完成时间节点": 15,
        "牵头单位": 24,
        "责任单位": 24,
        "状态灯": 8,
        "完成期限": 13,
        "分工": 7,
        "办结": 7,
        "待核验": 8,
        "逾期": 7,
    }
)
_ASSIGNMENTS: Final = MappingProxyType(
    {
        "编号": 6,
        "指标名称": 15,
        "指标内容": 30,
        "完成时间节点": 14,
        "单位": 12,
        "分工": 6,
        "状态灯": 7,
        "状态": 8,
        "进度（%）": 7,
        "完成期限": 11,
        "逾期天数": 6,
        "办结日期": 11,
        "最近报送": 11,
        "报送人": 10,
        "最近情况": 32,
        "退回原因": 16,
        "已完成事项": 14,
    }
)
_RETURNS: Final = MappingProxyType(
    {"季度": 12, "单位": 18, "状态": 9, "应报日期": 13, "报送日期": 13, "逾期天数": 9}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBook:
    """What a workbook holds; units without a row in the ledger have no sheet."""

    campaign: Campaign
    digest: Digest
    entries: tuple[Entry, ...]
    obligations: tuple[Entry, ...]
    returns: tuple[ReturnStanding, ...]

    @property
    def tasks(self) -> Mapping[str, Task]:
        """Return tasks and obligations by code."""
        return {task.code: task for task in (*self.campaign.tasks, *self.campaign.obligations)}


def ledger_book(seen: Seen) -> LedgerBook:
    """Gather the rows of a day from what was read."""
    plan, digest = seen.campaign, digest_of(seen)
    return LedgerBook(
        campaign=plan,
        digest=digest,
        entries=entries_of(plan, digest.standings),
        obligations=entries_of(plan, digest.obligations),
        returns=opened_returns(plan, seen.returns, seen.on) if digest.issued else (),
    )


def ledger_workbook(content: LedgerBook) -> bytes:
    """Write the workbook: headings that stay, filters, A4 landscape, lights as fills and as words."""
    digest = content.digest
    known = f"，已知至 {digest.known}" if digest.known else ""
    book = OfficeWorkbook(f"{digest.title} 工作台账（截至 {digest.on}{known}）")
    for sheet in sheets_of(content):
        book.add_table(sheet)
    return book.as_bytes()


def sheets_of(content: LedgerBook) -> Iterator[Sheet]:
    """Yield the sheets in their order."""
    tasks = content.tasks
    ledger = (_task_row(tasks[row.code], row, content.campaign) for row in content.digest.tasks)
    yield Sheet(name="工作台账", columns=_TASKS, rows=ledger, lit="状态灯", in_sight=3)
    yield _assignments("分工明细", content, content.entries)
    if content.obligations:
        yield _assignments("台账外义务", content, content.obligations)
    if content.returns:
        rows = (_return_row(each) for each in content.returns)
        yield Sheet(name="季报", columns=_RETURNS, rows=rows, lit="状态", in_sight=2)
    for unit, held in _by_unit(content.entries).items():
        yield _assignments(unit, content, held)


def _assignments(name: str, content: LedgerBook, entries: Iterable[Entry]) -> Sheet:
    tasks = content.tasks
    rows = (_assignment_row(tasks[each.code], each) for each in entries)
    return Sheet(name=name, columns=_ASSIGNMENTS, rows=rows, lit="状态灯")


def _by_unit(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    held: dict[str, list[Entry]] = {}
    for each in entries:
        held.setdefault(each.unit, []).append(each)
    return held


def _task_row(task: Task, row: TaskRow, campaign: Campaign) -> Row:
    tally = row.tally
    cells = (
        task.indicator.number if task.indicator else None,
        task.indicator.name if task.indicator else None,
        task.code,
        task.content,
        task.due_text,
        lead_words(task, campaign),
        supporting_words(task, campaign),
        LIGHTS[row.light],
        "各单位不同" if row.due_mixed else row.due_on,
        tally.total,
        tally.closed,
        tally.submitted,
        tally.red,
    )
    return cells, row.light


def _assignment_row(task: Task, each: Entry) -> Row:
    cells = (
        each.code,
        task.indicator.name if task.indicator else None,
        each.content,
        task.due_text,
        each.unit,
        PARTS[each.part],
        LIGHTS[each.light],
        STATES[each.state],
        each.percent,
        each.due_on,
        each.overdue_days or None,
        each.closed_on,
        each.said_on,
        each.said_by,
        each.said,
        each.return_reason,
        f"{len(each.ticked)}/{len(each.checklist)}：{'、'.join(each.ticked)}" if each.checklist else None,
    )
    return cells, each.light


def _return_row(each: ReturnStanding) -> Row:
    cells = (
        each.quarter.name,
        each.unit,
        RETURNS[each.state],
        each.quarter.last_on,
        each.counts.submitted_on if each.counts else None,
        each.days or None,
    )
    return cells, each.light

"""What the plan's own table of tasks says (Annex 2): its wording, and below it which dates were moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from tracker.model import Holdings, Revision
from tracker.plan import Campaign, Task
from tracker.sayings import long_day

HEADINGS: Final = ("序号", "指标名称", "指标内容", "完成时间节点", "牵头单位", "责任单位")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """A task in the words of the plan; `due` ends with the number of its note where its date was moved."""

    content: str
    due: str
    lead: str
    supporting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexBlock:
    """An indicator and its tasks: one merged cell beside several rows."""

    number: int
    indicator: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSheet:
    """The paper; `notes` stand below the table."""

    label: str
    title: str
    author: str
    blocks: tuple[AnnexBlock, ...]
    notes: tuple[str, ...]


def annex_sheet(campaign: Campaign, holdings: Iterable[Holdings], on: date) -> AnnexSheet:
    """Set the ledger out as the plan does, with what was ordered of its dates up to the day `on`."""
    moved = {code: tuple(orders) for code, orders in _orders(holdings, on)}
    marks = {
        task.code: f"〔注{number}〕"
        for number, task in enumerate((t for t in campaign.tasks if t.code in moved), start=1)
    }
    annex = campaign.annex
    said = [f"说明：{annex.note}"] if annex and annex.note else []
    return AnnexSheet(
        # An annex that is not bound with its document carries the document's number (GB/T 9704, 7.3.7).
        label=f"{campaign.document}{annex.label if annex else '附件'}",
        title=annex.title if annex else f"{campaign.title}工作台账",
        author=campaign.office.name,
        blocks=tuple(_blocks(campaign, marks)),
        notes=(*said, *(f"{marks[code]}{_moves(moved[code])}" for code in marks)),
    )


def _blocks(campaign: Campaign, marks: dict[str, str]) -> Iterator[AnnexBlock]:
    for indicator, tasks in groupby(campaign.tasks, key=lambda task: task.indicator):
        if indicator is not None:
            rows = tuple(_row(task, campaign, marks.get(task.code, "")) for task in tasks)
            yield AnnexBlock(number=indicator.number, indicator=indicator.name, rows=rows)


def _row(task: Task, campaign: Campaign, mark: str) -> AnnexRow:
    return AnnexRow(
        content=task.content,
        due=f"{task.due_text}{mark}",
        lead=lead_words(task, campaign),
        supporting=supporting_words(task, campaign),
    )


def lead_words(task: Task, campaign: Campaign) -> str:
    """Say who leads in the plan's own words, where it has any of its own."""
    return task.lead_text or named(task.lead, campaign)


def supporting_words(task: Task, campaign: Campaign) -> str:
    """Say who supports, likewise."""
    return task.supporting_text or named(task.supporting, campaign)


def named(units: Sequence[str], campaign: Campaign) -> str:
    """Name units as the plan does, those of a collective by its name, in ledger order."""
    left, names = list(units), dict.fromkeys(units, "")
    for each in sorted(campaign.collectives, key=lambda each: -len(each.units)):
        if len(each.units) > 1 and set(each.units) <= set(left):
            left = [unit for unit in left if unit not in each.units]
            names[min(each.units, key=units.index)] = each.name
    names |= {unit: unit for unit in left}
    words = [name for name in names.values() if name]
    between = "，" if any("、" in word or "，" in word for word in words) else "、"
    return between.join(words)


def _orders(holdings: Iterable[Holdings], on: date) -> Iterator[tuple[str, list[Revision]]]:
    """Yield each task whose dates were moved with its orders, in the order in which they came into force."""
    orders = {each.id: each for held in holdings for each in held.revisions if each.ordered_on <= on}
    by_task = sorted(orders.values(), key=lambda each: (each.code, each.ordered_on, each.id))
    for code, of_task in groupby(by_task, key=lambda each: each.code):
        yield code, list(of_task)


def _moves(orders: Sequence[Revision]) -> str:
    """Say what each order moved; of one unit the newest rules."""
    said = (
        f"{each.document}（{long_day(each.ordered_on)}）将{f'{each.unit}的' if each.unit else ''}"
        f"完成时间节点调整为{long_day(each.due_on)}"
        for each in orders
    )
    return "；".join(said) + "。"

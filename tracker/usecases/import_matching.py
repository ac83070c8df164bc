"""Which row of a file is which imported report, and which rows the ledger cannot take."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from tracker.model import Assignment, Holdings, Report, Review, Verdict
from tracker.store.books import Books
from tracker.usecases.import_rows import RefusedRow, SheetRow, WrongCell

_LAST = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A row that reads well."""

    row: SheetRow
    percent: int
    text: str
    said_on: date
    review: Review | None


class Change(StrEnum):
    """What a row does to the ledger."""

    NONE = "none"
    REVIEW = "review"
    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The n-th report of a day: as the file says it, and as it was imported before; one may be missing."""

    said: Said | None
    kept: Report | None

    @property
    def change(self) -> Change:
        """Return what taking the row means."""
        if self.said is None or self.kept is None:
            return Change.NONE if self.said is None else Change.ADD
        if (self.said.percent, self.said.text) != (self.kept.percent, self.kept.text):
            return Change.REPLACE
        if self.said.review is None or _same(self.said.review, self.kept.review):
            return Change.NONE
        return Change.REVIEW if self.kept.review is None else Change.REPLACE

    @property
    def review(self) -> Review | None:
        """Return the verdict that stands afterwards: a file that is silent leaves the office's word."""
        said = self.said.review if self.said else None
        return said or (self.kept.review if self.kept else None)

    @property
    def place(self) -> tuple[date, float, int]:
        """Return its place in the order of saying; what is new came last that day."""
        number = self.said.row.number if self.said else 0
        if self.kept is not None:
            return self.kept.said_on, self.kept.id, number
        return (self.said.said_on if self.said else date.min), _LAST, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The rows of one assignment, day by day, and those that it cannot take."""

    holdings: Holdings
    days: tuple[tuple[Slot, ...], ...]
    refused: tuple[RefusedRow, ...]

    @property
    def added(self) -> int:
        """Return how many rows are new."""
        return self._count(Change.ADD)

    @property
    def changed(self) -> int:
        """Return how many rows correct a report or bring its verdict."""
        return self._count(Change.REPLACE, Change.REVIEW)

    @property
    def unchanged(self) -> int:
        """Return how many rows were there already."""
        return self._count(Change.NONE)

    def _count(self, *changes: Change) -> int:
        return sum(1 for slots in self.days for slot in slots if slot.said and slot.change in changes)


def match(books: Books, assignment: Assignment, said: Iterable[Said]) -> Matched:
    """Set the rows of one assignment beside what is recorded of it; nothing is written."""
    holdings = books.ledger.holding(assignment)
    imported: dict[date, list[Report]] = defaultdict(list)
    for report in books.ledger.imported(assignment):
        imported[report.said_on].append(report)
    rows: dict[date, list[Said]] = defaultdict(list)
    for each in said:
        rows[each.said_on].append(each)
    days = [[Slot(said=s, kept=k) for s, k in zip_longest(each, imported[day])] for day, each in rows.items()]
    beside = {slot.kept.id for slots in days for slot in slots if slot.kept}
    others = [report for report in holdings.reports if report.id not in beside]
    refused = _refused([slot for slots in days for slot in slots], others, assignment.code)
    rows_refused = {each.row for each in refused}
    left = (tuple(_without(slots, rows_refused)) for slots in days)
    return Matched(holdings=holdings, days=tuple(left), refused=tuple(refused))


def _without(slots: Iterable[Slot], refused: set[int]) -> Iterable[Slot]:
    """Give the slots in which a refused row leaves what was there before."""
    for slot in slots:
        if slot.said is None or slot.said.row.number not in refused:
            yield slot
        elif slot.kept is not None:
            yield Slot(said=None, kept=slot.kept)


def _refused(slots: Sequence[Slot], others: Sequence[Report], code: str) -> list[RefusedRow]:
    """Find the rows that contradict what is recorded or what the file says before."""
    newest = max((report.said_on for report in others), default=date.min)
    closed = [report for report in others if report.review and report.review.verdict is Verdict.APPROVED]
    closings = [(report.said_on, float(report.id), 0) for report in closed]
    refused = []
    for slot in sorted(slots, key=lambda each: each.place):
        if slot.said is not None and (reason := _contradiction(slot, slot.said, closings, newest, code)):
            refused.append(reason.of(slot.said.row))
        elif slot.review is not None and slot.review.verdict is Verdict.APPROVED:
            closings.append(slot.place)
    return refused


def _contradiction(
    slot: Slot, said: Said, closings: Iterable[tuple[date, float, int]], newest: date, code: str
) -> WrongCell | None:
    before = [place for place in closings if place < slot.place]
    if before:
        return WrongCell("报送日期", f"任务 {code} 已于 {min(before)[0]} 办结。")
    approves = said.review is not None and said.review.verdict is Verdict.APPROVED
    if approves and slot.change is not Change.NONE and said.said_on < newest:
        return WrongCell("结果", f"任务 {code} 在 {newest} 还有填报，不能按 {said.said_on} 的填报办结。")
    if slot.change is Change.REPLACE and said.review is None and slot.review is not None:
        return WrongCell("结果", "这次填报已经核验过，要更正请写明结果和核验日期。")
    return None


def _same(said: Review, kept: Review | None) -> bool:
    return kept is not None and (said.verdict, said.reviewed_on) == (kept.verdict, kept.reviewed_on)

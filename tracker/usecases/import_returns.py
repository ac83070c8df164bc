"""Quarterly returns that the office kept in a spreadsheet, with their scores.

A quarter and unit is one row: equal to the one imported before, it is there already; different, it corrects
it. So importing a file twice adds nothing. What came by chat stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tracker.errors import ValueRefused
from tracker.model import Review, Sender, Verdict
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant
from tracker.returns import (
    ReturnContent,
    ReturnRecord,
    ReturnReview,
    Submission,
    owed_quarters,
    reporting_units,
)
from tracker.store.books import Books
from tracker.store.returns import Filing
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.import_rows import (
    IMPORTER,
    Imported,
    ImportSheet,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
    needed,
    plain,
    read_day,
)
from tracker.usecases.review_return import read_score

_FIXED = ("季度", "单位", "报送日期", "核验日期")


class _Change(StrEnum):
    NONE = "none"
    REVIEW = "review"
    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row that reads well, and what was imported of the same quarter and unit before."""

    row: SheetRow
    quarter: Quarter
    unit: str
    submitted_on: date
    judged: ReturnReview | None
    kept: Submission | None

    @property
    def change(self) -> _Change:
        if self.kept is None:
            return _Change.ADD
        if self.kept.submitted_on != self.submitted_on:
            return _Change.REPLACE
        if self.judged is None or _same(self.judged, self.kept.judged):
            # A file that is silent leaves the office's word.
            return _Change.NONE
        return _Change.REVIEW if self.kept.judged is None else _Change.REPLACE


def return_columns(campaign: Campaign) -> tuple[str, ...]:
    """Return the headings of the file: the topics are the campaign's."""
    return (*_FIXED, *(campaign.returns.topics if campaign.returns else ()))


def import_returns(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take the rows, each fact with its own day. Raise `RowsRefused` unless `partial`."""
    returns_rule(books.campaign)
    refused = list(command.unreadable)
    taken: dict[tuple[Quarter, str], _Row] = {}
    for row in command.rows:
        try:
            read = _once(taken, _read(books, row, command.on))
        except WrongCell as wrong:
            refused.append(wrong.of(row))
        else:
            taken[read.quarter, read.unit] = read
    count = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=count, refused=in_file_order(refused))
    for each in taken.values():
        _record(books, each, by=sender.name, at=command.at)
    changes = [each.change for each in taken.values()]
    imported = Imported(
        read=count,
        added=changes.count(_Change.ADD),
        changed=changes.count(_Change.REPLACE) + changes.count(_Change.REVIEW),
        unchanged=changes.count(_Change.NONE),
        refused=in_file_order(refused),
    )
    if imported.added or imported.changed:
        numbers = {"added": imported.added, "changed": imported.changed}
        books.note("returns.imported", "returns", by=sender.name, at=command.at, **numbers)
    return imported


def _once(taken: Mapping[tuple[Quarter, str], _Row], read: _Row) -> _Row:
    """Return the row; refuse a second one of the same quarter and unit."""
    before = taken.get((read.quarter, read.unit))
    if before is not None:
        raise WrongCell("单位", f"与第 {before.row.number} 行是同一季度同一单位。")
    return read


def _record(books: Books, row: _Row, *, by: str, at: datetime) -> None:
    """Write one row: facts are never updated, a correction voids and inserts."""
    if row.change is _Change.NONE:
        return
    kept, judged = row.kept, row.judged
    if row.change is _Change.REVIEW and kept is not None and judged is not None:
        books.returns.add_review(kept.id, judged, reviewer=by, at=at)
        return
    if kept is not None:
        books.returns.void(kept.id, at)
    filing = Filing(
        quarter=row.quarter,
        unit=row.unit,
        content=ReturnContent(),
        submitted_on=row.submitted_on,
        reporter=IMPORTER,
        user_id=None,
        recorded_at=at,
    )
    return_id = books.returns.add(filing)
    if judged is not None:
        books.returns.add_review(return_id, judged, reviewer=by, at=at)


def _read(books: Books, row: SheetRow, today: date) -> _Row:
    quarter, unit = _quarter(books.campaign, row), _unit(books.campaign, row)
    submitted_on = read_day(row, "报送日期")
    if submitted_on < max(quarter.first_on, books.campaign.issued_on):
        raise WrongCell("报送日期", f"早于{quarter.name}或方案印发日期。")
    if submitted_on > today:
        raise WrongCell("报送日期", f"晚于今天（{today}）。")
    record = books.returns.record(quarter, unit)
    read = _Row(
        row=row,
        quarter=quarter,
        unit=unit,
        submitted_on=submitted_on,
        judged=_judged(books.campaign, row, submitted_on, today),
        kept=next((each for each in record.submissions if each.imported), None),
    )
    if contradiction := _contradiction(read, record):
        raise contradiction
    return read


def _contradiction(read: _Row, record: ReturnRecord) -> WrongCell | None:
    """Say what of the row goes against what is recorded; what is there already goes against nothing."""
    if read.change is _Change.NONE:
        return None
    others = [each for each in record.submissions if not each.imported]
    closed = [each for each in others if each.judged and each.judged.approves]
    if closed:
        return WrongCell("报送日期", f"这份季报已按 {closed[0].submitted_on} 的报送核验通过。")
    newest = max((each.submitted_on for each in others), default=date.min)
    if read.judged is not None and read.submitted_on < newest:
        return WrongCell("核验日期", f"{newest} 还有报送，不能按 {read.submitted_on} 的报送核验。")
    if read.kept is not None and read.kept.judged is not None and read.judged is None:
        return WrongCell("核验日期", "这份季报已经核验过，要更正请写明核验日期。")
    return None


def _quarter(campaign: Campaign, row: SheetRow) -> Quarter:
    rule, word = returns_rule(campaign), needed(row, "季度")
    quarter = quarter_meant(word)
    if quarter is None:
        raise WrongCell("季度", "应为季度，如 2021Q2。")
    if quarter not in owed_quarters(rule):
        raise WrongCell("季度", f"不在 {rule.first_quarter} 到 {rule.last_quarter} 之间。")
    return quarter


def _unit(campaign: Campaign, row: SheetRow) -> str:
    word = needed(row, "单位")
    unit = campaign.unit(row.cells["单位"].strip()) or campaign.unit(word)
    if unit is None:
        raise WrongCell("单位", f"没有名为“{word}”的单位。")
    if unit.name not in reporting_units(campaign):
        raise WrongCell("单位", f"{unit.name}不用报送季报。")
    return unit.name


def _judged(campaign: Campaign, row: SheetRow, submitted_on: date, today: date) -> ReturnReview | None:
    scores = _scores(row, returns_rule(campaign).topics)
    if not plain(row, "核验日期"):
        if scores:
            raise WrongCell("核验日期", "填了得分，应填核验日期。")
        return None
    reviewed_on = read_day(row, "核验日期")
    if reviewed_on < submitted_on:
        raise WrongCell("核验日期", f"早于报送日期 {submitted_on}。")
    if reviewed_on > today:
        raise WrongCell("核验日期", f"晚于今天（{today}）。")
    review = Review(verdict=Verdict.APPROVED, reason="", reviewed_on=reviewed_on)
    return ReturnReview(review=review, scores=scores)


def _scores(row: SheetRow, topics: tuple[str, ...]) -> Mapping[str, Decimal]:
    """Read the scores; all or none: an old sheet may have none."""
    written = [topic for topic in topics if plain(row, topic)]
    if written and (lacking := [topic for topic in topics if topic not in written]):
        raise WrongCell(lacking[0], "各项得分应全部填写，或全部留空。")
    try:
        return {topic: read_score(row.cells[topic], what=topic) for topic in written}
    except ValueRefused as refusal:
        raise WrongCell(str(refusal.fields["what"]), str(refusal.fields["reason"])) from None


def _same(judged: ReturnReview, kept: ReturnReview | None) -> bool:
    """Compare two verdicts of files; their reasons are always empty."""
    return kept is not None and (judged.review.verdict, judged.review.reviewed_on, judged.scores) == (
        kept.review.verdict,
        kept.review.reviewed_on,
        kept.scores,
    )

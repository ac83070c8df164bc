"""Quarterly returns that the office kept in a spreadsheet, with their scores.

A quarter and unit is one row. What it says is there already, or corrects that, or brings a review, or is
another submission after a return (`return_matching`). So importing a file twice adds nothing.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from tracker.errors import ValueRefused
from tracker.model import Review, Sender, Verdict
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant, quarter_unclear
from tracker.returns import (
    ReturnContent,
    ReturnReview,
    opens_on,
    owed_quarters,
    reporting_units,
)
from tracker.sayings import long_day
from tracker.scoring import figure
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
from tracker.usecases.return_matching import Change, ReturnRow, contradiction
from tracker.usecases.review_return import read_score

_FIXED = ("季度", "单位", "报送日期", "核验日期")


def return_columns(campaign: Campaign) -> tuple[str, ...]:
    """Return the headings of the file: the topics are the campaign's."""
    return (*_FIXED, *(campaign.returns.topics if campaign.returns else ()))


def import_returns(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take the rows, each fact with its own day. Raise `RowsRefused` unless `partial`."""
    returns_rule(books.campaign)
    refused = list(command.unreadable)
    taken: dict[tuple[Quarter, str], ReturnRow] = {}
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
        added=changes.count(Change.ADD),
        changed=changes.count(Change.REPLACE) + changes.count(Change.REVIEW),
        unchanged=changes.count(Change.NONE),
        refused=in_file_order(refused),
    )
    if imported.added or imported.changed:
        numbers = {"added": imported.added, "changed": imported.changed}
        books.note("returns.imported", "returns", by=sender.name, at=command.at, **numbers)
    return imported


def _once(taken: Mapping[tuple[Quarter, str], ReturnRow], read: ReturnRow) -> ReturnRow:
    """Return the row; refuse a second one of the same quarter and unit."""
    before = taken.get((read.quarter, read.unit))
    if before is not None:
        raise WrongCell("单位", f"与第 {before.row.number} 行是同一季度同一单位。")
    return read


def _record(books: Books, row: ReturnRow, *, by: str, at: datetime) -> None:
    """Write one row: facts are never updated, a correction voids and inserts."""
    kept, judged = row.kept, row.judged
    if row.change is Change.NONE:
        return
    if kept is not None and kept.judged is not None and judged is not None:
        _note_correction(books, row, kept.judged, judged, by=by, at=at)
    if row.change is Change.REVIEW and kept is not None:
        return_id = kept.id
        books.returns.void_review(return_id, at)
    else:
        if kept is not None:
            books.returns.void(kept.id, at)
        return_id = books.returns.add(_filing(row, at))
    if judged is not None:
        books.returns.add_review(return_id, judged, reviewer=by, at=at)
        for correction in judged.corrections:
            books.returns.correct_scores(return_id, correction, at=at)


def _filing(row: ReturnRow, at: datetime) -> Filing:
    return Filing(
        quarter=row.quarter,
        unit=row.unit,
        content=ReturnContent(),
        submitted_on=row.submitted_on,
        reporter=IMPORTER,
        user_id=None,
        recorded_at=at,
    )


def _note_correction(
    books: Books, row: ReturnRow, before: ReturnReview, after: ReturnReview, *, by: str, at: datetime
) -> None:
    """Keep in the audit what the office had said, in chat or by another file."""
    books.note(
        "return.corrected",
        f"R{row.quarter}@{row.unit}",
        by=by,
        at=at,
        before={"reviewed_on": before.review.reviewed_on.isoformat(), "scores": _written(before)},
        after={"reviewed_on": after.review.reviewed_on.isoformat(), "scores": _written(after)},
    )


def _written(judged: ReturnReview) -> dict[str, str]:
    return {topic: figure(score) for topic, score in judged.scores_in_force.items()}


def _read(books: Books, row: SheetRow, today: date) -> ReturnRow:
    quarter, unit = _quarter(books.campaign, row, today), _unit(books.campaign, row)
    submitted_on = read_day(row, "报送日期")
    if submitted_on < max(quarter.first_on, books.campaign.issued_on):
        raise WrongCell("报送日期", f"早于{quarter.name}或方案印发日期。")
    if submitted_on > today:
        raise WrongCell("报送日期", f"晚于今天（{today}）。")
    read = ReturnRow(
        row=row,
        quarter=quarter,
        unit=unit,
        submitted_on=submitted_on,
        written=_judged(books.campaign, row, submitted_on, today),
        record=books.returns.record(quarter, unit),
    )
    if reason := contradiction(read):
        raise reason
    return read


def _quarter(campaign: Campaign, row: SheetRow, today: date) -> Quarter:
    rule, word = returns_rule(campaign), needed(row, "季度")
    quarter = quarter_meant(word)
    if quarter is None:
        raise WrongCell("季度", quarter_unclear(word) or "应为季度，如 2021Q2。")
    if quarter not in owed_quarters(rule):
        raise WrongCell("季度", f"不在 {rule.first_quarter} 到 {rule.last_quarter} 之间。")
    if today < (opening := opens_on(quarter, rule)):
        raise WrongCell("季度", f"{quarter.name}的季报 {long_day(opening)}开始填报，现在还不能导入。")
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

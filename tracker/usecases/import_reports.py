"""Reports and verdicts that the office kept in a spreadsheet, taken into the ledger.

The n-th row of a task, unit and day is the n-th imported report of that task, unit and day: equal, it is
there already; different, it corrects it. So importing a file twice adds nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from tracker.model import Assignment, Review, Sender, Verdict
from tracker.standing import WHOLE
from tracker.store.books import Books
from tracker.usecases.import_matching import Matched, Said, match
from tracker.usecases.import_recording import record
from tracker.usecases.import_rows import (
    Imported,
    ImportSheet,
    RefusedRow,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
    needed,
    plain,
    read_day,
)

REPORT_COLUMNS = ("任务编号", "单位", "进度", "情况", "报送日期", "核验日期", "结果")

_PERCENT = re.compile(r"(\d{1,3})(?:\.0+)?%?")
_VERDICTS = {
    "办结": Verdict.APPROVED,
    "已办结": Verdict.APPROVED,
    "退回": Verdict.RETURNED,
    "已退回": Verdict.RETURNED,
}


def import_reports(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take the rows into the ledger, each fact with its own day. Raise `RowsRefused` unless `partial`."""
    refused = list(command.unreadable)
    by_assignment: dict[Assignment, list[Said]] = defaultdict(list)
    for row in command.rows:
        try:
            assignment, said = _read(books, row, command.on)
        except WrongCell as wrong:
            refused.append(wrong.of(row))
        else:
            by_assignment[assignment].append(said)
    matched = [match(books, assignment, said) for assignment, said in by_assignment.items()]
    refused += [each for match_ in matched for each in match_.refused]
    read = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=in_file_order(refused))
    for each in matched:
        record(books, each, by=sender.name, at=command.at)
    return _note(books, sender, command.at, _count(matched, read, refused))


def _count(matched: Iterable[Matched], read: int, refused: Iterable[RefusedRow]) -> Imported:
    each = tuple(matched)
    return Imported(
        read=read,
        added=sum(one.added for one in each),
        changed=sum(one.changed for one in each),
        unchanged=sum(one.unchanged for one in each),
        refused=in_file_order(refused),
    )


def _note(books: Books, sender: Sender, at: datetime, imported: Imported) -> Imported:
    if imported.added or imported.changed:
        books.note(
            "reports.imported",
            "reports",
            by=sender.name,
            at=at,
            added=imported.added,
            changed=imported.changed,
        )
    return imported


def _read(books: Books, row: SheetRow, today: date) -> tuple[Assignment, Said]:
    assignment = _assignment(books, row)
    percent = _percent(row)
    said_on = read_day(row, "报送日期")
    if said_on < books.campaign.issued_on:
        raise WrongCell("报送日期", f"早于方案印发日期 {books.campaign.issued_on}。")
    if said_on > today:
        raise WrongCell("报送日期", f"晚于今天（{today}）。")
    review = _review(row, percent, said_on, today)
    text = row.cells["情况"].strip()
    return assignment, Said(row=row, percent=percent, text=text, said_on=said_on, review=review)


def _assignment(books: Books, row: SheetRow) -> Assignment:
    code = needed(row, "任务编号").upper()
    if books.campaign.task(code) is None:
        raise WrongCell("任务编号", f"没有编号为“{code}”的任务。")
    word = needed(row, "单位")
    unit = books.campaign.unit(row.cells["单位"].strip()) or books.campaign.unit(word)
    if unit is None:
        raise WrongCell("单位", f"没有名为“{word}”的单位。")
    assignment = books.ledger.assignment(code, unit.name)
    if assignment is None:
        raise WrongCell("单位", f"任务 {code} 没有分配给{unit.name}。")
    return assignment


def _percent(row: SheetRow) -> int:
    found = _PERCENT.fullmatch(needed(row, "进度"))
    if found is None or int(found[1]) > WHOLE:
        raise WrongCell("进度", "应为 0 到 100 的整数，如 60 或 60%。")
    return int(found[1])


def _review(row: SheetRow, percent: int, said_on: date, today: date) -> Review | None:
    word = plain(row, "结果")
    if not word:
        if plain(row, "核验日期"):
            raise WrongCell("结果", "填了核验日期，结果应为 办结 或 退回。")
        return None
    if word not in _VERDICTS:
        raise WrongCell("结果", "应为 办结 或 退回，待核验的留空。")
    if percent != WHOLE:
        raise WrongCell("进度", f"结果为{word}时，进度应为 100。")
    if not plain(row, "核验日期"):
        raise WrongCell("核验日期", f"结果为{word}时，应填核验日期。")
    reviewed_on = read_day(row, "核验日期")
    if reviewed_on < said_on:
        raise WrongCell("核验日期", f"早于报送日期 {said_on}。")
    if reviewed_on > today:
        raise WrongCell("核验日期", f"晚于今天（{today}）。")
    return Review(verdict=_VERDICTS[word], reason="", reviewed_on=reviewed_on)

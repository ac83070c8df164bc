"""Sheets whose rows are recorded, and maps of boundaries, are imported: for the office.

All rows or none, unless the words that came with the file ask for the good ones. What was wrong is said row
by row; more than a message holds comes as a sheet.
"""

import csv
from collections.abc import Callable, Sequence
from functools import partial
from io import StringIO
from operator import attrgetter
from pathlib import PurePath
from typing import Final

from bot.access import Right
from bot.paperwork.kinds import Kind, Material
from bot.paperwork.sent import SentFile
from bot.requests import Answer, Reply
from bot.sheets.columns import PARCELS
from bot.sheets.headings import Synonyms
from bot.sheets.recorded import (
    DISPOSAL_ROWS,
    QUOTA_ROWS,
    REPORT_ROWS,
    RETURN_ROWS,
    TARGET_ROWS,
    RecordedSheet,
)
from bot.sheets.sheet import Sheet, read_sheet
from bot.words import bold, esc
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.sayings import clip
from tracker.store import kept_files
from tracker.store.books import Books
from tracker.usecases.import_boundaries import ImportBoundaries, import_boundaries
from tracker.usecases.import_parcels import ImportParcels, import_parcels
from tracker.usecases.import_rows import Imported, ImportSheet, RefusedRow, RowsRefused

_PARTIAL: Final = "部分"
_LISTED: Final = 12
"""Rows that a message names; a sheet with all of them goes with it where there are more."""

_HEADINGS: Final = ("行", "列", "内容", "原因")
_FORMULAS: Final = ("=", "+", "-", "@", "\t")


def _read_parcels(material: Material, progress: Callable[[int], None]) -> Sheet:
    return _told(read_sheet(material.source, PARCELS), progress)


def _read_sheet(kind: RecordedSheet, material: Material, progress: Callable[[int], None]) -> Sheet:
    columns = kind.columns(material.campaign)
    return _told(read_sheet(material.source, columns, optional=kind.optional), progress)


def _told(sheet: Sheet, progress: Callable[[int], None]) -> Sheet:
    progress(len(sheet.rows) + len(sheet.refused))
    return sheet


def _read_map(material: Material, _progress: Callable[[int], None]) -> bytes:
    return material.source.read_bytes()


def _record_parcels(books: Books, sender: Sender, file: SentFile, sheet: Sheet) -> Answer:
    command = ImportParcels(
        rows=sheet.rows, unreadable=sheet.refused, partial=_wants_partial(file), at=file.said_at
    )
    return _answered(books, file, lambda: import_parcels(books, sender, command), sheet.unused)


def _record_sheet(kind: RecordedSheet, books: Books, sender: Sender, file: SentFile, sheet: Sheet) -> Answer:
    command = ImportSheet(
        rows=sheet.rows,
        unreadable=sheet.refused,
        partial=_wants_partial(file),
        on=file.said_at.date(),
        at=file.said_at,
    )
    return _answered(books, file, lambda: kind.act(books, sender, command), sheet.unused)


def _record_boundaries(books: Books, sender: Sender, file: SentFile, content: bytes) -> Answer:
    command = ImportBoundaries(content=content, partial=_wants_partial(file), at=file.said_at)
    return _answered(books, file, lambda: import_boundaries(books, sender, command), ())


def _wants_partial(file: SentFile) -> bool:
    return _PARTIAL in file.caption


def _answered(
    books: Books,
    file: SentFile,
    act: Callable[[], Imported],
    unused: Sequence[str],
) -> Answer:
    """Import, and say what came of it; rows that were refused refuse the file and change nothing."""
    try:
        imported = act()
    except RowsRefused as refusal:
        rows = refusal.imported.refused
        first = (
            f"{_title(file)}有 {len(rows)} 行不能导入，没有导入任何内容。\n"
            "改正后重新发送；只想导入其余各行，发送时在文件说明里写：部分导入"
        )
        return _with_rows(books, file, [first], rows)
    lines = [f"{_title(file)}{imported}"]
    lines += [f"没有用到的列：{esc(clip('、'.join(unused), 200))}"] if unused else []
    findings = imported.findings
    lines += [f"已导入，但有 {len(findings)} 处请核对，列在最后。"] if findings else []
    return _with_rows(books, file, lines, [*imported.refused, *findings])


def _title(file: SentFile) -> str:
    return f"《{esc(clip(file.name, 60))}》"


def _with_rows(books: Books, file: SentFile, lines: list[str], rows: Sequence[RefusedRow]) -> Answer:
    """List the rows; where there are more than a message names, a sheet of all goes with it."""
    lines += [
        f"第 {each.row} 行 {bold(each.column)} {esc(clip(each.value, 30))}：{esc(each.reason)}"
        for each in rows[:_LISTED]
    ]
    if len(rows) <= _LISTED:
        return Answer(replies=(Reply(text="\n".join(lines)),))
    lines.append(f"……共 {len(rows)} 行，全部见附件。")
    name = f"{clip(PurePath(file.name).stem, 40)}-问题.csv"
    recipe = kept_files.keep(books.connection, _as_csv(rows), name=name)
    return Answer(replies=(Reply(text="\n".join(lines)), Reply(text="逐行问题", document=recipe)))


def _as_csv(rows: Sequence[RefusedRow]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows((each.row, each.column, _as_text(each.value), each.reason) for each in rows)
    return text.getvalue().encode("utf-8-sig")


def _as_text(value: str) -> str:
    """Keep a spreadsheet program from taking a value for a formula."""
    return f"'{value}" if value.startswith(_FORMULAS) else value


def _parcel_headings(campaign: Campaign) -> Synonyms:
    return PARCELS if campaign.parks else {}


def _headings(rows: RecordedSheet, needs: Callable[[Campaign], object], campaign: Campaign) -> Synonyms:
    return rows.columns(campaign) if needs(campaign) else {}


def _recorded(name: str, rows: RecordedSheet, right: Right, needs: Callable[[Campaign], object]) -> Kind:
    """Make a kind of recorded rows; a campaign that lacks what it `needs` knows no such sheet."""
    return Kind(
        name=name,
        doing="正在读取",
        right=right,
        read=partial(_read_sheet, rows),
        record=partial(_record_sheet, rows),
        headings=partial(_headings, rows, needs),
        optional=rows.optional,
    )


PARCEL_SHEET: Final = Kind(
    name="宗地台账",
    doing="正在读取",
    right=Right.KEEP_PARCELS,
    read=_read_parcels,
    record=_record_parcels,
    headings=_parcel_headings,
)
REPORT_SHEET: Final = _recorded("填报情况表", REPORT_ROWS, Right.REVIEW, attrgetter("tasks"))
RETURN_SHEET: Final = _recorded("季报情况表", RETURN_ROWS, Right.REVIEW, attrgetter("returns"))
TARGET_SHEET: Final = _recorded("年度任务表", TARGET_ROWS, Right.ISSUE_TARGETS, attrgetter("sanctions"))
QUOTA_SHEET: Final = _recorded("用地指标表", QUOTA_ROWS, Right.ISSUE_TARGETS, attrgetter("sanctions"))
DISPOSAL_SHEET: Final = _recorded("处置情况表", DISPOSAL_ROWS, Right.REVIEW, attrgetter("parks"))
BOUNDARY_MAP: Final = Kind(
    name="宗地界址图",
    doing="正在读取",
    right=Right.KEEP_PARCELS,
    read=_read_map,
    record=_record_boundaries,
    suffixes=(".geojson", ".json"),
)

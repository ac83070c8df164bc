"""The rows of a plan's ledger: merged cells filled in, headings of further pages and notes left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.importing.columns import Columns, find_columns
from config.importing.findings import Findings
from config.importing.paper import Paper, PaperTable, Row
from tracker.errors import TrackerError

_NOTE = re.compile(r"^[〔（(]?(?:说明|注|备注|填表|合计|小计)")
_MARK = re.compile(r"〔注\d+〕")


class NoLedger(TrackerError):
    """A file in which no table has tasks and units."""

    sentence = "{name} 里没有找到任务台账：要有一张表，表头有任务内容和牵头单位（或责任单位）。"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A row that orders something. `number` is its 序号; `begins`: its indicator stands in this very row.

    `marked`: the date has a mark that points to a note.
    """

    place: str
    columns: Columns
    number: str
    indicator: str
    begins: bool
    content: str
    due: str
    marked: bool
    lead: str
    supporting: str
    shared: str

    def at(self, column: int | None) -> str:
        """Return how a person finds a cell of this row."""
        heading = self.columns.heading(column)
        return f"{self.place}“{heading}”" if heading else self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All rows; `above` are the lines and titles over the first table, `notes` what the tables say below."""

    rows: tuple[LedgerRow, ...]
    above: tuple[str, ...]
    notes: tuple[str, ...]


def read_ledger(paper: Paper, findings: Findings) -> Ledger:
    """Read every table that has tasks and units, and those that only go on with one. Raises `NoLedger`."""
    rows: list[LedgerRow] = []
    notes: list[str] = []
    above: tuple[str, ...] = ()
    columns: Columns | None = None
    for table in paper.tables:
        found = find_columns(table.rows)
        if found is not None:
            if columns is None or columns.headings != found.headings:
                _note_headings(table, found, findings)
            above = above or (*table.above, *_titles(table, found))
            columns, start = found, found.through
        elif columns is not None and table.width == len(columns.headings):
            findings.note(table.place, "", "没有表头，列数与上一张台账相同，按接续上一张表。")
            start = 0
        else:
            continue
        before = rows[-1] if rows else None
        rows += _rows(table, start, columns, before=before, notes=notes, findings=findings)
    if not rows:
        raise NoLedger(paper.name)
    return Ledger(rows=tuple(rows), above=above, notes=tuple(notes))


def _note_headings(table: PaperTable, found: Columns, findings: Findings) -> None:
    if found.unused:
        findings.note(table.place, "、".join(found.unused), "这些列没有用到。")
    if found.responsible_lead:
        heading = found.heading(found.lead)
        question = "没有牵头单位一栏：是否由这一栏的单位牵头，其他栏为责任单位？"
        findings.ask(table.place, heading, question, f"{heading}牵头")


def _titles(table: PaperTable, columns: Columns) -> Iterator[str]:
    for row in table.rows[: columns.through]:
        texts = dict.fromkeys(text for _, text in row.own)
        if len(texts) == 1:
            yield from texts


def _rows(
    table: PaperTable,
    start: int,
    columns: Columns,
    *,
    before: LedgerRow | None,
    notes: list[str],
    findings: Findings,
) -> Iterator[LedgerRow]:
    section = before.indicator if before and columns.indicator is None else ""
    for row in table.rows[start:]:
        place = f"{table.place}第{row.number}行"
        alone = _alone(row, columns)
        if not row.own or columns.again(row):
            continue
        if alone is not None and _NOTE.match(alone):
            notes.append(alone)
            findings.note(place, alone, "是表下的说明，不是任务。")
        elif alone is not None:
            section = alone
            if columns.indicator is not None:
                findings.note(place, alone, "只有这一格有内容，按分段标题，没有列为任务。")
        else:
            if row.cell(columns.content).continues:
                findings.ask(place, row.text(columns.content), "与上一行是同一格：是否分为几项任务？", "分开")
            yield _row(row, place, columns, section)


def _alone(row: Row, columns: Columns) -> str | None:
    """Return the one text of a row that has no other, where it is no task."""
    own = dict.fromkeys(text for _, text in row.own)
    reaches = any(cell.text.strip() for cell in row.cells if cell.continues)
    if len(own) != 1 or reaches:
        return None
    place, text = row.own[0]
    return text if place != columns.content or place == 0 or _NOTE.match(text) else None


def _row(row: Row, place: str, columns: Columns, section: str) -> LedgerRow:
    named, content, due = row.text(columns.indicator), row.text(columns.content), row.text(columns.due)
    return LedgerRow(
        place=place,
        columns=columns,
        number=row.text(columns.number),
        indicator=named if columns.indicator is not None else section,
        begins=bool(named) and not row.cell(columns.indicator).continues,
        content=_one_paragraph(content or named),
        due="".join(_MARK.sub("", due).split()),
        marked=bool(_MARK.search(due)),
        lead=row.text(columns.lead),
        supporting="、".join(text for at in columns.supporting if (text := row.text(at))),
        shared=row.text(columns.shared),
    )


def _one_paragraph(text: str) -> str:
    """Return a wording as one paragraph: Chinese has no spaces between words, Latin words keep one."""
    return re.sub(r"(?<![!-~])\s+|\s+(?![!-~])", "", " ".join(text.split()))

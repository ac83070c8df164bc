"""The plan's own table of tasks (Annex 2) -> a .docx file."""

from typing import Any, Final

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Pt

from reports.annex_sheet import HEADINGS, AnnexSheet
from reports.official_paper import (
    CENTER,
    HEAD_FACE,
    LEFT,
    TITLE_FACE,
    add_paragraph,
    add_table,
    as_bytes,
    number_pages,
    official_paper,
)

_WIDTHS: Final = (1.0, 2.2, 4.6, 2.2, 2.8, 2.8)
_LEFT_COLUMN: Final = HEADINGS.index("指标内容")


def annex_document(sheet: AnnexSheet) -> bytes:
    """Write the file; the same sheet gives the same words."""
    paper = official_paper()
    number_pages(paper)
    # The label stands in the first line of the page, the title in the third (GB/T 9704, 7.3.7).
    add_paragraph(paper, sheet.label, face=HEAD_FACE)
    add_paragraph(paper, "")
    add_paragraph(paper, sheet.title, face=TITLE_FACE, size=22, align=CENTER)
    rows = [
        (str(block.number), block.indicator, row.content, row.due, row.lead, row.supporting)
        if first
        else ("", "", row.content, row.due, row.lead, row.supporting)
        for block in sheet.blocks
        for first, row in zip((True, *(False for _ in block.rows[1:])), block.rows, strict=True)
    ]
    table = add_table(paper, rows, _WIDTHS, size=12, headings=HEADINGS)
    _merge_blocks(table, sheet)
    _align(table)
    for note in sheet.notes:
        add_paragraph(paper, note, size=12)
        paper.paragraphs[-1].paragraph_format.space_before = Pt(6)
    return as_bytes(paper, title=f"{sheet.label} {sheet.title}", author=sheet.author)


def _merge_blocks(table: Any, sheet: AnnexSheet) -> None:
    top = 1
    for block in sheet.blocks:
        bottom = top + len(block.rows) - 1
        for column in (0, 1):
            merged = table.cell(top, column).merge(table.cell(bottom, column))
            for left_over in merged.paragraphs[1:]:
                merged._tc.remove(left_over._p)  # noqa: SLF001  (python-docx takes no paragraph out)
        top = bottom + 1


def _align(table: Any) -> None:
    """Centre all but the wording of the tasks, which is read from left to right."""
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            for paragraph in cell.paragraphs:
                paragraph.alignment = LEFT if number and place == _LEFT_COLUMN else CENTER

"""The paper of a director's order, or of its draft -> a .docx file."""

from typing import Any, Final

from docx.shared import RGBColor

from reports.official_paper import (
    CENTER,
    HEAD_FACE,
    RIGHT,
    TITLE_FACE,
    add_paragraph,
    add_table,
    as_bytes,
    official_paper,
    write,
)
from reports.order_sheet import HEADINGS, OrderSheet

_STAMP: Final = RGBColor(0xC0, 0, 0)
_WIDTHS: Final = (3, 12.6)
_LIST_WIDTHS: Final = (0.9, 3.2, 4.3, 1.7, 2.2, 1.8, 1.5)
_LAST_ROWS: Final = 4
"""Of a list, that stay on one page: a sum does not stand alone."""


def order_document(sheet: OrderSheet) -> bytes:
    """Write the file; the same sheet gives the same words."""
    paper = official_paper()
    if sheet.stamp:
        _stamp(paper, sheet.stamp)
    add_paragraph(paper, sheet.title, face=TITLE_FACE, size=22, align=CENTER)
    add_paragraph(paper, sheet.number, align=CENTER)
    add_paragraph(paper, sheet.recipient)
    add_paragraph(paper, sheet.opening, indent=True)
    add_table(paper, sheet.rows, _WIDTHS, size=14, heads_columns=1)
    add_paragraph(paper, "")
    add_paragraph(paper, sheet.signed_by, align=RIGHT)
    add_paragraph(paper, sheet.signed_on, align=RIGHT)
    add_paragraph(paper, sheet.list_title, face=HEAD_FACE, size=14)
    if sheet.disposals:
        add_table(paper, sheet.disposals, _LIST_WIDTHS, size=9, headings=HEADINGS, kept_together=_LAST_ROWS)
    else:
        add_paragraph(paper, "没有处置。", size=14)
    return as_bytes(paper, title=f"{sheet.title} {sheet.number}", author=sheet.signed_by)


def _stamp(paper: Any, words: str) -> None:
    """Write into the header: it is on every page, however long the list."""
    heading = paper.sections[0].header.paragraphs[0]
    heading.alignment = CENTER
    write(heading, words, face=HEAD_FACE, size=16, color=_STAMP)

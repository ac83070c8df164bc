"""What is published of land and of cases -> a .docx file after GB/T 9704."""

from typing import Any, Final

from reports.official_paper import (
    BODY_FACE,
    CENTER,
    HEAD_FACE,
    KAI_FACE,
    RIGHT,
    TITLE_FACE,
    add_paragraph,
    add_table,
    as_bytes,
    number_pages,
    official_paper,
)
from reports.publicity import AreaTable, CaseText, PublicitySheet

_LEADING: Final = 28
_TITLE_LEADING: Final = 36
_PAGE, _UNIT, _FIGURE = 15.6, 2.25, 1.92
"""Centimetres: the width of the text, of the column of units, of a figure; what is left is the park's."""
_NAMES: Final = 2
"""Columns before the figures: the park and its unit."""


def publicity_document(sheet: PublicitySheet) -> bytes:
    """Write the file; the same sheet gives the same words."""
    paper = official_paper()
    number_pages(paper)
    _title(paper, sheet.title)
    _say(paper, "")
    _say(paper, sheet.opening)
    for table in sheet.tables:
        _area_table(paper, table)
    _head(paper, "说明：", face=HEAD_FACE)
    for note in sheet.notes:
        _say(paper, note)
    if sheet.enclosure:
        _say(paper, "")
        _say(paper, sheet.enclosure)
    # No page has the signature alone.
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    _sign(paper, sheet)
    if sheet.cases:
        _cases(paper, sheet)
    return as_bytes(paper, title=sheet.title, author=sheet.signed_by)


def _title(paper: Any, text: str) -> None:
    add_paragraph(paper, text, face=TITLE_FACE, size=22, align=CENTER, leading=_TITLE_LEADING)


def _say(paper: Any, text: str, *, face: str = BODY_FACE) -> Any:
    return add_paragraph(paper, text, face=face, indent=True, leading=_LEADING)


def _head(paper: Any, text: str, *, face: str) -> None:
    """Write what no page ends with."""
    _say(paper, text, face=face).paragraph_format.keep_with_next = True


def _area_table(paper: Any, content: AreaTable) -> None:
    _head(paper, content.heading, face=HEAD_FACE)
    _head(paper, content.sentence, face=BODY_FACE)
    figures = len(content.columns) - _NAMES
    widths = (_PAGE - _UNIT - figures * _FIGURE, _UNIT, *[_FIGURE] * figures)
    table = add_table(paper, content.rows, widths, size=10, headings=content.columns)
    for row in table.rows:
        for cell in row.cells[_NAMES:]:
            cell.paragraphs[0].alignment = RIGHT


def _sign(paper: Any, sheet: PublicitySheet) -> None:
    _head(paper, "", face=BODY_FACE)
    signed_by = add_paragraph(paper, sheet.signed_by, align=RIGHT, leading=_LEADING)
    signed_by.paragraph_format.keep_with_next = True
    add_paragraph(paper, sheet.signed_on, align=RIGHT, leading=_LEADING)


def _cases(paper: Any, sheet: PublicitySheet) -> None:
    label = add_paragraph(paper, "附件", face=HEAD_FACE, leading=_LEADING)
    label.paragraph_format.page_break_before = True
    _say(paper, "")
    _title(paper, sheet.cases_title)
    for case in sheet.cases:
        _say(paper, "")
        _case(paper, case)


def _case(paper: Any, case: CaseText) -> None:
    _head(paper, case.title, face=KAI_FACE)
    _head(paper, case.source, face=BODY_FACE)
    for line in case.lines:
        _say(paper, line)

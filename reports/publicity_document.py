"""What is published of land and of cases -> a .docx file after GB/T 9704."""

from typing import Any, Final

from docx.shared import Pt

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
    _apart(_say(paper, sheet.opening))
    for table in sheet.tables:
        _area_table(paper, table)
    _keep(_say(paper, "说明：", face=HEAD_FACE))
    for note in sheet.notes:
        _say(paper, note)
    if sheet.enclosure:
        _apart(_say(paper, sheet.enclosure))
    _sign(paper, sheet)
    if sheet.cases:
        _cases(paper, sheet)
    return as_bytes(paper, title=sheet.title, author=sheet.signed_by)


def _title(paper: Any, text: str) -> Any:
    return add_paragraph(paper, text, face=TITLE_FACE, size=22, align=CENTER, leading=_TITLE_LEADING)


def _say(paper: Any, text: str, *, face: str = BODY_FACE) -> Any:
    return add_paragraph(paper, text, face=face, indent=True, leading=_LEADING)


def _keep(paragraph: Any) -> None:
    """Let no page end with a paragraph."""
    paragraph.paragraph_format.keep_with_next = True


def _apart(paragraph: Any) -> None:
    """Leave a line free above a paragraph."""
    paragraph.paragraph_format.space_before = Pt(_LEADING)


def _area_table(paper: Any, content: AreaTable) -> None:
    _keep(_say(paper, content.heading, face=HEAD_FACE))
    _keep(_say(paper, content.sentence))
    figures = len(content.columns) - _NAMES
    widths = (_PAGE - _UNIT - figures * _FIGURE, _UNIT, *[_FIGURE] * figures)
    table = add_table(paper, content.rows, widths, size=10, headings=content.columns, kept_together=2)
    for row in table.rows:
        for cell in row.cells[_NAMES:]:
            cell.paragraphs[0].alignment = RIGHT


def _sign(paper: Any, sheet: PublicitySheet) -> None:
    # No page has the signature alone.
    _keep(paper.paragraphs[-1])
    signed_by = add_paragraph(paper, sheet.signed_by, align=RIGHT, leading=_LEADING)
    _apart(signed_by)
    _keep(signed_by)
    add_paragraph(paper, sheet.signed_on, align=RIGHT, leading=_LEADING)


def _cases(paper: Any, sheet: PublicitySheet) -> None:
    label = add_paragraph(paper, "附件", face=HEAD_FACE, leading=_LEADING)
    label.paragraph_format.page_break_before = True
    _apart(_title(paper, sheet.cases_title))
    for case in sheet.cases:
        _case(paper, case)


def _case(paper: Any, case: CaseText) -> None:
    title = _say(paper, case.title, face=KAI_FACE)
    _apart(title)
    _keep(title)
    _keep(_say(paper, case.source))
    for line in case.lines:
        _say(paper, line)

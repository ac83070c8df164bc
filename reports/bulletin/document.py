"""The 通报 -> a .docx file after GB/T 9704."""

from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from reports.bulletin.content import Bulletin, Paragraph, Part, Table
from reports.bulletin.table import HEADINGS
from reports.official_paper import (
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
from reports.wording import numeral

_LEADING: Final = 28
_TITLE_LEADING: Final = 36
_NOTE: Final = 12
_NOTE_LEADING: Final = 18
_WIDTHS: Final = (1.7, 1.75, 1.65, 1.65, 1.65, 1.7, 1.0, 1.3, 1.1, 2.1)
"""Centimetres of the columns of the ranking; they come to the width of the text."""
_PAGE: Final = 15.6
_NAMES: Final = 3.6
_JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY


def bulletin_document(paper: Bulletin) -> bytes:
    """Write the file; the same content gives the same words."""
    sheet = official_paper()
    number_pages(sheet)
    for line in (paper.number, ""):
        add_paragraph(sheet, line, align=CENTER, leading=_LEADING)
    for line in paper.title:
        add_paragraph(sheet, line, face=TITLE_FACE, size=22, align=CENTER, leading=_TITLE_LEADING)
    add_paragraph(sheet, "", leading=_LEADING)
    add_paragraph(sheet, paper.addressees, leading=_LEADING)
    _say(sheet, paper.opening)
    for number, section in enumerate(paper.sections, start=1):
        _head(sheet, f"{numeral(number)}、{section.heading}", face=HEAD_FACE)
        for place, part in enumerate(section.parts, start=1):
            _part(sheet, part, place)
    _close(sheet, paper)
    return as_bytes(sheet, title="".join(paper.title), author=paper.signed_by)


def _part(sheet: Any, part: Part, place: int) -> None:
    if part.heading:
        _head(sheet, f"（{numeral(place)}）{part.heading}", face=KAI_FACE)
    for said in part.paragraphs:
        _say(sheet, said)
    if part.table:
        _table(sheet, part.table)


def _say(sheet: Any, said: Paragraph) -> None:
    add_paragraph(sheet, "".join(each.text for each in said), indent=True, align=_JUSTIFIED, leading=_LEADING)


def _head(sheet: Any, text: str, *, face: str) -> None:
    """Write what no page ends with."""
    heading = add_paragraph(sheet, text, face=face, indent=True, leading=_LEADING)
    heading.paragraph_format.keep_with_next = True


def _table(sheet: Any, content: Table) -> None:
    caption = add_paragraph(sheet, content.caption, face=HEAD_FACE, size=_NOTE, align=CENTER)
    caption.paragraph_format.space_before = Pt(6)
    caption.paragraph_format.keep_with_next = True
    add_table(sheet, content.rows, _widths(content), size=10, headings=content.headings, centred=True)
    for number, note in enumerate(content.notes, start=1):
        said = f"{number}．{note}。" if len(content.notes) > 1 else f"{note}。"
        first = number == 1
        said = f"注：{said}" if first else said
        written = add_paragraph(sheet, said, size=_NOTE, align=_JUSTIFIED, indent=True, leading=_NOTE_LEADING)
        written.paragraph_format.space_before = Pt(6 if first else 0)


def _widths(content: Table) -> tuple[float, ...]:
    """Give the ranking its own widths; other tables have a name and then columns alike."""
    if content.headings == HEADINGS:
        return _WIDTHS
    others = len(content.headings) - 1
    return (_NAMES, *[(_PAGE - _NAMES) / others] * others)


def _close(sheet: Any, paper: Bulletin) -> None:
    """Sign below the text, never alone on a page; the contact stands under the day (GB/T 9704, 7.3.7)."""
    sheet.paragraphs[-1].paragraph_format.keep_with_next = True
    for text in ("", paper.signed_by):
        signed = add_paragraph(sheet, text, align=RIGHT, leading=_LEADING)
        signed.paragraph_format.keep_with_next = True
    add_paragraph(sheet, paper.signed_on, align=RIGHT, leading=_LEADING)
    add_paragraph(sheet, paper.contact, indent=True, leading=_LEADING)

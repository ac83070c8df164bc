"""The paper of a 督办单 -> a .docx file."""

from types import MappingProxyType
from typing import Final

from docx.shared import RGBColor

from reports.notice_sheet import NoticeSheet
from reports.official_paper import (
    CENTER,
    RIGHT,
    TITLE_FACE,
    add_paragraph,
    add_table,
    as_bytes,
    official_paper,
)
from tracker.notices import Colour

_TINTS: Final = MappingProxyType(
    {
        Colour.BLUE: RGBColor(0x1F, 0x4E, 0x9E),
        Colour.YELLOW: RGBColor(0xB8, 0x86, 0x0B),
        Colour.RED: RGBColor(0xC0, 0, 0),
    }
)
_WIDTHS: Final = (3, 12.6)


def notice_document(sheet: NoticeSheet) -> bytes:
    """Write the file; the same sheet gives the same words."""
    paper = official_paper()
    tint = _TINTS[sheet.colour]
    add_paragraph(paper, sheet.title, face=TITLE_FACE, size=22, align=CENTER, color=tint)
    add_paragraph(paper, sheet.number, align=CENTER)
    add_paragraph(paper, sheet.recipient)
    add_paragraph(paper, sheet.opening, indent=True)
    add_table(paper, sheet.rows, _WIDTHS, size=14, heads_columns=1)
    add_paragraph(paper, f"督办要求：{sheet.requirement}", indent=True)
    add_paragraph(paper, sheet.signed_by, align=RIGHT)
    add_paragraph(paper, sheet.signed_on, align=RIGHT)
    return as_bytes(paper, title=f"{sheet.title} {sheet.number}", author=sheet.signed_by)

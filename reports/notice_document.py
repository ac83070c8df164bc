"""The paper of a 督办单 -> a .docx file: A4, margins and faces of an official document (GB/T 9704)."""

import re
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from reports.notice_sheet import NoticeSheet
from tracker.notices import Colour

TITLE_FACE: Final = "方正小标宋简体"
HEAD_FACE: Final = "黑体"
BODY_FACE: Final = "仿宋"
_INSTEAD: Final = MappingProxyType(
    {
        TITLE_FACE: "方正小标宋_GBK,华文中宋,宋体",
        HEAD_FACE: "SimHei,Noto Sans SC",
        BODY_FACE: "仿宋_GB2312,FangSong,华文仿宋",
    }
)
"""What Word and WPS take where a machine lacks a face."""

_TINTS: Final = MappingProxyType(
    {
        Colour.BLUE: RGBColor(0x1F, 0x4E, 0x9E),
        Colour.YELLOW: RGBColor(0xB8, 0x86, 0x0B),
        Colour.RED: RGBColor(0xC0, 0, 0),
    }
)
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD_WIDTH, _TEXT_WIDTH = Cm(3), Cm(12.6)


def notice_document(sheet: NoticeSheet) -> bytes:
    """Write the file; the same sheet gives the same words."""
    paper = Document()
    _set_page(paper)
    _name_instead(paper)
    title = _paragraph(paper, sheet.title, face=TITLE_FACE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER)
    title.runs[0].font.color.rgb = _TINTS[sheet.colour]
    _paragraph(paper, sheet.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(paper, sheet.recipient)
    _paragraph(paper, sheet.opening, indent=True)
    _table(paper, sheet)
    _paragraph(paper, f"督办要求：{sheet.requirement}", indent=True)
    _paragraph(paper, sheet.signed_by, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _paragraph(paper, sheet.signed_on, align=WD_ALIGN_PARAGRAPH.RIGHT)
    paper.core_properties.title = f"{sheet.title} {sheet.number}"
    paper.core_properties.author = sheet.signed_by
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_page(paper: Any) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)


def _name_instead(paper: Any) -> None:
    """Say in the table of fonts what stands in for each face; python-docx has no way to."""
    faces = "".join(
        f"<w:font w:name={quoteattr(face)}><w:altName w:val={quoteattr(instead)}/></w:font>"
        for face, instead in _INSTEAD.items()
    )
    part = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = f"<?xml version='1.0' encoding='UTF-8'?><w:fonts {nsdecls('w')}>{faces}</w:fonts>".encode()  # noqa: SLF001  (a part without a model has its bytes nowhere else)


def _table(paper: Any, sheet: NoticeSheet) -> None:
    table = paper.add_table(rows=0, cols=2)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, (_HEAD_WIDTH, _TEXT_WIDTH), strict=True):
        column.width = width
    for heading, text in sheet.rows:
        head, body = table.add_row().cells
        head.width, body.width = _HEAD_WIDTH, _TEXT_WIDTH
        _write(head.paragraphs[0], heading, face=HEAD_FACE, size=14)
        _write(body.paragraphs[0], text, face=BODY_FACE, size=14)


def _paragraph(
    paper: Any,
    text: str,
    *,
    face: str = BODY_FACE,
    size: int = 16,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    indent: bool = False,
) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _write(paragraph, text, face=face, size=size)
    return paragraph


def _write(paragraph: Any, text: str, *, face: str, size: int) -> None:
    run = paragraph.add_run(_printable(text))
    run.font.size, run.font.name = Pt(size), face
    # `font.name` is the face of Latin letters alone.
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001  (python-docx knows no East Asian face)


def _printable(text: str) -> str:
    """Leave out what XML cannot hold: a unit may have typed it."""
    return _NOT_IN_XML.sub("", text)

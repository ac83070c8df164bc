"""The page of an official document as .docx: A4, margins and faces of GB/T 9704, and its tables."""

import re
from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

TITLE_FACE: Final = "方正小标宋简体"
HEAD_FACE: Final = "黑体"
BODY_FACE: Final = "仿宋"
KAI_FACE: Final = "楷体"
PAGE_FACE: Final = "宋体"
_INSTEAD: Final = MappingProxyType(
    {
        TITLE_FACE: "方正小标宋_GBK,华文中宋,宋体",
        HEAD_FACE: "SimHei,Noto Sans SC",
        BODY_FACE: "仿宋_GB2312,FangSong,华文仿宋",
        KAI_FACE: "楷体_GB2312,KaiTi,华文楷体",
        PAGE_FACE: "SimSun,华文宋体",
    }
)
"""What Word and WPS take where a machine lacks a face."""

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def official_paper() -> Any:
    """Return an empty document of that page."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    _name_instead(paper)
    return paper


def as_bytes(paper: Any, *, title: str, author: str) -> bytes:
    """Return the file."""
    paper.core_properties.title, paper.core_properties.author = title, author
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def add_paragraph(
    paper: Any,
    text: str,
    *,
    face: str = BODY_FACE,
    size: int = 16,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    indent: bool = False,
    color: RGBColor | None = None,
    leading: int | None = None,
) -> Any:
    """Write a paragraph and return it; `indent` sets its first line in by two characters.

    `leading`: exactly that many points from line to line and between paragraphs, 28 in an official document.
    """
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0 if leading else 6)
    if leading:
        paragraph.paragraph_format.line_spacing = Pt(leading)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    write(paragraph, text, face=face, size=size, color=color)
    return paragraph


def add_table(
    paper: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    size: int,
    headings: Sequence[str] = (),
    heads_columns: int = 0,
    kept_together: int = 0,
    centred: bool = False,
) -> Any:
    """Draw a table of that many centimetres a column, and return it.

    `headings` stand on every page; the first `heads_columns` columns are headings too. The last
    `kept_together` rows stay on one page. `centred` puts the words of every cell in its middle.
    """
    table = paper.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if headings:
        _narrow_margins(table)
        row = table.add_row()
        _fill(row, headings, widths, size=size, heads=len(widths))
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  (python-docx has no way to)
    for texts in rows[:1]:
        _fill(table.add_row(), texts, widths, size=size, heads=heads_columns)
    if centred:
        _centre(table)
    for texts in rows[1:]:
        _repeat(table, texts)
    for row in table.rows[len(table.rows) - min(kept_together, len(table.rows)) : -1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return table


def _narrow_margins(table: Any) -> None:
    """Leave a list 1 mm beside its texts: numbers of parcels and areas are not to be broken."""
    sides = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    # The order of properties is the schema's: margins before the look.
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")  # noqa: SLF001  (python-docx has no way to)


def number_pages(paper: Any) -> None:
    """Write page numbers between dashes, odd ones to the right, even ones to the left (GB/T 9704, 7.5)."""
    paper.settings.odd_and_even_pages_header_footer = True
    page = paper.sections[0]
    page.footer_distance = Mm(35 - 7 - 5)  # the dash 7 mm below the text, in a line of 5 mm
    for footer, align in ((page.footer, RIGHT), (page.even_page_footer, LEFT)):
        line = footer.paragraphs[0]
        line.alignment = align
        # One character in from the edge of the text.
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        write(line, "— ", face=PAGE_FACE, size=14)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        line._p.append(number)  # noqa: SLF001  (python-docx knows no fields)
        write(line, "1", face=PAGE_FACE, size=14)
        number.append(line.runs[-1]._r)  # noqa: SLF001
        write(line, " —", face=PAGE_FACE, size=14)


def write(paragraph: Any, text: str, *, face: str, size: int, color: RGBColor | None = None) -> None:
    """Add text to a paragraph, without what XML cannot hold."""
    run = paragraph.add_run(_in_xml(text))
    run.font.size, run.font.name = Pt(size), face
    if color is not None:
        run.font.color.rgb = color
    # `font.name` is the face of Latin letters alone.
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001  (python-docx knows no East Asian face)


def _repeat(table: Any, texts: Sequence[str]) -> None:
    """Add a row that looks like the one above: formatting each cell anew takes ten times as long."""
    above = table._tbl.tr_lst[-1]  # noqa: SLF001  (python-docx copies nothing)
    row = deepcopy(above)
    above.addnext(row)
    for run, text in zip(row.iter(qn("w:r")), texts, strict=True):
        run.text = _in_xml(text)


def _centre(table: Any) -> None:
    for row in table.rows:
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].alignment = CENTER


def _in_xml(text: str) -> str:
    """Leave out what XML cannot hold; a unit may have typed it."""
    return _NOT_IN_XML.sub("", text)


def _fill(row: Any, texts: Sequence[str], widths: Sequence[float], *, size: int, heads: int) -> None:
    # A row is not torn apart between two pages.
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  (python-docx has no way to)
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Cm(width)
        spacing = cell.paragraphs[0].paragraph_format
        spacing.space_before = spacing.space_after = Pt(2)
        write(cell.paragraphs[0], text, face=HEAD_FACE if place < heads else BODY_FACE, size=size)


def _name_instead(paper: Any) -> None:
    """Say in the table of fonts what stands in for each face; python-docx has no way to."""
    faces = "".join(
        f"<w:font w:name={quoteattr(face)}><w:altName w:val={quoteattr(instead)}/></w:font>"
        for face, instead in _INSTEAD.items()
    )
    part = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = f"<?xml version='1.0' encoding='UTF-8'?><w:fonts {nsdecls('w')}>{faces}</w:fonts>".encode()  # noqa: SLF001  (a part without a model has its bytes nowhere else)

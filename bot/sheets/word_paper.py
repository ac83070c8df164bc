"""A .docx file as lines and tables, with merged cells filled in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  (a class by the name of a word)

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bot.sheets.lines import MOST_COLUMNS, Limits, UnreadableSheet
from bot.sheets.unpacking import refuse_bomb
from config.importing.paper import Cell, Paper, PaperTable, Row

_BROKEN = (
    BadZipFile,
    OpcError,
    SyntaxError,  # of its XML
    ZlibError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What python-docx stumbles over in a file that is damaged or only looks like a document."""

_INSIDE = "./w:sdt/w:sdtContent"
_WRITTEN = ".//*[self::w:t or self::w:br or self::w:cr or self::w:tab][not(ancestor::w:txbxContent)]"
"""What a paragraph shows: inserted runs too, deleted ones not; a text box is no part of it."""
_LINE_ENDS = {qn("w:br"), qn("w:cr")}


def word_paper(path: Path, limits: Limits) -> Paper:
    """Read a whole document. Raises `UnreadableSheet`."""
    try:
        refuse_bomb(path, limits)
        with path.open("rb") as file:
            body = docx.Document(file).element.body
        return _paper(path.name, body, limits)
    except _BROKEN:
        raise UnreadableSheet(f"文件 {path.name} 已损坏，或不是 .docx 文档。") from None


def _paper(name: str, body: Any, limits: Limits) -> Paper:
    tables: list[PaperTable] = []
    lines: list[str] = []
    for block in body.xpath(f"./w:p | ./w:tbl | {_INSIDE}/w:p | {_INSIDE}/w:tbl"):
        if block.tag == qn("w:p"):
            lines.append(_text(block))
            continue
        rows = tuple(_rows(block))
        if sum(len(table.rows) for table in tables) + len(rows) > limits.most_rows:
            raise UnreadableSheet(f"文件里的表格超过 {limits.most_rows:,} 行，不像是工作台账。")
        tables.append(PaperTable(place=f"表{len(tables) + 1}", above=tuple(lines), rows=rows))
        lines = []
    return Paper(name=name, tables=tuple(tables), below=tuple(lines))


def _rows(table: Any) -> Iterator[Row]:
    above: dict[int, str] = {}
    for number, row in enumerate(table.xpath(f"./w:tr | {_INSIDE}/w:tr"), start=1):
        yield Row(number=number, cells=tuple(_cells(row, above)))


def _cells(row: Any, above: dict[int, str]) -> Iterator[Cell]:
    """Yield a cell for each place; `above` holds what is merged downwards, by place."""
    yield from (Cell(text="") for _ in range(min(row.grid_before, MOST_COLUMNS)))
    place = row.grid_before
    for cell in row.xpath(f"./w:tc | {_INSIDE}/w:tc"):
        if place + cell.grid_span > MOST_COLUMNS:
            raise UnreadableSheet(f"表格超过 {MOST_COLUMNS:,} 列，不像是工作台账。")
        if cell.vMerge == "continue":
            yield Cell(text=above.get(place, ""), continues=True)
        else:
            text = "\n".join(_text(each) for each in cell.xpath(f"./w:p | {_INSIDE}/w:p"))
            above[place] = text if cell.vMerge == "restart" else ""
            yield Cell(text=text)
        yield from (Cell(text="") for _ in range(cell.grid_span - 1))
        place += cell.grid_span


def _text(paragraph: Any) -> str:
    return "".join("\n" if each.tag in _LINE_ENDS else each.text or " " for each in paragraph.xpath(_WRITTEN))

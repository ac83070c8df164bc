"""Plans of other cities as their offices send them: tables of Word and Excel, with cells merged."""

from collections.abc import Sequence
from pathlib import Path

import docx
from xlsxwriter import Workbook

UP, LEFT = "↑", "←"
"""A cell that is merged with the one above it, or with the one to its left."""

Rows = Sequence[Sequence[str]]


def word(path: Path, *blocks: str | Rows) -> Path:
    """Write lines and tables one below the other."""
    paper = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            paper.add_paragraph(block)
            continue
        table = paper.add_table(rows=len(block), cols=max(len(row) for row in block))
        for row, texts in enumerate(block):
            for column, text in enumerate(texts):
                if text == UP:
                    table.cell(row - 1, column).merge(table.cell(row, column))
                elif text == LEFT:
                    table.cell(row, column - 1).merge(table.cell(row, column))
                else:
                    table.cell(row, column).text = text
    paper.save(str(path))
    return path


def excel(path: Path, rows: Rows, *, days: Sequence[tuple[int, int, object]] = ()) -> Path:
    """Write a sheet; `days` are cells that hold a date, by row and column."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text not in (UP, LEFT):
                    last_row, last_column = _reach(rows, row, column)
                    if (last_row, last_column) != (row, column):
                        sheet.merge_range(row, column, last_row, last_column, text)
                    else:
                        sheet.write_string(row, column, text)
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, column, day in days:
            sheet.write_datetime(row, column, day, style)
    return path


def _reach(rows: Rows, row: int, column: int) -> tuple[int, int]:
    last_row, last_column = row, column
    while last_row + 1 < len(rows) and rows[last_row + 1][column : column + 1] == [UP]:
        last_row += 1
    while rows[row][last_column + 1 : last_column + 2] == [LEFT]:
        last_column += 1
    return last_row, last_column

"""A plan that the office was sent, as lines and tables: a .docx, or the first sheet of an .xlsx."""

from pathlib import Path

from bot.sheets.lines import Limits, Line, UnreadableSheet
from bot.sheets.sheet import MEGABYTE, looked_into, no_more_than
from config.importing.paper import Cell, Paper, PaperTable, Row

_PLAN = Limits(most_bytes=20 * MEGABYTE, most_unpacked_bytes=200 * MEGABYTE, most_rows=2_000)
_LONGEST_CELL = 10_000


def plan_paper(path: Path) -> Paper:
    """Read a plan. Raises `UnreadableSheet`."""
    paper = _read(path)
    for table in paper.tables:
        for row in table.rows:
            if any(len(cell.text) > _LONGEST_CELL for cell in row.cells):
                raise UnreadableSheet(
                    f"{table.place}第 {row.number} 行有一格超过 {_LONGEST_CELL:,} 字，不像是工作台账。"
                )
    return paper


def _read(path: Path) -> Paper:
    zipped = looked_into(path, _PLAN, old=".doc 或 .xls", new=".docx 或 .xlsx")
    match path.suffix.lower():
        case ".docx" if zipped:
            from bot.sheets.word_paper import word_paper

            return word_paper(path, _PLAN)
        case ".xlsx" if zipped:
            return _sheet_paper(path)
        case ".docx" | ".xlsx" as kind:
            raise UnreadableSheet(f"文件名以 {kind} 结尾，内容却不是：请打开后另存为 {kind}。")
        case _:
            raise UnreadableSheet("只能读取 .docx 或 .xlsx 文件。")


def _sheet_paper(path: Path) -> Paper:
    from bot.sheets.xlsx_lines import xlsx_lines

    lines = no_more_than(_PLAN.most_rows, xlsx_lines(path, _PLAN))
    rows = tuple(_row(line) for line in lines if not line.empty)
    return Paper(name=path.name, tables=(PaperTable(place="工作表", above=(), rows=rows),))


def _row(line: Line) -> Row:
    for place, reason in line.wrong.items():
        raise UnreadableSheet(f"第 {line.number} 行第 {place + 1} 列：{reason}")
    cells = (
        Cell(text=line.merged[place], continues=True)
        if place in line.merged and not text.strip()
        else Cell(text=text)
        for place, text in enumerate(line.cells)
    )
    return Row(number=line.number, cells=tuple(cells))

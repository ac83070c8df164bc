"""Short ways to have a file scored and to look at what came back."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.scored_files.score_file import FileScored, score_file
from config.campaign import PUYANG, load
from tracker.model import Standard
from tracker.plan import Campaign

CAMPAIGN = load(PUYANG)
PLAN = "濮政办〔2021〕6号 其他产业集聚区（二（三）1）"
HEAD = ("宗地编号", "产业集聚区", "行业", "投资强度", "容积率", "建筑系数", "亩均税收")
RESULTS = ("得分", "结论", "未达标指标", "适用标准", "说明")
GOOD = ("清丰县产业集聚区", "化工", 120, 0.6, 40, 1.5)
TODAY = date(2021, 6, 25)


def csv_of(folder: Path, *rows: str, head: str = ",".join(HEAD), name: str = "in.csv") -> Path:
    (folder / name).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return folder / name


def xlsx_of(folder: Path, *rows: Iterable[object], head: Sequence[str] = HEAD) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(list(row))
    book.save(folder / "in.xlsx")
    return folder / "in.xlsx"


def scored(
    source: Path,
    *,
    target: str = "out.xlsx",
    campaign: Campaign = CAMPAIGN,
    recorded: Sequence[Standard] = (),
    on: date = TODAY,
) -> FileScored:
    return score_file(
        source,
        source.parent / target,
        campaign=campaign,
        recorded=recorded,
        on=on,
        progress=lambda _rows: None,
    )


def rows_of(source: Path, **given: Any) -> list[dict[str, Any]]:
    """Score a file and return the rows of the workbook by their headings."""
    scored(source, **given)
    sheet = load_workbook(source.with_name("out.xlsx")).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def verdicts(source: Path, **given: Any) -> list[tuple[Any, Any, Any]]:
    """Score, conclusion and remark of each row."""
    return [(row["得分"], row["结论"], row["说明"]) for row in rows_of(source, **given)]

"""What the workbook says of the file as a whole, and how it is laid out."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.bot.scored_files.scoring_files import HEAD, csv_of, scored

ROWS = (
    "P1,清丰县,,120,0.6,40,1.4",
    "P2,清丰县,,120,0.6,40,1.5",
    "P3,范县,,1,0.1,4,1",
    "P4,范县,,,,,",
    "P5,火星,,,,,",
    "P6,范县,,-1,,,",
)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    source = csv_of(tmp_path, *ROWS, head="2021年台账\n" + ",".join(HEAD) + "\n,,,万元/亩,,%,万元/亩")
    scored(source)
    return load_workbook(tmp_path / "out.xlsx")


def lines(book: Any) -> list[list[object]]:
    return [[cell for cell in row if cell is not None] for row in book["汇总"].iter_rows(values_only=True)]


def test_the_summary_counts_by_park_in_the_order_of_the_plan(book: Any) -> None:
    page = lines(book)
    top = page.index(["产业集聚区", "宗数", "低效", "非低效", "无法认定", "拒绝", "低效占比"])
    assert page[top + 1 : top + 5] == [
        ["清丰县产业集聚区", 2, 1, 1, 0, 0, 0.5],
        ["范县产业集聚区", 3, 1, 0, 1, 1, 0.5],
        ["（未识别）", 1, 0, 0, 0, 1, "—"],
        ["合计", 6, 2, 1, 1, 2, 0.5],
    ]


def test_the_summary_counts_by_indicator_that_was_not_met(book: Any) -> None:
    page = lines(book)
    top = page.index(["指标", "未达标宗数", "其中低效", "其中非低效", "其中无法认定", "占已评分"])
    assert page[top + 1 : top + 5] == [
        ["亩均税收", 2, 2, 0, 0, 0.5],
        ["投资强度", 1, 1, 0, 0, 0.25],
        ["容积率", 1, 1, 0, 0, 0.25],
        ["建筑系数", 1, 1, 0, 0, 0.25],
    ]


def test_the_summary_says_by_what_day_method_and_standard(book: Any) -> None:
    page = ["".join(map(str, line)) for line in lines(book)]
    assert "文件：in.csv　2021年台账" in page
    assert "评分日期：2021-06-25" in page
    assert "评分方法：达标得分（办公室暂定，方案未明确）" in page
    assert "第 3 行只是重复的表头或计量单位，没有计入。" in page
    assert "濮政办〔2021〕6号 其他产业集聚区4二（三）12021-01-25—" in page
    assert any(
        line.startswith("濮政办〔2021〕6号 其他产业集聚区：亩均税收 1.5 万元/亩（0.40）") for line in page
    )


def test_the_chart_draws_the_low_parcels_of_the_parks_beside_it(book: Any, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "out.xlsx") as packed:
        chart = packed.read("xl/charts/chart1.xml").decode()
    assert "<c:f>汇总!$A$10:$A$11</c:f>" in chart
    assert "<c:f>汇总!$C$10:$C$11</c:f>" in chart
    assert book["汇总"]["A10"].value == "清丰县产业集聚区"


def test_the_headings_stay_in_sight_on_the_screen_and_on_paper(book: Any) -> None:
    sheet = book["评分结果"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:L7"
    assert sheet.print_title_rows == "$1:$1"
    for each in book.worksheets:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert each.page_setup.fitToHeight == 0


def test_columns_are_as_wide_as_their_words(book: Any) -> None:
    widths = {key: each.width for key, each in book["评分结果"].column_dimensions.items()}
    assert widths["B"] >= len("产业集聚区") * 2
    assert widths["K"] >= 40
    assert widths["L"] >= 50


def test_a_long_remark_has_the_room_it_needs(tmp_path: Path) -> None:
    scored(csv_of(tmp_path, "P1,火星,,-1,-1,-1,-1"))
    sheet = load_workbook(tmp_path / "out.xlsx")["评分结果"]
    assert sheet["L2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height >= 45


def test_scores_are_numbers_with_their_two_places(tmp_path: Path) -> None:
    scored(csv_of(tmp_path, "P1,清丰县,,120,0.60,40,1.4"))
    sheet = load_workbook(tmp_path / "out.xlsx")["评分结果"]
    assert (sheet["H2"].value, sheet["H2"].number_format) == (0.6, "0.00")
    assert (sheet["E2"].value, sheet["E2"].number_format) == (0.6, "0.00")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (120, "General")


def test_the_number_of_a_parcel_stays_in_sight_where_it_is_near(tmp_path: Path) -> None:
    for first, frozen in (("序号", "C2"), ("序号,甲,乙,丙", "A2")):
        row = f"{','.join('1' * (first.count(',') + 1))},P1,清丰县,,120,0.6,40,1.5"
        scored(csv_of(tmp_path, row, head=f"{first},{','.join(HEAD)}"))
        assert load_workbook(tmp_path / "out.xlsx")["评分结果"].freeze_panes == frozen

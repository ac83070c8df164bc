"""Workbooks as openpyxl reads them back."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from reports.workbooks import OfficeWorkbook, Sheet, Value


def reopened(*sheets: Sheet, header: str = "台账") -> Workbook:
    book = OfficeWorkbook(header)
    for sheet in sheets:
        book.add_table(sheet)
    return load_workbook(BytesIO(book.as_bytes()))


def a_sheet(name: str, *rows: Sequence[Value], width: int = 20) -> Sheet:
    return Sheet(name=name, columns={"情况": width}, rows=[(row, None) for row in rows])


def test_a_name_keeps_its_words_without_the_characters_that_excel_reserves() -> None:
    book = reopened(a_sheet("甲[1]:*?/\\'县"), a_sheet('乙&<>"县'))
    assert book.sheetnames == ["甲【1】：＊？／＼’县", '乙&<>"县']


def test_names_that_are_alike_when_cut_are_told_apart() -> None:
    long = "某" * 40
    assert reopened(a_sheet(long + "甲"), a_sheet(long + "乙")).sheetnames == [
        "某" * 31,
        "某" * 28 + "（2）",
    ]


def test_names_that_differ_in_capitals_alone_are_told_apart() -> None:
    assert reopened(a_sheet("Park"), a_sheet("PARK")).sheetnames == ["Park", "PARK（2）"]


def test_a_text_with_line_breaks_stays_whole_and_makes_its_row_high() -> None:
    text = "\n".join(["第一行" * 20] * 60)
    sheet = reopened(a_sheet("甲", [text], ["短"]))["甲"]
    assert sheet["A2"].value == text
    assert sheet.row_dimensions[2].height == 408.75  # the tallest that Excel takes, on its grid of a quarter
    assert sheet.row_dimensions[3].height is None


def test_a_text_that_no_cell_holds_is_cut_and_shows_it() -> None:
    value = reopened(a_sheet("甲", ["字" * 40_000]))["甲"]["A2"].value
    assert isinstance(value, str)
    assert (len(value), value[-2:]) == (32_767, "字…")


def test_a_formula_or_a_link_is_text() -> None:
    sheet = reopened(a_sheet("甲", ["=1+1"], ["https://甲"], ["@甲"]))["甲"]
    assert [(cell.data_type, cell.hyperlink) for (cell,) in sheet["A2:A4"]] == [("s", None)] * 3


def test_a_header_with_an_ampersand_says_it() -> None:
    sheet = reopened(a_sheet("甲"), header="甲&乙" * 60)["甲"]
    assert sheet.oddHeader is not None
    assert str(sheet.oddHeader.center.text).startswith("甲&&乙")


def test_a_table_without_rows_has_its_headings_and_a_filter() -> None:
    sheet = reopened(a_sheet("甲"))["甲"]
    assert (sheet["A1"].value, sheet.auto_filter.ref, sheet.freeze_panes) == ("情况", "A1:A2", "B2")

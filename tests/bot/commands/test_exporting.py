import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.commands.office import open_office
from config.settings import from_environment
from tests.bot.commands.conftest import Terminal
from tests.bot.commands.parcel_files import GOOD, OTHER, parcels
from tests.tracker.drawing_land import box, collection, feature, polygon
from tracker.usecases.move_date import MoveDate, move_date


@pytest.fixture
def june(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-06-25T09:00")
    return baiyuan


def opened(june: Terminal, *words: str) -> Any:
    said = june("export", "parcels", "out.xlsx", *words)
    assert (said.code, said.err) == (0, "")
    return load_workbook(june.folder / "out.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    header, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(header, each, strict=True)) for each in others]


def test_the_annex_has_the_orders_that_moved_its_dates(june: Terminal) -> None:
    with open_office(from_environment(june.folder / ".env")) as office:
        moved = MoveDate(
            code="2.1",
            unit=None,
            due_on=date(2021, 7, 31),
            document="濮百园办〔2021〕5号",
            reason="规程晚到",
            on=date(2021, 6, 10),
            at=office.clock.now(),
        )
        office.write(move_date, moved)
    said = june("export", "annex", "附件2.docx")
    assert (said.code, said.out) == (0, "已存为 附件2.docx：5 项指标，13 项任务。\n")
    paper = Document(str(june.folder / "附件2.docx"))
    assert paper.tables[0].rows[3].cells[3].text == "2021年6月底前〔注1〕"
    assert paper.paragraphs[-1].text.startswith("〔注1〕濮百园办〔2021〕5号")
    june("export", "annex", "before.docx", "--on", "2021-06-09")
    assert "注1" not in Document(str(june.folder / "before.docx")).paragraphs[-1].text


def test_the_annex_is_a_docx_and_nothing_else(june: Terminal) -> None:
    said = june("export", "annex", "附件2.doc")
    assert (said.code, said.err) == (1, "只能存为 .docx，请改“附件2.doc”的扩展名。\n")


def test_a_workbook_has_every_parcel_with_its_exact_values(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    book = opened(june, "--on", "2021-06-25")
    assert book.sheetnames == ["宗地台账", "底数核对"]
    second, first = rows(book["宗地台账"])
    assert first["宗地编号"] == "QF-001"
    assert (first["面积"], first["剩余亩"], second["面积"]) == (45.2, 45.2, 3000.000001)
    assert (first["完成时限"], second["完成时限"]) == (datetime(2021, 5, 31), None)  # noqa: DTZ001  (cells have no zone)
    assert (first["状态"], first["逾期天数"], second["状态"]) == ("待处置（逾期）", 25, "无方案")
    assert (first["类别"], first["责任单位"], second["责任单位"]) == ("闲置", "清丰县", None)


def test_a_whole_number_is_shown_without_a_point_behind_it(june: Terminal) -> None:
    """`0.######` would show 2284 as `2284.`"""
    parcels(june, GOOD.replace("45.2", "2284"))
    cell = opened(june)["宗地台账"]["D2"]
    assert (cell.value, cell.number_format) == (2284, "General")


def test_the_headings_stay_in_sight_can_be_filtered_and_fit_a_page(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    sheet = opened(june)["宗地台账"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:S3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")


def test_text_like_a_formula_or_a_link_stays_text(june: Terminal) -> None:
    parcels(june, "=1+1,清丰县产业集聚区,http://甲,1,闲置,@甲,+乙,2021-05-31,清丰县\n")
    sheet = opened(june)["宗地台账"]
    cells = [sheet[place] for place in ("A2", "C2", "F2", "G2")]
    assert [cell.value for cell in cells] == ["=1+1", "http://甲", "@甲", "+乙"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}


def test_the_balances_are_on_a_sheet_of_their_own(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    sheet = opened(june)["底数核对"]
    found = {(row[0], row[1]): row[2:] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert found["濮阳县产业集聚区", "批而未供"] == (2355, 1, 3000.000001, 645.000001, 0)
    assert found["合计", "违法占地"] == (6891, 0, 0, -6891, 0)
    assert len(found) == 20


def test_an_export_taken_back_changes_nothing_and_says_so(june: Terminal) -> None:
    parcels(june, GOOD + OTHER + "LX-1,清丰,,7.5,低效（停建停产类）,,临时使用,2021年年底前,清丰\n")
    opened(june)
    said = june("import", "parcels", "out.xlsx", "--json")
    assert said.json == {"read": 3, "added": 0, "changed": 0, "unchanged": 3, "refused": []}


def test_an_empty_account_is_exported_too(june: Terminal) -> None:
    sheet = opened(june)["宗地台账"]
    assert (sheet.max_row, sheet["A1"].value) == (1, "宗地编号")


def test_the_past_is_exported_as_it_stood(june: Terminal) -> None:
    parcels(june, GOOD)
    (before,) = rows(opened(june, "--on", "2021-05-31")["宗地台账"])
    assert (before["状态"], before["逾期天数"]) == ("待处置", None)
    assert rows(opened(june, "--on", "2021-01-24")["宗地台账"]) == []


def test_a_geojson_file_holds_every_parcel_with_exact_numbers(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    ring = box("115.10", "35.90")
    june.write("b.geojson", collection(feature("QF-001", polygon(ring))))
    june("import", "parcels", "b.geojson")
    said = june("export", "parcels", "out.geojson")
    assert said.out == "已存为 out.geojson：2 宗，其中 1 宗有界址。\n"
    written = json.loads((june.folder / "out.geojson").read_text(), parse_float=Decimal)
    second, first = written["features"]
    areas = [each["properties"]["面积"] for each in (first, second)]
    assert areas == [Decimal("45.2"), Decimal("3000.000001")]
    assert first["properties"]["完成时限"] == "2021-05-31"
    assert [tuple(map(Decimal, each)) for each in first["geometry"]["coordinates"][0]] == ring
    assert second["geometry"] is None


@pytest.mark.parametrize("name", ["out.csv", "out", "out.xls"])
def test_another_kind_of_file_is_refused(june: Terminal, name: str) -> None:
    said = june("export", "parcels", name)
    assert (said.code, "只能存为 .xlsx 或 .geojson" in said.err) == (1, True)
    assert not (june.folder / name).exists()


def test_a_folder_that_is_not_there_is_named(june: Terminal) -> None:
    said = june("export", "parcels", "nowhere/out.xlsx")
    assert (said.code, "写不了文件 nowhere/out.xlsx" in said.err) == (1, True)


def test_without_a_database_nothing_is_exported(empty: Terminal) -> None:
    said = empty("export", "parcels", "out.xlsx")
    assert (said.code, "baiyuan init" in said.err) == (1, True)


def test_the_ledger_of_a_past_day_is_written_as_it_stood(june: Terminal) -> None:
    said = june("export", "ledger", "out.xlsx", "--on", "2021-04-01")
    assert (said.code, said.out) == (0, "已存为 out.xlsx：119 项分工。\n")
    late = rows(load_workbook(june.folder / "out.xlsx")["工作台账"])
    asked = json.loads(june("status", "--on", "2021-04-01", "--json").out)
    assert sum(row["逾期"] for row in late) == asked["assignments"]["red"] == 27
    assert sum(row["分工"] for row in late) == asked["assignments"]["total"] == 119


def test_a_ledger_is_not_written_where_it_cannot_be(june: Terminal) -> None:
    said = june("export", "ledger", "nowhere/out.xlsx")
    assert (said.code, said.err) == (1, "写不了文件 nowhere/out.xlsx（没有这个文件或文件夹）。\n")
    assert not (june.folder / "nowhere").exists()


def test_a_calendar_of_one_unit_is_written_under_any_of_its_names(june: Terminal) -> None:
    said = june("export", "calendar", "out.ics", "--unit", "清丰")
    assert (said.code, said.out) == (0, "已存为 out.ics：20 个到期日。\n")
    content = (june.folder / "out.ics").read_text(encoding="utf-8")
    assert content.count("BEGIN:VEVENT") == 20
    assert "NAME:百园增效到期日历（清丰县）" in content


def test_a_calendar_of_a_unit_that_does_not_exist_is_not_written(june: Terminal) -> None:
    said = june("export", "calendar", "out.ics", "--unit", "火星县")
    assert (said.code, "火星县" in said.err) == (1, True)
    assert not (june.folder / "out.ics").exists()

from datetime import datetime

import pytest
from openpyxl import Workbook

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.parcel_files import GOOD, HEADER, OTHER, parcels
from tests.bot.commands.test_importing import stored
from tests.tracker.drawing_land import box, collection, feature, polygon


@pytest.fixture
def june(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-06-25T09:00")
    return baiyuan


def test_parcels_are_imported_once_however_often(june: Terminal) -> None:
    first = parcels(june, GOOD + OTHER)
    assert (first.code, first.err) == (0, "")
    assert first.json == {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []}
    again = parcels(june, GOOD + OTHER)
    assert again.json == {"read": 2, "added": 0, "changed": 0, "unchanged": 2, "refused": []}
    assert (stored(june, "parcel_entries"), stored(june, "parcel_plans"), stored(june, "audit")) == (2, 1, 1)


def test_a_corrected_file_says_what_it_changed(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    changed = parcels(june, GOOD.replace("45.2", "45.3") + OTHER)
    assert (changed.json["changed"], changed.json["unchanged"]) == (1, 1)


def test_a_wrong_row_is_named_and_nothing_changes_without_partial(june: Terminal) -> None:
    rows = GOOD + OTHER.replace("批而未供", "荒地") + GOOD
    said = parcels(june, rows)
    assert (said.code, said.err, stored(june, "parcels")) == (1, "", 0)
    assert said.json == {
        "read": 3,
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "refused": [
            {
                "row": 3,
                "column": "类别",
                "value": "荒地",
                "reason": "应为批而未供、闲置、低效、已批未供即用、违法占地之一。",
            },
            {"row": 4, "column": "宗地编号", "value": "QF-001", "reason": "与第 2 行重复。"},
        ],
        "error": "有 2 行不能导入，没有导入任何内容。改正后重新导入，或加 --partial 只导入其余各行。",
    }
    partly = parcels(june, rows, "--partial")
    assert (partly.code, partly.json["added"], len(partly.json["refused"])) == (0, 1, 2)


def test_the_page_sets_the_account_beside_the_plan_by_park(june: Terminal) -> None:
    page = june("import", "parcels", june.write("p.csv", HEADER + GOOD + OTHER)).out
    assert "读到 2 行：新增 2，更正 0，已有 0，未导入 0。" in page
    lines = {
        line.split()[0]: line.split()[1:] for line in page.splitlines() if "集聚区" in line or "合计" in line
    }
    assert lines["濮阳县产业集聚区"] == ["2355", "3000.000001", "645.000001", "2416", "0", "-2416"]
    assert lines["合计"] == ["23229", "3000.000001", "-20228.999999", "6891", "0", "-6891"]


def test_the_second_time_the_page_says_that_all_is_there(june: Terminal) -> None:
    parcels(june, GOOD)
    page = june("import", "parcels", june.write("p.csv", HEADER + GOOD)).out
    assert "读到 1 行，与已有内容完全相同，没有变动。" in page


def test_a_workbook_with_a_title_and_dates_of_every_kind_is_read_as_it_is_seen(june: Terminal) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["宗地台账（2021年）"])
    sheet.append(
        ["编号", "园区", "位置", "面积（亩）", "类型", "成因", "措施", "完成期限", "责任主体", "备注"]
    )
    sheet.append(["A-1", "清丰", "=甲", 45.2, "闲置土地", "停产", "收回", datetime(2021, 9, 30), "清丰", "x"])  # noqa: DTZ001  (cells have no zone)
    sheet["C3"].data_type = "s"
    sheet.append(["A-2", "清丰", None, 0.1234567, "低效（停建停产类）", "", "", "2021年年底前", ""])
    sheet.append([20210003, "清丰", "", "1.5公顷", "违法", "", "", "2021年9月底", ""])
    book.save(june.folder / "p.xlsx")
    said = june("import", "parcels", "p.xlsx", "--json")
    assert (said.json["refused"], said.json["added"]) == (
        [
            {
                "row": 4,
                "column": "面积",
                "value": "0.1234567",
                "reason": "合 0.1234567 亩，最多记 6 位小数，请先四舍五入。",
            }
        ],
        0,
    )
    assert said.err == "没有用到的列：备注。\n"
    sheet["D4"] = 0.3
    book.save(june.folder / "p.xlsx")
    assert june("import", "parcels", "p.xlsx", "--json").json["added"] == 3
    late = june.json("overdue", "--on", "2022-01-01")["parcels"]
    assert [(each["parcel"], each["unit"], each["due"], each["days"]) for each in late] == [
        ("20210003", "清丰县", "2021-09-30", 93),
        ("A-1", "清丰县", "2021-09-30", 93),
        ("A-2", "清丰县", "2021-12-31", 1),
    ]


def test_a_missing_column_is_named(june: Terminal) -> None:
    said = june("import", "parcels", june.write("p.csv", HEADER.replace("面积,", "") + GOOD), "--json")
    assert (said.code, "表头缺少列：面积" in said.json["error"]) == (1, True)


def test_boundaries_are_imported_once_and_a_doubtful_area_is_named(june: Terminal) -> None:
    parcels(june, GOOD)
    june.write("b.geojson", collection(feature("qf-001", polygon(box("115.10", "35.90")))))
    first = june("import", "parcels", "b.geojson", "--json")
    assert first.code == 0
    answer = first.json
    (found,) = answer.pop("findings")
    assert answer == {"read": 1, "added": 1, "changed": 0, "unchanged": 0, "refused": []}
    assert (found["value"], "台账 45.2 亩" in found["reason"]) == ("QF-001", True)
    again = june("import", "parcels", "b.geojson", "--json")
    assert (again.json["unchanged"], stored(june, "boundaries")) == (1, 1)
    assert "已导入，请核对" in june("import", "parcels", "b.geojson").out


def test_boundaries_of_unknown_parcels_are_refused_as_a_whole_unless_partial(june: Terminal) -> None:
    parcels(june, GOOD)
    near = polygon(box("115.10", "35.90"))
    june.write("b.geojson", collection(feature("QF-001", near), feature("QF-999", near)))
    said = june("import", "parcels", "b.geojson", "--json")
    assert (said.code, stored(june, "boundaries")) == (1, 0)
    assert said.json["refused"] == [
        {
            "row": 2,
            "column": "宗地编号",
            "value": "QF-999",
            "reason": "台账里没有这宗地，请先导入宗地台账。",
        }
    ]
    partly = june("import", "parcels", "b.geojson", "--json", "--partial")
    assert (partly.code, partly.json["added"], stored(june, "boundaries")) == (0, 1, 1)


@pytest.mark.parametrize("content", [None, "", "{", '{"type":"Point"}'])
def test_a_file_that_is_no_geojson_is_refused_in_one_sentence(june: Terminal, content: str | None) -> None:
    if content is not None:
        june.write("b.geojson", content)
    said = june("import", "parcels", "b.geojson", "--json")
    assert (said.code, said.err, list(said.json)) == (1, "", ["error"])

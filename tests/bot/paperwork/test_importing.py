import pickle
from pathlib import Path
from typing import Any

import pytest

from bot.access import Right, may
from bot.paperwork.importing import BOUNDARY_MAP, PARCEL_SHEET, REPORT_SHEET, RETURN_SHEET
from bot.paperwork.kinds import Kind, Material
from bot.paperwork.known import KINDS
from bot.paperwork.reading import recognised
from bot.paperwork.sent import SentFile
from bot.requests import Answer
from tests.acting import ADMIN, DIRECTOR, INSPECTOR, NOW, OFFICE, QINGFENG, Act
from tests.tracker.drawing_land import LAND
from tests.tracker.usecases.keeping_parcels import PARCEL, row, take
from tracker.exact_json import write_json
from tracker.store import kept_files


def file(name: str = "台账.csv", caption: str = "") -> SentFile:
    return SentFile(
        id=1,
        chat_id=OFFICE.chat_id,
        user_id=OFFICE.user_id,
        file_id="f",
        name=name,
        caption=caption,
        said_at=NOW,
        reply_key="update:1:1",
        failures=0,
        deaths=1,
    )


class Desk:
    """The office sends a file; it is read and recorded as the clerk does."""

    def __init__(self, act: Act, folder: Path) -> None:
        self.act = act
        self.folder = folder

    def send(self, kind: Kind, content: str, name: str = "台账.csv", *, caption: str = "") -> Answer:
        source = self.folder / name
        source.write_text(content, encoding="utf-8")
        material = Material(
            source=source,
            folder=self.folder,
            campaign=self.act.campaign,
            standards=(),
            sender=OFFICE,
            on=NOW.date(),
        )
        read = pickle.loads(pickle.dumps(kind.read(material, lambda _rows: None)))  # noqa: S301  (as from the child)
        answer: Answer = self.act.write(lambda books: kind.record(books, OFFICE, file(name, caption), read))
        return answer

    def numbers(self) -> list[str]:
        return [record.entry.number for record in self.act.read(lambda books: books.parcels.records())]


@pytest.fixture
def desk(act: Act, tmp_path: Path) -> Desk:
    return Desk(act, tmp_path)


def sheet(*rows: dict[str, str]) -> str:
    lines = [",".join(PARCEL), *(",".join((PARCEL | cells).values()) for cells in rows or ({},))]
    return "\n".join(lines)


def said(answer: Answer) -> str:
    return answer.replies[0].text


def test_every_kind_of_file_can_be_handed_to_a_process_of_its_own() -> None:
    assert [kind.name for kind in pickle.loads(pickle.dumps(KINDS))] == [kind.name for kind in KINDS]  # noqa: S301


@pytest.mark.parametrize("kind", [PARCEL_SHEET, REPORT_SHEET, RETURN_SHEET, BOUNDARY_MAP])
def test_only_the_office_imports(kind: Kind) -> None:
    assert [may(each, kind.right) for each in (OFFICE, DIRECTOR, INSPECTOR, ADMIN, QINGFENG)] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert kind.right is not Right.READ


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (",".join(PARCEL), "宗地台账"),
        ("宗地编号,产业集聚区,行业,投资强度,容积率,建筑系数,亩均税收", "宗地评分表"),
        ("任务编号,单位,进度,情况,报送日期,核验日期,结果", "填报情况表"),
        ("季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效", "季报情况表"),
    ],
)
def test_a_sheet_is_known_by_its_headings(desk: Desk, headings: str, name: str) -> None:
    source = desk.folder / "表.csv"
    source.write_text(f"{headings}\n{',' * headings.count(',')}x\n", encoding="utf-8")
    assert recognised(source, KINDS, desk.act.campaign).name == name


def test_a_sheet_of_parcels_is_imported_and_a_second_time_changes_nothing_and_says_so(desk: Desk) -> None:
    assert "读到 2 行：新增 2" in said(desk.send(PARCEL_SHEET, sheet({}, {"宗地编号": "QF-002"})))
    assert desk.numbers() == ["QF-001", "QF-002"]
    again = desk.send(PARCEL_SHEET, sheet({}, {"宗地编号": "QF-002"}))
    assert "与已有内容完全相同，没有变动" in said(again)


def test_one_bad_row_refuses_the_file_and_is_named(desk: Desk) -> None:
    answer = desk.send(PARCEL_SHEET, sheet({}, {"宗地编号": "QF-002", "面积": "-3"}))
    assert "没有导入任何内容" in said(answer)
    assert "第 3 行 <b>面积</b> -3：面积“-3”是负数，不能为负。" in said(answer)
    assert desk.numbers() == []


def test_the_words_beside_the_file_take_the_good_rows(desk: Desk) -> None:
    content = sheet({}, {"宗地编号": "QF-002", "面积": "-3"})
    answer = desk.send(PARCEL_SHEET, content, caption="部分导入")
    assert "新增 1，更正 0，已有 0，未导入 1" in said(answer)
    assert desk.numbers() == ["QF-001"]


def test_many_findings_come_as_a_sheet_in_which_no_cell_is_a_formula(desk: Desk) -> None:
    rows = [{"宗地编号": f"QF-{n}", "面积": "=1+1"} for n in range(20)]
    answer = desk.send(PARCEL_SHEET, sheet(*rows))
    assert "共 20 行，全部见附件" in said(answer)
    recipe: Any = answer.replies[1].document
    content = desk.act.read(lambda books: kept_files.content_of(books.connection, recipe["id"]))
    lines = content.decode("utf-8-sig").splitlines()
    assert recipe["name"] == "台账-问题.csv"
    assert len(lines) == 21
    assert lines[1].startswith("2,面积,'=1+1,")


def test_columns_that_nobody_asked_for_are_named(desk: Desk) -> None:
    content = "\n".join(
        f"{line},{more}" for line, more in zip(sheet().split("\n"), ("备注", "x"), strict=True)
    )
    assert "没有用到的列：备注" in said(desk.send(PARCEL_SHEET, content))


def test_a_sheet_of_reports_is_imported(desk: Desk) -> None:
    content = "任务编号,单位,进度,情况,报送日期,核验日期,结果\n3.1,清丰县,60,外业完成,2021-06-01,,\n"
    assert "新增 1" in said(desk.send(REPORT_SHEET, content))


def test_a_sheet_of_returns_is_imported(desk: Desk) -> None:
    headings = "季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效"
    content = f"{headings}\n2021Q1,清丰县,2021-03-30,2021-04-02,90,85,88,92\n"
    assert "新增 1" in said(desk.send(RETURN_SHEET, content))


def test_boundaries_are_imported_and_a_much_different_area_is_named(desk: Desk) -> None:
    take(desk.act, row())
    feature = {"type": "Feature", "properties": {"宗地编号": "QF-001"}, "geometry": LAND}
    content = write_json({"type": "FeatureCollection", "features": [feature]})
    answer = desk.send(BOUNDARY_MAP, content, "界址.geojson")
    assert "新增 1" in said(answer)
    assert "面积与台账相差较大的 1 宗" in said(answer)
    assert "相差" in said(answer)
    assert desk.act.read(lambda books: len(books.boundaries.all())) == 1
    assert "没有变动" in said(desk.send(BOUNDARY_MAP, content, "界址.geojson"))


def test_a_boundary_of_an_unknown_parcel_refuses_the_file(desk: Desk) -> None:
    feature = {"type": "Feature", "properties": {"宗地编号": "NO-1"}, "geometry": LAND}
    answer = desk.send(
        BOUNDARY_MAP, write_json({"type": "FeatureCollection", "features": [feature]}), "界址.geojson"
    )
    assert "台账里没有这宗地" in said(answer)
    assert desk.act.read(lambda books: books.boundaries.all()) == {}

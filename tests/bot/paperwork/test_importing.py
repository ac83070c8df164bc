import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.access import Right, may
from bot.paperwork.importing import (
    BOUNDARY_MAP,
    DISPOSAL_SHEET,
    PARCEL_SHEET,
    QUOTA_SHEET,
    REPORT_SHEET,
    RETURN_SHEET,
    TARGET_SHEET,
)
from bot.paperwork.kinds import Kind
from bot.paperwork.known import KINDS
from bot.paperwork.sent import SentFile
from bot.requests import Answer
from tests.acting import ADMIN, DIRECTOR, INSPECTOR, NOW, OFFICE, QINGFENG, Act
from tests.bot.paperwork.handed_over import material
from tests.tracker.drawing_land import LAND
from tests.tracker.usecases.keeping_parcels import PARCEL, row, take
from tests.tracker.usecases.keeping_tasks import stands
from tracker.exact_json import write_json
from tracker.store import kept_files
from tracker.targets import LandYears


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
        given = material(source, self.act.campaign, caption=caption)
        read = pickle.loads(pickle.dumps(kind.read(given, lambda _rows: None)))  # noqa: S301  (as from the child)
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


@pytest.mark.parametrize(
    "kind",
    [
        PARCEL_SHEET,
        REPORT_SHEET,
        RETURN_SHEET,
        TARGET_SHEET,
        QUOTA_SHEET,
        DISPOSAL_SHEET,
        BOUNDARY_MAP,
    ],
)
def test_only_the_office_imports(kind: Kind) -> None:
    assert [may(each, kind.right) for each in (OFFICE, DIRECTOR, INSPECTOR, ADMIN, QINGFENG)] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert kind.right is not Right.READ


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
    assert "但有 1 处请核对" in said(answer)
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


TARGETS = (
    "产业集聚区或单位,年度,类别,面积,文号,下达日期\n"
    "清丰县产业集聚区,2021,批而未供,1500,濮百园办〔2021〕3号,2021-03-01\n"
)
QUOTAS = "单位,年度,指标,文号\n清丰县,2022,1000,濮自然资〔2021〕1号\n"
DISPOSALS = (
    "宗地编号,产业集聚区或单位,类别,面积,处置日期,处置方式,核验日期\n"
    ",清丰县产业集聚区,批而未供,700,2021-06-20,供地,2021-06-25\n"
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [(TARGET_SHEET, TARGETS), (QUOTA_SHEET, QUOTAS), (DISPOSAL_SHEET, DISPOSALS)],
)
def test_sheets_of_annual_tasks_are_imported_once(desk: Desk, kind: Kind, content: str) -> None:
    assert "读到 1 行：新增 1" in said(desk.send(kind, content))
    assert "与已有内容完全相同，没有变动" in said(desk.send(kind, content))


def test_what_the_office_sent_counts_towards_the_task(desk: Desk) -> None:
    desk.send(TARGET_SHEET, TARGETS)
    desk.send(DISPOSAL_SHEET, DISPOSALS)
    standing = stands(desk.act, NOW.date())
    assert (standing.target_mu, standing.done_mu) == (Decimal(1500), Decimal(700))


@pytest.mark.parametrize(
    ("kind", "content", "column"),
    [
        (TARGET_SHEET, TARGETS.replace("1500", "很多"), "面积"),
        (QUOTA_SHEET, QUOTAS.replace("清丰县", "火星"), "单位"),
        (DISPOSAL_SHEET, DISPOSALS.replace("2021-06-20", "2021-06-26"), "处置日期"),
    ],
)
def test_a_bad_row_of_tasks_refuses_the_file(desk: Desk, kind: Kind, content: str, column: str) -> None:
    answer = desk.send(kind, content)
    assert "没有导入任何内容" in said(answer)
    assert f"第 2 行 <b>{column}</b>" in said(answer)
    assert desk.act.read(lambda books: books.targets.facts()) == LandYears()

"""The result file: its cells and limits, where it cannot be written, what stands until it is done."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.scored_files import places
from bot.scored_files import score_file as scoring
from bot.scored_files.score_file import CannotWrite, score_file
from bot.sheets.lines import Limits, UnreadableSheet
from tests.bot.scored_files.scoring_files import (
    CAMPAIGN,
    GOOD,
    HEAD,
    PLAN,
    RESULTS,
    TODAY,
    csv_of,
    rows_of,
    scored,
    verdicts,
    xlsx_of,
)


def test_cells_come_back_in_their_place_of_their_kind_and_never_as_formulas(tmp_path: Path) -> None:
    head = ("备注", *HEAD, "面积", "网址")
    source = xlsx_of(tmp_path, ("'=1+1", "0012", *GOOD, 12.5, "http://x.test"), head=head)
    book = load_workbook(source)
    book.worksheets[0]["A2"].value = "=1+1"
    book.worksheets[0]["A2"].data_type = "s"
    book.save(source)
    scored(source)
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    heads, row = sheet.iter_rows()
    assert [cell.value for cell in heads] == [*head, *RESULTS]
    assert [cell.value for cell in row][:10] == ["=1+1", "0012", *GOOD, 12.5, "http://x.test"]
    assert {cell.data_type for cell in row} == {"s", "n"}
    assert row[0].data_type == "s"
    assert row[9].hyperlink is None


@pytest.mark.parametrize("sign", ["=cmd|' /C calc'!A0", "+86", "-说明", "@SUM(A1)"])
def test_csv_comes_back_with_the_same_columns_and_no_formula(tmp_path: Path, sign: str) -> None:
    scored(csv_of(tmp_path, f"{sign},清丰县,,-0.5,0.6,40,1.5", "P2,清丰县,,120,0.6,40,0"), target="out.csv")
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == ",".join([*HEAD, *RESULTS])
    assert written[1].startswith(f"'{sign},清丰县,,-0.5,0.6,40,1.5,,拒绝,,,投资强度“-0.5”是负数")
    assert written[2] == f"P2,清丰县,,120,0.6,40,0,0.60,低效,亩均税收,{PLAN},"


def test_more_rows_than_can_be_scored_are_refused_with_the_limit_and_leave_nothing(tmp_path: Path) -> None:
    source = csv_of(tmp_path, *["P,清丰县,,1,1,1,1"] * 1500)
    (tmp_path / "out.xlsx").write_text("older")
    with pytest.raises(UnreadableSheet, match="超过 1,499 行"):
        score_file(
            source,
            tmp_path / "out.xlsx",
            campaign=CAMPAIGN,
            recorded=(),
            on=TODAY,
            progress=lambda _rows: None,
            limits=Limits(most_bytes=1 << 20, most_unpacked_bytes=1 << 20, most_rows=1499),
        )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", "out.xlsx"]
    assert (tmp_path / "out.xlsx").read_text() == "older"
    assert scoring.SENT.most_rows == scoring.OF_THIS_MACHINE.most_rows == 1_000_000


def test_a_file_full_of_wrong_parks_is_not_searched_for_the_nearest_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_MOST_HINTS", 1)
    source = csv_of(
        tmp_path, *(f"{number},{park},,,,,1" for number, park in enumerate(["清风县", "南东县", "清风县"]))
    )
    assert [each[2] for each in verdicts(source)] == [
        "没有名为“清风县”的产业集聚区。您是指：清丰县产业集聚区？",
        "没有名为“南东县”的产业集聚区。请写产业集聚区全称。",
        "没有名为“清风县”的产业集聚区。您是指：清丰县产业集聚区？",
    ]


def test_where_the_result_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.5")
    for target, sentence in (
        ("in.csv", "不能覆盖原文件"),
        ("out.pdf", "只能存为 .xlsx 或 .csv"),
        ("none/out.xlsx", "没有这个文件或文件夹"),
        ("none/out.csv", "没有这个文件或文件夹"),
    ):
        with pytest.raises(CannotWrite, match=sentence):
            scored(source, target=target)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(CannotWrite, match="这是一个文件夹"):
        scored(source, target="folder.xlsx")


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_until_the_end_the_older_result_stands_and_a_break_leaves_it(tmp_path: Path, name: str) -> None:
    source = csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.5")
    (tmp_path / name).write_text("older")

    def pull_the_plug(_rows: int) -> None:
        assert (tmp_path / name).read_text() == "older"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_file(source, tmp_path / name, campaign=CAMPAIGN, recorded=(), on=TODAY, progress=pull_the_plug)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", name]
    assert (tmp_path / name).read_text() == "older"


def test_a_text_longer_than_a_cell_is_cut_where_everybody_sees_it(tmp_path: Path) -> None:
    source = csv_of(tmp_path, f"P1,清丰县,{'长' * 40_000},120,0.6,40,1.5")
    (row,) = rows_of(source)
    assert len(row["行业"]) == 32_767
    assert row["行业"].endswith("长…")


def test_an_older_result_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").write_text("older")
    assert len(rows_of(csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.5"))) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", "out.xlsx"]

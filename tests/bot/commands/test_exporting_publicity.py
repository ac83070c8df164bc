"""`export publicity`: the file read back agrees with the account, and what it is refused for."""

from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from config.campaign import PUYANG, source_text
from tests.acting import Act
from tests.bot.commands.conftest import Terminal
from tests.bot.commands.parcel_files import GOOD, OTHER, parcels
from tests.tracker.usecases.keeping_parcels import disposed
from tests.tracker.usecases.marking_cases import TITLE, mark
from tests.tracker.usecases.recording import report
from tracker.plan import Campaign
from tracker.store.store import Store


@pytest.fixture
def june(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-06-25T09:00")
    return baiyuan


def opened(june: Terminal, *words: str) -> Any:
    said = june("export", "publicity", "out.docx", *words)
    assert (said.code, said.err) == (0, "")
    return docx.Document(str(june.folder / "out.docx"))


def rows(table: Any) -> dict[str, dict[str, str]]:
    header, *others = ([cell.text for cell in row.cells] for row in table.rows)
    return {row[0]: dict(zip(header, row, strict=True)) for row in others}


def test_its_figures_are_those_of_the_account_and_of_its_workbook(june: Terminal) -> None:
    parcels(june, GOOD + OTHER)
    published = rows(opened(june).tables[0])
    june("export", "parcels", "out.xlsx")
    sheet = load_workbook(june.folder / "out.xlsx")["底数核对"]
    kept = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1] == "批而未供"}
    assert len(kept) == 10
    for park, (_, _, opening, count, recorded, _, done) in kept.items():
        line = published[str(park)]
        assert line["方案底数"] == str(opening)
        assert line["台账宗数"] == (str(count) if count else "-")
        assert line["台账面积"] == (str(recorded) if count else "-")
        assert line["已处置"] == (str(done) if count else "-")


def test_the_past_is_published_as_it_stood_and_was_known(june: Terminal, campaign: Campaign) -> None:
    parcels(june, GOOD)
    store = Store(f"sqlite:///{june.folder / 'baiyuan.db'}")
    act = Act(store, campaign)
    disposed(act, "10")
    mark(act, report(act).report_id)
    store.close()
    today, before = opened(june), opened(june, "--on", "2021-06-24")
    known = opened(june, "--known", "2021-06-24")
    done = [rows(paper.tables[1])["清丰县产业集聚区"]["已处置"] for paper in (today, before, known)]
    assert done == ["10", "0", "0"]
    titles = [[each.text for each in paper.paragraphs] for paper in (today, before, known)]
    assert [f"（一）{TITLE}" in each for each in titles] == [True, False, False]


def test_it_says_what_was_written(june: Terminal) -> None:
    said = june("export", "publicity", "out.DOCX")
    assert said.out == "已存为 out.DOCX：3 类用地的面积，典型案例 0 个。公布前请核对。\n"


def test_a_marked_report_is_named_among_the_reports(june: Terminal, campaign: Campaign) -> None:
    store = Store(f"sqlite:///{june.folder / 'baiyuan.db'}")
    act = Act(store, campaign)
    mark(act, report(act).report_id)
    report(act, "3.2")
    store.close()
    assert [each["case"] for each in june.json("reports")["reports"]] == [TITLE, None]
    assert TITLE in june("reports").out


@pytest.mark.parametrize("name", ["out.doc", "out", "out.xlsx"])
def test_another_kind_of_file_is_refused(june: Terminal, name: str) -> None:
    said = june("export", "publicity", name)
    assert (said.code, "只能存为 .docx" in said.err) == (1, True)
    assert not (june.folder / name).exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--on", "2021-06-26"), "2021-06-26 还没有到，只能公布今天或以前的情况。"),
        (("--on", "2021-01-24"), "方案于 2021-01-25 印发，此前没有可以公布的情况。"),
        (("--known", "2021-01-24"), "方案于 2021-01-25 印发，此前没有可以公布的情况。"),
    ],
)
def test_a_day_of_which_nothing_can_be_said_is_refused(
    june: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    said = june("export", "publicity", "out.docx", *words)
    assert (said.code, said.err) == (1, f"{sentence}\n")
    assert not (june.folder / "out.docx").exists()


def test_a_folder_that_is_not_there_is_named(june: Terminal) -> None:
    said = june("export", "publicity", "nowhere/out.docx")
    assert (said.code, "写不了文件 nowhere/out.docx" in said.err) == (1, True)


def test_a_plan_that_publishes_nothing_has_no_such_paper(june: Terminal) -> None:
    text = source_text(PUYANG)
    start = text.index("[publicity]")
    june.write("plan.toml", text[:start] + text[text.index("# ──", start) :])
    said = june("export", "publicity", "out.docx", "--campaign", "plan.toml")
    assert (said.code, said.err) == (1, "本方案没有规定公布用地信息，没有这项功能。\n")

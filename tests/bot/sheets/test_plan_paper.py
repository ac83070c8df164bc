"""Plans as Word and Excel write them, and files that are none."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from bot.sheets.lines import UnreadableSheet
from bot.sheets.plan_paper import plan_paper
from config.importing.paper import Cell, PaperTable
from tests.bot.commands.plan_files import LEFT, UP, excel, word

MERGED = [["甲", LEFT, "丙"], ["一", "二", "三"], [UP, "五", "六"]]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableSheet) as refusal:
        plan_paper(path)
    return str(refusal.value)


def grid(table: PaperTable) -> list[list[str]]:
    return [[("↑" if cell.continues else "") + cell.text for cell in row.cells] for row in table.rows]


def test_a_document_has_its_lines_and_tables_in_their_order(tmp_path: Path) -> None:
    paper = plan_paper(word(tmp_path / "x.docx", "上", [["甲"]], "中", [["乙"]], "下"))
    assert [(each.place, each.above, grid(each)) for each in paper.tables] == [
        ("表1", ("上",), [["甲"]]),
        ("表2", ("中",), [["乙"]]),
    ]
    assert (paper.name, paper.below) == ("x.docx", ("下",))


def test_merged_cells_of_word_and_excel_are_read_alike(tmp_path: Path) -> None:
    expected = [["甲", "", "丙"], ["一", "二", "三"], ["↑一", "五", "六"]]
    for path in (word(tmp_path / "x.docx", MERGED), excel(tmp_path / "x.xlsx", MERGED)):
        assert grid(plan_paper(path).tables[0]) == expected


def test_a_row_that_begins_further_right_keeps_its_columns(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "乙"
    row = table.rows[0]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    paper.save(str(tmp_path / "x.docx"))
    assert plan_paper(tmp_path / "x.docx").tables[0].rows[0].cells == (Cell(text=""), Cell(text="乙"))


def test_tracked_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    paper = docx.Document()
    cell = paper.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "市"
    for tag, run in (("ins", "<w:t>财政局</w:t>"), ("del", "<w:delText>审计局</w:delText>")):
        change = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{run}</w:r></w:{tag}>'
        cell.paragraphs[0]._p.append(parse_xml(change))
    paper.save(str(tmp_path / "x.docx"))
    assert plan_paper(tmp_path / "x.docx").tables[0].rows[0].text(0) == "市财政局"


def test_lines_within_a_cell_stay_lines(tmp_path: Path) -> None:
    path = word(tmp_path / "x.docx", [["市财政局\n市审计局"]])
    assert plan_paper(path).tables[0].rows[0].text(0) == "市财政局\n市审计局"


def test_a_day_in_a_sheet_is_read_as_a_day(tmp_path: Path) -> None:
    day = datetime(2023, 6, 30)  # noqa: DTZ001  (cells have no zone)
    path = excel(tmp_path / "x.xlsx", [["时限"], [""]], days=[(1, 0, day)])
    assert plan_paper(path).tables[0].rows[1].text(0) == "2023-06-30"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.docx", b"PK\x03\x04 and nothing", "文件 plan.docx 已损坏，或不是 .docx 文档。"),
        ("plan.docx", b"hello", "文件名以 .docx 结尾，内容却不是：请打开后另存为 .docx。"),
        ("plan.xlsx", b"PK\x03\x04 and nothing", "文件 plan.xlsx 已损坏，或不是 .xlsx 表格。"),
        ("plan.docx", b"", "文件名以 .docx 结尾，内容却不是：请打开后另存为 .docx。"),
        ("plan.pdf", b"%PDF-1.7", "只能读取 .docx 或 .xlsx 文件。"),
        (
            "plan.docx",
            b"\xd0\xcf\x11\xe0" + b"x" * 600,
            "这是旧版 .doc 或 .xls 文件，或加了密码的文件：请去掉密码，另存为 .docx 或 .xlsx。",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == sentence


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "没有这个文件" in refused(tmp_path / "nowhere.docx")


def test_a_workbook_under_the_name_of_a_document_is_refused(tmp_path: Path) -> None:
    excel(tmp_path / "x.xlsx", [["甲"]]).rename(tmp_path / "x.docx")
    assert refused(tmp_path / "x.docx") == "文件 x.docx 已损坏，或不是 .docx 文档。"


def test_a_bomb_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = word(tmp_path / "x.docx", "甲")
    with ZipFile(path) as old:
        parts = {each.filename: old.read(each) for each in old.infolist()}
    parts["word/document.xml"] = b"<w:document>" + b" " * (64 << 20)
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert refused(path) == "文件解压后过大，请分成几个文件。"


def test_entities_that_swell_are_not_unfolded(tmp_path: Path) -> None:
    path = word(tmp_path / "x.docx", "甲")
    with ZipFile(path) as old:
        parts = {each.filename: old.read(each) for each in old.infolist()}
    text = parts["word/document.xml"].decode()
    swelling = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    head, _, rest = text.partition("?>")
    parts["word/document.xml"] = f"{head}?>{swelling}{rest.replace('甲', '&b;')}".encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert "aaaa" not in "".join(plan_paper(path).below)


def test_a_table_of_thousands_of_rows_is_no_ledger(tmp_path: Path) -> None:
    path = excel(tmp_path / "x.xlsx", [["甲"]] * 2_001)
    assert refused(path) == "文件超过 2,000 行，请分成几个文件。"


def test_a_cell_of_a_book_s_length_is_no_task(tmp_path: Path) -> None:
    path = word(tmp_path / "x.docx", [["甲" * 10_001]])
    assert refused(path) == "表1第 1 行有一格超过 10,000 字，不像是工作台账。"


def test_a_cell_that_claims_a_million_columns_is_refused(tmp_path: Path) -> None:
    paper = docx.Document()
    cell = paper.add_table(rows=1, cols=1).cell(0, 0)
    cell._tc.grid_span = 1_000_000
    paper.save(str(tmp_path / "x.docx"))
    assert refused(tmp_path / "x.docx") == "表格超过 1,000 列，不像是工作台账。"


def test_a_formula_without_its_result_is_refused_with_its_place(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["B1"] = "=1+1"
    book.save(tmp_path / "x.xlsx")
    assert refused(tmp_path / "x.xlsx").startswith("第 1 行第 2 列：公式没有保存计算结果")

"""The page of the 通报 after GB/T 9704: its faces and lines, and what stands where."""

from datetime import date
from typing import Any

import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.acting import Act
from tests.reports.bulletin.drafting import Drafted, drafted
from tests.tracker.usecases.filing_returns import approve, correct, file

JULY_8 = date(2021, 7, 8)


@pytest.fixture
def found(act: Act) -> Drafted:
    return drafted(act, "2021Q2", JULY_8)


def faces(document: Any, beginning: str) -> set[tuple[str, float]]:
    """The East Asian face and the size of every paragraph that begins so."""
    runs = [run for each in document.paragraphs if each.text.startswith(beginning) for run in each.runs]
    return {(run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt) for run in runs}


def test_the_page_is_a4_with_the_margins_of_the_standard(found: Drafted) -> None:
    page = found.document().sections[0]
    size = (page.page_width, page.page_height)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(each.mm) for each in (*size, *margins)] == [210, 297, 37, 35, 28, 26]


def test_title_headings_and_body_have_their_faces_and_sizes(found: Drafted) -> None:
    document = found.document()
    assert faces(document, "2021年第二季度进展情况通报") == {("方正小标宋简体", 22)}
    assert faces(document, "一、总体情况") == {("黑体", 16)}
    assert faces(document, "（一）存量建设用地处置") == {("楷体", 16)}
    assert faces(document, "截至2021年6月30日") == {("仿宋", 16)}


def test_lines_of_the_body_stand_28_points_apart(found: Drafted) -> None:
    (said,) = (each for each in found.document().paragraphs if each.text.startswith("截至2021年6月30日"))
    form = said.paragraph_format
    assert (form.line_spacing, form.line_spacing_rule) == (Pt(28), WD_LINE_SPACING.EXACTLY)
    assert (form.first_line_indent, form.space_after) == (Pt(32), Pt(0))


def test_headings_are_numbered_and_no_page_ends_with_one(found: Drafted) -> None:
    heads = [each for each in found.document().paragraphs if each.text[1:2] == "、"]
    assert [each.text for each in heads] == [
        "一、总体情况",
        "二、面积和任务进展",
        "三、各单位排名",
        "四、组织领导、制度建设、资金落实、盘活成效情况",
        "五、存在问题",
        "六、下一步工作",
    ]
    assert all(each.paragraph_format.keep_with_next for each in heads)


def test_it_begins_with_number_title_and_addressees_and_ends_with_who_signs(found: Drafted) -> None:
    texts = [each.text for each in found.document().paragraphs]
    assert texts[:6] == [
        "",
        "",
        "濮阳市产业集聚区“百园增效”行动",
        "2021年第二季度进展情况通报",
        "",
        "各县（区）人民政府，开发区、工业园区、示范区管委会，各有关部门：",
    ]
    assert texts[6] == (
        "根据濮阳市产业集聚区“百园增效”行动实施方案（濮政办〔2021〕6号四（三）），"
        "现将2021年第二季度进展情况通报如下。"
    )
    assert [each.strip("　") for each in texts[-3:-1]] == ["“百园增效”领导小组办公室", "年　　月　　日"]
    assert texts[-1].startswith("（联系人：")


def test_page_numbers_stand_between_dashes_on_both_sides(found: Drafted) -> None:
    page = found.document().sections[0]
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert ([run.text for run in odd.runs], odd.alignment.name) == (["— ", " —"], "RIGHT")
    assert even.alignment.name == "LEFT"


def test_the_headings_of_a_table_stand_on_every_page(found: Drafted) -> None:
    first = found.document().tables[0].rows[0]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_score_is_the_one_in_force(act: Act) -> None:
    number = file(act)
    approve(act, number)
    correct(act, number, "85.5")
    scores = drafted(act, "2021Q2", JULY_8).document().tables[1]
    (row,) = (row for row in scores.rows if row.cells[0].text == "清丰县")
    assert [cell.text for cell in row.cells][1:] == ["已核验", "6月25日", "85.5", "85.5", "85.5", "85.5"]


def test_what_awaits_review_has_no_score_and_is_named(act: Act) -> None:
    file(act)
    found = drafted(act, "2021Q2", JULY_8)
    (row,) = (row for row in found.document().tables[1].rows if row.cells[0].text == "清丰县")
    assert [cell.text for cell in row.cells][1:] == ["待核验", "6月25日", "-", "-", "-", "-"]
    assert "已报待核验、尚未评分的是清丰县。" in found.words()

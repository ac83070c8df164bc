"""What the paper of what is published says, and the file opened again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.official_paper import BODY_FACE, HEAD_FACE, KAI_FACE, PAGE_FACE, TITLE_FACE
from reports.publicity import PublicitySheet, publicity_sheet
from reports.publicity_document import publicity_document
from reports.wording import numeral
from tests.tracker.parcels_on_paper import entry, handed_in, verified
from tracker.account import ParcelStanding, parcel_standing
from tracker.marked_cases import MarkedCase
from tracker.measures import Publicity
from tracker.model import Assignment, Report
from tracker.parcels import Category, ParcelRecord
from tracker.plan import OFFICE_DEFAULT, Campaign, Part
from tracker.publicity import category_areas
from tracker.targets import AreaDone

ON = date(2021, 6, 25)
QINGFENG = "清丰县产业集聚区"
CATEGORIES = (Category.UNSUPPLIED, Category.IDLE, Category.LOW)
RULE = Publicity(categories=CATEGORIES, source="四（五）")
ELSEWHERE = AreaDone(
    park=QINGFENG,
    unit=None,
    category=Category.UNSUPPLIED,
    area_mu=Decimal(700),
    disposed_on=ON,
    verified=True,
)


def parcel(
    campaign: Campaign, area: str, done: str, *, pending: str = "0", category: Category = Category.UNSUPPLIED
) -> ParcelStanding:
    """A parcel of 清丰县, of which so much is verified and awaits review."""
    disposals = (handed_in(done, ON, verified(ON)), handed_in(pending, ON, number=2))
    record = ParcelRecord(entry=entry(area, category, QINGFENG), disposals=disposals)
    return parcel_standing(record, ON, campaign)


def case(text: str = "外业完成", title: str = "腾笼换鸟", number: int = 1) -> MarkedCase:
    report = Report(
        id=number,
        assignment_id=1,
        percent=60,
        text=text,
        said_on=date(2021, 6, 20),
        reporter="李敏",
    )
    assignment = Assignment(id=1, code="3.3", unit="清丰县", part=Part.LEAD)
    return MarkedCase(
        id=number, title=title, assignment=assignment, report=report, marked_on=ON, marked_by="王办"
    )


def sheet(
    campaign: Campaign,
    parcels: Sequence[ParcelStanding] = (),
    cases: Sequence[MarkedCase] = (),
    *,
    done: Sequence[AreaDone] = (),
    rule: Publicity = RULE,
    known: date | None = None,
) -> PublicitySheet:
    areas = [category_areas(each, campaign.parks, parcels, done, on=ON) for each in CATEGORIES]
    return publicity_sheet(campaign, rule, areas, cases, on=ON, known=known)


def opened(content: PublicitySheet) -> Any:
    return docx.Document(BytesIO(publicity_document(content)))


def texts(paper: Any) -> list[str]:
    return [each.text for each in paper.paragraphs]


def test_each_category_says_in_words_what_its_table_comes_to(campaign: Campaign) -> None:
    land = sheet(campaign, [parcel(campaign, "100.5", "40"), parcel(campaign, "9", "0")])
    unsupplied, idle, _ = land.tables
    assert (unsupplied.heading, idle.heading) == ("一、批而未供面积", "二、闲置面积")
    assert unsupplied.sentence == (
        "方案底数 23229 亩；台账登记 2 宗、109.5 亩，已处置 40 亩，尚未处置 69.5 亩。"
    )
    assert idle.sentence == "台账还没有登记这类宗地。"


def test_the_plans_figure_stands_beside_what_the_account_holds(campaign: Campaign) -> None:
    table = sheet(campaign, [parcel(campaign, "100.5", "40")]).tables[0]
    assert table.columns == (
        "产业集聚区",
        "管理单位",
        "方案底数",
        "台账宗数",
        "台账面积",
        "已处置",
        "尚未处置",
    )
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows[QINGFENG] == ("清丰县", "3090", "1", "100.5", "40", "60.5")
    assert rows["合计"] == ("", "23229", "1", "100.5", "40", "60.5")


def test_what_nobody_recorded_is_a_dash_and_no_zero(campaign: Campaign) -> None:
    unsupplied, idle, low = sheet(campaign).tables
    assert {row[3:] for row in unsupplied.rows} == {("-",) * 4}
    assert {row[2:] for table in (idle, low) for row in table.rows} == {("-",) * 4}
    assert len(unsupplied.rows) == 10


def test_nothing_of_what_was_recorded_and_not_disposed_of_is_a_zero(campaign: Campaign) -> None:
    rows = {row[0]: row for row in sheet(campaign, [parcel(campaign, "8", "0")]).tables[0].rows}
    assert rows[QINGFENG][5:] == ("0", "8")


def test_the_opening_names_document_clause_and_day(campaign: Campaign) -> None:
    content = sheet(campaign, known=date(2021, 6, 30))
    assert content.title == "产业集聚区批而未供、闲置、低效用地信息"
    assert content.opening == (
        "根据濮阳市产业集聚区“百园增效”行动安排（濮政办〔2021〕6号四（五）），"
        "现将截至2021年6月25日（按2021年6月30日已知情况）各产业集聚区批而未供、闲置、低效用地的面积公布如下，"
        "接受社会监督。"
    )
    assert (content.signed_by, content.signed_on) == ("“百园增效”领导小组办公室", "2021年6月25日")


def test_an_assumed_unit_is_marked_and_the_note_says_so(campaign: Campaign) -> None:
    content = sheet(campaign)
    rows = {row[0]: row for row in content.tables[0].rows}
    assert rows["濮阳市产业集聚区"][1] == "工业园区＊"
    assert "标“＊”的园区归属为推定、待确认。" in content.notes[-1]
    confirmed = replace(campaign, parks=campaign.parks[4:])
    assert not any("＊" in note for note in sheet(confirmed).notes)


def test_the_notes_say_what_is_counted_where_and_what_is_in_no_table(campaign: Campaign) -> None:
    content = sheet(campaign, [parcel(campaign, "100.5", "40", pending="7.5")], done=[ELSEWHERE])
    assert content.notes[:5] == (
        "1．“方案底数”是濮政办〔2021〕6号（二（三）4、二（三）6）列出的面积，其余各列按逐宗登记的台账计算，二者口径不同。",
        "2．面积单位为亩；“已处置”是经核验的面积，“尚未处置”是台账面积减去已处置面积。",
        "3．“-”表示没有登记，不表示面积为零。",
        "4．已报处置、待核验的面积仍计入“尚未处置”：批而未供 7.5 亩。",
        "5．另有没有对应到宗地的已核验处置：批而未供 700 亩，不在上列各数之内。",
    )


def test_categories_that_the_office_chose_are_said_to_be_its_choice(campaign: Campaign) -> None:
    content = sheet(campaign, rule=replace(RULE, source=OFFICE_DEFAULT))
    assert content.notes[-1].endswith("公布的类别由领导小组办公室暂定。")
    assert "（濮政办〔2021〕6号）" in content.opening


def test_neither_parcel_number_nor_place_nor_person_is_in_the_file(campaign: Campaign) -> None:
    held = parcel(campaign, "100.5", "40", pending="7.5")
    located = replace(held, entry=replace(held.entry, number="QF-001", location="文明路东侧"))
    paper = opened(sheet(campaign, [located], [case()]))
    said = [*texts(paper), *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)]
    hidden = ("QF-001", "文明路东侧", "张三", "李敏", "王办")
    assert [text for text in said if any(word in text for word in hidden)] == []


def test_a_case_is_the_reports_own_words_with_unit_task_and_day(campaign: Campaign) -> None:
    (only,) = sheet(campaign, cases=[case("  第一行 \r\n\n　　第二行\n")]).cases
    assert only.title == "（一）腾笼换鸟"
    assert only.source == "（清丰县，任务3.3“分类推进低效工业用地再开发”，2021年6月20日填报）"
    assert only.lines == ("第一行", "第二行")


def test_without_a_case_there_is_no_enclosure(campaign: Campaign) -> None:
    content = sheet(campaign)
    assert (content.enclosure, content.cases) == ("", ())
    assert "附件" not in texts(opened(content))


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "100")]
)
def test_headings_are_numbered_as_in_official_documents(number: int, said: str) -> None:
    assert numeral(number) == said


def test_the_file_read_back_has_the_figures_of_the_sheet(campaign: Campaign) -> None:
    content = sheet(campaign, [parcel(campaign, "100.5", "40")], done=[ELSEWHERE])
    paper = opened(content)
    for drawn, table in zip(paper.tables, content.tables, strict=True):
        read = [tuple(cell.text for cell in row.cells) for row in drawn.rows]
        assert read == [table.columns, *table.rows]
    assert [text for text in texts(paper) if text[1:2] == "、"] == [
        "一、批而未供面积",
        "二、闲置面积",
        "三、低效面积",
    ]


def test_the_page_is_that_of_an_official_document(campaign: Campaign) -> None:
    paper = opened(sheet(campaign, cases=[case()]))
    page = paper.sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [37, 35, 28, 26]
    faces = {each.get(qn("w:eastAsia")) for each in paper.element.body.iter(qn("w:rFonts"))}
    assert faces == {TITLE_FACE, HEAD_FACE, KAI_FACE, BODY_FACE}
    body = [each for each in paper.paragraphs if each.runs and each.runs[0].font.size == Pt(16)]
    assert {each.paragraph_format.line_spacing for each in body} == {Pt(28)}


def test_page_numbers_stand_between_dashes_odd_ones_right_even_ones_left(campaign: Campaign) -> None:
    paper = opened(sheet(campaign))
    assert paper.settings.odd_and_even_pages_header_footer
    page = paper.sections[0]
    for footer, align in ((page.footer, "right"), (page.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert "".join(each.text for each in line._p.iter(qn("w:t"))) == "— 1 —"
        assert [each.get(qn("w:instr")) for each in line._p.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == align
        assert {each.get(qn("w:eastAsia")) for each in line._p.iter(qn("w:rFonts"))} == {PAGE_FACE}


def test_headings_tables_and_the_signature_are_not_left_alone_on_a_page(campaign: Campaign) -> None:
    paper = opened(sheet(campaign))
    kept = {each.text for each in paper.paragraphs if each.paragraph_format.keep_with_next}
    assert {"一、批而未供面积", "说明：", "“百园增效”领导小组办公室"} <= kept
    assert sheet(campaign).notes[-1] in kept


def test_the_cases_begin_on_a_page_of_their_own(campaign: Campaign) -> None:
    content = sheet(campaign, cases=[case(title="甲"), case(title="乙", number=2)])
    assert content.enclosure == "附件：典型案例（2 个）"
    (label,) = [each for each in opened(content).paragraphs if each.paragraph_format.page_break_before]
    assert label.text == "附件"


def test_a_text_of_4000_characters_is_a_paragraph_a_line_without_what_xml_cannot_hold(
    campaign: Campaign,
) -> None:
    lines = [f"{number:03}" + "长" * 94 + '&<"' for number in range(40)]
    text = "\r\n".join(lines)[:3990] + "\x07\x00"
    paper = opened(sheet(campaign, cases=[case(text)]))
    kept = texts(paper)
    start = kept.index(lines[0])
    assert "".join(kept[start:]) == "".join(lines)[: 3990 - 2 * 39]
    assert [each.paragraph_format.first_line_indent for each in paper.paragraphs[start:]] == [Pt(32)] * 40


def test_sixty_parks_with_long_and_hostile_names_stand_under_headings_on_every_page(
    campaign: Campaign,
) -> None:
    hostile = "园区&<>\"'之一"
    names = [hostile, *(f"云山市第{number}号" + "高" * 34 for number in range(59))]
    parks = tuple(
        replace(campaign.parks[place % 9], id=f"p{place}", name=name, synonyms=())
        for place, name in enumerate(names)
    )
    paper = opened(sheet(replace(campaign, parks=parks)))
    for table in paper.tables:
        assert [row.cells[0].text for row in table.rows[1:-1]] == names
        assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [1] + [0] * 61
        widths = [column.width for column in table.columns]
        assert round(sum(widths) / Mm(1)) == 156


def test_a_plan_without_parks_has_tables_with_nothing_but_a_sum(campaign: Campaign) -> None:
    content = sheet(replace(campaign, parks=()))
    assert [table.rows for table in content.tables] == [(("合计", "", "-", "-", "-", "-"),)] * 3
    assert len(opened(content).tables) == 3

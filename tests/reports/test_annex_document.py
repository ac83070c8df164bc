"""Annex 2 as a paper: the plan's words in every cell, what was moved below, the page of an official annex."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from config.campaign import read_campaign
from reports.annex_document import annex_document
from reports.annex_sheet import AnnexSheet, annex_sheet, named
from tests.config.annex_2 import ANNEX_2, EIGHT
from tests.config.test_another_city import CITY
from tracker.model import Assignment, Holdings, Revision
from tracker.plan import Campaign, Part

ON = date(2021, 6, 25)
G = "各县（区）政府，开发区、工业园区管委会"
Z = "市自然资源和规划局"
UNITS = [
    (G, ""),
    (Z, f"市发展改革委，{G}"),
    (Z, "市发展改革委、税务局"),
    (G, ""),
    (Z, "市发展改革委、生态环境局、住房城乡建设局、市场监管局、税务局等有关部门"),
    (G, ""),
    (Z, G),
    (G, "市自然资源和规划局、发展改革委、工业和信息化局、财政局等有关部门"),
    (G, "市自然资源和规划局、住房城乡建设局"),
    (G, "市自然资源和规划局、发展改革委、工业和信息化局、财政局"),
    (G, ""),
    (G, "市自然资源和规划局、发展改革委、税务局等有关部门"),
    (Z, f"市发展改革委、审计局、统计局、工业和信息化局、税务局，{G}"),
]
"""牵头单位 and 责任单位 of each row, word for word."""


def opened(sheet: AnnexSheet) -> Any:
    return docx.Document(BytesIO(annex_document(sheet)))


def order(number: int, code: str, unit: str | None, due_on: date, ordered_on: date) -> Revision:
    return Revision(
        id=number,
        code=code,
        unit=unit,
        due_on=due_on,
        ordered_on=ordered_on,
        document=f"濮百园办〔2021〕{number}号",
        reason="规程晚到",
    )


def held(code: str, unit: str, *revisions: Revision) -> Holdings:
    return Holdings(
        assignment=Assignment(id=0, code=code, unit=unit, part=Part.LEAD),
        due_on=None,
        accepted_on=None,
        reports=(),
        revisions=revisions,
    )


def notes(campaign: Campaign, holdings: Sequence[Holdings], on: date = ON) -> tuple[str, ...]:
    return annex_sheet(campaign, holdings, on).notes


def test_every_cell_has_the_words_of_the_plan(campaign: Campaign) -> None:
    table = opened(annex_sheet(campaign, (), ON)).tables[0]
    header, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert header == ["序号", "指标名称", "指标内容", "完成时间节点", "牵头单位", "责任单位"]
    assert [(content, due) for _, _, content, due, _, _ in rows] == [each[1:3] for each in ANNEX_2]
    assert [(lead, supporting) for *_, lead, supporting in rows] == UNITS


def test_an_indicator_is_one_cell_beside_its_tasks(campaign: Campaign) -> None:
    table = opened(annex_sheet(campaign, (), ON)).tables[0]
    for column in (0, 1):
        tops = list(dict.fromkeys(row.cells[column]._tc for row in table.rows[1:]))
        assert len(tops) == 5
    assert [row.cells[0].text for row in table.rows[1:]] == list("1122233333345")


def test_label_title_and_explanation_are_those_of_the_plan(campaign: Campaign) -> None:
    lines = [each.text for each in opened(annex_sheet(campaign, (), ON)).paragraphs if each.text]
    assert lines == [
        "濮政办〔2021〕6号附件2",
        "全市产业集聚区“百园增效”行动推进工作台账",
        "说明：根据我市“百园增效”行动工作开展情况，必要时将对完成时间节点适时进行调整。",
    ]


def test_the_headings_repeat_and_no_row_is_torn_between_pages(campaign: Campaign) -> None:
    first, *others = opened(annex_sheet(campaign, (), ON)).tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)


def test_pages_are_numbered_between_dashes_on_their_outer_edge(campaign: Campaign) -> None:
    paper = opened(annex_sheet(campaign, (), ON))
    page = paper.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height, page.left_margin)] == [
        210,
        297,
        28,
    ]
    assert paper.settings.odd_and_even_pages_header_footer
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        line = footer.paragraphs[0]._p
        assert "".join(each.text for each in line.iter(qn("w:t"))) == "— 1 —"
        assert [each.get(qn("w:instr")) for each in line.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert line.pPr.jc.get(qn("w:val")) == side


def test_a_moved_date_keeps_its_wording_and_is_noted_with_its_document(campaign: Campaign) -> None:
    moved = order(5, "2.1", None, date(2021, 7, 31), date(2021, 6, 10))
    sheet = annex_sheet(campaign, [held("2.1", Z, moved), held("2.1", "市税务局", moved)], ON)
    dues = [row.due for block in sheet.blocks for row in block.rows]
    assert (dues[2], dues[3]) == ("2021年6月底前〔注1〕", "2021年4月底前")
    assert sheet.notes[1:] == (
        "〔注1〕濮百园办〔2021〕5号（2021年6月10日）将完成时间节点调整为2021年7月31日。",
    )


def test_orders_for_one_unit_name_it_and_stand_in_their_order(campaign: Campaign) -> None:
    all_units = order(7, "3.1", None, date(2021, 8, 31), date(2021, 6, 20))
    one = order(6, "3.1", "清丰县", date(2021, 7, 31), date(2021, 6, 15))
    assert notes(campaign, [held("3.1", "濮阳县", all_units), held("3.1", "清丰县", one, all_units)])[1:] == (
        (
            "〔注1〕濮百园办〔2021〕6号（2021年6月15日）将清丰县的完成时间节点调整为2021年7月31日；"
            "濮百园办〔2021〕7号（2021年6月20日）将完成时间节点调整为2021年8月31日。"
        ),
    )


def test_an_order_of_a_later_day_is_not_told_yet(campaign: Campaign) -> None:
    moved = order(5, "2.1", None, date(2021, 7, 31), date(2021, 6, 26))
    assert len(notes(campaign, [held("2.1", Z, moved)])) == 1


def test_the_date_of_an_obligation_is_no_matter_of_the_annex(campaign: Campaign) -> None:
    moved = order(5, "O2", None, date(2021, 7, 31), date(2021, 6, 1))
    assert len(notes(campaign, [held("O2", "领导小组办公室", moved)])) == 1


def test_units_that_the_plan_names_together_are_named_together(campaign: Campaign) -> None:
    assert named((*EIGHT, Z), campaign) == f"{G}，{Z}"
    assert named(EIGHT[:3], campaign) == "濮阳县、清丰县、南乐县"


def test_a_city_that_says_nothing_of_its_table_has_one_all_the_same() -> None:
    sheet = annex_sheet(read_campaign(CITY), (), ON)
    assert (sheet.label, sheet.title) == ("云政办〔2023〕9号附件", "云山市闲置厂房清理行动工作台账")
    assert (sheet.blocks[0].rows[0].lead, sheet.notes) == ("各县政府", ())


def test_text_that_no_document_can_hold_does_not_stop_it(campaign: Campaign) -> None:
    odd = replace(campaign.tasks[0], content="甲&<乙>\"'\x0b丙" + "长" * 4000)
    table = opened(annex_sheet(replace(campaign, tasks=(odd,)), (), ON)).tables[0]
    assert table.rows[1].cells[2].text == "甲&<乙>\"'丙" + "长" * 4000

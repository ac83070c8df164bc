"""The paper of a 督办单, opened again."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.notice_document import notice_document
from reports.notice_sheet import NoticeSheet, notice_sheet
from reports.official_paper import BODY_FACE, HEAD_FACE, TITLE_FACE
from tests.acting import NOW
from tests.reminders.judging import on, owed, reviewed, said
from tracker.cases import assignment_case
from tracker.model import Verdict
from tracker.notices import Call, Colour, Notice
from tracker.plan import Campaign
from tracker.usecases.look_at_notices import NoticeSeen


@pytest.fixture
def sheet(campaign: Campaign) -> NoticeSheet:
    due_on, issued_on = date(2021, 6, 30), date(2021, 7, 12)
    call = Call(subject="assignment:3.2:清丰县", unit="清丰县", due_on=due_on, colour=Colour.RED)
    notice = Notice(id=1, year=2021, number=12, call=call, issued_on=issued_on, issued_at=NOW)
    report = replace(
        said(
            date(2021, 6, 30), review=replace(reviewed(Verdict.RETURNED, date(2021, 7, 2)), reason="材料不足")
        ),
        text="已完成<认定>\x0b　",
    )
    case = assignment_case(on(issued_on, owed(due_on, report)), campaign)
    return notice_sheet(NoticeSeen(notice=notice, case=case), campaign)


def test_the_paper_says_what_is_owed_since_when_by_which_clause_and_what_was_said(sheet: NoticeSheet) -> None:
    paper = docx.Document(BytesIO(notice_document(sheet)))
    said_above = [each.text for each in paper.paragraphs]
    assert said_above[:3] == ["督办单（红色）", "百园增效督〔2021〕12号", "清丰县："]
    assert said_above[-2:] == ["“百园增效”领导小组办公室", "2021年7月12日"]
    assert said_above[-3].startswith("督办要求：请主要负责同志亲自过问")
    rows = dict(tuple(cell.text for cell in row.cells) for row in paper.tables[0].rows)
    assert rows["任务"].startswith("3.2 ")
    assert rows["完成时限"] == "2021年6月30日"
    assert rows["时限状况"] == "已逾期 12 天"
    assert rows["依据"].startswith("濮政办〔2021〕6号 ")
    assert rows["最近填报"] == "2021年6月30日 李敏：已完成<认定>　；2021年7月2日退回：材料不足"


def test_columns_are_as_wide_as_their_cells_for_programs_that_ask_either(sheet: NoticeSheet) -> None:
    table = docx.Document(BytesIO(notice_document(sheet))).tables[0]
    widths = [column.width for column in table.columns]
    assert [cell.width for cell in table.rows[0].cells] == widths
    assert len(set(widths)) == 2


def test_the_paper_is_a4_in_the_faces_of_official_documents_with_others_instead(sheet: NoticeSheet) -> None:
    paper = docx.Document(BytesIO(notice_document(sheet)))
    page = paper.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    # Word measures in twentieths of a point.
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    faces = {each.get(qn("w:eastAsia")) for each in paper.element.body.iter(qn("w:rFonts"))}
    assert faces == {TITLE_FACE, HEAD_FACE, BODY_FACE}
    fonts = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob.decode()
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK' in fonts


def test_on_its_due_day_the_paper_says_today(campaign: Campaign) -> None:
    due_on = date(2021, 6, 30)
    call = Call(subject="assignment:3.2:清丰县", unit="清丰县", due_on=due_on, colour=Colour.BLUE)
    notice = Notice(id=1, year=2021, number=12, call=call, issued_on=due_on, issued_at=NOW)
    case = assignment_case(on(due_on, owed(due_on)), campaign)
    rows = dict(notice_sheet(NoticeSeen(notice=notice, case=case), campaign).rows)
    assert rows["时限状况"] == "今天到期"

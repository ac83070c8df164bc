"""The paper of a director's order, by what the order kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from reports.order_document import order_document
from reports.order_sheet import OrderSheet, draft_sheet, lifting_sheet, order_sheet
from tests.tracker.orders_on_paper import disposal, evidence, ordered, target
from tracker.order_evidence import OrderEvidence
from tracker.orders import DraftedOrder, Lifting
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule, SanctionState

YEAR_END = evidence(
    on=date(2022, 1, 4),
    cutoff=date(2021, 12, 31),
    share=Decimal(1),
    done_mu=Decimal("500.5"),
    cut_ratio=Fraction(1999, 3000),
    cut_mu=Decimal("666.33"),
    disposals=(
        disposal("0.5", date(2021, 3, 5), place="清丰县", parcel="QF\x0b-1"),
        disposal("500", date(2021, 6, 20)),
        disposal("20", date(2021, 12, 30), verified=False),
    ),
    targets=(target("1000"), target("500")),
)
ORDER = ordered(date(2022, 1, 4), number=2, rule=SanctionRule.YEAR_END, evidence=YEAR_END)
HALF = evidence(state=SanctionState.UNDECIDED, done_mu=Decimal(750))


def midyear(kept: OrderEvidence = HALF) -> DraftedOrder:
    return DraftedOrder(unit="清丰县", year=2021, rule=SanctionRule.MIDYEAR, evidence=kept)


def opened(sheet: OrderSheet) -> Any:
    return docx.Document(BytesIO(order_document(sheet)))


def test_a_year_end_order_says_what_is_missing_and_what_is_cut(campaign: Campaign) -> None:
    sheet = order_sheet(ORDER, campaign)
    assert (sheet.title, sheet.number) == (
        "关于暂停新增建设用地申请并核减用地计划指标的通知",
        "百园增效决〔2022〕2号",
    )
    assert sheet.rows == (
        ("依据条款", "濮政办〔2021〕6号 四（四）：年底前未完成全年任务"),
        ("核算截止", "2021年12月31日"),
        ("年度任务", "1500 亩（濮百园办〔2021〕3号）"),
        ("完成面积", "500.5 亩（经核验），占年度任务 33.36%"),
        ("差额", "距全年任务 1500 亩差 999.5 亩"),
        ("待核验", "20 亩（截至2022年1月4日），未计入"),
        ("决定", "自2022年1月4日起暂停新增建设用地申请（省以上重点工程、重大民生项目除外）。"),
        ("核减指标", "2022年度新增建设用地计划指标：未完成比例 66.64%，核减 666.33 亩"),
    )
    assert (sheet.stamp, sheet.signed_on) == ("", "2022年1月4日")


def test_a_cut_without_a_quota_is_a_share_alone(campaign: Campaign) -> None:
    rows = dict(order_sheet(replace(ORDER, evidence=replace(YEAR_END, cut_mu=None)), campaign).rows)
    assert rows["核减指标"].endswith("未完成比例 66.64%，指标尚未登记，登记后按此比例核减")


def test_the_list_is_by_day_and_adds_up_what_counts(campaign: Campaign) -> None:
    assert [row[1:] for row in order_sheet(ORDER, campaign).disposals] == [
        ("清丰县", "QF\x0b-1", "批而未供", "0.5", "3月5日", "已核验"),
        ("清丰县产业集聚区", "—", "批而未供", "500", "6月20日", "已核验"),
        ("清丰县产业集聚区", "—", "批而未供", "20", "12月30日", "待核验"),
        ("已核验部分", "", "", "500.5", "", ""),
    ]


def test_a_draft_has_neither_number_nor_day_and_is_marked(campaign: Campaign) -> None:
    sheet = draft_sheet(midyear(evidence()), campaign)
    assert (sheet.stamp, sheet.number) == ("草稿　未经主任确认，不得外发", "（未编号）")
    assert not any(character.isdigit() for character in sheet.signed_on)
    assert dict(sheet.rows)["拟作决定"] == "暂停新增建设用地申请（省以上重点工程、重大民生项目除外）。"


def test_exactly_half_is_drafted_as_open(campaign: Campaign) -> None:
    rows = dict(draft_sheet(midyear(), campaign).rows)
    assert rows["差额"] == "恰为半数，没有差额"
    assert rows["拟作决定"].startswith("恰为半数，方案没有规定，由主任决定是否暂停")


def test_what_was_waived_says_so_and_why(campaign: Campaign) -> None:
    waived = ordered(suspends=False, reason="七月已供地", evidence=HALF)
    sheet = order_sheet(waived, campaign)
    rows = dict(sheet.rows)
    assert (sheet.title, rows["决定"], rows["理由"]) == (
        "关于不暂停新增建设用地申请的决定",
        "不暂停新增建设用地申请。",
        "七月已供地",
    )


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"assumed_parks": ("濮阳市产业集聚区",)}, "园区归属为推定、待确认：濮阳市产业集聚区。"),
        ({"counted_source": "office default"}, "计入完成的类别暂定为批而未供、闲置、低效。"),
    ],
)
def test_what_the_figures_rest_on_is_said(campaign: Campaign, figures: dict[str, Any], said: str) -> None:
    assert dict(draft_sheet(midyear(evidence(**figures)), campaign).rows)["说明"] == said


def test_the_file_lists_under_headings_that_stand_on_every_page(campaign: Campaign) -> None:
    table = opened(order_sheet(ORDER, campaign)).tables[1]
    assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [1, 0, 0, 0, 0]
    # What XML cannot hold is left out.
    assert table.rows[1].cells[2].text == "QF-1"


def test_the_sum_stays_with_the_rows_before_it(campaign: Campaign) -> None:
    rows = tuple(disposal("1", date(2021, 6, day)) for day in range(1, 13))
    table = opened(order_sheet(ordered(evidence=evidence(disposals=rows)), campaign)).tables[1]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [None] * 10 + [True] * 3 + [None]


def test_a_parcel_number_of_19_characters_has_room_on_one_line(campaign: Campaign) -> None:
    table = opened(order_sheet(ORDER, campaign)).tables[1]
    # Half a character's width each at 9 points, even in a face a fourth wider than 仿宋.
    assert table.rows[1].cells[2].width.pt >= 19 * 4.5 * 1.25
    margins = table._tbl.tblPr.findall(f"{qn('w:tblCellMar')}/*")
    assert {each.get(qn("w:w")) for each in margins} == {"57"}


def test_without_a_disposal_the_paper_says_so(campaign: Campaign) -> None:
    paper = opened(draft_sheet(midyear(evidence(disposals=())), campaign))
    assert (paper.paragraphs[-1].text, len(paper.tables)) == ("没有处置。", 1)


def test_a_lifting_has_a_paper_of_its_own_and_leaves_that_of_its_order_as_it_was(campaign: Campaign) -> None:
    now = evidence(on=date(2021, 8, 5), cutoff=date(2021, 8, 5), done_mu=Decimal(760))
    lifting = Lifting(number=3, lifted_on=date(2021, 8, 5), reason="已补齐", evidence=now)
    sheet = lifting_sheet(ordered(), lifting, campaign)
    assert (sheet.title, sheet.number, sheet.signed_on) == (
        "关于解除暂停新增建设用地申请的通知",
        "百园增效解〔2021〕3号",
        "2021年8月5日",
    )
    rows = dict(sheet.rows)
    assert rows["原决定"] == "百园增效决〔2021〕1号（2021年7月1日）"
    assert (rows["核算截止"], rows["差额"]) == ("2021年8月5日", "已超过半数 750 亩")
    assert rows["决定"] == "自2021年8月5日起解除暂停，恢复受理新增建设用地申请。"
    assert rows["理由"] == "已补齐"
    assert sheet.list_title == "附：截至2021年8月5日的处置清单"
    lifted = replace(ordered(), lifting=lifting)
    assert order_sheet(lifted, campaign) == order_sheet(ordered(), campaign)


def test_another_share_than_half_is_said_as_the_campaign_has_it(campaign: Campaign) -> None:
    rule = dict(draft_sheet(midyear(evidence(share=Decimal("0.6"))), campaign).rows)
    assert rule["依据条款"].endswith("当年6月30日前年度任务完成未超过 60%")
    assert rule["差额"] == "距60% 900 亩差 200 亩"
    exactly = evidence(share=Decimal("0.6"), done_mu=Decimal(900), state=SanctionState.UNDECIDED)
    rows = dict(draft_sheet(midyear(exactly), campaign).rows)
    assert rows["差额"] == "恰为 60%，没有差额"
    assert rows["拟作决定"].startswith("恰为 60%，方案没有规定，由主任决定是否暂停")

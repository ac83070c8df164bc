"""The paper of a director's order, by what the order kept."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from reports.order_document import order_document
from reports.order_sheet import OrderSheet, draft_sheet, order_sheet
from tracker.orders import DraftedOrder, Order
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule


def disposal(area: str, day: str, **other: Any) -> dict[str, Any]:
    kept = {"park": "清丰县产业集聚区", "parcel": None, "category": "批而未供", "verified": True}
    return kept | {"area_mu": area, "disposed_on": day} | other


FIGURES: dict[str, Any] = {
    "on": "2022-01-04",
    "clause": "四（四）",
    "cutoff": "2021-12-31",
    "state": "suspended",
    "target_mu": "1500",
    "line_mu": "1500",
    "done_mu": "500.5",
    "pending_mu": "20",
    "cut_ratio": "1999/3000",
    "cut_mu": "666.33",
    "mapping": "confirmed",
    "assumed_parks": [],
    "counted": ["批而未供", "闲置", "低效"],
    "counted_source": "二（三）",
    "exempt": ["省以上重点工程", "重大民生项目"],
    "disposals": [
        disposal("20", "2021-12-30", verified=False),
        disposal("0.5", "2021-03-05", park=None, parcel="QF\x0b-1"),
        disposal("500", "2021-06-20"),
    ],
    "targets": [{"document": "濮百园办〔2021〕3号"}, {"document": "濮百园办〔2021〕3号"}],
}
ORDER = Order(
    id=1,
    number=2,
    unit="清丰县",
    year=2021,
    rule=SanctionRule.YEAR_END,
    suspends=True,
    decided_on=date(2022, 1, 4),
    reason="",
    figures=FIGURES,
    decided_by="李主任",
)
HALF = {"cutoff": "2021-06-30", "line_mu": "750", "cut_ratio": None, "cut_mu": None, "pending_mu": "0"}
UNDECIDED = FIGURES | HALF | {"state": "undecided", "done_mu": "750"}


def midyear(**figures: Any) -> DraftedOrder:
    return DraftedOrder(unit="清丰县", year=2021, rule=SanctionRule.MIDYEAR, figures=FIGURES | HALF | figures)


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
    rows = dict(order_sheet(replace(ORDER, figures=FIGURES | {"cut_mu": None}), campaign).rows)
    assert rows["核减指标"].endswith("未完成比例 66.64%，指标尚未登记，登记后按此比例核减")


def test_the_list_is_by_day_and_adds_up_what_counts(campaign: Campaign) -> None:
    assert [row[1:] for row in order_sheet(ORDER, campaign).disposals] == [
        ("清丰县", "QF\x0b-1", "批而未供", "0.5", "3月5日", "已核验"),
        ("清丰县产业集聚区", "—", "批而未供", "500", "6月20日", "已核验"),
        ("清丰县产业集聚区", "—", "批而未供", "20", "12月30日", "待核验"),
        ("已核验部分", "", "", "500.5", "", ""),
    ]


def test_a_draft_has_neither_number_nor_day_and_is_marked(campaign: Campaign) -> None:
    sheet = draft_sheet(midyear(), campaign)
    assert (sheet.stamp, sheet.number) == ("草稿　未经主任确认，不得外发", "（未编号）")
    assert not any(character.isdigit() for character in sheet.signed_on)
    assert dict(sheet.rows)["拟作决定"] == "暂停新增建设用地申请（省以上重点工程、重大民生项目除外）。"


def test_exactly_half_is_drafted_as_open(campaign: Campaign) -> None:
    rows = dict(draft_sheet(midyear(state="undecided", done_mu="750"), campaign).rows)
    assert rows["差额"] == "恰为半数，没有差额"
    assert rows["拟作决定"].startswith("恰为半数，方案没有规定，由主任决定是否暂停")


def test_what_was_waived_says_so_and_why(campaign: Campaign) -> None:
    waived = replace(ORDER, rule=SanctionRule.MIDYEAR, suspends=False, reason="七月已供地", figures=UNDECIDED)
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
        ({"assumed_parks": ["濮阳市产业集聚区"]}, "园区归属为推定、待确认：濮阳市产业集聚区。"),
        ({"counted_source": "office default"}, "计入完成的类别暂定为批而未供、闲置、低效。"),
    ],
)
def test_what_the_figures_rest_on_is_said(campaign: Campaign, figures: dict[str, Any], said: str) -> None:
    assert dict(draft_sheet(midyear(**figures), campaign).rows)["说明"] == said


def test_the_file_lists_under_headings_that_stand_on_every_page(campaign: Campaign) -> None:
    table = opened(order_sheet(ORDER, campaign)).tables[1]
    assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [1, 0, 0, 0, 0]
    # What XML cannot hold is left out.
    assert table.rows[1].cells[2].text == "QF-1"


def test_without_a_disposal_the_paper_says_so(campaign: Campaign) -> None:
    paper = opened(draft_sheet(midyear(disposals=[]), campaign))
    assert (paper.paragraphs[-1].text, len(paper.tables)) == ("没有处置。", 1)

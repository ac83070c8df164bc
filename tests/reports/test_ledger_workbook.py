"""The ledger's workbook as openpyxl reads it back: its figures are those of the digest of that day."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from reports.digest import Digest, digest
from reports.ledger_workbook import ledger_book, ledger_workbook
from reports.workbooks import FILLS
from tests.reports.small_plan import PLAN, Speaks, day, holdings_of, said, silence, speaking
from tracker.measures import Returns
from tracker.model import NOBODY, Light
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord
from tracker.usecases.look import Seen


def seen(on: date, speaks: Speaks = silence, campaign: Campaign = PLAN) -> Seen:
    return Seen(
        campaign=campaign,
        sender=NOBODY,
        on=on,
        known=None,
        holdings=tuple(holdings_of(campaign, speaks)),
        returns=tuple(ReturnRecord(quarter=Quarter(2021, 1), unit=unit) for unit in ("甲县", "乙区", "丁区")),
        unreachable=(),
    )


def reopened(what: Seen) -> Workbook:
    return load_workbook(BytesIO(ledger_workbook(ledger_book(what))))


def rows(sheet: Any) -> list[dict[str, Any]]:
    header, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(header, each, strict=True)) for each in others]


def numbers(what: Seen) -> Digest:
    return digest(what.campaign, what.holdings, on=what.on, known=None, unreachable=())


def test_the_first_sheet_has_annex_2s_columns_and_the_figures_of_the_digest() -> None:
    what = seen(day("04-01"), speaking({"1.1@甲县": said(1, 100, day("03-30"), approved=day("03-31"))}))
    first, second = rows(reopened(what)["工作台账"])
    assert (first["序号"], first["指标名称"], first["完成时间节点"]) == (1, "绘好一张图", "按期")
    assert (second["牵头单位"], second["责任单位"]) == ("市丙局", "乙区、甲县")
    shown = [(row["分工"], row["办结"], row["待核验"], row["逾期"]) for row in (first, second)]
    assert shown == [
        (row.tally.total, row.tally.closed, row.tally.submitted, row.tally.red) for row in numbers(what).tasks
    ]


def test_who_leads_and_supports_is_said_in_the_plans_own_words_where_it_has_any() -> None:
    first, *others = PLAN.tasks
    worded = replace(first, lead_text="各县（区）政府", supporting_text="市丙局等有关部门")
    shown = rows(reopened(seen(day("04-01"), campaign=replace(PLAN, tasks=(worded, *others))))["工作台账"])
    assert (shown[0]["牵头单位"], shown[0]["责任单位"]) == ("各县（区）政府", "市丙局等有关部门")


def test_every_unit_with_a_row_has_a_sheet_and_together_they_are_all_assignments() -> None:
    book = reopened(seen(day("04-01")))
    assert book.sheetnames == ["工作台账", "分工明细", "台账外义务", "甲县", "乙区", "市丙局"]
    by_unit = [row for name in book.sheetnames[3:] for row in rows(book[name])]
    assert sorted(by_unit, key=str) == sorted(rows(book["分工明细"]), key=str)


def test_a_row_says_how_it_stands_what_was_said_last_and_why_it_was_sent_back() -> None:
    what = seen(day("04-10"), speaking({"1.1@甲县": said(1, 100, day("03-30"), returned=day("04-02"))}))
    row = rows(reopened(what)["甲县"])[0]
    assert (row["状态灯"], row["状态"], row["进度（%）"], row["逾期天数"]) == ("逾期", "已退回", 0, 10)
    assert (row["最近情况"], row["报送人"], row["退回原因"]) == ("已完成外业", "张三", "缺附图")
    assert row["已完成事项"] == "0/2："


def test_lights_are_fills_and_words() -> None:
    sheet = reopened(seen(day("04-01")))["分工明细"]
    column = next(cell.column for cell in sheet[1] if cell.value == "状态灯")
    shown = {(sheet.cell(row, column).value, sheet.cell(row, column).fill.fgColor.rgb) for row in (2, 4)}
    red, yellow = (f"FF{FILLS[light][1:]}" for light in (Light.RED, Light.YELLOW))
    assert shown == {("逾期", red), ("预警", yellow)}


OWING = replace(
    PLAN,
    returns=Returns(
        first_quarter="2021Q1",
        last_quarter="2022Q4",
        prompt_before_days=(10, 5, 2, 0),
        prompt_after_workdays=(1, 3, 5),
        topics=("组织领导",),
        source=OFFICE_DEFAULT,
        prompts_source=OFFICE_DEFAULT,
    ),
)


def test_returns_that_are_open_have_a_sheet() -> None:
    shown = rows(reopened(seen(day("04-01"), campaign=OWING))["季报"])
    assert [(row["单位"], row["状态"], row["逾期天数"]) for row in shown] == [
        ("甲县", "未报", 1),
        ("乙区", "未报", 1),
        ("丁区", "未报", 1),
    ]


@pytest.mark.parametrize(("on", "light"), [("03-25", Light.YELLOW), ("04-01", Light.RED)])
def test_a_return_that_is_owed_is_never_green(on: str, light: Light) -> None:
    sheet = reopened(seen(day(on), campaign=OWING))["季报"]
    assert sheet["C2"].fill.fgColor.rgb == f"FF{FILLS[light][1:]}"


def test_before_the_plan_was_issued_there_are_headings_alone() -> None:
    book = reopened(seen(day("01-24")))
    assert (book.sheetnames, rows(book["工作台账"])) == (["工作台账", "分工明细"], [])


def test_odd_names_and_long_words_come_back_as_they_were() -> None:
    odd = "某" * 36 + "&<>\"'"
    words = replace(said(1, 60, day("03-30")), text="第一行\n第二行" * 500)
    units = tuple(replace(unit, name=odd if unit.name == "甲县" else unit.name) for unit in PLAN.units)
    tasks = tuple(
        replace(
            task,
            lead=tuple(odd if name == "甲县" else name for name in task.lead),
            supporting=tuple(odd if name == "甲县" else name for name in task.supporting),
        )
        for task in PLAN.tasks
    )
    plan = replace(PLAN, units=units, tasks=tasks, obligations=())
    book = reopened(seen(day("04-01"), speaking({f"1.1@{odd}": words}), plan))
    row = rows(book["某" * 31])[0]
    assert (row["单位"], row["最近情况"]) == (odd, words.text)

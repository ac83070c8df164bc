"""A file of parcels comes back with a verdict behind every row, and nothing of it is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.scored_files.score_file import FileScored, score_file
from bot.sheets.lines import UnreadableSheet
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
from tests.tracker.judging_parcels import ECONOMIC, OTHER, THRESHOLDS, plans
from tracker.errors import NoScoring, NoStandardInForce
from tracker.measures import MEASURED, Method
from tracker.model import Conclusion, Standard
from tracker.scoring import score

NAMES = {"tax": "亩均税收", "investment": "投资强度", "plot_ratio": "容积率", "coverage": "建筑系数"}
CALLED = {Conclusion.LOW: "低效", Conclusion.ADEQUATE: "非低效", Conclusion.UNDETERMINED: "无法认定"}


@pytest.mark.parametrize("park", [ECONOMIC, OTHER])
def test_every_boundary_in_every_combination_comes_out_as_one_parcel_alone(tmp_path: Path, park: str) -> None:
    below = {key: str(Decimal(THRESHOLDS[park][key]) - Decimal("0.01")) for key in MEASURED}
    around = [(THRESHOLDS[park][key], below[key], None) for key in MEASURED]
    combinations = [dict(zip(MEASURED, values, strict=True)) for values in product(*around)]
    lines = [
        [f"P{n}", park, None, *(None if (v := row[key]) is None else float(v) for key in order)]
        for n, row in enumerate(combinations)
        for order in [("investment", "plot_ratio", "coverage", "tax")]
    ]
    for row, values in zip(rows_of(xlsx_of(tmp_path, *lines)), combinations, strict=True):
        alone = score(
            plans(CAMPAIGN, park), {k: None if v is None else Decimal(v) for k, v in values.items()}
        )
        failing = "、".join(NAMES[mark.criterion.key] for mark in alone.marks if mark.met is False)
        expected = None if alone.score is None else float(alone.score)
        assert (row["得分"], row["结论"], row["未达标指标"] or "") == (
            expected,
            CALLED[alone.conclusion],
            failing,
        )
        if alone.conclusion is Conclusion.UNDETERMINED:
            assert all(NAMES[each.key] in row["说明"] for each in alone.missing)


def test_the_counts_add_up_and_progress_is_told(tmp_path: Path) -> None:
    rows = [(f"P{n}", *GOOD[:5], n % 3) for n in range(2500)]
    told: list[int] = []
    counted = score_file(
        xlsx_of(tmp_path, *rows, ("X", "火星"), ("Y", "清丰")),
        tmp_path / "out.xlsx",
        campaign=CAMPAIGN,
        recorded=(),
        on=TODAY,
        progress=told.append,
    )
    assert counted == FileScored(rows=2502, low=1667, adequate=833, undetermined=1, refused=1)
    assert told == [1000, 2000, 2502]


NUMBERS = [
    ("１２０", "０．６", "４１％", "１．５"),
    ("120万元/亩", "0.6", "41%", "1.5万元/亩"),
    ('"1,200"', "1.0", "41 %", "1.504862236628849"),
]


@pytest.mark.parametrize("values", NUMBERS)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, values: tuple[str, ...]) -> None:
    source = csv_of(tmp_path, f"P1,清丰县,,{','.join(values)}")
    assert verdicts(source) == [(1, "非低效", None)]


@pytest.mark.parametrize("word", ["", "?", "？", "未知", "  "])
def test_what_is_unknown_is_never_zero(tmp_path: Path, word: str) -> None:
    ((points, conclusion, remark),) = verdicts(csv_of(tmp_path, f"P1,清丰县,,120,0.6,40,{word}"))
    assert (points, conclusion) == (None, "无法认定")
    assert remark == "缺少亩均税收，综合得分在0.60与1.00之间，无法认定。"


def test_a_verdict_that_needs_no_missing_value_says_so(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "P1,清丰县,,,0.6,40,1.4", "P2,清丰县,,,0.6,40,1.5")
    assert verdicts(source) == [
        (None, "低效", "投资强度无论多少，综合得分最高0.60，少于0.70，认定为低效。"),
        (None, "非低效", "投资强度无论多少，综合得分至少0.70，不少于0.70，不认定为低效。"),
    ]


REFUSED = [
    ("P1,清丰县,,-1,0.6,40,1.5", "投资强度“-1”是负数，不能为负。"),
    ("P1,清丰县,,120,0.6,140,1.5", "建筑系数“140”超过 100%。"),
    ("P1,清丰县,,120,nan,40,1.5", "容积率“nan”不是有限的数。"),
    ("P1,清丰县,,120,inf,40,1.5", "容积率“inf”不是有限的数。"),
    ("P1,清丰县,,120,0.6,40,1e400", "亩均税收“1e400”超出可以处理的范围。"),
    ("P1,清丰县,,很多,0.6,40,1.5", "投资强度“很多”不是数字。"),
    ("P1,清丰县,,2021-03-01,0.6,40,1.5", "投资强度“2021-03-01”不是数字。"),
    ("P1,清丰县,,40%,0.6,40,1.5", "投资强度“40%”的单位不对，应为万元/亩。"),
    ("P1,清风县,,120,0.6,40,1.5", "没有名为“清风县”的产业集聚区。您是指：清丰县产业集聚区？"),
    ("P1,,,120,0.6,40,1.5", "产业集聚区不能为空。"),
    ("P1,清丰县,,120,0.6,40,1.5,9", "第 8 列“9”：这一格上面没有列名：请检查这一行是否多了一格。"),
    (
        "P1,火星,,-1,0.6,40,1.5",
        "没有名为“火星”的产业集聚区。请写产业集聚区全称。投资强度“-1”是负数，不能为负。",
    ),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_a_row_that_cannot_be_scored_is_refused_with_every_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    source = csv_of(tmp_path, row)
    ((points, conclusion, remark),) = verdicts(source)
    assert (points, conclusion) == (None, "拒绝")
    assert remark.endswith(reason)


def test_numbers_of_a_workbook_beyond_all_measure_are_refused(tmp_path: Path) -> None:
    rows = [("P1", "清丰", None, value, 0.6, 40, 1.5) for value in (-0.5, 1e300, date(2021, 3, 1), True)]
    said = [conclusion for _, conclusion, _ in verdicts(xlsx_of(tmp_path, *rows))]
    assert said == ["拒绝"] * 4


def test_a_refused_row_is_red_throughout_and_keeps_its_cells(tmp_path: Path) -> None:
    scored(csv_of(tmp_path, "P1,清丰县,,-1,,40,很多", "P2,清丰县,,120,0.6,40,1.5"))
    _, refused, good = load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows()
    assert [cell.value for cell in refused][:7] == ["P1", "清丰县", None, "-1", None, 40, "很多"]
    assert {cell.fill.fgColor.rgb for cell in refused} == {"FFFFC7CE"}
    assert {cell.fill.fill_type for cell in good} == {None}


def test_the_second_row_of_a_parcel_is_refused_with_the_first(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path, *(f"{number},清丰县,,120,0.6,40,1.5" for number in ("P1", "P2", "ｐ１ ", "", ""))
    )
    assert [each[1:] for each in verdicts(source)] == [
        ("非低效", None),
        ("非低效", None),
        ("拒绝", "宗地编号“p1”与第 2 行重复。"),
        ("非低效", "没有宗地编号。"),
        ("非低效", "没有宗地编号。"),
    ]


def test_a_share_of_one_is_scored_as_written_and_a_person_is_asked_to_look(tmp_path: Path) -> None:
    source = xlsx_of(
        tmp_path, ("P1", "清丰", None, 120, 0.6, 0.41, 1.5), ("P2", "清丰", None, 120, 0.6, 0.4, 1.5)
    )
    book = load_workbook(source)
    book.worksheets[0]["F3"].number_format = "0%"
    book.save(source)
    plain, percent = rows_of(source)
    assert (plain["得分"], plain["未达标指标"]) == (0.85, "建筑系数")
    assert plain["说明"] == "请核对：建筑系数 0.41 按 0.41% 计算；如为 41%，请改填 41。"
    assert (percent["得分"], percent["说明"], percent["建筑系数"]) == (1, None, 0.4)


def test_scoring_what_was_scored_puts_new_verdicts_in_the_place_of_the_old(tmp_path: Path) -> None:
    first = rows_of(csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.4", head=",".join(HEAD)))
    (tmp_path / "out.xlsx").rename(tmp_path / "again.xlsx")
    assert rows_of(tmp_path / "again.xlsx") == first
    assert list(first[0]) == [*HEAD, *RESULTS]


def test_a_column_of_remarks_of_the_files_own_is_kept(tmp_path: Path) -> None:
    scored(csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.4,旧厂", head=",".join([*HEAD, "说明"])), target="o.csv")
    assert "1.4,旧厂,0.60" in (tmp_path / "o.csv").read_text(encoding="utf-8-sig")


def test_a_park_merged_over_rows_is_every_rows_park_but_a_value_is_not(tmp_path: Path) -> None:
    source = xlsx_of(
        tmp_path, ("P1", *GOOD), ("P2", None, None, None, 0.6, 40, 1.5), ("P3", None, None, 1, 1, 1, 1)
    )
    book = load_workbook(source)
    book.worksheets[0].merge_cells("B2:B3")
    book.worksheets[0].merge_cells("D2:D3")
    book.save(source)
    _, second, third = rows_of(source)
    assert (second["产业集聚区"], second["结论"]) == (GOOD[0], "非低效")
    assert second["说明"].endswith("投资强度与上面的行合并为一格，本行按未知处理。")
    assert third["说明"] == "产业集聚区不能为空。"


def test_industry_may_be_left_out_and_another_column_may_not(tmp_path: Path) -> None:
    head = [each for each in HEAD if each != "行业"]
    assert verdicts(csv_of(tmp_path, "P1,清丰县,120,0.6,40,1.5", head=",".join(head))) == [
        (1, "非低效", None)
    ]
    with pytest.raises(UnreadableSheet, match="表头缺少列：容积率"):
        scored(
            csv_of(tmp_path, "P1,清丰县,120,40,1.5", head="宗地编号,产业集聚区,投资强度,建筑系数,亩均税收")
        )


def test_a_countys_own_standard_rules_its_rows_from_its_day_and_by_industry(tmp_path: Path) -> None:
    stricter = own("清丰县")
    chemical = own("清丰县", "清丰县化工行业", "化工")
    source = csv_of(
        tmp_path,
        "P1,清丰县,化工行业,120,0.6,40,1.5",
        "P2,清丰县,纺织,120,0.6,40,1.5",
        "P3,清丰县,,120,0.6,40,1.5",
        "P4,范县,化工,120,0.6,40,1.5",
    )
    ruled = rows_of(source, recorded=(stricter, chemical), on=date(2021, 5, 1))
    assert [row["适用标准"] for row in ruled] == [
        "清丰县化工行业（清政办〔2021〕5号）",
        "清丰县（清政办〔2021〕5号）",
        "清丰县（清政办〔2021〕5号）",
        PLAN,
    ]
    assert [row["结论"] for row in ruled] == ["低效", "低效", "低效", "非低效"]
    assert ruled[2]["说明"] == "另有分行业标准：化工。如属其中行业，请写明行业后重新评分。"
    before = rows_of(source, recorded=(stricter, chemical), on=date(2021, 4, 30))
    assert {row["适用标准"] for row in before} == {PLAN}


def own(unit: str, name: str = "", industry: str | None = None) -> Standard:
    """A unit's standard that the plan's own thresholds do not reach."""
    plan = plans(CAMPAIGN)
    return replace(
        plan,
        criteria=tuple(replace(each, threshold=each.threshold + 1) for each in plan.criteria),
        name=name or unit,
        source="清政办〔2021〕5号",
        from_on=date(2021, 5, 1),
        unit=unit,
        industry=industry,
    )


def test_where_the_governing_unit_is_assumed_and_matters_the_row_says_so(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "P1,濮阳市濮东产业集聚区,,120,0.6,40,1.5")
    assert verdicts(source)[0][2] is None
    remark = verdicts(source, recorded=(own("清丰县"),))[0][2]
    assert remark == "管理单位华龙区为推定，待办公室确认；如有变动，适用标准可能不同。"


def test_in_proportion_each_row_has_its_own_score_half_up_to_four_places(tmp_path: Path) -> None:
    assert CAMPAIGN.scoring is not None
    campaign = replace(CAMPAIGN, scoring=replace(CAMPAIGN.scoring, method=Method.PROPORTIONAL))
    source = csv_of(
        tmp_path,
        "P1,清丰县,,120,0.6,40,1",
        "P2,清丰县,,0,0.6,40,1.4999999",
        "P3,清丰县,,120,0.6,40,",
        "P4,清丰县,,119.992,0.6,0,0.9375",
    )
    assert [each[:2] for each in verdicts(source, campaign=campaign)] == [
        (0.8667, "非低效"),
        (0.7, "低效"),
        (None, "无法认定"),
        (0.7, "低效"),
    ]
    assert "四舍五入所得，实际不足" in verdicts(source, campaign=campaign)[1][2]


def test_a_day_before_the_plan_and_a_plan_without_scoring_are_refused_as_a_whole(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "P1,清丰县,,120,0.6,40,1.5")
    with pytest.raises(NoStandardInForce):
        scored(source, on=date(2020, 12, 31))
    with pytest.raises(NoScoring):
        scored(source, campaign=replace(CAMPAIGN, scoring=None))
    assert not (tmp_path / "out.xlsx").exists()

"""Which kind a sheet is: the headings decide, and what may be two kinds is asked about."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.paperwork.known import KINDS
from bot.paperwork.reading import read_file, recognised
from bot.requests import UsageError
from tests.acting import OFFICE, QINGFENG
from tests.bot.paperwork.handed_over import material
from tests.bot.paperwork.sheets import KINDS as OTHER_KINDS
from tests.tracker.usecases.keeping_parcels import PARCEL
from tracker.model import Sender
from tracker.plan import Campaign

SCORES = "投资强度,容积率,建筑系数,亩均税收"
DISPOSALS = "宗地编号,产业集聚区或单位,类别,面积,处置日期,处置方式,核验日期"
ACCOUNT = ",".join(PARCEL)


class Table:
    """Says which kind a sheet with these headings is."""

    def __init__(self, folder: Path, campaign: Campaign) -> None:
        self.folder = folder
        self.campaign = campaign

    def kind(self, headings: str, caption: str = "", sender: Sender = OFFICE) -> str:
        source = self.folder / "表.csv"
        source.write_text(f"{headings}\n{',' * headings.count(',')}x\n", encoding="utf-8")
        given = material(source, self.campaign, sender=sender, caption=caption)
        return recognised(given, (*OTHER_KINDS, *KINDS)).name

    def refusal(self, headings: str, caption: str = "", sender: Sender = OFFICE) -> str:
        with pytest.raises(UsageError) as refusal:
            self.kind(headings, caption, sender)
        return str(refusal.value)


@pytest.fixture
def table(tmp_path: Path, campaign: Campaign) -> Table:
    return Table(tmp_path, campaign)


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (ACCOUNT, "宗地台账"),
        (f"宗地编号,产业集聚区,行业,{SCORES}", "宗地评分表"),
        (f"濮阳市宗地评分\n宗地编号,产业集聚区,{SCORES}", "宗地评分表"),
        ("任务编号,单位,进度,情况,报送日期,核验日期,结果", "填报情况表"),
        ("季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效", "季报情况表"),
        ("产业集聚区或单位,年度,类别,面积,文号,下达日期", "年度任务表"),
        ("单位,年度,类别,面积,文号,下达日期", "年度任务表"),
        ("园区,年份,用地类别,任务面积（亩）,下达文号,下达时间,阶段截止", "年度任务表"),
        ("单位,年度,指标,文号", "用地指标表"),
        ("县区,年度,面积（亩）,文号", "用地指标表"),
        (DISPOSALS, "处置情况表"),
        ("宗地编号,园区,类别,处置面积,处置时间,处置措施,审核日期", "处置情况表"),
        (f"宗地编号,产业集聚区,坐落,面积,类别,责任单位,{SCORES}", "宗地评分表"),
    ],
)
def test_a_sheet_is_known_by_its_headings(table: Table, headings: str, name: str) -> None:
    assert table.kind(headings) == name


def test_where_the_plan_does_not_score_no_sheet_is_known_as_one_to_be_scored(
    tmp_path: Path, campaign: Campaign
) -> None:
    table = Table(tmp_path, replace(campaign, scoring=None))
    assert "没有认出" in table.refusal(f"宗地编号,产业集聚区,{SCORES}")


def test_tasks_without_their_day_of_issue_are_not_taken_for_quotas(table: Table) -> None:
    said = table.refusal("单位,年度,类别,面积,文号")
    assert said == (
        "《表.csv》像是年度任务表，但表头缺少列：下达日期，没有处理。\n"
        "请补上后重新发送；如果是用地指标表，请在文件说明里写：用地指标表"
    )


def test_the_words_beside_a_sheet_say_that_it_is_the_lesser_kind(table: Table) -> None:
    assert table.kind("单位,年度,类别,面积,文号", "用地指标表，部分导入") == "用地指标表"


def test_an_account_with_scoring_columns_is_asked_about(table: Table) -> None:
    said = table.refusal(f"{ACCOUNT},{SCORES}")
    assert said == (
        "《表.csv》可以是宗地评分表，也可以是宗地台账，没有处理。\n"
        "请重新发送，并在文件说明里写明是哪一种：宗地评分表、宗地台账"
    )


def test_an_account_with_the_days_of_disposals_is_asked_about(table: Table) -> None:
    assert "可以是宗地台账，也可以是处置情况表" in table.refusal(f"{ACCOUNT},处置日期,核验日期")


@pytest.mark.parametrize(
    ("caption", "name"),
    [("宗地台账", "宗地台账"), ("/score", "宗地评分表"), ("请评分", "宗地评分表")],
)
def test_the_words_beside_a_sheet_settle_what_it_is(table: Table, caption: str, name: str) -> None:
    assert table.kind(f"{ACCOUNT},{SCORES}", caption) == name


@pytest.mark.parametrize(
    ("headings", "caption", "name"),
    [
        ("季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效", "二季度季报评分", "季报情况表"),
        ("单位,年度,指标,文号", "随宗地台账一并报来", "用地指标表"),
        ("产业集聚区或单位,年度,类别,面积,文号,下达日期", "用地指标表", "年度任务表"),
    ],
)
def test_the_words_beside_a_sheet_do_not_overrule_its_headings(
    table: Table, headings: str, caption: str, name: str
) -> None:
    assert table.kind(headings, caption) == name


def test_of_a_sheet_that_lacks_a_column_the_kind_that_was_named_is_described_first(table: Table) -> None:
    lines = table.refusal("季度,单位,报送日期,核验日期,组织领导", "评分").splitlines()
    assert [line.split("：")[0] for line in lines[1:3]] == ["宗地评分表", "季报情况表"]


def test_a_liaison_who_may_only_have_it_scored_is_not_asked(table: Table) -> None:
    assert table.kind(f"{ACCOUNT},{SCORES}", sender=QINGFENG) == "宗地评分表"


def test_a_liaison_is_told_that_the_sheet_is_not_theirs_to_send(table: Table) -> None:
    table.kind(DISPOSALS)
    given = material(table.folder / "表.csv", table.campaign, sender=QINGFENG)
    with pytest.raises(UsageError, match="是处置情况表，您的身份不能提交"):
        read_file(lambda _words: None, KINDS, given)


def test_where_the_plan_sets_no_annual_tasks_their_sheets_are_not_known(
    tmp_path: Path, campaign: Campaign
) -> None:
    table = Table(tmp_path, replace(campaign, sanctions=None))
    said = table.refusal("单位,年度,指标,文号")
    assert ("用地指标表" in said, "年度任务表" in said) == (False, False)


def test_an_account_sent_to_be_scored_is_not_imported(table: Table) -> None:
    said = table.refusal(ACCOUNT, "/score")
    assert "您写明的是：\n宗地评分表" in said
    assert "缺少：亩均税收、投资强度、容积率、建筑系数" in said


def test_of_what_is_missing_the_nearest_kinds_are_described_and_the_others_named(table: Table) -> None:
    first, *described, others = table.refusal(DISPOSALS.removesuffix(",核验日期")).splitlines()
    assert first.endswith("能处理的表及其表头：")
    assert [line.split("：")[0] for line in described] == ["处置情况表", "宗地台账", "年度任务表"]
    assert described[0].endswith("缺少：核验日期")
    assert set(others.removeprefix("还能处理：").split("、")) >= {"用地指标表", "填报情况表", "季报情况表"}


def test_of_a_sheet_of_something_else_every_kind_is_described(table: Table) -> None:
    lines = table.refusal("丁,戊").splitlines()
    assert any(line.startswith("季报情况表：季度、") and "缺少" not in line for line in lines)


def test_a_liaison_hears_of_the_kinds_that_liaisons_send(table: Table) -> None:
    said = table.refusal("宗地编号,面积", sender=QINGFENG)
    assert ("宗地评分表" in said, "处置情况表" in said) == (True, False)

"""The office issues tasks and quotas in chat and says who governs a park."""

from datetime import datetime

import pytest

from tests.acting import EVERYBODY, OFFICE, SHANGHAI, Act
from tests.bot.handlers.telephone import Telephones


async def test_the_office_issues_a_task_and_corrects_it(phones: Telephones) -> None:
    line = (
        "/target 清丰县产业集聚区 2021 批而未供 {} 文号=濮百园办〔2021〕3号 下达=2021-03-01 阶段=2021-06-30"
    )
    first = await phones.say(OFFICE, line.format("1500"))
    assert first.text == (
        "已登记：清丰县产业集聚区 2021 年度批而未供任务 1500 亩\n"
        "下达 2021-03-01，文号 濮百园办〔2021〕3号，阶段截止 2021-06-30"
    )
    again = await phones.say(OFFICE, line.format("1400"))
    assert again.text.endswith("此前：1500 亩（2021-03-01，濮百园办〔2021〕3号）")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/target", "请写：/target"),
        ("/target 清丰县 2021 荒地 100 文号=x", "不是类别"),
        ("/target 清丰县 今年 闲置 100 文号=x", "不是年度"),
        ("/target 清丰县 2021 闲置 0 文号=x", "应大于 0"),
        ("/target 清丰县 2021 闲置 100 下达=2021-03-01", "文号"),
        ("/target 清丰县 0000 闲置 100 文号=x", "应在 2000 到 2099 之间"),
        ("/target 火星 2021 闲置 100 文号=x", "火星"),
        ("/quota", "请写：/quota"),
        ("/quota 清丰县 2022 -5 文号=x", "-5"),
        ("/quota 市发展改革委 2022 5 文号=x", "没有年度处置任务"),
        ("/park 清丰县", "确认或变更：/park"),
        ("/park 清丰县产业集聚区 市发展改革委 文号=x", "不能管理"),
    ],
)
async def test_what_the_office_cannot_issue_is_said(phones: Telephones, text: str, said: str) -> None:
    answered = await phones.say(OFFICE, text)
    assert said in answered.text
    assert phones.act.read(lambda books: books.targets.facts().targets) == ()


async def test_a_task_of_a_year_that_is_over_is_refused_with_the_day_that_rules(act: Act) -> None:
    act.appoint(*EVERYBODY)
    phones = Telephones(act, datetime(2022, 1, 5, 9, tzinfo=SHANGHAI))
    answered = await phones.say(OFFICE, "/target 清丰县 2021 闲置 100 文号=x")
    assert answered.text == (
        "2021 年度年末按 2021-12-31 有效的任务核定，2022-01-05 下达的不起作用，没有登记。"
        "补登当年下达的任务，请写当时的下达日期。"
    )
    backdated = await phones.say(OFFICE, "/target 清丰县 2021 闲置 100 文号=x 下达=2021-12-31")
    assert backdated.text.startswith("已登记：清丰县 2021 年度闲置任务 100 亩")


async def test_a_task_after_mid_year_says_that_mid_year_is_left_alone(act: Act) -> None:
    act.appoint(*EVERYBODY)
    answered = await Telephones(act, datetime(2021, 7, 1, 9, tzinfo=SHANGHAI)).say(
        OFFICE, "/target 清丰县 2021 闲置 100 文号=x"
    )
    assert answered.text.endswith("2021年6月30日以后下达，不影响年中，只计入年末。")


async def test_a_quota_and_a_park_are_entered(phones: Telephones) -> None:
    quota = await phones.say(OFFICE, "/quota 清丰县 2022 1000 文号=濮自然资〔2021〕1号")
    assert quota.text == "已登记：清丰县 2022 年度新增建设用地计划指标 1000 亩（濮自然资〔2021〕1号）"
    parks = await phones.say(OFFICE, "/park")
    assert "推定，待确认" in parks.text
    moved = await phones.say(OFFICE, "/park 清丰县产业集聚区 范县 文号=濮政办〔2021〕20号 自=2021-07-01")
    assert moved.text == (
        "已确认：清丰县产业集聚区自 2021-07-01 起由范县管理（濮政办〔2021〕20号），此前为清丰县。"
    )

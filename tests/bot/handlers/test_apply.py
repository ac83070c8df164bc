"""Asking in chat whether a unit may apply for new construction land."""

import pytest

from tests.acting import (
    OFFICE,
    PUYANGXIAN,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_tasks import issue


async def test_a_day_ahead_has_triggered_nothing_yet(phones: Telephones) -> None:
    issue(phones.act)
    assert "触发" not in (await phones.say(OFFICE, "/apply 清丰县 一般项目 2021-07-15")).text


async def test_the_kind_may_be_left_out_before_a_day(phones: Telephones) -> None:
    assert "清丰县 2021-07-15 一般项目" in (await phones.say(OFFICE, "/apply 清丰县 2021-07-15")).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/apply", "请写：/apply"),
        ("/apply 火星", "火星"),
        ("/apply 清丰县 高尔夫球场", "一般项目、省以上重点工程、重大民生项目"),
        ("/apply 清丰县 一般项目 明天吧", "请写：/apply"),
        ("/apply 市发展改革委", "没有年度处置任务"),
    ],
)
async def test_a_question_that_cannot_be_answered_is_not_kept(
    phones: Telephones, text: str, said: str
) -> None:
    assert said in (await phones.say(OFFICE, text)).text


async def test_another_county_s_application_is_not_answered(phones: Telephones) -> None:
    assert (await phones.say(PUYANGXIAN, "/apply 清丰县")).text == "只能查询本单位。"

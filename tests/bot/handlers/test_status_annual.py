"""What /status says of annual tasks: to a unit its own figures, above it what waits for the director."""

from datetime import datetime

import pytest

from tests.acting import DIRECTOR, QINGFENG, QINGFENG_LEADER, SHANGHAI
from tests.bot.handlers.telephone import Telephones
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.keeping_tasks import NEW_YEAR_2022, decide, deciding, disposed, issue
from tracker.model import Sender


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """On the first day after mid-year 清丰县 has 700 of 1500 亩."""
    issue(phones.act)
    disposed(phones.act, "700")
    return Telephones(phones.act, datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def january(july: Telephones) -> Telephones:
    """The same in the new year."""
    return Telephones(july.act, datetime(2022, 1, 5, 9, 0, tzinfo=SHANGHAI))


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_unit_reads_its_area_and_no_word_of_what_it_triggers(
    july: Telephones, sender: Sender
) -> None:
    said = (await july.say(sender, "/status")).text
    assert "2021 年度：任务 1500 亩，已完成 700 亩（46.67%）" in said
    assert ("上半年（700/1500 亩）" in said, "暂停" in said, "触发" in said) == (True, False, False)


async def test_a_unit_reads_what_the_director_decided(july: Telephones) -> None:
    decide(july.act, JULY_1)
    assert "上半年已决定暂停申请（决〔2021〕1号，2021-07-01）" in (await july.say(QINGFENG, "/status")).text


async def test_a_unit_reads_of_an_order_of_the_old_year_in_the_new_one(january: Telephones) -> None:
    january.act.write(deciding(NEW_YEAR_2022))
    said = (await january.say(QINGFENG, "/status")).text
    assert ("2022 年度：未下达任务" in said, "全年已决定暂停申请（决〔2022〕1号" in said) == (True, True)


async def test_above_the_units_the_page_of_one_says_what_it_triggers(july: Telephones) -> None:
    page = await july.press(DIRECTOR, "sU:2021-07-01:qingfeng:0")
    assert "上半年触发暂停（700/1500 亩）" in page.text


async def test_the_director_reads_in_january_what_of_the_old_year_waits(january: Telephones) -> None:
    said = (await january.say(DIRECTOR, "/status")).text
    assert "年度任务待主任决定1家（2021年度清丰县）" in said

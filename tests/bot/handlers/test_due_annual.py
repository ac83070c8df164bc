"""What is missing to a cut-off that is near stands under the tasks of /due."""

from tests.acting import OFFICE, PUYANGXIAN, QINGFENG
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_tasks import disposed, issue


async def test_a_unit_short_of_half_reads_what_is_missing(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700")
    text = (await phones.say(QINGFENG, "/due")).text
    assert (
        "年度任务\n🟡 清丰县 6月30日到期，还有 5 天：上半年须超过 750 亩，已核验 700 亩，还差 50 亩" in text
    )
    assert "清丰县 6月30日到期" in (await phones.say(OFFICE, "/due")).text


async def test_another_unit_reads_nothing_of_it(phones: Telephones) -> None:
    issue(phones.act)
    assert "年度任务" not in (await phones.say(PUYANGXIAN, "/due")).text


async def test_a_unit_past_half_and_an_overdue_list_are_silent_of_it(phones: Telephones) -> None:
    issue(phones.act)
    assert "年度任务" not in (await phones.say(QINGFENG, "/overdue")).text
    disposed(phones.act, "751")
    assert "年度任务" not in (await phones.say(QINGFENG, "/due")).text

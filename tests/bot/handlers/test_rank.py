"""The ranking in chat: what it says, who sees what of it, who sees whom the office calls."""

from datetime import datetime

import pytest

from bot import words
from bot.words import CAPTION_LIMIT, length
from reports.ranking import ranking_entries, ranking_notes
from tests.acting import (
    ADMIN,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.tasks_on_paper import JULY_1, JUNE_30
from tests.tracker.usecases.filing_returns import take
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue
from tests.tracker.usecases.recording import report, review
from tests.tracker.usecases.test_look_at_ranking import FANXIAN, seen
from tracker.model import Sender

NANLE = "南乐县产业集聚区"


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    """清丰县 has done 700 of 1500 亩, 南乐县 450 of 900; 清丰县 has more of the rest."""
    act = phones.act
    issue(act)
    issue(act, "900", place=NANLE)
    disposed(act, "700")
    disposed(act, "450", 产业集聚区或单位=NANLE)
    take(act, "2021Q1,清丰县,2021-03-31,,,,,")
    review(act, report(act, "2.2", 100, on=datetime(2021, 4, 30, tzinfo=SHANGHAI).date()).report_id)
    return Telephones(act, datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI))


async def test_the_office_reads_every_part_with_its_figures(july: Telephones) -> None:
    shown = await july.say(OFFICE, "/rank 2021-06-30")
    assert shown.text.startswith(
        "2021年上半年观摩评比（截至6月30日）\n\n"
        "【县（区）】\n"
        "第 1 名 清丰县 41.75 分\n"
        "· 面积 28/60：700/1500 亩，完成 46.67%\n"
        "· 任务 6.25/25：按期办结 1/4 项\n"
        "· 季报 7.5/15：按期 1/2 份\n"
        "第 2 名 南乐县 30 分\n"
    )
    assert "不排名 示范区（没有年度任务）\n· 面积 不计：没有年度任务\n" in shown.text
    assert shown.text.endswith(
        "满分 100：年度任务面积 60、牵头任务按期办结 25、季报按期报送 15\n"
        "园区归属为推定、待确认：濮阳县、华龙区、开发区、工业园区\n"
        "计入完成的类别暂定为批而未供、闲置、低效\n"
        "本评分办法暂由办公室确定"
    )


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_unit_reads_of_the_others_what_the_ranking_publishes(
    july: Telephones, sender: Sender
) -> None:
    shown = (await july.say(sender, "/rank 2021-06-30")).text
    assert "第 2 名 南乐县 30 分\n· 面积 30/60（完成 50%），任务 0/25，季报 0/15\n" in shown
    assert "· 面积 28/60：700/1500 亩，完成 46.67%\n" in shown
    assert ("450" in shown, "900" in shown) == (False, False)


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, PUYANGXIAN])
async def test_a_unit_reads_nothing_of_what_is_triggered_or_of_talks(
    july: Telephones, sender: Sender
) -> None:
    decide(july.act, JULY_1)
    shown = await july.say(sender, "/rank")
    for word in ("暂停", "触发", "约谈", "一半"):
        assert word not in shown.text
    assert list(shown.buttons) == ["‹ 6月30日", "排名图"]


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_forged_button_brings_a_unit_no_talks(july: Telephones, sender: Sender) -> None:
    assert (await july.press(sender, "kt:2021-06-30")).text == words.NOT_ALLOWED


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, INSPECTOR, ADMIN])
async def test_who_sees_all_reads_who_is_called_and_why(july: Telephones, sender: Sender) -> None:
    shown = await july.say(sender, "/rank")
    called = (await july.press(sender, shown.button("约谈名单"))).text
    assert called.startswith("约谈名单（截至2021年7月1日）：8 家\n")
    assert (
        "清丰县\n"
        "· 2021 年度上半年触发暂停（700/1500 亩），待主任确认\n"
        "· 2021 年度任务不到一半（700/1500 亩）\n"
        "· 牵头任务 1.1 3月31日到期，已逾期 92 天\n"
    ) in called
    assert called.endswith("约谈条件暂由办公室确定")


async def test_a_confirmed_order_is_told_from_a_mere_trigger(july: Telephones) -> None:
    decide(july.act, JULY_1)
    called = (await july.press(DIRECTOR, "kt:2021-07-01")).text
    assert "清丰县\n· 2021 年度暂停用地申请（决〔2021〕1号，7月1日决定）\n· 2021 年度任务不到一半" in called
    assert "待主任确认" not in called


async def test_a_list_of_nobody_says_so(phones: Telephones) -> None:
    called = await phones.press(OFFICE, "kt:2021-03-31")
    assert called.text.startswith("约谈名单（截至2021年3月31日）：没有单位\n")


async def test_ties_share_a_rank_and_the_next_is_left_out(phones: Telephones) -> None:
    for place in (NANLE, FANXIAN, "台前县产业集聚区"):
        issue(phones.act, "900", place=place)
    issue(phones.act)
    disposed(phones.act, "700")
    for place in (NANLE, FANXIAN):
        disposed(phones.act, "90", 产业集聚区或单位=place)
    shown = (await phones.say(OFFICE, "/rank")).text
    lines = [line for line in shown.splitlines() if "名 " in line]
    assert [line.split("（")[0] for line in lines[:4]] == [
        "第 1 名 清丰县 28 分",
        "并列第 2 名 南乐县 6 分",
        "并列第 2 名 范县 6 分",
        "第 4 名 台前县 0 分",
    ]
    assert "得分相同的并列，后面的名次空出" in shown


async def test_scores_that_read_alike_are_explained(phones: Telephones) -> None:
    for place in (NANLE, FANXIAN):
        issue(phones.act, "900000", place=place)
    disposed(phones.act, "90", 产业集聚区或单位=NANLE)
    disposed(phones.act, "90.001", 产业集聚区或单位=FANXIAN)
    shown = (await phones.say(OFFICE, "/rank")).text
    assert "第 1 名 范县 0.01 分" in shown
    assert "第 2 名 南乐县 0.01 分" in shown
    assert "得分只显示到 0.01，名次按精确得分排" in shown


async def test_what_is_left_out_and_rescaled_is_said(phones: Telephones) -> None:
    issue(phones.act)
    march = Telephones(phones.act, datetime(2021, 3, 30, 9, 0, tzinfo=SHANGHAI))
    one = (await march.say(OFFICE, "/rank")).text
    assert "清丰县没有可计的牵头任务、季报，其余权重按比例折算成 100" in one
    assert "· 面积 0/100：0/1500 亩，完成 0%\n· 任务 不计：没有到期的牵头任务\n" in one
    issue(phones.act, place=NANLE)
    both = (await march.say(OFFICE, "/rank")).text
    assert "各单位没有可计的牵头任务、季报" in both


async def test_where_all_that_is_due_awaits_review_it_is_said_so(phones: Telephones) -> None:
    issue(phones.act)
    for code in ("1.1", "2.2", "3.1", "4.1"):
        report(phones.act, code, 100, on=datetime(2021, 3, 30, tzinfo=SHANGHAI).date())
    shown = (await phones.say(OFFICE, "/rank")).text
    assert "· 任务 不计：到期的 4 项都在待核验，暂不计\n" in shown
    assert "清丰县没有可计的牵头任务，其余权重按比例折算成 100" in shown


async def test_without_any_target_nobody_is_ranked(phones: Telephones) -> None:
    shown = (await phones.say(OFFICE, "/rank")).text
    assert "第 1 名" not in shown
    assert "还没有下达年度任务，暂不排名" in shown


async def test_a_year_is_shown_as_at_its_end_with_what_changed_since_mid_year(july: Telephones) -> None:
    disposed(july.act, "450", 产业集聚区或单位=NANLE, 处置日期="2021-10-01", 核验日期="2021-10-08")
    january = Telephones(july.act, datetime(2022, 1, 5, 9, 0, tzinfo=SHANGHAI))
    shown = await january.say(OFFICE, "/rank 2021年")
    assert shown.text.startswith("2021年度考评（截至12月31日）\n")
    assert "第 1 名 南乐县 60 分（名次较上期升 1 位）\n" in shown.text
    assert "上期为6月30日，按现在掌握的情况计算" in shown.text
    assert list(shown.buttons) == ["‹ 2021年6月30日", "1月5日 ›", "排名图", "约谈名单"]
    before = await january.press(OFFICE, shown.button("‹ 2021"))
    assert before.replies[0]["method"] == "editMessageText"
    assert before.text.startswith("2021年上半年观摩评比")


async def test_the_present_year_is_shown_as_of_today(july: Telephones) -> None:
    for text in ("/rank", "/rank 2021", "/rank 2021年度"):
        assert (await july.say(OFFICE, text)).text.startswith("2021年度量化得分排名（截至7月1日）")


async def test_a_button_of_a_day_to_come_shows_today(july: Telephones) -> None:
    assert "截至7月1日" in (await july.press(OFFICE, "rk:2022-12-31")).text
    assert "截至2021年7月1日" in (await july.press(OFFICE, "kt:2022-12-31")).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/rank 2021-07-02", "2021-07-02 还没有到，只能查询今天或以前的日期。"),
        ("/rank 2022", "2022 年还没有到，只能查询今天或以前的日期。"),
        ("/rank 昨天", "“昨天”不是有效日期"),
        ("/rank 2021-02-30", "“2021-02-30”不是有效日期"),
        ("/rank 0000", "“0000”不是有效日期"),
        ("/rank 1999", "年度 1999 应在 2000 到 2099 之间。"),
        ("/rank 2021 清丰县", "请写：/rank"),
    ],
)
async def test_what_cannot_be_asked_is_said(july: Telephones, text: str, said: str) -> None:
    answered = await july.say(OFFICE, text)
    assert (answered.outcome, said in answered.text) == ("refused", True)


def test_the_short_lines_of_all_units_fit_under_a_picture(july: Telephones) -> None:
    found = seen(july.act, JUNE_30)
    entries = [each for group in ranking_entries(found, full=()) for each in group.entries]
    lines = [line for each in entries for line in (each.line, *each.details)]
    assert length("\n".join((*lines, *ranking_notes(found)))) < CAPTION_LIMIT

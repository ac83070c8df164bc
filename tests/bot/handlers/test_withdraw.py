"""Withdrawing in chat what was verified and proves wrong: of a parcel, or of an area without one."""

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import (
    ADMIN,
    DAY,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    person,
)
from tests.bot.handlers.steps import give_reason
from tests.bot.handlers.telephone import Telephones
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.keeping_parcels import dispose, record_of, take
from tests.tracker.usecases.keeping_parcels import disposed as verified
from tests.tracker.usecases.keeping_tasks import disposed, govern, issue, stands
from tests.tracker.usecases.recording import TODAY
from tracker.model import Role, Sender
from tracker.sanctions import SanctionState

ANOTHER = person(106, "周办", ("领导小组办公室", Role.OFFICE))


def withdrawn(phones: Telephones) -> bool:
    return record_of(phones.act).disposals[0].verified_before is not None


@pytest.fixture
def _verified(phones: Telephones) -> None:
    take(phones.act)
    verified(phones.act, "5")


@pytest.fixture
def _area(phones: Telephones) -> None:
    issue(phones.act)
    disposed(phones.act, "700", on=TODAY)


@pytest.mark.usefixtures("_verified")
async def test_the_way_leads_from_the_parcel_to_the_withdrawal_and_the_unit_is_told(
    phones: Telephones,
) -> None:
    phones.clock.move_to(phones.clock.now() + 41 * DAY)
    page = await phones.say(OFFICE, "/parcel QF-001")
    shown = await phones.press(OFFICE, page.button("查看 6月25日 5 亩"))
    asked = await phones.press(OFFICE, shown.button("撤销核验"))
    assert asked.text == (
        "撤销宗地 QF-001 6月25日处置 5 亩：请选择或直接输入原因。\n"
        "撤销以后，从今天起不再计入年度任务，并告知单位；以前的日子记为待核验。"
    )
    done = await phones.press(OFFICE, asked.button("处置没有完成"))
    said = (
        "↩️ 宗地 QF-001 6月25日处置 5 亩，核验已撤销，自8月5日起不再计入。\n"
        "原因：处置没有完成\n这宗地：7月31日到期，逾期 5 天"
    )
    assert (done.text, done.told) == (said, {"清丰县": said})
    assert "'callback_data': 'dp:1'" in str(done.notices)
    page = await phones.press(OFFICE, done.button("查看这宗地"))
    assert "6月25日 5 亩 依法收回，张三（8月5日撤销核验：处置没有完成）" in page.text
    assert "还剩 45.2 亩" in (await phones.press(QINGFENG, "dp:1")).text


@pytest.mark.usefixtures("_verified")
async def test_a_verification_by_mistake_is_withdrawn_from_its_own_confirmation(phones: Telephones) -> None:
    dispose(phones.act, "6")
    confirmed = await phones.press(OFFICE, "do:2")
    asked = await phones.press(OFFICE, confirmed.button("撤销核验"))
    assert "处置 6 亩" in asked.text
    assert record_of(phones.act).disposals[1].verified_before is None


@pytest.mark.usefixtures("_verified")
async def test_a_reason_is_typed(phones: Telephones) -> None:
    await phones.press(OFFICE, "wd:d:1")
    assert "请用文字写明撤销原因" in (await phones.photo(OFFICE)).text
    shown = await phones.say(OFFICE, "现场 <b>未</b> 拆")
    assert shown.text.startswith("撤销宗地 QF-001 6月25日处置 5 亩\n原因：现场 <b>未</b> 拆\n撤销以后，")
    assert not withdrawn(phones)
    done = await phones.press(OFFICE, shown.button("确认撤销"))
    assert "原因：现场 <b>未</b> 拆" in done.text
    assert withdrawn(phones)
    assert str(NotUnderstood(OFFICE)) in (await phones.say(OFFICE, "再写一句")).text


@pytest.mark.usefixtures("_verified")
async def test_a_cancelled_withdrawal_changes_nothing(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, "wd:d:1")
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.say(OFFICE, "现场未拆")).outcome == "refused"
    assert not withdrawn(phones)


@pytest.mark.usefixtures("_verified")
async def test_a_reason_that_comes_after_anothers_withdrawal_is_too_late(phones: Telephones) -> None:
    phones.act.appoint(ANOTHER)
    await phones.press(OFFICE, "wd:d:1")
    await phones.press(ANOTHER, "wr:d:1:0")
    late = await give_reason(phones, OFFICE, "现场未拆")
    assert (late.outcome, "已经撤销" in late.text, late.notices) == ("done", True, ())


@pytest.mark.usefixtures("_verified")
async def test_a_withdrawal_by_button_ends_the_question_for_its_reason(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, "wd:d:1")
    await phones.press(OFFICE, asked.button("材料不实"))
    assert (await phones.say(OFFICE, "现场未拆")).outcome == "refused"


@pytest.mark.usefixtures("_verified")
@pytest.mark.parametrize("data", ["wd:d:99", "wr:d:99:0", "wd:a:99", "wr:a:99:0", "av:99"])
async def test_a_button_of_nothing_is_answered_politely(phones: Telephones, data: str) -> None:
    answered = await phones.press(OFFICE, data)
    assert (answered.outcome, answered.notices) == ("refused", ())


@pytest.mark.usefixtures("_verified")
async def test_the_button_of_a_disposal_that_is_gone_says_so(phones: Telephones) -> None:
    answered = await phones.press(OFFICE, "wd:d:99")
    assert answered.text == "这笔处置已经撤回，或已由新的登记更正，请重新打开宗地查看。"


@pytest.mark.usefixtures("_verified")
async def test_a_reason_that_is_no_longer_offered_is_an_old_button(phones: Telephones) -> None:
    assert (await phones.press(OFFICE, "wr:d:1:9")).text == words.OLD_BUTTON
    assert not withdrawn(phones)


@pytest.mark.usefixtures("_verified", "_area")
@pytest.mark.parametrize("sender", [QINGFENG, PUYANGXIAN, QINGFENG_LEADER, DIRECTOR, INSPECTOR, ADMIN])
@pytest.mark.parametrize(
    "data", ["wd:d:1", "wr:d:1:0", "wd:a:1", "wr:a:1:0", "al:-:0", "al:qingfeng:0:new", "au", "av:1"]
)
async def test_nobody_but_the_office_sees_areas_or_withdraws(
    phones: Telephones, sender: Sender, data: str
) -> None:
    answered = await phones.press(sender, data)
    assert (answered.text, withdrawn(phones)) == (words.NOT_ALLOWED, False)


@pytest.mark.usefixtures("_verified")
async def test_who_lost_the_post_cannot_finish_the_withdrawal(phones: Telephones) -> None:
    await phones.press(OFFICE, "wd:d:1")
    shown = await phones.say(OFFICE, "现场未拆")
    (member,) = phones.act.read(lambda books: books.people.posts_of(OFFICE.user_id))
    phones.act.write(lambda books: books.people.dismiss(member, phones.clock.now()))
    await phones.press(OFFICE, shown.button("确认撤销"))
    assert not withdrawn(phones)


@pytest.mark.usefixtures("_area")
async def test_the_way_leads_from_review_to_an_area_and_its_withdrawal(phones: Telephones) -> None:
    queue = await phones.say(OFFICE, "/review")
    listed = await phones.press(OFFICE, queue.button("没有宗地编号的处置（1 笔）"))
    assert listed.text == (
        "没有宗地编号的处置（1 笔）\n清丰县产业集聚区 批而未供 700 亩\n      6月20日 供地，6月25日核验"
    )
    shown = await phones.press(OFFICE, listed.button("6月20日 700 亩"))
    assert shown.text == (
        "清丰县产业集聚区 批而未供 6月20日处置 700 亩\n处置方式：供地\n核验：6月25日核验\n"
        "计入：清丰县\n来自导入的表格"
    )
    asked = await phones.press(OFFICE, shown.button("撤销"))
    done = await phones.press(OFFICE, asked.button("重复登记"))
    said = "↩️ 清丰县产业集聚区 批而未供 6月20日处置 700 亩，已撤销，自6月25日起不再计入。\n原因：重复登记"
    assert (done.text, done.told) == (said, {"清丰县": said})
    assert stands(phones.act, JULY_1).state is SanctionState.SUSPENDED
    listed = await phones.press(OFFICE, done.button("继续查看清单"))
    assert "6月20日 供地，6月25日撤销：重复登记" in listed.text
    assert "撤销" not in (await phones.press(OFFICE, "av:1")).buttons
    assert "没有宗地编号" not in str((await phones.say(OFFICE, "/review")).buttons)


@pytest.mark.usefixtures("_area")
async def test_a_withdrawn_area_is_not_withdrawn_again(phones: Telephones) -> None:
    await phones.press(OFFICE, "wr:a:1:0")
    for data in ("wd:a:1", "wr:a:1:0"):
        assert "已经撤销" in (await phones.press(OFFICE, data)).text


@pytest.mark.usefixtures("_area")
async def test_a_typed_reason_withdraws_an_area(phones: Telephones) -> None:
    await phones.press(OFFICE, "wd:a:1")
    assert "原因：台账里已有这宗" in (await give_reason(phones, OFFICE, "台账里已有这宗")).text
    assert stands(phones.act, JULY_1).state is SanctionState.SUSPENDED


@pytest.mark.usefixtures("_area")
async def test_the_areas_are_listed_unit_by_unit(phones: Telephones) -> None:
    disposed(phones.act, "30", on=TODAY, 产业集聚区或单位="范县", 核验日期="")
    every = await phones.press(OFFICE, "al:-:0:new")
    assert "范县 批而未供 30 亩\n      6月20日 供地，待核验" in every.text
    units = await phones.press(OFFICE, every.button("按单位看"))
    assert list(units.buttons) == ["清丰县", "范县", "全部"]
    listed = await phones.press(OFFICE, units.button("清丰县"))
    assert listed.text.startswith("没有宗地编号的处置：清丰县（1 笔）")
    assert "范县" not in listed.text


@pytest.mark.usefixtures("_area")
async def test_the_unit_that_governed_the_park_on_the_day_is_told(phones: Telephones) -> None:
    govern(phones.act, "濮阳县", TODAY)
    assert set((await phones.press(OFFICE, "wr:a:1:0")).told) == {"清丰县"}


async def test_many_areas_have_pages(phones: Telephones) -> None:
    for n in range(1, 20):
        disposed(phones.act, str(n), on=TODAY, 处置方式=f"第{n}笔")
    first = await phones.press(OFFICE, "al:-:0:new")
    second = await phones.press(OFFICE, first.button("下一页"))
    assert ("19 亩" in first.text, "11 亩" in second.text, "19 亩" in second.text) == (True, True, False)


async def test_where_there_are_none_the_list_says_so(phones: Telephones) -> None:
    assert (await phones.press(OFFICE, "al:-:0:new")).text == "没有不带宗地编号的处置。"

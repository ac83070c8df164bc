"""One parcel in chat: what its page says and offers."""

import pytest

from tests.acting import (
    INSPECTOR,
    OFFICE,
    QINGFENG,
    QINGFENG_LEADER,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_parcels import (
    designate,
    dispose,
    disposed,
    hand_back,
    move,
    row,
    take,
)
from tests.tracker.usecases.recording import TODAY


async def test_a_page_of_a_parcel_tells_its_whole_history(phones: Telephones) -> None:
    act = phones.act
    take(act, row(类别="低效", 完成时限="2021-06-30"))
    designate(act)
    disposed(act, "10")
    hand_back(act, dispose(act, "5", text="第二批").disposal_id)
    dispose(act, "7", measure="置换盘活")
    move(act, TODAY.replace(month=8))
    assert (await phones.say(OFFICE, "/parcel QF-001")).text == (
        "🟢 QF-001 低效（停建停产类） · 处置中\n"
        "清丰县产业集聚区，文明路东侧\n"
        "面积 45.2 亩：已处置 10，待核验 7，剩余 28.2\n"
        "形成原因：企业停产\n"
        "处置措施：依法收回\n"
        "完成时限：8月25日到期，还有 61 天\n"
        "责任单位：清丰县\n"
        "认定：停建停产类（市工业和信息化局 6月25日，濮工信〔2021〕5号）\n"
        "\n"
        "处置记录\n"
        "6月25日 10 亩 依法收回，张三（6月25日已核验）\n"
        "6月25日 5 亩 依法收回，张三：第二批（6月25日退回：佐证材料不足）\n"
        "6月25日 7 亩 置换盘活，张三（待核验）\n"
        "\n"
        "方案变化\n"
        "1月25日起 期限 6月30日，依法收回\n"
        "6月25日起 期限 8月25日，依法收回（濮百园办〔2021〕9号）省里部署调整"
    )


async def test_a_page_says_what_a_plan_still_lacks(phones: Telephones) -> None:
    take(phones.act, row(形成原因="", 完成时限=""))
    text = (await phones.say(OFFICE, "/parcel QF-001")).text
    assert "⚪ QF-001 闲置 · 无方案" in text
    assert "⚠️ 还没有方案，缺：形成原因、完成时限" in text


async def test_a_page_with_very_many_disposals_keeps_to_telegrams_limits(phones: Telephones) -> None:
    take(phones.act, row(面积="200"))
    for _ in range(120):
        dispose(phones.act, "1", text="情况" * 100)
    page = await phones.say(OFFICE, "/parcel QF-001")
    assert "更早的 110 次没有列出" in str(page.replies)
    assert sum(data.startswith("dv:") for data in page.buttons.values()) <= 10
    await phones.press(OFFICE, "dl:14")


async def test_what_a_page_offers_depends_on_who_asks(phones: Telephones) -> None:
    take(phones.act)
    dispose(phones.act, "5")
    offered = {}
    for sender in (OFFICE, QINGFENG, QINGFENG_LEADER, INSPECTOR):
        offered[sender.name] = list((await phones.say(sender, "/parcel QF-001")).buttons)
    assert offered == {
        "王办": ["核验 6月25日 5 亩"],
        "张三": ["报处置"],
        "孙县长": [],
        "督查员": ["查看 6月25日 5 亩"],
    }


@pytest.mark.parametrize("left", ["submitted", "closed"])
async def test_nothing_more_is_offered_where_nothing_is_left(phones: Telephones, left: str) -> None:
    take(phones.act)
    if left == "submitted":
        dispose(phones.act, None)
    else:
        disposed(phones.act)
    assert (await phones.say(QINGFENG, "/parcel QF-001")).buttons == {}


async def test_a_bare_parcel_explains_to_each_what_they_may_do(phones: Telephones) -> None:
    mine = (await phones.say(QINGFENG, "/parcel")).text
    assert mine == "请写：/parcel 宗地编号。不记得编号，可发送 /parcels 从清单里选。"
    assert "决定可以是：完善手续、限期整改" in (await phones.say(OFFICE, "/parcel")).text


async def test_a_type_is_not_said_of_what_is_no_longer_low(phones: Telephones) -> None:
    take(phones.act, row(类别="低效"))
    designate(phones.act)
    take(phones.act, row(类别="闲置"))
    text = (await phones.say(OFFICE, "/parcel QF-001")).text
    assert text.startswith("🟢 QF-001 闲置 · 待处置")
    assert "认定：停建停产类（市工业和信息化局 6月25日" in text

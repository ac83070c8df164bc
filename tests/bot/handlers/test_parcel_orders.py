"""What the office writes behind the number of a parcel."""

import pytest

from tests.acting import (
    ADMIN,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    QINGFENG,
    QINGFENG_LEADER,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_parcels import (
    decide,
    ready_use,
    row,
    take,
)
from tracker.model import Sender
from tracker.parcels import UseStep


async def test_the_office_makes_a_plan_and_the_unit_is_told(phones: Telephones) -> None:
    take(phones.act, row(形成原因="", 处置措施="", 完成时限="", 责任单位=""))
    answered = await phones.say(
        OFFICE, "/parcel QF-001 成因=企业 停产 措施=依法收回 期限=2022-3-31 单位=清丰"
    )
    assert answered.text == (
        "已更新宗地 QF-001 的处置方案：\n"
        "形成原因：企业 停产\n处置措施：依法收回\n完成时限：2022年3月31日\n责任单位：清丰县"
    )
    assert answered.told["清丰县"].startswith("📋 宗地 QF-001 处置方案有调整：\n形成原因：企业 停产")
    assert "处置措施：依法收回" in (await phones.press(QINGFENG, answered.button("查看"))).text


async def test_the_office_moves_a_date_with_a_document_and_a_reason(phones: Telephones) -> None:
    take(phones.act)
    assert (await phones.say(OFFICE, "/parcel QF-001 期限=2021-12-31")).text == "请写明文号。"
    answered = await phones.say(OFFICE, "/parcel QF-001 期限=2021年12月31日 文号=文1 原因=省里 调整")
    assert "完成时限：7月31日 → 12月31日\n文号：文1\n原因：省里 调整" in answered.text
    assert "12月31日" in answered.told["清丰县"]


async def test_a_plan_that_still_lacks_something_says_what(phones: Telephones) -> None:
    take(phones.act, row(形成原因="", 处置措施="", 完成时限="", 责任单位=""))
    answered = await phones.say(OFFICE, "/parcel QF-001 措施=临时使用")
    assert "⚠️ 方案还缺：形成原因、完成时限、责任单位" in answered.text
    assert answered.notices == ()


async def test_a_cause_that_is_taken_away_is_said_to_be(phones: Telephones) -> None:
    take(phones.act)
    assert "形成原因：企业停产 → （删去）" in (await phones.say(OFFICE, "/parcel QF-001 成因=")).text


async def test_a_date_that_a_step_overrules_is_said_to_be(phones: Telephones) -> None:
    take(phones.act, ready_use())
    decide(phones.act, UseStep.REGULARISE)
    answered = await phones.say(OFFICE, "/parcel QF-001 期限=2022-06-30 文号=文1 原因=推迟")
    assert "⚠️ 期限仍以处理步骤“完善手续”为准：12月31日" in answered.text


async def test_a_unit_that_no_message_reaches_is_named(phones: Telephones) -> None:
    take(phones.act)
    answered = await phones.say(OFFICE, "/parcel QF-001 单位=台前县")
    assert "没有联络员或联系不上，请另行告知：台前县。" in answered.text


async def test_a_designation_is_recorded_in_one_line(phones: Telephones) -> None:
    take(phones.act, row(类别="低效"))
    answered = await phones.say(OFFICE, "/parcel qf-001 认定=停建停产 认定单位=市工业和信息化局 文号=文2")
    assert answered.text == "已登记：宗地 QF-001 认定为停建停产类（市工业和信息化局，文2）。"


async def test_a_step_is_decided_in_one_line_and_told_to_the_unit(phones: Telephones) -> None:
    take(phones.act, ready_use())
    answered = await phones.say(
        OFFICE, "/parcel QF-001 决定=限期整改 不符合=运营良好、亩均产出 期限=2021-10-31 文号=文3"
    )
    assert answered.text == (
        "已登记宗地 QF-001：限期整改，10月31日到期，还有 128 天\n"
        "不符合：运营良好、亩均产出效益较高\n文号：文3"
    )
    assert "限期整改" in answered.told["清丰县"]
    page = (await phones.say(QINGFENG, "/parcel QF-001")).text
    assert "处理步骤：6月25日 限期整改（文3，期限 10月31日，不符合：运营良好、亩均产出效益较高）" in page
    closed = await phones.say(OFFICE, "/parcel QF-001 决定=强制退出 文号=文4 原因=整改 无效")
    assert closed.text == "已登记宗地 QF-001：强制退出，6月25日办完\n文号：文4\n理由：整改 无效"


ORDERS = [
    ("/parcel QF-001 什么", "没有看懂“什么”。"),
    ("/parcel QF 001", "没有看懂“001”。"),
    ("/parcel QF-001 颜色=红", "没有看懂“颜色=红”。"),
    ("/parcel QF-001 措施=甲 措施=乙", "“措施”写了两次。"),
    ("/parcel QF-001 措施=依法收回", "宗地 QF-001 的处置方案本来就是这样，没有变动。"),
    ("/parcel QF-001 期限=尽快", "“尽快”不是有效日期"),
    ("/parcel QF-001 期限=2021-06-24 文号=文 原因=因", "新期限 2021-06-24 早于今天（2021-06-25）"),
    ("/parcel QF-001 单位=月球", "没有名为“月球”的单位"),
    ("/parcel QF-001 认定=荒地", "没有“荒地”这一类型，可以写：产业转型类、停建停产类。"),
    ("/parcel QF-001 认定=停建停产类", "宗地 QF-001 的类别是闲置，只有低效用地分类型"),
    ("/parcel QF-001 决定=拆除", "没有“拆除”这一步，可以写：完善手续、限期整改、验收合格"),
    ("/parcel QF-001 决定=完善手续", "不适用已批未供即用的处理步骤"),
    ("/parcel QF-999 措施=甲", "没有编号为“QF-999”的宗地"),
    ("/parcel " + "长" * 3000, "没有编号为“长长"),
    ("/parcel QF-001 " + "长" * 3000, "没有看懂“长长"),
]


@pytest.mark.parametrize(("typed", "sentence"), ORDERS)
async def test_an_order_that_cannot_be_is_refused_in_a_sentence(
    phones: Telephones, typed: str, sentence: str
) -> None:
    take(phones.act)
    before = phones.act.read(lambda books: books.parcels.records())
    answered = await phones.say(OFFICE, typed)
    assert answered.outcome == "refused"
    assert sentence in answered.text
    assert phones.act.read(lambda books: books.parcels.records()) == before


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, DIRECTOR, INSPECTOR, ADMIN])
@pytest.mark.parametrize("order", ["措施=调整利用", "什么", "决定=完善手续 文号=文"])
async def test_only_the_office_orders(phones: Telephones, sender: Sender, order: str) -> None:
    take(phones.act)
    before = phones.act.read(lambda books: books.parcels.records())
    answered = await phones.say(sender, f"/parcel QF-001 {order}")
    assert (answered.outcome, "您的身份不能使用" in answered.text) == ("refused", True)
    assert phones.act.read(lambda books: books.parcels.records()) == before

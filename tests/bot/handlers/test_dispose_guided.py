"""Reporting a disposal in chat: step by step, by buttons."""

import pytest

from bot import words
from tests.acting import (
    OFFICE,
    QINGFENG,
)
from tests.bot.handlers.telephone import Answered, Telephones, buttons
from tests.tracker.usecases.keeping_parcels import (
    dispose,
    disposed,
    judge,
    record_of,
    row,
    take,
)
from tracker.model import Evidence
from tracker.scoring import figure
from tracker.store.evidence import Whose


@pytest.fixture(autouse=True)
def _parcels(phones: Telephones) -> None:
    take(phones.act, row(2), row(3, 宗地编号="QF-002", 面积="20", 处置措施="", 形成原因=""))


def areas(phones: Telephones, number: str = "QF-001") -> list[str]:
    return [figure(each.area_mu) for each in record_of(phones.act, number).disposals]


def evidence(phones: Telephones) -> tuple[Evidence, ...]:
    (made,) = record_of(phones.act).disposals
    return phones.act.read(lambda books: books.evidence.of(Whose(disposal_id=made.id)))


async def at_measure(phones: Telephones, area: str = "12.5") -> Answered:
    await phones.say(QINGFENG, "/dispose QF-001")
    return await phones.say(QINGFENG, area)


async def at_evidence(phones: Telephones) -> Answered:
    return await phones.press(QINGFENG, (await at_measure(phones)).button("依法收回"))


async def test_a_bare_dispose_asks_which_of_the_own_parcels(phones: Telephones) -> None:
    disposed(phones.act, "20", number="QF-002")
    asked = await phones.say(QINGFENG, "/dispose")
    assert asked.text == "报哪一宗地的处置？"
    assert asked.buttons == {"🟢 QF-001 剩余 45.2 亩": "dp:1"}
    begun = await phones.press(QINGFENG, asked.button("🟢"))
    assert "还剩 45.2 亩。\n这次处置了多少亩？请输入数字。" in begun.text


async def test_the_choice_of_parcels_has_pages(phones: Telephones) -> None:
    take(phones.act, *(row(n, 宗地编号=f"QF-{n:03}") for n in range(10, 25)))
    asked = await phones.say(QINGFENG, "/dispose")
    second = await phones.press(QINGFENG, asked.button("下一页"))
    assert second.replies[0]["method"] == "editMessageText"
    assert sum(data.startswith("dp:") for data in (asked.buttons | second.buttons).values()) == 17


async def test_a_guided_disposal_is_recorded_once_it_is_finished(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    asked = await phones.photo(QINGFENG)
    assert "已收到材料 1 份。" in asked.text
    asked = await phones.say(QINGFENG, "已收回土地证")
    assert areas(phones) == []
    done = await phones.press(QINGFENG, asked.button("完成"))
    (made,) = record_of(phones.act).disposals
    assert (figure(made.area_mu), made.measure, made.text) == ("12.5", "依法收回", "已收回土地证")
    assert "处置 12.5 亩（依法收回），附材料 1 份" in done.text
    assert list(done.told) == [OFFICE.user_id]
    assert len(evidence(phones)) == 1


async def test_all_that_is_left_is_a_button_and_a_measure_may_be_typed(phones: Telephones) -> None:
    begun = await phones.press(QINGFENG, "dp:2")
    asked = await phones.press(QINGFENG, begun.button("全部剩余 20 亩"))
    assert [text for text in asked.buttons if text != "取消"] == [
        "限期开发",
        "调整利用",
        "置换盘活",
        "依法收回",
        "临时使用",
    ]
    asked = await phones.say(QINGFENG, "协议收回")
    await phones.press(QINGFENG, asked.button("完成"))
    (made,) = record_of(phones.act, "QF-002").disposals
    assert (figure(made.area_mu), made.measure) == ("20", "协议收回")


async def test_the_measure_of_the_plan_is_offered_first_and_once(phones: Telephones) -> None:
    asked = await at_measure(phones)
    (payload,) = asked.replies
    assert [text for text, _ in buttons(payload)] == [
        "依法收回",
        "限期开发",
        "调整利用",
        "置换盘活",
        "临时使用",
        "取消",
    ]


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        ("100", "还可报 45.2 亩；您填的是 100 亩。"),
        ("0", "应大于 0"),
        ("多半", "不是数字"),
        ("0.0000001", "最多 6 位小数"),
    ],
)
async def test_an_area_that_cannot_be_is_refused_before_more_is_asked(
    phones: Telephones, area: str, sentence: str
) -> None:
    refused = await at_measure(phones, area)
    assert (refused.outcome, sentence in refused.text) == ("refused", True)
    assert "采取了什么处置方式" in (await phones.say(QINGFENG, "1")).text


async def test_a_photo_in_the_place_of_an_answer_is_asked_for_in_words(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/dispose QF-001")
    assert "请先用文字回答上面的问题" in (await phones.photo(QINGFENG)).text


async def test_an_album_in_the_guided_disposal_is_answered_once(phones: Telephones) -> None:
    await at_evidence(phones)
    first = await phones.photo(QINGFENG, media_group_id="a")
    later = [await phones.photo(QINGFENG, media_group_id="a") for _ in range(2)]
    assert [each.replies for each in later] == [(), ()]
    assert "附材料 3 份" in (await phones.press(QINGFENG, first.button("完成"))).text


async def test_a_cancelled_disposal_leaves_nothing(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    assert "已取消，没有记录任何内容。" in (await phones.press(QINGFENG, asked.button("取消"))).text
    assert (await phones.press(QINGFENG, asked.button("完成"))).text == words.OLD_BUTTON
    assert areas(phones) == []


async def test_a_button_of_an_earlier_step_changes_nothing(phones: Telephones) -> None:
    begun = await phones.say(QINGFENG, "/dispose QF-001")
    asked = await phones.say(QINGFENG, "1")
    assert (await phones.press(QINGFENG, begun.button("全部剩余"))).text == words.OLD_BUTTON
    version = asked.button("取消").split(":")[1]
    for what in ("a", "d", "m:9", "m:99"):
        assert (await phones.press(QINGFENG, f"dg:{version}:{what}")).text == words.OLD_BUTTON
    assert "可发照片" in (await phones.press(QINGFENG, asked.button("依法收回"))).text


async def test_a_finished_button_pressed_twice_records_once(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    await phones.press(QINGFENG, asked.button("完成"))
    assert (await phones.press(QINGFENG, asked.button("完成"))).text == words.OLD_BUTTON
    assert areas(phones) == ["12.5"]


async def test_the_conversation_survives_a_restart(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    phones.restart()
    await phones.press(QINGFENG, asked.button("完成"))
    assert areas(phones) == ["12.5"]


async def test_a_guided_disposal_of_what_is_gone_meanwhile_is_refused(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    judge(phones.act, dispose(phones.act, "40").disposal_id)
    answered = await phones.press(QINGFENG, asked.button("完成"))
    assert "已报处置 40 亩，还可报 5.2 亩" in answered.text
    assert areas(phones) == ["40"]


async def test_a_report_begun_meanwhile_ends_the_disposal(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    await phones.say(QINGFENG, "/report 3.1")
    assert (await phones.press(QINGFENG, asked.button("完成"))).text == words.OLD_BUTTON
    assert areas(phones) == []


async def test_a_file_that_belongs_to_nothing_names_both_ways(phones: Telephones) -> None:
    answered = await phones.photo(QINGFENG)
    assert "/report 3.2 60 情况 或 /dispose 宗地编号 面积" in answered.text

"""Buttons pressed twice, by somebody else, or from another time: a polite sentence and no second effect."""

import pytest

from bot.sandbox.entities import Json
from bot.sandbox.phone import Seen, Stage
from tests.e2e.cast import FANXIAN, NANLE, NEWCOMER, OFFICE, QINGFENG, STRANGER, TAIQIAN, pick_up
from tests.e2e.process import Baiyuan

EXPIRED = "这个按钮已经过期，请使用最新的消息"


def pressed_by(person: int, message: Seen, data: str) -> Json:
    """Make the update of a button that is none of this person's business."""
    return {
        "callback_query": {
            "id": "4300000000000999999",
            "from": {"id": person, "is_bot": False, "first_name": "人员"},
            "message": {**message.raw, "chat": {"id": person, "type": "private", "first_name": "人员"}},
            "chat_instance": str(person),
            "data": data,
        }
    }


async def test_the_button_that_finishes_a_report_pressed_twice_makes_one_report(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    liaison = await pick_up(shared_stage, NANLE)
    await liaison.say("/report 3.2")
    await liaison.press("40%", on=await liaison.next_message())
    await liaison.press("跳过", on=await liaison.next_edit())
    last = await liaison.next_edit()
    before = shared_program.facts()["reports"]
    await liaison.press("完成", on=last)
    assert "（南乐县）40%" in (await liaison.next_edit()).text
    await shared_stage.add_update(pressed_by(NANLE, last, last.data_of("完成") or ""))
    assert EXPIRED in (await liaison.next_message()).text
    assert shared_program.facts()["reports"] == before + 1


async def test_a_submission_is_closed_once_however_often_the_button_is_pressed(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    liaison, office = await pick_up(shared_stage, TAIQIAN), await pick_up(shared_stage, OFFICE)
    await liaison.say("/report 3.2 100 完成")
    await office.press("核验", on=await office.next_message())
    shown = await office.next_message()
    before = shared_program.facts()["reviews"]
    await office.press("办结", on=shown)
    await office.press("办结", on=shown)
    assert "台前县 已办结" in (await office.next_message()).text
    assert "已经处理过，或已有更新的填报" in (await office.next_message()).text
    assert shared_program.facts()["reviews"] == before + 1


@pytest.mark.parametrize(
    ("person", "sentence"),
    [(FANXIAN, "您的身份不能使用这项功能"), (STRANGER, "只为受邀单位服务")],
)
async def test_the_offices_button_does_nothing_for_somebody_else(
    shared_stage: Stage, shared_program: Baiyuan, person: int, sentence: str
) -> None:
    liaison, office = await pick_up(shared_stage, QINGFENG), await pick_up(shared_stage, OFFICE)
    await liaison.say("/report 3.2 100 完成")
    await office.press("核验", on=await office.next_message())
    shown, before = await office.next_message(), shared_program.facts()
    other = await pick_up(shared_stage, person)
    for button in ("办结", "退回"):
        await shared_stage.add_update(pressed_by(person, shown, shown.data_of(button) or ""))
        assert sentence in (await other.next_message()).text
    assert shared_program.facts() == before


@pytest.mark.parametrize("data", ["nonsense", "ro:", "ro:99999", "g:1:n:60", "t:9.9:0", "rp:99999:9"])
async def test_a_button_that_no_message_of_ours_has_changes_nothing(
    shared_stage: Stage, shared_program: Baiyuan, data: str
) -> None:
    office = await pick_up(shared_stage, OFFICE)
    await office.say("/whoami")
    shown, before = await office.next_message(), shared_program.facts()
    await shared_stage.add_update(pressed_by(OFFICE, shown, data))
    assert "系统出错" not in (await office.next_message()).text
    await office.say("/whoami")
    assert "编号" in (await office.next_message()).text
    assert shared_program.facts() == before


async def test_a_conversation_goes_on_after_a_restart_and_its_earlier_buttons_have_expired(
    stage: Stage, program: Baiyuan
) -> None:
    program.start()
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/report")
    first = await liaison.next_message()
    await liaison.say("/report 3.2")
    asked = await liaison.next_message()
    program.wait(lambda: not program.waiting_to_leave())
    program.kill()
    program.start(wait=False)
    await liaison.press("3.2", on=first)
    assert EXPIRED in (await liaison.next_message(20)).text
    await liaison.press("60%", on=asked)
    await liaison.press("跳过", on=await liaison.next_edit())
    await liaison.press("完成", on=await liaison.next_edit())
    assert "（清丰县）60%" in (await liaison.next_edit()).text
    assert program.facts()["reports"] == 1


async def test_a_code_opens_nothing_after_seven_days(stage: Stage, program: Baiyuan) -> None:
    code = program.ask("invite", "--unit", "市审计局", "--role", "liaison")["code"]
    program.settings["BAIYUAN_REHEARSE_FROM"] = "2021-07-01T10:05"
    program.start()
    newcomer = await pick_up(stage, NEWCOMER)
    await newcomer.say(f"/start {code}")
    assert "邀请码已过期（有效期 7 天）" in (await newcomer.next_message()).text
    await newcomer.say("/whoami")
    assert "您还没有加入" in (await newcomer.next_message()).text

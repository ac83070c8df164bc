"""Bad input gets one clear sentence in Chinese and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.entities import Json
from bot.sandbox.phone import Phone, Stage
from tests.e2e.cast import FANXIAN, NANLE, NEWCOMER, OFFICE, QINGFENG, STRANGER, pick_up, real_now
from tests.e2e.process import Baiyuan

NOT_UNDERSTOOD = "没有看懂这条消息"
NOT_EVIDENCE = "照片或文件才能作为佐证"
FOR_MEMBERS_ONLY = "本机器人只为受邀单位服务"
LONG = "长" * 4000

SAID: tuple[tuple[int, str, str], ...] = (
    (QINGFENG, "/report 9.9 60 情况", "没有编号为“9.9”的任务"),
    (QINGFENG, "/report 2.3 60 情况", "任务 2.3 没有分配给清丰县"),
    (QINGFENG, "/report 3.2@南乐县 60 情况", "任务 3.2 没有分配给南乐县，不能由您填报"),
    (QINGFENG, "/report 3.2 120 情况", "进度须在 0 到 100 之间，您填的是 120"),
    (QINGFENG, "/report 3.2 -5 情况", "“-5”不是进度"),
    (QINGFENG, "/report 3.2 12.5 情况", "“12.5”不是进度"),
    (QINGFENG, "/report 3.2 💯 情况", "“💯”不是进度"),
    (QINGFENG, "/report 😀 60 情况", "“😀”不是任务编号"),
    (QINGFENG, "/report 3.2@ 60 情况", "“@”后面请写单位名称"),
    (QINGFENG, "/report 1.1 算命 完成", "任务 1.1 没有“算命”这一事项"),
    (QINGFENG, "/task 😀", "“😀”不是任务编号"),
    (QINGFENG, "/task 9.9", "没有编号为“9.9”的任务"),
    (QINGFENG, "/task", "请写任务编号"),
    (QINGFENG, "/status 2021-13-45", "“2021-13-45”不是有效日期"),
    (QINGFENG, "/status 2099-01-01", "2099-01-01 还没有到"),
    (QINGFENG, "/frobnicate", "没有这个命令"),
    (QINGFENG, "今天天气不错", NOT_UNDERSTOOD),
    (QINGFENG, "😀😀😀", NOT_UNDERSTOOD),
    (QINGFENG, "/", NOT_UNDERSTOOD),
    (QINGFENG, "长" * 4096, NOT_UNDERSTOOD),
    (QINGFENG, f"/report {LONG} 60", "不是任务编号"),
    (QINGFENG, f"/report 3.2 {LONG}", "不是进度"),
    (QINGFENG, f"/report 3.2 {'9' * 4000}", "不是进度"),
    (QINGFENG, f"/report 3.2@{LONG} 60", "的单位"),
    (QINGFENG, f"/report 1.1 {LONG} 完成", "这一事项"),
    (QINGFENG, "/extend 3.2 2021-09-30 文号 原因", "您的身份不能使用这项功能"),
    (QINGFENG, "/invite 清丰县 联络员", "您的身份不能使用这项功能"),
    (QINGFENG, "/review", "您的身份不能使用这项功能"),
    (OFFICE, "/report 3.2 60 情况", "您的身份不能使用这项功能"),
    (OFFICE, "/extend 3.2 2021-06-23 文号 原因", "新期限 2021-06-23 早于今天（2021-06-24）"),
    (OFFICE, "/extend 3.2 明天 文号 原因", "“明天”不是有效日期"),
    (OFFICE, "/extend 3.2 2021-09-30", "请写：/extend 任务编号 新期限 文号 原因"),
    (OFFICE, "/extend 😀 2021-09-30 文号 原因", "“😀”不是任务编号"),
    (OFFICE, "/extend 3.2 2021-06-30 文号 原因", "期限本来就是 2021-06-30"),
    (OFFICE, "/extend 2.3@清丰县 2021-09-30 文号 原因", "任务 2.3 没有分配给清丰县"),
    (OFFICE, "/invite 火星县 联络员", "没有名为“火星县”的单位"),
    (OFFICE, f"/invite {LONG} 联络员", "的单位"),
    (OFFICE, "/invite 清丰县 县长", "请写：/invite 单位 角色 姓名"),
    (OFFICE, "/invite 清丰县 办公室主任", "只能设在领导小组办公室"),
    (STRANGER, "/report 3.2 60 情况", FOR_MEMBERS_ONLY),
    (STRANGER, "/status", FOR_MEMBERS_ONLY),
    (STRANGER, "/help", FOR_MEMBERS_ONLY),
    (STRANGER, "你好", FOR_MEMBERS_ONLY),
)


async def told(phone: Phone, facts: Callable[[], Any], before: Any) -> str:
    """Give the one message that came, once nothing more can come behind it; nothing is recorded."""
    answer = await phone.next_message()
    await phone.say("/whoami")
    assert "编号" in (await phone.next_message()).text, "more than one message"
    assert facts() == before
    return answer.text


@pytest.mark.parametrize(("person", "words", "sentence"), SAID, ids=lambda value: str(value)[:24])
async def test_what_cannot_be_done_is_answered_in_one_sentence(
    shared_stage: Stage, shared_program: Baiyuan, person: int, words: str, sentence: str
) -> None:
    phone, before = await pick_up(shared_stage, person), shared_program.facts()
    await phone.say(words)
    answer = await told(phone, shared_program.facts, before)
    assert sentence in answer
    assert len(answer) < 300


THINGS: tuple[Json, ...] = (
    {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
        }
    },
    {"location": {"latitude": 35.76, "longitude": 115.03}},
    {"contact": {"phone_number": "+8613800000000", "first_name": "张三"}},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    {"dice": {"emoji": "🎲", "value": 4}},
)


def message_update(person: int, content: Json) -> Json:
    """Make the update of a message that the telephones here cannot send."""
    return {
        "message": {
            "message_id": 900_001,
            "from": {"id": person, "is_bot": False, "first_name": "人员"},
            "chat": {"id": person, "type": "private", "first_name": "人员"},
            "date": int(real_now().timestamp()),
            **content,
        }
    }


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: next(iter(thing)))
async def test_a_sticker_or_a_place_is_answered_in_one_sentence(
    shared_stage: Stage, shared_program: Baiyuan, thing: Json
) -> None:
    phone, before = await pick_up(shared_stage, NANLE), shared_program.facts()
    await shared_stage.add_update(message_update(NANLE, thing))
    sentence = NOT_EVIDENCE if thing.keys() & {"sticker", "voice"} else NOT_UNDERSTOOD
    assert sentence in await told(phone, shared_program.facts, before)


async def test_an_update_that_nobody_can_read_holds_up_nobody(shared_stage: Stage) -> None:
    phone = await pick_up(shared_stage, NANLE)
    shapes: tuple[Json, ...] = (
        {},
        {"message": 7},
        {"message": {"chat": {"id": NANLE}, "date": 10**18}},
        {"callback_query": {"message": 7}},
    )
    for broken in shapes:
        await shared_stage.add_update(broken)
    await phone.say("/whoami")
    assert "南乐县 联络员" in (await phone.next_message()).text


@pytest.mark.parametrize("caption", ["/report 3.2 60 见附件", "见附件", ""])
async def test_a_file_that_a_bot_may_not_fetch_is_refused_with_what_to_do_instead(
    shared_stage: Stage, shared_program: Baiyuan, caption: str
) -> None:
    phone = await pick_up(shared_stage, FANXIAN)
    await phone.say("/report 3.2")
    await phone.press("60%", on=await phone.next_message())
    await phone.next_edit()
    before = shared_program.facts()
    await phone.send_document(b"%PDF", "图纸.pdf", caption, size=21 * 1024 * 1024)
    assert "“图纸.pdf”超过 20 MB" in await told(phone, shared_program.facts, before)


async def test_an_edited_command_is_not_carried_out(shared_stage: Stage, shared_program: Baiyuan) -> None:
    phone = await pick_up(shared_stage, NANLE)
    sent = await phone.say("/report 3.2 20 原来的")
    await phone.next_message()
    before = shared_program.facts()
    await phone.edit(sent.message_id, "/report 3.2 90 改过的")
    assert "修改过的消息不会被处理" in await told(phone, shared_program.facts, before)


async def test_a_forwarded_command_is_not_carried_out(shared_stage: Stage, shared_program: Baiyuan) -> None:
    phone, before = await pick_up(shared_stage, NANLE), shared_program.facts()
    await phone.say("/report 3.2 90 别人的话", forwarded=True)
    assert "转发的命令不会执行" in await told(phone, shared_program.facts, before)


async def test_a_command_in_a_group_is_answered_with_where_it_belongs(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    before = shared_program.facts()
    group = await shared_stage.add_group("工作群", [NANLE])
    phone = shared_stage.phone(NANLE, chat=group)
    await phone.say("/report 3.2 90 在群里")
    assert "请在与我的私聊中使用" in (await phone.next_message()).text
    assert shared_program.facts() == before


async def test_five_wrong_codes_lock_the_chat_even_for_the_right_one(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    phone = await pick_up(shared_stage, NEWCOMER)
    invited = shared_program.ask("invite", "--unit", "市审计局", "--role", "liaison")
    before = shared_program.facts()
    for left in (4, 3, 2, 1):
        await phone.say(f"/start WRONG{left}")
        assert f"邀请码不正确，请核对后重新发送。还可以再试 {left} 次" in (await phone.next_message()).text
    for code in ("WRONG", invited["code"]):
        await phone.say(f"/start {code}")
        assert "邀请码错误次数过多，已锁定，请在6月24日 11:" in (await phone.next_message()).text
    assert shared_program.facts() == before

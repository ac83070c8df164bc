"""Telegram, the network or the disk is out of order for a while: a file waits, and is answered in the end."""

from datetime import timedelta
from pathlib import Path

from bot.sandbox.limits import FETCH_BYTES
from tests.acting import DAY, PUYANGXIAN, QINGFENG
from tests.bot.paperwork.conftest import Room, read
from tests.bot.paperwork.sheets import csv


async def test_a_result_that_telegram_could_not_take_is_kept_and_sent_later(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    await room.stage.fail("sendDocument", "502")
    await room.work()
    assert room.kept() == 1
    room.clock.move_to(room.clock.now() + timedelta(minutes=1))
    await room.delivery.tick(room.clock.now())
    assert (room.kept(), await read(phone)) == (0, ["共 1 行。", "结果"])


async def test_where_the_receipt_was_never_sent_the_answer_is_a_message_of_its_own(room: Room) -> None:
    await room.stage.fail("sendMessage", "502")
    phone = await room.send(QINGFENG, csv("1"))
    await room.work()
    room.clock.move_to(room.clock.now() + timedelta(minutes=1))
    await room.work()
    assert await read(phone) == ["已收到《表.csv》，正在处理……", "共 1 行。", "结果"]


async def test_a_file_that_telegram_cannot_give_out_now_is_asked_for_again(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    await room.stage.fail("getFile", "502")
    again_at = await room.work()
    assert again_at is not None
    assert timedelta() < again_at - room.clock.now() <= timedelta(seconds=5)
    assert await read(phone) == ["已收到《表.csv》，正在处理……"]
    room.clock.move_to(again_at)
    await room.work()
    assert await read(phone) == ["共 1 行。", "结果"]


async def test_a_file_is_left_alone_for_as_long_as_telegram_asks(room: Room) -> None:
    await room.send(QINGFENG, csv("1"))
    await room.stage.fail("getFile", "429", retry_after=77)
    again_at = await room.work()
    assert again_at is not None
    assert again_at - room.clock.now() > timedelta(seconds=70)


async def test_a_file_that_is_not_given_out_for_a_day_is_given_up(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    await room.stage.fail("getFile", "502", times=5)
    for _ in range(4):
        assert await room.work() is not None
        room.clock.move_to(room.clock.now() + DAY / 4)
    assert await room.work() is None
    assert await read(phone) == ["处理《表.csv》时系统出错，没有结果，管理员已收到通知。请稍后重新发送。"]


async def test_a_file_that_finds_the_disk_full_is_done_again_later(room: Room, tmp_path: Path) -> None:
    phone = await room.send(QINGFENG, csv(f"满:{tmp_path / 'freed'}"))
    again_at = await room.work()
    assert again_at is not None
    (tmp_path / "freed").touch()
    room.clock.move_to(again_at)
    await room.work()
    assert await read(phone) == ["共 1 行。", "结果"]


async def test_a_file_over_20_mb_is_refused_with_the_command_line(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"), size=FETCH_BYTES + 1)
    (said,) = await read(phone)
    assert "超过 20 MB，Telegram 不把这么大的文件交给机器人" in said
    assert "baiyuan score-file 输入.xlsx 结果.xlsx" in said
    assert room.files() == []


async def test_a_file_whose_size_only_telegram_knows_is_refused_by_it_with_the_same_sentence(
    room: Room,
) -> None:
    phone = room.stage.phone(QINGFENG.chat_id)
    seen = await phone.send_document(csv("1"), "表.csv", size=FETCH_BYTES + 1)
    del seen.raw["document"]["file_size"]
    await room.say(seen)
    await room.work()
    (said,) = await read(phone)
    assert "超过 20 MB，Telegram 不把这么大的文件交给机器人" in said


async def test_a_file_that_telegram_does_not_know_is_to_be_sent_again(room: Room) -> None:
    phone = room.stage.phone(QINGFENG.chat_id)
    seen = await phone.send_document(csv("1"), "表.csv")
    seen.raw["document"]["file_id"] = "of-another-bot"
    await room.say(seen)
    await room.work()
    assert await read(phone) == ["Telegram 没有交出《表.csv》，请重新发送一次。"]


async def test_a_file_that_waits_for_telegram_holds_up_no_other_chat(room: Room) -> None:
    await room.send(QINGFENG, csv("1"), "一.csv")
    await room.send(QINGFENG, csv("1"), "二.csv")
    await room.send(PUYANGXIAN, csv("1"), "甲.csv")
    await room.stage.fail("getFile", "502")
    again_at = await room.work()
    assert room.noted() == ["甲.csv"]
    assert again_at is not None
    assert again_at > room.clock.now()
    room.clock.move_to(again_at)
    await room.work()
    assert room.noted() == ["甲.csv", "一.csv", "二.csv"]

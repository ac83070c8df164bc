"""A file is worked on in a process of its own and answered once, whatever becomes of that process."""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path

from bot.paperwork import sent
from bot.paperwork.clerk import DEATHS
from tests.acting import ADMIN, NOW, OFFICE, PUYANGXIAN, QINGFENG, STRANGER
from tests.bot.paperwork.conftest import Room, read
from tests.bot.paperwork.sheets import csv
from tracker.store.people import People


async def test_a_sheet_is_answered_in_the_place_of_its_receipt_and_with_the_result(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1", rows=3))
    assert await read(phone) == ["已收到《表.csv》，正在处理……"]
    assert await room.work() is None
    assert await read(phone) == ["共 3 行。", "结果"]
    assert room.outcomes() == ["done"]
    result = (await phone.messages())[-1]
    assert result.raw["document"]["file_name"] == "结果.xlsx"
    assert await phone.download(result) == b"2021-06-25 0"


async def test_the_bytes_of_a_result_are_dropped_when_it_has_arrived(room: Room) -> None:
    await room.send(QINGFENG, csv("1"))
    await room.clerk.tick(room.clock.now())
    assert room.kept() == 1
    await room.delivery.tick(room.clock.now())
    assert room.kept() == 0


async def test_the_bytes_of_a_result_are_dropped_when_the_chat_refuses_it(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    await phone.block()
    await room.work()
    assert room.kept() == 0


async def test_a_progress_is_shown_while_a_sheet_is_read(room: Room, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    phone = await room.send(QINGFENG, csv(f"等:{gate}"))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(room.work())
        shown = await phone.next_edit(30)
        gate.touch()
    assert shown.text == "【演练】正在数《表.csv》：已处理 20,000 行……"
    assert await read(phone) == ["共 1 行。", "结果"]


async def test_a_progress_that_cannot_be_shown_stops_nothing(room: Room, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.touch()
    phone = await room.send(QINGFENG, csv(f"等:{gate}"))
    await room.stage.fail("editMessageText", "502")
    await room.work()
    assert room.outcomes() == ["done"]
    assert await read(phone) == ["共 1 行。", "结果"]


async def test_a_reading_that_refuses_leaves_one_sentence(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("不收"))
    await room.work()
    assert await read(phone) == ["不收这份<表>。"]
    assert room.outcomes() == ["refused"]


async def test_a_recording_that_refuses_leaves_one_sentence_and_no_effect(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("记不收"))
    await room.work()
    assert await read(phone) == ["记不下来。"]
    assert (room.outcomes(), room.noted()) == (["refused"], [])


async def test_a_damaged_workbook_leaves_one_sentence(room: Room) -> None:
    phone = await room.send(QINGFENG, b"PK\x03\x04half", "表.xlsx")
    await room.work()
    (sentence,) = await read(phone)
    assert "表.xlsx 已损坏" in sentence
    assert room.outcomes() == ["refused"]


async def test_a_bug_in_the_reading_is_told_to_the_sender_and_to_the_admins(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("坏"))
    await room.work()
    assert await read(phone) == ["处理《表.csv》时系统出错，没有结果，管理员已收到通知。请稍后重新发送。"]
    (told,) = await read(room.stage.phone(ADMIN.chat_id))
    assert "处理第 1 份文件时出错：ZeroDivisionError" in told
    assert room.outcomes() == ["failed"]


async def test_a_bug_in_the_recording_leaves_no_effect_and_the_next_file_is_worked_on(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("记坏"))
    await room.send(QINGFENG, csv("1"), "另一份.csv")
    await room.work()
    assert (await read(phone))[0].startswith("处理《表.csv》时系统出错")
    assert (room.outcomes(), room.noted()) == (["failed", "done"], ["另一份.csv"])


async def test_a_killed_reading_is_a_failed_file(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("杀"))
    await room.work()
    assert (await read(phone))[0].startswith("处理《表.csv》时系统出错")
    (told,) = await read(room.stage.phone(ADMIN.chat_id))
    assert "处理文件的进程意外结束（-9）" in told


async def test_a_stop_leaves_the_file_for_the_next_start(room: Room, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    phone = await room.send(QINGFENG, csv(f"等:{gate}"))
    working = asyncio.ensure_future(room.clerk.tick(room.clock.now()))
    await phone.next_edit(30)
    working.cancel()
    await asyncio.wait([working])
    assert working.cancelled()
    (file,) = room.files()
    assert (file.outcome, file.deaths) == (None, 0)
    gate.touch()
    await room.work()
    assert await read(phone) == ["共 1 行。", "结果"]
    assert room.noted() == ["表.csv"]


async def test_a_stop_of_the_whole_service_that_ends_the_reading_first_leaves_the_file_too(
    room: Room, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    phone = await room.send(QINGFENG, csv(f"等:{gate}"))
    working = asyncio.ensure_future(room.clerk.tick(room.clock.now()))
    await phone.next_edit(30)
    os.kill(int((tmp_path / "gate.pid").read_text()), signal.SIGTERM)
    # Long enough to notice that the process is gone, which by itself is a failed file.
    await asyncio.sleep(0.2)
    working.cancel()
    await asyncio.wait([working])
    assert room.outcomes() == [None]
    gate.touch()
    await room.work()
    assert await read(phone) == ["共 1 行。", "结果"]


async def test_a_file_that_was_in_hand_at_too_many_deaths_is_given_up(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    for _ in range(DEATHS):
        # Taken up by a process that is gone since.
        room.act.store.write_now(sent.take_up, room.clock.now(), room.clock.zone)
    await room.work()
    assert room.outcomes() == ["failed"]
    assert (await read(phone))[0].startswith("处理《表.csv》时系统出错")
    (told,) = await read(room.stage.phone(ADMIN.chat_id))
    assert "处理时多次导致程序退出" in told


async def test_the_most_specific_kind_of_sheet_is_meant(room: Room) -> None:
    phone = await room.send(OFFICE, csv("1", columns="丙,甲,乙", last="2,3"))
    await room.send(QINGFENG, csv("1", columns="丙,甲,乙", last="2,3"))
    await room.work()
    assert await read(phone) == ["共 1 行。", "结果"]
    (refused,) = await read(room.stage.phone(QINGFENG.chat_id))
    assert refused == "《表.csv》是办公室数行，您的身份不能提交。发送 /help 查看可用功能。"


async def test_a_sheet_that_fits_nothing_is_answered_with_the_known_headings(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1", columns="甲,丁"))
    await room.work()
    (said,) = await read(phone)
    assert "没有认出《表.csv》是什么表" in said
    assert "数行：甲、乙。缺少：乙" in said
    assert room.outcomes() == ["refused"]


async def test_a_map_is_known_by_its_name(room: Room) -> None:
    phone = await room.send(QINGFENG, b"{}", "边界.GeoJSON")
    await room.work()
    assert (await read(phone))[0].startswith("《边界.GeoJSON》是地图，您的身份不能提交")


async def test_who_has_left_the_post_meanwhile_learns_nothing(room: Room, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    phone = await room.send(QINGFENG, csv(f"等:{gate}"))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(room.work())
        await phone.next_edit(30)
        (member,) = room.act.read(lambda books: books.people.posts_of(QINGFENG.user_id))
        room.act.store.write_now(lambda connection: People(connection).dismiss(member, NOW))
        gate.touch()
    (said,) = await read(phone)
    assert "只为受邀单位服务" in said
    assert room.noted() == []


async def test_a_stranger_learns_nothing_and_nothing_waits(room: Room) -> None:
    phone = await room.send(STRANGER, csv("1"))
    (said,) = await read(phone)
    assert "只为受邀单位服务" in said
    assert room.files() == []


async def test_a_sheet_is_worked_on_for_the_day_it_was_said(room: Room) -> None:
    phone = await room.send(QINGFENG, csv("1"))
    room.clock.move_to(room.clock.now() + timedelta(hours=20))
    await room.work()
    assert await phone.download((await phone.messages())[-1]) == b"2021-06-25 0"


async def test_chats_take_turns_and_within_one_the_oldest_goes_first(room: Room) -> None:
    for name in ("一.csv", "二.csv", "三.csv"):
        await room.send(QINGFENG, csv("1"), name)
    await room.send(PUYANGXIAN, csv("1"), "甲.csv")
    await room.work()
    assert room.noted() == ["一.csv", "甲.csv", "二.csv", "三.csv"]


async def test_other_files_are_received_while_one_is_worked_on(room: Room, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    worked_on = await room.send(QINGFENG, csv(f"等:{gate}"))
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(room.work())
        await worked_on.next_edit(30)
        phone = await room.send(PUYANGXIAN, csv("1"))
        assert await read(phone) == ["已收到《表.csv》，正在处理……"]
        assert not working.done()
        gate.touch()
    assert room.outcomes() == ["done", "done"]

"""The mornings of a running program, of one that was stopped, and of one whose Telegram stumbles."""

from bot.sandbox.phone import Phone, Stage
from bot.sandbox.world import World
from tests.e2e.cast import NANLE, OFFICE, POSTS, QINGFENG, pick_up
from tests.e2e.process import Baiyuan
from tracker.model import Role

LIAISONS = tuple(person for person, post in POSTS.items() if post.role is Role.LIAISON)
FRIDAY, MONDAY, WEDNESDAY = "2021-06-25", "2021-06-28", "2021-06-30"


def mornings(world: World, person: int) -> list[str]:
    """Read the reminders on somebody's telephone."""
    shown = tuple(world.chats[person].messages.values())
    return [one["text"] for one in shown if one["from"]["is_bot"] and "督办提醒" in one["text"]]


def begin(program: Baiyuan, day: str, hour: str = "09:00:01") -> None:
    program.settings["BAIYUAN_REHEARSE_FROM"] = f"{day}T{hour}"
    program.start()


def settle(program: Baiyuan, world: World, count: int) -> None:
    """Wait until everybody has had that many mornings and nothing else is on its way."""
    program.wait(lambda: all(len(mornings(world, person)) >= count for person in LIAISONS))
    program.wait(lambda: not program.waiting_to_leave())


async def unreached(office: Phone) -> str:
    """Read on until the office is told whom a morning could not reach."""
    while "收不到今晨的提醒" not in (text := (await office.next_message()).text):
        pass
    return text


async def test_a_first_start_in_the_middle_of_the_plan_sums_up_once_and_a_restart_repeats_nothing(
    program: Baiyuan, world: World, stage: Stage
) -> None:
    begin(program, FRIDAY)
    settle(program, world, 1)
    program.kill()
    begin(program, FRIDAY, "11:00")
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/whoami")
    await liaison.next_message()
    settle(program, world, 1)
    (morning,) = mornings(world, QINGFENG)
    assert morning.startswith("【演练】督办提醒 2021年6月25日（周五）\n清丰县")
    assert morning.count("3.1 ") == 1
    assert "3月31日到期，已逾期 86 天" in morning
    assert [len(mornings(world, person)) for person in LIAISONS] == [1] * len(LIAISONS)


async def test_the_buttons_under_a_reminder_begin_a_report_and_tell_that_it_was_read(
    program: Baiyuan, world: World, stage: Stage
) -> None:
    begin(program, FRIDAY)
    settle(program, world, 1)
    liaison = stage.phone(QINGFENG)
    morning = await liaison.next_message()
    assert morning.buttons == (("填报", "已知悉", "填季报"),)
    await liaison.press("已知悉", on=morning)
    assert "知悉" in (await liaison.next_message()).text
    assert (await liaison.next_answer()).text == "已记录知悉"
    await liaison.press("已知悉", on=morning)
    assert "先前已经确认过知悉" in (await liaison.next_message()).text
    await liaison.press("填报", on=morning)
    assert "填报哪一项任务" in (await liaison.next_message()).text
    await liaison.press("填季报", on=morning)
    assert "2021年第二季度 6月30日截止" in (await liaison.next_message()).text


async def test_after_three_days_of_silence_one_message_tells_how_things_stand_today(
    program: Baiyuan, world: World
) -> None:
    begin(program, FRIDAY)
    settle(program, world, 1)
    assert program.stop() == 0
    begin(program, WEDNESDAY, "14:00")
    settle(program, world, 2)
    _, morning = mornings(world, QINGFENG)
    assert "2021年6月30日（周三）" in morning
    (line,) = (line for line in morning.splitlines() if line.startswith("3.2 "))
    assert line.startswith("3.2 全面摸清存量低效用地底数，6月30日到期，就在今天，🔵〔2021〕")
    assert morning.count("已逾期 91 天") == morning.count("3月31日到期")
    assert [len(mornings(world, person)) for person in LIAISONS] == [2] * len(LIAISONS)


async def test_the_office_is_told_who_has_no_liaison_and_who_has_blocked_the_bot(
    program: Baiyuan, world: World, stage: Stage
) -> None:
    await stage.phone(NANLE).block()
    office = stage.phone(OFFICE)
    begin(program, FRIDAY)
    first = await unreached(office)
    assert "市财政局（未绑定联络员）" in first or "华龙区（未绑定联络员）" in first
    assert "南乐县" not in first.split("督办单有")[0]
    program.wait(lambda: not program.waiting_to_leave())
    assert program.stop() == 0
    begin(program, MONDAY)
    second = await unreached(office)
    assert "南乐县（对方屏蔽了机器人）" in second
    assert "南乐县" in program.ask("status")["unreachable"]
    assert mornings(world, NANLE) == []


async def test_floods_and_faults_of_telegram_cost_time_and_neither_a_reminder_nor_a_repetition(
    program: Baiyuan, world: World, stage: Stage
) -> None:
    await stage.fail("sendMessage", "500", times=4)
    await stage.fail("sendMessage", "429", times=2, retry_after=1)
    await stage.fail("sendMessage", "drop", times=3)
    begin(program, FRIDAY)
    settle(program, world, 1)
    assert [len(mornings(world, person)) for person in LIAISONS] == [1] * len(LIAISONS)
    refused = [call["error_code"] for call in await stage.calls("sendMessage") if not call["ok"]]
    assert sorted(refused) == [0, 0, 0, 429, 429, 500, 500, 500, 500]

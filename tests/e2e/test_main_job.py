"""The main job, from the invitation to the director's picture."""

import re
from io import BytesIO
from typing import NamedTuple

import pytest
from PIL import Image

from bot.sandbox.phone import Phone, Seen, Stage
from bot.sandbox.world import World
from tests.e2e.cast import (
    ADMIN,
    DIRECTOR,
    FANXIAN,
    NANLE,
    NEWCOMER,
    OFFICE,
    OFFICE_UNIT,
    PUYANG,
    QINGFENG,
    STRANGER,
    TAIQIAN,
    menu,
    pick_up,
)
from tests.e2e.process import Baiyuan

TODAY = "2021-06-24"


class Room(NamedTuple):
    """The telephones of those who take part."""

    liaison: Phone
    office: Phone


@pytest.fixture
async def room(shared_stage: Stage) -> Room:
    return Room(liaison=await pick_up(shared_stage, QINGFENG), office=await pick_up(shared_stage, OFFICE))


def photo_of(colour: str) -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, format="JPEG")
    return content.getvalue()


async def submit(liaison: Phone, office: Phone, code: str, words: str) -> Seen:
    """Report a task as done in one line; what the office is told."""
    await liaison.say(f"/report {code} 100 {words}")
    assert "已提交办公室核验" in (await liaison.next_message()).text
    return await office.next_message()


async def test_a_newcomer_is_invited_on_the_command_line_and_joins_by_the_link(
    shared_stage: Stage, shared_program: Baiyuan, shared_world: World
) -> None:
    newcomer = await pick_up(shared_stage, NEWCOMER)
    await newcomer.say("/tasks")
    assert "只为受邀单位服务" in (await newcomer.next_message()).text
    invited = shared_program.ask("invite", "--unit", "市财政局", "--role", "联络员")
    link, _, code = invited["link"].partition("?start=")
    assert link == "https://t.me/baiyuan_sandbox_bot"
    await newcomer.say(f"/start {code}")
    welcome = await newcomer.next_message()
    assert "您已成为市财政局联络员" in welcome.text
    assert welcome.buttons == (("全部签收", "查看任务"),)
    await newcomer.press("全部签收", on=welcome)
    assert "已签收" in (await newcomer.next_message()).text
    assert (await newcomer.next_answer()).text == "已签收"
    shared_program.wait(lambda: "report" in menu(shared_world, NEWCOMER))


async def test_a_post_that_is_handed_over_is_lost_with_its_menu_its_buttons_and_its_commands(
    shared_stage: Stage, shared_program: Baiyuan, shared_world: World
) -> None:
    admin = await pick_up(shared_stage, ADMIN)
    before = await pick_up(shared_stage, FANXIAN)
    after = await pick_up(shared_stage, STRANGER)
    await before.say("/report")
    offered = await before.next_message()
    await admin.say("/invite 范县 联络员 张三")
    invitation = (await admin.next_message()).text
    code = re.search(r"/start (\w+)", invitation)
    assert code is not None
    await after.say(f"/start {code[1]}")
    assert "张三，您已成为范县联络员" in (await after.next_message()).text
    assert "您不再担任范县联络员，已由张三接任" in (await before.next_message()).text
    for attempt in ("/tasks", "/report 3.2 60 还是我"):
        await before.say(attempt)
        assert "只为受邀单位服务" in (await before.next_message()).text
    await before.press("3.2", on=offered)
    assert "只为受邀单位服务" in (await before.next_message()).text
    await after.say("/report 3.2 30 已接手")
    assert "（范县）30%" in (await after.next_message()).text
    shared_program.wait(lambda: "report" in menu(shared_world, STRANGER))
    shared_program.wait(lambda: menu(shared_world, FANXIAN) == {"start", "help"})


async def test_a_report_in_one_line_is_recorded_for_the_day_it_was_said(
    room: Room, shared_program: Baiyuan
) -> None:
    await room.liaison.say("/report 3.6 60 已完成外业调查 <b>& 初审</b>")
    answer = (await room.liaison.next_message()).text
    assert "✔ 已记录：3.6" in answer
    assert "（清丰县）60%" in answer
    (report,) = shared_program.ask("reports", "--unit", "清丰县", "--code", "3.6")["reports"]
    assert report["text"] == "已完成外业调查 <b>& 初审</b>"
    assert (report["percent"], report["said_on"], report["state"]) == (60, TODAY, "progress")


async def test_a_report_by_buttons_with_a_sentence_and_a_photo_is_shown_to_the_office(room: Room) -> None:
    liaison, office = room
    photo = photo_of("teal")
    await liaison.say("/report")
    assert "填报哪一项任务" in (await liaison.next_message()).text
    await liaison.press("3.2")
    assert "现在完成多少" in (await liaison.next_edit()).text
    await liaison.press("100%")
    assert "请用一句话说明情况" in (await liaison.next_edit()).text
    await liaison.say("外业调查已完成，成果见照片")
    assert "需要附照片或文件吗" in (await liaison.next_message()).text
    await liaison.send_photo(photo)
    await liaison.press("完成", on=await liaison.next_message())
    done = (await liaison.next_edit()).text
    assert "（清丰县）100%，附材料 1 份" in done
    assert "已提交办公室核验" in done
    told = await office.next_message()
    assert "清丰县 提交核验：3.2" in told.text
    await office.press("待核验清单", on=told)
    listed = await office.next_message()
    assert "外业调查已完成，成果见照片" in listed.text
    await office.press("查看 3.2 清丰县", on=listed)
    shown, verdict = await office.next_message(), await office.next_message()
    assert await office.download(shown) == photo
    assert verdict.buttons[0] == ("办结", "退回")


async def test_a_photo_whose_caption_is_the_sentence_is_kept_with_it(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    liaison = await pick_up(shared_stage, PUYANG)
    await liaison.say("/report 3.2")
    await liaison.press("70%", on=await liaison.next_message())
    await liaison.next_edit()
    await liaison.send_photo(photo_of("navy"), "图斑已核实")
    await liaison.press("完成", on=await liaison.next_message())
    assert "（濮阳县）70%，附材料 1 份" in (await liaison.next_edit()).text
    (report,) = shared_program.ask("reports", "--unit", "濮阳县")["reports"]
    assert report["text"] == "图斑已核实"


async def test_a_submission_is_returned_for_a_usual_reason_then_for_a_typed_one_then_closed(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    liaison, office = await pick_up(shared_stage, NANLE), await pick_up(shared_stage, OFFICE)

    async def ask_return(words: str) -> Seen:
        await office.press("核验", on=await submit(liaison, office, "3.2", words))
        shown = await office.next_message()
        assert words in shown.text
        await office.press("退回", on=shown)
        return await office.next_message()

    await office.press("佐证材料不足", on=await ask_return("第一次"))
    assert "南乐县 已退回：佐证材料不足" in (await office.next_message()).text
    returned = await liaison.next_message()
    assert "被退回。\n原因：佐证材料不足" in returned.text
    await liaison.press("重新填报", on=returned)
    assert "现在完成多少" in (await liaison.next_message()).text

    await ask_return("第二次")
    await office.say("请补充<盖章>文件")
    shown = await office.next_message()
    assert "原因：请补充<盖章>文件" in shown.text
    await office.press("确认退回", on=shown)
    assert "已退回：请补充<盖章>文件" in (await office.next_message()).text
    assert "原因：请补充<盖章>文件" in (await liaison.next_message()).text

    await office.press("核验", on=await submit(liaison, office, "3.2", "第三次"))
    await office.press("办结", on=await office.next_message())
    assert "南乐县 已办结" in (await office.next_message()).text
    assert "已通过核验，予以办结" in (await liaison.next_message()).text
    reports = shared_program.ask("reports", "--unit", "南乐县")["reports"]
    assert [each["state"] for each in reports] == ["returned", "returned", "approved"]
    await liaison.say("/report 3.2 50 又退回去")
    assert "无需再填报" in (await liaison.next_message()).text


async def test_a_report_as_long_as_telegram_allows_reaches_the_office_whole(shared_stage: Stage) -> None:
    liaison, office = await pick_up(shared_stage, PUYANG), await pick_up(shared_stage, OFFICE)
    words = "".join(f"第{number}句<&>。" for number in range(500))[:4070]
    await office.press("核验", on=await submit(liaison, office, "3.6", words))
    shown = ""
    while not shown.endswith("材料 0 份"):
        shown += (await office.next_message()).text.removeprefix("【演练】")
    assert words in shown.replace("\n", "")


async def test_the_directors_picture_comes_with_a_caption_that_agrees_with_the_command_line(
    shared_stage: Stage, shared_program: Baiyuan
) -> None:
    director = await pick_up(shared_stage, DIRECTOR)
    await director.say("/status")
    shown = await director.next_message(10)
    with Image.open(BytesIO(await director.download(shown))) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 500
    counts = shared_program.ask("status")["assignments"]
    assert f"{counts['total']}项分工" in shown.text
    assert f"逾期{counts['red']}项" in shown.text
    assert shown.buttons == (("按单位看", "按任务看", "单位任务图"),)


async def test_the_director_looks_behind_the_picture_by_unit_and_by_task(
    shared_stage: Stage,
) -> None:
    director, liaison = await pick_up(shared_stage, DIRECTOR), await pick_up(shared_stage, TAIQIAN)
    await liaison.say("/report 3.1 45 标准初稿已形成")
    await liaison.next_message()
    await director.say("/status")
    shown = await director.next_message(10)
    await director.press("按单位看", on=shown)
    units = await director.next_message()
    assert "台前县 办结 0/" in units.text
    await director.press("台前县", on=units)
    unit = await director.next_edit()
    assert "标准初稿已形成" in unit.text
    await director.press("返回", on=unit)
    assert "各单位" in (await director.next_edit()).text
    await director.press("按任务看", on=shown)
    tasks = await director.next_message()
    await director.press("3.1", on=tasks)
    task = await director.next_edit()
    assert "台前县" in task.text
    assert "标准初稿已形成" in task.text


async def test_the_director_asks_about_a_past_day(shared_stage: Stage, shared_program: Baiyuan) -> None:
    director = await pick_up(shared_stage, DIRECTOR)
    await director.say("/status 2021-04-01")
    shown = await director.next_message(10)
    counts = shared_program.ask("status", "--on", "2021-04-01")["assignments"]
    assert counts["red"] == 27
    assert "截至2021年4月1日" in shown.text
    assert "逾期27项" in shown.text
    assert shown.file_id


async def test_the_office_and_its_director_are_invited_to_their_posts(
    shared_stage: Stage, shared_program: Baiyuan, shared_world: World
) -> None:
    guest = await shared_stage.add_person(9100, "新主任")
    invited = shared_program.ask("invite", "--unit", OFFICE_UNIT, "--role", "director")
    await guest.say(f"/start {invited['code'].lower()}")
    assert "您已成为领导小组办公室办公室主任" in (await guest.next_message()).text
    shared_program.wait(lambda: "members" in menu(shared_world, 9100))
    await guest.say(f"/start {invited['code']}")
    assert "不必再次使用邀请码" in (await guest.next_message()).text

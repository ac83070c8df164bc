"""python-telegram-bot's own client talks to people through the sandbox."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.sandbox.phone import Phone, Stage
from tests.bot.sandbox.conftest import DIRECTOR, LIAISON, Hands, png

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("完成", callback_data="done:1")]])


async def test_a_text_reaches_the_bot_with_its_command_marked(bot: Bot, phone: Phone) -> None:
    await phone.say("/report 3.2 60 已完成")
    started, reported = await bot.get_updates()
    assert (started.message and started.message.text) == "/start"
    assert reported.message is not None
    assert reported.message.entities[0].type == "bot_command"
    assert reported.message.parse_entity(reported.message.entities[0]) == "/report"
    assert reported.effective_user is not None
    assert reported.effective_user.id == LIAISON


async def test_html_arrives_as_plain_text_and_entities(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(LIAISON, "<b>逾期</b> 3 &lt; 4 😀<i>急</i>", parse_mode=ParseMode.HTML)
    assert sent.text == "逾期 3 < 4 😀急"
    assert [(one.type, sent.parse_entity(one)) for one in sent.entities] == [
        ("bold", "逾期"),
        ("italic", "急"),
    ]
    assert (await phone.next_message()).text == sent.text


async def test_a_button_is_pressed_and_answered_and_its_message_edited(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(LIAISON, "填报 3.2", reply_markup=KEYBOARD)
    await phone.press("完成")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "done:1"
    await query.answer("已保存", show_alert=True)
    await bot.edit_message_text("已报送", LIAISON, sent.message_id)
    answer = await phone.next_answer()
    assert (answer.text, answer.alert) == ("已保存", True)
    edited = await phone.next_edit()
    assert (edited.text, edited.buttons) == ("已报送", ())


async def test_a_photo_goes_both_ways_unchanged(bot: Bot, phone: Phone) -> None:
    await phone.send_photo(png(), caption="现场 /report")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert [size.width for size in message.photo] == [320, 640]
    assert message.caption == "现场 /report"
    file = await bot.get_file(message.photo[-1])
    assert bytes(await file.download_as_bytearray()) == png()
    await bot.send_photo(LIAISON, png(800, 600), caption="<b>一图</b>", parse_mode=ParseMode.HTML)
    seen = await phone.next_message()
    assert seen.text == "一图"
    assert await phone.download(seen) == png(800, 600)


async def test_a_document_goes_both_ways_with_its_name(bot: Bot, phone: Phone) -> None:
    await phone.send_document("编号".encode(), "宗地.csv")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    assert message.document.file_name == "宗地.csv"
    again = await bot.send_document(LIAISON, message.document.file_id)
    assert again.document == message.document
    await bot.send_document(LIAISON, "表".encode(), filename="通报.docx", reply_markup=KEYBOARD)
    await phone.next_message()
    seen = await phone.next_message()
    assert seen.raw["document"]["file_name"] == "通报.docx"
    assert await phone.download(seen) == "表".encode()


async def test_an_album_is_one_group_of_messages_both_ways(bot: Bot, phone: Phone) -> None:
    await phone.send_album([png(), png(), png()], "三张照片")
    messages = [update.message for update in (await bot.get_updates())[1:]]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["三张照片", None, None]
    media = [
        InputMediaDocument(b"1", filename="a.txt"),
        InputMediaDocument(b"2", filename="b.txt", caption="两份"),
    ]
    sent = await bot.send_media_group(LIAISON, media)
    assert sent[0].media_group_id == sent[1].media_group_id
    assert sent[1].caption == "两份"


async def test_a_picture_is_replaced_in_place(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_photo(LIAISON, png(), caption="六月")
    await bot.edit_message_media(InputMediaPhoto(png(900, 600), caption="七月"), LIAISON, sent.message_id)
    await bot.edit_message_caption(LIAISON, sent.message_id, caption="八月", reply_markup=KEYBOARD)
    await bot.edit_message_reply_markup(LIAISON, sent.message_id)
    (only,) = [seen for seen in await phone.messages() if seen.from_bot]
    assert (only.text, only.buttons, only.raw["photo"][-1]["width"]) == ("八月", (), 900)


async def test_a_message_may_have_left_the_phone_earlier(bot: Bot, phone: Phone, hands: Hands) -> None:
    left = datetime(2026, 3, 1, 15, 50, tzinfo=UTC)
    await phone.say("/report 3.2 60", date=left)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.date == left
    assert hands.now() - left > timedelta(hours=9)


async def test_edits_and_forwards_by_people_are_told_apart(bot: Bot, phone: Phone) -> None:
    said = await phone.say("/report 3.2 60")
    await phone.edit(said.message_id, "/report 3.2 70")
    await phone.say("/report 3.2 80", forwarded=True)
    _, _, edited, forwarded = await bot.get_updates()
    assert (edited.message, edited.edited_message and edited.edited_message.text) == (None, "/report 3.2 70")
    assert forwarded.message is not None
    assert forwarded.message.forward_origin is not None


async def test_the_narrowest_command_menu_is_shown(bot: Bot, stage: Stage, phone: Phone) -> None:
    await bot.set_my_commands([BotCommand("start", "开始")])
    await bot.set_my_commands([BotCommand("help", "帮助")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("tasks", "任务")], scope=BotCommandScopeChat(LIAISON))
    assert await phone.menu() == {"tasks": "任务"}
    assert await stage.phone(DIRECTOR).menu() == {"help": "帮助"}
    assert [one.command for one in await bot.get_my_commands()] == ["start"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(LIAISON))
    assert await phone.menu() == {"help": "帮助"}


async def test_who_blocks_the_bot_is_told_of(bot: Bot, phone: Phone) -> None:
    await phone.block()
    await phone.block(blocked=False)
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_a_group_shows_the_bot_only_what_is_meant_for_it(bot: Bot, stage: Stage) -> None:
    group = await stage.add_group("督办群", [LIAISON, DIRECTOR])
    in_group = stage.phone(DIRECTOR, chat=group)
    await in_group.say("大家好")
    await in_group.say("/status")
    added, commanded = await bot.get_updates()
    assert added.my_chat_member is not None
    assert commanded.message is not None
    assert (commanded.message.text, commanded.message.chat.type) == ("/status", "group")
    await bot.send_message(group, "收到")
    assert (await in_group.next_message()).text == "收到"


async def test_a_message_sent_while_the_bot_waits_arrives_at_once(bot: Bot, phone: Phone) -> None:
    await bot.get_updates(offset=-1)
    last = (await bot.get_updates())[-1].update_id

    async def poll() -> tuple[Update, ...]:
        return await bot.get_updates(offset=last + 1, timeout=10)

    async with asyncio.TaskGroup() as group:
        polled = group.create_task(poll())
        group.create_task(phone.say("/tasks"))
    (update,) = polled.result()
    assert update.message is not None
    assert update.message.text == "/tasks"


async def test_profile_settings_are_taken(bot: Bot, phone: Phone) -> None:
    me = await bot.get_me()
    assert me.username == "baiyuan_sandbox_bot"
    assert await bot.set_my_description("督办")
    assert await bot.set_my_short_description("督办")
    assert await bot.set_chat_menu_button()
    assert await bot.send_chat_action(LIAISON, "typing")
    assert (await bot.get_chat(LIAISON)).first_name == "李敏"


async def test_a_deleted_message_is_gone(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(LIAISON, "一")
    await bot.delete_message(LIAISON, sent.message_id)
    assert [seen for seen in await phone.messages() if seen.from_bot] == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(LIAISON, sent.message_id)

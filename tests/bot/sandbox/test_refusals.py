"""What Telegram refuses, the sandbox refuses in the same words."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand, InputMediaPhoto
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, RetryAfter

from bot.sandbox.limits import Rates
from bot.sandbox.people import TOKEN
from bot.sandbox.phone import Phone, Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import DIRECTOR, LIAISON, PERSONAS, STRANGER, Hands, png, pretend_bot

Answer = dict[str, Any]


@pytest.fixture
def raw(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{base_url}/bot{TOKEN}", trust_env=False) as client:
        yield client


def call(raw: httpx.Client, method: str, **params: Any) -> Answer:
    """Call with a JSON body; the whole answer."""
    answer: Answer = raw.post(f"/{method}", json=params).json()
    return answer


def refused(raw: httpx.Client, method: str, **params: Any) -> tuple[int, str]:
    """Call, expecting a refusal; its code and words."""
    response = raw.post(f"/{method}", json=params)
    answer = response.json()
    assert answer["ok"] is False
    assert response.status_code == answer["error_code"]
    return answer["error_code"], answer["description"]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("面积<50 亩", 'Unsupported start tag "50" at byte offset 6'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("逾期 <b>急", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_with_its_place(raw: httpx.Client, phone: Phone, html: str, fault: str) -> None:
    words = f"Bad Request: can't parse entities: {fault}"
    assert refused(raw, "sendMessage", chat_id=LIAISON, text=html, parse_mode="HTML") == (400, words)


def test_texts_are_counted_in_utf16_after_parsing(raw: httpx.Client, phone: Phone) -> None:
    fits = "<b>" + "亩" * 4094 + "</b>😀"
    assert call(raw, "sendMessage", chat_id=LIAISON, text=fits, parse_mode="HTML")["ok"]
    too_long = (400, "Bad Request: message is too long")
    assert refused(raw, "sendMessage", chat_id=LIAISON, text="亩" * 4095 + "😀") == too_long
    assert refused(raw, "sendMessage", chat_id=LIAISON, text="") == (
        400,
        "Bad Request: message text is empty",
    )
    assert refused(raw, "sendMessage", chat_id=LIAISON, text=" \n") == (
        400,
        "Bad Request: text must be non-empty",
    )


async def test_a_caption_holds_1024_units(bot: Bot, phone: Phone) -> None:
    assert len((await bot.send_photo(LIAISON, png(), caption="亩" * 1024)).caption or "") == 1024
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(LIAISON, png(), caption="亩" * 1025)


@pytest.mark.parametrize(
    ("button", "fault"),
    [
        ({"text": "x", "callback_data": "县" * 22}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "x", "url": "file:///etc"}, "BUTTON_URL_INVALID"),
    ],
)
def test_bad_buttons_are_refused(raw: httpx.Client, phone: Phone, button: Answer, fault: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    found = refused(raw, "sendMessage", chat_id=LIAISON, text="x", reply_markup=markup)
    assert found == (400, f"Bad Request: {fault}")


def test_callback_data_of_64_bytes_passes(raw: httpx.Client, phone: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "县" * 21 + "a"}]]}
    assert call(raw, "sendMessage", chat_id=LIAISON, text="x", reply_markup=markup)["ok"]


async def test_edits_that_change_nothing_or_nobody_are_refused(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(LIAISON, "<b>一</b>", parse_mode="HTML")
    unmodified = "specified new message content and reply markup are exactly the same"
    with pytest.raises(BadRequest, match=unmodified):
        await bot.edit_message_text(" <b>一</b>", LIAISON, sent.message_id, parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("二", LIAISON, sent.message_id + 100)
    theirs = (await phone.messages())[0]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("二", LIAISON, theirs.message_id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(LIAISON, sent.message_id, caption="二")


async def test_a_button_is_answered_once_and_in_time(bot: Bot, phone: Phone, hands: Hands) -> None:
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    await bot.send_message(LIAISON, "?", api_kwargs={"reply_markup": markup})
    first, second = await phone.press("好"), await phone.press("好")
    await bot.answer_callback_query(first)
    hands.advance(seconds=16)
    for query in (first, second, "12345"):
        with pytest.raises(
            BadRequest, match="Query is too old and response timeout expired or query id is invalid"
        ):
            await bot.answer_callback_query(query)


async def test_who_cannot_be_written_to(bot: Bot, phone: Phone) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(STRANGER, "x")
    await phone.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(LIAISON, "x")


async def test_a_migrated_group_names_its_new_id(bot: Bot, stage: Stage) -> None:
    group = await stage.add_group("督办群", [LIAISON, DIRECTOR])
    moved = await stage.migrate(group)
    with pytest.raises(ChatMigrated) as told:
        await bot.send_message(group, "x")
    assert told.value.new_chat_id == moved
    assert (await bot.send_message(moved, "x")).chat.type == "supergroup"


def test_a_wrong_token_opens_nothing(base_url: str) -> None:
    for path in ("bot1:wrong/getMe", "file/bot1:wrong/photos/file_1.jpg"):
        answer = httpx.get(f"{base_url}/{path}", trust_env=False)
        assert answer.status_code == 401
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


def test_an_unknown_method_is_not_found(raw: httpx.Client) -> None:
    assert refused(raw, "sendLove") == (404, "Not Found: method not found")


async def test_files_have_their_limits(bot: Bot, phone: Phone) -> None:
    await phone.send_document(b"x", "大.zip", size=20 * 1024 * 1024 + 1)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(message.document)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nothing")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(LIAISON, b"not a picture")
    with pytest.raises(BadRequest, match="is too big for a photo; the maximum size is 10485760 bytes"):
        await bot.send_photo(LIAISON, bytes(10 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(LIAISON, message.document.file_id)


def test_an_upload_over_50_megabytes_is_refused(raw: httpx.Client, phone: Phone) -> None:
    big = {"document": ("big.bin", bytes(50 * 1024 * 1024 + 1))}
    answer = raw.post("/sendDocument", data={"chat_id": LIAISON}, files=big).json()
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


async def test_an_album_has_two_to_ten_pictures(bot: Bot, phone: Phone) -> None:
    for count in (1, 11):
        with pytest.raises(BadRequest):
            await bot.send_media_group(LIAISON, [InputMediaPhoto(png()) for _ in range(count)])
    assert len(await bot.send_media_group(LIAISON, [InputMediaPhoto(png()) for _ in range(10)])) == 10


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        ([("Start", "开始")], "Bot_command_invalid"),
        ([("help", " ")], "Bot_command_description_invalid"),
        ([("help", "长" * 257)], "Bot_command_description_invalid"),
        ([(f"c{number}", "一") for number in range(101)], "Bot_commands_too_much"),
    ],
)
async def test_command_menus_have_their_limits(bot: Bot, commands: list[tuple[str, str]], fault: str) -> None:
    with pytest.raises(BadRequest, match=fault):
        await bot.set_my_commands([BotCommand(name, words) for name, words in commands])


async def test_a_second_poller_sends_the_first_away(bot: Bot, raw: httpx.Client) -> None:
    async def poll_first() -> str:
        with pytest.raises(Conflict) as told:
            await bot.get_updates(timeout=20)
        return told.value.message

    async with asyncio.TaskGroup() as group:
        first = group.create_task(poll_first())
        while not first.done():
            await asyncio.to_thread(call, raw, "getUpdates", timeout=0)
    expected = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert first.result() == f"Conflict: {expected}"


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
async def test_floods_wait_their_turn(hands: Hands) -> None:
    world = World(now=hands.now, rates=Rates(chat_burst=3, overall_per_second=5, group_per_minute=2))
    with running(create_app(world, personas=PERSONAS)) as url:
        async with pretend_bot(url) as bot, Stage(url) as stage:
            for person in (LIAISON, DIRECTOR, STRANGER):
                await stage.phone(person).say("/start")
            for _ in range(3):
                await bot.send_message(LIAISON, "x")
            with pytest.raises(RetryAfter, match="Retry in 1 seconds"):
                await bot.send_message(LIAISON, "x")
            for _ in range(2):
                await bot.send_message(DIRECTOR, "x")
            with pytest.raises(RetryAfter):
                await bot.send_message(STRANGER, "over all chats")
            hands.advance(seconds=1)
            await bot.send_message(LIAISON, "x")
            hands.advance(seconds=60)
            group = await stage.add_group("群", [LIAISON])
            for _ in range(2):
                await bot.send_message(group, "x")
            with pytest.raises(RetryAfter, match="Retry in 30 seconds"):
                await bot.send_message(group, "x")

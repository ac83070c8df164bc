"""Which update goes where, and what goes nowhere."""

import re
from typing import Any

import pytest
from telegram import Update

from bot.access import Right
from bot.desk import Route
from bot.handlers import files, guided, people, report, talk
from bot.incoming import read_incoming
from bot.requests import UsageError
from bot.routing import BUTTONS, COMMANDS, build_application
from bot.words import EDITED, FORWARDED, OLD_BUTTON, PRIVATE_ONLY, UNKNOWN_COMMAND
from tests.acting import NOW
from tests.bot.handlers.telephone import silent_bot

PRIVATE, GROUP = {"id": 201, "type": "private"}, {"id": -5, "type": "supergroup", "title": "群"}
USER = {"id": 201, "is_bot": False, "first_name": "张三"}


async def _route(**part: Any) -> Route | None:
    bot = silent_bot()
    taken: list[Route] = []

    async def hand_over(_update: Update, route: Route) -> None:
        taken.append(route)

    application = build_application(bot, hand_over)
    # Without asking Telegram who the bot is.
    application._initialized = True
    await application.process_update(Update.de_json({"update_id": 1, **part}, bot))
    assert len(taken) <= 1
    return taken[0] if taken else None


def _message(text: str, chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    word = text.split(maxsplit=1)[0] if text else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(word)}] if word.startswith("/") else []
    message = {"message_id": 9, "date": 1_600_000_000, "chat": chat, "from": USER}
    return message | {"text": text, "entities": entities} | fields


def _document(caption: str) -> dict[str, Any]:
    file = {"file_id": "f", "file_unique_id": "u", "file_name": "宗地.csv", "file_size": 9}
    captioned = {"caption": caption} if caption else {}
    return {
        "message_id": 9,
        "date": 1_600_000_000,
        "chat": PRIVATE,
        "from": USER,
        "document": file,
    } | captioned


def _press(data: str) -> dict[str, Any]:
    return {"id": "7", "from": USER, "chat_instance": "1", "data": data, "message": _message("x")}


async def _sentence(**part: Any) -> str:
    """What the route answers whatever was asked; empty for a route that does something."""
    route = await _route(**part)
    assert route is not None
    incoming = read_incoming(Update.de_json({"update_id": 1, **part}, None), NOW)
    assert incoming is not None
    try:
        route.handler(incoming)
    except UsageError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_reaches_its_handler(name: str) -> None:
    assert await _route(message=_message(f"/{name}")) == COMMANDS[name]
    assert await _route(message=_message(f"/{name.upper()}@baiyuan_bot x")) == COMMANDS[name]


async def test_a_report_with_a_percentage_is_one_line_and_without_it_is_guided() -> None:
    line, bare = (
        read_incoming(Update.de_json({"update_id": 1, "message": _message(typed)}, None), NOW)
        for typed in ("/report 3.1 60 好", "/report 3.1")
    )
    assert line is not None
    assert bare is not None
    assert COMMANDS["report"].handler(line).say is report.progress_reported
    assert COMMANDS["report"].handler(bare).act is guided._begin


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"edited_message": _message("/report 3.1 60 好")}, EDITED),
        ({"message": _message("/nothing")}, UNKNOWN_COMMAND),
        ({"message": _message("/tasks@another_bot")}, UNKNOWN_COMMAND),
        ({"message": _message("/tasks", GROUP)}, PRIVATE_ONLY),
        ({"callback_query": _press("rubbish")}, OLD_BUTTON),
        ({"callback_query": _press("xts:0")}, OLD_BUTTON),
    ],
)
async def test_what_cannot_be_done_is_answered_with_its_sentence(part: dict[str, Any], sentence: str) -> None:
    assert await _sentence(**part) == sentence


async def test_a_forwarded_command_is_not_carried_out() -> None:
    origin = {"type": "hidden_user", "date": 1_600_000_000, "sender_user_name": "某人"}
    assert await _sentence(message=_message("/report 3.1 60 好", forward_origin=origin)) == FORWARDED


@pytest.mark.parametrize(
    "part",
    [
        {"message": _message("你好", GROUP)},
        {"channel_post": _message("/tasks", {"id": -9, "type": "channel", "title": "x"})},
        {"my_chat_member": {
            "chat": PRIVATE, "from": USER, "date": 1_600_000_000,
            "old_chat_member": {"user": USER, "status": "member"},
            "new_chat_member": {"user": USER, "status": "kicked", "until_date": 0},
        }},
        {"message": _message("", new_chat_title="x") | {"text": None}},
    ],
)  # fmt: skip
async def test_what_asks_nothing_of_us_goes_nowhere(part: dict[str, Any]) -> None:
    route = await _route(**part)
    # A channel's post has no sender, so what takes it up reads nothing.
    update = Update.de_json({"update_id": 1, **part}, None)
    assert route is None or read_incoming(update, NOW) is None


async def test_words_and_files_go_to_the_conversation() -> None:
    for message in (
        _message("外业完成"),
        _message("", sticker=None, location={"latitude": 1, "longitude": 1}),
    ):
        route = await _route(message=message)
        assert route is not None
        assert route.handler is talk.talk


async def test_a_command_under_a_sheet_reaches_its_handler() -> None:
    for caption in ("/score", "/SCORE@baiyuan_bot 请评分"):
        route = await _route(message=_document(caption))
        assert route is not None
        assert (route.right, route.handler) == (Right.READ, files.score_file)
    route = await _route(message=_document("/scores"))
    assert route is not None
    assert route.handler is talk.talk


async def test_a_forwarded_sheet_is_worked_on_and_a_forwarded_command_under_it_is_not_carried_out() -> None:
    origin = {"type": "hidden_user", "date": 1_600_000_000, "sender_user_name": "某人"}
    assert await _sentence(message=_document("/score") | {"forward_origin": origin}) == FORWARDED
    route = await _route(message=_document("") | {"forward_origin": origin})
    assert route is not None
    assert route.handler is talk.talk


async def test_a_deep_link_brings_its_code() -> None:
    route = await _route(message=_message("/start ABCDE23456"))
    assert route is not None
    assert route.handler is people.start


@pytest.mark.parametrize(
    "data", ["g:1:n:1000", "rv:" + "9" * 16, "su:2021-7-1:0", "mb:-1", "tk:1.1@x:节能:2"]
)
async def test_a_button_that_carries_what_no_button_of_ours_carries_is_out_of_date(data: str) -> None:
    assert await _sentence(callback_query=_press(data)) == OLD_BUTTON


def test_no_two_kinds_of_button_are_taken_for_each_other() -> None:

    samples = [
        "ack",
        "report",
        "report:3.1@x",
        "g:1:x",
        "gc:1:1.1",
        "ac:all",
        "tk:1.1@x:节能:1",
        "t:3.1:0",
        "ts:0",
        "du:0",
    ]
    samples += [
        "ov:0",
        "rl:0",
        "rl:0:new",
        "rv:1",
        "ro:1",
        "rn:1",
        "rp:1:0",
        "su:2021-07-01:0:new",
        "sk:2021-07-01",
    ]
    samples += ["cm:2021-07-01:0", "cr:2021-07-01", "ct:2021-07-01", "cp"]
    samples += ["sU:2021-07-01:qingfeng:0", "sT:2021-07-01:3.1:0", "mb:0", "ml:0", "mx:1", "my:1"]
    samples += ["score", "sc:1:u", "sc:1:k:qingfeng"]
    samples += [
        "pl:a:-:-:0",
        "pl:o:qingfeng:i:2",
        "pf:n:-:u",
        "pm:a:-:-",
        "px:o:x:i",
        "pb",
        "pc:1",
        "ds:0",
        "dp:1",
        "dg:1:m:0",
        "dg:1:d",
    ]
    samples += [
        "ss",
        "sv:qingfeng:2021",
        "sw:qingfeng:2021",
        "so:qingfeng:2021:s",
        "sl:1",
        "sy:1",
        "od:1",
        "oq:qingfeng:2021",
    ]
    samples += ["rk:2021-06-30", "kt:2021-06-30", "ol:1"]
    samples += ["xf:l", "xf:p"]
    samples += ["sp:2021:2021-06-30", "wi:qingfeng:2021", "wy:1:2021-06-30"]
    samples += ["rt", "rt:new", "rf:qingfeng:2021Q2", "rg:1:s:3", "rg:1:o", "rg:1:f"]
    samples += ["qt:2021Q2", "qt:2021Q2:new", "qv:1", "qa:1", "qc:1", "qn:1", "qr:1:0", "qe:1", "qx:1-2:0"]
    samples += ["bq:2021Q2"]
    samples += ["nl:-:-:-:0", "nl:qingfeng:r:o:2", "nu:-:y:c", "nt:1", "nd:1"]
    samples += ["ap:qingfeng", "ap:qingfeng:2"]
    samples += ["al:-:0", "al:qingfeng:2:new", "au", "av:1", "wd:d:1", "wd:a:1", "wr:a:1:0"]
    samples += ["ct:3.1:0", "cm:1", "cy:1", "cl:0", "cl:0:new", "cv:1", "cx:1"]
    samples += ["dl:0", "dl:0:new", "dv:1", "do:1", "dn:1", "dr:1:0"]
    for sample in samples:
        assert sum(bool(re.fullmatch(pattern, sample)) for pattern in BUTTONS) == 1, sample
    assert all(any(re.fullmatch(pattern, sample) for sample in samples) for pattern in BUTTONS)

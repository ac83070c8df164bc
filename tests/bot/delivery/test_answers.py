import logging
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select

from reminders import pacing
from tests.bot.delivery.desk import NOW, PNG, TOKEN, Desk, client, document, message, picture, reminder, text
from tests.bot.delivery.scripted import ScriptedTelegram
from tracker.store import tables
from tracker.store.store import Store

# The library warns in its own constructor of RetryAfter that an attribute will change its type.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*attribute `retry_after`:telegram.warnings.PTBDeprecationWarning"
)


@pytest.mark.parametrize("garbage", [(502, b"<html>Bad Gateway</html>"), (500, b"{}"), (200, b"<html>")])
async def test_a_failing_server_is_tried_again_after_growing_gaps(
    desk: Desk, telegram: ScriptedTelegram, garbage: tuple[int, bytes]
) -> None:
    for _ in range(3):
        telegram.say(1, *garbage)
    await desk.remind(reminder("a"))
    moments = [await desk.tick()]
    for _ in range(3):
        assert moments[-1] is not None
        desk.moment = moments[-1]
        moments.append(await desk.tick())
    gaps = [pacing.gap(n) for n in (1, 2, 3)]
    assert moments == [NOW + gaps[0], NOW + gaps[0] + gaps[1], NOW + sum(gaps, timedelta()), None]
    assert (desk.row("a").state, desk.row("a").attempts) == ("sent", 4)


async def test_a_reminder_is_never_given_up_for_a_dead_network_but_an_old_reply_is(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with client("http://127.0.0.1:1") as bot:
        desk = Desk(store, bot)
        await desk.reply(text("reply"))
        await desk.remind(reminder("reminder", 2))
        for _ in range(4):
            await desk.tick(timedelta(hours=9))
    assert desk.row("reminder").state == "pending"
    state, reason = desk.state("reply")
    assert (state, str(reason).split(":")[0]) == ("given up", "expired")
    assert desk.row("reply").settled_at == NOW + timedelta(hours=27)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert TOKEN not in "\n".join([*ours, str(reason), str(desk.row("reminder").reason)])


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        (403, "Forbidden: bot was blocked by the user", "blocked"),
        (403, "Forbidden: user is deactivated", "deactivated"),
        (403, "Forbidden: bot was kicked from the group chat", "kicked"),
        (403, "Forbidden: bot can't initiate conversation with a user", "forbidden"),
        (400, "Bad Request: chat not found", "chat_not_found"),
        (400, "Bad Request: not enough rights to send text messages to the chat", "no_rights"),
    ],
)
async def test_a_chat_that_refuses_us_is_given_up_with_the_reason_and_marked(
    desk: Desk, telegram: ScriptedTelegram, code: int, words: str, reason: str
) -> None:
    desk.store.write_now(appoint, 1)
    telegram.refuse(1, code, words)
    await desk.remind(reminder("a"), reminder("b", 2))
    await desk.tick()
    assert desk.state("a") == ("given up", reason)
    assert desk.state("b") == ("sent", None)
    assert desk.store.read_now(blocked) == [1]
    assert desk.faults == []


async def test_a_group_that_became_a_supergroup_is_followed(desk: Desk, telegram: ScriptedTelegram) -> None:
    telegram.refuse(
        -5, 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005
    )
    await desk.reply(text("a", -5), text("b", -5))
    assert desk.rings == 1
    await desk.tick()
    assert telegram.texts(-5) == ["a"]
    assert telegram.texts(-1005) == ["a", "b"]
    assert desk.row("b").sent_to == -1005


async def test_an_edit_that_changes_nothing_counts_as_sent(desk: Desk, telegram: ScriptedTelegram) -> None:
    telegram.refuse(1, 400, "Bad Request: message is not modified: specified new message content ...")
    await desk.reply(message("edit", "editMessageText", text="same", message_id=42))
    assert (desk.row("edit").state, desk.row("edit").message_id) == ("sent", 42)
    assert desk.faults == []


@pytest.mark.parametrize("words", ["message to edit not found", "message can't be edited"])
async def test_an_edit_of_what_is_gone_becomes_a_new_message(
    desk: Desk, telegram: ScriptedTelegram, words: str
) -> None:
    telegram.refuse(1, 400, f"Bad Request: {words}")
    await desk.reply(message("edit", "editMessageText", text="new", message_id=42, parse_mode="HTML"))
    assert telegram.calls[1] == ("sendMessage", {"text": "new", "parse_mode": "HTML", "chat_id": "1"})
    assert (desk.row("edit").state, desk.row("edit").message_id) == ("sent", 2)


async def test_buttons_of_a_message_that_is_gone_need_no_taking_away(
    desk: Desk, telegram: ScriptedTelegram
) -> None:
    telegram.refuse(1, 400, "Bad Request: message to edit not found")
    await desk.reply(message("edit", "editMessageReplyMarkup", message_id=42))
    assert desk.row("edit").state == "sent"
    assert len(telegram.calls) == 1


async def test_a_message_telegram_finds_wrong_is_given_up_reported_and_holds_up_nothing(
    desk: Desk, telegram: ScriptedTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.refuse(1, 400, "Bad Request: can't parse entities: Unsupported start tag")
    await desk.reply(text("bad"), text("good"))
    assert desk.row("good").state == "sent"
    state, reason = desk.state("bad")
    assert (state, reason) == ("given up", "bad_request: Can't parse entities: unsupported start tag")
    assert desk.faults == [f"消息 bad 未能发出：{reason}"]
    assert ("bot.delivery", logging.ERROR, f"gave up bad: {reason}") in caplog.record_tuples


async def test_a_picture_is_drawn_when_it_is_sent(desk: Desk, telegram: ScriptedTelegram) -> None:
    await desk.reply(picture("status"))
    assert desk.drawing == [{"kind": "status", "on": "2021-07-01", "known": None}]
    assert telegram.calls == [("sendPhoto", {"caption": "三句话", "chat_id": "1", "photo": PNG})]


async def test_a_document_is_made_when_it_is_sent(desk: Desk, telegram: ScriptedTelegram) -> None:
    await desk.reply(document("result"))
    assert desk.drawing == [{"kind": "kept file", "id": 7, "name": "评分结果.xlsx"}]
    assert telegram.calls == [("sendDocument", {"caption": "结果", "chat_id": "1", "document": PNG})]
    assert telegram.files == ["评分结果.xlsx"]


async def test_a_document_of_a_rehearsal_says_so(desk: Desk, telegram: ScriptedTelegram) -> None:
    desk.sender = desk.new_sender(rehearsal=True)
    await desk.reply(document("result"))
    assert telegram.texts() == ["【演练】结果"]


async def test_a_picture_that_cannot_be_drawn_is_tried_a_few_times_and_then_reported(
    desk: Desk, telegram: ScriptedTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    desk.cannot_draw = 100
    await desk.reply(picture("status"), text("after"), text("other", 2))
    assert desk.row("other").state == "sent"
    for _ in range(10):
        await desk.tick(timedelta(minutes=6))
    assert desk.state("status") == ("given up", "fault: ZeroDivisionError")
    assert (desk.row("status").attempts, len(desk.faults)) == (5, 1)
    assert desk.row("after").state == "sent"
    assert TOKEN not in caplog.text.replace("HTTP Request", "")
    assert "ZeroDivisionError" in caplog.text


async def test_a_picture_that_fails_once_still_arrives(desk: Desk, telegram: ScriptedTelegram) -> None:
    desk.cannot_draw = 1
    await desk.reply(picture("status"))
    await desk.tick(timedelta(minutes=1))
    assert desk.row("status").state == "sent"
    assert desk.faults == []


def appoint(connection: Connection, chat: int) -> None:
    row = {"user_id": chat, "chat_id": chat, "name": "李敏", "unit": "清丰县", "role": "liaison"}
    connection.execute(insert(tables.members), {**row, "since_at": NOW})


def blocked(connection: Connection) -> list[int]:
    query = select(tables.members.c.chat_id).where(tables.members.c.blocked_at.is_not(None))
    return list(connection.execute(query).scalars())

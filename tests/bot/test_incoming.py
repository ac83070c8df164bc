from typing import Any

import pytest
from telegram import Update

from bot.handlers.parsing import day, done, percent, task_and_unit
from bot.incoming import Incoming, read_incoming
from bot.requests import UsageError
from tests.acting import NOW

USER = {"id": 201, "is_bot": False, "first_name": "三", "last_name": "张"}
CHAT = {"id": 201, "type": "private"}


def _read(**part: Any) -> Incoming | None:
    return read_incoming(Update.de_json({"update_id": 1, **part}, None), NOW)


def _message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_600_000_000, "chat": CHAT, "from": USER, **fields}


def _file(**fields: Any) -> dict[str, Any]:
    return {"file_id": "f", "file_unique_id": "u", **fields}


def _typed(text: str) -> Incoming:
    found = _read(message=_message(text=text))
    assert found is not None
    return found


def test_a_message_is_read_with_the_moment_it_was_stored_under() -> None:
    found = _typed("  /report 3.1 60 好 ")
    assert (found.text, found.said_at, found.user_name, found.message_id) == (
        "/report 3.1 60 好",
        NOW,
        "三 张",
        9,
    )


def test_words_are_read_plain_and_the_rest_as_it_was_typed() -> None:
    found = _typed("/report ３．１　６０％ 全角１２３\n  第二行　完")
    assert found.words[:2] == ("3.1", "60%")
    assert found.rest(2) == "全角１２３\n  第二行　完"
    assert found.rest(9) == ""


def test_the_largest_size_of_a_photo_is_the_evidence() -> None:
    sizes = [_file(file_id=str(n), width=n, height=n, file_size=n) for n in (90, 1280, 320)]
    found = _read(message=_message(photo=sizes, caption="图"))
    assert found is not None
    assert [(piece.kind, piece.file_id, piece.size) for piece in found.evidence] == [("photo", "1280", 1280)]
    assert found.text == "图"


def test_a_document_is_evidence_even_without_name_and_size() -> None:
    found = _read(message=_message(document=_file()))
    assert found is not None
    assert not found.unfit
    assert [(piece.kind, piece.name, piece.size) for piece in found.evidence] == [("document", "文件", None)]


MOVING = {"width": 1, "height": 1, "duration": 1}
UNFIT: dict[str, dict[str, Any]] = {
    "a video": {"video": _file(**MOVING)},
    "an animation, which comes as a document too": {"animation": _file(**MOVING), "document": _file()},
    "a voice": {"voice": _file(duration=1)},
    "an audio": {"audio": _file(duration=1)},
    "a video note": {"video_note": _file(length=1, duration=1)},
    "a sticker": {
        "sticker": _file(type="regular", width=1, height=1, is_animated=False, is_video=False),
    },
}


@pytest.mark.parametrize("content", UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_shown_again_is_no_evidence(content: dict[str, Any]) -> None:
    found = _read(message=_message(**content))
    assert found is not None
    assert (found.evidence, found.unfit) == ((), True)


def test_a_pressed_button_is_read_with_the_message_under_which_it_stood() -> None:
    query = {"id": "7", "from": USER, "chat_instance": "1", "data": "ts:0", "message": _message(text="x")}
    found = _read(callback_query=query)
    assert found is not None
    assert (found.data, found.callback_id, found.message_id, found.text) == ("ts:0", "7", 9, "")


def test_a_button_under_a_message_too_old_to_be_had_is_read_too() -> None:
    old = {"message_id": 9, "date": 0, "chat": CHAT}
    query = {"id": "7", "from": USER, "chat_instance": "1", "data": "ts:0", "message": old}
    found = _read(callback_query=query)
    assert found is not None
    assert (found.chat_id, found.message_id) == (201, 9)


@pytest.mark.parametrize(
    "part",
    [
        {"callback_query": {"id": "7", "from": USER, "chat_instance": "1", "game_short_name": "x"}},
        {"channel_post": _message(text="x")},
        {"message": {"message_id": 9, "date": 1_600_000_000, "chat": CHAT, "text": "x"}},
        {"poll_answer": {"poll_id": "1", "user": USER, "option_ids": [], "option_persistent_ids": []}},
    ],
)
def test_what_no_person_asked_of_us_is_not_read(part: dict[str, Any]) -> None:
    assert _read(**part) is None


@pytest.mark.parametrize("name", ["", "   "])
def test_who_has_no_name_is_called_by_number(name: str) -> None:
    found = _read(message=_message(text="x") | {"from": {"id": 201, "is_bot": False, "first_name": name}})
    assert found is not None
    assert found.user_name == "201"


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("3.2", ("3.2", None)),
        ("３．２", ("3.2", None)),
        ("3。2", ("3.2", None)),
        ("任务3.2", ("3.2", None)),
        ("o1", ("O1", None)),
        ("Ｏ１＠清丰县", ("O1", "清丰县")),
    ],
)
def test_a_task_code_is_read(word: str, read: tuple[str, str | None]) -> None:
    assert task_and_unit(word) == read


@pytest.mark.parametrize("word", ["", "😀", "3.2.1", "3,2", "abc", "3.2清丰县", "-3.2", "3.2@", "@清丰县"])
def test_what_is_no_task_code_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        task_and_unit(word)


@pytest.mark.parametrize(("word", "read"), [("0", 0), ("60", 60), ("60%", 60), ("１００％", 100), ("007", 7)])
def test_a_percentage_is_read(word: str, read: int) -> None:
    assert percent(word) == read


@pytest.mark.parametrize("word", ["", "120", "101%", "-1", "+5", "60.5", "6e1", "六十", "½", "60%%", "😀"])
def test_what_is_no_percentage_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        percent(word)


@pytest.mark.parametrize(
    "word", ["2021-07-01", "2021/7/1", "2021.7.1", "2021年7月1日", "20210701", "２０２１年７月１日"]
)
def test_a_day_is_read_however_offices_write_it(word: str) -> None:
    assert day(word).isoformat() == "2021-07-01"


@pytest.mark.parametrize("word", ["", "7月1日", "2021-7", "2021-02-30", "21-07-01", "明天", "202107010"])
def test_what_is_no_day_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        day(word)


@pytest.mark.parametrize(("word", "read"), [("完成", True), ("未完成", False), ("差不多", None)])
def test_done_and_not_done_are_read_and_nothing_else(word: str, read: bool | None) -> None:
    assert done(word) is read

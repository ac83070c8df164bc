from typing import Any

from bot.keyboards import Button
from bot.letters import letters, payloads
from bot.requests import Answer, Notice, Reply
from bot.words import CAPTION_LIMIT, MESSAGE_LIMIT
from reminders.messages import Chat, Lane, ToPost
from tracker.model import Evidence, Role

KEYBOARD = ((Button("签收", "ac:all"),),)
LONG = "\n".join(["长" * 100] * 100)


def _calls(reply: Reply) -> list[tuple[str, dict[str, Any]]]:
    return [(payload["method"], dict(payload["parameters"])) for payload in payloads(reply)]


def _evidence(kind: str) -> Evidence:
    return Evidence(file_id="f", file_unique_id="u", kind=kind, name="n", size=1)


def test_a_reply_is_one_message_with_its_keyboard() -> None:
    ((method, parameters),) = _calls(Reply(text="好", keyboard=KEYBOARD))
    assert method == "sendMessage"
    assert (parameters["text"], parameters["parse_mode"]) == ("好", "HTML")
    assert parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "ac:all"


def test_a_long_reply_is_several_messages_and_the_last_has_the_keyboard() -> None:
    calls = _calls(Reply(text=LONG, keyboard=KEYBOARD))
    assert len(calls) == 3
    assert ["reply_markup" in parameters for _, parameters in calls] == [False, False, True]
    assert all(len(parameters["text"]) <= MESSAGE_LIMIT for _, parameters in calls)


def test_a_long_edit_changes_the_message_and_sends_the_rest_after_it() -> None:
    calls = _calls(Reply(text=LONG, edit=7, keyboard=KEYBOARD))
    assert [method for method, _ in calls] == ["editMessageText", "sendMessage", "sendMessage"]
    assert calls[0][1]["message_id"] == 7
    assert "reply_markup" in calls[-1][1]


def test_a_short_edit_takes_the_old_keyboard_away_or_brings_a_new_one() -> None:
    (bare,), (with_keys,) = (
        _calls(Reply(text="好", edit=7)),
        _calls(Reply(text="好", edit=7, keyboard=KEYBOARD)),
    )
    assert ("reply_markup" in bare[1], "reply_markup" in with_keys[1]) == (False, True)


def test_a_picture_is_a_recipe_with_its_caption() -> None:
    (payload,) = payloads(Reply(text="三句话", picture={"kind": "status"}, keyboard=KEYBOARD))
    assert (payload["method"], payload["picture"]) == ("sendPhoto", {"kind": "status"})
    assert payload["parameters"]["caption"] == "三句话"
    assert "reply_markup" in payload["parameters"]


def test_a_caption_that_is_too_long_becomes_a_message_under_the_picture() -> None:
    picture, text = payloads(
        Reply(text="长" * (CAPTION_LIMIT + 1), picture={"kind": "status"}, keyboard=KEYBOARD)
    )
    assert "caption" not in picture["parameters"]
    assert "reply_markup" not in picture["parameters"]
    assert (text["method"], "reply_markup" in text["parameters"]) == ("sendMessage", True)


def test_a_document_is_a_recipe_with_its_caption() -> None:
    recipe = {"kind": "kept file", "id": 7, "name": "评分结果.xlsx"}
    (payload,) = payloads(Reply(text="结果", document=recipe, keyboard=KEYBOARD))
    assert (payload["method"], payload["document"]) == ("sendDocument", recipe)
    assert payload["parameters"]["caption"] == "结果"
    assert "reply_markup" in payload["parameters"]


def test_a_caption_that_is_too_long_becomes_a_message_under_the_document() -> None:
    document, text = payloads(Reply(text="长" * (CAPTION_LIMIT + 1), document={"kind": "kept file"}))
    assert "caption" not in document["parameters"]
    assert text["method"] == "sendMessage"


def test_evidence_goes_out_as_it_came() -> None:
    assert _calls(Reply(text="", evidence=_evidence("photo"))) == [("sendPhoto", {"photo": "f"})]
    assert _calls(Reply(text="", evidence=_evidence("document"))) == [("sendDocument", {"document": "f"})]


def test_every_message_of_an_answer_has_its_own_key_lane_and_address() -> None:
    post = ToPost(unit="清丰县", role=Role.LIAISON)
    notices = (Notice(to=post, reply=Reply(text=LONG)), Notice(to=Chat(chat_id=5), reply=Reply(text="b")))
    answer = Answer(replies=(Reply(text=LONG), Reply(text="c")), notices=notices)
    written = letters(answer, chat_id=201, origin="update:8")
    assert len({message.key for message in written}) == len(written) == 8
    assert [message.key for message in written[:4]] == [f"update:8:{n}" for n in (1, 2, 3, 4)]
    assert {message.address for message in written if message.lane is Lane.REPLY} == {Chat(chat_id=201)}
    assert {message.address for message in written if message.lane is Lane.REMINDER} == {
        post,
        Chat(chat_id=5),
    }


def test_an_answer_without_words_sends_nothing() -> None:
    assert letters(Answer(), chat_id=1, origin="x") == ()

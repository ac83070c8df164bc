"""What is no evidence, and albums of which nothing can be taken: one sentence, and nothing changed."""

import pytest

from bot.handlers.unread import NotUnderstood
from bot.incoming import FILE_LIMIT
from tests.acting import DIRECTOR, OFFICE, QINGFENG, STRANGER, Act
from tests.bot.handlers.steps import STEPS, Step, at_evidence, at_percent, reports_of
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.recording import report, stands
from tracker.model import Sender
from tracker.store.evidence import Whose

NOT_EVIDENCE = "照片或文件才能作为佐证；视频请以“文件”方式发送。"


@pytest.mark.parametrize("caption", ["/report 3.1 60 见视频", "/report 3.1", "见视频", ""])
async def test_a_video_is_refused_with_what_to_do_instead(phones: Telephones, caption: str) -> None:
    answered = await phones.video(QINGFENG, caption)
    assert (answered.outcome, answered.text) == ("refused", NOT_EVIDENCE)
    assert reports_of(phones.act) == ()
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))


@pytest.mark.parametrize(
    ("sender", "hint"),
    [(QINGFENG, "填报请发送 /report"), (OFFICE, "核验请发送 /review"), (DIRECTOR, "总体进展请发送 /status")],
)
async def test_who_is_not_understood_is_told_what_the_own_post_may_send(
    phones: Telephones, sender: Sender, hint: str
) -> None:
    said = (await phones.say(sender, "今天天气不错")).text
    assert said == f"没有看懂这条消息。{hint}，查看任务请发送 /tasks，其他功能见 /help。"


async def test_a_picture_from_who_does_not_report_is_not_asked_for_a_report(phones: Telephones) -> None:
    said = (await phones.photo(OFFICE)).text
    assert ("由联络员随填报发送" in said, "/report" in said) == (True, False)


@pytest.mark.parametrize("step", STEPS)
async def test_a_video_in_a_guided_report_is_refused_and_the_conversation_goes_on(
    phones: Telephones, step: Step
) -> None:
    asked = await step(phones)
    assert (await phones.video(QINGFENG)).text == NOT_EVIDENCE
    assert (await phones.press(QINGFENG, next(iter(asked.buttons.values())))).outcome == "done"


async def test_a_video_in_an_album_is_refused_and_its_pictures_are_kept(phones: Telephones) -> None:
    await phones.photo(QINGFENG, "/report 3.1 60 现场", media_group_id="a")
    assert (await phones.video(QINGFENG, media_group_id="a")).text == NOT_EVIDENCE
    assert (await phones.video(QINGFENG, media_group_id="a")).replies == ()
    assert (await phones.photo(QINGFENG, media_group_id="a")).outcome == "done"
    (kept,) = reports_of(phones.act)
    assert len(phones.act.read(lambda books: books.evidence.of(Whose(report_id=kept.id)))) == 2


async def test_pictures_behind_a_refused_video_join_the_guided_report(phones: Telephones) -> None:
    await at_evidence(phones)
    await phones.video(QINGFENG, media_group_id="a")
    asked = await phones.photo(QINGFENG, media_group_id="a")
    assert "附材料 1 份" in (await phones.press(QINGFENG, asked.button("完成"))).text


async def test_a_video_as_a_reason_is_asked_for_in_words(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{report(phones.act, '3.1', 100).report_id}")
    assert "请用文字写明退回原因" in (await phones.video(OFFICE)).text
    assert stands(phones.act, "3.1").submitted


@pytest.mark.parametrize("sender", [QINGFENG, DIRECTOR, STRANGER])
@pytest.mark.parametrize("caption", ["/report 9.9 60 情况", "现场", ""])
async def test_an_album_that_cannot_be_taken_is_answered_once_even_after_a_restart(
    phones: Telephones, sender: Sender, caption: str
) -> None:
    first = await phones.photo(sender, caption, media_group_id="7")
    assert (first.outcome, len(first.replies)) == ("refused", 1)
    phones.restart()
    later = [await phones.photo(sender, media_group_id="7") for _ in range(3)]
    assert [each.replies for each in later] == [(), (), ()]
    assert len((await phones.photo(sender, media_group_id="8")).replies) == 1
    assert reports_of(phones.act) == ()


async def test_an_album_is_answered_once_on_either_database(each_act: Act) -> None:
    phones = Telephones(each_act)
    answers = [await phones.photo(STRANGER, media_group_id="7") for _ in range(3)]
    assert [len(each.replies) for each in answers] == [1, 0, 0]


async def test_an_album_where_a_percentage_is_asked_is_answered_once(phones: Telephones) -> None:
    await at_percent(phones)
    answers = [await phones.photo(QINGFENG, media_group_id="7") for _ in range(3)]
    assert [len(each.replies) for each in answers] == [1, 0, 0]


async def test_the_rest_of_an_album_whose_command_was_refused_joins_no_other_report(
    phones: Telephones,
) -> None:
    asked = await at_evidence(phones)
    await phones.photo(QINGFENG, "/report 9.9 60 情况", media_group_id="7")
    assert (await phones.photo(QINGFENG, media_group_id="7")).replies == ()
    assert "附材料" not in (await phones.press(QINGFENG, asked.button("完成"))).text


async def test_an_album_whose_second_picture_has_the_command_is_taken_from_there_on(
    phones: Telephones,
) -> None:
    await phones.photo(QINGFENG, media_group_id="7")
    assert "附材料 1 份" in (await phones.photo(QINGFENG, "/report 3.1 60 现场", media_group_id="7")).text
    assert (await phones.photo(QINGFENG, media_group_id="7")).outcome == "done"
    (kept,) = reports_of(phones.act)
    assert len(phones.act.read(lambda books: books.evidence.of(Whose(report_id=kept.id)))) == 2


async def test_each_file_of_an_album_that_is_too_large_is_named(phones: Telephones) -> None:
    await at_evidence(phones)
    for name in ("甲.pdf", "乙.pdf"):
        file = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": FILE_LIMIT + 1}
        answered = await phones.send(QINGFENG, document=file, media_group_id="7")
        assert f"“{name}”超过 20 MB" in answered.text

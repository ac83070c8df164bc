from datetime import datetime

import pytest

from bot import words
from bot.incoming import FILE_LIMIT
from tests.acting import OFFICE, QINGFENG, SHANGHAI, STRANGER, TWO_COUNTIES, person
from tests.bot.handlers.telephone import Telephones, read
from tests.tracker.usecases.recording import review, stands
from tracker.model import Evidence, Report, Role, State
from tracker.store.evidence import Whose

HOSTILE = '<b>&"\' </b>&lt;i&gt; <a href="x">😀'


def _reports(phones: Telephones, code: str = "3.1", unit: str = "清丰县") -> tuple[Report, ...]:
    held = phones.act.read(lambda books: books.ledger.holdings(units=(unit,)))
    return next(each.reports for each in held if each.assignment.code == code)


def _evidence(phones: Telephones, report: Report) -> tuple[Evidence, ...]:
    return phones.act.read(lambda books: books.evidence.of(Whose(report_id=report.id)))


@pytest.mark.parametrize(
    "typed",
    [
        "/report 3.1 60 已完成外业调查",
        "/report ３．１ ６０％ 已完成外业调查",
        "/report 3。1 60% 已完成外业调查",
        "/REPORT  任务3.1   60\n已完成外业调查",
        "/report@baiyuan_bot 3.1@清丰 60 已完成外业调查",
        "/report 3.1＠清丰县 60 已完成外业调查",
    ],
)
async def test_a_report_is_read_however_it_is_typed(phones: Telephones, typed: str) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert answered.outcome == "done"
    (recorded,) = _reports(phones)
    assert (recorded.percent, recorded.text, recorded.reporter) == (60, "已完成外业调查", "张三")
    assert "清丰县）60%" in answered.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/report 😀 60 好", "不是任务编号"),
        ("/report 3.1 😀 好", "不是进度"),
        ("/report 3.1 3️⃣ 好", "不是进度"),
        ("/report 3.1 120 好", "须在 0 到 100 之间"),
        ("/report 3.1 101% 好", "须在 0 到 100 之间"),
        ("/report 3.1 999999999 好", "须在 0 到 100 之间"),
        ("/report 3.1 99999999999999999999 好", "不是进度"),
        ("/report 3.1 -5 好", "不是进度"),
        ("/report 3.1 60.5 好", "不是进度"),
        ("/report 3.1 一半 好", "不是进度"),
        ("/report 9.9 60 好", "没有编号为“9.9”的任务"),
        ("/report 2.1 60 好", "没有分配给清丰县"),
        ("/report 3.1@濮阳县 60 好", "没有分配给濮阳县"),
        ("/report 3.1@火星 60 好", "没有名为“火星”的单位"),
        ("/report 3.1@ 60 好", "“@”后面请写单位名称"),
        ("/report 1.1 绿化 完成", "没有“绿化”这一事项"),
        ("/report 3.1 节能 完成", "没有“节能”这一事项"),
        ("/report " + "长" * 4000 + " 60", "不是任务编号"),
        ("/report 3.1@" + "县" * 4000 + " 60", "没有名为"),
        ("/report 3.1 " + "长" * 4000, "不是进度"),
    ],
)
async def test_bad_input_gets_one_clear_sentence_and_changes_nothing(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert answered.outcome == "refused"
    assert sentence in answered.text
    assert len(answered.text) < 250
    held = phones.act.read(lambda books: books.ledger.holdings())
    assert not any(each.reports or each.accepted_on for each in held)


async def test_the_liaison_of_two_units_is_asked_which(phones: Telephones) -> None:
    assert "3.1@南乐县" in (await phones.say(TWO_COUNTIES, "/report 3.1 60 好")).text
    await phones.say(TWO_COUNTIES, "/report 3.1@范县 60 好")
    assert len(_reports(phones, unit="范县")) == 1


async def test_a_submission_is_told_to_the_office_with_a_button_to_review_it(phones: Telephones) -> None:
    answered = await phones.say(QINGFENG, "/report 3.1 100 全部完成")
    assert "已提交办公室核验" in answered.text
    assert set(answered.told) == {OFFICE.user_id}
    assert "清丰县 提交核验：3.1" in answered.told[OFFICE.user_id]
    (report,) = _reports(phones)
    assert f"rv:{report.id}" in str(answered.notices)


async def test_progress_is_told_to_nobody_else(phones: Telephones) -> None:
    assert (await phones.say(QINGFENG, "/report 3.1 99 好")).notices == ()


async def test_a_newer_report_says_that_it_replaced_the_one_that_waited(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/report 3.1 100 好")
    assert "由这一次代替" in (await phones.say(QINGFENG, "/report 3.1 90 还差一点")).text


async def test_a_second_submission_says_that_it_replaced_the_first(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/report 3.1 100 好")
    again = (await phones.say(QINGFENG, "/report 3.1 100 补充了材料")).text
    assert "由这一次代替" in again
    assert "已提交办公室核验" in again


async def test_what_awaits_review_has_no_boxes_to_tick(phones: Telephones) -> None:
    before = await phones.say(QINGFENG, "/task 1.1")
    await phones.say(QINGFENG, "/report 1.1 100 全部完成")
    shown = await phones.say(QINGFENG, "/task 1.1")
    assert not [text for text in shown.buttons if text[0] in "☐☑"]
    assert "填报" in shown.buttons
    assert "逐项勾选" not in (await phones.say(QINGFENG, "/report 1.1")).buttons
    ticked = await phones.press(QINGFENG, before.button("☐ 节能"))
    assert "先前待核验的填报已由这一次代替" in ticked.text


async def test_what_is_closed_takes_no_more_reports(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/report 3.1 100 好")
    review(phones.act, _reports(phones)[0].id)
    answered = await phones.say(QINGFENG, "/report 3.1 50 好")
    assert (answered.outcome, len(_reports(phones))) == ("refused", 1)


async def test_a_text_of_4096_characters_is_kept_whole_and_shown_in_pieces(phones: Telephones) -> None:
    head = "/report 3.1 100 "
    text = ("长<&>" * 1024)[: 4096 - len(head)]
    await phones.say(QINGFENG, head + text)
    (report,) = _reports(phones)
    assert report.text == text
    shown = await phones.press(OFFICE, f"rv:{report.id}")
    assert len(shown.replies) > 1
    assert text in "".join(read(payload) for payload in shown.replies)
    assert f"ro:{report.id}" in shown.buttons.values()


async def test_what_a_user_wrote_comes_out_literally_everywhere(phones: Telephones) -> None:
    evil = person(301, "<i>", ("台前县", Role.LIAISON))
    phones.act.appoint(evil)
    await phones.say(evil, f"/report 3.1 100 {HOSTILE}")
    (report,) = _reports(phones, unit="台前县")
    assert report.text == HOSTILE
    for asked in ("/task 3.1", "/review"):
        assert f"<i>：{HOSTILE}" in (await phones.say(OFFICE, asked)).text
    shown = await phones.press(OFFICE, f"rv:{report.id}")
    assert f"<i>：\n{HOSTILE}" in shown.text
    page = await phones.press(OFFICE, "sU:2021-06-25:taiqian:0")
    assert HOSTILE in page.text
    assert "<i>，您好" in (await phones.say(evil, "/start")).text
    assert "<i>" in (await phones.say(OFFICE, "/members")).text


async def test_a_report_said_before_midnight_and_received_after_counts_for_its_day(
    phones: Telephones,
) -> None:
    phones.clock.move_to(datetime(2021, 7, 1, 8, 0, tzinfo=SHANGHAI))
    said = datetime(2021, 6, 30, 23, 50, tzinfo=SHANGHAI)
    answered = await phones.say(QINGFENG, "/report 3.2 100 完成", at=said)
    (report,) = _reports(phones, "3.2")
    assert report.said_on.isoformat() == "2021-06-30"
    assert "填报日期：6月30日" in answered.text


async def test_a_photo_with_the_command_as_its_caption_is_the_evidence(phones: Telephones) -> None:
    answered = await phones.photo(QINGFENG, "/report 3.1 60 现场照片")
    assert "附材料 1 份" in answered.text
    (report,) = _reports(phones)
    (piece,) = _evidence(phones, report)
    assert (piece.kind, piece.file_id[:3]) == ("photo", "800")


async def test_the_rest_of_an_album_joins_the_report_of_its_first_picture_without_a_word(
    phones: Telephones,
) -> None:
    await phones.photo(QINGFENG, "/report 3.1 60 现场照片", media_group_id="a")
    later = [await phones.photo(QINGFENG, media_group_id="a") for _ in range(3)]
    assert [(each.outcome, each.replies) for each in later] == [("done", ())] * 3
    (report,) = _reports(phones)
    assert len(_evidence(phones, report)) == 4


async def test_somebody_elses_album_does_not_join(phones: Telephones) -> None:
    await phones.photo(QINGFENG, "/report 3.1 60 现场照片", media_group_id="a")
    assert (await phones.photo(TWO_COUNTIES, media_group_id="a")).outcome == "refused"


@pytest.mark.parametrize(("size", "outcome"), [(FILE_LIMIT, "done"), (FILE_LIMIT + 1, "refused")])
async def test_a_file_over_20_mb_is_refused_with_the_whole_report(
    phones: Telephones, size: int, outcome: str
) -> None:
    answered = await phones.document(QINGFENG, "/report 3.1 60 报告", size=size)
    assert answered.outcome == outcome
    assert len(_reports(phones)) == (outcome == "done")
    if outcome == "refused":
        assert "“佐证<材料>.pdf”超过 20 MB" in answered.text


async def test_a_file_of_nothing_is_not_taken_for_a_report(phones: Telephones) -> None:
    assert "不知道属于哪一项任务" in (await phones.photo(QINGFENG)).text


async def test_an_edited_command_is_not_carried_out(phones: Telephones) -> None:
    answered = await phones.edit(QINGFENG, "/report 3.1 60 好")
    assert (answered.outcome, answered.text, _reports(phones)) == ("refused", words.EDITED, ())


@pytest.mark.parametrize("kind", ["text", "caption"])
async def test_a_forwarded_command_is_not_carried_out(phones: Telephones, kind: str) -> None:
    origin = {"type": "hidden_user", "date": 1_600_000_000, "sender_user_name": "某人"}
    if kind == "text":
        answered = await phones.say(QINGFENG, "/report 3.1 60 好", forward_origin=origin)
    else:
        answered = await phones.photo(QINGFENG, "/report 3.1 60 好", forward_origin=origin)
    assert (answered.outcome, answered.text, _reports(phones)) == ("refused", words.FORWARDED, ())


async def test_a_checklist_is_ticked_by_words_and_by_buttons(phones: Telephones) -> None:
    assert "已完成事项 1/10" in (await phones.say(QINGFENG, "/report 1.1 节能 完成")).text
    shown = await phones.say(QINGFENG, "/task 1.1")
    ticked = await phones.press(QINGFENG, shown.button("☐ 水土保持"))
    assert "☑ 水土保持" in ticked.text
    assert stands(phones.act, "1.1").percent == 20
    again = await phones.press(QINGFENG, shown.button("☐ 水土保持"))
    assert (again.outcome, stands(phones.act, "1.1").percent) == ("refused", 20)
    await phones.say(QINGFENG, "/report 1.1 节能 未完成")
    assert stands(phones.act, "1.1").ticked == ("水土保持",)


async def test_the_tenth_tick_submits_by_button_too(phones: Telephones) -> None:
    answered = await phones.say(QINGFENG, "/task 1.1")
    for item in [text[2:] for text in answered.buttons if text.startswith("☐")]:
        answered = await phones.press(QINGFENG, answered.button(f"☐ {item}"))
    assert "已提交核验" in answered.text
    assert set(answered.told) == {OFFICE.user_id}
    assert stands(phones.act, "1.1").state is State.SUBMITTED


@pytest.mark.parametrize("presser", [TWO_COUNTIES, OFFICE, STRANGER])
async def test_a_tick_button_in_other_hands_changes_nothing(phones: Telephones, presser: object) -> None:
    data = (await phones.say(QINGFENG, "/task 1.1")).button("☐ 节能")
    assert isinstance(presser, type(OFFICE))
    assert (await phones.press(presser, data)).outcome == "refused"
    assert stands(phones.act, "1.1").ticked == ()

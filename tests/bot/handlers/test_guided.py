"""Reporting by buttons: every step, every wrong answer, every old button, a restart in the middle."""

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from bot.incoming import FILE_LIMIT
from tests.acting import DAY, FOR_STRANGERS, HOUR, NOW, OFFICE, QINGFENG, QINGFENG_LEADER, TWO_COUNTIES, Act
from tests.bot.handlers.steps import STEPS, Step, at_evidence, at_percent, at_text, reports_of
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.recording import report as record
from tests.tracker.usecases.recording import review, stands
from tracker.model import Evidence
from tracker.store.evidence import Whose


def _evidence(act: Act) -> tuple[Evidence, ...]:
    (report,) = reports_of(act)
    return act.read(lambda books: books.evidence.of(Whose(report_id=report.id)))


async def test_a_whole_report_by_buttons_alone(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/report")
    assert asked.text == "填报哪一项任务？"
    asked = await phones.press(QINGFENG, asked.button("🔴 3.1"))
    assert "现在完成多少" in asked.text
    asked = await phones.press(QINGFENG, asked.button("60%"))
    asked = await phones.press(QINGFENG, asked.button("跳过"))
    assert reports_of(phones.act) == ()
    done = await phones.press(QINGFENG, asked.button("完成"))
    assert "已记录：3.1" in done.text
    (report,) = reports_of(phones.act)
    assert (report.percent, report.text, report.said_on) == (60, "", NOW.date())


async def test_a_whole_report_by_typed_answers_and_files(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/report 3.1")
    await phones.say(QINGFENG, "１００％")
    await phones.say(QINGFENG, "外业完成 <b>")
    await phones.photo(QINGFENG)
    asked = await phones.document(QINGFENG)
    done = await phones.press(QINGFENG, asked.button("完成"))
    assert "附材料 2 份" in done.text
    assert set(done.told) == {OFFICE.user_id}
    (report,) = reports_of(phones.act)
    assert (report.percent, report.text) == (100, "外业完成 <b>")
    assert [piece.kind for piece in _evidence(phones.act)] == ["photo", "document"]


async def test_every_step_changes_the_message_whose_button_was_pressed(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/report 3.1")
    pressed = await phones.press(QINGFENG, asked.button("60%"), message_id=77)
    (payload,) = pressed.replies
    assert (payload["method"], payload["parameters"]["message_id"]) == ("editMessageText", 77)


async def test_the_most_urgent_tasks_come_first_and_the_pages_hold_them_all(phones: Telephones) -> None:
    asked = await phones.say(QINGFENG, "/report")
    seen = [text[0] for text in asked.buttons if text[0] in "🔴🟡🟢"]
    codes = {text.split()[1] for text in asked.buttons if text[0] in "🔴🟡🟢"}
    asked = await phones.press(QINGFENG, asked.button("下一页"))
    seen += [text[0] for text in asked.buttons if text[0] in "🔴🟡🟢"]
    codes |= {text.split()[1] for text in asked.buttons if text[0] in "🔴🟡🟢"}
    assert seen == sorted(seen, key="🔴🟡🟢".index)
    tasks = (*phones.act.campaign.tasks, *phones.act.campaign.obligations)
    assert codes == {task.code for task in tasks if task.part_of("清丰县")}


async def test_closed_tasks_are_not_offered(phones: Telephones) -> None:
    review(phones.act, record(phones.act, "3.1", 100).report_id)
    asked = await phones.say(QINGFENG, "/report")
    assert not any(" 3.1 " in text for text in asked.buttons)
    assert "已经办结" in (await phones.say(QINGFENG, "/report 3.1")).text


async def test_a_button_of_an_earlier_step_is_answered_politely_and_changes_nothing(
    phones: Telephones,
) -> None:
    first = await at_percent(phones)
    await phones.press(QINGFENG, first.button("60%"))
    again = await phones.press(QINGFENG, first.button("90%"))
    assert (again.outcome, again.text) == ("refused", words.OLD_BUTTON)
    asked = await phones.say(QINGFENG, "外业完成")
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.percent for report in reports_of(phones.act)] == [60]


async def test_the_last_button_pressed_twice_reports_once(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    await phones.press(QINGFENG, asked.button("完成"))
    assert (await phones.press(QINGFENG, asked.button("完成"))).text == words.OLD_BUTTON
    assert len(reports_of(phones.act)) == 1


@pytest.mark.parametrize("presser", [TWO_COUNTIES, QINGFENG_LEADER, OFFICE])
async def test_a_button_of_somebody_elses_conversation_is_out_of_date(
    phones: Telephones, presser: object
) -> None:
    asked = await at_evidence(phones)
    assert isinstance(presser, type(OFFICE))
    assert (await phones.press(presser, asked.button("完成"))).outcome == "refused"
    assert reports_of(phones.act) == ()


@pytest.mark.parametrize("step", STEPS)
async def test_a_restart_in_the_middle_is_not_noticed(phones: Telephones, step: Step) -> None:
    asked = await step(phones)
    phones.restart()
    if step is at_percent:
        asked = await phones.press(QINGFENG, asked.button("60%"))
    if step in {at_percent, at_text}:
        asked = await phones.press(QINGFENG, asked.button("跳过"))
    phones.restart()
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.percent for report in reports_of(phones.act)] == [60]


@pytest.mark.parametrize("step", STEPS)
async def test_cancelling_records_nothing_and_ends_the_conversation(phones: Telephones, step: Step) -> None:
    asked = await step(phones)
    assert "已取消" in (await phones.press(QINGFENG, asked.button("取消"))).text
    assert (await phones.press(QINGFENG, asked.button("取消"))).text == words.OLD_BUTTON
    assert (await phones.say(QINGFENG, "60")).text == str(NotUnderstood(QINGFENG))
    assert reports_of(phones.act) == ()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("120", "须在 0 到 100 之间"),
        ("😀", "不是进度"),
        ("一半", "不是进度"),
        ("-5", "不是进度"),
        ("长" * 4096, "不是进度"),
    ],
)
async def test_a_wrong_percentage_is_asked_again(phones: Telephones, answer: str, sentence: str) -> None:
    asked = await at_percent(phones)
    refused = await phones.say(QINGFENG, answer)
    assert (refused.outcome, sentence in refused.text, len(refused.text) < 100) == ("refused", True, True)
    assert "用一句话说明" in (await phones.press(QINGFENG, asked.button("60%"))).text


async def test_a_photo_where_a_percentage_is_asked_says_what_comes_first(phones: Telephones) -> None:
    await at_percent(phones)
    assert "请先填写进度" in (await phones.photo(QINGFENG)).text


async def test_words_where_a_task_is_to_be_picked_say_what_to_do(phones: Telephones) -> None:
    await phones.say(QINGFENG, "/report")
    assert "请先在上面的列表里选择任务" in (await phones.say(QINGFENG, "低效用地")).text


async def test_words_where_files_are_asked_say_what_to_do(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    assert "请发送照片或文件" in (await phones.say(QINGFENG, "没有了")).text
    assert "已记录" in (await phones.press(QINGFENG, asked.button("完成"))).text


async def test_a_file_over_20_mb_is_refused_and_the_conversation_goes_on(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    assert "超过 20 MB" in (await phones.document(QINGFENG, size=FILE_LIMIT + 1)).text
    await phones.press(QINGFENG, asked.button("完成"))
    assert _evidence(phones.act) == ()


@pytest.mark.parametrize("data", ["g:1:n:999", "g:1:n:101"])
async def test_a_percentage_that_no_button_offers_is_refused(phones: Telephones, data: str) -> None:
    await at_percent(phones)
    assert "须在 0 到 100 之间" in (await phones.press(QINGFENG, data)).text


async def test_a_photo_whose_caption_is_the_sentence_keeps_both(phones: Telephones) -> None:
    await at_text(phones)
    asked = await phones.photo(QINGFENG, "外业完成")
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.text for report in reports_of(phones.act)] == ["外业完成"]
    assert len(_evidence(phones.act)) == 1


async def test_a_caption_does_not_overrule_the_sentence(phones: Telephones) -> None:
    await at_evidence(phones)
    asked = await phones.photo(QINGFENG, "照片说明")
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.text for report in reports_of(phones.act)] == ["外业完成"]


async def test_an_album_is_answered_once_and_kept_whole(phones: Telephones) -> None:
    await at_evidence(phones)
    asked = await phones.photo(QINGFENG, media_group_id="a")
    later = [await phones.photo(QINGFENG, media_group_id="a") for _ in range(3)]
    assert [each.replies for each in later] == [(), (), ()]
    await phones.press(QINGFENG, asked.button("完成"))
    assert len(_evidence(phones.act)) == 4


async def test_a_picture_of_the_album_that_arrives_after_the_end_still_joins(phones: Telephones) -> None:
    await at_evidence(phones)
    asked = await phones.photo(QINGFENG, media_group_id="a")
    await phones.press(QINGFENG, asked.button("完成"))
    assert (await phones.photo(QINGFENG, media_group_id="a")).replies == ()
    assert len(_evidence(phones.act)) == 2


async def test_another_command_in_between_leaves_the_conversation_where_it_was(phones: Telephones) -> None:
    await at_text(phones)
    await phones.say(QINGFENG, "/tasks")
    asked = await phones.say(QINGFENG, "外业完成")
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.text for report in reports_of(phones.act)] == ["外业完成"]


async def test_a_new_report_begins_anew(phones: Telephones) -> None:
    old = await at_evidence(phones)
    asked = await phones.say(QINGFENG, "/report 3.3")
    assert (await phones.press(QINGFENG, old.button("完成"))).text == words.OLD_BUTTON
    assert "3.3" in asked.text


async def test_a_task_that_was_closed_meanwhile_is_not_reported_on(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    review(phones.act, record(phones.act, "3.1", 100).report_id)
    assert "办结" in (await phones.press(QINGFENG, asked.button("完成"))).text
    assert [report.percent for report in reports_of(phones.act)] == [100]


async def test_who_lost_the_post_meanwhile_reports_nothing(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    (member,) = phones.act.read(lambda books: books.people.posts_of(QINGFENG.user_id))
    phones.act.write(lambda books: books.people.dismiss(member, NOW))
    assert (await phones.press(QINGFENG, asked.button("完成"))).text == FOR_STRANGERS
    assert reports_of(phones.act) == ()


async def test_the_day_of_the_last_button_is_the_day_of_the_report(phones: Telephones) -> None:
    asked = await at_evidence(phones)
    phones.clock.move_to(NOW + DAY - HOUR)
    await phones.press(QINGFENG, asked.button("完成"))
    assert [report.said_on for report in reports_of(phones.act)] == [(NOW + DAY).date()]


async def test_the_liaison_of_two_counties_picks_the_unit_with_the_task(phones: Telephones) -> None:
    asked = await phones.press(TWO_COUNTIES, "report")
    assert {data.split("@")[1] for data in asked.buttons.values() if "@" in data} == {"nanle", "fanxian"}
    one = next(data for data in asked.buttons.values() if data.endswith("@fanxian"))
    assert "（范县）" in (await phones.press(TWO_COUNTIES, one)).text


async def test_the_button_under_a_task_begins_with_its_percentage(phones: Telephones) -> None:
    shown = await phones.say(QINGFENG, "/task 3.1")
    assert "现在完成多少" in (await phones.press(QINGFENG, shown.button("填报"))).text
    assert stands(phones.act, "3.1").percent == 0


async def test_before_the_plan_is_issued_there_is_nothing_to_report_on(act: Act) -> None:
    act.appoint(QINGFENG)
    phones = Telephones(act, NOW - 170 * DAY)
    assert "没有需要填报的任务" in (await phones.say(QINGFENG, "/report")).text
    assert "方案还没有印发" in (await phones.say(QINGFENG, "/report 3.1")).text


@pytest.mark.parametrize("caption", ["/report", "/report 3.1"])
async def test_a_photo_whose_caption_lacks_the_percentage_is_refused_rather_than_lost(
    phones: Telephones, caption: str
) -> None:
    assert "还缺进度" in (await phones.photo(QINGFENG, caption)).text
    held = phones.act.read(lambda books: books.ledger.holdings(units=("清丰县",)))
    assert not any(each.reports for each in held)
    assert "没有看懂" in (await phones.say(QINGFENG, "60")).text

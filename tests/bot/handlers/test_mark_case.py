"""Marking a report as 典型案例 in chat: its words are read before, the title is typed, then confirmed."""

import pytest

from bot import words
from tests.acting import ADMIN, DAY, DIRECTOR, INSPECTOR, OFFICE, QINGFENG, QINGFENG_LEADER, person
from tests.bot.handlers.telephone import Telephones, read
from tests.tracker.usecases.marking_cases import TITLE, mark, published, take_back
from tests.tracker.usecases.recording import report, review, send_back
from tracker.model import Role, Sender

ANOTHER = person(106, "周办", ("领导小组办公室", Role.OFFICE))


async def test_the_way_leads_from_an_approval_over_the_words_and_the_title_to_the_case(
    phones: Telephones,
) -> None:
    made = report(phones.act, percent=100, text="第一行 <b>\n联系人李敏 138")
    closed = await phones.press(OFFICE, f"ro:{made.report_id}")
    asked = await phones.press(OFFICE, closed.button("标为典型案例"))
    assert asked.text == (
        "3.1 清丰县 6月25日填报：\n第一行 <b>\n联系人李敏 138\n\n请输入典型案例的标题，例如：闲置厂房腾笼换鸟"
    )
    shown = await phones.say(OFFICE, TITLE)
    assert shown.text == (
        f"{TITLE}\n3.1 清丰县 6月25日填报\n\n第一行 <b>\n联系人李敏 138\n\n"
        "全文将原样公布，一字不改。请检查是否有姓名、电话等不宜公开的内容。\n要改标题请重新输入。"
    )
    assert published(phones.act) == []
    done = await phones.press(OFFICE, shown.button("确认"))
    assert done.text == f"已标为典型案例：\n⭐ {TITLE}\n      3.1 清丰县 6月25日填报"
    assert (published(phones.act), done.notices) == ([TITLE], ())
    assert "没有看懂这条消息" in (await phones.say(OFFICE, "再写一句")).text


async def test_a_submission_that_waits_may_be_marked_too(phones: Telephones) -> None:
    made = report(phones.act, percent=100)
    shown = await phones.press(OFFICE, f"rv:{made.report_id}")
    await phones.press(OFFICE, shown.button("标为典型案例"))
    confirmed = await phones.say(OFFICE, TITLE)
    await phones.press(OFFICE, confirmed.button("确认"))
    assert published(phones.act) == [TITLE]


async def test_what_is_without_words_or_sent_back_has_no_such_button(phones: Telephones) -> None:
    silent = report(phones.act, percent=100, text="")
    assert "标为典型案例" not in (await phones.press(OFFICE, f"rv:{silent.report_id}")).buttons
    returned = report(phones.act, "3.2", 100)
    send_back(phones.act, returned.report_id)
    assert (await phones.press(OFFICE, f"rv:{returned.report_id}")).buttons == {}


async def test_an_old_report_is_found_under_its_task(phones: Telephones) -> None:
    made = report(phones.act, percent=100)
    review(phones.act, made.report_id)
    phones.clock.move_to(phones.clock.now() + 41 * DAY)
    page = await phones.say(OFFICE, "/task 3.1")
    listed = await phones.press(OFFICE, page.button("标为典型案例"))
    assert listed.text == (
        "3.1 研究确定低效工业用地标准：选择要标为典型案例的填报\n3.1 清丰县 6月25日填报 100%\n      外业完成"
    )
    asked = await phones.press(OFFICE, listed.button("选 清丰县 6月25日"))
    assert "请输入典型案例的标题" in asked.text


async def test_a_task_without_reports_says_so(phones: Telephones) -> None:
    assert "没有可以标为典型案例的填报" in (await phones.press(OFFICE, "ct:3.1:0")).text


async def test_many_reports_of_a_task_have_pages(phones: Telephones) -> None:
    for _ in range(9):
        report(phones.act)
    first = await phones.press(OFFICE, "ct:3.1:0")
    second = await phones.press(OFFICE, first.button("下一页"))
    assert "选 清丰县 6月25日" in second.buttons


async def test_a_text_of_4000_characters_is_shown_whole_before_it_is_confirmed(phones: Telephones) -> None:
    text = "\n".join(f"{number:03}<&>" + "长" * 93 for number in range(40))
    made = report(phones.act, text=text)
    await phones.press(OFFICE, f"cm:{made.report_id}")
    shown = await phones.say(OFFICE, TITLE)
    assert text.replace("\n", "") in "".join(read(each) for each in shown.replies).replace("\n", "")
    assert "确认标为典型案例" in shown.buttons


async def test_another_title_may_be_typed_instead_and_the_button_of_the_first_is_old(
    phones: Telephones,
) -> None:
    await phones.press(OFFICE, f"cm:{report(phones.act).report_id}")
    first = await phones.say(OFFICE, "甲")
    second = await phones.say(OFFICE, "乙")
    assert words.OLD_BUTTON in (await phones.press(OFFICE, first.button("确认"))).text
    await phones.press(OFFICE, second.button("确认"))
    assert published(phones.act) == ["乙"]


async def test_a_title_that_is_too_long_is_asked_for_again(phones: Telephones) -> None:
    await phones.press(OFFICE, f"cm:{report(phones.act).report_id}")
    assert "请不要超过 40 个字" in (await phones.say(OFFICE, "长" * 41)).text
    assert "确认标为典型案例" in (await phones.say(OFFICE, "短")).buttons


async def test_a_picture_is_no_title(phones: Telephones) -> None:
    await phones.press(OFFICE, f"cm:{report(phones.act).report_id}")
    assert "请写明案例标题" in (await phones.photo(OFFICE)).text


async def test_a_cancelled_mark_changes_nothing(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"cm:{report(phones.act).report_id}")
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.say(OFFICE, TITLE)).outcome == "refused"
    assert published(phones.act) == []


async def test_a_title_that_comes_after_anothers_mark_is_too_late(phones: Telephones) -> None:
    made = report(phones.act)
    await phones.press(OFFICE, f"cm:{made.report_id}")
    mark(phones.act, made.report_id, "先到的标题")
    late = await phones.say(OFFICE, TITLE)
    assert (late.outcome, "已经标为典型案例“先到的标题”" in late.text) == ("done", True)
    assert "没有看懂这条消息" in (await phones.say(OFFICE, TITLE)).text


async def test_a_confirmation_after_anothers_mark_is_refused(phones: Telephones) -> None:
    made = report(phones.act)
    await phones.press(OFFICE, f"cm:{made.report_id}")
    shown = await phones.say(OFFICE, TITLE)
    mark(phones.act, made.report_id, "先到的标题")
    refused = await phones.press(OFFICE, shown.button("确认"))
    assert (refused.outcome, published(phones.act)) == ("refused", ["先到的标题"])


async def test_the_cases_are_listed_opened_and_taken_back(phones: Telephones) -> None:
    made = report(phones.act, text="全文 & 一行")
    mark(phones.act, made.report_id)
    listed = await phones.say(OFFICE, "/cases")
    assert listed.text == f"典型案例（1 个）\n⭐ {TITLE}\n      3.1 清丰县 6月25日填报"
    shown = await phones.press(OFFICE, listed.button("查看"))
    assert shown.text.endswith("6月25日 王办标注\n\n全文 & 一行")
    gone = await phones.press(OFFICE, shown.button("取消标注"))
    assert gone.text == f"↩️ 已取消典型案例“{TITLE}”，自6月25日起不再列入。"
    assert published(phones.act) == []
    assert "还没有典型案例" in (await phones.press(OFFICE, gone.button("清单"))).text
    again = await phones.press(OFFICE, gone.button("重新标注"))
    assert "请输入典型案例的标题" in again.text


async def test_a_case_that_was_sent_back_since_is_marked_as_left_out(phones: Telephones) -> None:
    made = report(phones.act, percent=100)
    mark(phones.act, made.report_id)
    send_back(phones.act, made.report_id)
    assert f"{TITLE}（填报已退回，不列入）" in (await phones.say(OFFICE, "/cases")).text


async def test_many_cases_have_pages(phones: Telephones) -> None:
    for number in range(9):
        mark(phones.act, report(phones.act).report_id, f"标题{number}")
    first = await phones.say(OFFICE, "/cases")
    second = await phones.press(OFFICE, first.button("下一页"))
    assert ("标题8" in second.text, second.replies[0]["method"]) == (True, "editMessageText")


@pytest.mark.parametrize("data", ["cv:1", "cx:1", "cv:99", "cx:99"])
async def test_a_button_of_a_case_that_is_gone_is_answered_politely(phones: Telephones, data: str) -> None:
    take_back(phones.act, mark(phones.act, report(phones.act).report_id).id)
    answered = await phones.press(OFFICE, data)
    assert (answered.outcome, "已经取消标注" in answered.text) == ("refused", True)


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER, DIRECTOR, INSPECTOR, ADMIN])
@pytest.mark.parametrize("data", ["ct:3.1:0", "cm:1", "cy:1", "cl:0", "cv:1", "cx:1"])
async def test_nobody_but_the_office_marks_or_takes_back(
    phones: Telephones, sender: Sender, data: str
) -> None:
    mark(phones.act, report(phones.act).report_id)
    assert words.NOT_ALLOWED in (await phones.press(sender, data)).text
    assert published(phones.act) == [TITLE]
    assert "标为典型案例" not in (await phones.say(sender, "/task 3.1")).buttons


async def test_who_leaves_the_office_over_a_title_marks_nothing(phones: Telephones) -> None:
    phones.act.appoint(ANOTHER)
    await phones.press(ANOTHER, f"cm:{report(phones.act).report_id}")
    (post,) = phones.act.read(lambda books: books.people.posts_of(ANOTHER.user_id))
    phones.act.write(lambda books: books.people.dismiss(post, phones.clock.now()))
    phones.act.appoint(person(ANOTHER.user_id, "周办", ("领导小组办公室", Role.DIRECTOR)))
    assert words.NOT_ALLOWED in (await phones.say(ANOTHER, TITLE)).text

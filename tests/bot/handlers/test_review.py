"""The office's desk: what awaits review, with its evidence, closed or returned with the reason."""

from datetime import date

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import (
    DAY,
    DIRECTOR,
    FOR_STRANGERS,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    STRANGER,
    TWO_COUNTIES,
    Act,
    person,
)
from tests.bot.handlers.steps import give_reason
from tests.bot.handlers.telephone import Telephones, buttons, read
from tests.tracker.usecases.recording import PHOTO, report, send_back, stands
from tracker.model import Role, Sender, State

ANOTHER = person(106, "周办", ("领导小组办公室", Role.OFFICE))


def _submit(act: Act, code: str = "3.1", sender: Sender = QINGFENG, unit: str | None = None) -> int:
    return report(act, code, 100, sender=sender, unit=unit, evidence=(PHOTO,)).report_id


async def test_the_queue_leads_to_a_submission_and_from_there_to_its_closing(phones: Telephones) -> None:
    _submit(phones.act)
    queue = await phones.say(OFFICE, "/review")
    assert "待核验（1 项）" in queue.text
    shown = await phones.press(OFFICE, queue.button("查看 3.1 清丰县"))
    photo, text = shown.replies
    assert (photo["method"], photo["parameters"]["photo"]) == ("sendPhoto", PHOTO.file_id)
    assert "外业完成" in read(text)
    closed = await phones.press(OFFICE, shown.button("办结"))
    assert "3.1 清丰县 已办结" in closed.text
    assert "予以办结" in closed.told["清丰县"]
    assert stands(phones.act, "3.1").state is State.CLOSED


async def test_a_submission_may_be_closed_from_the_list(phones: Telephones) -> None:
    _submit(phones.act)
    await phones.press(OFFICE, (await phones.say(OFFICE, "/review")).button("办结"))
    assert stands(phones.act, "3.1").state is State.CLOSED
    assert "没有待核验" in (await phones.say(OFFICE, "/review")).text


async def test_a_return_by_one_of_the_usual_reasons_is_told_to_the_unit_with_a_way_to_report_again(
    phones: Telephones,
) -> None:
    asked = await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    returned = await phones.press(OFFICE, asked.button("佐证材料不足"))
    assert "原因：佐证材料不足" in returned.told["清丰县"]
    assert "'callback_data': 'report:3.1@qingfeng'" in str(returned.notices)
    assert stands(phones.act, "3.1").state is State.RETURNED
    assert "现在完成多少" in (await phones.press(QINGFENG, "report:3.1@qingfeng")).text


async def test_the_liaison_of_two_units_reports_again_for_the_one_that_was_returned(
    phones: Telephones,
) -> None:
    number = _submit(phones.act, "3.1", TWO_COUNTIES, "范县")
    returned = await phones.press(OFFICE, f"rp:{number}:0")
    ((_, notice),) = returned.notices
    ((_, again),) = buttons(notice)
    assert "（范县）" in (await phones.press(TWO_COUNTIES, again)).text


@pytest.mark.parametrize("data", ["ro:{}", "rp:{}:0"])
async def test_a_verdict_says_to_the_office_which_unit_hears_nothing_of_it(
    phones: Telephones, data: str
) -> None:
    assert "请另行告知" not in (await phones.press(OFFICE, data.format(_submit(phones.act)))).text
    second = _submit(phones.act, "3.2")
    (member,) = phones.act.read(lambda books: books.people.posts_of(QINGFENG.user_id))
    phones.act.write(lambda books: books.people.dismiss(member, phones.clock.now()))
    answered = await phones.press(OFFICE, data.format(second))
    assert "没有联络员或联系不上，请另行告知：清丰县" in answered.text


async def test_the_list_asked_for_under_a_verdict_or_a_notice_leaves_that_message_as_it_was(
    phones: Telephones,
) -> None:
    told = await phones.say(QINGFENG, "/report 3.1 100 好")
    ((_, notice),) = told.notices
    listed = await phones.press(OFFICE, dict(buttons(notice))["待核验清单"])
    assert listed.replies[0]["method"] == "sendMessage"
    shown = await phones.press(OFFICE, listed.button("查看"))
    assert (await phones.press(OFFICE, shown.button("清单"))).replies[0]["method"] == "sendMessage"
    closed = await phones.press(OFFICE, shown.button("办结"))
    more = await phones.press(OFFICE, closed.button("继续核验"))
    assert more.replies[0]["method"] == "sendMessage"
    assert "没有待核验" in more.text


async def test_a_return_by_a_typed_reason_is_escaped_and_told(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    shown = await phones.say(OFFICE, "缺 <b>图</b> & 表")
    assert shown.text == "退回 3.1 清丰县\n原因：缺 <b>图</b> & 表\n原因要改，请重新输入。"
    assert stands(phones.act, "3.1").submitted
    returned = await phones.press(OFFICE, shown.button("确认退回"))
    assert "已退回：缺 <b>图</b> & 表" in returned.text
    assert "原因：缺 <b>图</b> & 表" in returned.told["清丰县"]


async def test_a_reason_of_4096_characters_is_told_in_pieces(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    returned = await give_reason(phones, OFFICE, "缺<" * 2048)
    assert "缺<" * 2048 in "".join(read(payload) for whom, payload in returned.notices if whom == "清丰县")


async def test_a_picture_is_no_reason(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    assert "请用文字写明退回原因" in (await phones.photo(OFFICE)).text
    assert stands(phones.act, "3.1").submitted


async def test_a_return_may_be_thought_better_of(phones: Telephones) -> None:
    asked = await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    assert "已取消" in (await phones.press(OFFICE, asked.button("取消"))).text
    assert (await phones.say(OFFICE, "佐证不足")).text == str(NotUnderstood(OFFICE))
    assert stands(phones.act, "3.1").submitted


@pytest.mark.parametrize("verdict", ["ro", "rp"])
async def test_a_settled_submission_does_not_wait_for_a_reason_any_longer(
    phones: Telephones, verdict: str
) -> None:
    number = _submit(phones.act)
    await phones.press(OFFICE, f"rn:{number}")
    await phones.press(OFFICE, f"{verdict}:{number}" + (":0" if verdict == "rp" else ""))
    assert (await phones.say(OFFICE, "好的")).text == str(NotUnderstood(OFFICE))


async def test_a_reason_that_comes_too_late_says_so_once(phones: Telephones) -> None:
    number = _submit(phones.act)
    await phones.press(OFFICE, f"rn:{number}")
    send_back(phones.act, number)
    assert "已经处理过" in (await give_reason(phones, OFFICE, "佐证不足")).text
    assert (await phones.say(OFFICE, "好的")).text == str(NotUnderstood(OFFICE))


async def test_words_typed_days_after_the_reason_was_asked_return_nothing(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    phones.clock.move_to(phones.clock.now() + 2 * DAY)
    assert (await phones.say(OFFICE, "佐证不足")).text == str(NotUnderstood(OFFICE))
    assert stands(phones.act, "3.1").submitted


async def test_one_return_begun_does_not_end_when_another_submission_is_closed(phones: Telephones) -> None:
    first, second = _submit(phones.act), _submit(phones.act, sender=PUYANGXIAN)
    await phones.press(OFFICE, f"rn:{first}")
    await phones.press(OFFICE, f"ro:{second}")
    await give_reason(phones, OFFICE, "佐证不足")
    assert stands(phones.act, "3.1").state is State.RETURNED


async def test_a_reason_typed_anew_takes_the_place_of_the_one_shown(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    first = await phones.say(OFFICE, "好的，收到")
    second = await phones.say(OFFICE, "佐证不足")
    assert (await phones.press(OFFICE, first.button("确认"))).text == words.OLD_BUTTON
    assert "已退回：佐证不足" in (await phones.press(OFFICE, second.button("确认"))).text


async def test_a_typed_reason_waits_for_its_confirmation_over_a_restart(phones: Telephones) -> None:
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    shown = await phones.say(OFFICE, "佐证不足")
    phones.restart()
    assert "已退回：佐证不足" in (await phones.press(OFFICE, shown.button("确认"))).text


@pytest.mark.parametrize("data", ["ro:{}", "rp:{}:0", "rn:{}"])
async def test_a_button_pressed_twice_or_by_two_of_the_office_counts_once(
    phones: Telephones, data: str
) -> None:
    phones.act.appoint(ANOTHER)
    number = _submit(phones.act)
    await phones.press(OFFICE, f"ro:{number}")
    before = stands(phones.act, "3.1")
    again = await phones.press(ANOTHER, data.format(number))
    assert (again.outcome, "已经处理过" in again.text, again.notices) == ("refused", True, ())
    assert stands(phones.act, "3.1") == before


async def test_the_button_of_a_submission_that_was_replaced_is_refused(phones: Telephones) -> None:
    number = _submit(phones.act)
    report(phones.act, "3.1", 80)
    assert (await phones.press(OFFICE, f"ro:{number}")).outcome == "refused"
    assert stands(phones.act, "3.1").state is State.IN_PROGRESS


@pytest.mark.parametrize("data", ["rp:{}:9", "ro:999999", "rv:999999", "rn:999999"])
async def test_a_button_about_nothing_is_answered_politely(phones: Telephones, data: str) -> None:
    answered = await phones.press(OFFICE, data.format(_submit(phones.act)))
    assert (answered.outcome, len(answered.replies)) == ("refused", 1)
    assert stands(phones.act, "3.1").submitted


@pytest.mark.parametrize("presser", [QINGFENG, DIRECTOR, STRANGER])
@pytest.mark.parametrize("data", ["ro:{}", "rp:{}:0", "rn:{}", "rv:{}", "rl:0"])
async def test_only_the_office_reviews(phones: Telephones, presser: Sender, data: str) -> None:
    number = _submit(phones.act)
    answered = await phones.press(presser, data.format(number))
    assert answered.outcome == "refused"
    assert answered.text == (FOR_STRANGERS if presser is STRANGER else words.NOT_ALLOWED)
    assert stands(phones.act, "3.1").submitted


async def test_who_left_the_office_in_the_middle_of_a_return_returns_nothing(phones: Telephones) -> None:
    phones.act.appoint(person(OFFICE.user_id, OFFICE.name, ("南乐县", Role.LEADER)))
    await phones.press(OFFICE, f"rn:{_submit(phones.act)}")
    (member,) = phones.act.read(lambda books: books.people.with_role(Role.OFFICE))
    phones.act.write(lambda books: books.people.dismiss(member, phones.clock.now()))
    assert (await phones.say(OFFICE, "佐证不足")).text == words.NOT_ALLOWED
    assert stands(phones.act, "3.1").submitted


async def test_a_long_queue_has_pages_and_fits_its_message(phones: Telephones) -> None:
    for code in ("3.1", "3.3", "3.4", "3.5", "3.6", "2.2", "O1", "1.2"):
        _submit(phones.act, code)
    _submit(phones.act, "3.1", PUYANGXIAN)
    first = await phones.say(OFFICE, "/review")
    second = await phones.press(OFFICE, first.button("下一页"))
    views = {data for asked in (first, second) for data in asked.buttons.values() if data.startswith("rv:")}
    assert len(views) == 9


async def test_an_approval_names_the_day_of_the_report_and_not_of_the_review(phones: Telephones) -> None:
    number = report(phones.act, "3.1", 100, on=date(2021, 3, 31)).report_id
    assert "以3月31日填报为准" in (await phones.press(OFFICE, f"ro:{number}")).text

"""The office's desk for disposals in chat: the queue, one of them, the verdict."""

import pytest

from bot import words
from bot.handlers.unread import NotUnderstood
from tests.acting import DAY, DIRECTOR, INSPECTOR, OFFICE, PUYANGXIAN, QINGFENG, QINGFENG_LEADER, person
from tests.bot.handlers.steps import give_reason
from tests.bot.handlers.telephone import Telephones, read
from tests.tracker.usecases.keeping_parcels import (
    dispose,
    disposed,
    hand_back,
    judge,
    record_of,
    row,
    stands,
    take,
)
from tests.tracker.usecases.recording import PHOTO, TODAY
from tracker.model import Role, Sender, Verdict
from tracker.parcels import ParcelState

ANOTHER = person(106, "周办", ("领导小组办公室", Role.OFFICE))


@pytest.fixture(autouse=True)
def _parcels(phones: Telephones) -> None:
    take(phones.act)


def verdict(phones: Telephones) -> Verdict | None:
    review = record_of(phones.act).disposals[0].review
    return review.verdict if review else None


async def test_the_way_leads_from_review_to_a_disposal_and_its_verification(phones: Telephones) -> None:
    dispose(phones.act, None, text="已收回", evidence=(PHOTO,))
    queue = await phones.say(OFFICE, "/review")
    assert queue.text == "目前没有待核验的填报。"
    listed = await phones.press(OFFICE, queue.button("待核验的处置（1 项）"))
    assert listed.text == (
        "待核验的处置（1 项）\nQF-001 闲置 清丰县产业集聚区\n      6月25日 45.2 亩 依法收回，张三：已收回"
    )
    shown = await phones.press(OFFICE, listed.button("查看 QF-001"))
    photo, text = shown.replies
    assert photo["parameters"]["photo"] == PHOTO.file_id
    assert read(text) == (
        "QF-001 闲置 清丰县产业集聚区\n"
        "6月25日处置 45.2 亩 依法收回，张三 6月25日报\n"
        "已收回\n"
        "宗地 45.2 亩：已核验 0，待核验 45.2\n"
        "材料 1 份"
    )
    verified = await phones.press(OFFICE, shown.button("核验通过"))
    assert verified.text == "✅ 宗地 QF-001 6月25日处置 45.2 亩，已核验。6月25日办完"
    assert verified.told == {"清丰县": "✅ 宗地 QF-001 6月25日处置 45.2 亩，已通过核验。"}
    assert stands(phones.act).state is ParcelState.DISPOSED
    assert "没有待核验的处置" in (await phones.press(OFFICE, verified.button("继续核验"))).text


async def test_a_verified_part_says_what_its_date_is(phones: Telephones) -> None:
    dispose(phones.act, "5")
    assert (await phones.press(OFFICE, "do:1")).text.endswith("已核验。7月31日到期，还有 36 天")


async def test_a_disposal_is_returned_by_one_of_the_usual_reasons(phones: Telephones) -> None:
    dispose(phones.act, "5")
    asked = await phones.press(OFFICE, "dn:1")
    assert asked.text == "退回宗地 QF-001 的处置：请选择或直接输入原因。"
    returned = await phones.press(OFFICE, asked.button("佐证材料不足"))
    assert returned.text == "↩️ 宗地 QF-001 6月25日处置 5 亩，已退回：佐证材料不足"
    assert returned.told == {"清丰县": "↩️ 宗地 QF-001 6月25日处置 5 亩，被退回。\n原因：佐证材料不足"}
    assert "'callback_data': 'dp:1'" in str(returned.notices)
    assert "还剩 45.2 亩" in (await phones.press(QINGFENG, "dp:1")).text


async def test_who_governs_the_park_hears_what_became_of_the_disposal_it_reported(phones: Telephones) -> None:
    take(phones.act, row(责任单位="濮阳县"))
    dispose(phones.act, "5", sender=QINGFENG)
    assert set((await phones.press(OFFICE, "do:1")).told) == {"濮阳县", "清丰县"}


async def test_a_disposal_is_returned_with_a_typed_reason(phones: Telephones) -> None:
    dispose(phones.act, "5")
    await phones.press(OFFICE, "dn:1")
    assert "请用文字写明退回原因" in (await phones.photo(OFFICE)).text
    shown = await phones.say(OFFICE, "照片 <b>不清</b>")
    assert shown.text == "退回宗地 QF-001 的处置\n原因：照片 <b>不清</b>\n原因要改，请重新输入。"
    assert verdict(phones) is None
    returned = await phones.press(OFFICE, shown.button("确认退回"))
    assert "已退回：照片 <b>不清</b>" in returned.text
    assert verdict(phones) is Verdict.RETURNED
    assert str(NotUnderstood(OFFICE)) in (await phones.say(OFFICE, "再写一句")).text


async def test_a_cancelled_return_leaves_the_disposal_waiting(phones: Telephones) -> None:
    dispose(phones.act, "5")
    asked = await phones.press(OFFICE, "dn:1")
    await phones.press(OFFICE, asked.button("取消"))
    assert (await phones.say(OFFICE, "照片不清")).outcome == "refused"
    assert verdict(phones) is None


async def test_a_verdict_by_button_ends_the_question_for_its_reason(phones: Telephones) -> None:
    dispose(phones.act, "5")
    await phones.press(OFFICE, "dn:1")
    await phones.press(OFFICE, "do:1")
    assert (await phones.say(OFFICE, "照片不清")).outcome == "refused"
    assert verdict(phones) is Verdict.APPROVED


async def test_a_reason_that_comes_after_anothers_verdict_changes_nothing(phones: Telephones) -> None:
    phones.act.appoint(ANOTHER)
    dispose(phones.act, "5")
    await phones.press(OFFICE, "dn:1")
    await phones.press(ANOTHER, "do:1")
    late = await give_reason(phones, OFFICE, "照片不清")
    assert "已经处理过" in late.text
    assert verdict(phones) is Verdict.APPROVED


@pytest.mark.parametrize("data", ["do:1", "dn:1", "dr:1:0"])
async def test_an_old_button_of_what_is_reviewed_changes_nothing(phones: Telephones, data: str) -> None:
    judge(phones.act, dispose(phones.act, "5").disposal_id)
    answered = await phones.press(OFFICE, data)
    assert answered.text == "宗地 QF-001 的这次填报已经处理过，或已有更新的填报，无需再核验。"
    assert (verdict(phones), answered.notices) == (Verdict.APPROVED, ())


@pytest.mark.parametrize("data", ["dv:99", "do:99", "dn:99", "dr:99:0"])
async def test_a_button_of_no_disposal_is_answered_politely(phones: Telephones, data: str) -> None:
    assert "这笔处置已经撤回" in (await phones.press(OFFICE, data)).text


async def test_a_reason_that_is_no_longer_offered_is_an_old_button(phones: Telephones) -> None:
    dispose(phones.act, "5")
    assert (await phones.press(OFFICE, "dr:1:9")).text == words.OLD_BUTTON
    assert verdict(phones) is None


@pytest.mark.parametrize("sender", [QINGFENG, PUYANGXIAN, QINGFENG_LEADER, DIRECTOR])
@pytest.mark.parametrize("data", ["dl:0", "do:1", "dn:1", "dr:1:0"])
async def test_nobody_but_the_office_reviews(phones: Telephones, sender: Sender, data: str) -> None:
    dispose(phones.act, "5")
    answered = await phones.press(sender, data)
    assert (answered.text, verdict(phones)) == (words.NOT_ALLOWED, None)


@pytest.mark.parametrize("sender", [DIRECTOR, INSPECTOR])
async def test_who_sees_all_reads_a_disposal_and_cannot_review_it(phones: Telephones, sender: Sender) -> None:
    dispose(phones.act, "5", evidence=(PHOTO,))
    opened = await phones.press(sender, "dv:1")
    assert (opened.outcome, len(opened.replies), opened.buttons) == ("done", 2, {})


@pytest.mark.parametrize("sender", [QINGFENG, PUYANGXIAN, QINGFENG_LEADER])
async def test_others_do_not_open_a_disposal(phones: Telephones, sender: Sender) -> None:
    dispose(phones.act, "5")
    assert (await phones.press(sender, "dv:1")).text == words.NOT_ALLOWED


@pytest.mark.parametrize(
    ("approve", "said", "buttons"),
    [(True, "6月25日已核验", {"撤销核验": "wd:d:1"}), (False, "6月25日退回：佐证材料不足", {})],
)
async def test_a_reviewed_disposal_is_shown_with_its_verdict_and_is_not_reviewed_again(
    phones: Telephones, *, approve: bool, said: str, buttons: dict[str, str]
) -> None:
    made = dispose(phones.act, "5").disposal_id
    (judge if approve else hand_back)(phones.act, made)
    shown = await phones.press(OFFICE, f"dv:{made}")
    assert (shown.text.splitlines()[-1], shown.buttons) == (said, buttons)


async def test_the_queue_has_pages_the_oldest_first(phones: Telephones) -> None:
    take(phones.act, row(面积="500"))
    for n in range(20):
        dispose(phones.act, str(n + 1))
    first = await phones.press(OFFICE, "dl:0:new")
    assert first.replies[0]["method"] == "sendMessage"
    assert "待核验的处置（20 项）" in first.text
    assert "6月25日 1 亩" in first.text
    last = await phones.press(OFFICE, "dl:9999")
    assert "6月25日 20 亩" in last.text


async def test_a_unit_that_no_message_reaches_is_named_with_the_verdict(phones: Telephones) -> None:
    (member,) = phones.act.read(lambda books: books.people.posts_of(QINGFENG.user_id))
    dispose(phones.act, "5")
    phones.act.write(lambda books: books.people.dismiss(member, phones.clock.now()))
    assert "请另行告知：清丰县。" in (await phones.press(OFFICE, "do:1")).text


async def test_a_verdict_of_later_counts_from_the_day_of_the_disposal(phones: Telephones) -> None:
    dispose(phones.act, None)
    phones.clock.move_to(phones.clock.now() + 10 * DAY)
    answered = await phones.press(OFFICE, "do:1")
    assert "6月25日处置 45.2 亩，已核验。6月25日办完" in answered.text
    assert stands(phones.act).closed_on == TODAY


async def test_what_was_disposed_of_before_stands_beside_what_awaits(phones: Telephones) -> None:
    disposed(phones.act, "5")
    made = dispose(phones.act, "6").disposal_id
    assert "宗地 45.2 亩：已核验 5，待核验 6" in (await phones.press(OFFICE, f"dv:{made}")).text

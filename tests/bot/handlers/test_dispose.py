"""Reporting a disposal in chat: in one line, and with pictures."""

from datetime import date, datetime

import pytest

from bot import words
from bot.incoming import FILE_LIMIT
from tests.acting import (
    DIRECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    SHANGHAI,
    STRANGER,
    TWO_COUNTIES,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_parcels import (
    dispose,
    disposed,
    record_of,
    row,
    take,
)
from tests.tracker.usecases.recording import TODAY
from tracker.model import Evidence, Sender
from tracker.scoring import figure
from tracker.store.evidence import Whose


@pytest.fixture(autouse=True)
def _parcels(phones: Telephones) -> None:
    take(phones.act, row(2), row(3, 宗地编号="QF-002", 面积="20", 处置措施="", 形成原因=""))


def areas(phones: Telephones, number: str = "QF-001") -> list[str]:
    return [figure(each.area_mu) for each in record_of(phones.act, number).disposals]


def evidence(phones: Telephones) -> tuple[Evidence, ...]:
    (made,) = record_of(phones.act).disposals
    return phones.act.read(lambda books: books.evidence.of(Whose(disposal_id=made.id)))


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("/dispose QF-001 12.5 已收回", "12.5"),
        ("/dispose qf－００１ １２．５亩 已收回", "12.5"),
        ("/DISPOSE QF-001  1公顷\n已收回", "15"),
        ("/dispose QF-001 1 公顷 已收回", "15"),
        ("/dispose QF-001 1000 平方米 已收回", "1.5"),
        ("/dispose QF-001 12.5 亩 已收回", "12.5"),
        ("/dispose QF-001 全部 已收回", "45.2"),
        ("/dispose QF-001 剩余 已收回", "45.2"),
        ("/dispose@baiyuan_bot QF-001 12.5 已收回", "12.5"),
    ],
)
async def test_a_disposal_is_read_however_it_is_typed(phones: Telephones, typed: str, area: str) -> None:
    answered = await phones.say(QINGFENG, typed)
    assert answered.outcome == "done"
    (made,) = record_of(phones.act).disposals
    assert (figure(made.area_mu), made.text, made.measure) == (area, "已收回", "依法收回")
    assert made.disposed_on == TODAY
    assert f"处置 {area} 亩（依法收回）" in answered.text


@pytest.mark.parametrize("written", ["2021-06-20", "2021年6月20日", "20210620"])
@pytest.mark.parametrize("area", ["2", "2 亩"])
async def test_a_day_behind_the_area_is_that_of_the_disposal(
    phones: Telephones, written: str, area: str
) -> None:
    answered = await phones.say(QINGFENG, f"/dispose QF-001 {area} {written} 已收回")
    (made,) = record_of(phones.act).disposals
    assert (made.disposed_on, made.submitted_on, made.text) == (date(2021, 6, 20), TODAY, "已收回")
    assert "6月20日处置 2 亩" in answered.text


async def test_a_disposal_is_confirmed_and_told_to_the_office_with_a_button(phones: Telephones) -> None:
    answered = await phones.say(QINGFENG, "/dispose QF-001 12.5 已收回")
    assert answered.text == (
        "✔ 已记录：宗地 QF-001 6月25日处置 12.5 亩（依法收回）\n"
        "面积 45.2 亩：已核验 0，待核验 12.5，剩余 32.7\n"
        "已提交办公室核验，结果会通知您。"
    )
    assert answered.told == {OFFICE.user_id: "宗地 QF-001（闲置，清丰县产业集聚区）报处置 12.5 亩，待核验"}
    assert "'callback_data': 'dv:1'" in str(answered.notices)


REFUSED = [
    ("QF-001 abc", "面积“abc”不是数字。"),
    ("QF-001 一半", "面积“一半”不是数字。"),
    ("QF-001 😀", "不是数字"),
    ("QF-001 0", "应大于 0"),
    ("QF-001 -5", "是负数，不能为负。"),
    ("QF-001 0.0000001", "最多 6 位小数"),
    ("QF-001 1e99", "超出可以处理的范围"),
    ("QF-001 5顷", "的单位应为亩、公顷或平方米。"),
    ("QF-001 45.3", "还可报 45.2 亩；您填的是 45.3 亩。"),
    ("QF-001 4 公顷", "您填的是 60 亩。"),
    ("QF-001 1 2021-02-30", "不是有效日期"),
    ("QF-001 1 2021-06-26", "应在 2021-01-25（方案印发）到 2021-06-25（今天）之间"),
    ("QF-999 1", "没有编号为“QF-999”的宗地"),
    ("QF-999", "没有编号为“QF-999”的宗地"),
    ("长" * 4000, "没有编号为“长长"),
    ("QF-001 " + "9" * 3000, "超出可以处理的范围"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
async def test_bad_input_gets_one_clear_sentence_and_changes_nothing(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(QINGFENG, f"/dispose {typed}")
    assert answered.outcome == "refused"
    assert sentence in answered.text
    assert len(answered.text) < 250
    assert (areas(phones), answered.notices) == ([], ())


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, QINGFENG_LEADER, STRANGER, PUYANGXIAN, TWO_COUNTIES])
async def test_nobody_but_its_liaison_disposes_of_a_parcel(phones: Telephones, sender: Sender) -> None:
    for typed in ("/dispose QF-001 1", "/dispose QF-001"):
        assert (await phones.say(sender, typed)).outcome == "refused"
    assert (await phones.press(sender, "dp:1")).outcome == "refused"
    assert areas(phones) == []


async def test_what_is_done_or_submitted_takes_no_more(phones: Telephones) -> None:
    disposed(phones.act)
    dispose(phones.act, None, number="QF-002")
    for typed in ("/dispose QF-001 1", "/dispose QF-001 全部"):
        assert "处置完毕，无需再报。" in (await phones.say(QINGFENG, typed)).text
    assert "没有剩余面积可报" in (await phones.say(QINGFENG, "/dispose QF-001")).text
    assert "已全部报过，正在等待核验" in (await phones.say(QINGFENG, "/dispose QF-002 全部")).text
    assert (await phones.say(QINGFENG, "/dispose")).text == "本单位没有待处置的宗地。"


async def test_a_disposal_said_before_midnight_counts_for_its_day(phones: Telephones) -> None:
    phones.clock.move_to(datetime(2021, 7, 1, 8, 0, tzinfo=SHANGHAI))
    said = datetime(2021, 6, 30, 23, 50, tzinfo=SHANGHAI)
    await phones.say(QINGFENG, "/dispose QF-001 1", at=said)
    assert record_of(phones.act).disposals[0].disposed_on == date(2021, 6, 30)


async def test_a_photo_with_the_command_as_its_caption_is_the_evidence(phones: Telephones) -> None:
    answered = await phones.photo(QINGFENG, "/dispose QF-001 12.5 现场照片")
    assert "附材料 1 份" in answered.text
    (piece,) = evidence(phones)
    assert (piece.kind, piece.file_id[:3]) == ("photo", "800")


async def test_the_rest_of_an_album_joins_its_disposal_without_a_word(phones: Telephones) -> None:
    await phones.photo(QINGFENG, "/dispose QF-001 12.5 现场照片", media_group_id="a")
    later = [await phones.photo(QINGFENG, media_group_id="a") for _ in range(3)]
    assert [(each.outcome, each.replies) for each in later] == [("done", ())] * 3
    assert (len(evidence(phones)), areas(phones)) == (4, ["12.5"])
    assert (await phones.photo(PUYANGXIAN, media_group_id="a")).outcome == "refused"


async def test_a_refused_album_is_answered_once_and_joins_nothing(phones: Telephones) -> None:
    first = await phones.photo(QINGFENG, "/dispose QF-001 100 现场照片", media_group_id="a")
    assert "还可报 45.2 亩" in first.text
    assert [(await phones.photo(QINGFENG, media_group_id="a")).replies for _ in range(2)] == [(), ()]
    assert areas(phones) == []


async def test_a_photo_with_a_number_alone_is_asked_for_its_area(phones: Telephones) -> None:
    answered = await phones.photo(QINGFENG, "/dispose QF-001")
    assert "请写：/dispose 宗地编号 面积 情况" in answered.text
    assert areas(phones) == []


@pytest.mark.parametrize(("size", "outcome"), [(FILE_LIMIT, "done"), (FILE_LIMIT + 1, "refused")])
async def test_a_file_over_20_mb_is_refused_with_the_whole_disposal(
    phones: Telephones, size: int, outcome: str
) -> None:
    answered = await phones.document(QINGFENG, "/dispose QF-001 1 材料", size=size)
    assert (answered.outcome, len(areas(phones))) == (outcome, int(outcome == "done"))


async def test_an_edited_or_forwarded_disposal_is_not_carried_out(phones: Telephones) -> None:
    assert (await phones.edit(QINGFENG, "/dispose QF-001 1")).text == words.EDITED
    origin = {"type": "hidden_user", "date": 1_600_000_000, "sender_user_name": "某人"}
    forwarded = await phones.photo(QINGFENG, "/dispose QF-001 1", forward_origin=origin)
    assert (forwarded.text, areas(phones)) == (words.FORWARDED, [])

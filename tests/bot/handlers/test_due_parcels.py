"""Parcels under the tasks of /due and /overdue."""

from tests.acting import (
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    person,
)
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    dispose,
    plan,
    row,
    take,
)
from tests.tracker.usecases.recording import TODAY
from tracker.account import parcel_standing
from tracker.model import Role


async def test_the_due_and_the_overdue_parcels_stand_under_the_tasks(phones: Telephones) -> None:
    take(
        phones.act,
        *(row(n, 宗地编号=f"QF-{n}", 完成时限=f"2021-05-{n:02}") for n in range(1, 8)),
        row(9, 宗地编号="SOON", 完成时限="2021-06-28"),
        row(10, 宗地编号="PY-1", 产业集聚区="濮阳县产业集聚区", 责任单位="濮阳县", 完成时限="2021-05-01"),
    )
    late = await phones.say(QINGFENG, "/overdue")
    assert "逾期（牵头 4 项，责任 0 项，台账外 1 项）" in late.text
    assert "已逾期的宗地（7 宗）\n🔴 QF-1 闲置 45.2 亩" in late.text
    assert ("QF-5" in late.text, "QF-6" in late.text, "PY-1" in late.text) == (True, False, False)
    listed = await phones.press(QINGFENG, late.button("全部 7 宗"))
    assert "（已逾期）：7 宗" in listed.text
    soon = await phones.say(QINGFENG, "/due")
    assert "即将到期的宗地（1 宗）\n🟡 SOON" in soon.text
    assert "已逾期的宗地（8 宗）" in (await phones.say(OFFICE, "/overdue")).text


async def test_without_parcels_due_and_overdue_are_silent_of_them(phones: Telephones) -> None:
    take(phones.act, row(完成时限="2021-12-31"))
    for asked in ("/due", "/overdue"):
        assert "宗地" not in (await phones.say(QINGFENG, asked)).text


async def test_parcels_are_named_even_where_no_task_is_overdue(phones: Telephones) -> None:
    bureau = person(301, "督局", ("市水利局", Role.LIAISON))
    phones.act.appoint(bureau)
    take(phones.act, row(责任单位="市水利局", 完成时限="2021-05-31"))
    late = (await phones.say(bureau, "/overdue")).text
    assert late.startswith("没有逾期任务。\n\n已逾期的宗地（1 宗）\n🔴 QF-001")


async def test_a_parcel_that_awaits_review_whole_is_not_overdue_in_chat(phones: Telephones) -> None:
    take(phones.act, row(完成时限="2021-05-31"))
    dispose(phones.act, None)
    assert "宗地" not in (await phones.say(QINGFENG, "/overdue")).text


async def test_who_lost_a_parcel_reads_nothing_more_of_it(phones: Telephones) -> None:
    take(phones.act, row(责任单位="濮阳县"))
    plan(phones.act, unit="清丰县")
    assert "0 宗" in (await phones.say(PUYANGXIAN, "/parcels")).text
    standing = parcel_standing(
        phones.act.read(lambda books: books.parcels.records())[0], TODAY, phones.act.campaign
    )
    assert standing.units == ("清丰县",)
    assert (await phones.say(PUYANGXIAN, f"/parcel {NUMBER}")).outcome == "refused"

"""Joining, handing over, leaving; what a stranger may learn."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot import words
from tests.acting import (
    ADMIN,
    DIRECTOR,
    FOR_STRANGERS,
    INSPECTOR,
    OFFICE,
    QINGFENG,
    QINGFENG_LEADER,
    STRANGER,
    person,
)
from tests.bot.handlers.telephone import Answered, Telephones
from tracker.model import Role, Sender
from tracker.store.tables import members, metadata

NEWCOMER = person(401, "新人<i>")


def _code(answered: Answered) -> str:
    found = re.search(r"/start (\w+)", answered.text)
    assert found is not None
    return found[1]


async def test_an_invited_liaison_joins_with_the_code_and_takes_on_the_tasks(phones: Telephones) -> None:
    code = _code(await phones.say(OFFICE, "/invite 台前县 联络员"))
    joined = await phones.say(NEWCOMER, f"/start {code}")
    assert "新人<i>，您已成为台前县联络员" in joined.text
    accepted = await phones.press(NEWCOMER, joined.button("全部签收"))
    assert "已签收" in accepted.text
    assert "先前已经签收" in (await phones.press(NEWCOMER, joined.button("全部签收"))).text
    assert "本单位任务" in (await phones.press(NEWCOMER, joined.button("查看任务"))).text


async def test_an_invitation_code_is_kept_nowhere_once_it_was_sent_and_used(phones: Telephones) -> None:
    used, locked = [_code(await phones.say(OFFICE, "/invite 台前县 联络员")) for _ in range(2)]
    await phones.say(NEWCOMER, f"/start {used}")
    for _ in range(5):
        await phones.say(STRANGER, "/start NOTACODE")
    await phones.say(STRANGER, f"/start {locked}")
    kept = phones.act.read(
        lambda books: "\n".join(
            str(row) for table in metadata.sorted_tables for row in books.connection.execute(select(table))
        )
    )
    assert "新人<i>" in kept
    assert not [code for code in (used, locked) if code in kept]


async def test_the_link_of_an_invitation_pressed_twice_names_the_post(phones: Telephones) -> None:
    code = _code(await phones.say(OFFICE, "/invite 台前县 联络员"))
    await phones.say(NEWCOMER, f"/start {code}")
    again = await phones.say(NEWCOMER, f"/start {code}")
    assert "您已经是台前县联络员" in again.text
    assert "还可以再试" not in again.text


async def test_a_new_liaison_takes_over_and_the_old_one_is_told_and_can_do_no_more(
    phones: Telephones,
) -> None:
    shown = await phones.say(QINGFENG, "/task 3.1")
    code = _code(await phones.say(OFFICE, "/invite 清丰 liaison 周七"))
    joined = await phones.say(NEWCOMER, f"/start {code}")
    assert joined.told == {QINGFENG.chat_id: "您不再担任清丰县联络员，已由周七接任。"}
    assert (await phones.press(QINGFENG, shown.button("签收"))).text == FOR_STRANGERS
    assert (await phones.say(QINGFENG, "/report 3.1 60 好")).text == FOR_STRANGERS
    assert "周七：清丰县 联络员" in (await phones.say(NEWCOMER, "/whoami")).text


async def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_locks(phones: Telephones) -> None:
    answers = [(await phones.say(STRANGER, "/start NOTACODE")).text for _ in range(6)]
    assert "还可以再试 4 次" in answers[0]
    assert "已锁定，请在6月25日 " in answers[4]
    assert "已锁定，请在6月25日 " in answers[5]


async def test_a_wrong_try_is_counted_even_though_it_is_refused(phones: Telephones) -> None:
    await phones.say(STRANGER, "/start NOTACODE")
    phones.restart()
    assert "还可以再试 3 次" in (await phones.say(STRANGER, "/start 又错了")).text


async def test_an_expired_and_a_used_code_say_so(phones: Telephones) -> None:
    used, expired = [
        _code(await phones.say(OFFICE, f"/invite 台前县 {role}")) for role in ("联络员", "分管领导")
    ]
    await phones.say(NEWCOMER, f"/start {used}")
    assert "已经用过" in (await phones.say(STRANGER, f"/start {used}")).text
    phones.clock.move_to(phones.clock.now() + timedelta(days=7, minutes=1))
    assert "已过期" in (await phones.say(STRANGER, f"/start {expired}")).text


@pytest.mark.parametrize(
    "typed", ["/tasks", "/task 3.1", "/report 3.1 60 好", "/members", "/nonsense", "你好", "/extend x"]
)
async def test_a_stranger_learns_nothing_but_how_to_get_an_invitation(phones: Telephones, typed: str) -> None:
    answered = await phones.say(STRANGER, typed)
    assert (answered.outcome, answered.text, answered.notices) == ("refused", FOR_STRANGERS, ())


@pytest.mark.parametrize("data", ["ts:0", "ac:all", "ro:1", "rubbish", "my:1", "g:1:d", "ack"])
async def test_a_strangers_button_does_nothing(phones: Telephones, data: str) -> None:
    answered = await phones.press(STRANGER, data)
    assert (answered.outcome, answered.text) == ("refused", FOR_STRANGERS)


async def test_a_stranger_is_welcomed_with_the_way_in_and_learns_the_own_number(phones: Telephones) -> None:
    assert (await phones.say(STRANGER, "/start")).text == FOR_STRANGERS
    assert (await phones.say(STRANGER, "/help")).text == FOR_STRANGERS
    assert str(STRANGER.user_id) in (await phones.say(STRANGER, "/whoami")).text


async def test_help_names_what_the_own_role_may_do_and_nothing_else(phones: Telephones) -> None:
    liaison = (await phones.say(QINGFENG, "/help")).text
    office = (await phones.say(OFFICE, "/help")).text
    leader = (await phones.say(QINGFENG_LEADER, "/help")).text
    assert "/report" in liaison
    assert "/review" not in liaison
    assert "/review" in office
    assert "/extend" in office
    assert "/report" not in leader


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/invite", "请写：/invite"),
        ("/invite 清丰县", "请写：/invite"),
        ("/invite 清丰县 县长", "请写：/invite"),
        ("/invite 安阳县 联络员", "没有名为“安阳县”的单位"),
        ("/invite 清丰县 办公室主任", "只能设在领导小组办公室"),
        ("/invite 清丰县 督查", "“督查”只能设在市委市政府督查局"),
        ("/invite 领导小组办公室 管理员", "只有管理员可以邀请管理员"),
        ("/invite " + "县" * 4000 + " 联络员", "没有名为"),
    ],
)
async def test_an_invitation_that_cannot_be_is_refused_in_a_sentence(
    phones: Telephones, typed: str, sentence: str
) -> None:
    answered = await phones.say(OFFICE, typed)
    assert (answered.outcome, sentence in answered.text, len(answered.text) < 200) == ("refused", True, True)


async def test_an_admin_invites_an_admin(phones: Telephones) -> None:
    code = _code(await phones.say(ADMIN, "/invite 领导小组办公室 管理员"))
    assert "管理员" in (await phones.say(NEWCOMER, f"/start {code}")).text


@pytest.mark.parametrize("sender", [QINGFENG, DIRECTOR, INSPECTOR, QINGFENG_LEADER])
async def test_only_the_office_and_admins_invite(phones: Telephones, sender: Sender) -> None:
    assert (await phones.say(sender, "/invite 清丰县 联络员")).text == words.NOT_ALLOWED


async def test_the_list_names_everybody_the_vacant_units_and_who_blocked_the_bot(phones: Telephones) -> None:
    theirs = update(members).where(members.c.user_id == QINGFENG.user_id)
    blocked = theirs.values(blocked_at=phones.clock.now())
    phones.act.write(lambda books: books.connection.execute(blocked).rowcount)
    shown = (await phones.say(OFFICE, "/members")).text
    assert "清丰县 联络员：张三（已屏蔽机器人）" in shown
    assert "没有联络员或联系不上：" in shown
    assert "清丰县" in shown.split("联系不上：")[1]


async def test_a_removal_is_confirmed_told_and_takes_effect_at_once(phones: Telephones) -> None:
    listed = await phones.say(OFFICE, "/members")
    chosen = await phones.press(OFFICE, listed.button("移除人员"))
    asked = await phones.press(OFFICE, chosen.button("清丰县 联络员"))
    assert "清丰县 联络员：张三" in asked.text
    assert (await phones.say(QINGFENG, "/tasks")).outcome == "done"
    removed = await phones.press(OFFICE, asked.button("确认移除"))
    assert removed.told == {QINGFENG.chat_id: "您不再担任清丰县联络员。"}
    assert (await phones.say(QINGFENG, "/tasks")).text == FOR_STRANGERS
    assert "已不在该岗位" in (await phones.press(OFFICE, asked.button("确认移除"))).text
    assert "已不在该岗位" in (await phones.press(OFFICE, chosen.button("清丰县 联络员"))).text


async def test_the_director_sees_the_list_and_no_way_to_remove(phones: Telephones) -> None:
    assert "移除人员" not in (await phones.say(DIRECTOR, "/members")).buttons


@pytest.mark.parametrize("data", ["my:{}", "mx:{}", "ml:0"])
async def test_a_removal_button_in_other_hands_does_nothing(phones: Telephones, data: str) -> None:
    (member,) = phones.act.read(lambda books: books.people.posts_of(QINGFENG.user_id))
    answered = await phones.press(DIRECTOR, data.format(member.id))
    assert (answered.outcome, answered.text) == ("refused", words.NOT_ALLOWED)
    assert phones.act.read(lambda books: books.people.posts_of(QINGFENG.user_id)) == (member,)


@pytest.mark.parametrize(
    ("role", "sentence"), [(Role.ADMIN, "只有管理员可以移除管理员"), (Role.OFFICE, "不能移除自己")]
)
async def test_the_office_cannot_remove_the_admin_nor_itself(
    phones: Telephones, role: Role, sentence: str
) -> None:
    (member,) = phones.act.read(lambda books: books.people.with_role(role))
    assert sentence in (await phones.press(OFFICE, f"my:{member.id}")).text
    assert phones.act.read(lambda books: books.people.with_role(role)) == (member,)


async def test_a_hundred_members_fit_their_pages(phones: Telephones) -> None:
    phones.act.appoint(*(person(500 + n, "名" * 60, ("领导小组办公室", Role.OFFICE)) for n in range(100)))
    first = await phones.say(OFFICE, "/members")
    assert "110 人" in first.text
    assert "下一页 ›" in (await phones.press(OFFICE, first.button("移除人员"))).buttons
    assert "‹ 上一页" in (await phones.press(OFFICE, first.button("下一页"))).buttons

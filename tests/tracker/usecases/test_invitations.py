import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.acting import ADMIN, HOUR, NOW, OFFICE, QINGFENG, STRANGER, Act, person
from tests.tracker.usecases.recording import report
from tracker.errors import NotYoursToInvite, RoleNotInUnit, UnknownUnit
from tracker.model import Role, Sender
from tracker.plan import Campaign
from tracker.store.tables import metadata
from tracker.usecases.invite_member import InviteMember, MemberInvited, invite_member, post_for
from tracker.usecases.redeem_invitation import (
    CodeUsedBefore,
    InvitationRefused,
    Obstacle,
    PostTaken,
    RedeemInvitation,
    redeem_invitation,
)

MINUTE = timedelta(minutes=1)


def _invite(
    act: Act, unit: str = "清丰县", role: Role = Role.LIAISON, *, by: Sender = OFFICE, name: str = ""
) -> MemberInvited:
    return act(invite_member, by, InviteMember(unit=unit, role=role, at=NOW, name=name))


def _try(
    act: Act, code: str, sender: Sender = STRANGER, at: datetime = NOW
) -> PostTaken | CodeUsedBefore | InvitationRefused:
    return act(redeem_invitation, sender, RedeemInvitation(code=code, name=sender.name, at=at))


def _take(act: Act, code: str, sender: Sender = STRANGER, at: datetime = NOW) -> PostTaken:
    taken = _try(act, code, sender, at)
    assert isinstance(taken, PostTaken)
    return taken


def _refuse(act: Act, code: str, sender: Sender = STRANGER, at: datetime = NOW) -> InvitationRefused:
    refused = _try(act, code, sender, at)
    assert isinstance(refused, InvitationRefused)
    return refused


def _everything(act: Act) -> str:
    return act.read(
        lambda books: json.dumps(
            [
                [str(value) for value in row]
                for table in metadata.sorted_tables
                for row in books.connection.execute(select(table))
            ],
            ensure_ascii=False,
        )
    )


def test_the_code_is_nowhere_in_the_database(act: Act) -> None:
    invited = _invite(act)
    assert "清丰县" in _everything(act)
    assert invited.code not in _everything(act)
    _take(act, invited.code)
    assert invited.code not in _everything(act)


def test_two_codes_are_never_alike_and_cannot_be_misheard(act: Act) -> None:
    codes = {_invite(act).code for _ in range(50)}
    assert len(codes) == 50
    assert not set("".join(codes)) & set("01OILU")


def test_a_code_opens_its_post_once(act: Act) -> None:
    invited = _invite(act)
    assert _take(act, invited.code).post.unit == "清丰县"
    assert _refuse(act, invited.code, QINGFENG).obstacle is Obstacle.USED
    held = act.read(lambda books: books.people.posts_of(STRANGER.user_id))
    assert [member.post.role for member in held] == [Role.LIAISON]


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_a_code_is_read_however_it_is_spaced_or_written(act: Act, typed: str) -> None:
    code = _invite(act).code
    _take(act, typed.format(f"{code[:5].lower()}-{code[5:]}"))


def test_a_code_is_good_for_seven_days(act: Act) -> None:
    late, in_time = _invite(act), _invite(act)
    assert in_time.expires_at == NOW + timedelta(days=7)
    assert _refuse(act, late.code, at=NOW + timedelta(days=7)).obstacle is Obstacle.EXPIRED
    _take(act, in_time.code, at=NOW + timedelta(days=7) - MINUTE)


def test_five_wrong_tries_lock_the_chat_even_for_a_right_code(act: Act) -> None:
    invited = _invite(act)
    left = [_refuse(act, f"WRONG{n}", at=NOW + n * MINUTE).tries_left for n in range(5)]
    assert left == [4, 3, 2, 1, 0]
    locked = _refuse(act, invited.code, at=NOW + 5 * MINUTE)
    assert (locked.obstacle, locked.locked_until) == (Obstacle.LOCKED, NOW + 4 * MINUTE + HOUR)


def test_the_fifth_wrong_try_says_until_when_it_is_locked(act: Act) -> None:
    for _ in range(4):
        assert _refuse(act, "WRONG").locked_until is None
    assert _refuse(act, "WRONG").locked_until == NOW + HOUR


def test_the_lock_lasts_an_hour_from_the_fifth_try_however_slowly_they_came(act: Act) -> None:
    invited = _invite(act)
    for n in range(5):
        _refuse(act, "WRONG", at=NOW + n * 14 * MINUTE)
    fifth = NOW + 56 * MINUTE
    assert _refuse(act, invited.code, at=fifth + HOUR - MINUTE).obstacle is Obstacle.LOCKED
    _take(act, invited.code, at=fifth + HOUR)


def test_after_the_lock_there_are_five_tries_again(act: Act) -> None:
    for _ in range(5):
        _refuse(act, "WRONG")
    assert [_refuse(act, "WRONG", at=NOW + HOUR).tries_left for _ in range(5)] == [4, 3, 2, 1, 0]
    assert _refuse(act, "WRONG", at=NOW + HOUR + MINUTE).obstacle is Obstacle.LOCKED


def test_tries_while_locked_do_not_prolong_the_lock(act: Act) -> None:
    for _ in range(5):
        _refuse(act, "WRONG")
    for n in range(1, 6):
        _refuse(act, "WRONG", at=NOW + n * 10 * MINUTE)
    assert _refuse(act, "WRONG", at=NOW + HOUR).tries_left == 4


def test_four_wrong_tries_an_hour_never_lock(act: Act) -> None:
    for n in range(20):
        assert _refuse(act, "WRONG", at=NOW + n * 15 * MINUTE).locked_until is None


def test_one_chat_locked_out_does_not_lock_another(act: Act) -> None:
    invited = _invite(act)
    for _ in range(5):
        _refuse(act, "WRONG")
    _take(act, invited.code, person(998, "另一人"))


def test_an_expired_code_counts_as_a_wrong_try(act: Act) -> None:
    invited = _invite(act)
    assert _refuse(act, invited.code, at=NOW + timedelta(days=8)).tries_left == 4


def test_a_new_liaison_takes_the_post_over_and_the_old_one_loses_it(act: Act) -> None:
    act.appoint(QINGFENG)
    taken = _take(act, _invite(act).code)
    assert [member.name for member in taken.replaced] == ["张三"]
    assert act.read(lambda books: books.people.posts_of(QINGFENG.user_id)) == ()
    holders = act.read(lambda books: books.people.on_post("清丰县", Role.LIAISON))
    assert [member.name for member in holders] == ["路人"]


def test_an_older_invitation_does_not_take_the_post_from_its_new_holder(act: Act) -> None:
    older, newer, other = _invite(act), _invite(act), _invite(act, role=Role.LEADER)
    _take(act, newer.code)
    assert _refuse(act, older.code, person(998, "迟到的人")).obstacle is Obstacle.USED
    holders = act.read(lambda books: books.people.on_post("清丰县", Role.LIAISON))
    assert [member.user_id for member in holders] == [STRANGER.user_id]
    _take(act, other.code, person(998, "迟到的人"))


def test_a_post_of_several_keeps_its_other_invitations_open(act: Act) -> None:
    first, second = [_invite(act, "领导小组办公室", Role.OFFICE) for _ in range(2)]
    _take(act, first.code)
    _take(act, second.code, person(998, "另一人"))


def test_a_link_pressed_twice_names_the_post_and_counts_nothing(act: Act) -> None:
    code = _invite(act).code
    _take(act, code)
    holder = person(STRANGER.user_id, STRANGER.name, ("清丰县", Role.LIAISON))
    for _ in range(6):
        again = _try(act, code, holder)
        assert isinstance(again, CodeUsedBefore)
        assert (again.post.unit, again.holds) == ("清丰县", True)
    assert _refuse(act, "WRONG", holder).tries_left == 4


def test_a_code_used_before_the_post_was_lost_does_not_bring_it_back(act: Act) -> None:
    code = _invite(act).code
    _take(act, code)
    _take(act, _invite(act).code, QINGFENG)
    again = _try(act, code)
    assert isinstance(again, CodeUsedBefore)
    assert not again.holds
    assert act.read(lambda books: books.people.posts_of(STRANGER.user_id)) == ()


def test_what_the_old_holder_had_begun_ends_with_the_post(act: Act) -> None:
    act.appoint(QINGFENG)
    act.write(lambda books: books.dialogs.put(201, 201, step="report:text", answers={"code": "3.1"}, at=NOW))
    _take(act, _invite(act).code)
    assert act.read(lambda books: books.dialogs.find(201, 201, NOW)) is None
    anew = act.write(lambda books: books.dialogs.put(201, 201, step="report:text", answers={}, at=NOW))
    assert anew.version == 3


def test_a_post_of_several_takes_one_more_and_nobody_leaves(act: Act) -> None:
    act.appoint(OFFICE)
    taken = _take(act, _invite(act, "领导小组办公室", Role.OFFICE).code)
    assert taken.replaced == ()
    assert len(act.read(lambda books: books.people.with_role(Role.OFFICE))) == 2


def test_who_holds_the_post_already_holds_it_once_afterwards(act: Act) -> None:
    act.appoint(QINGFENG)
    assert _take(act, _invite(act).code, QINGFENG).replaced == ()
    assert len(act.read(lambda books: books.people.posts_of(QINGFENG.user_id))) == 1


def test_one_person_may_be_liaison_of_two_units(act: Act) -> None:
    for unit in ("清丰县", "濮阳县"):
        _take(act, _invite(act, unit).code)
    held = act.read(lambda books: books.people.posts_of(STRANGER.user_id))
    assert [member.post.unit for member in held] == ["清丰县", "濮阳县"]


def test_a_new_liaison_is_told_what_is_not_accepted_yet(act: Act) -> None:
    report(act, "3.1")
    issued = _take(act, _invite(act).code).issued
    assert issued
    assert "3.1" not in {each.code for each in issued}
    assert {each.unit for each in issued} == {"清丰县"}
    assert _take(act, _invite(act, role=Role.LEADER).code, person(997, "某")).issued == ()


def test_the_name_on_the_invitation_goes_before_the_name_in_telegram(act: Act) -> None:
    assert _take(act, _invite(act, name="周七").code).name == "周七"


def test_only_an_admin_invites_an_admin(act: Act) -> None:
    with pytest.raises(NotYoursToInvite):
        _invite(act, "领导小组办公室", Role.ADMIN, by=OFFICE)
    assert _invite(act, "领导小组办公室", Role.ADMIN, by=ADMIN).post.role is Role.ADMIN


@pytest.mark.parametrize("role", [Role.OFFICE, Role.DIRECTOR, Role.ADMIN])
def test_the_roles_of_the_office_are_in_the_office_alone(act: Act, role: Role) -> None:
    with pytest.raises(RoleNotInUnit, match="领导小组办公室"):
        _invite(act, "清丰县", role, by=ADMIN)


def test_an_inspector_sits_in_the_supervising_unit_alone(act: Act) -> None:
    for unit in ("清丰县", "领导小组办公室"):
        with pytest.raises(RoleNotInUnit, match="“督查”只能设在市委市政府督查局"):
            _invite(act, unit, Role.INSPECTOR, by=ADMIN)
    assert _invite(act, "督查局", Role.INSPECTOR).post.unit == "市委市政府督查局"


def test_where_no_unit_supervises_the_inspector_sits_in_the_office(campaign: Campaign) -> None:
    plan = replace(campaign, units=tuple(replace(unit, inspects=False) for unit in campaign.units))
    assert post_for(plan, "领导小组办公室", Role.INSPECTOR).unit == "领导小组办公室"
    with pytest.raises(RoleNotInUnit, match="领导小组办公室"):
        post_for(plan, "督查局", Role.INSPECTOR)


def test_a_unit_that_does_not_exist_invites_nobody(act: Act) -> None:
    with pytest.raises(UnknownUnit):
        _invite(act, "安阳县")

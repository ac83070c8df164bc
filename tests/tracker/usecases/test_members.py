import pytest
from sqlalchemy import update

from tests.acting import ADMIN, EVERYBODY, NOW, OFFICE, QINGFENG, STRANGER, Act, person
from tests.tracker.usecases.recording import TODAY
from tracker.model import Role, Sender
from tracker.store.tables import members
from tracker.usecases.invite_member import InviteMember, invite_member
from tracker.usecases.list_members import (
    ListMembers,
    MemberRemoved,
    NoLongerMember,
    NotYourself,
    NotYoursToRemove,
    RemoveMember,
    list_members,
    remove_member,
)
from tracker.usecases.look import Look, look
from tracker.usecases.redeem_invitation import (
    InvitationRefused,
    PostTaken,
    RedeemInvitation,
    redeem_invitation,
)

POSTS = (("清丰县", Role.LIAISON), ("领导小组办公室", Role.OFFICE))


def _number(act: Act, sender: Sender) -> int:
    return act.read(lambda books: books.people.posts_of(sender.user_id))[0].id


def _remove(act: Act, whom: Sender, by: Sender = OFFICE) -> MemberRemoved:
    return act(remove_member, by, RemoveMember(member_id=_number(act, whom), at=NOW))


def test_members_are_listed_in_the_order_of_the_plan(act: Act) -> None:
    act.appoint(*EVERYBODY)
    listed = act(list_members, OFFICE, ListMembers())
    names = [unit.name for unit in act.campaign.units]
    places = [names.index(member.post.unit) for member in listed.members]
    assert places == sorted(places)
    assert len(listed.members) == 10


def test_units_without_a_liaison_are_named_and_a_blocked_chat_is_as_good_as_none(act: Act) -> None:
    act.appoint(QINGFENG)
    assert "清丰县" not in act(list_members, OFFICE, ListMembers()).vacant
    assert "濮阳县" in act(list_members, OFFICE, ListMembers()).vacant
    _block(act, QINGFENG)
    assert "清丰县" in act(look, OFFICE, Look(on=TODAY)).unreachable
    act.write(lambda books: books.people.reached(QINGFENG.user_id))
    assert "清丰县" not in act(look, OFFICE, Look(on=TODAY)).unreachable


def _block(act: Act, sender: Sender) -> None:
    theirs = update(members).where(members.c.user_id == sender.user_id).values(blocked_at=NOW)
    act.write(lambda books: books.connection.execute(theirs).rowcount)


def test_the_office_itself_is_never_named_as_unreachable(act: Act) -> None:
    assert "领导小组办公室" not in act(list_members, OFFICE, ListMembers()).vacant


def test_a_removed_person_holds_nothing_and_what_was_begun_ends(act: Act) -> None:
    act.appoint(OFFICE, QINGFENG)
    act.write(lambda books: books.dialogs.put(201, 201, step="report:task", answers={}, at=NOW))
    assert _remove(act, QINGFENG).member.name == "张三"
    assert act.read(lambda books: books.people.posts_of(QINGFENG.user_id)) == ()
    assert act.read(lambda books: books.dialogs.find(201, 201, NOW)) is None


def test_an_invitation_to_the_post_of_who_was_removed_opens_nothing_any_more(act: Act) -> None:
    act.appoint(OFFICE, ADMIN, QINGFENG)
    open_ones = [act(invite_member, ADMIN, InviteMember(unit=u, role=r, at=NOW)) for u, r in POSTS]
    assert _remove(act, QINGFENG).withdrawn == 1
    assert _remove(act, OFFICE, by=ADMIN).withdrawn == 0
    brought = [
        act(redeem_invitation, STRANGER, RedeemInvitation(code=each.code, name="路人", at=NOW))
        for each in open_ones
    ]
    assert [type(each) for each in brought] == [InvitationRefused, PostTaken]


def test_who_is_removed_already_is_not_removed_again(act: Act) -> None:
    act.appoint(OFFICE, QINGFENG)
    number = _number(act, QINGFENG)
    command = RemoveMember(member_id=number, at=NOW)
    act(remove_member, OFFICE, command)
    with pytest.raises(NoLongerMember):
        act(remove_member, OFFICE, command)


def test_nobody_removes_the_own_post(act: Act) -> None:
    act.appoint(OFFICE)
    with pytest.raises(NotYourself):
        _remove(act, OFFICE)
    assert act.read(lambda books: books.people.posts_of(OFFICE.user_id))


def test_only_an_admin_removes_an_admin(act: Act) -> None:
    act.appoint(OFFICE, ADMIN)
    with pytest.raises(NotYoursToRemove):
        _remove(act, ADMIN, by=OFFICE)
    assert act.read(lambda books: books.people.with_role(Role.ADMIN))
    other = person(105, "另一管理员", ("领导小组办公室", Role.ADMIN))
    assert _remove(act, ADMIN, by=other).member.name == "管理员"


def test_a_stranger_is_nobodys_member(act: Act) -> None:
    act.appoint(*EVERYBODY)
    assert act.read(lambda books: books.people.posts_of(STRANGER.user_id)) == ()

from datetime import UTC, datetime, timedelta

import pytest

from tracker.errors import NotYoursToInvite
from tracker.model import Post, Role, Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.import_members import MEMBER_COLUMNS, ImportMembers, MembersImported, import_members
from tracker.usecases.import_rows import SheetRow
from tracker.usecases.invite_member import VALID_FOR
from tracker.usecases.redeem_invitation import (
    CodeUsedBefore,
    InvitationRefused,
    Obstacle,
    PostTaken,
    RedeemInvitation,
    redeem_invitation,
)

AT = datetime(2021, 2, 1, 1, 0, tzinfo=UTC)
HOME = "领导小组办公室"
OFFICE = Sender(user_id=1, chat_id=1, name="命令行", posts=(Post(unit=HOME, role=Role.OFFICE),))


class Desk:
    """Imports lists of people and lets them bring their codes."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self.store = store
        self.campaign = campaign

    def take(self, *rows: str, at: datetime = AT) -> MembersImported:
        read = [
            SheetRow(number=number, cells=dict(zip(MEMBER_COLUMNS, row.split(","), strict=True)))
            for number, row in enumerate(rows, start=2)
        ]
        command = ImportMembers(rows=tuple(read), unreadable=(), partial=False, at=at)
        return self.store.write_now(lambda c: import_members(Books(c, self.campaign), OFFICE, command))

    def bring(self, code: str, user_id: int) -> PostTaken | CodeUsedBefore | InvitationRefused:
        stranger = Sender(user_id=user_id, chat_id=user_id, name="某人", posts=())
        command = RedeemInvitation(code=code, name="某人", at=AT)
        return self.store.write_now(lambda c: redeem_invitation(Books(c, self.campaign), stranger, command))


@pytest.fixture
def desk(each_store: Store, campaign: Campaign) -> Desk:
    return Desk(each_store, campaign)


def counts(outcome: MembersImported) -> tuple[int, int, int]:
    imported = outcome.imported
    assert imported.added + imported.changed == len(outcome.invitations)
    return imported.added, imported.changed, imported.unchanged


def test_who_has_taken_the_post_is_not_invited_again(desk: Desk) -> None:
    first = desk.take("清丰县,联络员,张三,139")
    assert isinstance(desk.bring(first.invitations[0].code, 5), PostTaken)
    assert counts(desk.take("清丰,liaison,张三,139")) == (0, 0, 1)


def test_an_expired_invitation_is_made_anew(desk: Desk) -> None:
    desk.take("清丰县,联络员,张三,")
    assert counts(desk.take("清丰县,联络员,张三,", at=AT + VALID_FOR)) == (1, 0, 0)


def test_another_name_for_a_post_of_one_withdraws_the_earlier_invitation(desk: Desk) -> None:
    first = desk.take("清丰县,联络员,张三,").invitations[0]
    assert counts(desk.take("清丰县,联络员,李四,")) == (0, 1, 0)
    refused = desk.bring(first.code, 5)
    assert isinstance(refused, InvitationRefused)
    assert refused.obstacle is Obstacle.USED


def test_a_handover_invites_the_successor_while_the_holder_stays(desk: Desk) -> None:
    desk.bring(desk.take("清丰县,联络员,张三,").invitations[0].code, 5)
    handed = desk.take("清丰县,联络员,李四,", at=AT + timedelta(days=1))
    assert counts(handed) == (1, 0, 0)
    taken = desk.bring(handed.invitations[0].code, 6)
    assert isinstance(taken, PostTaken)
    assert [member.name for member in taken.replaced] == ["张三"]


def test_several_people_may_share_a_post_of_the_office(desk: Desk) -> None:
    rows = (f"{HOME},办公室,张三,", f"{HOME},办公室,李四,", f"{HOME},办公室,张三,")
    assert counts(desk.take(*rows)) == (2, 0, 1)
    assert counts(desk.take(*rows)) == (0, 0, 3)


def test_only_an_admin_brings_admins(desk: Desk) -> None:
    with pytest.raises(NotYoursToInvite):
        desk.take(f"{HOME},管理员,张三,")
